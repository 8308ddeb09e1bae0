from __future__ import annotations

from pathlib import Path

import pymupdf

from extractors.layer.tables.plumber import plumber_grids


def a_page(folder: Path, rows: int, *, turn: int = 0) -> pymupdf.Page:
    document = pymupdf.open()
    page = document.new_page()
    for r in range(rows + 1):
        page.draw_line((72, 100 + 30 * r), (372, 100 + 30 * r))
    for c in range(4):
        page.draw_line((72 + 100 * c, 100), (72 + 100 * c, 100 + 30 * rows))
    for r in range(rows):
        page.insert_text((80, 120 + 30 * r), f"row {r}")
    page.set_rotation(turn)
    path = folder / "a.pdf"
    document.save(path)
    return pymupdf.open(path)[0]


def test_a_drawn_table_is_seen(tmp_path: Path) -> None:
    (grid,) = plumber_grids(a_page(tmp_path, 4))
    assert len(grid.row_edges) == 5
    assert len(grid.col_edges) == 4
    assert len(grid.cells) == 12
    assert abs(grid.bbox.x0 - 72) < 2
    assert abs(grid.bbox.y1 - 220) < 2


def test_pages_that_draw_little_or_lie_turned_are_not_asked(tmp_path: Path) -> None:
    document = pymupdf.open()
    document.new_page().insert_text((72, 72), "chữ")
    document.save(tmp_path / "b.pdf")
    assert plumber_grids(pymupdf.open(tmp_path / "b.pdf")[0]) == []
    assert plumber_grids(a_page(tmp_path, 4, turn=90)) == []
