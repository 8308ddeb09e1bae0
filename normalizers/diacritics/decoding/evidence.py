"""What an engine's confidence and its alternatives tell about a word it read.

Both were counted on training pages of the Vietnamese tesseract: the share of wrong words at each
confidence, and how strongly the right letter was seen beside a wrong one against how strongly other
letters are seen beside right ones. All values are natural logarithms.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from normalizers.text.alternative import Alternative

__all__ = ["UNSURE", "doubt", "is_unsure", "spellings", "support"]

UNSURE = 0.97
"""Word confidence below which an engine is asked for alternatives."""

_AVERAGE_WRONG = 0.02
_CONFIDENCES = (0.15, 0.4, 0.6, 0.75, 0.82, 0.875, 0.915, 0.94, 0.955, 0.965, 0.985)
_WRONG = (0.75, 0.52, 0.45, 0.38, 0.28, 0.19, 0.05, 0.03, 0.035, 0.006, 0.0012)
_WRONG_ODDS = tuple(math.log(p / (1 - p)) for p in _WRONG)
_SHARES = (0.0, 0.05, 0.2, 0.45, 0.8)
_FOR = (-2.4, -0.2, 1.1, 2.2, 3.4)
_UNSEEN, _UNSEEN_BESIDE_NONE = -0.5, -0.2
_WEIGHT = 1.2
_STRONG = 0.2
_DOUBTFUL = 0.92


def doubt(confidence: float) -> tuple[float, float]:
    """Return what an engine's confidence adds to the cost of keeping and of changing a word.

    The channel itself already assumes the average share of wrong words.
    """
    odds = float(np.interp(confidence, _CONFIDENCES, _WRONG_ODDS))
    wrong = 1 / (1 + math.exp(-odds))
    return math.log((1 - wrong) / (1 - _AVERAGE_WRONG)), math.log(wrong / _AVERAGE_WRONG)


def support(read: str, wanted: str, seen: Sequence[Alternative] | None) -> float:
    """Return what alternatives say for ``wanted`` against what was read.

    Letters that differ and were nearly read speak for it, letters that were not seen against it;
    an engine that was not asked (None) says nothing.
    """
    if seen is None:
        return 0.0
    if len(read) == len(wanted):
        places = [
            (k, k + 1, w) for k, (r, w) in enumerate(zip(read, wanted, strict=True)) if r != w
        ]
    else:
        places = [_difference(read, wanted)]
    return _WEIGHT * sum(_for(place, seen) for place in places)


def spellings(read: str, seen: Sequence[Alternative]) -> list[str]:
    """Return the token with one strongly seen alternative in its place, every such string."""
    return [
        read[: a.start] + a.text + read[a.end :]
        for a in seen
        if a.share >= _STRONG and a.end <= len(read)
    ]


def is_unsure(confidence: float | None, seen: Sequence[Alternative] | None) -> bool:
    """Say whether an engine doubted a sign: its word badly, or the sign by seeing another there."""
    if confidence is None or seen is None:
        return False
    return confidence < _DOUBTFUL and any(a.share >= _STRONG for a in seen)


def _for(place: tuple[int, int, str], seen: Sequence[Alternative]) -> float:
    shares = [a.share for a in seen if (a.start, a.end, a.text) == place]
    if not shares:
        start, end, _ = place
        doubted = any(a.share >= _STRONG and a.start < end and a.end > start for a in seen)
        return _UNSEEN if doubted else _UNSEEN_BESIDE_NONE
    return float(np.interp(max(shares), _SHARES, _FOR))


def _difference(read: str, wanted: str) -> tuple[int, int, str]:
    """Return the stretch of ``read`` that ``wanted`` has otherwise, and what stands there."""
    start = 0
    while start < min(len(read), len(wanted)) and read[start] == wanted[start]:
        start += 1
    end, stop = len(read), len(wanted)
    while min(end, stop) > start and read[end - 1] == wanted[stop - 1]:
        end, stop = end - 1, stop - 1
    return start, end, wanted[start:stop]
