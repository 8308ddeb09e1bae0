"""The lines of many sheets, made once and kept in one file: pictures end to end, their texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from benchmarks.train_short.sheets import Sample, make_sheet
from extractors.short.line import HEIGHT
from normalizers.diacritics.model import load_model

_WORDS = 3000
HELD_OUT_SEED = 1_000_000
"""Sheets from this seed on are never learned from."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Many lines: ``pixels`` is ``HEIGHT`` x the sum of all widths; line i ends at ``ends[i]``."""

    pixels: npt.NDArray[np.uint8]
    ends: npt.NDArray[np.int64]
    texts: tuple[str, ...]

    def line(self, index: int) -> npt.NDArray[np.uint8]:
        """Return picture ``index``, ``HEIGHT`` x its width."""
        start = int(self.ends[index - 1]) if index else 0
        return self.pixels[:, start : int(self.ends[index])]


@lru_cache(maxsize=1)
def common_words() -> tuple[str, ...]:
    """Return the words that ordinary cells are made of, from the language model of the program."""
    return tuple(word for word in load_model().words if word.isalpha())[:_WORDS]


def lines_of(seeds: Sequence[int], kept: Path, *, held: bool = False) -> Lines:
    """Return the lines of the sheets with these seeds, from ``kept`` where it exists.

    Raises:
        ValueError: sheets that are kept for evaluation were asked for, or others for evaluation.
    """
    if any((seed >= HELD_OUT_SEED) != held for seed in seeds):
        raise ValueError("seeds of training and of evaluation must not mix")
    if not kept.exists():
        _write(seeds, kept, held)
    with np.load(kept) as pack:
        return Lines(pack["pixels"], pack["ends"], tuple(pack["texts"].tolist()))


def _write(seeds: Sequence[int], kept: Path, held: bool) -> None:
    cv2.setNumThreads(1)
    samples: list[Sample] = []
    for seed in tqdm(seeds, desc=kept.name, mininterval=10):
        samples += make_sheet(seed, common_words(), held=held)
    kept.parent.mkdir(parents=True, exist_ok=True)
    assert all(sample.line.shape[0] == HEIGHT for sample in samples)
    np.savez(
        kept,
        pixels=np.hstack([sample.line for sample in samples]),
        ends=np.cumsum([sample.line.shape[1] for sample in samples]),
        texts=np.array([sample.text for sample in samples]),
    )
