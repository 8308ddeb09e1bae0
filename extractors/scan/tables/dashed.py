"""Rulings drawn in dashes, or in dashes and dots: pieces of one length in one row, evenly apart.

A dash is too short for a line and its gaps are too wide to be closed as breaks: they are as wide
as those between letters. What print never has is the same piece at the same distance many times
over, with white above and below. Dots between the dashes are not looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractors.images.components import part_boxes
from extractors.images.runs import opened_runs
from extractors.images.sheet import Gray, inches

__all__ = ["Points", "dashed_lines"]

Points = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class DashSettings:
    """What makes pieces a dashed line; lengths in inches.

    Attributes:
        piece: of a dash, at least: longer than the dots between dashes.
        whole: of a dash, at most: longer pieces are walls between which a section row stands.
        thick: of a dash, at most.
        gap: from dash to dash, at most, dots between them or not.
        drift: by which the next dash may stand higher or lower.
        fewest: dashes of a line,
        length: and its length.
        dot: of a long dash, up to which a piece is a dot between dashes,
        long: and which dash is a long one, in per cent from the shortest.
        alike: by which a dash or a gap may be off the usual one, of that one,
        slack: and in inches: a crossing line cuts a piece off, a copy frays its ends.
        most: share of dashes and of gaps that are alike, at least.
        drawn: share of a line that is dash or dot.
        beside: from the line to the white beside it, which is as wide.
        ink: share of the line beside which there may be ink: that of crossing lines.
    """

    piece: float = 0.035
    whole: float = 0.4
    thick: float = 0.026
    gap: float = 0.24
    drift: float = 0.01
    fewest: int = 5
    length: float = 0.6
    dot: float = 0.5
    long: float = 80.0
    alike: float = 0.25
    slack: float = 0.015
    most: float = 0.7
    drawn: float = 0.5
    beside: float = 0.02
    ink: float = 0.12


DASH = DashSettings()


@dataclass(frozen=True, slots=True)
class _Dash:
    start: int
    end: int
    y: int


def dashed_lines(ink: Gray, dpi: float, *, horizontal: bool) -> list[Points]:
    """Return the dashed lines as points ``(x, y)`` along them, from end to end.

    Args:
        ink: height x width, uint8, 255 where there is ink; of an upright, straight page.
        dpi: pixels per inch.
        horizontal: those across the page; else those down the page.
    """
    along = ink if horizontal else np.ascontiguousarray(ink.T)
    chains = (c for c in _chains(_dashes(along, dpi), dpi) if _is_line(c, along, dpi))
    lines = [_points(chain) for chain in chains]
    return lines if horizontal else [line[:, ::-1] for line in lines]


def _dashes(along: Gray, dpi: float) -> list[_Dash]:
    """Return level pieces of thin ink, from left to right."""
    thick = inches(DASH.thick, dpi, 4)
    thin = cv2.subtract(along, opened_runs(along, thick, horizontal=False))
    pieces = opened_runs(np.asarray(thin, np.uint8), inches(DASH.piece, dpi, 4), horizontal=True)
    whole = inches(DASH.whole, dpi)
    boxes = (box for box in part_boxes(pieces) if box[3] <= thick and box[2] <= whole)
    return sorted((_Dash(x, x + w, y + h // 2) for x, y, w, h in boxes), key=lambda d: d.start)


def _chains(dashes: Sequence[_Dash], dpi: float) -> list[list[_Dash]]:
    """Return the dashes that follow each other in one row, each of them in one chain."""
    gap, drift = inches(DASH.gap, dpi), inches(DASH.drift, dpi, 2)
    chains: list[list[_Dash]] = []
    last_at: dict[int, int] = {}
    for dash in dashes:
        near = [
            chain
            for y in range(dash.y - drift, dash.y + drift + 1)
            if (chain := last_at.get(y)) is not None and dash.start - chains[chain][-1].end <= gap
        ]
        if near:
            at = max(near, key=lambda chain: chains[chain][-1].end)
            if last_at.get(chains[at][-1].y) == at:
                del last_at[chains[at][-1].y]
            chains[at].append(dash)
        else:
            at = len(chains)
            chains.append([dash])
        last_at[dash.y] = at
    return chains


def _is_line(chain: Sequence[_Dash], along: Gray, dpi: float) -> bool:
    if len(chain) < DASH.fewest or chain[-1].end - chain[0].start < DASH.length * dpi:
        return False
    long = float(np.percentile([d.end - d.start for d in chain], DASH.long))
    dashes = [d for d in chain if d.end - d.start > DASH.dot * long]
    lengths = np.array([d.end - d.start for d in dashes])
    gaps = np.array([b.start - a.end for a, b in zip(dashes, dashes[1:], strict=False)])
    cut = inches(DASH.slack, dpi, 2)
    if not (_even(lengths, cut) and _even(gaps[gaps > cut], cut)):
        return False
    return _stands_alone(_points(chain), along, dpi)


def _stands_alone(line: Points, along: Gray, dpi: float) -> bool:
    """Say whether a line is mostly ink, with white on both sides: stems of letters are neither."""
    xs = np.arange(line[0, 0], line[-1, 0])
    ys = np.rint(np.interp(xs, line[:, 0], line[:, 1])).astype(np.intp)
    away = inches(DASH.beside, dpi, 3)
    here, above, below = (
        np.any([along[np.clip(ys + k, 0, along.shape[0] - 1), xs] > 0 for k in rows], axis=0)
        for rows in ((-1, 0, 1), range(-2 * away, 1 - away), range(away, 2 * away + 1))
    )
    beside = max(float(above.mean()), float(below.mean()))
    return bool(here.mean() >= DASH.drawn and beside <= DASH.ink)


def _even(values: npt.NDArray[np.int_], slack: int) -> bool:
    """Say whether most values are about as large as the usual one."""
    if not len(values):
        return False
    usual = float(np.median(values))
    alike = np.abs(values - usual) <= max(DASH.alike * usual, slack)
    return bool(alike.mean() >= DASH.most)


def _points(chain: Sequence[_Dash]) -> Points:
    return np.array([(x, d.y) for d in chain for x in (d.start, d.end - 1)], np.int32)
