"""Names that mean the same, offered for merging with their counts.

As OpenRefine clusters (key collision, then neighbours), but no tone is lost: "Hội" and "Hồi" never
share a key. Four reasons join two spellings; the last two are doubtful and people decide:

* ``cách viết``: equal but for case, signs, tone placement, i or y;
* ``viết tắt``: capitals stand for the initials of words ("Ban CSVC", "Ban Cơ sở vật chất");
* ``thiếu dấu``: written without any mark, and only one name has these letters;
* ``gần giống``: long names one letter or mark apart, or actions that share most of their words.

Names that a number or one more word tells apart are two names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import pandas as pd
from rapidfuzz.distance import OSA

from normalizers.text.unicode import clean, has_marks, strip_marks
from pipeline.figures.facts import name_key
from pipeline.figures.texts import near, neighbours, plain_words

Of: TypeAlias = Literal["owners", "schools", "actions"]
Reason: TypeAlias = Literal["cách viết", "viết tắt", "thiếu dấu", "gần giống"]

SURE: tuple[Reason, ...] = ("cách viết", "viết tắt", "thiếu dấu")
"""Reasons that people rarely take back; the others are offered as comments."""

_LONG = 12
"""Letters a name must have before one letter's difference may be a slip."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Cluster:
    """Spellings of one name: ``spellings`` with their counts, why each joined, the name to keep."""

    name: str
    spellings: Mapping[str, int]
    reasons: Mapping[str, Reason]

    @property
    def count(self) -> int:
        """Rows or documents that bear any of the spellings."""
        return sum(self.spellings.values())

    @property
    def sure(self) -> bool:
        """Whether every spelling joined for a sure reason."""
        return all(reason in SURE for reason in self.reasons.values())


def names_of(items: pd.DataFrame, documents: pd.DataFrame, of: Of) -> Counter[str]:
    """Return the names of one sort in the dataset and how often each stands there."""
    if of == "schools":
        return Counter(name for name in map(str, documents["school"]) if name)
    if of == "actions":
        return Counter(name for name in map(str, items["action"]) if name)
    return Counter(o for owners in items["owners"] for o in str(owners).split(";") if o)


def clusters_of(names: Mapping[str, int], of: Of = "owners") -> list[Cluster]:
    """Return the clusters of at least two spellings, the most frequent first."""
    if of == "actions":
        return _alike_actions(names)
    by_key: dict[str, dict[str, int]] = {}
    for name, count in names.items():
        by_key.setdefault(name_key(name), {})[name] = count
    joined = _joined_keys(by_key)
    groups: dict[str, dict[str, Reason]] = {}
    for key in by_key:
        top, reason = key, joined.get(key, (key, "cách viết"))[1]
        while top in joined:
            top = joined[top][0]
        groups.setdefault(top, {})[key] = "cách viết" if top == key else reason
    found = [_cluster(top, keys, by_key) for top, keys in groups.items()]
    return _ordered(c for c in found if len(c.spellings) > 1)


def _cluster(
    top: str, keys: Mapping[str, Reason], by_key: Mapping[str, Mapping[str, int]]
) -> Cluster:
    spellings = {name: n for key in keys for name, n in by_key[key].items()}
    reasons: dict[str, Reason] = {name: keys[key] for key in keys for name in by_key[key]}
    # Of the spellings of the full name the most frequent; not one in capitals if there is another.
    best = min(by_key[top].items(), key=lambda kv: (kv[0].isupper(), -kv[1], kv[0]))[0]
    return Cluster(best, spellings, reasons)


def _ordered(clusters: Iterable[Cluster]) -> list[Cluster]:
    return sorted(clusters, key=lambda c: (-c.count, c.name))


def _joined_keys(by_key: Mapping[str, Mapping[str, int]]) -> dict[str, tuple[str, Reason]]:
    """Return which key stands for which other one, and why."""
    joined: dict[str, tuple[str, Reason]] = {}
    words = {key: _spelled(spellings) for key, spellings in by_key.items()}
    by_letters: dict[str, list[str]] = {}
    for key in by_key:
        if has_marks(key):
            by_letters.setdefault(strip_marks(key), []).append(key)
    for key in by_key:
        full = by_letters.get(key, []) if not has_marks(key) else []
        longer = [
            k for k in by_key if k != key and any(_abbreviates(w, words[k][0]) for w in words[key])
        ]
        if len(full) == 1:
            joined[key] = (full[0], "thiếu dấu")
        elif len(longer) == 1:
            joined[key] = (longer[0], "viết tắt")
    for key in sorted(by_key, key=lambda k: sum(by_key[k].values())):
        slip = _slip_of(key, by_key) if key not in joined else ""
        if slip and slip not in joined:
            joined[key] = (slip, "gần giống")
    return joined


