"""Sums of money in đồng from the ways plans write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.text.unicode import clean, fold, fold_aligned

__all__ = ["MoneyValue", "find_money", "parse_money"]

_UNITS = {
    "ty": 1_000_000_000, "ti": 1_000_000_000,
    "trieu": 1_000_000, "tr": 1_000_000, "trd": 1_000_000,
    "nghin": 1_000, "ngan": 1_000, "ng": 1_000, "k": 1_000, "n": 1_000,
}  # fmt: skip
_CURRENCY = r"(?:dong|vnd|vn d|d|₫|d\.)"
_AMOUNT = re.compile(
    r"(?<![\w.,/-])(?P<number>[0-9oOlI]*\d[\d.,oOlI]*(?:\s\d{3}(?!\d))*)"
    r"\s*(?P<unit>ty|ti|trieu|trd|tr|nghin|ngan|ng|k|n)?(?P<tail>\d{1,3})?\.?"
    rf"\s*(?P<currency>{_CURRENCY})?(?![\w%])"
    r"(?!\s*(?:/\s*\d|em|hoc sinh|nguoi|giao vien|bo|cai|phong|lop|tieu chi|nam\b|thang\b|%))"
)
_TIMES = re.compile(r"\d\s*[x×*]\s*\d")
_NOTHING = re.compile(r"0+(?:[.,]0+)?")
_SMALLEST = 1_000
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class MoneyValue:
    """A sum in đồng; ``vnd`` is None where the text names a source ("Ngân sách"), not a sum."""

    vnd: int | None
    flags: tuple[str, ...] = ()


def parse_money(text: str) -> MoneyValue:
    """Return the sum a budget cell names.

    "120000 đ", "2.500.000đ", "5 triệu", "1,5 tr", "1tr5" and "500k" are read. Several sums in one
    cell are not added up: the first counts and ``money_several`` is flagged. Digits without a unit
    count only from 1,000 đồng up, since a smaller number is hardly a sum.
    """
    folded = fold(clean(text))
    if not any(c.isdigit() for c in folded):
        return MoneyValue(None)
    if _NOTHING.fullmatch(folded.strip()):
        return MoneyValue(0)
    if _TIMES.search(folded):
        return MoneyValue(None, ("money_unparsed",))
    sums: list[int] = []
    mended = False
    for match in _AMOUNT.finditer(folded):
        value = _value(match)
        if value is None:
            continue
        sums.append(value)
        mended |= any(c.isalpha() for c in match["number"])
    if not sums:
        return MoneyValue(None, ("money_unparsed",))
    flags = ("money_several",) if len(set(sums)) > 1 else ()
    return MoneyValue(sums[0], flags + (("money_ocr_mended",) if mended else ()))


def find_money(text: str) -> tuple[tuple[int, int, int], ...]:
    """Return ``(start, end, vnd)`` of every sum with a unit or currency, in the cleaned text."""
    found: list[tuple[int, int, int]] = []
    folded = fold_aligned(clean(text))
    for match in _AMOUNT.finditer(folded):
        value = _value(match) if match["unit"] or match["currency"] else None
        if value is not None:
            end = match.start() + len(match.group().rstrip(" .,;"))
            found.append((match.start(), end, value))
    return tuple(found)


def _value(match: re.Match[str]) -> int | None:
    unit = _UNITS.get(match["unit"] or "", 1)
    number = _number(match["number"], has_unit=unit > 1)
    if number is None:
        return None
    value = number * unit
    if match["tail"] and unit > 1:
        value += unit * int(match["tail"]) / 10 ** len(match["tail"])
    known = match["unit"] is not None or match["currency"] is not None
    is_year = _YEAR.fullmatch(match["number"]) is not None
    return round(value) if known or (value >= _SMALLEST and not is_year) else None


def _number(text: str, *, has_unit: bool) -> float | None:
    text = text.translate(str.maketrans("oOlI", "0011")).strip("., ")
    groups = re.split(r"[., ]", text)
    if not all(g.isdigit() for g in groups):
        return None
    thousands = len(groups) > 1 and all(len(g) == 3 for g in groups[1:]) and len(groups[0]) <= 3
    if thousands and not (has_unit and len(groups) == 2 and groups[0] != "0" and len(text) < 5):
        return float("".join(groups))
    if len(groups) == 1:
        return float(groups[0])
    # A comma or dot before one or two digits is the decimal sign ("1,5 tr").
    if len(groups[-1]) <= 2 and all(len(g) == 3 for g in groups[1:-1]):
        return float("".join(groups[:-1]) + "." + groups[-1])
    return None
