"""The head of a criterion cell as tokens: words, codes, numbers, connectors."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.criteria.text import (
    CRITERION_WORD,
    LEVEL_WORD,
    NUMERAL,
    STANDARD_WORD,
    mend_digits,
    numeral,
)

_D = r"[0-9oil|!\]sz]"
_KINDS = (
    (
        "evidence",
        r"\[?\(?h\s*\d+\s*[-–.]\s*(?P<es>[1-9])\s*\.\s*(?P<en>\d{1,2})\s*[-–.]\s*\d+\]?\)?",
    ),
    ("standard", rf"\(?{STANDARD_WORD}\s*(?:so\s*)?[:.]?\s*(?P<sn>{NUMERAL})"),
    ("level", rf"\(?\s*{LEVEL_WORD}\s*:?\s*(?P<ln>{NUMERAL})\s*\)?"),
    ("word", rf"{CRITERION_WORD}\s*(?:so(?![a-z])\s*)?"),
    # "Tiên chí 3.4", "Liêu chỉ 3.3": any word before "chí" where a dotted code follows
    (
        "garbled",
        r"(?<![a-z])(?:[a-z1]{3,5}\s+ch[il1]?(?=[\s:]*[1-5il]\s?[.,:]\s?[\dil])"
        r"|[a-z]i[eu][a-z]\s+chi(?=[\s:]*[1-5]\d(?!\d)))",
    ),
    (
        "code",
        rf"(?<!\d)(?<!\d[.,])(?P<s>[1-9sz]|[il|!](?=\s?[.,·])|iii?|iv|v)"
        rf"(?P<sep>\s?\.\s?\.?\s?|[,:·•*⁄]|\.\s?,)(?P<n>(?=[il|!\]oO]|{_D}*\d){_D}{{1,2}})"
        r"(?![\w%/]|[.,]\d|\s*(?:trieu|tr|ty|nghin|dong|%)(?![a-z]))",
    ),
    ("number", rf"(?<!\d)(?<!\d[.,])(?=[il|]|{_D}*\d){_D}{{1,3}}(?![a-z\d%/])"),
    ("to", r"(?:->|→|[-–—~÷]|(?<![a-z])(?:den|toi)(?![a-z]))"),
    ("and", r"(?:[,;&+\n]|(?<![a-z])va(?![a-z]))"),
    (
        "filler",
        r"(?:(?<![a-z])(?:cac|tu|gom|thuoc|cua|noi dung|muc)(?![a-z])|[\s.:()\[\]•*\"'“”‘’~])",
    ),
)
_TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS))


@dataclass(frozen=True, slots=True)
class Token:
    """One token; ``a`` and ``b`` are the standard and number of a code, ``a`` a lone number.

    ``mended`` says that a letter was read as a digit or an odd separator as a dot.
    """

    kind: str
    start: int
    end: int
    a: str = ""
    b: str = ""
    mended: bool = False


def scan(folded: str, at: int = 0) -> tuple[list[Token], int]:
    """Return the tokens from ``at`` on and where the first other word stands."""
    tokens: list[Token] = []
    while at < len(folded):
        match = _TOKEN.match(folded, at)
        if match is None:
            break
        if match.lastgroup != "filler":
            tokens.append(_token(match))
        at = match.end()
    return tokens, at


def _token(match: re.Match[str]) -> Token:
    kind, start, end = match.lastgroup or "", match.start(), match.end()
    if kind == "evidence":
        return Token("code", start, end, match["es"], str(int(match["en"])))
    if kind in ("standard", "level"):
        return Token(kind, start, end, numeral(match["sn"] or match["ln"]))
    if kind == "code":
        roman = match["s"] in ("ii", "iii", "iv", "v")
        s, odd_s = (numeral(match["s"]), False) if roman else mend_digits(match["s"])
        n, odd_n = mend_digits(match["n"])
        odd_sep = match["sep"].strip() != "."
        return Token("code", start, end, s, str(int(n)), odd_s or odd_n or odd_sep)
    if kind == "number":
        digits, odd = mend_digits(match.group())
        return Token("number", start, end, digits, mended=odd)
    if kind == "garbled":
        return Token("word", start, end, mended=True)
    return Token(kind, start, end)
