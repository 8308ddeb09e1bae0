"""What speaks for a field in a column, in log-odds: its title, and what its cells hold.

Both are sums that people can read: ``Weight`` keeps the parts, so that a table can say why a column
became what it is. Nothing here looks at another column; ``joint`` does.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from extractors.wording.cell_kinds import CellKind, cell_kind
from extractors.wording.content import is_number
from extractors.wording.matching import folded_words
from extractors.wording.titles import CERTAIN_TITLE, FIELD_NAMES, title_scores, weak_title_scores

__all__ = ["Profile", "Weight", "column_weights", "profile_of"]

TITLE_GAIN, TITLE_LEAST = 7.0, 0.5
"""Log-odds of a whole point of title score, and the score that says nothing either way."""
WEAK_TITLE = 0.78
"""Title scores up to which a title says little alone."""
AGAINST = -1.2
"""Log-odds of contents from which they speak against a title that says little."""
OTHER_TITLE = 1.6
"""What a title that names another field takes from this one (log-odds, times that score)."""
UNREAD_TITLE = 0.4
"""What a title that names no field takes: it would have been known were it one of these."""
CONTENT_GAIN = 1.0
"""Factor of the log-odds of contents against those of titles."""
FULL_EVIDENCE = 3.0
"""Cells after which contents count in full; one or two may be chance."""
_COUNTED = re.compile(r"([^\W\d]+) (\d{1,2})\W*$")
BY_CONTENT = frozenset(
    ("number", "criteria", "deadline", "person", "budget", "owner", "evidence_code", "phone",
     "session", "action", "content", "role", "position", "unit")
)  # fmt: skip
UNTELLING = 3.0
"""What a field takes off in a column without a title if no contents are typical of it."""
UNTITLED = 0.8
"""What contents alone must bring before a column without a title gets a name."""
LOWEST_LEVEL = 0.97
"""Factor of the score of the lowest level of a title alone: what stands over it belongs to it."""
DAY_PART = 0.9
"""Score of a part of a day, or of a day, as the title of the agenda."""
RISING_LEAST, RISING_ONE, RISING_OTHER = 0.4, 0.8, 0.5
"""How like running numbers (0..1) numbers without order are, a "1" alone, and another alone."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the cells of a column hold: the share of each kind, how many were seen, their length."""

    shares: Mapping[CellKind, float]
    cells: int
    words: float
    rising: float

    @property
    def wordy(self) -> float:
        """Share of cells that tell of work or matters: texts, with or without a verb."""
        return self.shares.get("work", 0.0) + self.shares.get("text", 0.0)


@dataclass(frozen=True, slots=True)
class Weight:
    """Log-odds for a field in a column, in parts.

    Attributes:
        title: what the column's title says.
        content: what its cells say.
        title_score: how well the title names the field, 0..1.
    """

    title: float
    content: float
    title_score: float

    @property
    def total(self) -> float:
        """The sum of the parts."""
        return self.title + self.content


@lru_cache(maxsize=1)
def _contents() -> dict[str, dict[str, float]]:
    folder = resources.files("extractors.wording")
    loaded: dict[str, dict[str, float]] = json.loads(
        folder.joinpath("field_contents.json").read_text("utf-8")
    )
    return loaded


def profile_of(body: Sequence[str]) -> Profile:
    """Return what the cells of a column hold; blank and dotted ones are left out."""
    kinds = [(text, kind) for text in body if (kind := cell_kind(text)) is not None]
    counts: Counter[CellKind] = Counter(kind for _, kind in kinds)
    if _counts_up([text for text, _ in kinds]):
        counts = Counter({"number": len(kinds)})
    total = len(kinds)
    shares = {kind: n / total for kind, n in counts.items()}
    words = sum(len(text.split()) for text, _ in kinds) / total if total else 0.0
    return Profile(shares, total, words, _rising([text for text, _ in kinds]))


