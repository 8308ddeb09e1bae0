"""Draw a table in any look, line by line, so that each page's part of it is known exactly.

reportlab's own table neither breaks rows where cells span several nor tells what it broke.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from samples.generator.model import Look, TableBlock, TableCell
from samples.generator.printed import Fragment, Printed, ShownCell
from samples.generator.strokes import draw_rules

_LEADING = 1.2
_LEAST_CUT = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A printed line and the paragraph of its cell that it belongs to."""

    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell of a piece of the table: where it stands in the piece, and the lines left to draw."""

    row: int
    col: int
    rowspan: int
    colspan: int
    source: int
    cell: TableCell
    lines: tuple[Part, ...]


class LaidTable(Flowable):  # type: ignore[misc]
    """A table, or what a page break left of it."""

    def __init__(
        self, block: TableBlock, index: int, width: float, family: str, printed: Printed
    ) -> None:
        super().__init__()
        self.block, self.index, self.family, self.printed = block, index, family, printed
        self.look = block.look or Look()
        self.edges = [0.0]
        for share in block.widths:
            self.edges.append(self.edges[-1] + share * width)
        self.cells = self._placed()
        self.header_rows = block.header_rows
        self.cut = False
        self.spaceAfter = 10
        self.spaceBefore = 4

    def _placed(self) -> list[Placed]:
        return [
            Placed(r, c, cell.rowspan, cell.colspan, r, cell, self._lines(cell, c))
            for r, row in enumerate(self.block.rows)
            for c, cell in enumerate(row)
            if cell is not None
        ]

    def _lines(self, cell: TableCell, col: int) -> tuple[Part, ...]:
        return tuple(
            Part(line, number)
            for number, text in enumerate(cell.text.split("\n"))
            for line in self._wrapped(text, cell, col)
        )

    def _wrapped(self, text: str, cell: TableCell, col: int) -> list[str]:
        """Break a paragraph into lines as wide as its cell; only a word wider than it is cut."""
        room = self.edges[col + cell.colspan] - self.edges[col] - 2 * self.look.side
        lines: list[str] = []
        for word in text.split():
            if lines and self._wide(f"{lines[-1]} {word}", cell) <= room:
                lines[-1] += f" {word}"
                continue
            while len(word) > 1 and self._wide(word, cell) > room:
                fits = next(
                    n
                    for n in range(len(word) - 1, 0, -1)
                    if n == 1 or self._wide(word[:n], cell) <= room
                )
                lines.append(word[:fits])
                word = word[fits:]
            lines.append(word)
        return lines

    def _wide(self, text: str, cell: TableCell) -> float:
        return float(stringWidth(text, self._font(cell), self.block.size))

    def _font(self, cell: TableCell) -> str:
        return f"{self.family}{int(cell.bold) + 2 * int(cell.italic)}"

    # --- heights, all in points from the top of the piece ---

    @property
    def _leading(self) -> float:
        return self.block.size * _LEADING

    def _tops(self) -> list[float]:
        """Return where each row begins, and the end of the last."""
        count = max(cell.row + cell.rowspan for cell in self.cells)
        heights = [self._leading + 2 * self.look.padding] * count
        for cell in sorted(self.cells, key=lambda c: c.rowspan):
            last = cell.row + cell.rowspan
            need = len(cell.lines) * self._leading + 2 * self.look.padding
            heights[last - 1] += max(0.0, need - sum(heights[cell.row : last]))
        tops = [0.0]
        for height in heights:
            tops.append(tops[-1] + height)
        return tops

    def _first_line(self, cell: Placed, tops: Sequence[float]) -> float:
        """Return where the first line of a cell begins."""
        top, bottom = tops[cell.row], tops[cell.row + cell.rowspan]
        inside = cell.row < self.header_rows or self.look.middle
        spare = bottom - top - len(cell.lines) * self._leading
        return top + (spare / 2 if inside else self.look.padding)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size of the piece."""
        self.width, self.height = self.edges[-1], self._tops()[-1]
        return self.width, self.height

    # --- page breaks ---

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the piece that fits and the rest; nothing if not a row of the body fits."""
        tops = self._tops()
        over = next((r for r in range(len(tops) - 1) if tops[r + 1] > height), None)
        if over is None:
            return [self]
        if self.look.breaks and over >= self.header_rows:
            pieces = self._parted(tops, over, height, broken=True)
            if pieces:
                return pieces
        return self._parted(tops, over, tops[over], broken=False) if over > self.header_rows else []

    def _parted(
        self, tops: Sequence[float], row: int, cut: float, *, broken: bool
    ) -> list[Flowable]:
        """Part the table at the height ``cut``, within ``row`` or just above it."""
        above: list[Placed] = []
        below: list[Placed] = []
        end = row + 1 if broken else row
        for cell in self.cells:
            if cell.row + cell.rowspan <= row:
                above.append(cell)
            elif cell.row >= end:
                below.append(replace(cell, row=cell.row - row))
            else:
                fits = self._fitting(cell, tops, cut)
                above.append(replace(cell, rowspan=end - cell.row, lines=cell.lines[:fits]))
                start = max(cell.row, row)
                left = cell.row + cell.rowspan - start
                below.append(replace(cell, row=start - row, rowspan=left, lines=cell.lines[fits:]))
        source = max(c.source for c in self.cells if c.row == row)
        if broken and not _both_have_text(above, below, source):
            return []
        if broken and self.look.cut_words:
            self._cut_word(above, below, row)
        return [self._piece(above, self.header_rows, cut=broken), self._rest(below)]

    def _fitting(self, cell: Placed, tops: Sequence[float], cut: float) -> int:
        """Return how many lines stand above the cut; those of a cut cell begin at its top."""
        room = cut - tops[cell.row] - 2 * self.look.padding
        return max(0, min(len(cell.lines), int(room / self._leading + 1e-6)))

    def _rest(self, below: list[Placed]) -> LaidTable:
        if not self.block.repeat:
            return self._piece(below, 0, cut=self.cut)
        titles = [c for c in self._placed() if c.row < self.block.header_rows]
        moved = [replace(c, row=c.row + self.block.header_rows) for c in below]
        return self._piece(titles + moved, self.block.header_rows, cut=self.cut)

    def _piece(self, cells: list[Placed], header_rows: int, *, cut: bool) -> LaidTable:
        made = copy(self)
        vars(made).pop("_postponed", None)  # reportlab's note that this piece went to a new page
        made.cells, made.header_rows, made.cut = cells, header_rows, cut
        return made

    def _cut_word(self, above: list[Placed], below: list[Placed], row: int) -> None:
        """Cut the last word above the break in two, in the cell with the most text."""
        pairs = [
            (a, b)
            for a, cell in enumerate(above)
            for b, other in enumerate(below)
            if cell.row + cell.rowspan == row + 1
            and (cell.source, cell.col) == (other.source, other.col)
            if cell.lines and other.lines and cell.lines[-1].paragraph == other.lines[0].paragraph
        ]
        if not pairs:
            return
        a, b = max(pairs, key=lambda p: len(above[p[0]].lines) + len(below[p[1]].lines))
        last, rest = above[a].lines[-1], below[b].lines
        word = last.text.split()[-1]
        if not word.isalpha() or len(word) < _LEAST_CUT:
            return
        head = len(word) // 2
        kept = last.text[: len(last.text) - len(word) + head]
        same = [p.text for p in rest if p.paragraph == last.paragraph]
        text = word[head:] + " " + " ".join(same)
        wrapped = [
            Part(t, last.paragraph) for t in self._wrapped(text, below[b].cell, below[b].col)
        ]
        above[a] = replace(above[a], lines=(*above[a].lines[:-1], Part(kept, last.paragraph)))
        below[b] = replace(below[b], lines=(*wrapped, *rest[len(same) :]))

    # --- drawing ---

    def draw(self) -> None:
        """Draw ground, text and rules, and note what the page shows."""
        tops = self._tops()
        height = tops[-1]
        page = self.canv.getPageNumber()
        if self.look.shaded and self.header_rows:
            self.canv.setFillGray(0.86)
            self.canv.rect(
                0, height - tops[self.header_rows], self.edges[-1], tops[self.header_rows], 0, 1
            )
            self.canv.setFillGray(0)
        for cell in self.cells:
            self._draw_text(cell, tops, height)
            self._note_lines(cell, page)
        boxes = [
            (
                self.edges[c.col],
                height - tops[c.row + c.rowspan],
                self.edges[c.col + c.colspan],
                height - tops[c.row],
            )
            for c in self.cells
        ]
        below_header = height - tops[self.header_rows]
        draw_rules(
            self.canv,
            self.look.rules,
            boxes,
            below_header,
            open_end=self.cut and not self.look.closed,
        )
        self._note_fragment(page, height)

    def _draw_text(self, cell: Placed, tops: Sequence[float], height: float) -> None:
        left, right = self.edges[cell.col], self.edges[cell.col + cell.colspan]
        self.canv.setFont(self._font(cell.cell), self.block.size)
        base = height - self._first_line(cell, tops) - 0.95 * self.block.size
        for number, line in enumerate(cell.lines):
            y = base - number * self._leading
            if cell.cell.align == "center":
                self.canv.drawCentredString((left + right) / 2, y, line.text)
            elif cell.cell.align == "right":
                self.canv.drawRightString(right - self.look.side, y, line.text)
            else:
                self.canv.drawString(left + self.look.side, y, line.text)

    def _note_lines(self, cell: Placed, page: int) -> None:
        for line in cell.lines:
            key = (self.index, cell.source, cell.col, line.paragraph)
            if (page, key) not in self.printed.order:
                self.printed.order.append((page, key))
            self.printed.lines[key][page].append(line.text)

    def _note_fragment(self, page: int, height: float) -> None:
        x, y = self.canv.absolutePosition(0, 0)
        top = self.canv._pagesize[1] - y - height
        shown = tuple(
            ShownCell(
                c.row, c.col, c.rowspan, c.colspan, "\n".join(p.text for p in c.lines), c.source
            )
            for c in sorted(self.cells, key=lambda c: (c.row, c.col))
        )
        box = (x, top, x + self.edges[-1], top + height)
        rounded: Any = tuple(round(v, 2) for v in box)
        self.printed.fragments.append(
            Fragment(self.index, page, rounded, self.header_rows, shown, self.cut)
        )


def _both_have_text(above: Sequence[Placed], below: Sequence[Placed], source: int) -> bool:
    """Say whether a break within the row ``source`` leaves text of it on both pages."""
    sides = ([c for c in side if c.source == source] for side in (above, below))
    return all(any(c.lines for c in side) for side in sides)
