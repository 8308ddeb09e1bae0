"""One criterion cell: its codes, standard, level and the title that follows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from normalizers.criteria.scan import Token, scan
from normalizers.criteria.sections import parse_standard, section_of
from normalizers.criteria.text import CRITERION_WORD, LEVEL_WORD, NUMERAL, numbering_end, numeral
from normalizers.criteria.titles import title_to_code
from normalizers.frameworks import (
    all_frameworks,
    code_key,
    framework_codes,
    frameworks_by_id,
)
from normalizers.text.unicode import clean, fold_aligned

__all__ = ["CriteriaValue", "parse_criteria"]

_LATER = re.compile(rf"{CRITERION_WORD}\s*:?\s*(?=\d\s?[.,]\s?\d|h\s*\d)")
_LEVEL_AT_END = re.compile(
    rf"[(\[]\s*(?:dat\s*)?{LEVEL_WORD}\s*:?\s*(?P<a>{NUMERAL})\s*[)\]]"
    rf"|[-–,;]?\s*{LEVEL_WORD}\s*(?P<b>{NUMERAL})\s*\.?\s*$"
)
_SLASHED = re.compile(r"\W*[1-5]\s?/\s?\d{1,2}\W*")
_DOTLESS = re.compile(r"[\s\"'“”‘’~-]*(\d{2,3})\s*[.,:]\s*(?=[a-z])")
_TWO_CODES = re.compile(r"\W*([1-5])\s?[.,:]?\s?(\d)\s?[.,:;]\s?([1-5])\s?[.,:]\s?(\d)\W*")
_MOST_IN_A_STANDARD = 12


@dataclass(frozen=True, slots=True)
class CriteriaValue:
    """The criteria a cell names.

    Attributes:
        codes: codes such as "1.5", ranges expanded, in numeric order (1.9 before 1.10); those of
            level 4 are "1".."6".
        standard: the standard all codes share, or the one the cell names; "" otherwise.
        level: "1".."4" where the cell names one level.
        title: the rest of the cell after the codes, as written.
        flags: machine names of what was mended, guessed or odd.
    """

    codes: tuple[str, ...]
    standard: str = ""
    level: str = ""
    title: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Setting:
    """What surrounds the cell and decides how a bare number is read."""

    framework: str
    standard: str
    level4: bool
    previous: str

    def known(self, code: str) -> bool:
        """Say whether the code exists; without a framework, whether it does in any of them."""
        return code in (framework_codes(self.framework) or _codes_of_any())

    def highest(self, standard: str) -> int:
        """Return the number of criteria of a standard."""
        chosen = frameworks_by_id(self.framework) or all_frameworks()
        return max((f.highest(standard) for f in chosen), default=0)


@lru_cache(maxsize=1)
def _codes_of_any() -> frozenset[str]:
    return frozenset(code for f in all_frameworks() for code in framework_codes(f.id))


# "3.1,3.2": the comma of a list, not of a decimal number.
_TIGHT_LIST = re.compile(r"(\d\.\d{1,2})[,;](?=\d\.?\d)")


def parse_criteria(
    text: str,
    *,
    framework: str | None = None,
    standard_hint: str = "",
    previous: Sequence[str] = (),
    level: str = "",
) -> CriteriaValue:
    """Return the criteria a cell names.

    Args:
        text: the cell ("Tiêu chí 1.5. Lớp học", "TC 1.1 - 1.10", "3"), repaired or not.
        framework: the circular's id; codes it lacks are kept and flagged
            ``criterion_not_in_framework``.
        standard_hint: the standard of the column or section above ("1" or its heading): a bare
            "Tiêu chí 5" under it is 1.5.
        previous: codes of the rows above, the nearest last; decides between two readings only.
        level: the level of the section above; under level 4 a bare number is that list's code.
    """
    hint = parse_standard(standard_hint) if standard_hint else ""
    last = previous[-1] if previous else ""
    spaced = _TIGHT_LIST.sub(r"\1, ", text)
    return _parse(spaced, _Setting(framework or "", hint, level == "4", last))


@lru_cache(maxsize=4096)
def _parse(text: str, setting: _Setting) -> CriteriaValue:
    cleaned = clean(text).strip()
    folded = fold_aligned(cleaned)
    if "[" in folded:  # then "]" is a bracket, not a misread 1
        folded = folded.replace("]", " ")
    if not any(c.isalnum() for c in folded):
        return CriteriaValue(())
    if _SLASHED.fullmatch(folded):  # "1/2" for 1.2; a cell of criteria holds no fractions
        folded = folded.replace("/", ",")
    tokens, end = _head(folded)
    damaged = _damaged_number(cleaned, folded, tokens, setting)
    if damaged:
        return damaged
    if _several_standards(tokens):
        return CriteriaValue((), "", "", _trimmed(cleaned[end:]))
    named = next((t.a for t in tokens if t.kind == "standard"), "")
    levels = {t.a for t in tokens if t.kind == "level"}
    codes, flags = _codes(tokens, named, setting, whole=end >= len(folded))
    title = cleaned[end:] if tokens else cleaned
    later, later_flags = _later_codes(cleaned, folded, end, setting) if codes else ((), ())
    codes, flags = (*codes, *later), (*flags, *later_flags)
    levels |= _trailing_levels(folded[end:])
    if not codes and (pair := _neighbours(folded)):
        value = _parse(pair, setting)
        return replace(value, flags=tuple(dict.fromkeys((*value.flags, "criteria_ocr_mended"))))
    if not codes:
        return _without_codes(cleaned, title, named, levels, setting)
    return _value(codes, named, levels, title, flags, setting)


def _several_standards(tokens: list[Token]) -> bool:
    """Say whether only standards are counted up: "Tiêu chuẩn 2, 3" names no criterion 2.3."""
    kinds = [t.kind for t in tokens]
    listed = kinds[:2] in (["standard", "and"], ["standard", "to"])
    return listed and set(kinds[2:]) <= {"number", "standard", "and", "to"}


def _neighbours(folded: str) -> str:
    """Return two codes that follow each other, whose signs were misread: "3.2.3.3", "41,4:2"."""
    match = _TWO_CODES.fullmatch(folded)
    if match is None:
        return ""
    a, b, c, d = match.groups()
    return f"{a}.{b}, {c}.{d}" if a == c and int(d) == int(b) + 1 else ""


def _damaged_number(
    cleaned: str, folded: str, tokens: list[Token], setting: _Setting
) -> CriteriaValue | None:
    """Read "14, Lớp học" and "143. Lớp học": a code whose dot was lost before a title.

    If the title names a criterion, that is the criterion and the number is the row's own.
    """
    match = _DOTLESS.match(folded)
    if match is None or any(t.kind in ("code", "word", "standard") for t in tokens):
        return None
    title = _trimmed(cleaned[match.end() :])
    named = title_to_code(title, setting.framework or None)
    if named:
        return CriteriaValue((named,), named.split(".")[0], "", title, ("criteria_from_title",))
    readings = [c for c in _readings(match[1], setting.standard, setting) if "." in c]
    if len(readings) != 1 or readings[0].endswith(f".{int(match[1])}"):
        return None
    code = readings[0]
    return CriteriaValue((code,), code.split(".")[0], "", title, ("criteria_dot_restored",))


def _head(folded: str) -> tuple[list[Token], int]:
    start = numbering_end(folded)
    tokens, end = scan(folded, start)
    if start and not any(t.kind in ("code", "number", "word", "standard") for t in tokens):
        tokens, end = scan(folded)  # the "numbering" was the criterion's own number
    while tokens and tokens[-1].kind in ("to", "and"):
        tokens.pop()
    if tokens and end < len(folded):
        end = max(tokens[-1].end, end if folded[end - 1 : end].isspace() else tokens[-1].end)
    return tokens, end


def _codes(
    tokens: list[Token], named: str, setting: _Setting, *, whole: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes of the head in the order written, and the flags of reading them."""
    codes: list[str] = []
    flags: list[str] = []
    word_seen, to_pending = False, False
    standard = named or setting.standard
    for i, token in enumerate(tokens):
        if token.kind == "word":
            word_seen = True
            flags += ["criteria_ocr_mended"] if token.mended else []
        if token.kind == "to":
            to_pending = bool(codes)
            continue
        if token.kind not in ("code", "number"):
            continue
        if token.kind == "number":
            if not (word_seen or whole or codes) or (codes and not _listed(tokens, i)):
                continue
            code, flag = _number_code(token, codes, standard, named, setting)
        else:
            code, flag = _dotted_code(token, setting)
        if not code:
            continue
        flags += flag
        if to_pending:
            expanded, flag = _expanded(codes[-1], code, setting)
            codes += expanded
            flags += flag
        else:
            codes.append(code)
        to_pending = False
    return tuple(codes), tuple(flags)


