"""Reading short fields: the network's posteriors to texts, free or held to a grammar.

Prefix beam search over CTC posteriors (Hannun et al. 2014, arXiv:1408.2873, without a language
model). The confidence of a reading is its posterior, summed over its alignments.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from extractors.short.alphabet import ALPHABET, BLANK, UNKNOWN
from extractors.short.grammar import Grammar, State
from extractors.short.line import Line
from extractors.short.network import Floats, posteriors

_BEAM = 12
"""Prefixes that are followed at once."""

_FREE_LEAST, _HELD_LEAST = math.log(2e-3), math.log(1e-7)
"""Log-probability of a character that is tried, at least: without a grammar, and with one, which
may need a character that is hardly seen."""

_SURE_BLANK = math.log(0.9995)
"""Log-probability of a blank from which nothing else is tried."""

_HOPELESS = 9.0
"""By which (log-probability) a free prefix is behind the best one and never wins."""

_NEVER = -math.inf
_INDEX: Mapping[str, int] = {character: index + 1 for index, character in enumerate(ALPHABET)}


@dataclass(frozen=True, slots=True)
class ShortReading:
    """What one line says.

    Attributes:
        text: "" where the line is blank, or no text of the grammar can be seen in it;
            ``alphabet.UNKNOWN`` stands for a word that is no short field.
        confidence: posterior of the text among all texts, 0..1.
        share: posterior of the text among those of the grammar, 0..1; without one, that among
            the texts that came to the end of the search.
    """

    text: str
    confidence: float
    share: float

    @property
    def known(self) -> bool:
        """Whether it is a text without a word that the recogniser was not taught."""
        return bool(self.text) and UNKNOWN not in self.text


def read_short(lines: Sequence[Line], grammar: Grammar | None = None) -> list[ShortReading]:
    """Read lines that ``cut_line`` made; ``grammar`` holds each to its texts."""
    return [decode(steps, grammar) for steps in posteriors(lines)]


def decode(steps: Floats, grammar: Grammar | None = None) -> ShortReading:
    """Return the likeliest text; ``steps`` is steps x (blank + ``ALPHABET``) log-probabilities."""
    beam = _search(steps, grammar)
    ended = {path.text: path.total for path in beam if grammar is None or grammar.ends(path.state)}
    if grammar is not None:
        ended.pop("", None)
    if not ended:
        return ShortReading("", 0.0, 0.0)
    text = max(ended, key=ended.__getitem__)
    whole = float(np.logaddexp.reduce(list(ended.values())))
    return ShortReading(
        text.strip(), min(1.0, math.exp(ended[text])), math.exp(ended[text] - whole)
    )


@dataclass(slots=True)
class _Path:
    """A prefix: log-probability of its alignments that end in a blank, and of the others."""

    text: str
    state: State
    blank: float = _NEVER
    other: float = _NEVER

    @property
    def total(self) -> float:
        return _sum(self.blank, self.other)


def _search(steps: Floats, grammar: Grammar | None) -> list[_Path]:
    beam = [_Path("", grammar.start if grammar else frozenset(), blank=0.0)]
    least = _HELD_LEAST if grammar else _FREE_LEAST
    for frame in steps:
        if frame[BLANK] > _SURE_BLANK and grammar is None:
            for path in beam:
                path.blank, path.other = path.total + float(frame[BLANK]), _NEVER
            continue
        likely = {ALPHABET[i - 1]: float(frame[i]) for i in np.flatnonzero(frame > least) if i}
        beam = _next(beam, float(frame[BLANK]), frame, likely, grammar)
    return beam


def _next(
    beam: Sequence[_Path],
    blank: float,
    frame: Floats,
    likely: Mapping[str, float],
    grammar: Grammar | None,
) -> list[_Path]:
    found: dict[str, _Path] = {}
    for path in beam:
        total, own = path.total, path.text
        same = found.get(own)
        if same is None:
            same = found[own] = _Path(own, path.state)
        same.blank = _sum(same.blank, total + blank)
        if own:
            same.other = _sum(same.other, path.other + float(frame[_INDEX[own[-1]]]))
        last = own[-1:]
        for character, state in _follow(path, likely, grammar):
            text = own + character
            longer = found.get(text)
            if longer is None:
                longer = found[text] = _Path(text, state)
            before = path.blank if last == character else total
            longer.other = _sum(longer.other, before + likely[character])
    ranked = sorted(((path.total, path.text) for path in found.values()), reverse=True)[:_BEAM]
    # What a grammar holds back may win in the end; a free text so far behind never does.
    least = _NEVER if grammar else ranked[0][0] - _HOPELESS
    return [found[text] for total, text in ranked if total >= least]


def _follow(
    path: _Path, likely: Mapping[str, float], grammar: Grammar | None
) -> Iterator[tuple[str, State]]:
    if grammar is None:
        for character in likely:
            yield character, path.state
        return
    moves = grammar.moves(path.state)
    yield from ((character, moves[character]) for character in likely if character in moves)


def _sum(a: float, b: float) -> float:
    """Return the logarithm of the sum of two probabilities given as logarithms."""
    if b == _NEVER:
        return a
    if a < b:
        a, b = b, a
    return a if b == _NEVER else a + math.log1p(math.exp(b - a))
