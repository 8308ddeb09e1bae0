"""The fast reader behind the protocol of engines: beside Tesseract, or alone.

Beside it every printed line is read by the fast reader first. Where all lines of a box are surely
read the engine is not asked; else it reads the box, and the two readings are made one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.images.sheet import Sheet
from extractors.ocr.engines import (
    PSM_AUTO,
    PSM_BLOCK,
    PSM_LINE,
    OcrEngine,
    OcrWord,
    PixelBox,
    by_line,
)
from extractors.ocr.letters import LETTER, find_lines, ink_parts
from extractors.ocr.lines.decode import DecodedLine, decoded, placed
from extractors.ocr.lines.fast import FastReader
from extractors.ocr.lines.pair import joined, line_chance, meetings, word_chances

__all__ = ["FastEngine", "PairEngine"]


@dataclass(frozen=True, slots=True)
class PairSettings:
    """When the engine is asked beside the fast reader; chances 0..1.

    Attributes:
        sure: that a line is right from which the engine is not asked.
        figures: the same of a line with figures: dates and codes matter most.
        within: share of its height that an engine's line stands in a line of ink, if it is that.
        least: that a line the engine did not see is right, if it is kept.
    """

    sure: float = 0.93
    figures: float = 0.97
    within: float = 0.5
    least: float = 0.6


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
        figures = any(c.isdigit() for c in self.found.text)
        least = PAIR.figures if figures else PAIR.sure
        return bool(self.chances) and line_chance(self.chances) >= least


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
        if whitelist or psm not in (PSM_BLOCK, PSM_LINE) or boxes is None:
            found = self._engine.read(sheet, boxes=boxes, psm=psm, whitelist=whitelist)
            return found if whitelist else [self._beside(sheet, words) for words in found]
        lines = read_boxes(sheet, boxes, self._fast)
        asked = [n for n, own in enumerate(lines) if not _is_enough(sheet, boxes[n], own)]
        said = self._engine.read(sheet, boxes=[boxes[n] for n in asked], psm=psm)
        out = [_as_words(sheet, own) for own in lines]
        for n, words in zip(asked, said, strict=True):
            out[n] = _made_one(sheet, words, lines[n])
        return out

    def _beside(self, sheet: Sheet, words: Sequence[OcrWord]) -> list[OcrWord]:
        """Return the engine's words, each of its lines read by the fast reader as well."""
        groups = by_line(words)
        boxes = [_hull(group) for group in groups]
        lines = _told(decoded([self._fast.read(sheet, boxes)])[0])
        out: list[OcrWord] = []
        for group, line in zip(groups, lines, strict=True):
            made = _joined_line(sheet, group, line, 1)
            out += [replace(word, line=group[0].line) for word in made]
        return out


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
        read = [_as_words(sheet, own) for own in read_boxes(sheet, wanted, self._fast)]
        if not whitelist:
            return read
        return [[word for word in words if set(word.text) <= set(whitelist)] for words in read]


def read_boxes(sheet: Sheet, boxes: Sequence[PixelBox], fast: FastReader) -> list[list[_Line]]:
    """Return the printed lines in each box from top to bottom as the fast reader has them."""
    places = [[PixelBox(*line) for line in find_lines(sheet, box)] for box in boxes]
    read = iter(fast.read(sheet, [line for lines in places for line in lines]))
    paragraphs = [[next(read) for _ in lines] for lines in places]
    return [_told(lines) for lines in decoded(paragraphs)]


def _told(lines: Sequence[DecodedLine]) -> list[_Line]:
    return [_Line(line, tuple(word_chances(line))) for line in lines]


def _is_enough(sheet: Sheet, box: PixelBox, lines: Sequence[_Line]) -> bool:
    """Say whether all print of a box is surely read."""
    if not lines or not all(line.is_sure for line in lines):
        return False
    least = LETTER.least_character * sheet.dpi
    letters = (part for part in ink_parts(sheet, box) if part[3] - part[1] >= least)
    return all(any(_holds(line.box, part) for line in lines) for part in letters)


def _holds(box: PixelBox, part: tuple[int, int, int, int]) -> bool:
    x, y = (part[0] + part[2]) / 2, (part[1] + part[3]) / 2
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


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
        box = _hull(group)
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


def _owner(words: Sequence[OcrWord], lines: Sequence[_Line]) -> int | None:
    """Return the line of ink that a line of the engine's words stands on; None for none."""
    box = _hull(words)
    shared = [min(line.box.y1, box.y1) - max(line.box.y0, box.y0) for line in lines]
    best = max(range(len(lines)), key=lambda n: shared[n], default=None)
    if best is None or shared[best] < PAIR.within * (lines[best].box.y1 - lines[best].box.y0):
        return None
    return best


def _hull(words: Sequence[OcrWord]) -> PixelBox:
    return PixelBox(
        min(word.box.x0 for word in words),
        min(word.box.y0 for word in words),
        max(word.box.x1 for word in words),
        max(word.box.y1 for word in words),
    )
