"""Lines of a cell that were read badly are read again, and the better reading is kept.

A line is doubtful where the engine says so, where its words are no Vietnamese, or where letters
stand that no word covers, or marks that the word of their letter does not. It is read again as one
line as wide as its cell, and enlarged if that is not the same text without doubt; of all readings
the one with the most believed text wins.
Letters above, under or between the lines that no word covers are read as lines of their own, so
that no printed line of a cell is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractors.images.sheet import Sheet, inches
from extractors.ocr.belief import FAINT, PUNCTUATION, gain, is_print
from extractors.ocr.engines import PSM_LINE, OcrEngine, OcrWord, PixelBox, mean_conf
from extractors.ocr.enlarged import read_enlarged
from extractors.ocr.letters import Box, letters_and_marks
from extractors.scan.cells.read_cell import ReadCell
from normalizers.text.syllables import is_syllable

__all__ = ["look_again"]


@dataclass(frozen=True, slots=True)
class SecondLookSettings:
    """Which lines of a cell are read again, and how; lengths in inches, confidences 0..1.

    Attributes:
        least_letters: of a cell that is looked at; shorter ones are settled by their column.
        doubt: mean confidence of a line below which it is read again.
        doubtful_word: confidence of one word below which its line is.
        uncovered: of the worth of a reading (believed letters) that each letter without a word
            takes away: as much as a sure letter brings.
        near: beyond the box of a word that it still covers: boxes are cut close.
        margin: above and below a line that is read with it: the marks of Vietnamese.
        rim: white around an enlarged line; the engine loses letters at an edge.
        larger: times as large as a line is read once more.
        fewest: letters side by side that no word covers and that make a line; one is a speck.
        shared: of the usual height of words, from the middle of one to that of the next on a line.
        within: of its height that a mark or a letter stands in a line, if it belongs to it.
        made_up: confidence below which a word is what the engine made of two lines.
        too_high: times the usual height that a word is high that was made of two lines.
        mark_over: from a word's top to a mark over it that was left out.
    """

    least_letters: int = 6
    doubt: float = 0.88
    doubtful_word: float = 0.6
    uncovered: float = 1.0
    near: float = 0.02
    margin: float = 0.03
    rim: float = 0.12
    larger: float = 1.35
    fewest: int = 2
    shared: float = 0.5
    within: float = 0.5
    made_up: float = 0.15
    too_high: float = 1.7
    mark_over: float = 0.03


LOOK = SecondLookSettings()


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line of a cell: its words, the band it stands in, print no word covers."""

    words: tuple[OcrWord, ...]
    band: PixelBox
    missed: tuple[Box, ...]

    @property
    def doubtful(self) -> bool:
        """Say whether it is worth another reading."""
        poor = any(w.conf < LOOK.doubtful_word for w in self.words)
        return mean_conf(self.words) < LOOK.doubt or poor or bool(self.missed)


@dataclass(frozen=True, slots=True)
class _Print:
    """The letters in a box, and its marks, each with the letter it stands over."""

    letters: Sequence[Box]
    marks: Sequence[tuple[Box, Box]]

    def missed(self, words: Sequence[OcrWord], dpi: float) -> list[Box]:
        """Return the letters no word covers, and the marks the word of their letter does not."""
        return _missed(self.letters, words, dpi) + self.lost_marks(words, dpi)

    def lost_marks(self, words: Sequence[OcrWord], dpi: float) -> list[Box]:
        """Return the marks right over the box of every word that covers their letter."""
        lettered = [word for word in words if any(c.isalpha() for c in word.text)]
        lost = []
        for mark, letter in self.marks:
            own = [word for word in lettered if not _missed([letter], [word], dpi)]
            near = all(abs(word.box.y0 - mark[3]) <= LOOK.mark_over * dpi for word in own)
            if own and near and _missed([mark], own, dpi):
                lost.append(mark)
        return lost


