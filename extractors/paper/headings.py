"""The headings that stand above a table: which level, standard and group its rows belong to."""

from __future__ import annotations

import re

from extractors.types import Line
from extractors.wording.sections import Context, context_of, is_heading

__all__ = ["Headings"]

_MAJOR = re.compile(r"^\s*(?:[IVX]{1,5}|[A-Z])\s*[.):]|^\s*(?:phụ lục|phần)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2})*\s*[.)]?\s+\S")
_GROUP = re.compile(r"^\W*(?:[a-zđ]\)\s*[^:]{0,30}:\s*)?(?:nhóm|nhom|tổ)\b", re.IGNORECASE)
_RECIPIENTS = re.compile(r"^\W*nơi nhận\b", re.IGNORECASE)
_OPENS_ANNEX = re.compile(
    r"^\W*(?:phụ lục|phần|biểu|mẫu|bảng|danh sách|danh mục|lịch|kế hoạch|chương trình|phân công)\b"
    r"|^\s*(?:[IVX]{1,5}|\d{1,2})\s*[.)]\s",
    re.IGNORECASE,
)
"""What follows the recipients and signatures is their own until a new part opens."""

_REACH = 6
"""Lines above a table among which its heading is looked for."""

_LONGEST_FOLLOWING = 120
"""Characters of a line that goes on with a heading; a longer one is running text."""

_MOST_FOLLOWING = 2
"""Lines that go on with a heading, at most."""


class Headings:
    """Walks the lines of a document and tells the context of the table that comes next."""

    def __init__(self) -> None:
        self._level = ""
        self._standard = ""
        self._recent: list[Line] = []
        self._of_group = False
        self._ended = False

    def add(self, line: Line) -> None:
        """Take the next line of the document."""
        text = line.text.strip()
        if not text:
            return
        self._ended = self._ended or bool(_RECIPIENTS.match(text))
        if self._ended and not _OPENS_ANNEX.match(text):
            self._recent = []
            return
        self._ended = False
        self._recent.append(line)
        if not is_heading(text):
            return
        found = context_of(text)
        self._of_group = bool(_GROUP.match(text))
        if found.standard:
            self._standard = found.standard
            self._level = found.level or self._level
        elif found.level:
            self._level, self._standard = found.level, ""
        elif _MAJOR.match(text) or _NUMBERED.match(text):
            self._level = self._standard = ""

    def context(self) -> Context:
        """Return level, standard and heading text for a table that begins here."""
        return Context(self._level, self._standard, self._section())

    def close(self) -> None:
        """Forget the lines above: a table has taken them.

        What the heading of a group says ("Nhóm 5: ... Tiêu chuẩn 5") holds for that table only.
        """
        self._recent = []
        if self._of_group:
            self._level = self._standard = ""
            self._of_group = False

    def _section(self) -> str:
        """Return the last heading above the table with the short lines that go on with it."""
        lines = [line.text.strip() for line in self._recent[-_REACH:]]
        for start in range(len(lines) - 1, -1, -1):
            if is_heading(lines[start]):
                follow = [t for t in lines[start + 1 :] if len(t) <= _LONGEST_FOLLOWING]
                return " ".join([lines[start], *follow[:_MOST_FOLLOWING]])
        return ""
