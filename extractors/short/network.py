"""The network that reads short fields: convolutions only, run by numpy on shipped weights.

Rows are folded away by strided convolutions, then dilated convolutions with short cuts along the
line see some characters to each side; the last layer gives the logits of CTC (Graves et al. 2006)
for every second column of pixels. Training (``benchmarks.train_short``) builds its network from
the same ``LAYERS``; batch normalisation is folded into the weights of the pack.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from extractors.short.alphabet import ALPHABET
from extractors.short.line import Line, as_input

Floats = npt.NDArray[np.float32]

STEP = 2
"""Columns of pixels per step of the network."""

_PACK = Path(__file__).with_name("weights.npz")
_BUCKET = 32
"""Pixels to which the widths of lines are rounded up: lines of one width are read together."""

_BATCH = 16
"""Lines read at once, at most: more do not fit the cache."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A convolution: kernel, stride and padding are ``(rows, columns)``.

    ``short_cut`` adds the layer's input to its output before the rectifier.
    """

    inputs: int
    outputs: int
    kernel: tuple[int, int]
    stride: tuple[int, int] = (1, 1)
    padding: tuple[int, int] = (0, 0)
    dilation: int = 1
    short_cut: bool = False


def _along(channels: int, dilation: int) -> Layer:
    return Layer(channels, channels, (1, 5), (1, 1), (0, 2 * dilation), dilation, short_cut=True)


LAYERS = (
    Layer(1, 16, (5, 5), (2, STEP), (2, 2)),
    Layer(16, 32, (3, 3), (2, 1), (1, 1)),
    Layer(32, 48, (3, 3), (2, 1), (1, 1)),
    Layer(48, 96, (4, 3), (4, 1), (0, 1)),
    _along(96, 1),
    _along(96, 2),
    _along(96, 4),
    _along(96, 1),
    Layer(96, len(ALPHABET) + 1, (1, 1)),
)


@dataclass(frozen=True, slots=True)
class Weights:
    """Per layer a matrix (kernel rows x kernel columns x inputs) x outputs, and a bias.

    ``temperature`` divides the logits, so that posteriors are what they say (Guo et al. 2017).
    """

    layers: tuple[tuple[Floats, Floats], ...]
    temperature: float = 1.0


@lru_cache(maxsize=2)
def load_weights(pack: Path = _PACK) -> Weights:
    """Return the shipped weights.

    Raises:
        OSError: the pack is not there.
    """
    with np.load(pack) as data:
        layers = [
            (data[f"w{i}"].astype(np.float32), data[f"b{i}"].astype(np.float32))
            for i in range(len(LAYERS))
        ]
        return Weights(tuple(layers), float(data["temperature"]))


def posteriors(lines: Sequence[Line], weights: Weights | None = None) -> list[Floats]:
    """Return for each line the log-probabilities, steps x characters (index 0 is the blank).

    Lines of like width go through the network together; a line's result does not depend on the
    others, for the width it is filled up to depends on it alone.
    """
    chosen = weights or load_weights()
    groups: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        groups.setdefault(-(-line.shape[1] // _BUCKET), []).append(index)
    out: list[Floats] = [np.zeros((0, len(ALPHABET) + 1), np.float32)] * len(lines)
    for bucket, members in groups.items():
        for start in range(0, len(members), _BATCH):
            part = members[start : start + _BATCH]
            batch = np.zeros((len(part), lines[part[0]].shape[0], bucket * _BUCKET, 1), np.float32)
            for place, index in enumerate(part):
                batch[place, :, : lines[index].shape[1], 0] = as_input(lines[index])
            logits = forward(batch, chosen) / chosen.temperature
            for place, index in enumerate(part):
                out[index] = _log_softmax(logits[place, : -(-lines[index].shape[1] // STEP)])
    return out


def forward(batch: Floats, weights: Weights) -> Floats:
    """Return logits, lines x steps x characters, of a batch, lines x rows x columns x 1."""
    x = batch
    last = len(LAYERS) - 1
    for index, (layer, (matrix, bias)) in enumerate(zip(LAYERS, weights.layers, strict=True)):
        y = _windows(x, layer) @ matrix + bias
        if layer.short_cut:
            y += x
        x = y if index == last else np.maximum(y, 0.0, out=y)
    return x[:, 0]


def _windows(x: Floats, layer: Layer) -> Floats:
    """Return what each output position sees: lines x rows x columns x (kernel times inputs)."""
    if layer.kernel == (1, 1):
        return x
    (down, across), (rows, cols), d = layer.padding, layer.kernel, layer.dilation
    lines, rows_in, columns, inputs = x.shape
    padded = np.zeros((lines, rows_in + 2 * down, columns + 2 * across, inputs), x.dtype)
    padded[:, down : down + rows_in, across : across + columns] = x
    high = (padded.shape[1] - rows) // layer.stride[0] + 1
    wide = (padded.shape[2] - (cols - 1) * d - 1) // layer.stride[1] + 1
    seen = [
        padded[:, r : r + layer.stride[0] * high : layer.stride[0]][
            :, :high, c * d : c * d + layer.stride[1] * wide : layer.stride[1]
        ]
        for r in range(rows)
        for c in range(cols)
    ]
    return np.concatenate(seen, axis=3)


def _log_softmax(logits: Floats) -> Floats:
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)), np.float32)
