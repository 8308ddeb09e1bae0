"""Which words a short cell holds, when the engine and the recogniser may disagree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.ocr.engines import OcrWord, PixelBox, mean_conf
from extractors.scan.cells.short_again import Again, asked_again
from extractors.scan.cells.short_cell import (
    SHORT,
    Shape,
    ShortCell,
    bare,
    has_figure,
    text_of,
)
from extractors.scan.cells.short_seen import Seen, words_of
from extractors.short.alphabet import ALPHABET
from extractors.short.grammar import CODE, DATE, Grammar
from extractors.short.recognise import ShortReading
from normalizers.text.unicode import fold

_CODE_WITHIN = re.compile(r"\d[.,]\d{1,2}")


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
        return _doubted(seen.words() if seen.confidence >= SHORT.sure else read.words)
    if seen_fits and seen.confidence >= SHORT.likely:
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
    if len(read.text) > SHORT.longest or not seen.boxes:
        return read.words
    if _CODE_WITHIN.search(seen.text) and seen.confidence >= SHORT.likely:
        if fold(seen.text) == fold(read.text):
            return _believed(read.words, seen.confidence)
        if not _CODE_WITHIN.search(read.text) or seen.confidence >= SHORT.sure:
            return seen.words()
    if _CODE_WITHIN.search(read.text):
        return read.words
    last = seen.boxes[-1]
    reading: ShortReading = seen.held(len(seen.boxes) - 1, CODE)
    if reading.confidence < SHORT.held or reading.share < SHORT.alone:
        return read.words
    above = tuple(word for word in read.words if word.box.y1 <= last.y0 + 4)
    block = max((word.line[0] for word in above), default=0) + 1
    code = words_of(reading, last, 0)
    return (*above, *(replace(word, line=(block, 1, 1)) for word in code))


def figures_checked(short: ShortCell) -> tuple[OcrWord, ...]:
    """Return the words of a cell of dates or sums; a line of figures as the recogniser is sure of.

    The engine's words are put to the printed lines they stand on. A line both read alike is
    believed more; one that only the recogniser is sure of replaces the engine's. Where it is sure
    of the whole cell, words of the engine that stand on none of the lines are dirt.
    """
    read, seen = short.read, short.seen
    on_line: list[list[OcrWord]] = [[] for _ in seen.boxes]
    apart: list[OcrWord] = []
    for word in read.words:
        place = _line_of(word.box, seen.boxes)
        (apart if place is None else on_line[place]).append(word)
    whole = bool(seen.text) and has_figure(seen.text) and seen.confidence >= SHORT.sure
    if apart and not whole:
        return read.words
    return _unbroken(
        [
            replace(word, line=(1, 1, place + 1))
            for place, line in enumerate(on_line)
            for word in _line_checked(line, seen.readings[place], seen.boxes[place])
        ]
    )


def _unbroken(words: Sequence[OcrWord]) -> tuple[OcrWord, ...]:
    """Join a date that a narrow cell broke within its figures ("26/5/2" over "024")."""
    out: list[OcrWord] = []
    for word in words:
        last = out[-1] if out else None
        whole = f"{last.text}{word.text}" if last else ""
        broken = last is not None and last.line != word.line and word.text[:1].isdigit()
        if last and broken and DATE.holds(whole) and not DATE.holds(last.text):
            out[-1] = replace(last, text=whole, conf=min(last.conf, word.conf), alternatives=())
        else:
            out.append(word)
    return tuple(out)


def _line_of(word: PixelBox, lines: Sequence[PixelBox]) -> int | None:
    """Return the line in whose height the middle of the word lies."""
    middle = (word.y0 + word.y1) / 2
    inside = (i for i, line in enumerate(lines) if line.y0 <= middle <= line.y1)
    return next(inside, None)


def _line_checked(
    line: Sequence[OcrWord], reading: ShortReading, box: PixelBox
) -> tuple[OcrWord, ...]:
    """Return the words of one printed line; ``line`` is what the engine read there, if anything."""
    said = text_of(line)
    words = words_of(reading, box, 0)
    if not line:
        lost = reading.known and any(character.isalnum() for character in reading.text)
        return words if lost and reading.confidence >= SHORT.doubtful else ()
    if not reading.known or not (has_figure(reading.text) or has_figure(said)):
        return tuple(line)
    if reading.text == said:
        return _believed(line, reading.confidence)
    if DATE.holds(said) and not DATE.holds(reading.text):
        return tuple(line)
    believed = mean_conf(line)
    if not set(said) <= set(ALPHABET):
        believed = 0.0  # "28/5⁄2", "202?": signs that no such field has
    same_figures = _figures(reading.text) == _figures(said)
    certain = SHORT.sure if believed < SHORT.doubtful or same_figures else SHORT.certain
    if reading.confidence < certain:
        return tuple(line)
    return words if believed < SHORT.doubtful or same_figures else _doubted(words)


def _figures(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _held(seen: Seen, grammar: Grammar | None) -> tuple[OcrWord, ...]:
    """Return the one line as the text of the grammar it must be; none if it need not be."""
    if grammar is None or len(seen.boxes) != 1:
        return ()
    reading = seen.held(0, grammar)
    if reading.confidence < SHORT.held or reading.share < SHORT.alone:
        return ()
    return words_of(reading, seen.boxes[0], 0)


def _believed(words: Sequence[OcrWord], confidence: float) -> tuple[OcrWord, ...]:
    """Return words that two readers agree on: they are wrong only if both are."""
    return tuple(
        replace(word, conf=1 - (1 - word.conf) * (1 - confidence), alternatives=())
        for word in words
    )


def _doubted(words: Sequence[OcrWord]) -> tuple[OcrWord, ...]:
    return tuple(replace(word, conf=min(word.conf, SHORT.unbelieved)) for word in words)