def _listed(tokens: list[Token], i: int) -> bool:
    return i > 0 and tokens[i - 1].kind in ("to", "and", "word")


def _dotted_code(token: Token, setting: _Setting) -> tuple[str, list[str]]:
    return f"{token.a}.{token.b}", ["criteria_ocr_mended"] if token.mended else []


def _number_code(
    token: Token, codes: list[str], standard: str, named: str, setting: _Setting
) -> tuple[str, list[str]]:
    """Return the code a number without a dot stands for ("31" under standard 3 is 3.1)."""
    digits = token.a
    odd = ["criteria_ocr_mended"] if token.mended else []
    if codes and "." in codes[-1] and len(digits) <= 3:
        dotted = _dot_restored(codes[-1], digits, setting)
        if dotted:
            return dotted, [*odd, "criteria_dot_restored"]
        if len(digits) <= 2:
            return f"{codes[-1].split('.')[0]}.{int(digits)}", odd
    if named:
        return f"{named}.{int(digits)}", odd
    readings = _readings(digits, "" if setting.level4 else standard, setting)
    if readings:
        code = readings[0]
        restored = code.replace(".", "") == digits and "." in code
        lost = "." in code and not code.endswith(f".{int(digits)}")
        return code, odd + (["criteria_dot_restored"] if restored or lost else [])
    if len(digits) > 2 or int(digits) == 0:
        return "", []
    return str(int(digits)), [*odd, "criterion_not_in_framework"]