def look_again(
    sheet: Sheet,
    cells: Sequence[ReadCell],
    boxes: Mapping[int, PixelBox],
    engine: OcrEngine,
) -> list[ReadCell]:
    """Return the cells with doubtful lines of running text read again.

    Args:
        sheet: the page, height x width, dark ink on white, rulings painted out.
        cells: the cells as read.
        boxes: of the cells with ink, by their place in ``cells``, in pixels.
        engine: what reads the words.
    """
    lines: dict[int, list[_Line]] = {}
    for i, box in boxes.items():
        found = _print_in(sheet, box)
        if any(c.isalpha() for c in cells[i].text):
            if max(len(found.letters), len(cells[i].text)) >= LOOK.least_letters:
                lines[i] = _lines(cells[i], found, box, sheet.dpi)
        elif cells[i].words and found.missed(cells[i].words, sheet.dpi):
            # Figures are read again elsewhere; here only a line of them that was left out is.
            own = _lines(cells[i], found, box, sheet.dpi)
            if any(not line.words for line in own):
                lines[i] = own
    todo = [(i, n) for i, ls in lines.items() for n, line in enumerate(ls) if line.doubtful]
    bands = [lines[i][n].band for i, n in todo]
    read = engine.read(sheet, boxes=bands, psm=PSM_LINE)
    for (i, n), again in zip(todo, read, strict=True):
        found = _print_in(sheet, lines[i][n].band)
        line = _better(sheet, lines[i][n], tuple(again), found, engine)
        lines[i][n] = _with_doubted(line, cells[i].words, found.letters, sheet.dpi)
    out = list(cells)
    for i in dict.fromkeys(i for i, _ in todo):
        words = tuple(_numbered(lines[i], sheet.dpi))
        out[i] = ReadCell(cells[i].cell, words or cells[i].words)
    return out


def _print_in(sheet: Sheet, box: PixelBox) -> _Print:
    return _Print(*letters_and_marks(sheet, box))


def _better(
    sheet: Sheet,
    line: _Line,
    again: tuple[OcrWord, ...],
    found: _Print,
    engine: OcrEngine,
) -> _Line:
    """Return the line with its best reading; it is enlarged unless ``again`` confirms it surely."""
    readings = [line.words, again]
    sure = not _Line(again, line.band, tuple(found.missed(again, sheet.dpi))).doubtful
    if not sure or [w.text for w in again] != [w.text for w in line.words]:
        readings.append(read_enlarged(sheet, line.band, engine, factor=LOOK.larger, rim=LOOK.rim))
    best = max(readings, key=lambda reading: _worth(reading, found, sheet.dpi))
    return replace(line, words=best)


def _with_doubted(
    line: _Line, read: Sequence[OcrWord], letters: Sequence[Box], dpi: float
) -> _Line:
    """Return the line with words hardly believed in where it leaves letters without a word.

    A word that could be Vietnamese is better kept, with its doubt, than lost.
    """
    left = _missed(letters, line.words, dpi)
    if not left or not line.words:
        return line
    usual = _usual_height(line.words)
    kept = [
        word
        for word in read
        if line.band.y0 <= _middle(word) <= line.band.y1
        and word.box.y1 - word.box.y0 <= LOOK.too_high * usual
        and is_syllable(word.text.strip(PUNCTUATION).lower())
        and len(_missed(left, [word], dpi)) < len(left)
    ]
    words = sorted((*line.words, *kept), key=lambda word: word.box.x0)
    return replace(line, words=tuple(words))


def _lines(read: ReadCell, printed: _Print, box: PixelBox, dpi: float) -> list[_Line]:
    """Return the lines of a cell from top to bottom, those without any word too."""
    trusted = _trusted(read.words)
    missed = _missed(printed.letters, trusted, dpi)
    groups = _rows_of(trusted)
    spans = [_span(group) for group in groups]
    beside: list[list[Box]] = [[] for _ in groups]
    apart: list[Box] = []
    for part in missed:
        shared = [min(part[3], bottom) - max(part[1], top) for top, bottom in spans]
        best = max(range(len(spans)), key=lambda n: shared[n], default=-1)
        own = best >= 0 and shared[best] >= LOOK.within * (part[3] - part[1])
        (beside[best] if own else apart).append(part)
    for n, group in enumerate(groups):
        lost = printed.lost_marks(group, dpi)
        beside[n] += lost
        if lost:
            spans[n] = (min(spans[n][0], *(mark[1] for mark in lost)), spans[n][1])
            spans[:n] = [(top, _foot(printed, (top, foot))) for top, foot in spans[:n]]
    found = [(spans[n], tuple(groups[n]), tuple(beside[n])) for n in range(len(groups))]
    found += [(span, (), tuple(parts)) for span, parts in _rows(apart) if len(parts) >= LOOK.fewest]
    found.sort(key=lambda line: line[0])
    bands = _bands([span for span, _, _ in found], box, dpi)
    return [_Line(words, band, parts) for (_, words, parts), band in zip(found, bands, strict=True)]


