"""Text of others shown on a screen: what would steer the terminal is written out instead."""

from __future__ import annotations

import re

__all__ = ["visible"]

_STEERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]"
)
_LINES = re.compile("[\t\n]")


def visible(text: str, *, lines: bool = False) -> str:
    """Return the text with control characters and turns of the writing direction as escapes.

    Args:
        text: whatever a file or its name holds.
        lines: keep tabs and ends of lines, too; of a name they are written out.
    """
    shown = _STEERS.sub(_escaped, text)
    return shown if lines else _LINES.sub(_escaped, shown)


def _escaped(found: re.Match[str]) -> str:
    return found.group().encode("unicode_escape").decode("ascii")
