"""Tables that came out wrong, true and found grid one above the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks._adjacency import FlatTable, match
from benchmarks._grits import grid, grits_con
from benchmarks.tables.cases import Case, Reading

_ALIKE = 0.99
_WIDTH = 18


def wrong_grids(cases: Sequence[Case], reading: Reading) -> Iterator[str]:
    """Yield an entry for each table of a page whose GriTS-Con is below 0.99, cells cut short."""
    for case in cases:
        for true, found in match(case.tables, reading.tables[case.path.stem]):
            sides = [table.cells if table is not None else () for table in (true, found)]
            alike = grits_con(*sides).grits
            if alike < _ALIKE:
                page = (true or found or case.tables[0]).page
                yield f"{case.path.stem} page {page}: GriTS-Con {100 * alike:.1f}"
                yield from _shown("true", true)
                yield from _shown("found", found)


def _shown(name: str, table: FlatTable | None) -> Iterator[str]:
    if table is None:
        yield f"  {name}: none"
        return
    yield f"  {name}: {[round(edge) for edge in table.bbox]}"
    for row in grid(table.cells, _one_line):
        yield "    " + " | ".join(text[:_WIDTH] for text in row)


def _one_line(text: str) -> str:
    return " ".join(text.split())
