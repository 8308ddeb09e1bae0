"""A cell of a grid with what was read in it."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.ocr import OcrWord
from extractors.tables.ruled import GridCell


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A grid cell with the words read in it, in reading order."""

    cell: GridCell
    words: tuple[OcrWord, ...]

    @property
    def lines(self) -> list[list[OcrWord]]:
        """The words grouped by line."""
        groups: dict[tuple[int, int, int], list[OcrWord]] = {}
        for word in self.words:
            groups.setdefault(word.line, []).append(word)
        return list(groups.values())

    @property
    def text(self) -> str:
        """The text with its printed line breaks."""
        return "\n".join(" ".join(word.text for word in line) for line in self.lines)

    @property
    def conf(self) -> float:
        """Mean confidence weighted by word length; 1.0 for an empty cell."""
        weight = sum(len(word.text) for word in self.words)
        if not weight:
            return 1.0
        return sum(word.conf * len(word.text) for word in self.words) / weight
