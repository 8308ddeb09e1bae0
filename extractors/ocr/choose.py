"""Which engine reads: the one named, or the best one that works."""

from __future__ import annotations

import functools
from typing import Final

from extractors.errors import MissingToolError
from extractors.ocr.engines import OcrEngine, PytesseractEngine, TesserocrEngine
from extractors.ocr.lines.engine import FastEngine, PairEngine
from extractors.ocr.lines.fast import FastReader, fast_reader, is_installed

__all__ = ["PAIR", "engine_if_any", "get_engine"]

PAIR: Final = "pair"
"""Name that asks for Tesseract with the fast reader beside it."""


@functools.lru_cache(maxsize=8)
def get_engine(name: str | None = None, lang: str = "vie") -> OcrEngine:
    """Return an engine, loaded once per process: the one named, or the best one that works.

    Without a name it is Tesseract; the fast reader alone where there is none.

    Args:
        name: "pair" is both, "tesserocr" or "pytesseract" Tesseract alone, "trueocr" the fast
            reader alone.
        lang: language of Tesseract's data.

    Raises:
        MissingToolError: there is no engine at all, or what was named is not there.
    """
    if name == FastReader.name:
        return FastEngine(fast_reader())
    if name == PAIR:
        return PairEngine(_tesseract(None, lang), fast_reader())
    if name:
        return _tesseract(name, lang)
    try:
        return _tesseract(None, lang)
    except MissingToolError:
        if not is_installed():
            raise
        return FastEngine(fast_reader())


def _tesseract(name: str | None, lang: str) -> OcrEngine:
    """Return Tesseract: in process where that works, if not named otherwise."""
    if name == PytesseractEngine.name:
        return PytesseractEngine(lang)
    try:
        return TesserocrEngine(lang)
    except (ImportError, RuntimeError) as error:
        if name == TesserocrEngine.name:
            raise MissingToolError("tesserocr", "chưa cài gói tesserocr") from error
    return PytesseractEngine(lang)


def engine_if_any(name: str = "") -> OcrEngine | None:
    """Return the engine named, or the best one that works; None if there is none at all.

    Files with a text of their own are read all the same.

    Raises:
        MissingToolError: the one named is not there.
    """
    try:
        return get_engine(name or None)
    except MissingToolError:
        if name:
            raise
        return None
