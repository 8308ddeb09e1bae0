"""Reads the invented tables of ``judged/`` with the field of every column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.types import Cell, Table

__all__ = ["JudgedTable", "judged_tables"]


@dataclass(frozen=True, slots=True)
class JudgedTable:
    """A table, what it is for, and what each of its columns holds."""

    kind: str
    fields: tuple[str | None, ...]
    header_rows: int
    table: Table


def judged_tables(name: str) -> Iterator[JudgedTable]:
    """Yield the tables of a file of ``judged/``, in order."""
    text = (Path(__file__).parent / "judged" / name).read_text(encoding="utf-8")
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        if lines:
            fields = [f.strip() for f in lines[1].split("|")]
            rows = lines[2:]
            header = max([1] + [n + 1 for n, row in enumerate(rows) if row.endswith(" /")])
            cells = [[t.strip() for t in row.removesuffix(" /").split("|")] for row in rows]
            yield JudgedTable(
                lines[0].removeprefix("= "),
                tuple(None if f == "-" else f for f in fields),
                header,
                _table(cells, len(fields)),
            )


def _table(rows: list[list[str]], n_cols: int) -> Table:
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            wide = next((n for n in range(c + 1, len(row)) if row[n] != "<"), len(row)) - c
            tall = next(
                (n for n in range(r + 1, len(rows)) if len(rows[n]) <= c or rows[n][c] != "^"),
                len(rows),
            )
            cells.append(Cell(r, c, text, 1, rowspan=tall - r, colspan=wide))
    return Table(1, len(rows), n_cols, tuple(cells), "docx")
