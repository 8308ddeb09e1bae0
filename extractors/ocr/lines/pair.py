"""Two readings of a line made one: where they agree, and which is likelier where they do not.

Words are aligned (``align``); a stretch both read alike is believed as the two together deserve,
for the others the likelier reading is taken and the other is kept as its alternative.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.ocr.engines import OcrWord
from extractors.ocr.lines.align import stretches
from extractors.ocr.lines.ctc import likelihood
from extractors.ocr.lines.decode import Decoded, DecodedLine
from extractors.ocr.lines.judge import (
    JUDGE,
    Side,
    agreed_evidence,
    chance,
    chosen_evidence,
    line_evidence,
    pair_evidence,
)
from extractors.ocr.lines.language import word_scores
from normalizers.text.alternative import Alternative

__all__ = [
    "SURE_CHOICE",
    "SURE_LINE",
    "Met",
    "joined",
    "line_chance",
    "meetings",
    "same",
    "word_chances",
]

SURE_LINE = 0.85
"""Chance that a line of the fast reader is right from which the engine is not asked."""

SURE_CHOICE = 0.95
"""Chance that the chosen one of two readings is right from which nobody need look at it."""

_LIKE = str.maketrans({"–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."})


def same(text: str) -> str:
    """Return a text without what readers write differently: kinds of dashes and quotes, blanks."""
    return text.translate(_LIKE).replace(" ", "")


@dataclass(frozen=True, slots=True)
class Met:
    """What two readers say of one stretch of a line: the engine's words, the fast reader's."""

    engine: tuple[OcrWord, ...]
    fast: tuple[Decoded, ...]
    evidence: dict[str, float]

    @property
    def agree(self) -> bool:
        """Whether both say the same."""
        return same(_said(self.engine)) == same(_said(self.fast))


def word_chances(line: DecodedLine) -> list[float]:
    """Return for each word of a line that only the fast reader read how likely it is right."""
    return [chance("fast", evidence) for evidence in line_evidence(line.words)]


def line_chance(chances: Sequence[float]) -> float:
    """Return how likely all words of a line are right."""
    return math.prod(chances, start=1.0)


def meetings(
    engine: Sequence[OcrWord], fast: DecodedLine, within: slice = slice(None)
) -> list[Met]:
    """Return the stretches of a line with what speaks for one reading or the other.

    Args:
        engine: the words of the engine on that line, from left to right.
        fast: the line as the fast reader has it.
        within: the words of it that the engine was shown.
    """
    said = [word.text for word in fast.words]
    confs = word_chances(fast)
    found = []
    first = within.start or 0
    for part in stretches([word.text for word in engine], said[within]):
        own = slice(part.second.start + first, part.second.stop + first)
        words, others = tuple(engine[part.first]), fast.words[own]
        if same(_said(words)) == same(_said(others)):
            evidence = agreed_evidence(words, others, confs[own])
        else:
            before, after = said[: own.start], said[own.stop :]
            evidence = pair_evidence(
                _side([w.text for w in words], [w.conf for w in words], before, after),
                _side([w.text for w in others], confs[own], before, after),
                others,
                _likelier(words, fast, own),
                fast.line.seen.alphabet,
            )
        found.append(Met(words, others, evidence))
    return found


def _said(words: Sequence[OcrWord] | Sequence[Decoded]) -> str:
    return " ".join(word.text for word in words)


def _side(
    texts: Sequence[str], confs: Sequence[float], before: Sequence[str], after: Sequence[str]
) -> Side:
    """Return one reading of a stretch, its likelihood between the same neighbours."""
    context, follows = list(before[-3:]), list(after[:1])
    scores = word_scores([[*context, *texts, *follows]])[0][len(context) :]
    mean = sum(scores) / len(scores) if scores else 0.0
    return Side(" ".join(texts), min(confs, default=JUDGE.nothing), mean)


def _likelier(words: Sequence[OcrWord], fast: DecodedLine, part: slice) -> float:
    """Return by how many nats the network's steps show the engine's words rather than its own."""
    seen, own = fast.line.seen, fast.words[part]
    start = fast.words[part.start - 1].steps[1] if part.start else 0
    end = fast.words[part.stop].steps[0] if part.stop < len(fast.words) else seen.steps
    if end - start < 1:
        return 0.0
    lead = " " if part.start else ""
    tail = " " if part.stop < len(fast.words) else ""
    texts = (f"{lead}{_said(side)}{tail}" for side in (words, own))
    first, second = (likelihood(seen, text, start, end) for text in texts)
    return first - second


def joined(met: Sequence[Met], number: int) -> tuple[list[OcrWord], int]:
    """Return the words of a line made of both readings, and how many are in dispute.

    Args:
        met: its stretches.
        number: of the line among those of its block.
    """
    out: list[OcrWord] = []
    disputed = 0
    for one in met:
        if one.agree:
            conf = chance("agreed", one.evidence)
            out += [replace(word, conf=conf, alternatives=()) for word in one.engine]
            continue
        by_engine = chance("engine", one.evidence)
        takes_engine = by_engine >= 0.5
        conf = chance("chosen", chosen_evidence(one.evidence, by_engine))
        words = one.engine if takes_engine else _as_words(one.fast, one.engine)
        other = _said(one.fast) if takes_engine else _said(one.engine)
        lettered = any(c.isalnum() for c in _said(words) + other)
        disputed += bool(words) and lettered
        differ = lettered and conf < SURE_CHOICE
        told = other if len(words) == 1 else ""
        out += [replace(_against(word, conf, told), disputed=differ) for word in words]
    return [replace(word, line=(1, 1, number)) for word in out], disputed


def _as_words(fast: Sequence[Decoded], engine: Sequence[OcrWord]) -> list[OcrWord]:
    """Return words of the fast reader, with the engine's boxes where those answer one to one."""
    boxes = [w.box for w in (engine if len(engine) == len(fast) else fast)]
    return [
        OcrWord(word.text, box, word.conf, (1, 1, 1), word.alternatives)
        for word, box in zip(fast, boxes, strict=True)
    ]


def _against(word: OcrWord, conf: float, other: str) -> OcrWord:
    """Return a word with its confidence, what the other reader said among its alternatives."""
    kept = word.alternatives
    if other and " " not in other and other != word.text:
        share = round(min(1.0, (1 - conf) / max(conf, 1e-3)), 3)
        kept = (*kept, Alternative(0, len(word.text), other, share))
    return replace(word, conf=conf, alternatives=kept)
