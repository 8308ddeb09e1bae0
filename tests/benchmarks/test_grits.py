"""GriTS-Con on tables reckoned by hand, and against the values of grits-metric 0.7.0."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks._adjacency import FlatCell, FlatTable
from benchmarks._grits import Overlap, align, compare_grids, grid, grits_con

TRUE = ("TT|Nội dung|Người", "1|Rà soát hồ sơ|HT", "2|Họp tổ|TTCM")


def cells(*rows: str) -> tuple[FlatCell, ...]:
    return tuple(
        FlatCell(r, c, 1, 1, text)
        for r, row in enumerate(rows)
        for c, text in enumerate(row.split("|"))
    )


def test_the_same_table_is_one() -> None:
    assert grits_con(cells(*TRUE), cells(*TRUE)) == Overlap(9.0, 9, 9, 3, 3)
    assert grits_con(cells(*TRUE), cells(*TRUE)).grits == 1.0


def test_a_lost_row_by_hand() -> None:
    result = grits_con(cells("a|b", "c|d"), cells("c|d"))
    assert result == Overlap(2.0, 4, 2, 2, 1)
    assert result.grits == pytest.approx(2 / 3)


def test_texts_are_compared_by_their_common_subsequence() -> None:
    assert grits_con(cells("abcd"), cells("xabd")).alike == pytest.approx(2 * 3 / 8)
    assert grits_con(cells("a b\nc"), cells("abc")).grits == 1.0


def test_empty_cells_are_alike() -> None:
    assert grits_con(cells("a|"), cells("a|")).grits == 1.0


def test_a_spanning_cell_stands_at_every_place() -> None:
    wide = (FlatCell(0, 0, 1, 2, "x"), FlatCell(1, 0, 1, 1, "a"), FlatCell(1, 1, 1, 1, "b"))
    assert grid(wide) == [["x", "x"], ["a", "b"]]
    assert grits_con(wide, cells("x|", "a|b")).alike == 3.0


def test_glued_rows_are_not_found() -> None:
    result = grits_con(cells("1|Họp tổ", "2|Dự giờ"), cells("12|Họp tổ Dự giờ"))
    assert (result.rows, result.rows_found) == (2, 0)


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        (("TT|Nội dung", "1|Rà soát hồ sơ", "2|Họp tổ"), 0.8),
        (("Nội dung|TT|Người", "Rà soát hồ sơ|1|HT", "Họp tổ|2|TTCM", "||"), 0.5714285714285714),
    ],
)
def test_values_of_the_authors_package(rows: tuple[str, ...], value: float) -> None:
    assert grits_con(cells(*TRUE), cells(*rows)).grits == pytest.approx(value)


def test_tables_without_partner_count_in_full() -> None:
    box, far = (0.0, 0.0, 10.0, 10.0), (50.0, 50.0, 60.0, 60.0)
    truth = [FlatTable(1, box, cells("a|b"))]
    found = [FlatTable(1, box, cells("a|b")), FlatTable(1, far, cells("x|y"))]
    assert compare_grids(truth, found) == Overlap(2.0, 2, 4, 1, 1)
    assert compare_grids(truth, []) == Overlap(0.0, 2, 0, 1, 0)
    assert compare_grids([], []).grits == 1.0


def test_alignment_keeps_order() -> None:
    rewards = np.array([[0.0, 1.0], [1.0, 0.2]])
    assert align(rewards).score == 1.0
    assert align(np.eye(3)).pairs == ((0, 0), (1, 1), (2, 2))
