"""Hold the rows of a run against the tasks a careful person reads in a document.

A task and a row belong together if the text of the task stands in the row, whatever stands beside
it; a pair is right if owner, dates and criteria are those of the truth. Unlike ``_match``, which
asks for the very text of a table cell, this asks whether the meaning was caught, so texts and names
are compared by likeness.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from difflib import SequenceMatcher
from typing import Any

SURE = 0.9
"""The confidence from which a wrong row without a word of warning is a silent error."""

Row = Mapping[str, str]

_LIKE = 0.75
_EXACTLY = 0.95
_SAME_NAME = 0.85
_SAME_HEADER = 0.9
_HELD = 0.85
_AGREES = 0.05
_AUTHORITIES_OVER = 8
_SPEAKS: Mapping[str, tuple[str, ...]] = {
    "owner": ("owner", "role", "person"),
    "dates": ("date", "deadline", "year", "semester", "week", "time", "month"),
    "criteria": ("criteri", "code", "framework"),
}
_SPELT_OUT = frozenset({"number", "issued_date", "school_year"})


@dataclass(slots=True)
class Tally:
    """Counts over documents; ``found``, ``right`` and ``silent`` are among the ``must`` tasks.

    Attributes:
        must: Tasks of the truth that name who or by when.
        found: Those whose text is in a row.
        right: Those found with owner, both dates and criteria of the truth.
        silent: Those found and not right, at confidence 0.9 or more, no flag on what is wrong.
        owner: Those found with the right owner.
        dates: Those found with the right dates.
        invented: Rows that are no task of the document.
        pieces: Rows that hold a part of a task another row was paired with, or a lost one.
        header: Fields of the letterhead that are right.
        headers: Fields of the letterhead the truth tells.
    """

    must: int = 0
    found: int = 0
    right: int = 0
    silent: int = 0
    owner: int = 0
    dates: int = 0
    invented: int = 0
    pieces: int = 0
    header: int = 0
    headers: int = 0

    def add(self, other: Tally) -> None:
        """Add another's counts to these."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    def metrics(self) -> dict[str, float]:
        """Return the shares by name, as floors and the JSON report call them.

        Rows that are a piece of a task, or a task the truth marks ``must = false``, count neither
        for nor against ``row_f1``.
        """
        rows = self.must + self.found + self.invented
        shares = {
            "row_f1": (2 * self.right, rows),
            "found": (self.found, self.must),
            "silent": (self.silent, self.found),
            "header": (self.header, self.headers),
        }
        return {name: part / whole for name, (part, whole) in shares.items() if whole}


@dataclass(slots=True)
class Judgement:
    """The counts of one document, and a note on everything that is not right."""

    tally: Tally = field(default_factory=Tally)
    notes: list[str] = field(default_factory=list)


def judge(truth: Sequence[Row], rows: Sequence[Row]) -> Judgement:
    """Compare the rows of a document with its tasks.

    Args:
        truth: Of each task ``action``, ``owner``, ``support``, ``start_date``, ``end_date`` and
            ``criteria``; ``must``, "True" if the task counts; ``exact``, "True" if a row may hold
            nothing beside the text.
        rows: The document's rows of ``items``.

    Returns:
        The counts, header fields left out, and what is lost, wrong or invented.
    """
    result = Judgement()
    tally, notes = result.tally, result.notes
    row_of = _pair(truth, rows)
    for t, task in enumerate(truth):
        if task.get("must") != "True":
            continue
        tally.must += 1
        if t not in row_of:
            notes.append(f"lost: {task['action']}")
            continue
        tally.found += 1
        row = rows[row_of[t]]
        right = right_fields(task, row)
        tally.owner += right["owner"]
        tally.dates += right["dates"]
        tally.right += all(right.values())
        tally.silent += is_silent(right, row)
        if not all(right.values()):
            notes.append(_wrong(task, row, right))
    taken = set(row_of.values())
    for row in (row for r, row in enumerate(rows) if r not in taken):
        if any(_holds(task["action"], text) for text in _texts(row) for task in truth):
            tally.pieces += 1
        else:
            tally.invented += 1
            shown = (_texts(row) or [""])[0]
            notes.append(f"invented ({row.get('confidence')}): {shown} [{row.get('owner', '')}]")
    return result


def verdicts(truth: Sequence[Row], rows: Sequence[Row]) -> Iterator[tuple[Row, bool]]:
    """Yield the rows that can be judged, each with whether it is right.

    A row that is no task of the truth is wrong; a piece of a task is left out.
    """
    task_of = {r: t for t, r in _pair(truth, rows).items()}
    for r, row in enumerate(rows):
        if r in task_of:
            yield row, all(right_fields(truth[task_of[r]], row).values())
        elif not any(_holds(task["action"], text) for text in _texts(row) for task in truth):
            yield row, False


def judge_header(truth: Mapping[str, Any], read: Row) -> Judgement:
    """Compare the letterhead; what the truth does not tell, or a run has no column for, is left."""
    told = {k: v for k, v in truth.items() if isinstance(v, str) and v and k in read}
    if told.get("authority") == told.get("school"):
        told.pop("authority", None)  # a school's authority is the body over it, which truth leaves
    result = Judgement()
    result.tally.headers = len(told)
    for name, value in told.items():
        if same_header(name, value, read[name]):
            result.tally.header += 1
        else:
            result.notes.append(f"header {name}: {value!r}, found {read[name]!r}")
    return result


