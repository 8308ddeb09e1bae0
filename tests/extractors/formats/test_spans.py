"""Spans are laid out as browsers do, whatever numbers they claim."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.formats.spans import RawCell, build_table
from extractors.types import Table


def table(rows: list[list[RawCell]], most: int = 400_000) -> Table | None:
    return build_table(rows, page=1, method="html", max_places=most)


def test_wide_spans_lose_no_row() -> None:
    rows = [[RawCell(f"Việc {n}", colspan=9999), RawCell("Ai")] for n in range(100)]
    found = table(rows)
    assert found is not None and found.flags == ()
    assert (found.n_rows, found.n_cols) == (100, 2)


def test_a_table_beyond_the_limit_says_so() -> None:
    rows = [[RawCell("a", colspan=n + 1), RawCell("b")] for n in range(100)]
    found = table(rows, most=2_000)
    assert found is not None and "table_cut" in found.flags
    assert found.n_rows * found.n_cols <= 2_000 and found.text_rows()


def test_spans_within_each_other_end_in_time() -> None:
    rows = [[RawCell("x", rowspan=60_000, colspan=9999)] for _ in range(20_000)]
    begun = time.monotonic()
    found = table(rows)
    assert found is not None and "table_cut" in found.flags
    assert time.monotonic() - begun < 20


CELLS = st.builds(
    RawCell, st.sampled_from(["", "a"]), st.integers(-2, 6), st.integers(-2, 6), st.just("")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=5), max_size=6))
def test_no_two_cells_share_a_place(rows: list[list[RawCell]]) -> None:
    found = table(rows)
    if found is None:
        assert not any(cell.text for row in rows for cell in row)
        return
    assert len(found.cells) == sum(map(len, rows))
    places = [
        (cell.row + r, cell.col + c)
        for cell in found.cells
        for r in range(cell.rowspan)
        for c in range(cell.colspan)
    ]
    assert len(places) == len(set(places))
    assert all(r < found.n_rows and c < found.n_cols for r, c in places)
