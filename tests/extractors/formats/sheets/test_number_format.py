"""Numbers and dates of a spreadsheet as a person sees them in the cell."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from extractors.formats.sheets.number_format import shown


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (None, "General", ""),
        (12, "General", "12"),
        (1.1, "General", "1.1"),
        (0.1 + 0.2, "General", "0.3"),
        (True, "General", "TRUE"),
        ("Họp", "General", "Họp"),
        (7, "00", "07"),
        (1500000, "#,##0", "1.500.000"),
        (1500000.5, "#,##0.00", "1.500.000,50"),
        (2500000, '#,##0" đồng"', "2.500.000 đồng"),
        (2500000, "#,##0\\ [$₫-42A]", "2.500.000 ₫"),
        (-4, "#,##0;[Red](#,##0)", "(4)"),
        (-4, "0", "-4"),
        (0, '0;-0;"không"', "không"),
        (5, ";;;", ""),
        ("ẩn", ";;;", ""),
        (0.755, "0.0%", "75.5%"),
        (0.9, "0%", "90%"),
        (1.25, "0.#", "1.3"),
        (3, '"Tuần "0', "Tuần 3"),
        (1500000, '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', "1.500.000"),
        (12000, "0.00E+00", "12000"),
        (date(2031, 9, 5), "mm-dd-yy", "05/09/2031"),
        (datetime(2031, 9, 5), "dd/mm/yyyy", "05/09/2031"),
        (datetime(2031, 9, 5), "d/m/yy", "5/9/31"),
        (datetime(2031, 9, 5), "mm/yyyy", "09/2031"),
        (datetime(2031, 9, 5), "[$-42A]d mmm yyyy", "5 Thg 9 2031"),
        (datetime(2031, 9, 5), 'dd"."mm"."yyyy', "05.09.2031"),
        (datetime(2031, 9, 5), '"ngày "dd" tháng "mm', "ngày 05 tháng 09"),
        (datetime(2031, 9, 5, 7, 5), "h:mm dd/mm", "7:05 05/09"),
        (time(14, 30), "hh:mm", "14:30"),
        (timedelta(hours=26), "[h]:mm", "26:00"),
        (datetime(2031, 9, 5), "General", "05/09/2031"),
    ],
)
def test_shown(value: object, pattern: str, text: str) -> None:
    assert shown(value, pattern) == text
