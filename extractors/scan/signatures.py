"""A second look at the place of a signature whose name the first one lost.

Under a stamp, beside a pen's strokes, the engine's layout analysis takes printed words for part of
a drawing. Where an office has no name below it, or recipients none at their right, that place is
read again as one block of text. Only what is surely read and built like a person's name counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.images.prepare import Prepared
from extractors.images.sheet import Sheet
from extractors.ocr.engines import PSM_BLOCK, OcrEngine, OcrWord, PixelBox, by_line
from extractors.paper.formulas import is_electronic
from extractors.paper.signature import is_office, name_under, shaped_name
from extractors.scan.printed_lines import printed_line
from extractors.types import POINTS_PER_INCH, BBox, Line
from normalizers.text.unicode import fold

__all__ = ["READ_AGAIN", "with_lost_names"]

READ_AGAIN = "signer_read_again"
"""Flag of a page on which the name of who signed was read on a second look."""


@dataclass(frozen=True, slots=True)
class SignaturesSettings:
    """Where the name of who signed stands, and when it is believed; inches if not said.

    Attributes:
        aside: from the middle of an office to each side of its column, at most.
        below: from the office to the name at most: stamp and signature stand between.
        middle: share of the page's width right of which signatures stand beside recipients.
        lowest: share of the page's height below which papers end.
        sure: confidence (0..1) of every word of a name.
        words: of a name, at least and at most: what is left of a stamp gives shorter ones.
        running: words of a surely read line that is running text: no one signs over it.
    """

    aside: float = 1.7
    below: float = 2.6
    middle: float = 0.45
    lowest: float = 0.2
    sure: float = 0.8
    words: tuple[int, int] = (3, 5)
    running: int = 4


SIGNATURES = SignaturesSettings()


def with_lost_names(
    lines: Sequence[Line], sheet: Sheet, prepared: Prepared, engine: OcrEngine, number: int
) -> tuple[list[Line], bool]:
    """Return the lines of a page with names that a second look found, and whether it found any.

    Args:
        lines: outside the tables, boxes in points of the upright page.
        sheet: the page without stamps and rulings.
        prepared: the page it is part of, for the way between points and pixels.
        engine: what reads the words.
        number: page number to give.
    """
    out, found = list(lines), False
    for place in _places(lines, prepared.size):
        words = engine.read(sheet, boxes=[_pixels(place, prepared)], psm=PSM_BLOCK)[0]
        names = [name for group in by_line(words) if (name := _name_in(group))]
        if names:
            line = printed_line(max(names, key=_foot), prepared, number)
            at = sum(x.bbox is None or x.bbox.y0 <= _top(line) for x in out)
            out.insert(at, line)
            found = True
    return out, found


def _places(lines: Sequence[Line], size: tuple[float, float]) -> Iterator[BBox]:
    """Yield the places of signatures, in points, in which no name was read."""
    if any(is_electronic(line.text) for line in lines):
        return
    low = [line for line in lines if line.bbox and line.bbox.y0 > SIGNATURES.lowest * size[1]]
    offices = [line for line in low if is_office(line.text)]
    for office in offices:
        place = _under(office, low, size)
        if not _inside(offices, place) and _is_open(_inside(low, place)):
            yield place
    recipients = next((line for line in low if fold(line.text).startswith("noi nhan")), None)
    if recipients is not None and not offices:
        place = _beside(recipients, size)
        if _is_open(_inside(low, place)):
            yield place


def _is_open(lines: Sequence[Line]) -> bool:
    """Say whether neither a name was read in a place nor running text."""
    return not any(_is_running(x) or name_under(x.text) or shaped_name(x.text) for x in lines)


def _is_running(line: Line) -> bool:
    """Say whether a line is running text, and no "(Ký, ghi rõ họ tên)"."""
    long = len(line.text.split()) >= SIGNATURES.running and line.conf >= SIGNATURES.sure
    return long and not line.text.startswith("(")


def _under(office: Line, lines: Sequence[Line], size: tuple[float, float]) -> BBox:
    """Return where a name stands under an office: in its column, right of what stands beside."""
    assert office.bbox is not None
    box, reach = office.bbox, SIGNATURES.aside * POINTS_PER_INCH
    foot = min(size[1], box.y1 + SIGNATURES.below * POINTS_PER_INCH)
    others = [x.bbox for x in lines if x.bbox is not None and box.y0 < x.bbox.y1 < foot]
    beside = [other.x1 for other in others if other.x1 < box.x0]
    left = max(0.0, box.center[0] - reach, *beside)
    return BBox(left, box.y1, min(size[0], box.center[0] + reach), foot)


def _beside(recipients: Line, size: tuple[float, float]) -> BBox:
    """Return where a signature stands beside a list of recipients."""
    assert recipients.bbox is not None
    foot = recipients.bbox.y1 + SIGNATURES.below * POINTS_PER_INCH
    left = max(SIGNATURES.middle * size[0], recipients.bbox.x1)
    return BBox(left, recipients.bbox.y0, size[0], min(size[1], foot))


def _inside(lines: Sequence[Line], place: BBox) -> list[Line]:
    return [line for line in lines if line.bbox and place.contains(*line.bbox.center)]


def _pixels(place: BBox, prepared: Prepared) -> PixelBox:
    """Return a place of the upright page in pixels; a page is straight but for a little skew."""
    factor = prepared.gray.shape[1] / prepared.size[0]
    height, width = prepared.gray.shape
    x0, y0, x1, y1 = (round(v * factor) for v in place)
    return PixelBox(max(0, x0), max(0, y0), min(width, x1), min(height, y1))


def _name_in(words: Sequence[OcrWord]) -> list[OcrWord]:
    """Return the sure words of a line if they are a person's name and nothing else.

    Words in capitals are not taken: those of a stamp's rim are.
    """
    sure = sorted((w for w in words if w.conf >= SIGNATURES.sure), key=lambda w: w.box.x0)
    said = [w for w in sure if any(c.isalnum() for c in w.text)]
    fewest, most = SIGNATURES.words
    fits = fewest <= len(said) <= most and all(w.text.istitle() for w in said)
    return said if fits and name_under(" ".join(w.text for w in said)) else []


def _foot(words: Sequence[OcrWord]) -> int:
    return max(word.box.y1 for word in words)


def _top(line: Line) -> float:
    return line.bbox.y0 if line.bbox is not None else 0.0
