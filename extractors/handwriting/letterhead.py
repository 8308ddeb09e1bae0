"""The words of a page with what a pen wrote into its letterhead.

Only lines of a letterhead that have a blank without surely typed digits are looked at. What is read
takes the place of what the engine made of the pen; what is less likely than not changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.handwriting.blanks import Blank, blanks_of
from extractors.handwriting.ink import capital_height
from extractors.handwriting.pen import Original
from extractors.handwriting.reader import Written, read_blank
from extractors.images.sheet import Sheet
from extractors.ocr.engines import OcrEngine, OcrWord, PixelBox, by_line
from extractors.ocr.enlarged import read_enlarged

__all__ = ["LOWEST", "with_handwriting"]

LOWEST = 0.4
"""Share of the page below which there is no letterhead."""

_LIKELY = 0.5
"""Confidence from which a reading is put in place of the engine's."""

_SURE_PRINT = 0.8
_UNSURE = 0.5
"""Confidence of a code that the two readings do not agree on, at most."""

_ENLARGED, _RIM = (1.5, 2.0), 0.1
"""Times as large, and with inches of white around it, a code is read again."""

_CODE_SEEN = re.compile(r"^[^\w/]{0,2}/(?P<code>(?:20\d\d/)?[A-ZĐ]{2}[\w&,.–-]*)\W*$")


def with_handwriting(
    words: Sequence[OcrWord], original: Original, engine: OcrEngine
) -> tuple[OcrWord, ...]:
    """Return the words of a page, or a part of one, with what was written into its letterhead.

    Args:
        words: as the engine read them, boxes in pixels of the prepared page.
        original: the page.
        engine: reads again the print that was glued to the pen.
    """
    floor = LOWEST * original.prepared.gray.shape[0]
    out: list[OcrWord] = []
    for line in by_line(words):
        head = line[0].box.y0 < floor and any(c in "/y" for w in line for c in w.text)
        out += _line_with(line, original, engine) if head else line
    return tuple(out)


def _line_with(line: Sequence[OcrWord], original: Original, engine: OcrEngine) -> list[OcrWord]:
    words = sorted(line, key=lambda w: w.box.x0)

    def capital(box: PixelBox) -> float:
        return capital_height(original.part(box), original.prepared.dpi)

    for blank in reversed(blanks_of(words, capital)):
        written = read_blank(original, blank)
        if written is None or written.confidence < _LIKELY:
            continue
        told = _print_about(words, blank, written, original, engine)
        if told is not None:
            first, last = (
                (blank.words[0], blank.words[-1]) if blank.words else _between(words, blank)
            )
            words[first : last + 1] = told
    return words


def _between(words: Sequence[OcrWord], blank: Blank) -> tuple[int, int]:
    """Return an empty range of words at the place of a blank in which nothing was read."""
    at = sum(w.box.x1 <= blank.box.x0 + 1 for w in words)
    return at, at - 1


def _print_about(
    words: Sequence[OcrWord],
    blank: Blank,
    written: Written,
    original: Original,
    engine: OcrEngine,
) -> list[OcrWord] | None:
    """Return what is written, with the print that was one with it; None if that cannot be read."""
    at = words[blank.words[0]] if blank.words else words[0]
    hand = OcrWord(written.text, written.box, round(written.confidence, 4), at.line, by_hand=True)
    first, last = (words[n] for n in (blank.words[0], blank.words[-1])) if blank.words else (at, at)
    after = last.box._replace(x0=max(last.box.x0, min(written.box.x1, last.box.x1 - 1)))
    if blank.kind != "number":
        parts = [replace(first, text=blank.before, conf=_SURE_PRINT)] if blank.before else []
        ends = [replace(last, text=blank.after, box=after, conf=_SURE_PRINT)] if blank.after else []
        return [*parts, hand, *ends]
    label = first.box._replace(x1=min(first.box.x1, max(first.box.x0 + 1, written.box.x0)))
    code = _code(replace(last, text=blank.after, box=after), blank, original, engine)
    if code is None:
        return None
    return [replace(first, text=blank.before, box=label, conf=_SURE_PRINT), hand, code]


def _code(word: OcrWord, blank: Blank, original: Original, engine: OcrEngine) -> OcrWord | None:
    """Return the code of a number; one that was glued to the pen is read again by itself.

    Twice, at two sizes: what both say is as sure as the surer one, else as the less sure one.
    """
    if not blank.glued and word.conf >= _SURE_PRINT:
        return word
    around = round(0.3 * blank.em)
    x0, y0, x1, y1 = word.box
    part = original.part(PixelBox(x0, max(0, y0 - around), x1 + around, y1 + around))
    whole, sheet = PixelBox(0, 0, *part.shape[::-1]), Sheet(part, original.prepared.dpi)
    seen: list[tuple[float, str]] = []
    for factor in _ENLARGED:
        read = read_enlarged(sheet, whole, engine, factor=factor, rim=_RIM)
        match = _CODE_SEEN.match("".join(w.text for w in sorted(read, key=lambda w: w.box.x0)))
        if match is not None:
            seen.append((min(w.conf for w in read), f"/{match['code']}"))
    if not seen:
        return None
    conf, text = max(seen)
    if [said for _, said in seen] != [text] * len(_ENLARGED):
        conf = min(min(seen)[0], _UNSURE)
    return replace(word, text=text, conf=conf, alternatives=())
