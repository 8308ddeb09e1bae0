"""Round stamps without colour (photocopies, grey scans): found by their rings, taken off the text.

A coloured stamp goes with its colour (``clean.drop_colour``). On a grey copy it is told by shape: a
ring 24 to 42 mm across (official seals measure 36, copies shrink). The circle Hough transform
proposes, the share of the ring that is inked decides. What is lighter than the print beside it is
then painted white, so that the signer's name under the stamp can be read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from extractors.images.reduced import reduced
from extractors.images.sheet import INK, Gray, Sheet

__all__ = ["Stamp", "find_stamps", "without_stamps"]


@dataclass(frozen=True, slots=True)
class StampSettings:
    """How a stamp without colour looks; lengths in inches, shares 0..1, tones 0..255.

    Attributes:
        search_dpi: pixels per inch that rings are searched at.
        least_radius: of a ring: official seals measure 18 mm, copies shrink.
        most_radius: of a ring.
        sharp: contrast of an edge that the circle transform counts (OpenCV's ``param1``).
        votes: of edges that propose a circle (OpenCV's ``param2``): few, what is inked decides.
        least_support: share of directions from the centre in which the ring has ink.
        least_drawn: the same on the page itself: letters that happen to stand in a circle leave
            gaps.
        most_stamps: stamps of a page, at most.
        proposals: circles that are looked at, the surest ones.
        directions: directions from a centre in the search.
        fine_directions: directions from a centre on the page itself, where a ring has more
            pixels.
        outside: radii, in pixels of the search, beyond the largest that are looked at: there is
            paper.
        most_outside: share of directions in which there may be ink just outside of a ring.
        shift: pixels of the search by which a proposed centre may be off.
        apart: of a radius from centre to centre below which two rings are one stamp.
        rim: times the circle found within which a stamp lies: its outer ring is that circle or
            lies just outside of it.
        soft: pixels beyond that which go with it: a copied edge is soft.
        ring_width: of the radius, inwards and outwards, in which the ring's ink is looked for.
        tone_step: by which a stamp must be lighter than print to be told by its tone.
        ink: below which a pixel of a ring is ink: stamps are lighter than print.
        print_share: percentile of the ink's tones that print has; lighter ink is rims and
            stamps.
    """

    search_dpi: int = 75
    least_radius: float = 12 / 25.4
    most_radius: float = 21 / 25.4
    sharp: float = 120
    votes: float = 28
    least_support: float = 0.8
    least_drawn: float = 0.86
    most_stamps: int = 3
    proposals: int = 8
    directions: int = 180
    fine_directions: int = 720
    outside: int = 6
    most_outside: float = 0.35
    shift: int = 2
    apart: float = 0.5
    rim: float = 1.12
    soft: int = 3
    ring_width: float = 0.04
    tone_step: float = 28.0
    ink: int = 190
    print_share: float = 30


STAMP = StampSettings()

Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Stamp:
    """A ring: centre and radius in pixels of the picture it was found in."""

    x: float
    y: float
    radius: float


def find_stamps(sheet: Sheet) -> tuple[Stamp, ...]:
    """Return the round stamps of a page, the surest first.

    Args:
        sheet: the straightened page, uint8, ink dark.
    """
    scale = STAMP.search_dpi / sheet.dpi
    small = reduced(sheet.gray, scale)
    ink = (small < STAMP.ink).astype(np.uint8)
    low, high = (
        int(STAMP.least_radius * STAMP.search_dpi),
        int(STAMP.most_radius * STAMP.search_dpi),
    )
    circles = cv2.HoughCircles(
        small, cv2.HOUGH_GRADIENT, dp=1, minDist=low, param1=STAMP.sharp, param2=STAMP.votes,
        minRadius=low, maxRadius=high,
    )  # fmt: skip
    if circles is None:
        return ()
    rings = _rings(low, high + STAMP.outside)
    pad = high + STAMP.outside + 2 * STAMP.shift
    ink = np.asarray(cv2.copyMakeBorder(ink, pad, pad, pad, pad, cv2.BORDER_CONSTANT), np.uint8)
    near = np.asarray(cv2.dilate(ink, np.ones((3, 3), np.uint8)), np.uint8)
    found: list[tuple[float, Stamp]] = []
    for x, y, _ in np.rint(circles[0][: STAMP.proposals]).astype(int).tolist():
        support, ring = _best_ring(near, ink, (x + pad, y + pad), rings)
        stamp = Stamp(ring.x - pad, ring.y - pad, ring.radius + low)
        if support >= STAMP.least_support and not any(_near(stamp, other) for _, other in found):
            found.append((support, stamp))
    found.sort(key=lambda pair: -pair[0])
    stamps = (
        Stamp(s.x / scale, s.y / scale, s.radius / scale) for _, s in found[: STAMP.most_stamps]
    )
    return tuple(
        s for s in stamps if float((_ring(sheet.gray, s) < STAMP.ink).mean()) >= STAMP.least_drawn
    )


def _near(a: Stamp, b: Stamp) -> bool:
    return (a.x - b.x) ** 2 + (a.y - b.y) ** 2 < (STAMP.apart * b.radius) ** 2


@lru_cache(maxsize=1)
def _rings(low: int, high: int) -> tuple[Places, Places]:
    """Return x and y of the points of each ring around 0, radii x directions."""
    angles = np.linspace(0, 2 * np.pi, STAMP.directions, endpoint=False)
    radii = np.arange(low, high + 1)
    xs, ys = np.outer(radii, np.cos(angles)), np.outer(radii, np.sin(angles))
    return np.rint(xs).astype(np.intp), np.rint(ys).astype(np.intp)


def _best_ring(
    near: Gray, ink: Gray, centre: tuple[int, int], rings: tuple[Places, Places]
) -> tuple[float, Stamp]:
    """Return the outermost well inked ring around a proposed centre, and its support.

    A ring is thin: just outside of the outermost one there is paper in most directions, which
    parts it from a page full of text. The radius is counted from the smallest ring.
    """
    best = (0.0, Stamp(*centre, 0))
    for dx in (-STAMP.shift, 0, STAMP.shift):
        for dy in (-STAMP.shift, 0, STAMP.shift):
            x, y = centre[0] + dx, centre[1] + dy
            shares, bare = _shares(near, x, y, rings), _shares(ink, x, y, rings)
            outside = (bare[4:-2] + bare[5:-1] + bare[6:]) / 3
            shares = np.where(outside < STAMP.most_outside, shares[: len(outside)], 0.0)
            n = int(shares.argmax())
            if shares[n] > best[0]:
                best = (float(shares[n]), Stamp(x, y, n))
    return best


def _shares(ink: Gray, x: int, y: int, rings: tuple[Places, Places]) -> npt.NDArray[np.float64]:
    """Return for each radius the share of directions that hit ink (1)."""
    xs, ys = rings
    hits = ink.ravel().take((ys + y) * ink.shape[1] + xs + x)
    return np.asarray(np.count_nonzero(hits, axis=1) / hits.shape[1], np.float64)


def without_stamps(sheet: Sheet) -> Sheet:
    """Return the page with its grey stamps painted white; the same picture if it has none.

    A stamp as dark as the print is left alone: what is print could not be told from it.
    """
    stamps = find_stamps(sheet)
    if not stamps:
        return sheet
    out = sheet.gray.copy()
    for stamp in stamps:
        _lift(out, stamp)
    return replace(sheet, gray=out)


def _lift(gray: Gray, stamp: Stamp) -> None:
    """Paint white, inside the stamp, all that is not print and its soft edges; in place."""
    reach = int(stamp.radius * STAMP.rim) + STAMP.soft
    x0, y0 = max(0, int(stamp.x) - reach), max(0, int(stamp.y) - reach)
    part = gray[y0 : int(stamp.y) + reach + 1, x0 : int(stamp.x) + reach + 1]
    tone, print_tone = float(np.median(_ring(gray, stamp))), _print_tone(gray)
    if tone - print_tone < STAMP.tone_step:
        return
    ys, xs = np.ogrid[: part.shape[0], : part.shape[1]]
    disk = (xs + x0 - stamp.x) ** 2 + (ys + y0 - stamp.y) ** 2 <= reach**2
    core = (part < (tone + print_tone) / 2).astype(np.uint8)
    kept = cv2.dilate(core, np.ones((3, 3), np.uint8)) > 0
    part[disk & ~kept] = 255


def _ring(gray: Gray, stamp: Stamp) -> npt.NDArray[np.uint8]:
    """Return for each direction how dark the ring is: its darkest pixel."""
    angles = np.linspace(0, 2 * np.pi, STAMP.fine_directions, endpoint=False)
    width = max(2, round(STAMP.ring_width * stamp.radius))
    radii = np.arange(stamp.radius - width, stamp.radius + width + 1)
    xs = np.rint(stamp.x + np.outer(radii, np.cos(angles))).astype(int)
    ys = np.rint(stamp.y + np.outer(radii, np.sin(angles))).astype(int)
    xs, ys = xs.clip(0, gray.shape[1] - 1), ys.clip(0, gray.shape[0] - 1)
    return np.asarray(gray[ys, xs].min(axis=0), np.uint8)


def _print_tone(gray: Gray) -> float:
    """Return how dark the print of the page is."""
    ink = gray[gray < INK]
    return float(np.percentile(ink, STAMP.print_share)) if ink.size else 255.0
