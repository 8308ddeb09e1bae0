"""A day that a pen wrote is held against the other dates of its document."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.paper.header import Header
from extractors.types import BBox, FieldValue, Line, Page, Word
from pipeline.rows.handwritten import date_stands, held_against_print


@pytest.mark.parametrize(
    ("cited", "signed", "stands"),
    [
        ((), (), True),
        ((date(2023, 9, 1),), (date(2023, 9, 6),), True),
        ((date(2023, 9, 20),), (), False),
        ((), (date(2023, 8, 20),), False),
        ((date(2023, 9, 5),), (date(2023, 9, 3),), True),
    ],
)
def test_a_day_before_a_cited_paper_or_long_after_its_signature_is_not_given(
    cited: tuple[date, ...], signed: tuple[date, ...], stands: bool
) -> None:
    assert date_stands(date(2023, 9, 5), cited, signed) is stands


def _header(flags: tuple[str, ...]) -> Header:
    box = BBox(90, 100, 220, 112)
    return Header(
        fields={
            "number": FieldValue("126 /KH-UBND", "126 /KH-UBND", 1, box),
            "issued_date": FieldValue("ngày 05 tháng 9 năm 2023", "", 1, box),
        },
        flags=flags,
    )


def _page(*lines: str) -> Page:
    return Page(1, 595.0, 842.0, "ocr", tuple(Line(text, 1, conf=0.9) for text in lines))


OFFERED = (
    "number_unreadable",
    "number_perhaps:126/KH-UBND",
    "issued_date_unreadable",
    "issued_date_perhaps:ngày 05 tháng 9 năm 2023",
)


def test_what_a_pen_wrote_is_given_where_the_print_confirms_it() -> None:
    page = _page("Thời gian ký: 05/09/2023 10:12:13 +07:00", "(Kèm theo Kế hoạch số 126/KH-UBND)")
    flags = held_against_print(_header(OFFERED), [page])
    assert flags == ("number_handwritten", "issued_date_handwritten")


def test_what_a_pen_wrote_is_taken_back_where_the_print_contradicts_it() -> None:
    page = _page("Thời gian ký: 25/08/2023 10:12:13 +07:00", "(Kèm theo Kế hoạch số 125/KH-UBND)")
    given = ("number_handwritten", "issued_date_handwritten")
    flags = held_against_print(_header(given), [page])
    assert {"number_contradicted", "issued_date_contradicted"} <= set(flags)
    assert {"number_unreadable", "issued_date_unreadable"} <= set(flags)


def test_print_that_says_nothing_leaves_the_reading_as_it_is() -> None:
    page = _page("Thời gian ký: 06/09/2023 10:12:13 +07:00", "(Kèm theo Quyết định số 125/QĐ-UBND)")
    assert held_against_print(_header(OFFERED), [page]) == OFFERED
    assert held_against_print(_header(()), [page]) == ()


@pytest.mark.parametrize(("conf", "taken_back"), [(0.85, False), (0.96, True)])
def test_an_annex_whose_number_a_pen_filled_in_as_well_says_nothing(
    conf: float, taken_back: bool
) -> None:
    texts = ("(Kèm", "theo", "Kế", "hoạch", "số", "925", "/KH-UBND)")
    box = BBox(90, 100, 120, 112)
    words = tuple(Word(text, box, conf if text.isdigit() else 0.95) for text in texts)
    page = Page(1, 595.0, 842.0, "ocr", (Line(" ".join(texts), 1, conf=0.9, words=words),))
    flags = held_against_print(_header(OFFERED), [page])
    assert ("number_contradicted" in flags) is taken_back
