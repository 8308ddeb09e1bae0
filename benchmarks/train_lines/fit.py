"""Logistic regression with a penalty on weights, and how well chances are calibrated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from extractors.ocr.lines.judge import Model

__all__ = ["calibration_error", "fitted"]

Floats = npt.NDArray[np.float64]

_PENALTY = 2.0
"""Of the squared weight of one standard deviation of evidence, in nats over all examples."""


def fitted(evidence: Sequence[Mapping[str, float]], right: Sequence[bool]) -> Model:
    """Return the model under which what is right is likeliest.

    Args:
        evidence: of each example, the same names in all.
        right: whether it was right.
    """
    names = list(evidence[0])
    table = np.array([[one[name] for name in names] for one in evidence], float)
    middle, spread = table.mean(axis=0), table.std(axis=0)
    used = spread > 1e-9
    scaled = (table[:, used] - middle[used]) / spread[used]
    signs = np.where(right, 1.0, -1.0)

    def loss(values: Floats) -> tuple[float, Floats]:
        margin = signs * (scaled @ values[1:] + values[0])
        slope = -signs / (1 + np.exp(np.clip(margin, -60, 60)))
        gradient = np.concatenate(([slope.sum()], scaled.T @ slope + 2 * _PENALTY * values[1:]))
        cost = np.logaddexp(0, -margin).sum() + _PENALTY * float(values[1:] @ values[1:])
        return float(cost), gradient

    found = minimize(loss, np.zeros(int(used.sum()) + 1), jac=True, method="L-BFGS-B").x
    weights = np.zeros(len(names))
    weights[used] = found[1:] / spread[used]
    bias = float(found[0] - weights @ middle)
    told = {n: round(float(w), 5) for n, w in zip(names, weights, strict=True) if abs(w) > 5e-6}
    return Model(round(bias, 5), told)


def calibration_error(chances: Sequence[float], right: Sequence[bool], bins: int = 20) -> float:
    """Return the expected calibration error: |mean chance - share right| over bins of like size."""
    said, true = np.array(chances, float), np.array(right, float)
    order = np.argsort(said)
    parts = np.array_split(order, bins)
    return float(
        sum(abs(said[p].mean() - true[p].mean()) * len(p) for p in parts if len(p)) / len(said)
    )
