"""Lines of flattened text gathered into cell-sized chunks.

Where blank lines part the cells, a chunk is a paragraph and extra blank lines are empty cells;
where the text has no blank lines, every line is a chunk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.tables.flattened.settings import RUN
from extractors.types import Line

__all__ = ["Chunk", "chunks_of"]


@dataclass(frozen=True, slots=True)
class Chunk:
    """One cell's worth of lines.

    Attributes:
        lines: the lines, none blank.
        first: index of the first line in the sequence given.
        last: index of the last line.
        gaps: how many empty cells the blank lines before it seem to stand for.
    """

    lines: tuple[Line, ...]
    first: int
    last: int
    gaps: int = 0

    @property
    def text(self) -> str:
        """The lines on one line."""
        return " ".join(" ".join(line.text.split()) for line in self.lines)


def chunks_of(lines: Sequence[Line], *, spaced: bool | None = None) -> list[Chunk]:
    """Return the chunks of the lines in order.

    Args:
        lines: the lines, blank ones included where the source has them.
        spaced: whether blank lines part the cells; None to judge by the lines.
    """
    spaced = _is_spaced(lines) if spaced is None else spaced
    chunks: list[Chunk] = []
    run: list[Line] = []
    start = blanks = 0
    before = 0
    for i, line in enumerate(lines):
        if not line.text.strip():
            if run:
                chunks.append(Chunk(tuple(run), start, i - 1, _gaps(before, spaced)))
                run = []
                blanks = 0
            blanks += 1
            continue
        if run and not spaced:
            chunks.append(Chunk(tuple(run), start, i - 1, 0))
            run = []
            blanks = 0
        if not run:
            start, before = i, blanks
        run.append(line)
    if run:
        chunks.append(Chunk(tuple(run), start, start + len(run) - 1, _gaps(before, spaced)))
    return chunks


def _is_spaced(lines: Sequence[Line]) -> bool:
    """Say whether blank lines part the paragraphs (at least one for every four lines of text)."""
    filled = sum(bool(line.text.strip()) for line in lines)
    runs = sum(
        bool(a.text.strip()) and not b.text.strip() for a, b in zip(lines, lines[1:], strict=False)
    )
    return filled > 0 and runs >= RUN.spaced * filled


def _gaps(blanks: int, spaced: bool) -> int:
    """One blank line parts two cells; an empty cell adds its own line and one more blank."""
    return max(0, (blanks - 1) // 2) if spaced else 0
