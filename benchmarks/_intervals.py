"""How far a figure would move if other documents had been drawn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import bootstrap

_RESAMPLES = 2000


def ratio_interval(parts: Sequence[tuple[float, float]], seed: int = 0) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of a ratio of sums over documents.

    Documents are drawn with replacement (percentile method); F1 is such a ratio, of 2 tp to
    2 tp + fp + fn.

    Args:
        parts: numerator and denominator of each document.
        seed: of the drawing.

    Returns:
        The lower and the upper bound; (0, 1) where fewer than two documents tell anything.
    """
    told = np.array([part for part in parts if part[1]], dtype=float)
    if len(told) < 2:
        return 0.0, 1.0
    drawn = bootstrap(
        (told[:, 0], told[:, 1]),
        lambda a, b, axis=-1: np.sum(a, axis) / np.sum(b, axis),
        paired=True,
        vectorized=True,
        n_resamples=_RESAMPLES,
        method="percentile",
        random_state=np.random.default_rng(seed),
    )
    return float(drawn.confidence_interval.low), float(drawn.confidence_interval.high)
