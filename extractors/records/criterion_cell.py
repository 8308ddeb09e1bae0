"""A criterion written at the beginning of a cell, parted from the text that follows it.

"Tiêu chí 1.5. - Nhà trường tiếp tục ..." holds a code and the content of the row.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.types import FieldValue
from normalizers.criteria.text import CRITERION_WORD
from normalizers.text.unicode import fold_aligned

__all__ = ["split_criterion"]

_CODE = r"\d{1,2}(?:\s?[.,]\s?(?:\d{1,2}|[oil|]\d?(?![\w.])))?"
_WORD = rf"(?:cac\s+)?{CRITERION_WORD}\s*(?:so\s*)?"
_MORE = rf"(?:\s*(?:,|;|va|den|[-–&+])\s*(?:{_WORD})?{_CODE}(?!\s*[/%\d]))*"
_EXPLICIT = re.compile(rf"^\W*{_WORD}{_CODE}{_MORE}")
_BARE = re.compile(rf"^\W*\d{{1,2}}\s?\.\s?\d{{1,2}}(?!\s*[./\d]){_MORE}")
_SEPARATOR = re.compile(r"^[\s.:;,)\]]*")


def split_criterion(value: FieldValue, *, bare: bool) -> tuple[FieldValue, FieldValue | None]:
    """Return the code part and the rest (None if nothing follows); ``(value, None)`` if no code.

    Args:
        value: the cell's value.
        bare: whether a code without the word "Tiêu chí" ("1.5 Lớp học") counts.
    """
    at = _code_end(value.text, bare)
    if at is None:
        return value, None
    rest = _SEPARATOR.sub("", value.text[at:])
    if not rest.strip():
        return value, None
    raw_at = _code_end(value.raw, bare)
    if raw_at is None:
        raw_head, raw_rest = value.raw, value.raw
    else:
        raw_head, raw_rest = value.raw[:raw_at], _SEPARATOR.sub("", value.raw[raw_at:])
    cut = len(value.raw) - len(raw_rest)
    head = replace(
        value,
        text=value.text[:at].strip(),
        raw=raw_head,
        changes=tuple(c for c in value.changes if c.start < cut or raw_at is None),
    )
    tail = replace(
        value,
        text=rest.strip(),
        raw=raw_rest,
        changes=tuple(
            replace(c, start=c.start - cut, end=c.end - cut)
            for c in value.changes
            if c.start >= cut
        ),
    )
    return head, tail


def _code_end(text: str, bare: bool) -> int | None:
    """Return the offset after the code(s) at the beginning; None if there is none."""
    plain = fold_aligned(text)
    match = _EXPLICIT.match(plain) or (_BARE.match(plain) if bare else None)
    return match.end() if match else None
