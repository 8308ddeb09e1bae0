"""How likely a word is right, by logistic models whose weights were fitted on generated lines.

``python -m benchmarks.train_lines`` fits them; ``weights.json`` holds them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractors.ocr.belief import PUNCTUATION, is_figure
from extractors.ocr.engines import OcrWord
from extractors.ocr.lines.decode import Decoded
from normalizers.text.syllables import is_syllable

__all__ = [
    "Model",
    "Side",
    "agreed_evidence",
    "chance",
    "chosen_evidence",
    "line_evidence",
    "models",
    "odds",
    "pair_evidence",
]

WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class JudgeSettings:
    """How far evidence counts; natural logarithms if not said.

    Attributes:
        odds: log odds beyond which a belief does not count more.
        surest: log odds a model tells at most.
        steps: how much likelier the network's steps may make one text than another.
        language: how much likelier the language may.
        letters: by how many letters one text may be longer.
        nothing: belief (0..1) of a reader in a stretch where it read nothing.
    """

    odds: float = 7.0
    surest: float = 30.0
    steps: float = 15.0
    language: float = 12.0
    letters: float = 4.0
    nothing: float = 0.5


JUDGE = JudgeSettings()

Evidence = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Model:
    """Logistic regression: the log odds are the sum of evidence times weight, and a bias."""

    bias: float
    weights: Mapping[str, float]

    def chance(self, evidence: Evidence) -> float:
        """Return the probability 0..1."""
        odds = self.bias + sum(self.weights.get(name, 0.0) * v for name, v in evidence.items())
        return 1 / (1 + math.exp(-_within(odds, JUDGE.surest)))


@lru_cache(maxsize=1)
def models() -> Mapping[str, Model]:
    """Return the fitted models by name."""
    told = json.loads(WEIGHTS.read_text(encoding="utf-8"))["models"]
    return {name: Model(one["bias"], one["weights"]) for name, one in told.items()}


def chance(name: str, evidence: Evidence) -> float:
    """Return what one of the fitted models says of evidence."""
    return models()[name].chance(evidence)


def odds(p: float) -> float:
    """Return the log odds of a probability, within what counts."""
    if p <= 0 or p >= 1:
        return JUDGE.odds if p >= 1 else -JUDGE.odds
    return _within(math.log(p / (1 - p)), JUDGE.odds)


def _within(value: float, most: float) -> float:
    return max(-most, min(most, value))


def _spelling(text: str, name: str) -> dict[str, float]:
    """Return what the letters of a word tell of it."""
    core = text.strip(PUNCTUATION)
    letters = core.isalpha()
    return {
        f"{name} is a syllable": float(letters and is_syllable(core.lower())),
        f"{name} is a figure": float(bool(core) and is_figure(core)),
        f"{name} mixes": float(not letters and not is_figure(core) and len(core) > 1),
        f"{name} is a sign": float(not any(c.isalnum() for c in text)),
        f"{name} is one letter": float(len(core) == 1),
        f"{name} in capitals": float(len(core) > 1 and core.isupper()),
        f"{name} begins with a capital": float(core[:1].isupper() and not core.isupper()),
    }


def line_evidence(words: Sequence[Decoded]) -> list[dict[str, float]]:
    """Return what speaks for each word of a line of the fast reader: itself, and the others."""
    weakest = [odds(word.weakest) for word in words]
    known = [is_syllable(word.text.strip(PUNCTUATION).lower()) for word in words]
    out = []
    for n, word in enumerate(words):
        others = weakest[:n] + weakest[n + 1 :]
        follows = words[n + 1].language if n + 1 < len(words) else 0.0
        out.append(
            {
                **_word_evidence(word),
                "others weakest": min(others, default=0.0),
                "others usual": sum(others) / len(others) if others else 0.0,
                "line of syllables": sum(known) / len(known),
                "alone": float(not others),
                "language after": follows,
                "blanks": float(word.raw.count(" ") - word.text.count(" ")),
            }
        )
    return out


def _word_evidence(word: Decoded) -> dict[str, float]:
    return {
        "fast all": odds(word.conf),
        "fast weakest": odds(word.weakest),
        "changed": float(word.changed > 0),
        "changed surely": odds(word.changed) if word.changed else 0.0,
        "doubted": odds(word.doubted) + JUDGE.odds if word.doubted else 0.0,
        "language": word.language,
        **_spelling(word.text, "word"),
    }


@dataclass(frozen=True, slots=True)
class Side:
    """What one reader says of a stretch of a line.

    Attributes:
        text: its words there with blanks between them.
        conf: belief in the least sure of them (0..1).
        language: mean log probability of them and the word after them.
    """

    text: str
    conf: float
    language: float


def pair_evidence(
    engine: Side, fast: Side, words: Sequence[Decoded], likelier: float, alphabet: str
) -> dict[str, float]:
    """Return what speaks for the engine's reading of a stretch against the fast reader's.

    Args:
        engine: what the engine read.
        fast: what the fast reader did.
        words: the words of it.
        likelier: by how many nats the network's steps show the engine's text rather than its own.
        alphabet: the characters the network knows.
    """
    first = _spelling(engine.text.replace(" ", ""), "engine's")
    second = _spelling(fast.text.replace(" ", ""), "fast's")
    known = sum(is_syllable(w.strip(PUNCTUATION).lower()) for w in engine.text.split())
    others = sum(is_syllable(w.strip(PUNCTUATION).lower()) for w in fast.text.split())
    return {
        "engine": odds(engine.conf),
        "fast": odds(fast.conf),
        "likelier": _within(likelier, JUDGE.steps),
        "language": _within(engine.language - fast.language, JUDGE.language),
        "syllables": float(known - others),
        "words": float(len(engine.text.split()) - len(fast.text.split())),
        "letters": _within(float(len(engine.text) - len(fast.text)), JUDGE.letters),
        "changed": float(any(word.changed for word in words)),
        "unknown to fast": float(any(c not in alphabet for c in engine.text)),
        "case alone": float(engine.text.lower() == fast.text.lower()),
        "nothing by engine": float(not engine.text),
        "nothing by fast": float(not fast.text),
        **first,
        **second,
    }


def agreed_evidence(
    engine: Sequence[OcrWord], fast: Sequence[Decoded], chances: Sequence[float]
) -> dict[str, float]:
    """Return what speaks for words both readers have: the least of each."""
    text = "".join(word.text for word in engine)
    return {
        "engine": odds(min((word.conf for word in engine), default=JUDGE.nothing)),
        "fast all": odds(min((word.conf for word in fast), default=JUDGE.nothing)),
        "fast": odds(min(chances, default=JUDGE.nothing)),
        "changed": float(any(word.changed for word in fast)),
        "blanks differ": float(len(engine) != len(fast)),
        "language": min((word.language for word in fast), default=0.0),
        **_spelling(text, "word"),
    }


def chosen_evidence(pair: Evidence, by_engine: float) -> dict[str, float]:
    """Return what speaks for the likelier of two readings that differ.

    Args:
        pair: the evidence of ``pair_evidence``.
        by_engine: probability that the engine's is the right one, if one is.
    """
    side = "engine's" if by_engine >= 0.5 else "fast's"
    sign = 1.0 if by_engine >= 0.5 else -1.0
    names = ("is a syllable", "is a figure", "mixes", "is a sign", "in capitals")
    return {
        "choice": abs(odds(by_engine)),
        "engine taken": float(by_engine >= 0.5),
        "engine": pair["engine"],
        "fast": pair["fast"],
        "likelier": sign * pair["likelier"],
        "language": sign * pair["language"],
        "changed": pair["changed"],
        "case alone": pair["case alone"],
        **{f"taken {name}": pair[f"{side} {name}"] for name in names},
    }
