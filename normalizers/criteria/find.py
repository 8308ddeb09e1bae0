"""Criteria named in running text ("theo tiêu chí 2.1 và 2.3")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.criteria.parse import parse_criteria
from normalizers.criteria.scan import scan
from normalizers.criteria.text import CRITERION_WORD, STANDARD_WORD
from normalizers.text.unicode import clean, fold_aligned

_OPENING = re.compile(rf"(?:{CRITERION_WORD}|{STANDARD_WORD})(?=\s*:?\s*(?:so\s*)?\d)")
_TAIL = re.compile(r"[\s,;.:()\-–—\[\]]+$")


@dataclass(frozen=True, slots=True)
class FoundCriteria:
    """A mention: the codes, or the standard alone, and offsets in the cleaned text."""

    codes: tuple[str, ...]
    standard: str
    start: int
    end: int


def find_criteria(text: str, *, framework: str | None = None) -> tuple[FoundCriteria, ...]:
    """Return every mention of criteria or standards by number, in order."""
    cleaned = clean(text)
    folded = fold_aligned(cleaned)
    found: list[FoundCriteria] = []
    covered = 0
    for match in _OPENING.finditer(folded):
        if match.start() < covered:
            continue
        tokens, _ = scan(folded, match.start())
        last = max(
            (t.end for t in tokens if t.kind in ("code", "number", "standard", "level")),
            default=match.start(),
        )
        piece = _TAIL.sub("", cleaned[match.start() : last])
        value = parse_criteria(piece, framework=framework)
        if value.codes or value.standard:
            covered = match.start() + len(piece)
            found.append(FoundCriteria(value.codes, value.standard, match.start(), covered))
    return tuple(found)
