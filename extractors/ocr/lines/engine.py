"""The fast reader behind the protocol of engines: beside Tesseract, or alone.

Beside it every printed line is read by the fast reader first. Where all lines of a box are surely
read the engine is not asked; else it reads the box, and the two readings are made one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractors.images.sheet import INK, Sheet
from extractors.ocr.engines import (
    PSM_AUTO,
    PSM_BLOCK,
    PSM_LINE,
    OcrEngine,
    OcrWord,
    PixelBox,
    by_line,
    hull,
)
from extractors.ocr.ink import around_ink
from extractors.ocr.letters import LETTER, find_lines, ink_parts
from extractors.ocr.lines.ask import doubtful, read_apart
from extractors.ocr.lines.decode import DecodedLine, decoded, placed
from extractors.ocr.lines.fast import FastReader
from extractors.ocr.lines.pair import (
    SURE_LINE,
    joined,
    line_chance,
    meetings,
    same,
    word_chances,
)
from extractors.short.line import cut_line
from extractors.short.recognise import ShortReading, read_short

__all__ = ["FastEngine", "PairEngine"]


@dataclass(frozen=True, slots=True)
class PairSettings:
    """When the engine is asked beside the fast reader; chances 0..1.

    Attributes:
        short: characters of a line that the recogniser of short fields is asked about, at most:
            it is a tenth of the engine's cost.
        confirmed: its belief in the same text from which that is enough.
        within: share of its height that an engine's line stands in a line of ink, if it is that.
        least: that a line the engine did not see is right, if it is kept.
        hopeless: that a line is right below which it may be no line: the engine reads the box.
        margin: inches of paper around a line the engine reads.
        dash: inches before a line in which the dash of a list may stand.
        column: blank inches within a line that part two columns.
        low: inches that a line is high, at most, if it has no tall letters ("vệ"): its marks stand
            clear of it and are no part of what was found.
        mark: of its height, how far above and below it they reach.
    """

    short: int = 24
    confirmed: float = 0.8
    within: float = 0.5
    least: float = 0.6
    hopeless: float = 0.02
    margin: float = 0.03
    dash: float = 0.3
    column: float = 0.33
    low: float = 0.09
    mark: float = 0.6


PAIR = PairSettings()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of ink as the fast reader has it, with the chances of its words."""

    found: DecodedLine
    chances: tuple[float, ...]

    @property
    def box(self) -> PixelBox:
        return self.found.line.box

    @property
    def is_sure(self) -> bool:
        """Whether nobody else need be asked."""
        return bool(self.chances) and line_chance(self.chances) >= SURE_LINE


