"""Any text, any bytes: the parsers of formats give blocks or a named error, nothing else."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extractors.errors import DocumentError
from extractors.formats import Limits, open_document, sniff
from extractors.formats.charset import decode
from extractors.formats.sheets.number_format import shown
from extractors.formats.text.html import html_blocks
from extractors.formats.text.plain import text_blocks
from extractors.reading import read_page

FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

PIECES = st.sampled_from(
    [
        "<table>",
        "<tr>",
        "<td rowspan=3 colspan=0>",
        "</table>",
        "<p>",
        "<br>",
        "&#0;",
        "&nbsp;",
        "|",
    ]
    + [
        "\t",
        "\n",
        "\f",
        "+--+--+",
        "   ",
        "1.1",
        "việc",
        "\u0301",
        "\u00ad",
        "<style>p{",
        "-->",
        "]]>",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40).map("".join)
HEADS = st.sampled_from(
    [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"{\\rtf"]
    + [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"<html>",
        b"From: a\nTo: b\nSubject: c\n\n",
        b"\xff\xfe",
    ]
    + [b"RIFF\0\0\0\0WEBP", b"BM", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n"]
)


@FUZZ
@given(TEXTS)
def test_texts(text: str) -> None:
    for block in text_blocks(text, page=1, max_places=500):
        assert block.page == 1


@FUZZ
@given(TEXTS)
def test_web_pages(text: str) -> None:
    for block in html_blocks(text, page=1, max_places=500):
        assert block.page == 1


@FUZZ
@given(st.binary(max_size=300))
def test_bytes_of_unknown_encoding(data: bytes) -> None:
    decode(data).text.encode("utf-8", "surrogatepass")


@FUZZ
@given(
    st.one_of(st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.text()),
    st.one_of(
        st.text(max_size=12), st.sampled_from(["General", "0%", "d/m/yyyy", "#,##0;[Red]-0"])
    ),
)
@example(date(2000, 1, 1), "[")
def test_number_formats(value: object, how: str) -> None:
    assert isinstance(shown(value, how), str)


@FUZZ
@given(HEADS, st.binary(max_size=400))
def test_files_of_any_kind(head: bytes, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        path.write_bytes(head + data)
        try:
            if head.startswith((b"{\\rtf", b"\xd0\xcf")):
                sniff(path)  # LibreOffice takes seconds
                return
            with open_document(path, limits=Limits(max_page_pixels=100_000)) as document:
                read_page(document, 1, engine=None)
        except DocumentError as error:
            assert error.name and str(error)
