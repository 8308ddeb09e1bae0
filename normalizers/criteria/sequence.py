"""Mending codes by their place in the numbering of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalizers.criteria.parse import CriteriaValue
from normalizers.frameworks import code_key

_DOUBTFUL = frozenset(("criterion_not_in_framework", "criteria_unparsed", "criteria_ocr_mended"))


def normalise_sequence(values: Sequence[CriteriaValue]) -> tuple[CriteriaValue, ...]:
    """Return the values with doubtful codes mended where the numbering leaves one choice.

    Between 3.5 and 3.7 a row whose code is unknown, unreadable or was mended letter by letter can
    only be 3.6: it becomes that with the flag ``criteria_from_sequence``. A good code that steps
    backwards is kept and flagged ``criteria_out_of_order``. Rows without doubt never change.
    """
    out = list(values)
    for i, value in enumerate(out):
        between = _between(_code_before(out, i), _code_after(out, i))
        if between and _doubtful(value) and value.codes != (between,):
            flags = tuple(f for f in value.flags if f not in _DOUBTFUL)
            out[i] = replace(
                value,
                codes=(between,),
                standard=between.split(".")[0],
                flags=(*flags, "criteria_from_sequence"),
            )
    return _ordered_flags(out)


def _doubtful(value: CriteriaValue) -> bool:
    return len(value.codes) <= 1 and bool(_DOUBTFUL & set(value.flags))


def _code_before(values: Sequence[CriteriaValue], i: int) -> str:
    value = values[i - 1] if i else None
    return value.codes[-1] if value and value.codes and not _doubtful(value) else ""


def _code_after(values: Sequence[CriteriaValue], i: int) -> str:
    value = values[i + 1] if i + 1 < len(values) else None
    return value.codes[0] if value and value.codes and not _doubtful(value) else ""


def _between(before: str, after: str) -> str:
    a, b = code_key(before), code_key(after)
    if len(a) == len(b) == 2 and a[0] == b[0] and b[1] - a[1] == 2:
        return f"{a[0]}.{a[1] + 1}"
    return ""


def _ordered_flags(values: list[CriteriaValue]) -> tuple[CriteriaValue, ...]:
    """Flag codes that step backwards within one standard, unless a new round begins at .1."""
    last: tuple[int, ...] = ()
    out: list[CriteriaValue] = []
    for value in values:
        if len(value.codes) != 1:
            out.append(value)
            continue
        key = code_key(value.codes[0])
        restarts = bool(key) and key[-1] == 1
        if last and len(key) == len(last) == 2 and key < last and not restarts:
            value = replace(value, flags=(*value.flags, "criteria_out_of_order"))
        out.append(value)
        last = key
    return tuple(out)
