"""What a person typed into one field, and what follows from it in the others.

Who types another owner expects the role to follow, who types another deadline its dates. What is
typed is kept as typed; only values the program computes are computed anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from normalizers.criteria import parse_criteria, parse_level
from normalizers.deadlines import Calendar, DocumentTime, RowTime, document_time, infer_times
from normalizers.money import parse_money
from normalizers.owners import Synonyms, parse_owners
from normalizers.school_year import parse_school_year
from normalizers.text.unicode import fold
from pipeline.edits.events import HEADER_FIELDS, ITEM_FIELDS
from pipeline.errors import ExitCode, RunError
from pipeline.model import DOCUMENT_KINDS, ITEM_KINDS, Document, Item, joined

__all__ = ["Setting", "ValueRefusedError", "derived_header", "derived_item", "setting_of"]

_LIST: Final = re.compile(r"\s*[;\n]\s*")
_WRITTEN_DATE: Final = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_LEVELS: Final = re.compile(r"[1-4](;[1-4])*")


class ValueRefusedError(RunError):
    """What was typed cannot stand in its field; its text says what can."""

    exit_code = ExitCode.USAGE

    def __init__(self, field: str, why: str) -> None:
        self.field = field
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class Setting:
    """What of a document bears on the values of its rows."""

    time: DocumentTime
    framework: str = ""
    synonyms: Synonyms | None = None


def setting_of(document: Document, synonyms: Synonyms | None = None) -> Setting:
    """Return what a document as it counts tells of its rows' values."""
    named = "school_year_from_date" not in document.flags.split(";")
    return Setting(
        document_time(
            document.title,
            issued=date.fromisoformat(document.issued_date) if document.issued_date else None,
            school_year=parse_school_year(document.school_year) if named else None,
        ),
        "" if ";" in document.framework else document.framework,
        synonyms,
    )


def derived_item(item: Item, typed: Mapping[str, str], setting: Setting) -> dict[str, Any]:
    """Return the patch that what was typed makes of a row.

    Args:
        item: the row as it counts.
        typed: field to text as typed; dates as "30/11/2023" or ISO, lists with ";".
        setting: the document's.

    Returns:
        field to value, those that follow included; a field typed too is never overruled.

    Raises:
        ValueRefusedError: a text cannot stand in its field.
    """
    patch: dict[str, Any] = {}
    for name, text in typed.items():
        if name not in ITEM_FIELDS:
            raise ValueRefusedError(name, f"Không có cột “{name}”.")
        patch |= _ITEM_RULES.get(name, _plain)(name, text.strip(), item, setting)
    own = {name: patch[name] for name in typed}
    return {**patch, **own}


def derived_header(typed: Mapping[str, str]) -> dict[str, Any]:
    """Return the patch that what was typed makes of a document's header.

    Raises:
        ValueRefusedError: a text cannot stand in its field.
    """
    patch: dict[str, Any] = {}
    for name, text in typed.items():
        if name not in HEADER_FIELDS:
            raise ValueRefusedError(name, f"Không có cột “{name}”.")
        patch[name] = _HEADER_RULES.get(name, _same)(name, text.strip())
    return patch


def _plain(name: str, text: str, item: Item, setting: Setting) -> dict[str, Any]:
    return {name: text}


def _owner(name: str, text: str, item: Item, setting: Setting) -> dict[str, Any]:
    found = parse_owners(text, synonyms=setting.synonyms, misread=False)
    patch = {name: text, "owners": joined((*found.owners, *_helpers(item, setting)))}
    return patch | ({"people": joined(found.people)} if found.people else {})


def _helpers(item: Item, setting: Setting) -> list[str]:
    """Return the roles of a row that its owner's text does not name: those who help."""
    readings = [
        parse_owners(item.owner, synonyms=setting.synonyms, misread=misread).owners
        for misread in (True, False)
    ]
    named = {role for roles in readings for role in roles}
    written = fold(item.owner)
    others = [role for role in item.owners.split(";") if role and role not in named]
    return [role for role in others if fold(role) not in written]


