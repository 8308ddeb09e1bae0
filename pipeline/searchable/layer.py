"""Text laid over a page invisibly: each word in its place, in reading order.

The font is blank and always embedded (``blank.ttf``, 632 bytes: one empty glyph half an em wide,
made with fontTools' FontBuilder); codes are UTF-16 and the map to Unicode says what they mean, as
Tesseract does it. A word is stretched to its box. Words of a line whose boxes are not known share
the line's box by their lengths.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import groupby

import pikepdf
from pikepdf import Array, Dictionary, Name

from extractors.turned import to_displayed
from extractors.types import BBox, Line, Page, Word

FONT = "/KehoachBlank"
_ADVANCE = 0.5
"""Width of the blank glyph in em."""

_DESCENT = 0.2
"""Part of the size that a line's box reaches below its baseline."""

_LEAST_SIZE = 1.0
"""Points; smaller text is placed as if it were this high."""

_SAME_LINE = 0.5
"""Part of a word's height by which the next may be lower and still stand on its line."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A word (or a piece of text) and its box on the upright page, points from the top left."""

    text: str
    box: BBox


def lay_text(pdf: pikepdf.Pdf, page: pikepdf.Page, read: Page) -> None:
    """Lay the text of a page as read over it.

    Args:
        pdf: the document, to which the font is added once.
        page: its page.
        read: the same page as read and repaired, upright, boxes in its own points.
    """
    placed = list(words_of(read))
    if not placed:
        return
    to_user = _Mapping(page, read)
    shown = "".join(_shown(one, to_user) for one in placed)
    page.contents_add(pdf.make_stream(f"q BT 3 Tr\n{shown}ET Q\n".encode("ascii")), prepend=False)
    if "/Resources" not in page.obj:
        page.obj.Resources = Dictionary()
    if "/Font" not in page.obj.Resources:
        page.obj.Resources.Font = Dictionary()
    page.obj.Resources.Font[FONT] = _font(pdf, {c for one in placed for c in one.text + " "})


def words_of(page: Page) -> Iterator[Placed]:
    """Yield the words of a page with their boxes, in reading order."""
    for block in page.blocks:
        for part in (block,) if isinstance(block, Line) else block.cells:
            if part.bbox is not None and part.text.strip():
                yield from _placed(part.text, part.bbox, part.words)


def _placed(text: str, box: BBox, words: Sequence[Word]) -> list[Placed]:
    """Return the words of a text, each at its own box if as many were read, else shared out."""
    spoken = text.split()
    boxes = [word.bbox for word in words if word.bbox is not None and word.text.strip()]
    if len(boxes) == len(spoken):
        return [Placed(word, at) for word, at in zip(spoken, boxes, strict=True) if at is not None]
    lines = _lines_of(boxes) or _even_lines(box, text)
    return _shared_out(spoken, lines)


def _lines_of(boxes: Sequence[BBox]) -> list[BBox]:
    """Return the boxes of the lines that boxes of words stand on."""
    lines: list[list[BBox]] = []
    for box in boxes:
        last = lines[-1][-1] if lines else None
        if last is not None and box.y0 < last.y1 - _SAME_LINE * last.height and box.x0 >= last.x0:
            lines[-1].append(box)
        else:
            lines.append([box])
    return [
        BBox(
            min(b.x0 for b in line),
            min(b.y0 for b in line),
            max(b.x1 for b in line),
            max(b.y1 for b in line),
        )
        for line in lines
    ]


def _even_lines(box: BBox, text: str) -> list[BBox]:
    count = max(1, sum(1 for line in text.split("\n") if line.strip()))
    step = box.height / count
    return [BBox(box.x0, box.y0 + i * step, box.x1, box.y0 + (i + 1) * step) for i in range(count)]


def _shared_out(words: Sequence[str], lines: Sequence[BBox]) -> list[Placed]:
    """Place words over lines one after the other, each as wide as its letters ask."""
    letters = sum(len(word) + 1 for word in words)
    room = sum(line.width for line in lines) or 1.0
    at, placed = 0.0, []
    for word in words:
        place = at * room / letters
        number, start = 0, 0.0
        while number < len(lines) - 1 and place >= start + lines[number].width:
            start += lines[number].width
            number += 1
        line = lines[number]
        x0 = line.x0 + place - start
        x1 = min(line.x1, x0 + len(word) * room / letters)
        placed.append(Placed(word, BBox(x0, line.y0, max(x1, x0 + 0.1), line.y1)))
        at += len(word) + 1
    return placed


