"""Words into lines, on pages whose words carry boxes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from extractors.types import BBox, Word, union_all

__all__ = [
    "OPEN_ROWS",
    "RECENT",
    "SAME_ROW",
    "Placed",
    "TextRow",
    "in_any",
    "joined",
    "place",
    "text_rows",
    "within",
]

SAME_ROW = 0.55
"""Share of the lower of a word and a row by which they overlap if the word is of that row."""

OPEN_ROWS = 4
"""Rows above a word, at most, that it may belong to: words are taken from the top down."""

RECENT = 25
"""Words of a row, the last ones, that tell where it runs: a bent or turned line climbs."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A word with its box (points)."""

    word: Word
    box: BBox


@dataclass(frozen=True, slots=True)
class TextRow:
    """Words of one height, from left to right."""

    items: tuple[Placed, ...]
    box: BBox

    @property
    def text(self) -> str:
        """The words with blanks between."""
        return " ".join(item.word.text for item in self.items)


def place(words: Iterable[Word]) -> list[Placed]:
    """Return the words that have a box and a text."""
    return [Placed(w, w.bbox) for w in words if w.bbox is not None and w.text.strip()]


def text_rows(items: Iterable[Placed]) -> list[TextRow]:
    """Group words into rows by height; a row is as wide as the region, whatever the gaps."""
    rows: list[list[Placed]] = []
    for item in sorted(items, key=lambda i: (i.box.y0 + i.box.y1, i.box.x0)):
        row = next((r for r in reversed(rows[-OPEN_ROWS:]) if _same_height(r, item.box)), None)
        if row is None:
            rows.append([item])
        else:
            row.append(item)
    done = [_row(row) for row in rows]
    return sorted(done, key=lambda r: r.box.y0 + r.box.y1)


def _row(items: list[Placed]) -> TextRow:
    ordered = tuple(sorted(items, key=lambda i: i.box.x0))
    box = union_all([i.box for i in ordered])
    assert box is not None
    return TextRow(ordered, box)


def _same_height(row: Sequence[Placed], box: BBox) -> bool:
    """Say whether the box overlaps the row's usual height by most of the lower of the two."""
    top = median(i.box.y0 for i in row[-RECENT:])
    bottom = median(i.box.y1 for i in row[-RECENT:])
    overlap = min(bottom, box.y1) - max(top, box.y0)
    return overlap >= SAME_ROW * min(bottom - top, box.height)


def joined(items: Iterable[Placed]) -> str:
    """Return the text of a cell: its lines from top to bottom, joined by line breaks."""
    return "\n".join(row.text for row in text_rows(items))


def in_any(item: Placed, boxes: Iterable[tuple[float, float, float, float]]) -> bool:
    """Say whether the centre of a word lies in a box ``(x0, y0, x1, y1)``, edges included."""
    x, y = item.box.center
    return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in boxes)


def within(box: BBox, words: Iterable[Placed]) -> list[Placed]:
    """Return the words whose centres lie in the box, edges included."""
    return [word for word in words if box.contains(*word.box.center)]
