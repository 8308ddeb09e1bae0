"""A stretch of lines in columns: what finding hands to reading."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.tables.words import Placed
from extractors.types import BBox

__all__ = ["Region"]


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of lines in columns; pixels.

    Attributes:
        box: its outer border.
        walls: x of the borders between columns, from left to right.
        words: the words in it.
        height: usual height of a word.
        ruled: rulings stand above and below it.
        on_top: it begins with the page.
    """

    box: BBox
    walls: tuple[float, ...]
    words: tuple[Placed, ...]
    height: float
    ruled: bool = False
    on_top: bool = False