class _Mapping:
    """From the upright page as read to the user space of the PDF page."""

    def __init__(self, page: pikepdf.Page, read: Page) -> None:
        self._read = read
        self._x0, self._y0, self._x1, self._y1 = (float(v) for v in page.cropbox)
        self._turn = int(page.obj.get("/Rotate", 0)) % 360
        wide, high = self._x1 - self._x0, self._y1 - self._y0
        shown = (high, wide) if self._turn % 180 else (wide, high)
        size = (read.height, read.width) if read.rotation % 180 else (read.width, read.height)
        self._scale = (shown[0] / size[0], shown[1] / size[1])

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the upright page lies, from the lower left of user space."""
        at = to_displayed(BBox(x, y, x, y), self._read)
        dx, dy = at.x0 * self._scale[0], at.y0 * self._scale[1]
        if self._turn == 90:
            return self._x0 + dy, self._y0 + dx
        if self._turn == 180:
            return self._x1 - dx, self._y0 + dy
        if self._turn == 270:
            return self._x1 - dy, self._y1 - dx
        return self._x0 + dx, self._y1 - dy


def _shown(one: Placed, to_user: _Mapping) -> str:
    """Return the operators that show a word and the blank after it, stretched to its box."""
    box = one.box
    x, y = to_user(box.x0, box.y1)
    right, up = to_user(box.x1, box.y1), to_user(box.x0, box.y0)
    along, above = (right[0] - x, right[1] - y), (up[0] - x, up[1] - y)
    size = max(_LEAST_SIZE, _length(above))
    wide = max(_length(along), 0.1)
    ux, uy = along[0] / wide, along[1] / wide
    codes = one.text.encode("utf-16-be")
    stretch = 100 * wide / (size * _ADVANCE * len(codes) / 2)
    x, y = x - _DESCENT * size * uy, y + _DESCENT * size * ux
    return (
        f"{FONT} {size:.2f} Tf {stretch:.2f} Tz "
        f"{ux:.4f} {uy:.4f} {-uy:.4f} {ux:.4f} {x:.2f} {y:.2f} Tm "
        f"<{codes.hex().upper()}0020> Tj\n"
    )


def _length(vector: tuple[float, float]) -> float:
    return float((vector[0] ** 2 + vector[1] ** 2) ** 0.5)


def _font(pdf: pikepdf.Pdf, letters: set[str]) -> pikepdf.Object:
    """Return the blank font with a map of the letters used."""
    program = pdf.make_stream(
        resources.files("pipeline.searchable").joinpath("blank.ttf").read_bytes()
    )
    program.Length1 = len(program.read_bytes())
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name.KehoachBlank,
        Flags=4,
        FontBBox=Array([0, -200, 500, 800]),
        ItalicAngle=0,
        Ascent=800,
        Descent=-200,
        CapHeight=800,
        StemV=80,
        FontFile2=program,
    )
    below = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name.KehoachBlank,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=round(_ADVANCE * 1000),
        CIDToGIDMap=pdf.make_stream(b"\x00\x01" * 65536),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name.KehoachBlank,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(below)]),
            ToUnicode=pdf.make_stream(_to_unicode(letters)),
        )
    )


def _to_unicode(letters: set[str]) -> bytes:
    codes = sorted({unit for letter in letters for unit in _units(letter)})
    groups = [list(g) for _, g in groupby(enumerate(codes), key=lambda pair: pair[0] // 100)]
    tables = "\n".join(
        f"{len(group)} beginbfchar\n"
        + "\n".join(f"<{code:04X}> <{code:04X}>" for _, code in group)
        + "\nendbfchar"
        for group in groups
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{tables}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _units(letter: str) -> list[int]:
    data = letter.encode("utf-16-be")
    return [data[i] << 8 | data[i + 1] for i in range(0, len(data), 2)]