class PairEngine:
    """The fast reader first, the engine where that is in doubt, the two made one there."""

    def __init__(self, engine: OcrEngine, fast: FastReader) -> None:
        self._engine, self._fast = engine, fast
        self.name = f"{engine.name}+{fast.name}"

    def read(
        self,
        sheet: Sheet,
        *,
        boxes: Sequence[PixelBox] | None = None,
        psm: int = PSM_AUTO,
        whitelist: str = "",
    ) -> list[list[OcrWord]]:
        """Read the picture or its boxes; see ``OcrEngine.read``."""
        if whitelist or psm not in (PSM_AUTO, PSM_BLOCK, PSM_LINE):
            return self._engine.read(sheet, boxes=boxes, psm=psm, whitelist=whitelist)
        if boxes is None:
            height, width = sheet.gray.shape
            boxes = [PixelBox(0, 0, width, height)]
        lines = read_boxes(sheet, boxes, self._fast, alone=psm == PSM_LINE)
        seen = [_all_seen(sheet, box, own) for box, own in zip(boxes, lines, strict=True)]
        whole = [n for n, all_of_it in enumerate(seen) if not all_of_it]
        rest = [n for n, all_of_it in enumerate(seen) if all_of_it]
        out: list[list[OcrWord]] = [[] for _ in boxes]
        if whole:
            said = self._engine.read(sheet, boxes=[boxes[n] for n in whole], psm=psm)
            for n, words in zip(whole, said, strict=True):
                out[n] = _made_one(sheet, words, lines[n])
        for n, words in zip(rest, self._by_line(sheet, boxes, lines, rest), strict=True):
            out[n] = words
        return out

    def _by_line(
        self,
        sheet: Sheet,
        boxes: Sequence[PixelBox],
        lines: Sequence[Sequence[_Line]],
        chosen: Sequence[int],
    ) -> list[list[OcrWord]]:
        """Return the words of some boxes, the engine asked about words in doubt."""
        bands = {
            (n, k): band
            for n in chosen
            for k, band in enumerate(_bands([line.box for line in lines[n]], boxes[n], sheet))
        }
        found = {(n, k): placed(sheet, lines[n][k].found) for n, k in bands}
        asked = {
            (n, k, part.start): (part, _around(found[n, k], part, bands[n, k]))
            for n, k in bands
            if not lines[n][k].is_sure
            for part in doubtful(lines[n][k].chances)
        }
        read = read_apart(sheet, [box for _, box in asked.values()], self._engine)
        said: dict[tuple[int, int], list[tuple[slice, list[OcrWord]]]] = {}
        for (n, k, _), (part, _), words in zip(asked, asked.values(), read, strict=True):
            said.setdefault((n, k), []).append((part, words))
        return [
            [
                word
                for k, line in enumerate(lines[n])
                for word in _joined_parts(found[n, k], line.chances, said.get((n, k), []), k + 1)
            ]
            for n in chosen
        ]


class FastEngine:
    """The fast reader alone, where no engine is installed."""

    def __init__(self, fast: FastReader) -> None:
        self._fast = fast
        self.name = fast.name

    def read(
        self,
        sheet: Sheet,
        *,
        boxes: Sequence[PixelBox] | None = None,
        psm: int = PSM_AUTO,
        whitelist: str = "",
    ) -> list[list[OcrWord]]:
        """Read the picture or its boxes; words with other characters than allowed are left out."""
        height, width = sheet.gray.shape
        wanted = boxes if boxes is not None else [PixelBox(0, 0, width, height)]
        found = read_boxes(sheet, wanted, self._fast, alone=psm == PSM_LINE)
        read = [_as_words(sheet, own) for own in found]
        if not whitelist:
            return read
        return [[word for word in words if set(word.text) <= set(whitelist)] for words in read]


def read_boxes(
    sheet: Sheet, boxes: Sequence[PixelBox], fast: FastReader, *, alone: bool = False
) -> list[list[_Line]]:
    """Return the printed lines in each box from top to bottom as the fast reader has them.

    Where each box is to hold one line, ``alone``, what it cuts off its neighbours is none.
    """
    places = [
        [
            part
            for line in _lines_in(sheet, box, alone=alone)
            for part in apart(sheet, _with_dash(sheet, line, box))
        ]
        for box in boxes
    ]
    read = iter(fast.read(sheet, [line for lines in places for line in lines]))
    paragraphs = [[next(read) for _ in lines] for lines in places]
    told = [_told(lines) for lines in decoded(paragraphs)]
    doubtful = [line for lines in told for line in lines if _is_short(line) and not line.is_sure]
    seen = read_short([cut_line(sheet, line.box) for line in doubtful])
    confirmed = {
        id(line): _confirmed(line, reading) for line, reading in zip(doubtful, seen, strict=True)
    }
    return [[confirmed.get(id(line), line) for line in lines] for lines in told]


def _lines_in(sheet: Sheet, box: PixelBox, *, alone: bool) -> list[PixelBox]:
    """Return the lines of ink in a box; of one that is to hold one line, those at its height."""
    found = [PixelBox(*line) for line in find_lines(sheet, box)]
    lines = [_with_marks(sheet, line, box, found) for line in found]
    if not alone or len(lines) < 2:
        return lines
    main = max(lines, key=lambda line: (line.x1 - line.x0) * (line.y1 - line.y0))
    return [line for line in lines if _shared(line, main) >= PAIR.within * (line.y1 - line.y0)]