def _deadline(name: str, text: str, item: Item, setting: Setting) -> dict[str, Any]:
    limit = bool(item.end_date) and not item.start_date
    row = RowTime(" ".join(text.split()), limit=limit)
    (found,) = infer_times((row,), setting.time, Calendar(setting.time.school_year, None))
    value = found.value
    return {
        name: text,
        "start_date": value.start.isoformat() if value.start else "",
        "end_date": value.end.isoformat() if value.end else "",
        "deadline_kind": value.kind,
    }


def _criteria(name: str, text: str, item: Item, setting: Setting) -> dict[str, Any]:
    found = parse_criteria(text, framework=setting.framework or None, standard_hint=item.standard)
    if text and not found.codes:
        raise ValueRefusedError(name, f"“{text}” không phải mã tiêu chí (như 1.5 hoặc 1.1;1.2).")
    return {name: ";".join(found.codes), "standard": found.standard or item.standard}


def _budget(name: str, text: str, item: Item, setting: Setting) -> dict[str, Any]:
    return {name: text, "budget_vnd": parse_money(text).vnd}


def _sum(name: str, text: str, item: Item, setting: Setting) -> dict[str, Any]:
    digits = re.sub(r"[.\s]|đồng|đ$", "", text)
    if digits and not digits.isdecimal():
        raise ValueRefusedError(name, f"“{text}” không phải số tiền (như 1.500.000).")
    return {name: int(digits) if digits else None}


def _day(name: str, text: str, item: Item, setting: Setting) -> dict[str, Any]:
    return {name: _iso(name, text)}


def _iso(name: str, text: str) -> str:
    if not text:
        return ""
    written = _WRITTEN_DATE.fullmatch(text)
    try:
        if written:
            day, month, year = map(int, written.groups())
            return date(year, month, day).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueRefusedError(name, f"“{text}” không phải ngày (như 30/11/2023).") from None


def _item_kind(name: str, text: str, item: Item, setting: Setting) -> dict[str, Any]:
    if text not in ITEM_KINDS:
        raise ValueRefusedError(name, f"Loại dòng chỉ có: {', '.join(ITEM_KINDS)}.")
    return {name: text}


def _level(name: str, text: str, item: Item, setting: Setting) -> dict[str, Any]:
    level = text if not text or _LEVELS.fullmatch(text) else parse_level(text)
    if text and not level:
        raise ValueRefusedError(name, f"“{text}” không phải mức (1 đến 4).")
    return {name: level}


def _list(name: str, text: str, item: Item, setting: Setting) -> dict[str, Any]:
    return {name: joined(_LIST.split(text))}


_Rule = Callable[[str, str, Item, Setting], dict[str, Any]]
_ITEM_RULES: Final[dict[str, _Rule]] = {
    "owner": _owner,
    "owners": _list,
    "people": _list,
    "deadline": _deadline,
    "start_date": _day,
    "end_date": _day,
    "criteria": _criteria,
    "level": _level,
    "budget": _budget,
    "budget_vnd": _sum,
    "kind": _item_kind,
}


def _same(name: str, text: str) -> str:
    return text


def _document_kind(name: str, text: str) -> str:
    if text and text not in DOCUMENT_KINDS:
        raise ValueRefusedError(name, f"Loại văn bản chỉ có: {', '.join(DOCUMENT_KINDS)}.")
    return text


def _school_year(name: str, text: str) -> str:
    year = parse_school_year(text)
    if text and year is None:
        raise ValueRefusedError(name, f"“{text}” không phải năm học (như 2023-2024).")
    return year.label if year else ""


_HEADER_RULES: Final[dict[str, Callable[[str, str], str]]] = {
    "issued_date": _iso,
    "kind": _document_kind,
    "school_year": _school_year,
}
