"""Rulings of a page picture: masks of horizontal and vertical lines, and the lines in them.

Morphological opening keeps ink that runs straight for a while. It runs twice, on dark ink and on
anything darker than the paper's noise; the faint runs count where they continue a dark one or are
long (hysteresis, as in Canny 1986). A closing along the line bridges breaks (stamps, bad copies),
a second, longer opening drops what was only a stroke of a letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from extractors.images.clean import binarise
from extractors.images.components import part_boxes
from extractors.images.runs import closed_runs, opened_runs
from extractors.images.sheet import Sheet, inches
from extractors.scan.tables.dashed import Points, dashed_lines
from extractors.scan.tables.line_signal import LineSignal, line_signals, weak_lines

Mask = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class LineSettings:
    """What makes ink a line, in inches.

    Attributes:
        seed_across: a run of ink along a horizontal line that is sure to be one: strokes of
            letters are shorter.
        seed_down: the same of a vertical line.
        bridge: gap in a line that is closed: stamps and bad copies break it.
        least_across: length of a horizontal line; shorter are dashes and underlined words.
        least_down: length of a vertical line: that of a row of one printed line.
        thickest: thickness of a line; thicker ink is a filled area or a bar of a logo.
        meets: from a dashed line down the page to the end of one across it that meets it,
        crossed: and so many of these, at least.
        walls: whole lines down the page from which no dashed ones are looked for: what is left of
            walls between section rows is like dashes.
        double: from the upper edge of a doubled line to the lower one.
        rim: pixels across in which the grey rim of a line goes with it, half on either side,
        rim_fine: and on a fine page,
        fine: which has so many pixels per inch, at least.
    """

    seed_across: float = 0.22
    seed_down: float = 0.16
    bridge: float = 0.10
    least_across: float = 0.35
    least_down: float = 0.17
    thickest: float = 0.06
    meets: float = 0.08
    crossed: int = 2
    walls: int = 2
    double: float = 0.045
    rim: int = 3
    rim_fine: int = 5
    fine: float = 250


LINE = LineSettings()


@dataclass(frozen=True, slots=True)
class Ruling:
    """One straight line in pixels: it runs from ``start`` to ``end`` at ``position``.

    For a horizontal line ``position`` is y and start/end are x; for a vertical one the reverse.
    """

    position: float
    start: int
    end: int
    thickness: int

    @property
    def length(self) -> int:
        """Length in pixels."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Rulings:
    """The lines of a page, the masks (255 on a line) and the signals they were measured on."""

    across: tuple[Ruling, ...]
    down: tuple[Ruling, ...]
    across_mask: Mask
    down_mask: Mask
    across_signal: LineSignal
    down_signal: LineSignal


def find_rulings(sheet: Sheet) -> Rulings:
    """Find the rulings of an upright, straight picture (height x width, uint8, dark ink)."""
    ink = binarise(sheet.gray)
    across_signal, down_signal = line_signals(sheet)
    dpi = sheet.dpi
    dashed = dashed_lines(ink, dpi, horizontal=True)
    across_mask = _lines(
        ink, across_signal, dashed, dpi, LINE.seed_across, LINE.least_across, horizontal=True
    )
    down_mask = _lines(ink, down_signal, (), dpi, LINE.seed_down, LINE.least_down, horizontal=False)
    down = _segments(down_mask, dpi, horizontal=False)
    if len(down) < LINE.walls:
        dashed = [
            points
            for points in dashed_lines(ink, dpi, horizontal=False)
            if _crossed(points, across_mask, dpi)
        ]
        if dashed:
            down_mask = _lines(
                ink, down_signal, dashed, dpi, LINE.seed_down, LINE.least_down, horizontal=False
            )
            down = _segments(down_mask, dpi, horizontal=False)
    return Rulings(
        tuple(_segments(across_mask, dpi, horizontal=True)),
        tuple(down),
        across_mask,
        down_mask,
        across_signal,
        down_signal,
    )


def _crossed(points: Points, across: Mask, dpi: float) -> bool:
    """Say whether lines across the page meet a dashed one down it, as in a table.

    Stems of letters over each other in lines of prose are dashes evenly apart, too.
    """
    near = inches(LINE.meets, dpi)
    x0, y0 = np.maximum(points.min(axis=0) - near, 0)
    x1, y1 = points.max(axis=0) + near
    rows = np.asarray(across[y0 : y1 + 1, x0 : x1 + 1].max(axis=1) > 0)
    begun = int(np.count_nonzero(rows[1:] & ~rows[:-1])) + int(rows[:1].any())
    return begun >= LINE.crossed


def _lines(
    ink: Mask,
    signal: LineSignal,
    dashed: Sequence[Points],
    dpi: float,
    seed: float,
    least: float,
    *,
    horizontal: bool,
) -> Mask:
    strong = opened_runs(ink, inches(seed, dpi), horizontal=horizontal)
    weak = weak_lines(signal, strong if horizontal else strong.T)
    for points in (*(path if horizontal else path[:, ::-1] for path in weak), *dashed):
        cv2.polylines(strong, [points.reshape(-1, 1, 2)], False, 255, 1)
    # A line of a bad copy wanders by a pixel: neighbouring rows belong together.
    wander = np.ones((3, 1) if horizontal else (1, 3), np.uint8)
    seeds = np.asarray(cv2.dilate(strong, wander), np.uint8)
    bridged = closed_runs(seeds, inches(LINE.bridge, dpi), horizontal=horizontal)
    lines = opened_runs(bridged, inches(least, dpi), horizontal=horizontal)
    return _without_blocks(lines, dpi, horizontal)


def _without_blocks(lines: Mask, dpi: float, horizontal: bool) -> Mask:
    """Drop what is thicker than a ruling: filled areas, thick bars of a logo or a stamp."""
    thickest = inches(LINE.thickest, dpi, 4) + 2
    blocks = opened_runs(lines, thickest, horizontal=not horizontal)
    if not cv2.countNonZero(blocks):
        return lines
    grown = cv2.dilate(blocks, np.ones((3, 3), np.uint8))
    return np.asarray(cv2.subtract(lines, grown), np.uint8)


def _segments(mask: Mask, dpi: float, *, horizontal: bool) -> list[Ruling]:
    """Return the lines of a mask; a doubled line is one."""
    mask = closed_runs(mask, inches(LINE.double, dpi, 3), horizontal=not horizontal)
    found = []
    for x, y, width, height in part_boxes(mask):
        area = cv2.countNonZero(mask[y : y + height, x : x + width])
        start, length, across, thick = (
            (x, width, y, height) if horizontal else (y, height, x, width)
        )
        found.append(
            Ruling(
                float(across + thick / 2),
                int(start),
                int(start + length),
                max(1, round(area / max(1, length))),
            )
        )
    return sorted(found, key=lambda r: (r.position, r.start))


def without_rulings(sheet: Sheet, rulings: Rulings) -> Sheet:
    """Paint the lines white so that the engine does not read them as letters.

    Only the line's own pixels and their grey rim go; a letter that touches a line keeps its body.
    """
    rim = LINE.rim if sheet.dpi < LINE.fine else LINE.rim_fine
    mask = cv2.dilate(
        cv2.max(rulings.across_mask, rulings.down_mask), np.ones((rim, rim), np.uint8)
    )
    return replace(sheet, gray=np.asarray(cv2.max(sheet.gray, mask), np.uint8))