def _dot_restored(before: str, digits: str, setting: _Setting) -> str:
    """Return the code after ``before`` whose dot was lost ("2.1 đến 24" for 2.4); "" for none.

    The number must not be one of the standard's own, and the code must follow ``before``.
    """
    code = f"{digits[0]}.{int(digits[1:])}" if len(digits) > 1 else ""
    own = f"{before.split('.')[0]}.{int(digits)}"
    if not code or setting.known(own) or not setting.known(code):
        return ""
    return code if code_key(code) > code_key(before) else ""


def _readings(digits: str, standard: str, setting: _Setting) -> list[str]:
    """Return the known codes the digits may stand for, the likeliest first."""
    found: list[str] = []
    number = str(int(digits))
    if standard and setting.known(f"{standard}.{number}"):
        found.append(f"{standard}.{number}")
    if len(digits) == 1 and (setting.level4 or not standard) and setting.known(number):
        found.append(number)
    if len(digits) in (2, 3):
        dotted = [f"{digits[0]}.{int(digits[1:])}"]
        if len(digits) == 3:  # the dot read as a stroke or a 4: "2i]" is "2.1", "343" is "3.3"
            dotted += [f"{digits[0]}.{digits[2]}"] if digits[1] in "147" else []
        dotted = [c for c in dotted if setting.known(c) and not c.endswith(".0")]
        found += sorted(dotted, key=lambda c: (c.split(".")[0] != standard, _backward(c, setting)))
    if not found and standard and len(digits) <= 2 and int(digits) <= _MOST_IN_A_STANDARD:
        found.append(f"{standard}.{number}")
    return found


