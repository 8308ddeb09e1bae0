"""What the finders of a text layer look at, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from extractors.formats.pdf.mupdf import PdfPage
from extractors.layer.tables.rulings import Rulings
from extractors.tables.grid import Grid
from extractors.tables.trace import STANDS, Answer
from extractors.tables.words import Placed
from extractors.types import BBox, Table

__all__ = ["Finder", "Found", "Scene"]


@dataclass(frozen=True, slots=True)
class Scene:
    """A page with its lines and words, in points of the page as displayed.

    ``grids`` are those that its lines form, tables within a cell of another left out.
    """

    page: PdfPage
    rulings: Rulings
    words: Sequence[Placed]
    number: int
    grids: Sequence[Grid]


@dataclass(frozen=True, slots=True)
class Found:
    """What one finder takes for a table, and why it is none.

    Attributes:
        finder: its name.
        box: where.
        grid: rows and columns by drawn lines; None where the finder has none.
        table: the table with its text, once it has one.
        verdict: why it is no table, or ``STANDS``.
    """

    finder: str
    box: BBox
    grid: Grid | None = None
    table: Table | None = None
    verdict: str = STANDS

    @property
    def stands(self) -> bool:
        """Say whether nothing speaks against it."""
        return self.verdict == STANDS

    def answer(self) -> Answer:
        """Return it as the trace keeps it."""
        seen = self.table or self.grid
        size = (seen.n_rows, seen.n_cols) if seen is not None else (0, 0)
        return Answer(self.finder, self.box, *size, self.verdict)


Finder: TypeAlias = Callable[[Scene, Sequence[Found]], list[Found]]
"""Looks at a page, knowing what the finders before it found."""
