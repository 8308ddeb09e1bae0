"""Persons that stand on lines of their own in one cell, with or without telephone numbers."""

from __future__ import annotations

import re

from extractors.wording.cell_kinds import cell_kind, parted_at_phones, without_phones

__all__ = ["person_lines"]

_RANK = re.compile(
    r"^(?:(?:đại úy|thượng úy|trung úy|thiếu úy|thiếu tá|trung tá|thượng tá|đại tá|thầy|cô|ông|bà"
    r"|đ/c|đồng chí|pgs|ts|ths|cn)\.?\s*)+",
    re.IGNORECASE,
)
_LONGEST_NAME = 6
"""Words of a person's name, at most."""

_NUMBER = re.compile(r"^\s*(?:\d{1,2}[.)]|[-–+•])\s*")


def person_lines(text: str) -> str:
    """Return the persons of a cell set apart by "; ", telephone numbers taken off.

    Lines that a narrow column broke inside a name are joined. A cell that is no list of persons
    comes back as it is.
    """
    plain = without_phones(text)
    called = parted_at_phones(text)
    if len(called) > 1 and plain.count("\n") < len(called) and all(map(_is_called, called)):
        return "; ".join(" ".join(name.split()) for name in called)
    lines = [_NUMBER.sub("", line).strip(" ;,") for line in plain.split("\n")]
    names = _whole([line for line in lines if line])
    if not names or not all(_is_person(name) for name in names) or _may_be_one(names):
        return text
    return "; ".join(names) if len(names) > 1 or plain != text else text


def _is_called(text: str) -> bool:
    """Say whether what stands before a telephone number has the shape of a name, known or not."""
    words = _RANK.sub("", text).split()
    return 1 < len(words) <= _LONGEST_NAME and all(w[:1].isupper() for w in words)


def _whole(lines: list[str]) -> list[str]:
    """Join a line with the next where only both together are a full name ("Bế Văn" / "Khánh")."""
    out: list[str] = []
    for line in lines:
        if out and (len(line.split()) == 1 or len(_RANK.sub("", out[-1]).split()) < 2):
            out[-1] += f" {line}"
        else:
            out.append(line)
    return out


def _may_be_one(names: list[str]) -> bool:
    """Say whether two lines of two words may be one name of four that a narrow column broke."""
    short = [len(_RANK.sub("", name).split()) == 2 for name in names]
    return any(a and b for a, b in zip(short, short[1:], strict=False))


def _is_person(text: str) -> bool:
    bare = _RANK.sub("", text)
    return len(bare.split()) > 1 and "," not in bare and cell_kind(bare) == "person"
