"""Digits drawn stroke by stroke, in the forms that are taught and written in Viet Nam.

The digits of MNIST are American: a "1" is one stroke there, a "7" has no bar. Here a "1" has a
long upstroke, a "7" a bar, a "2" a loop, a "4" is open. Each form is a few strokes of control
points in a unit box (x to the right, y down), bent at random, smoothed and drawn with a pen.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
Stroke = tuple[tuple[float, float], ...]
Form = tuple[Stroke, ...]

TALL = 64
"""Pixels a digit is high before it is brought to size."""

_STEPS = 8
"""Points per span of a smoothed stroke."""

_ROUND: Stroke = (
    (0.55, 0.0), (0.15, 0.18), (0.0, 0.55), (0.2, 0.95), (0.55, 0.97), (0.85, 0.6), (0.8, 0.2),
    (0.5, 0.0),
)  # fmt: skip
_HEAD_2: Stroke = ((0.05, 0.25), (0.25, 0.03), (0.65, 0.03), (0.8, 0.25), (0.6, 0.55))
_TOP_3: Stroke = ((0.1, 0.1), (0.45, 0.0), (0.75, 0.15), (0.65, 0.38), (0.35, 0.46))
_LOW_3: Stroke = ((0.35, 0.46), (0.75, 0.58), (0.8, 0.82), (0.45, 1.0), (0.05, 0.88))
_LOOP_9: Stroke = (
    (0.75, 0.15), (0.45, 0.0), (0.12, 0.12), (0.1, 0.4), (0.4, 0.52), (0.72, 0.35), (0.78, 0.1),
)  # fmt: skip

FORMS: dict[str, tuple[Form, ...]] = {
    "0": (
        (_ROUND,),
        ((*_ROUND, (0.3, 0.08)),),
        ((*_ROUND, (0.45, 0.12), (0.7, 0.08)),),
    ),
    "1": (
        (((0.05, 0.42), (0.3, 0.18), (0.48, 0.0)), ((0.48, 0.0), (0.42, 0.5), (0.38, 1.0))),
        (((0.0, 0.75), (0.3, 0.35), (0.6, 0.0)), ((0.6, 0.0), (0.52, 0.5), (0.45, 1.0))),
        (((0.0, 0.95), (0.3, 0.5), (0.6, 0.0)), ((0.6, 0.0), (0.55, 0.5), (0.5, 1.0))),
        (((0.15, 0.3), (0.4, 0.0)), ((0.4, 0.0), (0.4, 1.0)), ((0.15, 1.0), (0.65, 1.0))),
        (((0.4, 0.0), (0.37, 0.5), (0.33, 1.0)),),
        (((0.2, 0.22), (0.42, 0.0)), ((0.42, 0.0), (0.4, 0.5), (0.36, 1.0))),
    ),
    "2": (
        ((*_HEAD_2, (0.25, 0.82), (0.02, 1.0)), ((0.02, 1.0), (0.4, 0.97), (0.9, 0.98))),
        (
            (
                *_HEAD_2, (0.3, 0.85), (0.08, 0.95), (0.05, 0.8), (0.25, 0.78), (0.55, 0.95),
                (0.95, 0.92),
            ),
        ),
        ((*_HEAD_2, (0.2, 0.88), (0.02, 0.98), (0.3, 0.88), (0.6, 1.0), (0.95, 0.9)),),
    ),
    "3": (
        (_TOP_3, _LOW_3),
        ((*_TOP_3[:-1], (0.4, 0.42), *_LOW_3[1:]),),
        (
            ((0.1, 0.03), (0.75, 0.03)),
            ((0.75, 0.03), (0.35, 0.4)),
            ((0.35, 0.4), (0.78, 0.55), (0.78, 0.85), (0.4, 1.0), (0.05, 0.88)),
        ),
    ),
    "4": (
        (((0.5, 0.0), (0.02, 0.62)), ((0.02, 0.62), (0.95, 0.6)), ((0.68, 0.3), (0.6, 1.0))),
        (((0.15, 0.0), (0.08, 0.55)), ((0.08, 0.55), (0.9, 0.52)), ((0.72, 0.0), (0.65, 1.0))),
        (((0.62, 0.0), (0.02, 0.65)), ((0.02, 0.65), (0.9, 0.65)), ((0.62, 0.0), (0.6, 1.0))),
    ),
    "5": (
        (
            ((0.75, 0.02), (0.2, 0.04)),
            ((0.2, 0.04), (0.14, 0.45)),
            ((0.14, 0.45), (0.5, 0.36), (0.8, 0.58), (0.68, 0.92), (0.3, 1.0), (0.02, 0.88)),
        ),
        (
            (
                (0.25, 0.05), (0.18, 0.42), (0.5, 0.38), (0.75, 0.6), (0.6, 0.92), (0.25, 1.0),
                (0.0, 0.9),
            ),
            ((0.25, 0.05), (0.6, 0.03), (0.95, 0.0)),
        ),
    ),
    "6": (
        (
            (
                (0.65, 0.0), (0.25, 0.25), (0.03, 0.65), (0.2, 0.97), (0.6, 0.95), (0.75, 0.68),
                (0.45, 0.52), (0.1, 0.7),
            ),
        ),
        (
            (
                (0.45, 0.0), (0.15, 0.35), (0.05, 0.75), (0.3, 1.0), (0.65, 0.88), (0.6, 0.6),
                (0.25, 0.62), (0.12, 0.8),
            ),
        ),
    ),
    "7": (
        (((0.03, 0.06), (0.8, 0.04)), ((0.8, 0.04), (0.5, 0.5), (0.3, 1.0))),
        (
            ((0.03, 0.08), (0.8, 0.03)),
            ((0.8, 0.03), (0.5, 0.5), (0.35, 1.0)),
            ((0.2, 0.52), (0.8, 0.47)),
        ),
        (
            ((0.02, 0.2), (0.06, 0.05), (0.8, 0.05)),
            ((0.8, 0.05), (0.48, 0.5), (0.42, 1.0)),
            ((0.18, 0.55), (0.78, 0.5)),
        ),
        (
            (
                (0.0, 0.22), (0.08, 0.06), (0.3, 0.1), (0.55, 0.12), (0.85, 0.0), (0.6, 0.45),
                (0.42, 0.95), (0.3, 1.0), (0.2, 0.9),
            ),
            ((0.1, 0.5), (0.4, 0.54), (0.8, 0.46)),
        ),
        (
            (
                (0.1, 0.18), (0.0, 0.08), (0.12, 0.02), (0.4, 0.08), (0.8, 0.02), (0.62, 0.35),
                (0.5, 0.7), (0.5, 1.0),
            ),
            ((0.22, 0.58), (0.3, 0.5), (0.6, 0.53), (0.88, 0.44)),
        ),
    ),
    "8": (
        (
            (
                (0.72, 0.12), (0.4, 0.0), (0.15, 0.18), (0.42, 0.45), (0.75, 0.75), (0.4, 1.0),
                (0.08, 0.78), (0.4, 0.48), (0.72, 0.2), (0.7, 0.08),
            ),
        ),
        (
            (
                (0.8, 0.0), (0.5, 0.3), (0.15, 0.7), (0.35, 1.0), (0.68, 0.85), (0.5, 0.5),
                (0.2, 0.2), (0.45, 0.0), (0.75, 0.15), (0.9, 0.02),
            ),
        ),
    ),
    "9": (
        (_LOOP_9, ((0.78, 0.1), (0.72, 0.55), (0.6, 1.0))),
        ((*_LOOP_9, (0.74, 0.6), (0.55, 0.95), (0.2, 0.98), (0.05, 0.85)),),
        ((*_LOOP_9, (0.75, 0.7), (0.6, 1.0)),),
    ),
}  # fmt: skip
"""Digit -> the forms it is written in, each a few strokes."""


def drawn_digit(
    digit: str, rng: np.random.Generator, form: int | None = None
) -> npt.NDArray[np.float32]:
    """Return a digit, ink 1 on 0, about ``TALL`` rows, cut to its ink.

    Args:
        digit: "0" to "9".
        rng: source of chance.
        form: which of ``FORMS`` (modulo their number); None takes any.
    """
    forms = FORMS[digit]
    strokes = forms[int(rng.integers(len(forms))) if form is None else form % len(forms)]
    width, rim = TALL * float(rng.uniform(0.45, 0.85)), 16
    canvas = np.zeros((TALL + 2 * rim, TALL + 2 * rim), np.uint8)
    bend = float(rng.uniform(0.01, 0.05))
    pen = int(rng.integers(3, 10))
    ends: dict[tuple[float, float], Points] = {}
    for stroke in strokes:
        points = np.array(
            [ends.setdefault(p, np.array(p) + rng.normal(0, bend, 2)) for p in stroke]
        )
        curve = smoothed(points) * (width, TALL) + rim
        cv2.polylines(
            canvas, [np.rint(curve * 8).astype(np.int32)], False, 255, pen, cv2.LINE_AA, 3
        )
    return cut_to_ink(canvas.astype(np.float32) / 255)


def smoothed(points: Points) -> Points:
    """Return a Catmull-Rom curve through the points, n x 2."""
    if len(points) < 3:
        return points
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, _STEPS, endpoint=False)[:, None]
    spans: list[Points] = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        linear, square, cube = c - a, 2 * a - 5 * b + 4 * c - d, 3 * b - a - 3 * c + d
        spans.append(0.5 * (2 * b + linear * t + square * t**2 + cube * t**3))
    return np.vstack([*spans, points[-1:]])


def cut_to_ink(ink: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return the part of a picture (ink 1) that holds ink; all of it if there is none."""
    rows, cols = np.flatnonzero((ink > 0.25).any(axis=1)), np.flatnonzero((ink > 0.25).any(axis=0))
    if not rows.size:
        return ink
    return ink[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1]


def scribble(rng: np.random.Generator) -> npt.NDArray[np.float32]:
    """Return a stroke that says nothing, as of a signature; ink 1."""
    count = int(rng.integers(4, 12))
    points = np.cumsum(rng.normal(0, 0.35, (count, 2)), axis=0)
    points = (points - points.min(axis=0)) / (np.ptp(points, axis=0) + 0.05)
    canvas = np.zeros((TALL + 20, int(TALL * rng.uniform(0.6, 2.5)) + 20), np.uint8)
    curve = smoothed(points) * (canvas.shape[1] - 20, TALL) + 10
    pen = int(rng.integers(2, 8))
    cv2.polylines(canvas, [np.rint(curve).astype(np.int32)], False, 255, pen, cv2.LINE_AA)
    return cut_to_ink(canvas.astype(np.float32) / 255)
