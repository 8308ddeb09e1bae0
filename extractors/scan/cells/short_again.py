"""Asking the engine again for a short text that neither reader could read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extractors.images.sheet import Sheet
from extractors.ocr.engines import PSM_LINE, PSM_RAW_LINE, OcrEngine, OcrWord, PixelBox
from extractors.ocr.enlarged import read_enlarged
from extractors.scan.cells.read_cell import ReadCell
from extractors.scan.cells.short_cell import SHORT, Shape, ShortCell, bare, text_of

_LOOKS_LIKE = {"1": "|lIiíìịÌỊ!]", "5": "S§Šsb", "6": "bồổ", "8": "§&B", "0": "OoQ", "7": "T?"}
"""Letters the engine prints for digits."""


@dataclass(frozen=True, slots=True)
class Again:
    """Readings of one short text by the engine, each more forced than the one before."""

    sheet: Sheet
    box: PixelBox
    engine: OcrEngine
    characters: str

    def readings(self) -> Iterator[tuple[OcrWord, ...]]:
        """Yield them one by one: as a line, as a raw line, then enlarged."""
        for psm in (PSM_LINE, PSM_RAW_LINE):
            yield tuple(
                self.engine.read(self.sheet, boxes=[self.box], psm=psm, whitelist=self.characters)[
                    0
                ]
            )
        for factor in SHORT.enlarged:
            words = read_enlarged(
                self.sheet,
                self.box,
                self.engine,
                factor=factor,
                rim=SHORT.rim,
                whitelist=self.characters,
            )
            yield tuple(replace(word, box=self.box) for word in words)


def asked_again(short: ShortCell, shape: Shape, wanted: str, again: Again) -> tuple[OcrWord, ...]:
    """Return what the engine reads with a whitelist, if that has the shape; else as it was."""
    read = short.read
    if shape.pattern.match(read.text) and read.conf >= SHORT.doubtful and not wanted:
        return read.words
    found = _choose((read.words, *again.readings()), shape, wanted)
    if not found or bare(text_of(found)) != wanted:
        found = _alike(read, wanted) or found
    return found or read.words


def _choose(
    readings: Iterable[tuple[OcrWord, ...]], shape: Shape, wanted: str
) -> tuple[OcrWord, ...]:
    """Return the reading that is the number expected, else what most of the right shape say."""
    fitting = []
    for words in readings:
        text = text_of(words)
        if not shape.pattern.match(text):
            continue
        if wanted and bare(text) == wanted:
            return words
        fitting.append((text, words))
    counts = Counter(text for text, _ in fitting)
    best = max(fitting, key=lambda reading: counts[reading[0]], default=None)
    return best[1] if best else ()


def _alike(read: ReadCell, wanted: str) -> tuple[OcrWord, ...]:
    """Return the number a running count asks for where the letters read look like it."""
    text = read.text
    if len(read.words) != 1 or not wanted or len(text) != len(wanted):
        return ()
    if any(c != d and c not in _LOOKS_LIKE.get(d, "") for c, d in zip(text, wanted, strict=True)):
        return ()
    word = read.words[0]
    return (replace(word, text=wanted, conf=min(word.conf, SHORT.unbelieved), alternatives=()),)
