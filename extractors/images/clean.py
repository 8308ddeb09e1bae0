"""Removing what is not ink of the text: colour stamps, shading, black borders, speckle.

Every function takes and returns uint8 pictures of the same size; lengths are given in inches and
turned to pixels by the resolution, so that 150 and 400 dpi are treated alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractors.images.bars import bars_in, goes_through
from extractors.images.sheet import Gray, Mask, Picture, Sheet, inches, odd


@dataclass(frozen=True, slots=True)
class CleanSettings:
    """What is no ink of the text.

    Lengths in inches, shares 0..1, grey levels and colours 0..255.

    Attributes:
        least_saturation: of a coloured mark: grey and black have less.
        least_value: brightness of a coloured mark: in the dark, hue is chance.
        red: hue (OpenCV's, 0..179) below the first and above the second of which a colour is
            red.
        blue: hues between which a colour is blue.
        lightest_print: grey up to which a pixel under a mark is print and stays.
        fewest_marks: share of a page's pixels below which colour is chance.
        glance: every third pixel of every third row tells whether a page has colour at all.
        background: across which the paper's grey is sought: wider than any stroke,
        reduced: in a picture so many times as small: paper changes slowly.
        darkest_paper: grey that paper has at least: division by less would whiten black.
        paper: grey up to which a pixel does not count for the paper's grain.
        ink: grey level below which a pixel counts for how faint the ink is.
        fewest_ink: pixels of ink below which a page is as good as blank and left as it is.
        ink_core: share of the ink, its darkest, by which its tone is judged: rims of letters
            are lighter.
        dark_enough: tone of that ink below which it needs no pull.
        pulled: levels below white that the ink is brought to.
        faintest: levels below white that ink is taken to have at least: fainter is not pulled
            further.
        least_white: white point, at least: a lower one thins the letters.
        grain: standard deviations of the paper's grey that are still paper.
        sigma: median absolute deviations that are a standard deviation, for a normal
            distribution.
        ink_level: bounds of Otsu's level of ink: on a blank page it says anything.
        border: across that a black border is solid: strokes are narrower.
        border_tones: grey levels lighter than the darkest print that a border may be: paper in
            shade is lighter still.
        darkest: percentile of a page's grey that its darkest print has.
        border_rim: pixels across: half of it around a border goes with it, its edge is blurred.
        strokes: across which the ground of a dark area is sought: wider than its strokes.
        stroke_tones: grey levels by which print is darker than the ground of a dark area, at
            least.
        least_printed: share of a dark area that is print, if it is paper.
    """

    least_saturation: int = 70
    least_value: int = 80
    red: tuple[int, int] = (12, 165)
    blue: tuple[int, int] = (95, 140)
    lightest_print: int = 110
    fewest_marks: float = 1e-4
    glance: int = 3
    background: float = 0.25
    reduced: int = 4
    darkest_paper: int = 40
    paper: int = 190
    ink: int = 200
    fewest_ink: int = 500
    ink_core: float = 0.2
    dark_enough: float = 70
    pulled: float = 215.0
    faintest: float = 30.0
    least_white: float = 195.0
    grain: float = 3.0
    sigma: float = 1.48
    ink_level: tuple[float, float] = (110.0, 200.0)
    border: float = 0.12
    border_tones: int = 60
    darkest: float = 1
    border_rim: int = 5
    strokes: float = 0.1
    stroke_tones: int = 25
    least_printed: float = 0.01


CLEAN = CleanSettings()


def drop_colour(image: Picture, dpi: float) -> tuple[Gray, bool]:
    """Return the picture in grey without red and blue marks, and whether there were any.

    A red stamp is light in the red channel and black text under it is not, so taking the largest
    channel keeps the text; what is left of the stamp's own colour is painted white. A bar through
    words stays, in black: it strikes them out in any colour.
    """
    if image.ndim == 2:
        return image, False
    gray = _as_gray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY))
    glance, _ = _colours(np.ascontiguousarray(image[:: CLEAN.glance, :: CLEAN.glance]))
    if float(glance.mean()) < CLEAN.fewest_marks / 2:
        return gray, False
    marks, ground = _colours(image)
    if float(marks.mean()) < CLEAN.fewest_marks:
        return gray, False
    light = np.where(marks | ground, image.max(axis=2), gray)
    dark = light <= CLEAN.lightest_print
    light[marks & ~dark] = 255
    for bar in bars_in(marks, dpi):
        if goes_through(dark & ~marks, bar, dpi):
            light[bar.y0 : bar.y1, bar.x0 : bar.x1] = 0
    return _as_gray(light), True


def _colours(image: Picture) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Return where there are red and blue marks, and where any other colour.

    The latter, yellow or green cell backgrounds, stay as light as they are.
    """
    hue, saturation, value = cv2.split(cv2.cvtColor(image, cv2.COLOR_BGR2HSV))
    coloured = (saturation > CLEAN.least_saturation) & (value > CLEAN.least_value)
    red = (hue < CLEAN.red[0]) | (hue > CLEAN.red[1])
    blue = (hue > CLEAN.blue[0]) & (hue < CLEAN.blue[1])
    return coloured & (red | blue), coloured & ~red & ~blue


def flatten_shading(sheet: Sheet) -> Gray:
    """Divide by the local paper colour: shading, fold shadows and grey copies become white.

    The paper is what a grey closing wider than any stroke leaves, computed at low resolution.
    """
    scale = 1 / CLEAN.reduced
    small = cv2.resize(sheet.gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    size = odd(inches(CLEAN.background, sheet.dpi * scale, 3))
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    paper = cv2.blur(closed, (size, size))
    paper = cv2.resize(paper, sheet.gray.shape[::-1], interpolation=cv2.INTER_LINEAR)
    paper = np.maximum(paper, CLEAN.darkest_paper)
    flat = cv2.divide(sheet.gray, paper, scale=255)
    return _as_gray(flat)


def stretch(gray: Gray) -> Gray:
    """Pull faint ink towards black: the darkest percentile of the ink becomes near black."""
    ink = np.cumsum(cv2.calcHist([gray], [0], None, [256], [0, 256])[: CLEAN.ink])
    if ink[-1] < CLEAN.fewest_ink:
        return gray
    dark = float(np.searchsorted(ink, CLEAN.ink_core * ink[-1]))
    if dark < CLEAN.dark_enough:
        return gray
    gain = CLEAN.pulled / max(CLEAN.faintest, 255.0 - dark)
    pulled = np.clip(255.0 - (255.0 - np.arange(256)) * gain, 0, 255).astype(np.uint8)
    return _as_gray(cv2.LUT(gray, pulled))


def whiten(gray: Gray) -> Gray:
    """Return a flattened picture with the grain of its paper made white.

    The engine reads grey levels and takes grain beside letters for marks; but a white point lower
    than the grain asks for thins the letters, and "Tổ" becomes "Tố".
    """
    middle, noise = paper_noise(gray)
    white = max(CLEAN.least_white, middle - CLEAN.grain * noise)
    return _as_gray(cv2.convertScaleAbs(gray, alpha=255.0 / white)) if noise else gray


def paper_noise(gray: Gray) -> tuple[float, float]:
    """Return the grey level of the paper and its standard deviation, by median and MAD."""
    counts = np.bincount(gray[::4, ::4].ravel(), minlength=256)
    counts[: CLEAN.paper + 1] = 0
    if not counts.any():
        return 255.0, 0.0
    middle = _median_level(counts)
    off = np.bincount(np.abs(np.arange(256) - middle), weights=counts, minlength=256)
    return float(middle), CLEAN.sigma * _median_level(off)


def _median_level(counts: npt.NDArray[Any]) -> int:
    """Return the level that half of the pixels do not exceed, of the count of each level."""
    total = np.cumsum(counts)
    return int(np.searchsorted(total, total[-1] / 2))


def binarise(gray: Gray) -> Gray:
    """Return 255 where there is ink, 0 where there is paper (Otsu, kept within sane bounds)."""
    return _as_gray(cv2.threshold(gray, _ink_level(gray), 255, cv2.THRESH_BINARY_INV)[1])


def _ink_level(gray: Gray) -> float:
    """Return the grey level up to which a pixel is ink."""
    level, _ = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return min(max(level, CLEAN.ink_level[0]), CLEAN.ink_level[1])


def borders(sheet: Sheet) -> Mask:
    """Return where a scanner left black borders: solid dark areas that touch the picture's edge.

    Paper in the shade of a thick book is not as dark as the print on it; a border is. Paper in a
    deeper shadow has print that is darker still; a border has none.
    """
    print_level = float(np.percentile(sheet.gray[::4, ::4], CLEAN.darkest))
    level = min(_ink_level(sheet.gray), print_level + CLEAN.border_tones)
    ink = _as_gray(cv2.threshold(sheet.gray, level, 255, cv2.THRESH_BINARY_INV)[1])
    size = sheet.inches(CLEAN.border, 3)
    step = size // 3  # a solid square holds three times three of every step-th pixels
    if not cv2.erode(ink[::step, ::step], np.ones((3, 3), np.uint8)).any():
        return np.zeros(sheet.gray.shape, bool)
    solid = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((size, size), np.uint8))
    count, labels = cv2.connectedComponents(solid)
    edge = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    touching = np.zeros(count, bool)
    touching[np.unique(edge)] = True
    touching[0] = False
    if touching.any():
        touching &= ~_printed(sheet, labels, count)
    mask = cv2.dilate(
        touching[labels].astype(np.uint8), np.ones((CLEAN.border_rim, CLEAN.border_rim), np.uint8)
    )
    return np.asarray(mask > 0)


def _printed(sheet: Sheet, labels: npt.NDArray[Any], count: int) -> Mask:
    """Return for each label whether its area has strokes of print darker than its ground."""
    half, part = _as_gray(sheet.gray[::2, ::2]), labels[::2, ::2]
    size = odd(inches(CLEAN.strokes, sheet.dpi / 2, 3))
    ground = cv2.morphologyEx(half, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    strokes = cv2.subtract(ground, half) > np.maximum(CLEAN.stroke_tones, ground / 4)
    areas = np.bincount(part.ravel(), minlength=count)
    printed = np.bincount(part[strokes], minlength=count)
    return np.asarray(printed > CLEAN.least_printed * np.maximum(areas, 1))


def _as_gray(image: Any) -> Gray:
    return np.asarray(image, dtype=np.uint8)
