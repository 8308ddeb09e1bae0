"""Which reading of a page is kept: its layer or its picture."""

from __future__ import annotations

from extractors.formats.pdf.words import PdfWord
from extractors.layer.page import Look
from extractors.layer.verdict import LayerVerdict
from extractors.reading import _printed_like_that
from extractors.types import Line, Page, Word

READ = Page(1, 595, 842, "ocr", (Line("Hiệu trưởng phân công giáo viên dạy thay", 1),))


def _look(text: str) -> Look:
    words = tuple(PdfWord(Word(word), False, False, 0) for word in text.split())
    return Look(words, LayerVerdict(False, "unmapped"), 0.0, (595.0, 842.0))


def test_layer_without_words_is_no_better_than_the_picture() -> None:
    assert not _printed_like_that(_look("\ufffd\ufffd\ufffd \ufffd\ufffd " * 8), READ)
    assert _printed_like_that(_look("Hiệu trưởng phân công giáo viên dạy thay"), READ)