def _with_marks(sheet: Sheet, line: PixelBox, box: PixelBox, found: Sequence[PixelBox]) -> PixelBox:
    """Return a line of low letters with the marks over and under them, if it is one."""
    height = line.y1 - line.y0
    if height > PAIR.low * sheet.dpi:
        return line
    top, foot = line.y0 - PAIR.mark * height, line.y1 + PAIR.mark * height
    others = [other for other in found if other != line]
    own = [
        part
        for part in map(PixelBox._make, ink_parts(sheet, box))
        if line.x0 <= (part.x0 + part.x1) / 2 <= line.x1
        and top <= part.y0
        and part.y1 <= foot
        and not any(_shared(part, other) > 0 for other in others)
    ]
    return hull([line, *own])


def _shared(one: PixelBox, other: PixelBox) -> int:
    """Return how many rows of pixels two boxes have in common; less than 0 for those apart."""
    return min(one.y1, other.y1) - max(one.y0, other.y0)


def _with_dash(sheet: Sheet, line: PixelBox, box: PixelBox) -> PixelBox:
    """Return a line with the dash of a list before it: it stands further off than a letter."""
    reach = sheet.inches(PAIR.dash)
    before = PixelBox(max(box.x0, line.x0 - reach), line.y0, line.x0, line.y1)
    if before.x1 - before.x0 < LETTER.least_dash * sheet.dpi:
        return line
    parts = ink_parts(sheet, before)
    flat = [x0 for x0, y0, x1, y1 in parts if x1 - x0 > LETTER.dash * (y1 - y0)]
    return line._replace(x0=flat[0]) if len(parts) == len(flat) == 1 else line


def apart(sheet: Sheet, line: PixelBox) -> list[PixelBox]:
    """Return the parts of a line of ink that wide blanks part: columns beside each other."""
    ink = (sheet.gray[line.y0 : line.y1, line.x0 : line.x1] < INK).any(axis=0)
    filled = np.flatnonzero(ink)
    if not filled.size:
        return [line]
    wide = np.flatnonzero(np.diff(filled) > sheet.inches(PAIR.column))
    starts = [int(filled[0]), *(int(filled[n + 1]) for n in wide)]
    ends = [*(int(filled[n]) + 1 for n in wide), int(filled[-1]) + 1]
    if len(starts) == 1:
        return [line]
    parts = (
        line._replace(x0=line.x0 + start, x1=line.x0 + end)
        for start, end in zip(starts, ends, strict=True)
    )
    return [around_ink(sheet.gray, part) for part in parts]


def _is_short(line: _Line) -> bool:
    return 0 < len(line.found.text) <= PAIR.short


def _confirmed(line: _Line, reading: ShortReading) -> _Line:
    """Return a line with what the recogniser of short fields adds to its chances."""
    agreed = reading.known and same(reading.text) == same(line.found.text)
    if not agreed or reading.confidence < PAIR.confirmed:
        return line
    return replace(
        line, chances=tuple(1 - (1 - p) * (1 - reading.confidence) for p in line.chances)
    )


def _told(lines: Sequence[DecodedLine]) -> list[_Line]:
    return [_Line(line, tuple(word_chances(line))) for line in lines]


def _all_seen(sheet: Sheet, box: PixelBox, lines: Sequence[_Line]) -> bool:
    """Say whether lines were found where there is print, and print read where they are."""
    if not lines or any(line_chance(line.chances) < PAIR.hopeless for line in lines):
        return False
    least = LETTER.least_character * sheet.dpi
    letters = np.array([p for p in ink_parts(sheet, box) if p[3] - p[1] >= least]).reshape(-1, 4)
    x, y = (letters[:, :2] + letters[:, 2:]).T / 2
    held = np.zeros(len(letters), bool)
    for line in lines:
        x0, y0, x1, y1 = line.box
        held |= (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)
    return bool(held.all())


