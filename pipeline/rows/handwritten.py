"""What a pen wrote into a letterhead held against the print of its document.

A paper cites none that is younger than itself; its electronic signature is made on the day it is
numbered, or before; its annexes name it ("Kèm theo Kế hoạch số 126/KH-UBND"). A reading that one of
them contradicts is not given, only offered; one that was only offered is given if one confirms it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from extractors.paper.formulas import is_electronic
from extractors.paper.header import Header
from extractors.paper.numbers import DATE_FLAGS, NUMBER_FLAGS, HandFlags, are_typed
from extractors.types import Line, Page
from normalizers.office.legal import find_legal_references, parse_place_date
from normalizers.text.unicode import fold

__all__ = ["date_stands", "held_against_print"]

_SIGNED = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](20\d\d)(?!\d)")
_ANNEXED = re.compile(r"\bkem theo\b")
_NUMBER = re.compile(r"(?<![\d/])(\d{1,5})\s*/\s*([A-ZĐ]{2,}[\w&.]*(?:[-–][\w&.]+)*)")
_SIGNED_BEFORE = timedelta(days=5)
"""A paper may wait for its number that long after it was signed."""

_SURE = 0.8
"""Confidence of a line of print whose number speaks for or against a reading."""


def held_against_print(header: Header, pages: Sequence[Page]) -> tuple[str, ...]:
    """Return the flags of a header whose handwriting was held against the document's print.

    Args:
        header: with ``..._handwritten`` where a reading is given, ``..._perhaps`` where offered.
        pages: the document.
    """
    flags = list(header.flags)
    number = header.fields.get("number")
    if number is not None and _speaks_of(flags, NUMBER_FLAGS):
        flags = _judged(flags, NUMBER_FLAGS, _number_verdict(number.text, pages), number.text)
    dated = header.fields.get("issued_date")
    day = parse_place_date(" ".join(dated.text.split())).date if dated is not None else None
    if day is not None and _speaks_of(flags, DATE_FLAGS):
        papers = (p for v in header.legal_bases for p in find_legal_references(v.text))
        signed = list(_signed(pages))
        stands = date_stands(day, filter(None, (p.date for p in papers)), signed)
        verdict = False if not stands else True if day in signed else None
        flags = _judged(flags, DATE_FLAGS, verdict, f"{day:%d/%m/%Y}")
    return tuple(flags)


def _speaks_of(flags: Sequence[str], field: HandFlags) -> bool:
    return any(f in (field.given, field.unsure) or f.startswith(f"{field.perhaps}:") for f in flags)


def _judged(flags: Sequence[str], field: HandFlags, verdict: bool | None, text: str) -> list[str]:
    """Return the flags with a reading given (True), offered only (False) or as it was (None)."""
    if verdict is None:
        return list(flags)
    rest = [f for f in flags if f.split(":")[0] not in field]
    if verdict:
        return [*rest, field.given]
    return [*rest, field.unread, field.contradicted, f"{field.perhaps}:{''.join(text.split())}"]


def date_stands(issued: date, cited: Iterable[date], signed: Iterable[date]) -> bool:
    """Say whether no cited paper is younger than a document, and it is not younger than signed."""
    return all(day <= issued for day in cited) and all(
        issued <= day + _SIGNED_BEFORE for day in signed
    )


def _signed(pages: Sequence[Page]) -> Iterator[date]:
    """Yield the days of electronic signatures."""
    for line in _lines(pages):
        if is_electronic(line.text):
            for day, month, year in _SIGNED.findall(line.text):
                try:
                    yield date(int(year), int(month), int(day))
                except ValueError:
                    continue


def _number_verdict(number: str, pages: Sequence[Page]) -> bool | None:
    """Say whether annexes name the paper by its number; False by another of its code.

    Only by numbers that are typed: the clerk's pen fills the blanks of annexes as well.
    """
    own = _NUMBER.match("".join(number.split()))
    lines = (x for x in _lines(pages) if x.conf >= _SURE and _ANNEXED.search(fold(x.text)))
    named = [
        m.groups()
        for line in lines
        for m in _NUMBER.finditer(line.text)
        if are_typed(line.words, m[1])
    ]
    same = [digits for digits, code in named if own is not None and code == own[2]]
    return None if own is None or not same else own[1] in same


def _lines(pages: Sequence[Page]) -> Iterator[Line]:
    yield from (line for page in pages for line in page.lines)
