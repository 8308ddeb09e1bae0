"""Small files that unfold into large ones: refused by what they say of themselves, or bounded."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import docx
import numpy as np
import pymupdf
import pytest
from docx.shared import Cm
from PIL import Image

from extractors.errors import DocumentError, OutOfMemoryError, TooLargeError, damage
from extractors.formats import Limits, open_document
from extractors.formats.intact import is_cut
from extractors.formats.limits import MEMORY_VARIABLE, memory_cap
from extractors.formats.picture.file import PictureFile
from extractors.formats.text import plain
from extractors.reading import read_page


def png(path: Path, width: int, height: int, colour: int = 0, bits: int = 1) -> Path:
    """Write a white PNG without holding its pixels."""
    channels = {0: 1, 2: 3, 6: 4}[colour]

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    row = b"\0" + b"\xff" * ((width * channels * bits + 7) // 8)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )
    return path


def test_a_picture_beyond_the_limit_is_refused_by_its_head(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = png(tmp_path / "to.png", 13_300, 13_300)
    monkeypatch.setattr(PictureFile, "load", lambda *_: pytest.fail("decoded"))
    with pytest.raises(TooLargeError, match="13300 x 13300"):
        open_document(path)


@pytest.mark.parametrize(("colour", "bits"), [(2, 8), (6, 8), (0, 16), (0, 1)])
def test_a_large_picture_is_scaled_strip_by_strip(tmp_path: Path, colour: int, bits: int) -> None:
    path = png(tmp_path / "lon.png", 3000, 4000, colour, bits)
    with open_document(path, limits=Limits(max_page_pixels=3_000_000)) as document:
        source = document.source(1)
        whole = document.page_count
    assert source.image.shape == (2000, 1500, 3) and source.image.min() == 255 and whole == 1
    assert source.dpi == round(4000 / 11.69 / 2)


def test_strips_meet_where_the_picture_is_turned(tmp_path: Path) -> None:
    rows = np.linspace(0, 255, 3000, dtype=np.uint8)[:, None].repeat(2400, axis=1)
    exif = Image.Exif()
    exif[0x0112] = 3
    path = tmp_path / "anh.png"
    Image.fromarray(rows).save(path, exif=exif)
    with open_document(path, limits=Limits(max_page_pixels=1_800_000)) as document:
        image = document.source(1).image
    grey = image[:, 0, 0].astype(int)
    assert grey[0] > 250 and grey[-1] < 5 and (np.diff(grey) <= 0).all()


def packed(path: Path, xml: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", xml)
    return path


def test_a_word_file_that_unpacks_to_much_xml_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "bom.docx", b"<w:p/>" * 12_000_000)
    with pytest.raises(TooLargeError, match="XML"):
        open_document(path)


def test_a_text_of_form_feeds_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("việc\f" * 50_000, encoding="utf-8")
    with pytest.raises(TooLargeError, match="50000 trang"):
        open_document(path)


def test_a_text_is_read_once_not_once_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Trang một\fTrang hai\fTrang ba", encoding="utf-8")
    read: list[int] = []
    own = plain.text_blocks
    monkeypatch.setattr(plain, "text_blocks", lambda *a, **k: (read.append(1), own(*a, **k))[1])
    for number in (1, 2, 3):
        with open_document(path) as document:
            assert read_page(document, number, engine=None).lines
    assert len(read) == 3


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    from pipeline.running.work import NO_BYTES, probe

    path = tmp_path / "to.pdf"
    with path.open("wb") as stream:
        stream.truncate(10_000_000_000)
    found = probe(path, Limits())
    assert found.error.startswith("too_large") and found.document_id == NO_BYTES


def test_pictures_embedded_in_a_page_of_html_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<html><img src='data:image/png;base64,{'A' * 5000}'><p>Việc</p></html>")
    with open_document(path, limits=Limits(max_html_chars=200)) as document:
        assert read_page(document, 1, engine=None).lines[0].text == "Việc"


def test_want_of_memory_is_told_from_damage(tmp_path: Path) -> None:
    path = tmp_path / "a"
    assert isinstance(damage(path, MemoryError()), OutOfMemoryError)
    assert isinstance(damage(path, RuntimeError("malloc of 9 bytes failed")), OutOfMemoryError)
    assert damage(path, RuntimeError("odd\nmore")).name == "truncated_file"
    assert damage(path, TooLargeError(path)).name == "too_large"


def test_the_memory_of_a_worker_is_set_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(MEMORY_VARIABLE, raising=False)
    assert memory_cap() == 1_500_000_000
    monkeypatch.setenv(MEMORY_VARIABLE, "700")
    assert memory_cap() == Limits().max_memory_bytes == 700_000_000
    monkeypatch.setenv(MEMORY_VARIABLE, "0")
    assert memory_cap() > 1 << 60


WORKER = """
from pathlib import Path
from pipeline.running.memory import bound_memory
from pipeline.running.work import told
bound_memory()
def grow():
    return len(bytearray(900_000_000))
