"""Is this Vietnamese text sound, and if not, what happened to it?

The verdict rests on three things that need no language model: the share of words that are attested
as they stand, the share that bear marks, and signs of misreading (digits and symbols inside words,
a mark on an impossible syllable). Running Vietnamese bears marks on two words of three.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from normalizers.diacritics.decoding.segment import MARKUP, is_frozen
from normalizers.diacritics.lexicon import load_lexicon
from normalizers.text.legacy import detect_encoding
from normalizers.text.syllables import is_syllable
from normalizers.text.unicode import clean, strip_marks

__all__ = ["Kind", "TextQuality", "assess", "foreign_names"]

Kind: TypeAlias = Literal["good", "stripped", "garbled", "ocr", "legacy", "foreign", "empty"]
_STRIP = "()[]{}<>,.;:!?\"“”„'‘’«»…–—-•●○▪■/\\*_"
_PARTS = re.compile(r"[-/–—,.;:()]+")


@dataclass(frozen=True, slots=True)
class TextQuality:
    """What kind of damage a text has and how sound it is.

    Attributes:
        kind: the verdict.
        score: 0 (nothing can be trusted) to 1 (as good as typed).
        words: number of words looked at (numbers, codes and addresses left out).
        attested: share of the words that are in the lexicon as they stand.
        marked: share of the words that bear Vietnamese marks.
        restorable: share of the words that are in the lexicon once marks are ignored.
        odd: share of the words that are neither attested nor likely names or abbreviations.
    """

    kind: Kind
    score: float
    words: int = 0
    attested: float = 0.0
    marked: float = 0.0
    restorable: float = 0.0
    odd: float = 0.0


def assess(text: str) -> TextQuality:
    """Judge a text of any length; very short texts are judged by their few words.

    Args:
        text: the text as read, in any encoding.

    Returns:
        The verdict with the shares it rests on.
    """
    if detect_encoding(text) not in (None, "decomposed"):
        return TextQuality("legacy", 0.0, len(text.split()))
    words = _words(clean(text))
    if not words:
        return TextQuality("empty", 1.0 if text.strip() else 0.0)
    lexicon = load_lexicon()
    attested = restorable = marked = odd = plain = 0
    for word in words:
        lower = word.lower()
        known = lexicon.is_word(lower)
        attested += known
        marked += known and not word.isascii()
        restorable += known or bool(lexicon.restorations(lower))
        odd += not known and not _may_be_foreign(word)
        plain += word.isascii() and word.isalpha()
    n = len(words)
    return _verdict(n, attested / n, marked / n, restorable / n, odd / n, plain / n)


def _may_be_foreign(word: str) -> bool:
    """Say whether an unknown word looks like a name or an abbreviation, not like a misreading."""
    return word.isalpha() and word[0].isupper() and (word.isascii() or word.isupper())


_NAMES = re.compile(r"\b[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})+\b")


def foreign_names(text: str) -> list[tuple[int, int]]:
    """Return where names of two or more words stand that no marks make Vietnamese ("Marie Curie").

    One such word may be a misreading, two beside each other hardly are.
    """
    lexicon = load_lexicon()
    spans: list[tuple[int, int]] = []
    for match in _NAMES.finditer(text):
        run: list[tuple[int, int]] = []
        for word in re.finditer(r"\w+|$", match.group()):
            lower = word.group().lower()
            likes = (lexicon.model.words[number] for number in lexicon.restorations(lower))
            if lower and not any(map(is_syllable, (lower, *likes))):
                run.append(word.span())
                continue
            if len(run) > 1:
                spans.append((match.start() + run[0][0], match.start() + run[-1][1]))
            run = []
    return spans


def _words(text: str) -> list[str]:
    """Return the words that can tell something; abbreviations in running text cannot."""
    capitals_tell = text.isupper() or len(text.split()) <= 3
    words = []
    for chunk in MARKUP.sub(" ", text).split():
        if is_frozen(chunk.strip(_STRIP)):
            continue
        for part in _PARTS.split(chunk.strip(_STRIP)):
            if not any(c.isalpha() for c in part) or is_frozen(part):
                continue
            abbreviation = len(part) > 1 and part.isupper() and strip_marks(part) == part
            if capitals_tell or not abbreviation:
                words.append(part)
    return words


def _verdict(
    n: int, attested: float, marked: float, restorable: float, odd: float, plain: float
) -> TextQuality:
    kind: Kind
    score = (1 - odd) * min(1.0, marked / 0.5)
    if marked < 0.06 and restorable >= 0.9 and plain >= 0.97 and n >= 2:
        kind = "stripped"
        score = min(score, 0.2)
    elif restorable < 0.5 and marked < 0.1:
        kind = "foreign"
    elif odd <= 0.04 and (marked >= 0.35 or n < 4):
        kind = "good"
    elif marked >= 0.45 or (odd <= 0.2 and marked >= 0.35):
        kind = "ocr"
    else:
        kind = "garbled"
    return TextQuality(kind, round(score, 4), n, attested, marked, restorable, odd)
