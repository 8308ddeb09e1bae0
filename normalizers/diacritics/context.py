"""What the rest of the document tells: words and word pairs it spells right elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from normalizers.diacritics.damage import assess
from normalizers.diacritics.lexicon import load_lexicon
from normalizers.diacritics.tokens import chunk_tokens
from normalizers.text.unicode import clean, has_marks

__all__ = ["Pair", "RepairContext", "build_context"]

Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RepairContext:
    """Knowledge from outside the text to repair.

    Attributes:
        words: lower-case words the document spells right elsewhere, with their counts.
        pairs: pairs of such words that stand side by side, with their counts.
        column: kind of the table column a cell belongs to ("owner", "deadline", "action",
            "criteria", "budget", ...); None for running text.
        attested: pairs of capitalised words that the document was surely read to have, with their
            counts; what stands in it twice is not changed.
    """

    words: Mapping[str, int] = field(default_factory=dict)
    pairs: Mapping[tuple[str, str], int] = field(default_factory=dict)
    column: str | None = None
    attested: Mapping[Pair, int] = field(default_factory=dict)


def build_context(texts: Iterable[str], column: str | None = None) -> RepairContext:
    """Gather the words and word pairs of the well-spelt lines of a document.

    Lines that are not sound Vietnamese, or bear no mark at all, prove nothing and are left out, as
    are unknown words in small letters. The text to repair may be among the texts: one occurrence
    of a reading is not counted as evidence for itself.
    """
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    lexicon = load_lexicon()
    for text in texts:
        for line in text.splitlines():
            if not has_marks(line) or assess(line).kind != "good":
                continue
            tokens = [t for chunk in clean(line).split() for t in chunk_tokens(chunk)]
            known = [t.lower() if t[0].isupper() or lexicon.is_word(t) else "" for t in tokens]
            words.update(w for w in known if w and w[0] != "<")
            pairs.update(
                (a, b)
                for a, b in zip(known, known[1:], strict=False)
                if a and b and "<" not in (a[0], b[0])
            )
    return RepairContext(words, pairs, column)
