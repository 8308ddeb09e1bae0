"""Lines that stand side by side (letterhead, signature) parted at the gap between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.types import Line, Page, Table, Word, union_all
from normalizers.text.unicode import fold_aligned

__all__ = ["all_lines", "cut_line", "is_frame", "part_line", "word_spans"]

_GAP_SHARE = 0.045
"""Share of the page's width that parts two columns of a letterhead or a signature: blanks between
the words of a justified line are narrower."""

_MOST_FRAME_ROWS = 8
"""Rows of the frame of a letterhead or a signature; a table of more holds data."""

_WORD = re.compile(r"[a-z0-9]+")
_FRAME = re.compile(r"cong hoa xa hoi|doc lap\s*[-–—]?\s*tu do|noi nhan")


def all_lines(pages: Sequence[Page]) -> list[Line]:
    """Return the lines of all pages in order, glued columns parted, blank lines left in.

    Borderless frames that were taken for tables (a letterhead, a signature block) give their
    lines too, column by column.
    """
    lines: list[Line] = []
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Line):
                lines += part_line(block, _GAP_SHARE * page.width) if page.width > 0 else [block]
            elif is_frame(block):
                for cell in sorted(block.cells, key=lambda c: (c.col, c.row)):
                    lines += [
                        Line(text, cell.page, cell.bbox, cell.conf)
                        for text in cell.text.split("\n")
                        if text.strip()
                    ]
    return lines


def is_frame(table: Table) -> bool:
    """Say whether a table is no table but the frame of a letterhead or a signature block."""
    texts = " ".join(cell.text for cell in table.cells)
    return table.n_rows <= _MOST_FRAME_ROWS and bool(_FRAME.search(fold_aligned(texts)))


def part_line(line: Line, blank: float) -> list[Line]:
    """Part a line where two words stand further apart than ``blank``, in points.

    A line stays whole where its words have no boxes or are not those of its text.
    """
    words = line.words
    if len(words) < 2 or any(w.bbox is None for w in words):
        return [line]
    if len(words) != len(line.text.split()):
        return [line]
    cuts = [
        i
        for i, (a, b) in enumerate(pairwise(words), start=1)
        if a.bbox is not None and b.bbox is not None and b.bbox.x0 - a.bbox.x1 > blank
    ]
    if not cuts:
        return [line]
    texts = line.text.split()
    bounds = [0, *cuts, len(words)]
    return [_piece(line, texts[a:b], words[a:b]) for a, b in pairwise(bounds)]


def _piece(line: Line, texts: Sequence[str], words: tuple[Word, ...]) -> Line:
    box = union_all([w.bbox for w in words if w.bbox is not None])
    text = " ".join(texts)
    return replace(line, text=text, raw=text, bbox=box, words=words, changes=())


def cut_line(line: Line, start: int, end: int | None = None) -> Line:
    """Return the part of a line between two character offsets of its text."""
    text = line.text[start:end].strip()
    if text == line.text.strip():
        return line
    raw = text if line.raw == line.text else line.raw
    return replace(line, text=text, raw=raw, words=())


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return the character span of each word of ``text``, words as ``folded_words`` gives them."""
    return [match.span() for match in _WORD.finditer(fold_aligned(text))]
