"""What the recogniser of short fields sees in a table cell, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.images.sheet import Sheet
from extractors.ocr.engines import OcrWord, PixelBox, hull
from extractors.ocr.letters import find_lines
from extractors.short.grammar import Grammar
from extractors.short.line import Line, cut_line
from extractors.short.network import Floats, posteriors
from extractors.short.recognise import ShortReading, decode


@dataclass(frozen=True)
class Seen:
    """The printed lines of a cell: boxes in pixels of the page, posteriors, free readings."""

    boxes: tuple[PixelBox, ...]
    steps: tuple[Floats, ...]

    @cached_property
    def readings(self) -> tuple[ShortReading, ...]:
        """What each line says when any text may stand there."""
        return tuple(decode(steps) for steps in self.steps)

    @property
    def text(self) -> str:
        """The lines; "" if one of them is no short field."""
        if not all(reading.known for reading in self.readings):
            return ""
        return "\n".join(reading.text for reading in self.readings)

    @property
    def confidence(self) -> float:
        """That of the least sure line, 0 for none."""
        return min((reading.confidence for reading in self.readings), default=0.0)

    @property
    def hull(self) -> PixelBox | None:
        """The box of all lines."""
        return hull(self.boxes) if self.boxes else None

    def held(self, line: int, grammar: Grammar) -> ShortReading:
        """Return what one line says if it is a text of the grammar."""
        return decode(self.steps[line], grammar)

    def words(self) -> tuple[OcrWord, ...]:
        """Return the free readings as words."""
        return tuple(
            word
            for place, (box, reading) in enumerate(zip(self.boxes, self.readings, strict=True))
            for word in words_of(reading, box, place)
        )


def words_of(reading: ShortReading, box: PixelBox, line: int) -> tuple[OcrWord, ...]:
    """Return a reading as words; each takes its share of the line's box by its characters."""
    across = (box.x1 - box.x0) / max(1, len(reading.text))
    words, start = [], 0
    for text in reading.text.split():
        start = reading.text.index(text, start)
        end = start + len(text)
        place = box._replace(x0=box.x0 + round(across * start), x1=box.x0 + round(across * end))
        words.append(OcrWord(text, place, reading.confidence, (1, 1, line + 1)))
        start = end
    return tuple(words)


def see(sheet: Sheet, boxes: Sequence[PixelBox], *, most_lines: int = 5) -> list[Seen]:
    """Look at cells of a page; those of more lines than ``most_lines`` are left unread.

    Args:
        sheet: the page, dark ink on white, rulings painted out.
        boxes: the cells in pixels.
        most_lines: of a cell worth reading here.
    """
    places: list[list[PixelBox]] = []
    for box in boxes:
        lines = [PixelBox(*line) for line in find_lines(sheet, box)]
        places.append(lines if len(lines) <= most_lines else [])
    pictures: list[Line] = [cut_line(sheet, line) for lines in places for line in lines]
    steps = iter(posteriors(pictures))
    return [Seen(tuple(lines), tuple(next(steps) for _ in lines)) for lines in places]
