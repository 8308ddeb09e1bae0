"""A short stroke under a dot is an i, whatever the engine took it for: "Marle", "g1a", "MIl"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.images.sheet import Sheet
from extractors.ocr.engines import OcrWord
from extractors.ocr.letters import Box, ink_columns, ink_parts

__all__ = ["dotted_told"]

_STROKE = re.compile(r"[lI1|](?=[^\W\d_])|(?<=[^\W\d_])[lI1|]")


@dataclass(frozen=True, slots=True)
class DottedSettings:
    """How an i looks; shares of the tallest letter of its word.

    Attributes:
        least_letters: letters and figures of a word that is looked at; shorter ones may be
            numbers of strokes.
        stem: from and to what the stem is high: lower than a capital.
        dot: that the dot is wide and high, at most.
    """

    least_letters: int = 3
    stem: tuple[float, float] = (0.45, 0.85)
    dot: float = 0.35


DOTTED = DottedSettings()


def dotted_told(sheet: Sheet, words: Sequence[OcrWord]) -> tuple[OcrWord, ...]:
    """Return the words with an i where its dot stands in the ink.

    Only words whose letters stand apart are looked at: as many columns of ink as characters.

    Args:
        sheet: the page, height x width, dark ink on white, rulings painted out.
        words: as the engine read them, boxes in pixels of the page.
    """
    return tuple(_told(sheet, word) if _is_doubtful(word.text) else word for word in words)


def _is_doubtful(text: str) -> bool:
    return sum(c.isalnum() for c in text) >= DOTTED.least_letters and bool(_STROKE.search(text))


def _told(sheet: Sheet, word: OcrWord) -> OcrWord:
    columns = ink_columns(ink_parts(sheet, word.box))
    if len(columns) != len(word.text):
        return word
    tallest = max(y1 - y0 for column in columns for _, y0, _, y1 in column)
    strokes = {match.start() for match in _STROKE.finditer(word.text)}
    text = "".join(
        "i" if n in strokes and _is_dotted(column, tallest) else letter
        for n, (letter, column) in enumerate(zip(word.text, columns, strict=True))
    )
    return replace(word, text=text, alternatives=()) if text != word.text else word


def _is_dotted(parts: Sequence[Box], tallest: int) -> bool:
    """Say whether a column of ink is a dot over a stem that is lower than a capital."""
    if len(parts) != 2:
        return False
    (dx0, dy0, dx1, dy1), (_, y0, _, y1) = parts
    low, high = (share * tallest for share in DOTTED.stem)
    return (
        dy1 <= y0 and max(dx1 - dx0, dy1 - dy0) <= DOTTED.dot * tallest and low <= y1 - y0 <= high
    )
