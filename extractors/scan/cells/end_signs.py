"""Signs at a word's end as their ink shows them: the engine miscounts the dots of "...".

A sign is told by the shape of its parts: one low part is a stop or, much higher than wide, a
comma; two above each other are a colon or a semicolon. Signs that a blank parts from their word
become a word of their own, as they are printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

import numpy as np

from extractors.images.sheet import Sheet
from extractors.ocr.engines import OcrWord, PixelBox
from extractors.ocr.letters import Box, ink_columns, ink_parts

__all__ = ["end_signs_told"]

_END = re.compile(r"(?<=[^\W_])[.,;:…]+$")


@dataclass(frozen=True, slots=True)
class EndSignSettings:
    """What tells the signs at a word's end by their ink; lengths in inches.

    Attributes:
        reach: beyond a word's box in which its signs may stand: the engine's boxes leave dots
            out.
        letter: share of the tallest part of a word from which a part is a letter; lower ones
            are signs and marks.
        comma: times its width from which a sign is high enough for a comma.
        sunk: times its width that a sign reaches below the highest foot of all, if it is a
            comma.
        blank: share of the tallest part from which paper before signs, besides the usual
            spacing, is a blank.
        least_blank: of such paper, at least.
    """

    reach: float = 0.15
    letter: float = 0.42
    comma: float = 1.9
    sunk: float = 0.45
    blank: float = 0.3
    least_blank: float = 0.03


SIGNS = EndSignSettings()


def end_signs_told(sheet: Sheet, words: Sequence[OcrWord]) -> tuple[OcrWord, ...]:
    """Return the words, those that end in several signs with the signs their ink shows.

    Signs are counted anew only where the engine saw more than one, so no speck becomes a sign.

    Args:
        sheet: the page, height x width, dark ink on white, rulings painted out.
        words: as the engine read them, boxes in pixels of the page.
    """
    out: list[OcrWord] = []
    for word, after in zip_longest(words, words[1:]):
        end = _END.search(word.text)
        if end is None:
            out.append(word)
            continue
        limit = word.box.x1 + sheet.inches(SIGNS.reach)
        if after is not None and after.line == word.line and after.box.x0 > word.box.x0:
            limit = min(limit, after.box.x0)
        out += _told(sheet, word, end.start(), limit)
    return tuple(out)


def _told(sheet: Sheet, word: OcrWord, start: int, limit: int) -> list[OcrWord]:
    """Return the word as it is, with other signs, or its signs as a word after it."""
    box = word.box
    parts = ink_parts(sheet, (box.x0, box.y0, max(box.x1, limit), box.y1))
    tallest = max((y1 - y0 for _, y0, _, y1 in parts), default=0)
    tall = [part for part in parts if part[3] - part[1] >= SIGNS.letter * tallest]
    middle = min(((y0 + y1) / 2 for _, y0, _, y1 in tall), default=box.y0)
    letters = [part for part in tall if part[1] < middle]
    last = max((part[2] for part in letters), default=box.x1)
    signs = ink_columns([part for part in parts if part not in letters and part[0] >= last - 1])
    said = word.text[start:].replace("…", "...")
    foot = min((sign[-1][3] for sign in signs), default=box.y1)
    seen = "".join(_sign(sign, middle, foot) for sign in signs)
    if not seen or "?" in seen:
        return [word]
    several = ".." in said or (len(said) > 1 and ".." in seen)
    if not several and len(seen) != len(said):
        return [word]
    kept = tuple(a for a in word.alternatives if a.end <= start)
    text = seen if several else said
    blank = max(SIGNS.blank * tallest, SIGNS.least_blank * sheet.dpi) + _spacing(letters)
    if signs[0][0][0] - last < blank:
        return [replace(word, text=word.text[:start] + text, alternatives=kept)]
    stem = replace(word, text=word.text[:start], box=box._replace(x1=last), alternatives=kept)
    own = PixelBox(signs[0][0][0], box.y0, max(part[2] for part in signs[-1]), box.y1)
    return [stem, OcrWord(text, own, word.conf, word.line)]


def _spacing(letters: Sequence[Box]) -> float:
    """Return the usual width of paper between letters in pixels; infinite for fewer than three.

    Text may be set wide, and then its signs stand apart too.
    """
    columns = ink_columns(letters)
    gaps = [
        min(part[0] for part in right) - max(part[2] for part in left)
        for left, right in pairwise(columns)
    ]
    return float(np.median(gaps)) if len(gaps) > 1 else float("inf")


def _sign(parts: Sequence[Box], middle: float, foot: int) -> str:
    """Return the sign, "?" for what is none; letters have their middle and stops their foot at."""
    x0, y0, x1, y1 = parts[-1]
    if len(parts) > 2 or (y0 + y1) / 2 < middle:
        return "?"
    comma = y1 - y0 > SIGNS.comma * (x1 - x0) or y1 - foot > SIGNS.sunk * (x1 - x0)
    if len(parts) == 2:
        return ";" if comma else ":"
    return "," if comma else "."
