"""A cell of a grid with what was read in it."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.ocr.engines import OcrWord, by_line, mean_conf
from extractors.tables.grid import GridCell


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A grid cell with the words read in it, in reading order."""

    cell: GridCell
    words: tuple[OcrWord, ...]

    @property
    def lines(self) -> list[list[OcrWord]]:
        """The words grouped by line."""
        return by_line(self.words)

    @property
    def text(self) -> str:
        """The text with its printed line breaks."""
        return "\n".join(" ".join(word.text for word in line) for line in self.lines)

    @property
    def conf(self) -> float:
        """Mean confidence weighted by word length; 1.0 for an empty cell."""
        return mean_conf(self.words)
