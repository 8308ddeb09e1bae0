"""Which words a short cell holds, when the engine and the recogniser may disagree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.ocr import OcrWord, PixelBox
from extractors.short.again import Again, asked_again
from extractors.short.cell import DOUBTFUL, UNBELIEVED, Shape, ShortCell, bare, has_figure, text_of
from extractors.short.grammar import CODE, Grammar
from extractors.short.recognise import ShortReading
from extractors.short.seen import Seen, words_of
from normalizers.unicode import fold

LABEL = 24
"""Characters of the longest label that may hold a code."""

_CODE_WITHIN = re.compile(r"\d[.,]\d{1,2}")
_SURE = 0.9
_LIKELY = 0.6
_HELD = 0.3
_ALONE = 0.9
_CERTAIN = 0.97


def settled(short: ShortCell, shape: Shape, wanted: str, again: Again) -> tuple[OcrWord, ...]:
    """Return the words of one cell of a column; ``wanted`` is what a running count asks for."""
    read, seen = short.read, short.seen
    engine_fits = bool(shape.pattern.match(read.text))
    seen_fits = bool(shape.pattern.match(seen.text))
    if engine_fits and bare(read.text) == bare(seen.text):
        return _believed(read.words, seen.confidence)
    if engine_fits and bare(read.text) == wanted:
        return read.words
    if seen_fits and bare(seen.text) == wanted:
        return seen.words()
    if engine_fits and seen_fits:
        surer = seen.confidence >= _SURE and not wanted
        return _doubted(seen.words() if surer else read.words)
    if seen_fits and seen.confidence >= _LIKELY:
        return seen.words()
    held = _held(seen, shape.grammar)
    if held and not engine_fits:
        return held
    return asked_again(short, shape, wanted, again)


def with_code(short: ShortCell) -> tuple[OcrWord, ...]:
    """Return the words of a cell like "Tiêu chí 3.3", its code from the recogniser if it lacks one.

    The code stands on the last line; lines above it stay as the engine read them.
    """
    read, seen = short.read, short.seen
    if len(read.text) > LABEL or not seen.boxes:
        return read.words
    if _CODE_WITHIN.search(seen.text) and seen.confidence >= _LIKELY:
        if fold(seen.text) == fold(read.text):
            return _believed(read.words, seen.confidence)
        if not _CODE_WITHIN.search(read.text) or seen.confidence >= _SURE:
            return seen.words()
    if _CODE_WITHIN.search(read.text):
        return read.words
    last = seen.boxes[-1]
    reading: ShortReading = seen.held(len(seen.boxes) - 1, CODE)
    if reading.confidence < _HELD or reading.share < _ALONE:
        return read.words
    above = tuple(word for word in read.words if word.box.y1 <= last.y0 + 4)
    block = max((word.line[0] for word in above), default=0) + 1
    code = words_of(reading, last, 0)
    return (*above, *(replace(word, line=(block, 1, 1)) for word in code))


def figures_checked(short: ShortCell) -> tuple[OcrWord, ...]:
    """Return the words of a cell of dates or sums; a line of figures as the recogniser is sure of.

    Lines are compared one to one; a line that both read alike is believed more, and one that only
    the recogniser is sure of replaces the engine's.
    """
    read, seen = short.read, short.seen
    lines = read.lines
    if not lines and seen.text and has_figure(seen.text) and seen.confidence >= _SURE:
        return seen.words()
    if len(lines) != len(seen.boxes):
        return read.words
    return tuple(
        word
        for line, reading, box in zip(lines, seen.readings, seen.boxes, strict=True)
        for word in _line_checked(line, reading, box)
    )


def _line_checked(
    line: Sequence[OcrWord], reading: ShortReading, box: PixelBox
) -> tuple[OcrWord, ...]:
    if not reading.known or not has_figure(reading.text):
        return tuple(line)
    if reading.text == text_of(line):
        return _believed(line, reading.confidence)
    believed = sum(word.conf for word in line) / len(line)
    if reading.confidence < (_SURE if believed < DOUBTFUL else _CERTAIN):
        return tuple(line)
    words = tuple(replace(w, line=line[0].line) for w in words_of(reading, box, 0))
    return words if believed < DOUBTFUL else _doubted(words)


def _held(seen: Seen, grammar: Grammar | None) -> tuple[OcrWord, ...]:
    """Return the one line as the text of the grammar it must be; none if it need not be."""
    if grammar is None or len(seen.boxes) != 1:
        return ()
    reading = seen.held(0, grammar)
    if reading.confidence < _HELD or reading.share < _ALONE:
        return ()
    return words_of(reading, seen.boxes[0], 0)


def _believed(words: Sequence[OcrWord], confidence: float) -> tuple[OcrWord, ...]:
    """Return words that two readers agree on: they are wrong only if both are."""
    return tuple(
        replace(word, conf=1 - (1 - word.conf) * (1 - confidence), alternatives=())
        for word in words
    )


def _doubted(words: Sequence[OcrWord]) -> tuple[OcrWord, ...]:
    return tuple(replace(word, conf=min(word.conf, UNBELIEVED)) for word in words)