def _foot(printed: _Print, span: tuple[int, int]) -> int:
    """Return the foot of the letters of a line, which may have taken marks of the one below."""
    top, foot = span
    return max(
        (y1 for _, y0, _, y1 in printed.letters if top <= (y0 + y1) / 2 <= foot), default=foot
    )


def _usual_height(words: Sequence[OcrWord]) -> float:
    return float(np.median([word.box.y1 - word.box.y0 for word in words]))


def _trusted(words: Sequence[OcrWord]) -> tuple[OcrWord, ...]:
    """Drop words the engine made of letters of two lines: hardly believed, or far too high."""
    usual = _usual_height(words)
    return tuple(
        word
        for word in words
        if word.conf >= LOOK.made_up
        and (word.conf >= LOOK.doubtful_word or word.box.y1 - word.box.y0 <= LOOK.too_high * usual)
    )


def _rows_of(words: Sequence[OcrWord]) -> list[list[OcrWord]]:
    """Return the words by the height they stand at, whatever lines the engine made of them."""
    if not words:
        return []
    usual = _usual_height(words)
    rows: list[list[OcrWord]] = []
    for word in sorted(words, key=_middle):
        if rows and _middle(word) - _middle(rows[-1][-1]) <= LOOK.shared * usual:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.box.x0) for row in rows]


def _middle(word: OcrWord) -> float:
    return (word.box.y0 + word.box.y1) / 2


def _span(words: Sequence[OcrWord]) -> tuple[int, int]:
    """Return the top and the bottom of words on one line."""
    return min(w.box.y0 for w in words), max(w.box.y1 for w in words)


def _missed(parts: Sequence[Box], words: Sequence[OcrWord], dpi: float) -> list[Box]:
    """Return the letters whose middle no word's box covers."""
    near = LOOK.near * dpi
    reach = [(w.box.x0 - near, w.box.x1 + near, w.box.y0 - near, w.box.y1 + near) for w in words]
    missed = []
    for part in parts:
        x, y = (part[0] + part[2]) / 2, (part[1] + part[3]) / 2
        for left, right, top, foot in reach:
            if left <= x <= right and top <= y <= foot:
                break
        else:
            missed.append(part)
    return missed


def _rows(parts: Sequence[Box]) -> list[tuple[tuple[int, int], list[Box]]]:
    """Return the bands of letters that stand beside each other, with their letters."""
    rows: list[list[Box]] = []
    for part in sorted(parts, key=lambda p: p[1]):
        if rows and part[1] < max(p[3] for p in rows[-1]):
            rows[-1].append(part)
        else:
            rows.append([part])
    return [((min(p[1] for p in row), max(p[3] for p in row)), row) for row in rows]


def _bands(spans: Sequence[tuple[int, int]], box: PixelBox, dpi: float) -> list[PixelBox]:
    """Return the band of each line, as wide as the cell, halfway to its neighbours at most."""
    margin = inches(LOOK.margin, dpi)
    bands = []
    for n, (top, bottom) in enumerate(spans):
        above = (spans[n - 1][1] + top) // 2 if n else box.y0
        below = (bottom + spans[n + 1][0]) // 2 if n + 1 < len(spans) else box.y1
        y0 = min(top, max(top - margin, above, box.y0))
        y1 = max(bottom, min(bottom + margin, below, box.y1))
        bands.append(PixelBox(box.x0, y0, box.x1, y1))
    return bands


def _worth(words: Sequence[OcrWord], found: _Print, dpi: float) -> float:
    """Return how much believed text a reading holds, less the print it leaves uncovered."""
    return sum(gain(word) for word in words) - LOOK.uncovered * len(found.missed(words, dpi))


def _numbered(lines: Sequence[_Line], dpi: float) -> Iterator[OcrWord]:
    """Yield the words of the lines that are print, each line with a number of its own."""
    for number, line in enumerate(lines, 1):
        if line.words and is_print(line.words, dpi, FAINT):
            yield from (replace(word, line=(1, 1, number)) for word in line.words)
