"""Words of a PDF page from its characters, with font, size, weight and visibility."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from extractors.formats.pdf.mupdf import PdfPage, mupdf
from extractors.types import BBox, Word, union_all
from normalizers.text.unicode import nfc

__all__ = ["SLANTED", "PdfWord", "Print", "page_words", "share", "sideways_lines"]

_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|[-,_ ]bd\b|TimeH?B\b", re.IGNORECASE)
_FLAGS = mupdf.TEXT_PRESERVE_WHITESPACE | mupdf.TEXT_PRESERVE_LIGATURES | mupdf.TEXT_MEDIABOX_CLIP
_FILLED, _STROKED = 16, 32
"""Bits of MuPDF's ``char_flags``."""

_MIN_BLANK = 0.08
"""Of the font size: a narrower blank is none. MuPDF sometimes puts one where a letter with marks
comes from another font."""

_WORD_GAP = 0.5
"""Of the font size: a wider gap parts two words though MuPDF saw no blank in it."""

_TOUCH = 2.0
"""Points by which words on their side, one above the other, may overlap."""

_BESIDE = 0.5
"""Share of the narrower one's width by which they must stand over each other."""

_HAIR = 0.8  # points
_SHADOW = 0.15  # of a letter's height, as far as a shadow is cast
_PALER_SHADOW = 0.3  # the same of a shadow in a colour of its own
_STRAIGHT = 0.97  # cosine of the angle to an axis
SLANTED = -1


Print: TypeAlias = tuple[tuple[str, tuple[float, float]], ...]


@dataclass(frozen=True, slots=True)
class PdfWord:
    """A word with what only a PDF knows of it.

    Attributes:
        word: text, box (points, as displayed), font name without its subset tag, size.
        bold: from the font's name or flags.
        hidden: drawn with neither fill nor stroke (text render mode 3).
        turn: degrees clockwise the page must be turned by for the word to stand upright;
            ``SLANTED`` for text at another angle (watermarks).
        colour: of its first letter, 0xRRGGBB.
        prints: for each time it was printed here its letters and where the pen stood for each,
            in points.
    """

    word: Word
    bold: bool
    hidden: bool
    turn: int
    colour: int = 0
    prints: tuple[Print, ...] = ()


def page_words(page: PdfPage) -> list[PdfWord]:
    """Return the words in the order of the content stream.

    ``page`` must have rotation 0 (``page.remove_rotation()``), so that boxes are as displayed.
    """
    words: list[PdfWord] = []
    for block in page.get_text("rawdict", flags=_FLAGS)["blocks"]:
        for line in block.get("lines", ()):
            words += _line_words(line)
    return _without_doubles(words)


def _without_doubles(words: list[PdfWord]) -> list[PdfWord]:
    """Drop words printed several times a hair apart (bold, shadow); the first is bold."""
    kept: dict[str, list[int]] = {}
    out: list[PdfWord] = []
    for found in words:
        box = found.word.bbox
        if box is None:
            continue
        same = kept.setdefault(found.word.text, [])
        twin = next((at for at in same if _on_top(out[at], found)), None)
        if twin is None:
            same.append(len(out))
            out.append(found)
        else:
            out[twin] = replace(
                out[twin],
                bold=True,
                hidden=out[twin].hidden and found.hidden,
                colour=min(out[twin].colour, found.colour, key=_brightness),
                prints=out[twin].prints + found.prints,
            )
    return out


def _brightness(colour: int) -> int:
    return (colour >> 16 & 255) + (colour >> 8 & 255) + (colour & 255)


def _on_top(first: PdfWord, second: PdfWord) -> bool:
    """Say whether two prints of one word stand at one place, a part of a letter's height apart."""
    a, b = first.word.bbox, second.word.bbox
    if a is None or b is None:
        return False
    cast = _SHADOW if first.colour == second.colour else _PALER_SHADOW
    reach = max(_HAIR, cast * min(a.height, b.height))
    return abs(a.x0 - b.x0) <= reach and abs(a.y0 - b.y0) <= reach


@dataclass(slots=True)
class _Char:
    text: str
    box: tuple[float, float, float, float]
    span: dict[str, Any]
    synthetic: bool
    origin: tuple[float, float]


