"""Kinds are told by content; every way a file can be bad has its own error."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import docx
import pymupdf
import pytest
from PIL import Image

from extractors.errors import (
    DOCUMENT_ERRORS,
    ContainerError,
    DocumentError,
    EmptyFileError,
    EncryptedFileError,
    FileAccessError,
    NoPagesError,
    TooLargeError,
    TruncatedFileError,
    UnsupportedFormatError,
)
from extractors.formats import Kind, Limits, open_document, sniff
from extractors.reading import read_page


def _ole2(*streams: str, magic: bytes = b"") -> bytes:
    """An OLE2 file as far as sniffing looks: header, then directory entries of 128 bytes."""
    body = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\x00"))
    body += magic.ljust(512, b"\x00")
    for name in ("Root Entry", *streams):
        body += name.encode("utf-16-le").ljust(128, b"\x00")
    return bytes(body)


def _pdf(path: Path, pages: int = 3) -> Path:
    with pymupdf.open() as pdf:
        for number in range(pages):
            page = pdf.new_page()
            page.insert_text((72, 100), f"page {number} " + "word " * 10)
        pdf.save(path)
    return path


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.4\n...", Kind.PDF),
        (b"junk before\n%PDF-1.4\n", Kind.PDF),
        (b"\x89PNG\r\n\x1a\n....", Kind.IMAGE),
        (b"\xff\xd8\xff\xe0..", Kind.IMAGE),
        (b"II*\x00....", Kind.IMAGE),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Kind.IMAGE),
        (b"{\\rtf1\\ansi hello}", Kind.RTF),
        (b"<html><body>x</body></html>", Kind.HTML),
        (b"\xef\xbb\xbf<!DOCTYPE HTML><html>", Kind.HTML),
        (b"  <table border=1><tr><td>1</td></tr></table>", Kind.HTML),
        (b"<?xml version='1.0'?><html xmlns='x'>", Kind.HTML),
        (
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x",
            Kind.HTML,
        ),
        ("Kế hoạch cải tiến".encode(), Kind.TEXT),
        ("Kế hoạch cải tiến chất lượng".encode("utf-16"), Kind.TEXT),
        ("Ke hoach cai tien chat luong".encode("utf-16-le"), Kind.TEXT),
        ("KÕ ho¹ch c¶i tiÕn".encode("cp1252"), Kind.TEXT),
        (_ole2("WordDocument"), Kind.DOC),
    ],
)
def test_kind_by_content_whatever_the_extension(tmp_path: Path, data: bytes, kind: Kind) -> None:
    path = tmp_path / "file.xyz"
    path.write_bytes(data)
    assert sniff(path) is kind


def test_a_text_that_mentions_tags_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("STT\tNội dung\n1\t<p>Rà soát</p>\n", encoding="utf-8")
    assert sniff(path) is Kind.TEXT


WORDML = "http://schemas.microsoft.com/office/word/2003/wordml"


@pytest.mark.parametrize(
    "text",
    [
        f"Xem {WORDML} và <w:wordDocument xmlns:w='{WORDML}'>",
        f"<!-- {WORDML} -->\nViệc\tAi",
        '<?mso-application progid="Word.Document"?> Việc cần làm',
    ],
)
def test_a_text_that_speaks_of_word_is_not_given_to_libreoffice(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.doc"
    path.write_text(text, encoding="utf-8")
    assert sniff(path) is Kind.TEXT


def test_word_2003_xml_is_told_by_its_root(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(f"<?xml version='1.0'?>\n<w:wordDocument xmlns:w='{WORDML}'/>")
    assert sniff(path) is Kind.DOC


def test_flat_office_files_are_refused_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "a.fodt"
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    path.write_text(f"<?xml version='1.0'?><!-- {WORDML} --><o:document xmlns:o='{office}'/>")
    with pytest.raises(UnsupportedFormatError, match="ODF"):
        sniff(path)


def test_a_docx_named_pdf_is_a_docx(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    document = docx.Document()
    document.add_paragraph("Kế hoạch")
    document.save(str(path))
    assert sniff(path) is Kind.DOCX
    with open_document(path) as opened:
        assert read_page(opened, 1, engine=None).lines[0].text == "Kế hoạch"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFileError),
        (os.urandom(16) * 40 + b"\x00" * 64, UnsupportedFormatError),
        (b"PK\x03\x04" + b"cut off", TruncatedFileError),
        (_ole2("EncryptedPackage"), EncryptedFileError),
        (_ole2("PowerPoint Document"), UnsupportedFormatError),
        (_ole2("Something"), UnsupportedFormatError),
        (_ole2("WordDocument", magic=b"\xec\xa5" + b"\x00" * 8 + b"\x00\x01"), EncryptedFileError),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, TruncatedFileError),
    ],
)
def test_named_errors(tmp_path: Path, data: bytes, error: type[DocumentError]) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        open_document(path)
    assert type(caught.value) is error
    assert "bad.pdf" in str(caught.value)


def test_zip_that_is_no_word_file(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(ContainerError):
        open_document(path)


@pytest.mark.parametrize("magic", [b"Rar!\x1a\x07\x01\x00", b"7z\xbc\xaf\x27\x1c\x00\x04"])
def test_packed_in_another_way(tmp_path: Path, magic: bytes) -> None:
    path = tmp_path / "nop.rar"
    path.write_bytes(magic + bytes(range(256)))
    with pytest.raises(UnsupportedFormatError, match="giải nén"):
        open_document(path)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError):
        open_document(tmp_path / "none.pdf")
    with pytest.raises(FileAccessError):
        open_document(tmp_path)


def test_file_beyond_the_size_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x" * 2000)
    with pytest.raises(TooLargeError):
        open_document(path, limits=Limits(max_bytes=1000))
    with pytest.raises(TooLargeError):
        open_document(path, limits=Limits(max_text_chars=1000))


def test_zip_bomb_docx_is_refused_before_unpacking(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    docx.Document().save(str(path))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/huge.bin", b"\x00" * 5_000_000)
    with pytest.raises(TooLargeError):
        open_document(path, limits=Limits(max_unpacked_bytes=1_000_000))


def test_password_protected_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pymupdf.open() as pdf:
        pdf.new_page()
        pdf.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="secret", owner_pw="owner")
    with pytest.raises(EncryptedFileError):
        open_document(path)


def test_pdf_with_owner_password_only_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pymupdf.open() as pdf:
        pdf.new_page()
        pdf.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="owner")
    with open_document(path) as opened:
        assert opened.page_count == 1


def test_pdf_without_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]
    data = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    xref = len(data)
    data += b"xref\n0 3\n0000000000 65535 f \n"
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % xref
    path.write_bytes(data)
    with pytest.raises(NoPagesError):
        open_document(path)


def test_pdf_cut_to_its_header_is_truncated(tmp_path: Path) -> None:
    whole = _pdf(tmp_path / "whole.pdf").read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(whole[:60])
    with pytest.raises(TruncatedFileError):
        open_document(path)


def test_too_many_pages(tmp_path: Path) -> None:
    with pytest.raises(TooLargeError):
        open_document(_pdf(tmp_path / "a.pdf"), limits=Limits(max_pages=2))


def test_picture_with_too_many_points(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("1", (3000, 3000)).save(path)
    with pytest.raises(TooLargeError):
        open_document(path, limits=Limits(max_image_pixels=1_000_000))


def test_error_codes_and_names_are_unique_and_tell_a_remedy() -> None:
    assert len({e.code for e in DOCUMENT_ERRORS}) == len(DOCUMENT_ERRORS)
    assert len({e.name for e in DOCUMENT_ERRORS}) == len(DOCUMENT_ERRORS)
    for error in DOCUMENT_ERRORS:
        text = str(error("dir/tệp.pdf", "chi tiết"))
        assert text.startswith(f"[{error.code}] tệp.pdf")
        assert "chi tiết" in text and error.remedy in text
        assert "dir/" not in text


def test_every_error_class_is_listed() -> None:
    assert set(DocumentError.__subclasses__()) <= set(DOCUMENT_ERRORS)
