"""One row alone in the frame on the next page has the columns of the table before."""

from __future__ import annotations

from extractors.tables.stitch.stitch import stitch_blocks
from extractors.types import BBox, Cell, Page, Table, Word

STARTS = (50.0, 90.0, 140.0, 330.0, 450.0)
EDGES = (45.0, 80.0, 130.0, 320.0, 440.0, 545.0)
TITLES = ("TT", "Tiêu chí", "Giải pháp", "Phụ trách", "Thời gian")
ROWS = (
    ("1", "1.1", "Rà soát kế hoạch\nchiến lược", "Hiệu trưởng", "9/2024"),
    ("2", "2.1", "Cử giáo viên dự\ntập huấn", "Kế toán", "10/2024"),
)
ALONE = ("3", "4.2", "Ban hành kế hoạch\nphối hợp", "Văn thư", "3/2025")


def cell(row: int, col: int, text: str, page: int, y: float, *, at: int | None = None) -> Cell:
    """A cell whose words stand where column ``at`` begins, 12 points a line."""
    words = []
    for n, line in enumerate(text.split("\n")):
        x = STARTS[col if at is None else at]
        for word in line.split():
            words.append(Word(word, bbox=BBox(x, y + 14 * n, x + 6 * len(word), y + 14 * n + 10)))
            x += 6 * len(word) + 3
    return Cell(row, col, text, page, bbox=words[0].bbox, words=tuple(words))


def table() -> Table:
    cells = [
        cell(r, c, text, 1, 600.0 + 40 * r)
        for r, row in enumerate((TITLES, *ROWS))
        for c, text in enumerate(row)
    ]
    return Table(1, 3, 5, tuple(cells), "borderless", BBox(45, 590, 545, 730), 0.8, EDGES)


def lone_row(number: str, x1: float = 545.0) -> Table:
    """The row as its page alone shows it: numbers and code as one column, a row for each line."""
    row = (number, *ALONE[1:])
    first, second = row[2].split("\n")
    lead = [cell(0, 0, text, 2, 60.0, at=col) for col, text in enumerate((*row[:2], first))]
    words = tuple(word for part in lead for word in part.words)
    cells = [
        Cell(0, 0, " ".join(w.text for w in words), 2, bbox=words[0].bbox, words=words),
        cell(0, 1, row[3], 2, 60.0, at=3),
        cell(0, 2, row[4], 2, 60.0, at=4),
        cell(1, 0, second, 2, 74.0, at=2),
    ]
    edges = (45.0, 320.0, 440.0, x1)
    return Table(2, 2, 3, tuple(cells), "borderless", BBox(45, 55, x1, 90), 0.8, edges)


def stitched(fragment: Table) -> list[Table]:
    pages = [Page(1, 595.0, 842.0, "text", (table(),)), Page(2, 595.0, 842.0, "text", (fragment,))]
    return [block for block in stitch_blocks(pages) if isinstance(block, Table)]


def test_a_row_alone_in_the_frame_has_the_columns_of_the_table() -> None:
    (joined,) = stitched(lone_row("3"))
    assert joined.pages == (1, 2)
    assert joined.text_rows()[-1] == list(ALONE)
    assert joined.text_rows()[:-1] == table().text_rows()


def test_a_frame_of_another_width_keeps_its_own_columns() -> None:
    assert all(t.text_rows()[-1] != list(ALONE) for t in stitched(lone_row("3", 480.0)))


def test_rows_without_a_number_keep_their_columns() -> None:
    assert all(list(ALONE[1:]) != t.text_rows()[-1][1:] for t in stitched(lone_row("và")))
