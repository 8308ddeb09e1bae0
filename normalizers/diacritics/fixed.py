"""Forms of fixed spelling that an engine misreads: times of day, initials."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalizers.text.abbreviations import misread
from normalizers.text.syllables import is_syllable

__all__ = ["fixed_forms"]

_DIGITS = str.maketrans("SBIl|OoZ", "58111002")
_HOUR = re.compile(
    r"(?<![^\W_])(?P<h>[\dSBIl|OoZ]{1,2})[hg](?P<m>[0-5SIl|Oo][\dSBIl|OoZ])(?![^\W_])"
)
_EIGHT = {"S": "8", "B": "8"}
_LEAST_DIGITS = 2
_PARTED = re.compile(r"\b(?P<word>tháng|ngày)\s(?P<tens>[0-3]) (?P<ones>\d)(?=/\d)", re.IGNORECASE)
_MOST = {"tháng": 12, "ngày": 31}
_MINISTRY = re.compile(r"(?<![^\W_])(?P<head>[BS]?GD)(?P<sign>\s?&\s?)D(?P<tail>T)(?![^\W_])")
_INITIALS = re.compile(r"(?<![\w&/.])(?<!\w-)[^\W_]{4,8}(?![\w&/-])")


def fixed_forms(line: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and right spelling of what can be nothing else.

    "Sh35" is "8h35" and "I1h00" "11h00", since no word is spelled so; "tháng 1 1/2024" is of
    November; "GD&DT" is "GD&ĐT"
    and "TIND", where not all is in capitals, "TTND".
    """
    for match in _HOUR.finditer(line):
        digits = sum(c.isdigit() for c in match.group())
        if digits < _LEAST_DIGITS and not (digits and match["m"].upper() == "OO"):
            continue
        hour = _EIGHT.get(match["h"]) or match["h"].translate(_DIGITS)
        minute = match["m"].translate(_DIGITS)
        text = f"{hour}{line[match.end('h')]}{minute}"
        if text != match.group() and int(hour) < 24 and int(minute) < 60:
            yield match.start(), match.end(), text
    for match in _PARTED.finditer(line):
        if 0 < int(match["tens"] + match["ones"]) <= _MOST[match["word"].lower()]:
            yield match.start("tens"), match.end("ones"), match["tens"] + match["ones"]
    for match in _MINISTRY.finditer(line):
        yield match.start(), match.end(), f"{match['head']}{match['sign']}ĐT"
    if not line.isupper() or " " not in line.strip():
        for match in _INITIALS.finditer(line):
            known = "" if is_syllable(match.group().lower()) else misread(match.group())
            if known:
                yield match.start(), match.end(), known
