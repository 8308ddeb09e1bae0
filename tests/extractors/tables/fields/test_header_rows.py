"""Titles known by their words, and rows that only stand over something else."""

from __future__ import annotations

import pytest

from extractors.tables.fields.header_rows import count_header_rows, has_known_titles
from extractors.types import Cell, Table


def _table(*rows: tuple[str, ...]) -> Table:
    cells = tuple(Cell(r, c, t, 1) for r, row in enumerate(rows) for c, t in enumerate(row))
    return Table(1, len(rows), len(rows[0]), cells, "borderless")


FIGURES = (
    ("So với năm trước", "Khối 6", "Khối 7", "Khối 8"),
    ("Học kỳ I", "12,5 %", "9,1 %", "8,0 %"),
    ("Học kỳ II", "14,5 %", "3,1 %", "8,4 %"),
    ("Cả năm", "13,0 %", "6,1 %", "8,2 %"),
)
PLAN = (
    ("TT", "Nội dung công việc", "Người thực hiện", "Thời gian"),
    ("1", "Sửa mái hiên", "Tổ văn phòng", "Tháng 9"),
    ("2", "Trồng cây", "Đoàn trường", "Tháng 10"),
)


@pytest.mark.parametrize(("rows", "known"), [(FIGURES, False), (PLAN, True)])
def test_a_table_of_figures_keeps_its_rows_whatever_finds_plans(
    rows: tuple[tuple[str, ...], ...], known: bool
) -> None:
    """Figures under short titles were claimed as a plan: two rows became one, a title two."""
    assert count_header_rows(_table(*rows)) == 1
    assert has_known_titles(_table(*rows)) is known
