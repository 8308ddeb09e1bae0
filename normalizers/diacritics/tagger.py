"""A small neural tagger: the marks of a word from the unmarked words of its whole segment.

One bidirectional recurrent layer (GRU, Cho et al. 2014) reads folded words and their case; each
word's candidates are scored by the product of its state with the candidate's vector. It sees much
farther than the n-gram model and also sees capitals; the search adds both scores. Trained by
``benchmarks/train_repair/train_tagger.py``; run here in plain numpy, so nothing more is needed.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Tagger", "case_of", "fold_table", "load_tagger"]

PACK = Path(__file__).with_name("data") / "tagger.npz"
Floats = NDArray[np.float32]
Ids = NDArray[np.int64]


def case_of(token: str) -> int:
    """Return 0 for a word in small letters or no word, 1 for a capital first, 2 for capitals."""
    if not token[:1].isupper():
        return 0
    return 2 if len(token) > 1 and token.isupper() else 1


def fold_table(words: Sequence[str]) -> tuple[dict[str, int], Ids]:
    """Number the folded forms of the words in order of appearance.

    Returns:
        The numbers by folded form, and for each word id its fold number.
    """
    from normalizers.text.unicode import strip_marks

    numbers: dict[str, int] = {}
    by_word = [numbers.setdefault(strip_marks(word), len(numbers)) for word in words]
    return numbers, np.array(by_word, dtype=np.int64)


class Tagger:
    """The trained network.

    Attributes:
        folds: the network's number of each unmarked form.
        fold_of: for each language-model word the number of its unmarked form; -1 if the network
            does not know the word.
    """

    def __init__(self, words: Sequence[str], pack: Path = PACK) -> None:
        with np.load(pack) as data:
            own = bytes(data["words"]).decode("utf-8").split("\n")
            self._weights = {name: _restore(data, name) for name in _names(data)}
        self.folds, own_folds = fold_table(own)
        rows = {word: row for row, word in enumerate(own)}
        self._row_of = np.array([rows.get(word, -1) for word in words], dtype=np.int64)
        self.fold_of = np.where(self._row_of >= 0, own_folds[self._row_of], -1)

    def states(self, folds: Ids, cases: Ids, lengths: Ids) -> Floats:
        """Return the query vector of every place.

        Args:
            folds: fold numbers, shape ``(batch, time)``, padded with anything at the end.
            cases: case of each token, same shape.
            lengths: tokens in each row.

        Returns:
            Array of shape ``(batch, time, vector)``; rows beyond their length hold nothing useful.
        """
        with _one_thread():
            return self._states(folds, cases, lengths)

    def _states(self, folds: Ids, cases: Ids, lengths: Ids) -> Floats:
        w = self._weights
        order = np.argsort(-lengths, kind="stable")
        folds, cases, lengths = folds[order], cases[order], lengths[order]
        inputs = np.concatenate([w["word"][folds], w["case"][cases]], axis=2)
        forward = self._run(inputs, lengths, "f")
        back = _reverse(self._run(_reverse(inputs, lengths), lengths, "b"), lengths)
        hidden = np.concatenate([forward, back], axis=2)
        result = np.empty((*folds.shape, len(w["query_bias"])), dtype=np.float32)
        result[order] = np.tanh(hidden @ w["query"] + w["query_bias"])
        return result

    def scores(self, query: Floats, words: Ids) -> Floats:
        """Return the raw score of each word for the query beside it (``(n, vector)``, ``(n,)``)."""
        w = self._weights
        rows = self._row_of[words]
        result: Floats = np.einsum("ij,ij->i", query, w["out"][rows]) + w["out_bias"][rows]
        return result

    def _run(self, inputs: Floats, lengths: Ids, side: str) -> Floats:
        """Run one direction; rows are sorted by falling length and drop out when they end."""
        w = self._weights
        gates = inputs @ w[f"in_{side}"] + w[f"in_bias_{side}"]
        recurrent, bias = w[f"re_{side}"], w[f"re_bias_{side}"]
        size = recurrent.shape[0]
        state = np.zeros((inputs.shape[0], size), dtype=np.float32)
        out = np.zeros((inputs.shape[0], inputs.shape[1], size), dtype=np.float32)
        live = np.searchsorted(-lengths, -np.arange(inputs.shape[1]), side="left")
        for t, count in enumerate(live.tolist()):
            here = gates[:count, t]
            state = state[:count]
            rec = state @ recurrent + bias
            both = _sigmoid(here[:, : 2 * size] + rec[:, : 2 * size])
            reset, update = both[:, :size], both[:, size:]
            new = np.tanh(here[:, 2 * size :] + reset * rec[:, 2 * size :])
            state = new + update * (state - new)
            out[:count, t] = state
        return out


@lru_cache(maxsize=1)
def _controller() -> Any:
    try:
        return importlib.import_module("threadpoolctl").ThreadpoolController()
    except ImportError:
        return None


def _one_thread() -> AbstractContextManager[Any]:
    """Keep the small matrix products on one core: threads would wait for each other longest.

    Without ``threadpoolctl`` (which comes with scikit-learn) nothing is done.
    """
    controller = _controller()
    limited: AbstractContextManager[Any] = (
        nullcontext() if controller is None else controller.limit(limits=1, user_api="blas")
    )
    return limited


def _sigmoid(x: Floats) -> Floats:
    result: Floats = 0.5 * np.tanh(0.5 * x) + np.float32(0.5)
    return result


def _reverse(values: Floats, lengths: Ids) -> Floats:
    """Reverse each row's first ``length`` steps in time."""
    steps = np.arange(values.shape[1])[None, :]
    index = np.where(steps < lengths[:, None], lengths[:, None] - 1 - steps, steps)
    return np.take_along_axis(values, index[:, :, None], axis=1)


def _names(data: np.lib.npyio.NpzFile) -> list[str]:
    return [name for name in data.files if name != "words" and not name.endswith("__scale")]


def _restore(data: np.lib.npyio.NpzFile, name: str) -> Floats:
    values = data[name].astype(np.float32)
    scale = f"{name}__scale"
    return values * data[scale].astype(np.float32) if scale in data.files else values


@lru_cache(maxsize=1)
def load_tagger() -> Tagger | None:
    """Return the tagger of the installed pack, or None if the installation has none."""
    from normalizers.diacritics.model import load_model

    return Tagger(load_model().words) if PACK.exists() else None
