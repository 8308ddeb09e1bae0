"""Words of upright strokes: 1, I, II and 11 look alike to the engine, not to the recogniser."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.images.clean import Gray
from extractors.ink_box import around_ink
from extractors.ocr import OcrWord
from extractors.short.line import cut_line
from extractors.short.recognise import read_short

__all__ = ["strokes_told"]

_SIGNS = r"[^\w\s|]*"
_STROKES = re.compile(rf"({_SIGNS})([1Il]{{1,3}})({_SIGNS})")
_TOLD = re.compile(rf"{_SIGNS}(1{{1,3}}|I{{1,3}}){_SIGNS}")
_SURE = 0.9


def strokes_told(gray: Gray, words: Sequence[OcrWord], dpi: int) -> tuple[OcrWord, ...]:
    """Return the words, those of strokes alone as the recogniser is sure they are.

    Signs around the strokes stay as the engine read them.

    Args:
        gray: the page, height x width, dark ink on white, rulings painted out.
        words: as the engine read them, boxes in pixels of the page.
        dpi: resolution of the page.
    """
    out = list(words)
    parts = {n: found for n, w in enumerate(words) if (found := _STROKES.fullmatch(w.text))}
    lines = [cut_line(gray, around_ink(gray, words[n].box), dpi) for n in parts]
    for (n, said), reading in zip(parts.items(), read_short(lines), strict=True):
        told = _TOLD.fullmatch(reading.text)
        if told and told[1] != said[2] and reading.confidence >= _SURE:
            text = f"{said[1]}{told[1]}{said[3]}"
            out[n] = replace(out[n], text=text, conf=reading.confidence, alternatives=())
    return tuple(out)
