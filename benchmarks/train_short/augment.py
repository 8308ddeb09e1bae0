"""Light harm to a line on the fly, so that no line is seen twice alike: specks, remains, shifts."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.short.line import HEIGHT, Line


def harmed(line: Line, rng: np.random.Generator) -> Line:
    """Return the line, ``HEIGHT`` rows, a little moved, resized, blurred, with dirt about it."""
    out = _moved(line, rng)
    if rng.random() < 0.3:
        _specks(out, rng)
    if rng.random() < 0.12:
        _ruling(out, rng)
    if rng.random() < 0.2:
        out = np.asarray(cv2.GaussianBlur(out, (0, 0), rng.uniform(0.3, 1.0)), np.uint8)
    if rng.random() < 0.3:
        grain = rng.normal(0, rng.uniform(2, 14), out.shape)
        fade = rng.uniform(0.55, 1.0)
        out = np.clip(255 - (255 - out) * fade + grain, 0, 255).astype(np.uint8)
    return out


def _moved(line: Line, rng: np.random.Generator) -> Line:
    """Return the line shifted, resized and slanted, with a margin of any width."""
    down = float(np.exp(rng.normal(0, 0.06)))
    across = float(np.exp(rng.normal(0, 0.08)))
    slant = float(rng.normal(0, 0.05))
    left, right = rng.integers(-3, 8, 2)
    width = max(8, round(line.shape[1] * across) + int(left) + int(right))
    middle = HEIGHT / 2
    matrix = np.array(
        [
            [across, slant, left - slant * middle],
            [0.0, down, middle - down * middle + rng.normal(0, 0.9)],
        ]
    )
    moved = cv2.warpAffine(
        line, matrix, (width, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    ) if rng.random() < 0.1 else cv2.warpAffine(
        line, matrix, (width, HEIGHT), flags=cv2.INTER_LINEAR, borderValue=(255.0,)
    )  # fmt: skip
    return np.asarray(moved, np.uint8)


def _specks(line: Line, rng: np.random.Generator) -> None:
    """Draw dots above or below the text, never on its foot, where they would be full stops."""
    for _ in range(rng.integers(1, 4)):
        x = int(rng.integers(0, line.shape[1]))
        y = int(rng.choice([rng.integers(0, 8), rng.integers(0, 18), rng.integers(28, HEIGHT)]))
        size = (int(rng.integers(0, 3)), int(rng.integers(0, 3)))
        shade = (float(rng.uniform(0, 140)),)
        cv2.ellipse(line, (x, y), size, float(rng.uniform(0, 90)), 0, 360, shade, -1, cv2.LINE_AA)


def _ruling(line: Line, rng: np.random.Generator) -> None:
    """Draw what is left of a ruling at one edge; in place."""
    shade = (float(rng.uniform(60, 220)),)
    thick = int(rng.integers(1, 3))
    if rng.random() < 0.5:
        x = int(rng.choice([rng.integers(0, 4), line.shape[1] - 1 - rng.integers(0, 4)]))
        ends = sorted(int(v) for v in rng.integers(0, HEIGHT, 2))
        cv2.line(line, (x, ends[0]), (x, ends[1]), shade, thick)
    else:
        y = int(rng.choice([rng.integers(0, 3), HEIGHT - 1 - rng.integers(0, 3)]))
        ends = sorted(int(v) for v in rng.integers(0, line.shape[1], 2))
        cv2.line(line, (ends[0], y), (ends[1], y), shade, thick)
