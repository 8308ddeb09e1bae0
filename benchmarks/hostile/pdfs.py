"""Hostile PDFs, written by hand: the table of objects is left to the reader's repair."""

from __future__ import annotations

import zlib
from pathlib import Path

import pymupdf

from benchmarks.hostile.kinds import NOWHERE, kind

_PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R{more}>>"


def _pdf(
    *objects: str | bytes, root: str = "<</Type/Catalog/Pages 2 0 R{0}>>", more: str = ""
) -> bytes:
    bodies = [root.replace("{0}", more), *objects]
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        data = body.encode("latin-1") if isinstance(body, str) else body
        out += f"{number} 0 obj\n".encode() + data + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer<</Size {len(bodies) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def _stream(data: bytes, entries: str = "") -> bytes:
    return f"<<{entries}/Length {len(data)}>>stream\n".encode() + data + b"\nendstream"


def _one_page(contents: bytes, page: str = "", *objects: str | bytes, more: str = "") -> bytes:
    pages = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return _pdf(pages, _PAGE.replace("{more}", page), contents, *objects, more=more)


_TEXT = _stream(b"BT /F 12 Tf 50 700 Td (Ke hoach) Tj ET")


@kind("a.pdf")
def pages_in_a_ring(path: Path) -> None:
    path.write_bytes(_pdf("<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"))


@kind("a.pdf")
def claims_a_billion_pages(path: Path) -> None:
    path.write_bytes(_pdf("<</Type/Pages/Kids[3 0 R]/Count 1000000000>>", _PAGE, _TEXT))


@kind("a.pdf")
def stream_bomb(path: Path) -> None:
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b" " * 10_000_000) for _ in range(200)) + packer.flush()
    path.write_bytes(_one_page(_stream(data, "/Filter/FlateDecode")))


@kind("a.pdf")
def packed_many_times(path: Path) -> None:
    data = b" " * 300_000_000
    for _ in range(4):
        data = zlib.compress(data, 9)
    path.write_bytes(_one_page(_stream(data, "/Filter[" + "/FlateDecode" * 4 + "]")))


@kind("a.pdf")
def giant_page(path: Path) -> None:
    data = _one_page(_TEXT).replace(b"595 842", b"99999999 99999999")
    path.write_bytes(data)


@kind("a.pdf")
def giant_picture(path: Path) -> None:
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b"\xff" * 40_000) for _ in range(40_000)) + packer.flush()
    picture = _stream(
        data,
        "/Type/XObject/Subtype/Image/Width 40000/Height 40000/BitsPerComponent 8"
        "/ColorSpace/DeviceGray/Filter/FlateDecode",
    )
    draws = _stream(b"595 0 0 842 0 0 cm /I Do")
    path.write_bytes(_one_page(draws, "/Resources<</XObject<</I 5 0 R>>>>", picture))


@kind("a.pdf")
def form_in_itself(path: Path) -> None:
    form = _stream(
        b"/X Do /X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"
    )
    draws = _stream(b"/X Do")
    path.write_bytes(_one_page(draws, "/Resources<</XObject<</X 5 0 R>>>>", form))


@kind("a.pdf")
def forms_that_double(path: Path) -> None:
    forms = [
        _stream(
            b"/X Do " * 10,
            f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {n} 0 R>>>>",
        )
        for n in range(6, 20)
    ]
    last = _stream(b"0 0 1 1 re f", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    draws = _stream(b"/X Do")
    path.write_bytes(_one_page(draws, "/Resources<</XObject<</X 5 0 R>>>>", *forms, last))


@kind("a.pdf")
def a_million_strokes(path: Path) -> None:
    lines = b"".join(b"%d %d m %d %d l S\n" % (n % 595, 0, 0, n % 842) for n in range(400_000))
    path.write_bytes(_one_page(_stream(zlib.compress(lines), "/Filter/FlateDecode")))


@kind("a.pdf")
def deep_arrays(path: Path) -> None:
    path.write_bytes(_one_page(_TEXT, "/A " + "[" * 200_000))


@kind("a.pdf")
def actions_and_links(path: Path) -> None:
    act = (
        f"/OpenAction<</S/URI/URI({NOWHERE})>>/AA<</WC<</S/JavaScript/JS(app.launchURL('{NOWHERE}'))"
        ">>>>/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(this.submitForm('x'))>>]>>>>"
    )
    path.write_bytes(
        _one_page(_TEXT, f"/Annots[<</Subtype/Link/A<</S/Launch/F({NOWHERE})>>>>]", more=act)
    )


@kind("a.pdf")
def flipped_streams(path: Path) -> None:
    with pymupdf.open() as pdf:
        for number in range(3):
            pdf.new_page().insert_text((72, 72), f"Ke hoach {number} " + "viec can lam " * 40)
        data = bytearray(pdf.tobytes(deflate=True))
    at = data.index(b"stream")
    for place in range(at + 40, at + 90, 9):
        data[place] ^= 0x21
    path.write_bytes(data)


@kind("a.pdf")
def pdf_cut(path: Path) -> None:
    with pymupdf.open() as pdf:
        for number in range(5):
            pdf.new_page().insert_text((72, 72), f"Ke hoach {number} " + "viec can lam " * 40)
        data = pdf.tobytes()
    path.write_bytes(data[: len(data) * 2 // 3])


@kind("a.pdf")
def portfolio_of_itself(path: Path) -> None:
    data = _one_page(_TEXT)
    for depth in range(7):
        with pymupdf.open(stream=data, filetype="pdf") as pdf:
            for number in range(2):
                pdf.embfile_add(f"{depth}-{number}.pdf", data)
            catalog = pdf.pdf_catalog()
            pdf.xref_set_key(catalog, "Collection", "<</Type/Collection>>")
            data = pdf.tobytes(deflate=True)
    path.write_bytes(data)