told(grow, "a.pdf")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="bounds on data are those of Linux")
def test_a_worker_short_of_memory_makes_room_for_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MEMORY_VARIABLE, "700")
    assert subprocess.run([sys.executable, "-c", WORKER], check=False).returncode == 77


def test_a_picture_in_a_word_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    picture = io.BytesIO()
    noise = np.random.default_rng(1).integers(0, 255, (900, 900), np.uint8)
    Image.fromarray(noise).save(picture, "JPEG")
    document = docx.Document()
    document.add_paragraph("Kế hoạch")
    document.add_picture(picture, width=Cm(10))
    whole = tmp_path / "a.docx"
    document.save(str(whole))
    path = tmp_path / "b.docx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            cut = info.filename.startswith("word/media/")
            new.writestr(info, data[:40] if cut else data)
    for place, flags in ((whole, ()), (path, ("part_unread",))):
        with open_document(place) as opened:
            assert read_page(opened, 1, engine=None).flags == flags


def _pdf() -> bytes:
    with pymupdf.open() as pdf:
        for number in range(2):
            pdf.new_page().insert_text((72, 72), f"Ke hoach {number} " + "viec can lam " * 30)
        return bytes(pdf.tobytes(deflate=True))


def test_a_stream_of_a_pdf_with_flipped_bits_is_told(tmp_path: Path) -> None:
    data = bytearray(_pdf())
    at = data.index(b"stream") + 60
    data[at] ^= 0x40
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with open_document(path) as document:
        flags = [read_page(document, number, engine=None).flags for number in (1, 2)]
    assert "damaged_file" in flags[0] and "damaged_file" not in flags[1]


def test_a_page_with_a_picture_beyond_the_limit_is_named_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pymupdf.open() as pdf:
        pdf.new_page().insert_image((0, 0, 500, 500), filename=png(tmp_path / "p.png", 4000, 4000))
        pdf.new_page().insert_text((72, 72), "Ke hoach")
        pdf.save(path)
    with open_document(path, limits=Limits(max_image_pixels=1_000_000)) as document:
        with pytest.raises(DocumentError, match="4000 x 4000"):
            read_page(document, 1, engine=None)
        assert read_page(document, 2, engine=None).lines


def test_an_rtf_that_was_cut_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 {\\b Viec \\{ can} lam")
    assert is_cut(path)
    path.write_bytes(b"{\\rtf1 {\\b Viec \\{ can} lam}")
    assert not is_cut(path)


def test_a_doc_that_was_cut_is_told(tmp_path: Path) -> None:
    whole = Path("samples/09-tu-danh-gia-word-cu.doc")
    assert not is_cut(whole)
    path = tmp_path / "a.doc"
    for share in (0.3, 0.6, 0.95):
        data = whole.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])
        assert is_cut(path)
