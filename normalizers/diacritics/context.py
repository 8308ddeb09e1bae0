"""What the rest of the document tells: words and word pairs it spells right elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from normalizers.diacritics.tokens import line_tokens
from normalizers.unicode import clean, has_marks

__all__ = ["RepairContext", "build_context"]


@dataclass(frozen=True, slots=True)
class RepairContext:
    """Knowledge from outside the text to repair.

    Attributes:
        words: lower-case words the document spells right elsewhere, with their counts.
        pairs: pairs of such words that stand side by side, with their counts.
        column: kind of the table column a cell belongs to ("owner", "deadline", "action",
            "criteria", "budget", ...); None for running text.
    """

    words: Mapping[str, int] = field(default_factory=dict)
    pairs: Mapping[tuple[str, str], int] = field(default_factory=dict)
    column: str | None = None


def build_context(texts: Iterable[str], column: str | None = None) -> RepairContext:
    """Gather the words and word pairs of texts that are known to be well spelt.

    A line without a single marked letter proves nothing about marks and is left out.
    """
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for line in text.splitlines():
            if not has_marks(line):
                continue
            tokens = line_tokens(clean(line))
            words.update(t for t in tokens if t[0] != "<")
            pairs.update(
                (a, b) for a, b in zip(tokens, tokens[1:], strict=False) if "<" not in (a[0], b[0])
            )
    return RepairContext(words, pairs, column)
