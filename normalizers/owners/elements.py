"""The element: what an owner cell is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = ["Element", "Kind"]

Kind: TypeAlias = Literal[
    "role", "unit", "person", "lead", "support", "word", "break", "comma", "open", "close", "colon"
]


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the cell; ``name`` is the canonical role, the person or the word itself.

    A "unit" is a body or office as written that is no known role.
    """

    kind: Kind
    start: int
    end: int
    name: str = ""
    mended: bool = False
    expanded: bool = False
