"""From what a network saw step by step to words: connectionist temporal classification.

A network says for each step across a line which characters it may show, or none (blank). Equal
characters in a row are one; a blank between them parts two.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from normalizers.text.alternative import Alternative

__all__ = ["Glyph", "Seen", "Spelled", "glyphs", "likelihood", "words"]

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]

BLANK = 0
_LEAST_SHARE = 0.02
"""Share of the belief in what was read from which another character is told as alternative."""

_LEAST = 0.005
"""Doubt of a character from which others that its steps may show are worth a look."""

_MOST_OTHERS = 4
"""Other characters of one place that are told."""

_UNSEEN = 2.0
"""Nats by which a character that is not among the likeliest of a step is less likely than they."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a network saw on one line.

    Attributes:
        logp: steps x k, natural logarithms of the k likeliest characters of each step.
        ids: steps x k, which characters they are; ``BLANK`` is none.
        alphabet: the characters, the first has the id 1.
    """

    logp: Floats
    ids: Ids
    alphabet: str

    @property
    def steps(self) -> int:
        """Number of steps across the line."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character read: its steps (the last excluded), how surely, what else it may be."""

    text: str
    start: int
    end: int
    conf: float
    others: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Spelled:
    """A word: its characters and where they are seen."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """The word."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def conf(self) -> float:
        """The belief in all characters at once (0..1)."""
        return math.prod(glyph.conf for glyph in self.glyphs)

    @property
    def weakest(self) -> float:
        """The belief in the least sure character (0..1)."""
        return min(glyph.conf for glyph in self.glyphs)

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """What else its characters may be, as shares of the belief in what was read."""
        return tuple(
            Alternative(place, place + 1, text, round(min(1.0, p / max(glyph.conf, 1e-6)), 3))
            for place, glyph in enumerate(self.glyphs)
            for text, p in glyph.others
            if p >= _LEAST_SHARE * glyph.conf
        )


def glyphs(seen: Seen) -> list[Glyph]:
    """Return the likeliest characters of a line from left to right, blanks between words too."""
    best = seen.ids[:, 0].tolist()
    first = seen.logp[:, 0].tolist()
    out: list[Glyph] = []
    start, steps = 0, len(best)
    while start < steps:
        which, end = best[start], start + 1
        while end < steps and best[end] == which:
            end += 1
        if which != BLANK:
            conf = math.exp(max(first[start:end]))
            others = () if conf > 1 - _LEAST else _others(seen, which, start, end)
            out.append(Glyph(seen.alphabet[which - 1], start, end, conf, others))
        start = end
    return out


def _others(seen: Seen, own: int, start: int, end: int) -> tuple[tuple[str, float], ...]:
    """Return what else some steps may show and how likely, the likeliest first."""
    chances: dict[int, float] = {}
    for ids, logp in zip(seen.ids[start:end].tolist(), seen.logp[start:end].tolist(), strict=True):
        for which, value in zip(ids, logp, strict=True):
            chances[which] = max(chances.get(which, -math.inf), value)
    rest = sorted(((v, which) for which, v in chances.items() if which not in (own, BLANK)))
    told = [(seen.alphabet[which - 1], math.exp(value)) for value, which in rest[::-1]]
    return tuple((text, p) for text, p in told[:_MOST_OTHERS] if text != " ")


def words(found: Sequence[Glyph]) -> list[Spelled]:
    """Return the characters as words, parted at blanks."""
    out: list[list[Glyph]] = [[]]
    for glyph in found:
        if glyph.text == " ":
            out.append([])
        else:
            out[-1].append(glyph)
    return [Spelled(tuple(word)) for word in out if word]


def likelihood(seen: Seen, text: str, start: int, end: int) -> float:
    """Return the log probability (nats) that some steps of a line show a text.

    Args:
        seen: what the network saw.
        text: what may stand there; a character the network does not know counts as unseen.
        start: the first step.
        end: after the last step.
    """
    labels = [BLANK]
    for character in text:
        labels += [seen.alphabet.find(character) + 1 or -1, BLANK]
    wanted = np.array(labels)
    skips = np.zeros(len(labels), bool)
    skips[3::2] = wanted[3::2] != wanted[1:-2:2]
    forward = np.full(len(labels), -np.inf)
    for step in range(start, end):
        same = seen.ids[step][None, :] == wanted[:, None]
        floor = float(seen.logp[step].min()) - _UNSEEN
        logp = np.where(same, seen.logp[step][None, :], -np.inf).max(axis=1)
        logp = np.where(np.isfinite(logp), logp, floor)
        if step == start:
            forward[: min(2, len(labels))] = logp[:2]
            continue
        stay, one = forward, np.concatenate(([-np.inf], forward[:-1]))
        two = np.where(skips, np.concatenate(([-np.inf, -np.inf], forward[:-2])), -np.inf)
        forward = np.logaddexp(np.logaddexp(stay, one), two) + logp
    return float(np.logaddexp(forward[-1], forward[-2])) if len(labels) > 1 else float(forward[-1])