def _counts_up(texts: Sequence[str]) -> bool:
    """Say whether the cells number the rows with a word before: "Nhóm 1", "Nhóm 2", "Nhóm 3"."""
    found = [_COUNTED.match(" ".join(text.split())) for text in texts]
    if len(found) < FULL_EVIDENCE or not all(found):
        return False
    pairs = [(m.group(1).lower(), int(m.group(2))) for m in found if m is not None]
    return pairs == [(pairs[0][0], pairs[0][1] + n) for n in range(len(pairs))]


def _rising(body: Sequence[str]) -> float:
    """Return 1 for running numbers (1, 2, 3 ...), less for numbers without order."""
    numbers = [int("".join(ch for ch in t if ch.isdecimal())) for t in body if is_number(t)]
    if len(numbers) < 2:
        return RISING_ONE if numbers[:1] == [1] else RISING_OTHER
    steps = sum(b == a + 1 or b == 1 for a, b in zip(numbers, numbers[1:], strict=False))
    return RISING_LEAST + (1 - RISING_LEAST) * steps / (len(numbers) - 1)


def column_weights(title: str, profile: Profile, *, headed: bool) -> dict[str, Weight]:
    """Return the log-odds of every field for a column; 0 is as likely as not.

    Args:
        title: the column's title, levels joined with ": "; "" if it has none.
        profile: what its cells hold.
        headed: whether other columns of the table have titles.
    """
    named = _named(title)
    if _counts_time(title):
        profile = _as_times(profile)
    contents = {name: _content(name, profile) for name in FIELD_NAMES}
    if not title:
        lost = UNTITLED if headed else 0.0
        return {
            n: Weight(-lost - (0.0 if n in BY_CONTENT else UNTELLING), contents[n], 0.0)
            for n in FIELD_NAMES
        }
    best = max(named.values(), default=0.0)
    out = {}
    for name in FIELD_NAMES:
        score = named.get(name, 0.0)
        against = OTHER_TITLE * best if best >= TITLE_LEAST else UNREAD_TITLE + UNTITLED
        said = TITLE_GAIN * (score - TITLE_LEAST) if score >= TITLE_LEAST else -against
        if said > 0 and score <= WEAK_TITLE and contents[name] < AGAINST:
            said = 0.0  # a title that says little says nothing against what the cells are
        out[name] = Weight(said, contents[name], score)
    return out


def _counts_time(title: str) -> bool:
    """Say whether a title is the unit its cells count: numbers below "Tháng" are months."""
    return folded_words(title)[-1:] in (("thang",), ("tuan",), ("ngay",))


def _as_times(profile: Profile) -> Profile:
    shares: dict[CellKind, float] = {}
    for kind, share in profile.shares.items():
        as_kind: CellKind = "time" if kind in ("number", "figure") else kind
        shares[as_kind] = shares.get(as_kind, 0.0) + share
    return replace(profile, shares=shares)


def _named(title: str) -> dict[str, float]:
    """Return the best score of each field by the whole title or by its lowest level."""
    scores: dict[str, float] = {}
    last = title.rsplit(": ", 1)[-1]
    readings = [(title, 1.0)] + ([(last, LOWEST_LEVEL)] if last != title else [])
    for text, weight in readings:
        for found in (title_scores(text), weak_title_scores(text)):
            for name, score in found.items():
                scores[name] = max(scores.get(name, 0.0), weight * score)
    if title and _names_day_part(last):
        scores["agenda"] = DAY_PART
    return scores


def _names_day_part(title: str) -> bool:
    """Say whether a title is a part of a day or a day: "Sáng", "Thứ Hai 06/10"."""
    kind = cell_kind(title)
    column_of_times = title_scores(title).get("deadline", 0.0) >= CERTAIN_TITLE
    return kind == "session" or (kind == "time" and not column_of_times)


def _content(name: str, profile: Profile) -> float:
    table = _contents()[name]
    other = table["other"]
    mean = sum(share * table.get(kind, other) for kind, share in profile.shares.items())
    if name == "number":
        mean *= profile.rising if mean > 0 else 1.0
    return CONTENT_GAIN * mean * min(1.0, profile.cells / FULL_EVIDENCE)