def _line_words(line: dict[str, Any]) -> Iterator[PdfWord]:
    turn = _turn(*line["dir"])
    chars = [
        _Char(c["c"], c["bbox"], span, bool(c.get("synthetic")), c.get("origin", c["bbox"][:2]))
        for span in line["spans"]
        for c in span["chars"]
    ]
    run: list[_Char] = []
    for index, char in enumerate(chars):
        if not char.text.isspace():
            if run and _apart(run[-1], char, turn):
                yield from _word(run, turn)
                run = []
            run.append(char)
        elif not _false_blank(chars, index, turn):
            yield from _word(run, turn)
            run = []
    yield from _word(run, turn)


def _apart(last: _Char, char: _Char, turn: int) -> bool:
    """Say whether two characters that follow each other stand in different words.

    MuPDF puts a blank into most gaps, but not where a cell's text runs up to the next cell's.
    """
    if turn == 0:
        gap = char.box[0] - last.box[2]
    elif turn == 180:
        gap = last.box[0] - char.box[2]
    else:
        return False
    return gap > _WORD_GAP * float(char.span["size"])


def _turn(dx: float, dy: float) -> int:
    """Return the quarter turn for a writing direction (y downwards), ``SLANTED`` for none."""
    if max(abs(dx), abs(dy)) < _STRAIGHT:
        return SLANTED
    if abs(dx) >= abs(dy):
        return 0 if dx >= 0 else 180
    return 90 if dy < 0 else 270


def sideways_lines(words: Iterable[PdfWord]) -> list[PdfWord]:
    """Return words that stand on their side joined to lines, one long word each.

    Narrow columns have their titles set upwards; as single words they would be read bottom up.
    """
    lines: list[PdfWord] = []
    for found in words:
        last = lines[-1] if lines else None
        if last is not None and last.turn == found.turn and _same_column(last, found):
            lines[-1] = _joined(last, found)
        else:
            lines.append(found)
    return lines


def _same_column(last: PdfWord, found: PdfWord) -> bool:
    a, b = last.word.bbox, found.word.bbox
    if a is None or b is None:
        return False
    gap = a.y0 - b.y1 if found.turn == 90 else b.y0 - a.y1
    overlap = min(a.x1, b.x1) - max(a.x0, b.x0)
    return overlap > _BESIDE * min(a.width, b.width) and -_TOUCH < gap < min(a.width, b.width)


def _joined(last: PdfWord, found: PdfWord) -> PdfWord:
    box = union_all([b for b in (last.word.bbox, found.word.bbox) if b is not None])
    text = f"{last.word.text} {found.word.text}"
    return replace(last, word=replace(last.word, text=text, bbox=box))


def _false_blank(chars: list[_Char], index: int, turn: int) -> bool:
    """Say whether MuPDF put in a blank where the letters on both sides touch."""
    char = chars[index]
    if not char.synthetic or turn or not 0 < index < len(chars) - 1:
        return False
    gap = chars[index + 1].box[0] - chars[index - 1].box[2]
    return gap < _MIN_BLANK * float(char.span["size"])


def _word(run: list[_Char], turn: int) -> Iterator[PdfWord]:
    if not run:
        return
    text = nfc("".join(_letter(c.text) for c in run))
    boxes = [BBox(*c.box) for c in run if not _is_mark(c.text)] or [BBox(*c.box) for c in run]
    box = union_all(boxes)
    span = run[0].span
    if not text or box is None:
        return
    flags = int(span.get("char_flags", _FILLED))
    word = Word(text, box, font=_plain_name(span["font"]), size=float(span["size"]))
    pens = tuple((c.text, (float(c.origin[0]), float(c.origin[1]))) for c in run)
    colour = int(span.get("color", 0)) & 0xFFFFFF
    yield PdfWord(word, _is_bold(span, flags), _is_hidden(span, flags), turn, colour, (pens,))


def _letter(char: str) -> str:
    return "" if char in "\ufeff\u200b" or unicodedata.category(char) == "Cc" else char


def _is_mark(char: str) -> bool:
    return bool(char) and unicodedata.combining(char[0]) > 0


def _is_bold(span: dict[str, Any], flags: int) -> bool:
    return bool(int(span["flags"]) & 16) or bool(flags & 8) or bool(_BOLD_NAME.search(span["font"]))


def _is_hidden(span: dict[str, Any], flags: int) -> bool:
    return not flags & (_FILLED | _STROKED) or int(span.get("alpha", 255)) == 0


def _plain_name(font: str) -> str:
    return re.sub(r"^[A-Z]{6}\+", "", font)


def share(words: Iterable[PdfWord], which: str) -> float:
    """Return the share of words for which the attribute ``which`` is true; 0 for no words."""
    values = [bool(getattr(w, which)) for w in words]
    return sum(values) / len(values) if values else 0.0
