"""Titles written short, written out: "ND công việc", "Người TH", "T.gian", "Tchuẩn".

An initialism stands for words ("TH": thực hiện) only beside a word in full, since alone it may be a
value ("HT" is a headmaster). A first letter before the second syllable ("T.gian", "Tgian") stands
for the pair of syllables that the known titles have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice, product

__all__ = ["pairs_of", "written_out"]

_MOST_READINGS = 8
"""Readings of a title that are tried: of two short forms all, of more the likelier."""

_LONGEST_START = 2
"""Letters of the start of a syllable that stands for it ("t/gian" as "t", "th")."""

Words = tuple[str, ...]


def pairs_of(phrases: Iterable[Words]) -> dict[tuple[str, str], Words]:
    """Return (start of a syllable, syllable after it) -> both, for the phrases' neighbours.

    A start that two pairs share ("t chi") goes to the pair that is met more often.
    """
    counts: dict[tuple[str, str], dict[Words, int]] = {}
    for phrase in phrases:
        for first, second in zip(phrase, phrase[1:], strict=False):
            for size in range(1, min(_LONGEST_START, len(first) - 1) + 1):
                met = counts.setdefault((first[:size], second), {})
                met[first, second] = met.get((first, second), 0) + 1
    return {key: max(met, key=lambda pair: met[pair]) for key, met in counts.items()}


def written_out(
    words: Words, initials: Mapping[str, tuple[Words, ...]], pairs: Mapping[tuple[str, str], Words]
) -> list[Words]:
    """Return the readings of a title with its short forms written out; [] if it has none.

    Args:
        words: folded words of the title.
        initials: initialism -> what it may stand for ("bp": biện pháp, bộ phận).
        pairs: as of ``pairs_of``.
    """
    parts: list[tuple[Words, ...]] = []
    at = 0
    while at < len(words):
        word, after = words[at], words[at + 1 : at + 2]
        pair = pairs.get((word, after[0])) if after else None
        if pair is not None and pair != (word, *after):
            parts.append((pair,))
            at += 2
            continue
        glued = pairs.get((word[:1], word[1:]))
        meant = initials.get(word, ()) if len(words) > 1 else ()
        parts.append(meant or ((glued,) if glued else ((word,),)))
        at += 1
    readings = islice(product(*parts), _MOST_READINGS)
    return [w for parts_ in readings if (w := tuple(x for p in parts_ for x in p)) != words]
