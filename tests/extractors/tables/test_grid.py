"""Grids from rulings: spans, open borders, broken and doubled lines, frames."""

from __future__ import annotations

import pytest

from extractors.tables.grid import GridCell, Segment, build_grids, merge_collinear

XS = (10.0, 60.0, 160.0, 300.0)
YS = (20.0, 50.0, 90.0)


def _full() -> tuple[list[Segment], list[Segment]]:
    return [Segment(y, XS[0], XS[-1]) for y in YS], [Segment(x, YS[0], YS[-1]) for x in XS]


def test_plain_grid() -> None:
    (grid,) = build_grids(*_full(), tolerance=2)
    assert grid.row_edges == pytest.approx(YS)
    assert grid.col_edges == pytest.approx(XS)
    assert len(grid.cells) == 6
    assert grid.evidence == pytest.approx(1.0)


def test_missing_inner_lines_make_spans() -> None:
    across = [Segment(20, 10, 300), Segment(50, 60, 300), Segment(90, 10, 300)]
    down = [Segment(10, 20, 90), Segment(60, 20, 90), Segment(160, 50, 90), Segment(300, 20, 90)]
    (grid,) = build_grids(across, down, tolerance=2)
    assert grid.cells == (
        GridCell(0, 0, 2, 1),
        GridCell(0, 1, 1, 2),
        GridCell(1, 1, 1, 1),
        GridCell(1, 2, 1, 1),
    )


def test_dashed_and_doubled_lines_are_one() -> None:
    across, down = _full()
    dashes = [Segment(50, x, x + 3) for x in range(10, 300, 4)]
    doubled = [Segment(21.5, 10, 300)]
    (grid,) = build_grids([across[0], *doubled, *dashes, across[2]], down, tolerance=2)
    assert len(grid.row_edges) == 3
    assert len(grid.cells) == 6


def test_open_sides_are_closed_where_lines_end_together() -> None:
    across, down = _full()
    (grid,) = build_grids(across, down[1:-1], tolerance=2)
    assert grid.col_edges == pytest.approx(XS)
    assert len(grid.cells) == 6
    assert grid.evidence < 1.0


def test_frames_and_single_boxes_are_no_grids() -> None:
    frame_across = [Segment(0, 0, 600), Segment(800, 0, 600)]
    frame_down = [Segment(0, 0, 800), Segment(600, 0, 800)]
    assert build_grids(frame_across, frame_down, tolerance=2) == []
    across, down = _full()
    grids = build_grids(across + frame_across, down + frame_down, tolerance=2)
    assert [len(g.cells) for g in grids] == [6]


def test_lines_that_cross_nothing_are_no_grids() -> None:
    assert build_grids([Segment(20, 0, 300), Segment(40, 0, 300)], [], tolerance=2) == []


def test_two_grids_come_apart() -> None:
    across, down = _full()
    low_across = [Segment(s.at + 200, s.start, s.end) for s in across]
    low_down = [Segment(s.at, s.start + 200, s.end + 200) for s in down]
    grids = build_grids(low_across + across, low_down + down, tolerance=2)
    assert [g.bbox.y0 for g in grids] == pytest.approx([20, 220])


def test_an_l_shaped_hole_is_tiled_without_overlap() -> None:
    across = [Segment(20, 10, 300), Segment(50, 160, 300), Segment(90, 10, 300)]
    down = [Segment(10, 20, 90), Segment(60, 50, 90), Segment(160, 20, 90), Segment(300, 20, 90)]
    (grid,) = build_grids(across, down, tolerance=2)
    slots = [
        (r, c)
        for cell in grid.cells
        for r in range(cell.row, cell.row + cell.rowspan)
        for c in range(cell.col, cell.col + cell.colspan)
    ]
    assert len(slots) == len(set(slots))
    assert len(slots) == (len(grid.row_edges) - 1) * (len(grid.col_edges) - 1)


def test_merge_keeps_distant_pieces_apart() -> None:
    assert merge_collinear([Segment(5, 0, 10), Segment(5, 40, 50)], 2) == [
        Segment(5, 0, 10),
        Segment(5, 40, 50),
    ]
