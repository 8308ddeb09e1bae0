"""Weak rulings of a page picture: lines too faint, too thin or too dotted for their single pixels.

The darkness of the paper is summed along the line in short blocks and compared with what lies on
both sides of it (a matched filter for a thin straight line, cut into pieces so that what is left
of a slope or a curve costs nothing). Lines of print give blocks as strong as a faint line, but
seldom many of one strength side by side; what is left of them shows the gaps between its letters,
while even the gaps of a dotted line are narrower than the shortest stretch looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractors.images.clean import paper_noise
from extractors.images.components import part_boxes
from extractors.images.sheet import Gray, Sheet, inches

__all__ = ["LineSignal", "line_signals", "weak_lines"]

Mask = npt.NDArray[np.uint8]
Strength = npt.NDArray[np.float32]
Points = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class SignalSettings:
    """What makes weak darkness a line; lengths in inches, darkness in grey levels.

    Attributes:
        block_across: of a block along a horizontal line: two periods of a dotted line and more.
        block_down: the same along a vertical one: those are short and hardly dotted.
        beside: from the line to what it is compared with: within the white of a doubled line.
        darkest: below the paper that counts: print is not worth more than a grey line.
        least: strength of a line, at least, on paper without grain,
        sigmas: and in standard deviations of its grain.
        spread: standard deviations of a normal spread whose median deviation is 1.
        weakest: strength of the weakest block of a line, of what its blocks must have in the
            mean.
        window_across: blocks that must be alike to be a horizontal line,
        window_down: and a vertical one.
        even: most a line's blocks spread around their mean (coefficient of variation); text: 0.45
            and more.
        alike: of the usual strength, by which a block of a known line may be off.
        fewest: blocks of a stretch that can tell, at least.
        drift: pixels across, either way, in which a line is followed.
        stretch: of a dot of a dotted line and the gap after it.
        gaps: per cent of a line that may be washed out or blotted.
        bare: darkness beside a line, of its own, if it has gaps; the letters of a line of print
            stand on one side of it,
        nearly_bare: or if it has none.
        stray: by which a fold or a curl shifts a piece of a line.
        thick: of what is no line any more.
        stroke: darkness of a line that is not straight,
        unbroken: and the share of a stretch it goes on for.
        filled: darkness of a line's palest stretches, of its usual darkness,
        long_filled: and that of one as long as ``long``.
        long: no text goes on for so much without a gap.
        short: of ``long``, from which a line without gaps needs no white beside it.
    """

    block_across: float = 0.065
    block_down: float = 0.04
    beside: float = 0.02
    darkest: float = 90.0
    least: float = 10.0
    sigmas: float = 4.5
    spread: float = 1.48
    weakest: float = 0.55
    window_across: int = 7
    window_down: int = 9
    even: float = 0.36
    alike: float = 0.5
    fewest: int = 3
    drift: int = 2
    stretch: float = 0.035
    gaps: float = 5.0
    bare: float = 0.15
    nearly_bare: float = 0.3
    stray: float = 0.07
    thick: float = 0.03
    stroke: int = 110
    unbroken: float = 0.97
    filled: float = 0.6
    long_filled: float = 0.35
    long: float = 2.0
    short: float = 0.4


SIGNAL = SignalSettings()


@dataclass(frozen=True, slots=True)
class LineSignal:
    """How strongly each block of each pixel row looks like a piece of a ruling along the row.

    Attributes:
        raw: rows x blocks, grey levels darker than on both sides.
        strength: the same at the best of three rows.
        dark: darkness of the page's pixels, uint8, turned as the signal.
        paper: darkness of bare paper.
        block: pixels of a block.
        window: blocks that must be alike to be a line.
        beside: pixels from a line to what lies beside it.
        stretch: pixels of the shortest stretch in which a line has ink.
        long: pixels no text goes on for without a gap.
        stray: pixels by which a fold or a curl shifts a piece of a line.
        thick: pixels no line is as thick as.
        least: strength above the grain of the paper.
    """

    raw: Strength
    strength: Strength
    dark: Gray
    paper: float
    block: int
    window: int
    beside: int
    stretch: int
    long: int
    stray: int
    thick: int
    least: float

    def cover(self, position: int, start: int, end: int) -> float:
        """Return the share (0..1) of a stretch along a row that is line, of about one strength."""
        first, last = -(-start // self.block), end // self.block
        low = max(0, position - 1)
        near = self.strength[low : position + 2, first:last]
        if near.shape[1] < SIGNAL.fewest or not near.size:
            return 0.0
        blocks = near.max(axis=0)
        usual = float(np.median(blocks))
        if usual < self.least:
            return 0.0
        alike = np.abs(blocks - usual) <= SIGNAL.alike * usual
        share = float((alike & (blocks >= SIGNAL.weakest * self.least)).mean())
        top, across = max(0, position - SIGNAL.drift), 2 * SIGNAL.drift + 1
        path = _path(self, (first, top, last - first, across))
        return share if self.is_line(path) else 0.0

    def bridges(self, position: int, start: int, end: int) -> bool:
        """Say whether one thin stroke runs from end to end of a stretch, though not straight.

        A fold in the paper puts a kink into every line that crosses it. The letters of a line of
        print do not all touch each other.
        """
        low = max(0, position - self.stray)
        band = self.dark[low : position + self.stray + 1, start:end] >= SIGNAL.stroke
        if not band.any(axis=0).mean() > SIGNAL.unbroken:
            return False
        count, labels = cv2.connectedComponents(np.ascontiguousarray(band, np.uint8))
        parts = (labels == number for number in range(1, count))
        most = self.thick * (end - start)
        return any(p.any(axis=0).mean() > SIGNAL.unbroken and int(p.sum()) < most for p in parts)

    def is_line(self, path: Points) -> bool:
        """Say whether a row of even blocks is a line: without gaps, or without print beside it.

        Short ones must be both: the feet of some letters touch each other.
        """
        xs = np.arange(max(0, path[0, 0]), min(self.dark.shape[1], path[-1, 0]))
        if len(xs) <= self.stretch:
            return True
        ys = np.rint(np.interp(xs, path[:, 0], path[:, 1])).astype(np.intp)
        line = self._darkness(xs, ys, (-1, 0, 1))
        even = np.convolve(line, np.ones(self.stretch) / self.stretch, "valid")
        palest, usual = np.percentile(even, [SIGNAL.gaps, 50.0])
        filled = palest >= (SIGNAL.long_filled if len(xs) >= self.long else SIGNAL.filled) * usual
        if filled and len(xs) >= SIGNAL.short * self.long:
            return True
        near = range(self.beside, 2 * self.beside + 1, 2)
        beside = (self._darkness(xs, ys, near), self._darkness(xs, ys, [-k for k in near]))
        most = SIGNAL.nearly_bare if filled else SIGNAL.bare
        return bool(max(side.mean() for side in beside) <= most * line.mean())

    def _darkness(
        self, xs: npt.NDArray[np.int_], ys: npt.NDArray[np.intp], offsets: Sequence[int]
    ) -> npt.NDArray[np.float64]:
        """Return how dark the page is along a path, in the mean of some rows beside it."""
        last = self.dark.shape[0] - 1
        rows = [self.dark[np.clip(ys + k, 0, last), xs] for k in offsets]
        return np.asarray(np.mean(rows, axis=0) - self.paper, np.float64)


def line_signals(sheet: Sheet) -> tuple[LineSignal, LineSignal]:
    """Return the signals of the horizontal and the vertical lines of a page.

    Args:
        sheet: height x width, uint8, dark ink on white, upright and straight.

    Returns:
        Of vertical lines, rows and columns are those of the transposed page.
    """
    dark = _darkness(sheet.gray)
    return _signal(dark, sheet.dpi, SIGNAL.block_across, SIGNAL.window_across), _signal(
        dark.T, sheet.dpi, SIGNAL.block_down, SIGNAL.window_down
    )


def _signal(dark: Gray, dpi: float, block_inches: float, window: int) -> LineSignal:
    """Return the signal along the rows of a picture of darkness (may be a transposed view)."""
    block = inches(block_inches, dpi, 4)
    blocks = _blocks(dark, block)
    beside = inches(SIGNAL.beside, dpi, 3)
    raw = _ridges(blocks, beside)
    noise = SIGNAL.spread * float(np.median(np.abs(raw[::9])))
    return LineSignal(
        raw,
        np.asarray(cv2.dilate(raw, np.ones((3, 1), np.uint8)), np.float32),
        dark,
        float(np.median(blocks[::5])),
        block,
        window,
        beside,
        inches(SIGNAL.stretch, dpi, 3),
        inches(SIGNAL.long, dpi),
        inches(SIGNAL.stray, dpi),
        inches(SIGNAL.thick, dpi, 4),
        max(SIGNAL.least, SIGNAL.sigmas * noise),
    )


def _darkness(gray: Gray) -> Gray:
    """Return how much darker than the paper each pixel is; ``SIGNAL.darkest`` and more is 255."""
    paper, _ = paper_noise(gray)
    levels = np.clip(paper - np.arange(256), 0, SIGNAL.darkest) * (255 / SIGNAL.darkest)
    return np.asarray(cv2.LUT(gray, np.rint(levels).astype(np.uint8)), np.uint8)


def _blocks(dark: Gray, block: int) -> Gray:
    """Return the mean darkness of each block of each row."""
    rows, columns = dark.shape
    count = max(1, columns // block)
    part = dark[:, : count * block]
    if part.flags.c_contiguous or part.strides[1] == 1:
        return np.asarray(cv2.resize(part, (count, rows), interpolation=cv2.INTER_AREA), np.uint8)
    turned = cv2.resize(part.T, (rows, count), interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(turned.T, np.uint8)


def _ridges(blocks: Gray, beside: int) -> Strength:
    """Return by how many grey levels each block is darker than the darker of its two sides."""
    line = np.asarray(cv2.blur(blocks, (1, 3)), np.uint8)
    side = np.zeros_like(line)
    side[beside:] = line[:-beside]
    side[:-beside] = cv2.max(side[:-beside], line[beside:])
    return np.asarray(cv2.subtract(line, side, dtype=cv2.CV_32F), np.float32) * (
        SIGNAL.darkest / 255
    )


def weak_lines(signal: LineSignal, strong: Mask) -> list[Points]:
    """Return the lines the signal shows, as points ``(x, y)`` along them.

    Every stretch of ``window`` blocks must be line from end to end, and evenly so.

    Args:
        signal: of the page, or of the transposed page.
        strong: 255 on the lines that are known, turned as the signal; they are left out.
    """
    found = []
    for box in part_boxes(_even_windows(signal)):
        path = _path(signal, box)
        known = strong[path[1:-1, 1], path[1:-1, 0]]
        if not known.all() and signal.is_line(path):
            found.append(path)
    return found


def _even_windows(signal: LineSignal) -> Mask:
    """Return 255 for the blocks of windows in which all blocks are line, of about one strength."""
    size = (signal.window, 1)
    flat = np.ones(size[::-1], np.uint8)
    strength = signal.strength
    least = cv2.erode(strength, flat)
    mean = cv2.blur(strength, size)
    spread = cv2.sqrBoxFilter(strength, -1, size, normalize=True) - mean * mean
    even = (least >= SIGNAL.weakest * signal.least) & (mean >= signal.least)
    even &= spread <= (SIGNAL.even * mean) ** 2
    return np.asarray(cv2.dilate(np.where(even, 255, 0).astype(np.uint8), flat), np.uint8)


def _path(signal: LineSignal, box: tuple[int, int, int, int]) -> Points:
    """Return a line as points ``(x, y)`` in pixels along it, its ends where its ink ends.

    ``box`` is ``(x, y, width, height)`` in blocks along the line and pixels across it.
    """
    x, y, width, height = box
    part = signal.raw[y : y + height, x : x + width]
    values = part.max(axis=0)
    usual = max(1.0, float(np.median(values)))
    missing = signal.block * (0.5 - np.clip(values[[0, -1]] / usual, 0.0, 1.0))
    xs = (np.arange(x, x + width) + 0.5) * signal.block
    xs[0] += missing[0]
    xs[-1] -= missing[1]
    return np.stack([np.rint(xs), y + part.argmax(axis=0)], axis=1).astype(np.int32)
