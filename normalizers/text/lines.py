"""Joining the printed lines of a cell or paragraph back into sentences."""

from __future__ import annotations

import re

# A line that begins like this starts a new item of a list, so the break before it is real.
_BULLET = re.compile(
    r"""^\s*(?:[-–—•●○▪■\uf0b7\uf02d+*]\s*\S | \(?\d{1,2}[.)]\s+\S | \(?[a-zđ][.)]\s+\S
        | [IVX]{1,5}[.)]\s+\S | (?:Tiêu\ chí|Bước|Nhóm|Mức|Tuần)\s+\d)""",
    re.VERBOSE | re.IGNORECASE,
)
_REST_OF_SPAN = re.compile(r"^[-–—]\s*\d")
_CODE_BREAK = re.compile(r"[0-9A-ZĐ&]-$")
_SENTENCE_END = re.compile(r"[.;:!?…]$")


def unwrap(text: str) -> str:
    """Join soft-wrapped lines with spaces; keep breaks before bullets and after full sentences.

    A line that ends a sentence (``. ; :``) and is followed by a capital keeps its break. A code cut
    at its hyphen ("BGDĐT-" / "QLCL") is joined without a space. Runs of blanks become one.
    """
    out: list[str] = []
    for raw in text.replace("\r", "\n").replace("\u00ad", "").split("\n"):
        line = re.sub(r"[ \t\u00a0]+", " ", raw).strip()
        if not line:
            continue
        if not out or _starts_item(out[-1], line):
            out.append(line)
        elif _CODE_BREAK.search(out[-1]) and line[:1].isupper():
            out[-1] += line
        else:
            out[-1] += " " + line
    return "\n".join(out)


def _starts_item(previous: str, line: str) -> bool:
    if _REST_OF_SPAN.match(line) and previous[-1:].isdigit():
        return False  # "từ 20" / "-30/11"
    if _BULLET.match(line):
        return True
    return bool(_SENTENCE_END.search(previous)) and line[:1].isupper()


def one_line(text: str) -> str:
    """Return the text on one line with single spaces."""
    return re.sub(r"\s+", " ", text).strip()
