"""The spellings of criteria, standards and levels, as patterns over folded text."""

from __future__ import annotations

import re
from typing import Final

CRITERION_WORD: Final = (
    r"(?:t[il1]?eu?\s*ch[il1]t?(?![a-z])|t\.?\s*/?\s*chi(?![a-z])"
    r"|(?<![a-z])t\.?\s?c\.?(?![a-z]))"
)
STANDARD_WORD: Final = (
    r"(?:t[il1]?eu\s*ch?u[a-z]{1,2}n?(?![a-z])|t\s*/?\s*chuan(?![a-z])|(?<![a-z])tchuan(?![a-z]))"
)
LEVEL_WORD: Final = r"(?:(?<![a-z])muc(?:\s*do)?|(?<![a-z])cap\s*do)(?![a-z])"
NUMERAL: Final = r"(?:iv|i{1,3}|il|ll|v|[1-9|l])(?![a-z\d])"
_NUMERALS: Final = {
    "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "il": "2", "ll": "2", "l": "1", "|": "1",
}  # fmt: skip
_MEND = str.maketrans("oil|!]sz", "01111152")
_NUMBERING = re.compile(
    r"\s*(?:[-–•+*]|(?:\d{1,2}|[a-z]|[ivx]{1,4})\s*[.)]|\d{1,2}(?=\s+t))\s*"
    r"(?=(?:\d{1,2}\s+)?[a-z])"
)


def numeral(text: str) -> str:
    """Return a Roman or damaged numeral as a digit ("II" -> "2", "l" -> "1")."""
    text = text.strip().lower()
    return _NUMERALS.get(text, text)


def mend_digits(text: str) -> tuple[str, bool]:
    """Return the digits with letters that OCR confuses put right, and whether any was changed."""
    mended = text.translate(_MEND)
    return mended, mended != text


def numbering_end(folded: str) -> int:
    """Return where a row's own numbering ("1. ", "a) ", "- ") ends; 0 if it has none."""
    match = _NUMBERING.match(folded)
    return match.end() if match else 0
