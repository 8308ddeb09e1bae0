"""Scores of documents against their truth, summed over groups and over all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from benchmarks._match import Counts, Matched, compare_rows
from benchmarks._runs import RunDocument, Truth
from benchmarks._words import WordErrors, page_errors
from normalizers.text.unicode import clean, tone_key

LOWER_IS_BETTER = frozenset(
    {"wer", "bag_wer", "raw_wer", "seconds_a_page", "extra_tasks", "silent"}
)

_BY_LETTERS = frozenset(
    {"title", "school", "authority", "signer", "issued_place", "district", "province"}
)


@dataclass(slots=True)
class Scores:
    """Sums over documents: counts per field, header fields right and told, word errors."""

    documents: int = 0
    missing: list[str] = field(default_factory=list)
    pages: int = 0
    truth_rows: int = 0
    found_rows: int = 0
    extra_tasks: int = 0
    fields: dict[str, Counts] = field(default_factory=dict)
    header: dict[str, tuple[int, int]] = field(default_factory=dict)
    words: WordErrors = field(default_factory=WordErrors)
    raw_words: WordErrors = field(default_factory=WordErrors)
    seconds: float | None = None

    def add(self, other: Scores) -> None:
        """Add another's sums to these (micro average); seconds are set by the caller."""
        self.documents += other.documents
        self.missing += other.missing
        self.pages += other.pages
        self.truth_rows += other.truth_rows
        self.found_rows += other.found_rows
        self.extra_tasks += other.extra_tasks
        for name, counts in other.fields.items():
            self.fields.setdefault(name, Counts()).add(counts)
        for name, (right, told) in other.header.items():
            before = self.header.get(name, (0, 0))
            self.header[name] = (before[0] + right, before[1] + told)
        self.words.add(other.words)
        self.raw_words.add(other.raw_words)

    def f1(self, name: str) -> float | None:
        """Return a field's F1; None where there was nothing to count."""
        counts = self.fields.get(name)
        return counts.f1 if counts and counts.total else None

    @property
    def header_accuracy(self) -> float | None:
        """Share of all header fields that are right."""
        told = sum(total for _, total in self.header.values())
        return sum(right for right, _ in self.header.values()) / told if told else None

    def metrics(self) -> dict[str, float]:
        """Return every figure by name, as floors and the JSON report call them."""
        found: dict[str, float] = {"extra_tasks": float(self.extra_tasks)}
        for name, counts in self.fields.items():
            if not counts.total:
                continue
            key = name.replace(" ", "_")
            found |= {
                f"{key}_precision": counts.precision,
                f"{key}_recall": counts.recall,
                f"{key}_f1": counts.f1,
            }
        for name, (right, told) in self.header.items():
            found[f"header_{name}"] = right / told
        if self.header_accuracy is not None:
            found["header"] = self.header_accuracy
        if self.words.words:
            found |= {
                "wer": self.words.rate,
                "bag_wer": self.words.bag_rate,
                "raw_wer": self.raw_words.rate,
            }
        if self.seconds is not None and self.pages:
            found["seconds_a_page"] = self.seconds / self.pages
        return found


def score(truth: Truth, run: RunDocument | None) -> tuple[Scores, Matched]:
    """Compare one document; a file the run lacks or could not read has missed every row."""
    items = run.items if run else ()
    matched = compare_rows(truth.items, items)
    document = run.document if run else {}
    read = run is not None and document.get("status") in ("ok", "partial")
    result = Scores(
        documents=1,
        missing=[] if read else [truth.stem],
        pages=int(document.get("pages") or 0),
        truth_rows=matched.truth_rows,
        found_rows=matched.found_rows,
        extra_tasks=matched.extra_tasks,
        fields=matched.fields,
        header={
            name: (int(header_right(name, value, document.get(name, ""))), 1)
            for name, value in truth.document.items()
            if name != "pages"
        },
    )
    if truth.text:
        result.words = page_errors(truth.text, run.pages if run else ())
        result.raw_words = page_errors(truth.text, run.raw_pages if run else ())
    return result, matched


def header_right(name: str, truth: Any, text: str) -> bool:
    """Say whether a header field is right: letter for letter, names blind to case and stops.

    ``legal_bases`` are right if their numbers and dates are the true ones, in any order.
    """
    if name == "legal_bases":
        return _bases(truth) == _bases(text)
    if name in _BY_LETTERS:
        return tone_key(str(truth or "")) == tone_key(text)
    return " ".join(clean(str(truth or "")).split()) == " ".join(clean(text).split())


def _bases(value: Any) -> list[tuple[str, str]]:
    entries = json.loads(value or "[]") if isinstance(value, str) else value or []
    return sorted((entry.get("number") or "", entry.get("date") or "") for entry in entries)


def by_group(scored: Iterable[tuple[Truth, Scores]]) -> dict[str, Scores]:
    """Return the sums of each group, in order of name, and of "all"."""
    groups: dict[str, Scores] = {}
    everything = Scores()
    for truth, scores in scored:
        groups.setdefault(truth.group, Scores()).add(scores)
        everything.add(scores)
    return {**dict(sorted(groups.items())), "all": everything}


class Measured(Protocol):
    """What has figures by name."""

    def metrics(self) -> Mapping[str, float]: ...


def below_floors(
    groups: Mapping[str, Measured], floors: Mapping[str, Mapping[str, float]]
) -> list[str]:
    """Return one line for each figure that misses its floor (its ceiling where low is good).

    A group or figure that was not measured misses its floor too.
    """
    problems: list[str] = []
    for group, wanted in floors.items():
        metrics = groups[group].metrics() if group in groups else {}
        for name, bound in wanted.items():
            got = metrics.get(name)
            if got is None:
                problems.append(f"{group}: {name} was not measured (floor {bound:g})")
            elif name in LOWER_IS_BETTER and got > bound:
                problems.append(f"{group}: {name} {got:.4f} is above its ceiling {bound:g}")
            elif name not in LOWER_IS_BETTER and got < bound:
                problems.append(f"{group}: {name} {got:.4f} is below its floor {bound:g}")
    return problems
