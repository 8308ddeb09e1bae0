"""The rows of a dataset with what their document says of them: school, school year, kind.

One school is written in several ways; its key makes them one, and its most frequent name stands for
it. Keys keep every mark: "Hòa Bình" and "Hoà Bình" are one school, "Hòa An" and "Hoa An" two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd

from normalizers.text.unicode import clean, strip_marks, tone_placement

OFFICE_KINDS = frozenset(("district_plan", "directive", "letter", "decision", "notice"))
"""Papers of an office, not of one school."""

_KINDS_OF_SCHOOLS = (
    ("trung học cơ sở", "thcs"),
    ("trung học phổ thông", "thpt"),
    ("tiểu học", "th"),
    ("mầm non", "mn"),
    ("mẫu giáo", "mg"),
    ("phổ thông dân tộc nội trú", "ptdtnt"),
    ("phổ thông dân tộc bán trú", "ptdtbt"),
)
_I_FOR_Y = dict(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))
_I_OR_Y = re.compile(r"\b([hklmstv])([yýỳỷỹỵ])\b")
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the dataset, typed, with what its document says.

    ``school`` is the key of the school ("" where the document names none), ``year`` the school year
    of the plan ("2022-2023" or "").
    """

    item_id: str
    document_id: str
    source: str
    page: int
    row: int
    kind: str
    paper: str
    school: str
    year: str
    criteria: tuple[str, ...]
    content: str
    action: str
    owner: str
    owners: tuple[str, ...]
    deadline: str
    start: date | None
    end: date | None
    deadline_kind: str
    money: int | None
    confidence: float
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One document that was read, with the key of its school."""

    document_id: str
    source: str
    kind: str
    title: str
    school: str
    authority: str
    district: str
    level: str
    year: str
    framework: str
    status: str
    read_by: str
    pages: int
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the figures are made of; ``names`` gives each key of a school the name to show."""

    rows: tuple[Row, ...]
    papers: tuple[Paper, ...]
    names: Mapping[str, str]
    failed: tuple[Paper, ...] = ()

    def school(self, key: str) -> str:
        """Return the name to show for a key."""
        return self.names.get(key, key) or "(không rõ trường)"

    def rows_of(self) -> dict[str, list[Row]]:
        """Return the rows by document."""
        found: dict[str, list[Row]] = {paper.document_id: [] for paper in self.papers}
        for row in self.rows:
            found.setdefault(row.document_id, []).append(row)
        return found


def facts_of(
    items: pd.DataFrame, documents: pd.DataFrame, same: Mapping[str, str] | None = None
) -> Facts:
    """Return the facts of the two tables of a dataset.

    Args:
        items: the table ``items`` of the dataset.
        documents: the table ``documents``; duplicates are left out, failures stand apart.
        same: spellings of schools and roles and the name each stands for, as a mapping file of
            ``kehoach cluster`` gives them.
    """
    known = {name_key(spelling): name for spelling, name in (same or {}).items()}
    records = [_strings(record) for record in documents.to_dict("records")]
    records = [r for r in records if r["status"] != "duplicate"]
    keys = _school_keys(records, known)
    papers = tuple(_paper(r, keys[i]) for i, r in enumerate(records))
    by_id = {p.document_id: p for p in papers}
    rows = tuple(
        _row(record, by_id[record["document_id"]], known)
        for record in items.to_dict("records")
        if record["document_id"] in by_id
    )
    names = _shown_names(records, keys, known)
    read = tuple(p for p in papers if p.status != "failed")
    return Facts(rows, read, names, tuple(p for p in papers if p.status == "failed"))


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """Return what spellings of one name share.

    Case, blanks, signs, tone placement and the choice of i or y ("Mỹ", "Mĩ") are set aside.

    >>> name_key("Trường THCS Hoà  Bình") == name_key("TRƯỜNG TRUNG HỌC CƠ SỞ HÒA BÌNH")
    True
    >>> name_key("Trường THCS Hòa An") == name_key("Trường THCS Hoa An")
    False
    """
    text = _NO_LETTER.sub(" ", tone_placement(clean(name).lower())).strip()
    text = _I_OR_Y.sub(lambda m: m[1] + _I_FOR_Y[m[2]], text)
    for long, short in _KINDS_OF_SCHOOLS:
        text = re.sub(rf"\b{long}\b", short, text)
    return text.removeprefix("trường ").strip()


