"""Rows told by the keys of one of their cells."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.tables.grid import Grid, GridCell
from extractors.tables.keys import PrintedLine, rows_by_keys, spans_by_keys

PITCH = 16
HEIGHT = 12

Keyed = tuple[GridCell, list[PrintedLine]]


def cell(row: int, col: int, lines: dict[int, str], rowspan: int = 1) -> Keyed:
    """Return a cell; ``lines`` gives the text of the n-th printed line of the page."""
    printed = [PrintedLine(text, n * PITCH, n * PITCH + HEIGHT) for n, text in lines.items()]
    return GridCell(row, col, rowspan, 1), printed


def grid_of(cells: Sequence[Keyed], rows: tuple[float, ...]) -> Grid:
    n_cols = max(cell.col for cell, _ in cells) + 1
    return Grid(rows, tuple(range(n_cols + 1)), tuple(cell for cell, _ in cells), 1.0)


def spans_parted(cells: Sequence[Keyed], rows: tuple[float, ...]) -> Grid | None:
    return spans_by_keys(grid_of(cells, rows), dict(cells))


def one_row(*columns: dict[int, str]) -> list[Keyed]:
    return [cell(0, col, lines) for col, lines in enumerate(columns)]


def parted(cells: Sequence[Keyed], last: int) -> tuple[list[float], list[tuple[int, ...]]]:
    found = rows_by_keys(grid_of(cells, (-2, last * PITCH)), dict(cells))
    return ([], []) if found is None else (list(found.row_edges), list(found.cells))


def test_a_frame_around_rows_is_parted_where_all_columns_begin_with_the_code() -> None:
    edges, cells = parted(
        one_row(
            {0: "1.1", 2: "Tiêu chí 1.3"},
            {0: "Rà soát chiến lược", 1: "phát triển", 2: "Đổi mới sinh hoạt", 3: "chi đoàn"},
            {0: "Hiệu trưởng", 2: "Bí thư Đoàn"},
        ),
        4,
    )
    assert edges == [-2, 1.5 * PITCH + HEIGHT / 2, 4 * PITCH]
    assert len(cells) == 6


def test_a_column_that_begins_elsewhere_stays_one_cell() -> None:
    _, cells = parted(
        one_row(
            {0: "1", 2: "2"},
            {0: "Rà soát chiến lược", 1: "phát triển", 2: "Đổi mới sinh hoạt", 3: "chi đoàn"},
            {0: "Hiệu trưởng", 2: "Bí thư Đoàn"},
            {1: "Tháng 9/2023"},
        ),
        4,
    )
    assert (0, 3, 2, 1) in cells


def test_codes_of_one_row_on_lines_that_follow_each_other_part_nothing() -> None:
    row = one_row(
        {0: "1.1", 1: "1.2"},
        {0: "Rà soát", 1: "Kế hoạch của", 2: "nhà trường"},
        {0: "Hiệu trưởng", 1: "Văn thư"},
    )
    assert parted(row, 3) == ([], [])


def test_a_line_that_goes_on_with_a_small_letter_begins_no_row() -> None:
    row = one_row(
        {0: "1.1", 2: "1.2"},
        {0: "Rà soát chiến lược", 1: "phát triển của nhà", 2: "trường theo quy", 3: "định"},
        {0: "Hiệu trưởng", 2: "và kế toán"},
    )
    assert parted(row, 4) == ([], [])


def open_rows(texts: dict[int, str]) -> list[Keyed]:
    """Return two rows numbered 1 and 2 on the lines 0 and 2 whose works are one merged cell."""
    return [cell(0, 0, {0: "1"}), cell(1, 0, {2: "2"}), cell(0, 1, texts, rowspan=2)]


def test_a_merged_cell_of_an_open_table_is_parted_by_the_numbers_beside_it() -> None:
    cells = open_rows({0: "Rà soát chiến lược", 1: "phát triển", 2: "Đổi mới sinh hoạt"})
    found = spans_parted(cells, (-2, 2 * PITCH - 2, 3 * PITCH))
    assert found is not None
    assert found.cells == ((0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1))


def test_a_title_is_parted_from_the_first_text() -> None:
    cells = [
        cell(0, 0, {0: "Tiêu chí"}),
        cell(1, 0, {1: "1.1"}),
        cell(2, 0, {2: "1.2"}),
        cell(0, 1, {0: "Giải pháp", 1: "Rà soát hồ sơ"}, rowspan=2),
        cell(2, 1, {2: "Đổi mới"}),
    ]
    found = spans_parted(cells, (-2, PITCH - 2, 2 * PITCH - 2, 3 * PITCH))
    assert found is not None
    assert (0, 1, 1, 1) in found.cells


def test_a_text_in_the_middle_of_its_rows_stays_merged() -> None:
    cells = open_rows({1: "Tháng 9/2023"})
    assert spans_parted(cells, (-2, 2 * PITCH - 2, 3 * PITCH)) is None


def test_a_border_through_a_line_parts_nothing() -> None:
    cells = open_rows({0: "Rà soát chiến lược", 1: "phát triển", 2: "Đổi mới sinh hoạt"})
    assert spans_parted(cells, (-2, PITCH + HEIGHT / 2, 3 * PITCH)) is None
