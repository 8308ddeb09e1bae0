"""What the language says of words: how likely each is between its neighbours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractors.ocr.belief import PUNCTUATION
from normalizers.diacritics.model import load_model

__all__ = ["LEAST", "ids_of", "word_scores"]

LEAST = -14.0
"""Log probability (nats) below which a word is as good as unknown."""


def word_scores(lines: Sequence[Sequence[str]]) -> list[list[float]]:
    """Return for each line the log probability (nats) of its words, each after those before it.

    Case and punctuation do not count; any figure is as good as another.
    """
    model = load_model()
    ids: list[int] = []
    for words in lines:
        ids += [-1, -1, model.bos, *ids_of(words)]
    full = np.array(ids, dtype=np.int64)
    own = full[3:] >= 0
    own &= full[3:] != model.bos
    places = np.flatnonzero(own) + 3
    if not places.size:
        return [[] for _ in lines]
    found = model.score(full[places - 3], full[places - 2], full[places - 1], full[places])
    scores = iter(np.maximum(LEAST, found).tolist())
    return [[next(scores) for _ in words] for words in lines]


def ids_of(words: Sequence[str]) -> list[int]:
    """Return the model's numbers of words."""
    return [_id(word) for word in words]


def _id(word: str) -> int:
    model = load_model()
    core = word.strip(PUNCTUATION + "+•*").lower()
    if not core:
        return model.punct
    if any(character.isdigit() for character in core):
        return model.number
    return model.id_of(core)