def _strings(record: Mapping[object, object]) -> dict[str, str]:
    return {str(k): "" if v is None or v != v else str(v) for k, v in record.items()}


def _school_keys(records: Sequence[Mapping[str, str]], same: Mapping[str, str]) -> list[str]:
    """Return the key of each document's school.

    Two schools of one name in two districts are two; a document that names no district belongs to
    the only one there is.
    """
    keys = [_same(record["school"], same) for record in records]
    places: dict[str, set[str]] = {}
    for key, record in zip(keys, records, strict=True):
        if record["district"]:
            places.setdefault(key, set()).add(name_key(record["district"]))
    return [
        f"{key}, {name_key(record['district'])}".rstrip(", ")
        if key and len(places.get(key, ())) > 1
        else key
        for key, record in zip(keys, records, strict=True)
    ]


def _same(name: str, same: Mapping[str, str]) -> str:
    key = name_key(name)
    return name_key(same.get(key, key))


def _shown_names(
    records: Sequence[Mapping[str, str]], keys: Sequence[str], same: Mapping[str, str]
) -> dict[str, str]:
    spellings: dict[str, Counter[str]] = {}
    for key, record in zip(keys, records, strict=True):
        name = same.get(name_key(record["school"]), record["school"])
        ending = f" ({record['district']})" if ", " in key and record["district"] else ""
        if name:
            spellings.setdefault(key, Counter())[name + ending] += 1
    return {key: min(found, key=lambda n: (-found[n], n)) for key, found in spellings.items()}


def _paper(record: Mapping[str, str], school: str) -> Paper:
    return Paper(
        document_id=record["document_id"],
        source=record["source"],
        kind=record["kind"],
        title=record["title"],
        school=school,
        authority=record["authority"],
        district=record["district"],
        level=record["school_level"],
        year=record["school_year"],
        framework=record["framework"],
        status=record["status"],
        read_by=record["read_by"],
        pages=int(float(record["pages"] or 0)),
        flags=_list(record["flags"]),
    )


def _row(record: Mapping[object, object], paper: Paper, same: Mapping[str, str]) -> Row:
    told = _strings(record)
    owners = _list(told["owners"])
    return Row(
        item_id=told["item_id"],
        document_id=told["document_id"],
        source=told["source"],
        page=int(float(told["page"])),
        row=int(float(told["row"])),
        kind=told["kind"],
        paper=paper.kind,
        school=paper.school,
        year=paper.year,
        criteria=_list(told["criteria"]),
        content=told["content"],
        action=told["action"],
        owner=told["owner"],
        owners=tuple(dict.fromkeys(same.get(name_key(o), o) for o in owners)),
        deadline=told["deadline"],
        start=_day(told["start_date"]),
        end=_day(told["end_date"]),
        deadline_kind=told["deadline_kind"],
        money=int(float(told["budget_vnd"])) if _is_number(told["budget_vnd"]) else None,
        confidence=float(told["confidence"] or 0),
        flags=_list(told["flags"]),
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)


def _day(text: str) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _is_number(text: str) -> bool:
    return text not in ("", "<NA>", "nan", "None")


def is_school_plan(paper: Paper) -> bool:
    """Say whether a document is a plan of one school."""
    return paper.kind not in OFFICE_KINDS and bool(paper.school)


def joined_ids(rows: Iterable[Row]) -> tuple[str, ...]:
    """Return the ids of rows, each once, in order."""
    return tuple(dict.fromkeys(row.item_id for row in rows))


def by_letters(name: str) -> tuple[str, str]:
    """Return the sort key of a name as Vietnamese lists order it: letters first, then marks.

    >>> sorted(["Vân", "Đông", "Dương"], key=by_letters)
    ['Dương', 'Đông', 'Vân']
    """
    letters = strip_marks(name.lower().replace("đ", "d\U0010ffff"))
    return letters, name
