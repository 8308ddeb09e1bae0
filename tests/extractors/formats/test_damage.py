"""Whatever bytes come: a page, or an error with a name. Seeds are fixed, so failures repeat."""

from __future__ import annotations

import io
import random
from pathlib import Path

import docx
import openpyxl
import pymupdf
import pytest
from PIL import Image

from extractors.errors import DocumentError
from extractors.formats import Limits, open_document
from extractors.reading import read_page

LIMITS = Limits(max_image_pixels=4_000_000, max_page_pixels=1_000_000)


def _pdf(**how: object) -> bytes:
    with pymupdf.open() as pdf:
        for number in range(3):
            pdf.new_page().insert_text((72, 72), f"page {number} " + "hello world " * 5)
        return bytes(pdf.tobytes(**how))


def _docx() -> bytes:
    document = docx.Document()
    document.add_paragraph("Kế hoạch")
    document.add_table(3, 3).cell(0, 0).text = "x"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["TT", "Việc", "Ai"])
    book.worksheets[0].append([1, "Họp", "HT"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _image(kind: str) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((200, 300), 50).convert("RGB").save(out, kind)
    return out.getvalue()


HTML = "<html><body><table border=1><tr><td rowspan=2>a<td>b</tr></table><p>Kế hoạch"
WHOLE = {
    "pdf": _pdf(),
    "packed pdf": _pdf(deflate=True, garbage=3, use_objstms=1),
    "docx": _docx(),
    "xlsx": _xlsx(),
    "png": _image("PNG"),
    "jpeg": _image("JPEG"),
    "tiff": _image("TIFF"),
    "bmp": _image("BMP"),
    "webp": _image("WEBP"),
    "html": HTML.encode(),
    "text": ("TT\tViệc\tAi\n1\tHọp\tHT\n" * 20).encode(),
}


def _damaged(data: bytes, rng: random.Random) -> bytes:
    spoiled = bytearray(data)
    at = rng.randrange(len(spoiled))
    how = rng.randrange(4)
    if how == 0:
        del spoiled[at:]
    elif how == 1:
        for _ in range(rng.randrange(1, 30)):
            spoiled[rng.randrange(len(spoiled))] = rng.randrange(256)
    elif how == 2:
        length = len(spoiled[at : at + 900])
        spoiled[at : at + length] = b"\x00" * length
    else:
        spoiled[at:at] = rng.randbytes(40)
    return bytes(spoiled) or b"x"


@pytest.mark.parametrize("kind", list(WHOLE))
def test_damage_gives_a_page_or_a_named_error(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractors.layer.page.digital_tables", lambda page, words, number: [])
    rng = random.Random(kind)
    path = tmp_path / "file.bin"
    for _ in range(25):
        path.write_bytes(_damaged(WHOLE[kind], rng))
        try:
            with open_document(path, limits=LIMITS) as document:
                for number in range(1, min(document.page_count, 3) + 1):
                    read_page(document, number, engine=None)
        except DocumentError as error:
            assert error.code and error.name and str(error)