def _bands(lines: Sequence[PixelBox], box: PixelBox, sheet: Sheet) -> list[PixelBox]:
    """Return lines with paper around them, halfway to their neighbours at most."""
    margin = sheet.inches(PAIR.margin)
    out = []
    for n, line in enumerate(lines):
        above = (lines[n - 1].y1 + line.y0) // 2 if n else box.y0
        below = (line.y1 + lines[n + 1].y0) // 2 if n + 1 < len(lines) else box.y1
        out.append(
            PixelBox(
                max(box.x0, line.x0 - 2 * margin),
                min(line.y0, max(line.y0 - margin, above)),
                min(box.x1, line.x1 + 2 * margin),
                max(line.y1, min(line.y1 + margin, below)),
            )
        )
    return out


def _as_words(sheet: Sheet, lines: Sequence[_Line]) -> list[OcrWord]:
    return [
        word
        for number, line in enumerate(lines, 1)
        for word in placed(sheet, line.found).as_words(line.chances, number)
    ]


def _made_one(sheet: Sheet, words: Sequence[OcrWord], lines: Sequence[_Line]) -> list[OcrWord]:
    """Return the words of a box, its lines read by both where both saw the same lines of ink."""
    groups = by_line(words)
    owners = [_owner(group, lines) for group in groups]
    shared = {n for n in owners if owners.count(n) == 1}
    out: list[tuple[float, list[OcrWord]]] = []
    for group, owner in zip(groups, owners, strict=True):
        box = hull([word.box for word in group])
        made = list(group)
        if owner in shared and owner is not None:
            made = _joined_line(sheet, group, lines[owner], 1)
        out.append((box.y0 + box.y1, made))
    for n, line in enumerate(lines):
        if n not in owners and line.chances and line_chance(line.chances) >= PAIR.least:
            own = placed(sheet, line.found).as_words(line.chances, 1)
            out.append((line.box.y0 + line.box.y1, list(own)))
    out.sort(key=lambda made: made[0])
    return [
        replace(word, line=(1, 1, number))
        for number, (_, made) in enumerate(out, 1)
        for word in made
    ]


def _joined_line(sheet: Sheet, words: Sequence[OcrWord], line: _Line, number: int) -> list[OcrWord]:
    ordered = sorted(words, key=lambda word: word.box.x0)
    return joined(meetings(ordered, placed(sheet, line.found)), number)[0]


def _joined_parts(
    found: DecodedLine,
    chances: Sequence[float],
    said: Sequence[tuple[slice, Sequence[OcrWord]]],
    number: int,
) -> list[OcrWord]:
    """Return the words of a line, those the engine was asked about as both readers have them."""
    own = found.as_words(chances, number)
    out: list[OcrWord] = []
    done = 0
    for part, words in said:
        ordered = sorted(words, key=lambda word: word.box.x0)
        out += own[done : part.start]
        out += joined(meetings(ordered, found, part), number)[0]
        done = part.stop
    return [*out, *own[done:]]


def _around(found: DecodedLine, part: slice, band: PixelBox) -> PixelBox:
    """Return the band of a line across some of its words, halfway to their neighbours."""
    words = found.words
    x0, x1 = band.x0, band.x1
    if part.start:
        x0 = (words[part.start - 1].box.x1 + words[part.start].box.x0) // 2
    if part.stop < len(words):
        x1 = (words[part.stop - 1].box.x1 + words[part.stop].box.x0) // 2
    return band._replace(x0=x0, x1=x1)


def _owner(words: Sequence[OcrWord], lines: Sequence[_Line]) -> int | None:
    """Return the line of ink that a line of the engine's words stands on; None for none."""
    box = hull([word.box for word in words])
    shared = [_shared(line.box, box) for line in lines]
    best = max(range(len(lines)), key=lambda n: shared[n], default=None)
    if best is None or shared[best] < PAIR.within * (lines[best].box.y1 - lines[best].box.y0):
        return None
    return best
