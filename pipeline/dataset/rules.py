"""What a value of each column must be: one table, for single rows and for whole frames.

Rows are held against it by plain Python, a few microseconds each; pandera, which looks at frames
(``pipeline.dataset.schema``), is asked only where a row does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from pipeline.model import (
    DEADLINE_KINDS,
    DOCUMENT_COLUMNS,
    DOCUMENT_KINDS,
    ITEM_COLUMNS,
    ITEM_KINDS,
    Document,
    Item,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["RULES", "Rule", "fits", "frame_fits", "is_day"]

Kind: TypeAlias = Literal["text", "int", "maybe_int", "float"]

_TYPES: Final[Mapping[Kind, tuple[type, ...]]] = {
    "text": (str,),
    "int": (int,),
    "maybe_int": (int, type(None)),
    "float": (float,),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What the values of a column are.

    Attributes:
        kind: their type.
        pattern: what a whole text matches; "" for any.
        allowed: the texts there are; empty for any.
        least: the smallest number, most: the largest; None for any.
        day: a text is "" or a day of the calendar as "2023-11-30".
    """

    kind: Kind = "text"
    pattern: str = ""
    allowed: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    day: bool = False

    def holds(self, value: Any) -> bool:
        """Say whether a value fits."""
        if not isinstance(value, _TYPES[self.kind]):
            return False
        if isinstance(value, str):
            return self._holds_text(value)
        return value is None or self._holds_number(value)

    def _holds_number(self, value: Any) -> bool:
        low, high = self.least, self.most
        return (low is None or value >= low) and (high is None or value <= high)

    def _holds_text(self, value: str) -> bool:
        if self.day:
            return is_day(value)
        if self.pattern:
            return re.match(self.pattern, value) is not None
        return not self.allowed or value in self.allowed


def is_day(text: str) -> bool:
    """Say whether a text is "" or a day of the calendar as "2023-11-30"."""
    try:
        return text == "" or date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


_YEAR: Final = r"^(\d{4}-\d{4})?$"
_CODE: Final = r"\d{1,2}(\.\d{1,2})?"  # impossible codes are kept, and flagged
_SHA: Final = r"^[0-9a-f]{64}$"
_DAY: Final = Rule(day=True)

_ITEMS: Final[Mapping[str, Rule]] = {
    **{name: Rule() for name in ITEM_COLUMNS},
    "item_id": Rule(pattern=r"^[0-9a-f]{12}-\d{4,}$"),
    "document_id": Rule(pattern=_SHA),
    "page": Rule("int", least=1),
    "row": Rule("int", least=0),
    "kind": Rule(allowed=ITEM_KINDS),
    "level": Rule(pattern=r"^[1-4]?(;[1-4])*$"),
    "criteria": Rule(pattern=rf"^({_CODE}(;{_CODE})*)?$"),
    "start_date": _DAY,
    "end_date": _DAY,
    "deadline_kind": Rule(allowed=("", *DEADLINE_KINDS)),
    "budget_vnd": Rule("maybe_int", least=0),
    "confidence": Rule("float", least=0, most=1),
}
_DOCUMENTS: Final[Mapping[str, Rule]] = {
    **{name: Rule() for name in DOCUMENT_COLUMNS},
    "document_id": Rule(pattern=_SHA),
    "pages": Rule("int", least=0),
    "read_by": Rule(allowed=("", "text", "ocr", "mixed")),
    "kind": Rule(allowed=("", *DOCUMENT_KINDS)),
    "issued_date": _DAY,
    "school_year": Rule(pattern=_YEAR),
    "status": Rule(allowed=("ok", "partial", "failed", "duplicate")),
}
RULES: Final[Mapping[type[Any], Mapping[str, Rule]]] = {Item: _ITEMS, Document: _DOCUMENTS}
"""The rules of each class of rows, by column."""

_KEYS: Final[Mapping[type[Any], tuple[str, ...]]] = {
    Item: ("item_id",),
    Document: ("document_id", "source"),
}


_TESTS: Final = {
    cls: [(name, rule.holds) for name, rule in rules.items()] for cls, rules in RULES.items()
}


def fits(rows: Iterable[Any]) -> bool:
    """Say whether rows of one class fit, and no key stands twice."""
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        cls = type(row)
        key = tuple(getattr(row, name) for name in _KEYS[cls])
        if key in seen or not all(holds(getattr(row, name)) for name, holds in _TESTS[cls]):
            return False
        seen.add(key)
    return True


def frame_fits(frame: pd.DataFrame, cls: type[Any]) -> bool:
    """Say whether a frame of rows of one class fits, and no key stands twice.

    Each value of a column is looked at once, however many rows have it.
    """
    rules = RULES[cls]
    if list(frame.columns) != list(rules) or frame.duplicated(list(_KEYS[cls])).any():
        return False
    return all(_column_fits(frame[name], rule) for name, rule in rules.items())


def _column_fits(column: pd.Series[Any], rule: Rule) -> bool:
    there = column.dropna() if rule.kind == "maybe_int" else column
    return all(map(rule.holds, there.unique().tolist()))
