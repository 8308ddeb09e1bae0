"""Removing specks: lonely dots, and dots beside letters where no mark or stop can stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from extractors.images.clean import binarise
from extractors.images.components import Labels, components
from extractors.images.sheet import Gray, Sheet, inches

__all__ = ["drop_speckle"]


@dataclass(frozen=True, slots=True)
class SpeckSettings:
    """What a speck is, and where a small mark may stand.

    Lengths in inches; a reach is beside, above and under.

    Attributes:
        dot: across below which a mark may be a speck: about a millimetre each way.
        letter: across up to which a component is a letter; larger ones are rulings, frames and
            pictures.
        rounds: times that marks are looked for around those just kept: tone mark, circumflex,
            letter.
        far_rounds: the same for stops: dots of an ellipsis follow each other.
        least_stop: across that a far stop is, at least: finer dots are grain.
        explained: share of the far stops found that dirt as dense as elsewhere may explain.
        over: around a letter where a mark can stand: a tone mark stands over a circumflex over
            a letter; with less, "tổng" was read as "tông".
        stop: beside a letter, and above and under its foot, where a full stop or a comma can
            stand.
        far_stop: the same where a blank parts the stop from its word, and from dot to dot of an
            ellipsis.
        large: around large ink where a mark can stand: letters may be joined to it.
        dash: times as wide as high from which a mark may be a dash.
        dash_reach: around text where a dash can stand: a blank parts it from its word.
        quote: times as high as wide from which a mark may be a quotation mark.
        quote_reach: around text where a quotation mark can stand.
    """

    dot: float = 0.045
    letter: float = 0.6
    rounds: int = 3
    far_rounds: int = 5
    least_stop: float = 0.01
    explained: float = 0.2
    over: tuple[float, float, float] = (0.02, 0.12, 0.05)
    stop: tuple[float, float, float] = (0.045, 0.07, 0.02)
    far_stop: tuple[float, float, float] = (0.11, 0.07, 0.02)
    large: tuple[float, float, float] = (0.05, 0.12, 0.06)
    dash: float = 1.6
    dash_reach: tuple[float, float, float] = (0.16, 0.05, 0.05)
    quote: float = 1.35
    quote_reach: tuple[float, float, float] = (0.06, 0.05, 0.05)


SPECK = SpeckSettings()

_AT_ONCE = 1_000_000
"""Pairs of a place and a box that are compared at a time: a few megabytes."""


def drop_speckle(sheet: Sheet) -> Sheet:
    """Paint specks white; what may be a tone mark, a stop, a dash or a quotation mark stays.

    A speck is smaller than about a millimetre each way. It stays above or under a letter, beside
    one at its foot, and, if it is longer than wide or the reverse, beside one at any height; also
    where such a dot stands to another one that stays (a colon, dots that lead to a number). On a
    clean page a stop may stand further from its word, see ``_far_stops``.

    Args:
        sheet: height x width, uint8, dark ink on white.
    """
    ink = binarise(sheet.gray)
    limit = sheet.inches(SPECK.dot, 2)
    labels, stats, _ = components(ink)
    widths, heights = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    small = (widths <= limit) & (heights <= limit)
    small[0] = False
    if not small.any():
        return sheet
    kept = _kept(labels, stats[:, :4], small, sheet.dpi)
    gone = small & ~kept
    if not gone.any():
        return sheet
    lonely = 255 * cv2.dilate(_mask_of(gone, labels, stats), np.ones((3, 3), np.uint8))
    return replace(sheet, gray=np.asarray(cv2.max(sheet.gray, lonely), np.uint8))


def _mask_of(chosen: npt.NDArray[np.bool_], labels: Labels, boxes: npt.NDArray[np.int32]) -> Gray:
    """Return 1 where a chosen component is."""
    mask = np.zeros(labels.shape, np.uint8)
    for label in np.flatnonzero(chosen).tolist():
        x, y, width, height = boxes[label, :4].tolist()
        part = (slice(y, y + height), slice(x, x + width))
        mask[part] |= labels[part] == label
    return mask


def _kept(
    labels: Labels,
    boxes: npt.NDArray[np.int32],
    small: npt.NDArray[np.bool_],
    dpi: float,
) -> npt.NDArray[np.bool_]:
    """Return which components (by label) may belong to the text; boxes are x, y, width, height."""
    longest = boxes[:, 2:].max(axis=1)
    letters = ~small & (longest <= SPECK.letter * dpi)
    large = ~small & ~letters
    large[0] = False
    marks = np.zeros(labels.shape, bool)
    if large.any():
        marks = _around_ink(_mask_of(large, labels, boxes), SPECK.large, dpi)
    is_dash = small & (boxes[:, 2] > SPECK.dash * boxes[:, 3])
    is_quote = small & (boxes[:, 3] > SPECK.quote * boxes[:, 2])
    x = boxes[:, 0] + boxes[:, 2] // 2
    y = boxes[:, 1] + boxes[:, 3] // 2
    aside = (is_dash | is_quote) & marks[y, x]
    kept, new = np.zeros(len(boxes), bool), letters
    for _ in range(SPECK.rounds):
        _paint(marks, boxes[new], SPECK.over, dpi)
        _paint(marks, boxes[new], SPECK.stop, dpi, foot=True)
        aside |= _reached(x, y, is_dash, boxes[new], SPECK.dash_reach, dpi)
        aside |= _reached(x, y, is_quote, boxes[new], SPECK.quote_reach, dpi)
        near = marks[y, x] | aside
        new = small & near & ~kept
        if not new.any():
            break
        kept |= new
    stops = small & ~kept & (boxes[:, 2:].min(axis=1) >= SPECK.least_stop * dpi)
    return kept | _far_stops(boxes, letters | kept, stops, marks, dpi)


def _far_stops(
    boxes: npt.NDArray[np.int32],
    text: npt.NDArray[np.bool_],
    stops: npt.NDArray[np.bool_],
    near: npt.NDArray[np.bool_],
    dpi: float,
) -> npt.NDArray[np.bool_]:
    """Return which dots stand at the foot of the text, too many there to be dirt.

    How dense dirt lies elsewhere on the page tells how much of it to expect there.
    """
    found = np.zeros(len(boxes), bool)
    if not stops.any():
        return found
    x = boxes[:, 0] + boxes[:, 2] // 2
    y = boxes[:, 1] + boxes[:, 3] // 2
    far, new = np.zeros_like(near), text
    for _ in range(SPECK.far_rounds):
        _paint(far, boxes[new], SPECK.far_stop, dpi, foot=True)
        _paint(far, boxes[new], SPECK.over, dpi)
        new = stops & ~found & far[y, x]
        if not new.any():
            break
        found |= new
    covered = np.count_nonzero(far | near)
    beside = covered - np.count_nonzero(near)
    elsewhere = max(1, far.size - covered)
    expected = (stops & ~found).sum() * beside / elsewhere
    return found if expected <= SPECK.explained * found.sum() else np.zeros_like(found)


def _around_ink(ink: Gray, reach: Sequence[float], dpi: float) -> npt.NDArray[np.bool_]:
    """Return the mask of what is within ``reach`` inches beside, above and under the ink."""
    aside, up, down = (inches(length, dpi) for length in reach)
    kernel = np.ones((up + down + 1, 2 * aside + 1), np.uint8)
    # The anchor says where the kernel looks from: from a mark above, the letter is below.
    return np.asarray(cv2.dilate(ink, kernel, anchor=(aside, down)) > 0)


def _reached(
    x: npt.NDArray[np.int32],
    y: npt.NDArray[np.int32],
    asked: npt.NDArray[np.bool_],
    boxes: npt.NDArray[np.int32],
    reach: Sequence[float],
    dpi: float,
) -> npt.NDArray[np.bool_]:
    """Return which of the places asked for are within the reach around a box."""
    aside, up, down = (inches(length, dpi) for length in reach)
    left, top, width, height = boxes.T
    found = np.zeros(len(x), bool)
    at = np.flatnonzero(asked)
    for part in np.array_split(at, 1 + len(at) * len(boxes) // _AT_ONCE):
        px, py = x[part][:, None], y[part][:, None]
        inside = (px >= left - aside) & (px < left + width + aside)
        found[part] = (inside & (py >= top - up) & (py < top + height + down)).any(axis=1)
    return found


def _paint(
    mask: npt.NDArray[np.bool_],
    boxes: npt.NDArray[np.int32],
    reach: Sequence[float],
    dpi: float,
    *,
    foot: bool = False,
) -> None:
    """Paint the reach around each box (x, y, width, height) into the mask; or around its foot."""
    aside, up, down = (inches(length, dpi) for length in reach)
    for x, y, width, height in boxes.tolist():
        top = (y + height if foot else y) - up
        mask[max(0, top) : y + height + down, max(0, x - aside) : x + width + aside] = True
