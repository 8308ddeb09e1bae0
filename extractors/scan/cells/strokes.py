"""Words of upright strokes: 1, I, II and 11 look alike to the engine, not to the recogniser.

So do the halves of a school year and the quarters of a year: "HKI" and "HKII", "II/2025".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.images.sheet import Sheet
from extractors.ocr.engines import OcrWord
from extractors.ocr.ink import around_ink
from extractors.scan.cells.short_cell import SHORT
from extractors.short.line import cut_line
from extractors.short.recognise import read_short

__all__ = ["strokes_told"]

_SIGNS = r"[^\w\s|]*"
_STROKES = re.compile(rf"({_SIGNS})([1Il]{{1,3}}|HK[\w|!]{{1,4}}|[1IlV]{{1,4}}/20\d\d)({_SIGNS})")
_TOLD = re.compile(
    rf"{_SIGNS}(1{{1,3}}|I{{1,3}}|HK(?:I{{1,2}}|[12])|(?:I{{1,3}}|IV)/20\d\d){_SIGNS}"
)


def strokes_told(sheet: Sheet, words: Sequence[OcrWord]) -> tuple[OcrWord, ...]:
    """Return the words, those of strokes alone as the recogniser is sure they are.

    Signs around the strokes stay as the engine read them.

    Args:
        sheet: the page, height x width, dark ink on white, rulings painted out.
        words: as the engine read them, boxes in pixels of the page.
    """
    out = list(words)
    parts = {n: found for n, w in enumerate(words) if (found := _STROKES.fullmatch(w.text))}
    lines = [cut_line(sheet, around_ink(sheet.gray, words[n].box)) for n in parts]
    for (n, said), reading in zip(parts.items(), read_short(lines), strict=True):
        told, sure = _TOLD.fullmatch(reading.text), reading.confidence >= SHORT.sure
        if told and told[1] != said[2] and _kind(told[1]) == _kind(said[2]) and sure:
            text = f"{said[1]}{told[1]}{said[3]}"
            out[n] = replace(out[n], text=text, conf=reading.confidence, alternatives=())
    return tuple(out)


def _kind(text: str) -> str:
    """Return what the strokes number: half a school year, a quarter of a year, or anything."""
    return "HK" if text.startswith("HK") else text[-5:] if "/" in text else ""
