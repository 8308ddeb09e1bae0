"""The nearest role of a phrase that OCR damaged beyond exact matching."""

from __future__ import annotations

import re
from itertools import groupby

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from normalizers.owners.synonyms import Synonyms
from normalizers.text.syllables import is_syllable
from normalizers.text.unicode import UPPER, clean, strip_marks

__all__ = ["fuzzy_role"]

_WORD = re.compile(r"[^\W_]+|[&/,.\-]")
_LEAST_SCORE = 85.0
_LEAST_LEAD = 3.0
_SHORTEST = 7
_OTHER_WORD = 2
_SHORTEST_SQUEEZED = 5
# Capitals that OCR confuses, each group under one letter.
_LOOK_ALIKE = str.maketrans("IFLJ1GOQ€@6HR8Y", "TTTTTCCCCCCNBBV")
_SPLIT_M = re.compile("rn|nr")
_INITIALS = re.compile(rf"(?<![\w&])[{UPPER}]{{2,}}(?![\w&])")
_DIGIT_LETTERS = str.maketrans("01568", "oisob")


def fuzzy_role(phrase: str, synonyms: Synonyms) -> str:
    """Return the role a damaged phrase of two or more words is clearly nearest to, else "".

    Two good Vietnamese syllables that differ from a role in letters, not only in marks, are most
    likely another phrase ("chuyền miễn" is no "chuyên viên"); of three and more words half must be
    the role's. Lost blanks are put back ("NVyte" is "NV y tế").
    """
    if not synonyms.loose:
        return ""
    if " " not in phrase.strip():
        name = _abbreviation(phrase.strip(), synonyms)
        if name:
            return name
    if _holds_initials(phrase, synonyms):
        return ""
    words = [_repaired(w) for w in _WORD.findall(clean(phrase).lower())]
    bare = [strip_marks(w) for w in words]
    folded = " ".join(bare)
    squeezed = folded.replace(" ", "")
    for letters in (squeezed, _SPLIT_M.sub("m", squeezed)):
        if len(letters) >= _SHORTEST_SQUEEZED and letters in synonyms.squeezed:
            return synonyms.squeezed[letters]
    if folded in synonyms.phrases and len(words) > 1:
        return synonyms.phrases[folded]
    if len(folded) < _SHORTEST or len(words) < 2:
        return ""
    best = process.extract(
        folded, synonyms.phrases.keys(), scorer=fuzz.ratio, limit=4, score_cutoff=_LEAST_SCORE - 5
    )
    if not best or best[0][1] < _LEAST_SCORE:
        return ""
    key, score, _ = best[0]
    name = synonyms.phrases[key]
    rivals = [s for k, s, _ in best if synonyms.phrases[k] != name]
    if rivals and score - max(rivals) < _LEAST_LEAD:
        return ""
    return name if _is_damage(words, bare, key) and _initials_kept(phrase, key) else ""


def _abbreviation(word: str, synonyms: Synonyms) -> str:
    """Return the role of a damaged abbreviation of four or more capitals ("TICM" is TTCM).

    Only letters of one shape are taken for each other; an abbreviation that differs by another
    letter is another one ("TVTS" is no "TVTL").
    """
    capitals = strip_marks(word)
    shape = _shape(capitals)
    if not (4 <= len(capitals) <= 8 and shape.isalnum() and capitals.upper() == capitals):
        return ""
    alike = {name for key, name in synonyms.abbreviations.items() if _shape(key) == shape}
    return alike.pop() if len(alike) == 1 else ""


def _shape(capitals: str) -> str:
    """Return the letters by their shapes, runs of one shape as one ("GVCGN" as "GVCN")."""
    return "".join(shape for shape, _ in groupby(capitals.translate(_LOOK_ALIKE)))


def _holds_initials(phrase: str, synonyms: Synonyms) -> bool:
    """Say whether a phrase in small letters holds initials of its own ("Hội đồng TS")."""
    if phrase.isupper():
        return False
    known = {token for key in synonyms.exact for token in key}
    return any(w.lower() not in known for w in _INITIALS.findall(phrase))


def _initials_kept(phrase: str, key: str) -> bool:
    """Say whether each abbreviation of the phrase is one of the role, or looks like it."""
    if phrase.isupper():
        return True
    shapes = {_shape(token.upper()) for token in key.split()}
    return all(_shape(strip_marks(w)) in shapes for w in _INITIALS.findall(phrase))


def _repaired(word: str) -> str:
    """Return the word with digits inside it read as letters ("t0" -> "to")."""
    return word.translate(_DIGIT_LETTERS) if any(c.isalpha() for c in word) else word


def _is_damage(words: list[str], bare: list[str], key: str) -> bool:
    """Say whether the phrase differs from the role as damage does."""
    same = key.split(" ")
    if len(same) != len(words):
        return any(map(_is_no_word, filter(str.isalnum, words)))
    triples = zip(words, bare, same, strict=True)
    differing = [(w, Levenshtein.distance(b, k)) for w, b, k in triples if b != k]
    if len(words) > 2 and 2 * len(differing) <= len(words):
        # "Các thành viên" is no "Các nhân viên": a good word two letters off is another word.
        return all(_is_no_word(word) or far < _OTHER_WORD for word, far in differing)
    return any(_is_no_word(word) for word, _ in differing)


def _is_no_word(word: str) -> bool:
    """Say whether the word cannot be Vietnamese ("céng": c never stands before e, i, y)."""
    return not is_syllable(word) or re.match(r"c[eêiy]", strip_marks(word)) is not None