def _backward(code: str, setting: _Setting) -> bool:
    return bool(setting.previous) and code_key(code) < code_key(setting.previous)


def _expanded(first: str, last: str, setting: _Setting) -> tuple[list[str], list[str]]:
    """Return the codes after ``first`` up to ``last``."""
    if "." not in first and "." not in last:
        numbers = range(int(first) + 1, int(last) + 1)
        return [str(n) for n in numbers], [] if numbers else ["criteria_range_odd"]
    a, b = code_key(first), code_key(last)
    if len(a) != 2 or len(b) != 2 or b <= a or b[1] > 3 * _MOST_IN_A_STANDARD or b[0] > 9:
        return [last], ["criteria_range_odd"]
    if a[0] == b[0]:
        return [f"{a[0]}.{n}" for n in range(a[1] + 1, b[1] + 1)], []
    codes = [f"{a[0]}.{n}" for n in range(a[1] + 1, setting.highest(str(a[0])) + 1)]
    for s in range(a[0] + 1, b[0]):
        codes += [f"{s}.{n}" for n in range(1, setting.highest(str(s)) + 1)]
    codes += [f"{b[0]}.{n}" for n in range(1, b[1] + 1)]
    return codes, ["criteria_range_across_standards"]


def _later_codes(
    cleaned: str, folded: str, at: int, setting: _Setting
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return codes of further "Tiêu chí x.y" that begin a sentence later in the cell."""
    codes: list[str] = []
    flags: list[str] = []
    for match in _LATER.finditer(folded, at):
        if not cleaned[match.start()].isupper():
            continue  # "theo tiêu chí 2.1" inside a sentence is a mention, not the row's criterion
        tokens, _ = scan(folded, match.start())
        found, odd = _codes(tokens, "", setting, whole=False)
        codes += found
        flags += odd
    return tuple(codes), tuple(flags)


def _trailing_levels(rest: str) -> set[str]:
    return {numeral(m["a"] or m["b"]) for m in _LEVEL_AT_END.finditer(rest)}


def _without_codes(
    cleaned: str, title: str, named: str, levels: set[str], setting: _Setting
) -> CriteriaValue:
    level = levels.pop() if len(levels) == 1 else ""
    section = section_of(cleaned)
    if section is not None:
        return CriteriaValue((), section.standard, section.level, section.title)
    if named:
        return CriteriaValue((), named, level, _trimmed(title))
    code = title_to_code(cleaned, setting.framework or None)
    if code:
        standard = code.split(".")[0]
        return CriteriaValue((code,), standard, level, cleaned, ("criteria_from_title",))
    return CriteriaValue((), "", level, cleaned, ("criteria_unparsed",))


def _value(
    codes: Iterable[str],
    named: str,
    levels: set[str],
    title: str,
    flags: tuple[str, ...],
    setting: _Setting,
) -> CriteriaValue:
    ordered = tuple(sorted(set(codes), key=code_key))
    unknown = [c for c in ordered if not setting.known(c)]
    if unknown:
        flags += ("criterion_not_in_framework",)
    if len(levels) > 1:
        flags += ("level_several",)
    standards = {c.split(".")[0] for c in ordered if "." in c}
    shared = standards.pop() if len(standards) == 1 else named
    if named and shared and shared != named:
        flags += ("standard_mismatch",)
    return CriteriaValue(
        ordered,
        shared,
        levels.pop() if len(levels) == 1 else "",
        _trimmed(title),
        tuple(dict.fromkeys(flags)),
    )


def _trimmed(title: str) -> str:
    return title.strip().lstrip(".:;,-–—)]* \t\n").rstrip()
