"""Cells whose text runs upwards or downwards, as titles of narrow columns do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractors.images.sheet import Sheet
from extractors.ocr.belief import gain
from extractors.ocr.engines import PSM_BLOCK, OcrEngine, OcrWord, PixelBox, mean_conf
from extractors.ocr.ink import around_ink
from extractors.scan.cells.read_cell import ReadCell

__all__ = ["read_upended"]


@dataclass(frozen=True, slots=True)
class UpendedSettings:
    """Which cells are read turned, and when that is the better reading.

    Attributes:
        tall: times its width that the ink of an upended text is high, at least.
        doubtful: mean confidence (0..1) below which what was read upright is doubted.
        covered: share of the ink's height that words read upright stand along, if they are no
            part of it only.
        least_gain: believed letters (``belief.gain``) more than upright: as of three letters
            that are believed in.
        margin: pixels of white around the turned ink; the engine loses letters at an edge.
    """

    tall: float = 1.5
    doubtful: float = 0.6
    covered: float = 0.5
    least_gain: float = 1.5
    margin: int = 6


UPENDED = UpendedSettings()


def read_upended(
    sheet: Sheet,
    cells: Sequence[ReadCell],
    boxes: Mapping[int, PixelBox],
    engine: OcrEngine,
) -> list[ReadCell]:
    """Return the cells; those that read badly and are higher than wide as they read when turned.

    Args:
        sheet: the page, height x width, dark ink on white, rulings painted out.
        cells: the cells as read.
        boxes: of the cells with ink, by their place in ``cells``, in pixels.
        engine: what reads the words.
    """
    out = list(cells)
    for index, box in boxes.items():
        words = cells[index].words
        ink = around_ink(sheet.gray, box)
        if ink.y1 - ink.y0 < UPENDED.tall * (ink.x1 - ink.x0) or _is_sure(words, ink):
            continue
        turned = max(_readings(sheet, ink, engine), key=_gain)
        if _gain(turned) > _gain(words) + UPENDED.least_gain:
            out[index] = replace(cells[index], words=turned)
    return out


def _is_sure(words: Sequence[OcrWord], ink: PixelBox) -> bool:
    """Say whether words are believed in and stand all along the ink."""
    if not words or mean_conf(words) < UPENDED.doubtful:
        return False
    high = max(w.box.y1 for w in words) - min(w.box.y0 for w in words)
    return high >= UPENDED.covered * (ink.y1 - ink.y0)


def _gain(words: Sequence[OcrWord]) -> float:
    return sum(gain(word) for word in words)


def _readings(sheet: Sheet, ink: PixelBox, engine: OcrEngine) -> Iterator[tuple[OcrWord, ...]]:
    """Yield what the ink says turned to the left and to the right, boxes in the page."""
    crop = sheet.gray[ink.y0 : ink.y1, ink.x0 : ink.x1]
    for turns in (1, 3):
        flat = np.pad(np.rot90(crop, turns), UPENDED.margin, constant_values=255)
        words = engine.read(replace(sheet, gray=flat), psm=PSM_BLOCK)[0]
        yield tuple(replace(word, box=_placed(word.box, ink, turns)) for word in words)


def _placed(box: PixelBox, ink: PixelBox, turns: int) -> PixelBox:
    """Return where a box of the turned crop stands on the page."""
    x0, y0, x1, y1 = (value - UPENDED.margin for value in box)
    if turns == 3:
        return PixelBox(ink.x0 + y0, ink.y1 - x1, ink.x0 + y1, ink.y1 - x0)
    return PixelBox(ink.x1 - y1, ink.y0 + x0, ink.x1 - y0, ink.y0 + x1)