def _spelled(spellings: Iterable[str]) -> list[list[str]]:
    return [_WORD.findall(clean(spelling)) for spelling in spellings]


def _abbreviates(short: list[str], long: list[str]) -> bool:
    """Say whether words in capitals of one name stand for the initials of words of the other.

    Every other word must be the same, in the same order.
    """
    if not any(_is_short(word) for word in short) or len(short) >= len(long):
        return False

    def fits(i: int, j: int) -> bool:
        if i == len(short) or j == len(long):
            return i == len(short) and j == len(long)
        if name_key(short[i]) == name_key(long[j]) and fits(i + 1, j + 1):
            return True
        size = len(short[i])
        stands = "".join(word[0] for word in long[j : j + size]).upper()
        return _is_short(short[i]) and stands == short[i] and fits(i + 1, j + size)

    return fits(0, 0)


def _is_short(word: str) -> bool:
    return 2 <= len(word) <= 6 and word.isupper()


def _slip_of(key: str, by_key: Mapping[str, Mapping[str, int]]) -> str:
    """Return the far more frequent name that this one is a slip of; "" if there is none.

    One letter or mark of a long name differs, no word is added, and no number.
    """
    count = sum(by_key[key].values())
    letters = len(key.replace(" ", ""))
    if letters < _LONG or any(c.isdigit() for c in key):
        return ""
    close = [
        other
        for other, spellings in by_key.items()
        if other != key
        and sum(spellings.values()) >= 5 * count
        and other.count(" ") == key.count(" ")
        and OSA.distance(key, other, score_cutoff=1) == 1
    ]
    return close[0] if len(close) == 1 else ""


def _alike_actions(names: Mapping[str, int]) -> list[Cluster]:
    """Return actions of nearly the same words; each joins the most frequent one near it."""
    texts: dict[tuple[str, ...], dict[str, int]] = {}
    for name, count in names.items():
        texts.setdefault(plain_words(name), {})[name] = count
    keys = list(texts)
    alike = near(keys, least=0.8)
    free = set(range(len(keys)))
    found = []
    for number in sorted(free, key=lambda n: (-sum(texts[keys[n]].values()), n)):
        members = [n for n in neighbours(alike, number) if n in free]
        if number not in free:
            continue
        free.difference_update(members)
        spellings = {name: n for m in members for name, n in texts[keys[m]].items()}
        reasons: dict[str, Reason] = {
            name: "cách viết" if m == number else "gần giống"
            for m in members
            for name in texts[keys[m]]
        }
        best = max(texts[keys[number]].items(), key=lambda kv: (kv[1], kv[0]))[0]
        found.append(Cluster(best, spellings, reasons))
    return _ordered(c for c in found if len(c.spellings) > 1)


def mapping_file(clusters: Iterable[Cluster]) -> str:
    """Return the clusters as a file of spellings that ``run --roles`` and ``compare --names`` read.

    One spelling a line, a tab, the name it stands for. Doubtful ones are comments: whoever agrees
    takes the ``#?`` away.
    """
    lines = [
        "# Cách viết<TAB>tên. Sửa tên bên phải nếu cần; xóa dòng không đúng.",
        "# Dòng bắt đầu bằng #? là phỏng đoán: bỏ “#? ” nếu đồng ý.",
    ]
    for cluster in clusters:
        lines.append(f"# {cluster.name} ({cluster.count} lần)")
        for spelling in sorted(cluster.spellings):
            reason = cluster.reasons[spelling]
            if spelling != cluster.name and "\t" not in spelling:
                doubt = "" if reason in SURE else "#? "
                lines.append(f"{doubt}{_line(spelling)}\t{_line(cluster.name)}")
                lines.append(f"#   {reason}, {cluster.spellings[spelling]} lần")
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    return " ".join(text.split())
