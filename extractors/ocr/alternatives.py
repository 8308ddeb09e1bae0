"""The letters tesseract nearly read, word by word, from a finished recognition.

With ``lstm_choice_mode`` 2 tesseract decodes a line again with its first choices barred and keeps
what it then finds for each letter; with one such round a page costs about 2.5 % more, and what is
read does not change. Only words it is not sure of are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from normalizers.text.alternative import Alternative

__all__ = ["CHOICES", "hocr_alternatives", "word_alternatives"]

CHOICES = {"lstm_choice_mode": "2", "lstm_choice_iterations": "1"}
"""Tesseract's variables that make it keep alternatives."""

_PIECE = re.compile(r"class='(?=ocr_page|ocrx_word)")
_WORD = re.compile(r"ocrx_word'[^>]*x_wconf (\d+)[^>]*>(.*?)(?=\s*<span|\s*</span)", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_CHOICE = re.compile(r"title='x_confs ([\d.]+)'>([^<]*)<")

SURE = 97.0
"""Word confidence, 0..100, from which alternatives are not asked for: one word in 800 is wrong."""


def word_alternatives(api: Any) -> Iterator[tuple[str, tuple[Alternative, ...]]]:
    """Yield every word of a recognised ``tesserocr.PyTessBaseAPI`` with its alternatives.

    Args:
        api: an API whose picture has been recognised with ``CHOICES`` set.

    Yields:
        The word's text, without blanks around it, and what else its letters may be.
    """
    import tesserocr

    word, symbol = tesserocr.RIL.WORD, tesserocr.RIL.SYMBOL
    found = api.GetIterator()
    if found is None:
        return
    for item in tesserocr.iterate_level(found, word):
        text = _text(item, word).strip()
        if not text:
            continue
        doubtful = item.Confidence(word) < SURE
        yield text, tuple(_alternatives(item, word, symbol, text)) if doubtful else ()


def _text(item: Any, level: Any) -> str:
    """Return the text at a level; tesserocr raises where a box was found but no letter in it."""
    try:
        return item.GetUTF8Text(level) or ""
    except RuntimeError:
        return ""


def hocr_alternatives(hocr: str) -> Iterator[tuple[int, str, tuple[Alternative, ...]]]:
    """Yield ``(page number, word, alternatives)`` from tesseract's hOCR made with ``CHOICES``."""
    page = 0
    for piece in _PIECE.split(hocr)[1:]:
        if piece.startswith("ocr_page"):
            page += 1
            continue
        head = _WORD.match(piece)
        text = unescape(_TAG.sub("", head.group(2))).strip() if head else ""
        if head is None or not text:
            continue
        groups = (
            [(unescape(letters), float(conf)) for conf, letters in _CHOICE.findall(group)]
            for group in piece.split("lstm_choices_")[1:]
        )
        doubtful = float(head.group(1)) < SURE
        yield page, text, tuple(_of_groups(text, groups)) if doubtful else ()


def _of_groups(text: str, groups: Iterable[list[tuple[str, float]]]) -> Iterator[Alternative]:
    at = 0
    for seen in groups:
        letters = next((c for c, _ in seen if c.strip() and text.startswith(c, at)), "")
        if letters:
            yield from _beside(at, letters, seen)
            at += len(letters)


def _alternatives(item: Any, word: Any, symbol: Any, text: str) -> Iterator[Alternative]:
    at = 0
    while True:
        letters = _text(item, symbol)
        if not letters or not text.startswith(letters, at):
            return  # the letters do not add up to the word: their places are not known
        seen = [(c.GetUTF8Text() or "", c.Confidence()) for c in item.GetChoiceIterator()]
        yield from _beside(at, letters, seen)
        at += len(letters)
        if item.IsAtFinalElement(word, symbol) or not item.Next(symbol):
            return


def _beside(at: int, letters: str, seen: list[tuple[str, float]]) -> Iterator[Alternative]:
    """Yield what else was seen where ``letters`` were read, with its share of their belief."""
    own = max((conf for choice, conf in seen if choice == letters), default=0.0)
    for choice, conf in seen:
        if choice.strip() and choice != letters:
            share = round(min(1.0, max(0.0, conf) / max(own, 1.0)), 3)
            yield Alternative(at, at + len(letters), choice, share)