def right_fields(task: Row, row: Row) -> dict[str, bool]:
    """Say of owner, dates and criteria whether the row has those of the task."""
    days = ("start_date", "end_date")
    criteria = _codes(task.get("criteria", ""))
    return {
        "owner": same_owner(task.get("owner", ""), task.get("support", ""), row.get("owner", "")),
        "dates": all((row.get(day) or "")[:10] == task.get(day, "") for day in days),
        "criteria": not criteria or criteria == _codes(row.get("criteria", "")),
    }


def is_silent(right: Mapping[str, bool], row: Row) -> bool:
    """Say whether something is wrong that neither confidence nor flags of the row tell."""
    flags = (row.get("flags") or "").lower()
    hidden = (
        not good and not any(word in flags for word in _SPEAKS[name])
        for name, good in right.items()
    )
    return any(hidden) and float(row.get("confidence") or 0) >= SURE


def same_owner(owner: str, support: str, text: str) -> bool:
    """Say whether the text names the owner, alone or with some of those who support."""
    wanted, read, both = folded(owner), folded(text), folded(f"{owner} {support}")
    if not wanted or not read:
        return wanted == read
    if max(_ratio(read, wanted), _ratio(read, both)) >= _SAME_NAME:
        return True
    return set(wanted.split()) <= set(read.split()) <= set(both.split())


def same_header(name: str, truth: str, text: str) -> bool:
    """Say whether a field of the letterhead is right.

    Numbers and dates are compared letter for letter, names by likeness. The body over the authority
    may stand before it.
    """
    if name in _SPELT_OUT:
        return _squeezed(truth) == _squeezed(text)
    wanted, read = folded(truth), folded(text)
    if not read:
        return False
    if _ratio(read, wanted) >= _SAME_HEADER:
        return True
    more = len(read.split()) - len(wanted.split())
    return name == "authority" and read.endswith(wanted) and more <= _AUTHORITIES_OVER


def folded(text: str) -> str:
    """Return the words of a text in small letters, parted by single blanks."""
    words = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", text or "").lower())
    return " ".join(words.split())


def likeness(task: str, text: str) -> float:
    """Return 0 to 1; a text that holds the whole task and a little more is like it too."""
    wanted, read = folded(task), folded(text)
    if not wanted or not read:
        return 0.0
    matcher = SequenceMatcher(None, wanted, read, autojunk=False)
    if matcher.real_quick_ratio() < 0.4 and len(read) > len(wanted):
        return 0.0
    short = len(read) <= 1.6 * len(wanted) + 30
    held = _shared(matcher, 2) / len(wanted) if short else 0.0
    return max(matcher.ratio(), 0.98 * held)


def _pair(truth: Sequence[Row], rows: Sequence[Row]) -> dict[int, int]:
    """Return the row of each task, the most alike first."""
    pairs = [
        (score, t, r)
        for t, task in enumerate(truth)
        for r, row in enumerate(rows)
        if (score := _closeness(task, row)) is not None
    ]
    row_of: dict[int, int] = {}
    for _, t, r in sorted(pairs, key=lambda pair: -pair[0]):
        if t not in row_of and r not in row_of.values():
            row_of[t] = r
    return row_of


def _closeness(task: Row, row: Row) -> float | None:
    texts = _texts(row)
    score = max((likeness(task["action"], text) for text in texts), default=0.0)
    if score < _LIKE:
        return None
    wanted = folded(task["action"])
    if task.get("exact") == "True" and all(_ratio(folded(t), wanted) < _EXACTLY for t in texts):
        return None
    right = right_fields(task, row)
    ends = (row.get("end_date") or "")[:10] == task.get("end_date", "")
    return score + _AGREES * right["owner"] + _AGREES * ends


def _texts(row: Row) -> list[str]:
    action, content = row.get("action") or "", row.get("content") or ""
    both = f"{content} {action}" if content and action else ""
    return [text for text in (action, content, both) if text]


def _holds(whole: str, part: str) -> bool:
    wanted = folded(part)
    if not wanted:
        return False
    matcher = SequenceMatcher(None, wanted, folded(whole), autojunk=False)
    return _shared(matcher, 3) >= _HELD * len(wanted)


def _shared(matcher: SequenceMatcher[str], least: int) -> int:
    return sum(b.size for b in matcher.get_matching_blocks() if b.size > least)


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _codes(text: str) -> set[str]:
    return {code for code in re.split(r"[;,|\s]+", text or "") if code}


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text or "")).lower()


def _wrong(task: Row, row: Row, right: Mapping[str, bool]) -> str:
    names = ", ".join(name for name, good in right.items() if not good)
    flags = row.get("flags") or "no flag"
    return (
        f"wrong {names} ({row.get('confidence')}, {flags}): {task['action']}\n"
        f"    true  {_shown(task)}\n    found {_shown(row)}"
    )


def _shown(row: Row) -> str:
    names = ("owner", "start_date", "end_date", "criteria")
    return " | ".join(repr(row.get(name) or "") for name in names)
