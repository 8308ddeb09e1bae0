"""Reading the cells of a grid: one engine call for all, then short codes again by their column.

A cell without ink is not read. A cell whose ink gave no word, and short cells of a column that is
mostly numbers, codes or dates, are read once more as one line, with a whitelist where the column
says so; the second reading counts only if it has the column's shape.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import cv2
import numpy as np

from extractors.belief import is_print
from extractors.images.clean import Gray, inches
from extractors.ocr import (
    PSM_BLOCK,
    PSM_COLUMN,
    PSM_LINE,
    PSM_RAW_LINE,
    PSM_WORD,
    OcrEngine,
    OcrWord,
    PixelBox,
)
from extractors.tables.ruled import GridCell, PixelGrid
from normalizers.syllables import is_syllable
from normalizers.unicode import fold

_INSET = 0.012
_LEAST_INK = 0.0009
_TIGHT = 0.06
_DIGITS = "0123456789"
_CODE_CHARACTERS = _DIGITS + "./-,"
_NUMBER = re.compile(r"^\d{1,3}[.)]?$")
_CRITERION = re.compile(r"^\d\.\d{1,2}\.?$")
_CODE = re.compile(r"^[\d.,/\-–\s]{1,24}$")
_SHAPES = ((_CRITERION, _DIGITS + "."), (_NUMBER, _DIGITS + "."), (_CODE, _CODE_CHARACTERS))
_TITLES = {"tt": _NUMBER, "stt": _NUMBER, "tieu chi": _CRITERION, "tc": _CRITERION}
_CODE_WITHIN = re.compile(r"\d[.,]\d{1,2}")
_ANY_CRITERION = re.compile(r"^[1-9]\.?\d{1,2}$")
_LABEL = 24
_LOOKS_LIKE = {"1": "|lIiíìịÌỊ!]", "5": "S§Šsb", "6": "bồổ", "8": "§&B", "0": "OoQ", "7": "T?"}
"""Letters the engine prints for digits."""

_SHORT = 12
_DOUBTFUL = 0.8
_UNBELIEVED = 0.5
_FAINT = 0.35


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A grid cell with the words read in it, in reading order."""

    cell: GridCell
    words: tuple[OcrWord, ...]

    @property
    def lines(self) -> list[list[OcrWord]]:
        """The words grouped by line."""
        groups: dict[tuple[int, int, int], list[OcrWord]] = {}
        for word in self.words:
            groups.setdefault(word.line, []).append(word)
        return list(groups.values())

    @property
    def text(self) -> str:
        """The text with its printed line breaks."""
        return "\n".join(" ".join(word.text for word in line) for line in self.lines)

    @property
    def conf(self) -> float:
        """Mean confidence weighted by word length; 1.0 for an empty cell."""
        weight = sum(len(word.text) for word in self.words)
        if not weight:
            return 1.0
        return sum(word.conf * len(word.text) for word in self.words) / weight


def read_cells(gray: Gray, grid: PixelGrid, dpi: int, engine: OcrEngine) -> list[ReadCell]:
    """Read every cell of a grid on a picture whose rulings are painted out."""
    boxes = [_inner(cell, dpi) for cell in grid.cells]
    inked = [index for index, box in enumerate(boxes) if _has_ink(gray, box, dpi)]
    tight = [_tight(gray, boxes[i], dpi) for i in inked]
    read = engine.read(gray, dpi=dpi, boxes=tight, psm=PSM_BLOCK)
    words: dict[int, tuple[OcrWord, ...]] = {
        index: tuple(_printed(_plausible(found), dpi))
        for index, found in zip(inked, read, strict=True)
    }
    cells = [ReadCell(cell, words.get(i, ())) for i, cell in enumerate(grid.cells)]
    cells = _again(gray, cells, boxes, [i for i in inked if not words[i]], dpi, engine)
    return _by_column(gray, cells, boxes, dpi, engine)


def _inner(cell: GridCell, dpi: int) -> PixelBox:
    x0, y0, x1, y1 = cell.box
    inset = min(inches(_INSET, dpi), (x1 - x0) // 4, (y1 - y0) // 4)
    return PixelBox(x0 + inset, y0 + inset, x1 - inset, y1 - inset)


def _has_ink(gray: Gray, box: PixelBox, dpi: int) -> bool:
    margin = inches(0.02, dpi)
    crop = gray[box.y0 + margin : box.y1 - margin, box.x0 + margin : box.x1 - margin]
    if not crop.size:
        return False
    dark = int((crop < 140).sum())
    return dark >= max(8, min(_LEAST_INK * crop.size, (0.03 * dpi) ** 2))


def _plausible(words: Sequence[OcrWord]) -> list[OcrWord]:
    """Drop words that are remains of rulings or dirt: no letter or digit, and hardly believed."""
    return [
        word
        for word in words
        if any(c.isalnum() for c in word.text) or word.conf > 0.5 or word.text in "-–+•"
    ]


def _printed(words: Sequence[OcrWord], dpi: int) -> list[OcrWord]:
    """Drop the lines of a cell that are dirt; a cell with one line keeps it, however faint."""
    lines: dict[tuple[int, int, int], list[OcrWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    if len(lines) < 2:
        return list(words)
    return [word for line in lines.values() if is_print(line, dpi, _FAINT) for word in line]


def _again(
    gray: Gray,
    cells: list[ReadCell],
    boxes: list[PixelBox],
    empty: list[int],
    dpi: int,
    engine: OcrEngine,
) -> list[ReadCell]:
    """Read cells with ink but no words once more: as one line, then as one word."""
    out = list(cells)
    for psm in (PSM_LINE, PSM_WORD):
        todo = [i for i in empty if not out[i].words]
        read = engine.read(
            gray, dpi=dpi, boxes=[_tight(gray, boxes[i], dpi) for i in todo], psm=psm
        )
        for i, found in zip(todo, read, strict=True):
            out[i] = ReadCell(out[i].cell, tuple(_plausible(found)))
    return out


def _tight(gray: Gray, box: PixelBox, dpi: int) -> PixelBox:
    """Return the box shrunk to its ink plus a small margin."""
    crop = gray[box.y0 : box.y1, box.x0 : box.x1] < 140
    rows, cols = np.flatnonzero(crop.any(axis=1)), np.flatnonzero(crop.any(axis=0))
    if not rows.size:
        return box
    margin = inches(_TIGHT, dpi)
    return PixelBox(
        max(box.x0, box.x0 + int(cols[0]) - margin),
        max(box.y0, box.y0 + int(rows[0]) - margin),
        min(box.x1, box.x0 + int(cols[-1]) + margin),
        min(box.y1, box.y0 + int(rows[-1]) + margin),
    )


def _by_column(
    gray: Gray, cells: list[ReadCell], boxes: list[PixelBox], dpi: int, engine: OcrEngine
) -> list[ReadCell]:
    """Read the misfits of number and code columns again with only their characters allowed."""
    columns: dict[int, list[int]] = {}
    titles: dict[int, str] = {}
    for index, read in enumerate(cells):
        if read.cell.colspan > 1 or not read.text:
            continue
        if _is_title(read):
            titles[read.cell.col] = fold(read.text)
        else:
            columns.setdefault(read.cell.col, []).append(index)
    out = list(cells)
    for col, members in columns.items():
        title = titles.get(col, "")
        column = _column([cells[i] for i in members], title)
        if column is None:
            if _labelled(title, [cells[i].text for i in members]):
                _codes_within(gray, out, boxes, members, dpi, engine)
            continue
        for i, wanted in column.misfits([cells[i] for i in members], members):
            box = _tight(gray, boxes[i], dpi)
            readings = _readings(gray, box, dpi, engine, column.characters)
            found = column.choose(chain([out[i].words], readings), wanted)
            if not found or " ".join(word.text for word in found).rstrip(".)") != wanted:
                found = _alike(out[i], wanted) or found
            if found:
                out[i] = ReadCell(out[i].cell, found)
    return out


@dataclass(frozen=True, slots=True)
class _Column:
    """What most cells of a column look like: plain numbers, or codes."""

    shape: re.Pattern[str]
    characters: str

    def misfits(
        self, cells: Sequence[ReadCell], indexes: Sequence[int]
    ) -> Iterator[tuple[int, str]]:
        """Yield ``(index, expected number or "")`` of the cells to read again.

        In a column of numbers a cell that breaks the run of its two neighbours is one too.
        """
        values = [_value(read.text) if self.shape is _NUMBER else None for read in cells]
        for place, (read, index) in enumerate(zip(cells, indexes, strict=True)):
            if not _is_short(read):
                continue
            wanted = _between(values, place)
            if wanted and values[place] == int(wanted):
                continue
            fits = self.shape.match(read.text) is not None and read.conf >= _DOUBTFUL
            if not fits or wanted:
                yield index, wanted

    def choose(
        self, readings: Iterable[tuple[OcrWord, ...]], wanted: str
    ) -> tuple[OcrWord, ...] | None:
        """Return the reading that is the number expected, else the first of the right shape."""
        fitting = []
        for words in readings:
            text = " ".join(word.text for word in words)
            if not self.shape.match(text):
                continue
            if wanted and text.rstrip(".)") == wanted:
                return words
            fitting.append((text, words))
        return _most_read(fitting)


def _alike(read: ReadCell, wanted: str) -> tuple[OcrWord, ...] | None:
    """Return the number a running count asks for where the letters read look like it."""
    text = read.text
    if len(read.words) != 1 or not wanted or len(text) != len(wanted):
        return None
    if any(c != d and c not in _LOOKS_LIKE.get(d, "") for c, d in zip(text, wanted, strict=True)):
        return None
    word = read.words[0]
    return (replace(word, text=wanted, conf=min(word.conf, _UNBELIEVED), alternatives=()),)


def _most_read(
    fitting: Sequence[tuple[str, tuple[OcrWord, ...]]],
) -> tuple[OcrWord, ...] | None:
    """Return the reading that came most often, the earliest of equals; None for none."""
    counts = Counter(text for text, _ in fitting)
    best = max(fitting, key=lambda reading: counts[reading[0]], default=None)
    return best[1] if best else None


def _labelled(title: str, texts: Sequence[str]) -> bool:
    """Say whether a column holds labels like "Tiêu chí 3.3": by its title, else by most cells."""
    labels = sum(fold(text).startswith("tieu chi") for text in texts)
    return "tieu chi" in title or labels > 0.5 * len(texts)


def _codes_within(
    gray: Gray,
    cells: list[ReadCell],
    boxes: list[PixelBox],
    members: Sequence[int],
    dpi: int,
    engine: OcrEngine,
) -> None:
    """Read cells like "Tiêu chí 3.3" again whose code is missing, until a reading has one."""
    for i in members:
        if len(cells[i].text) > _LABEL or _CODE_WITHIN.search(cells[i].text):
            continue
        box = _tight(gray, boxes[i], dpi)
        last = _last_line(gray, box, dpi)
        readings = _labels(gray, boxes[i], box, dpi, engine)
        codes = _enlarged_often(gray, last, dpi, engine, _DIGITS + ".")
        fitting = [(" ".join(w.text for w in c), c) for c in codes]
        code = _most_read([(text, c) for text, c in fitting if _ANY_CRITERION.match(text)])
        readings = chain(readings, [_with_last(cells[i].words, code or (), last)])
        for words in readings:
            again = ReadCell(cells[i].cell, words)
            if _CODE_WITHIN.search(again.text) or (code and again.text.endswith(code[-1].text)):
                cells[i] = again
                break


def _last_line(gray: Gray, box: PixelBox, dpi: int) -> PixelBox:
    """Return the lowest printed line of a box: the ink below the last blank row of pixels."""
    inked = (gray[box.y0 : box.y1, box.x0 : box.x1] < 140).any(axis=1)
    rows = np.flatnonzero(inked)
    if not rows.size:
        return box
    breaks = np.flatnonzero(np.diff(rows) > 2)
    top = rows[breaks[-1] + 1] if breaks.size else rows[0]
    line = PixelBox(box.x0, max(box.y0, box.y0 + int(top) - 3), box.x1, box.y1)
    return _tight(gray, line, dpi)


def _with_last(
    words: Sequence[OcrWord], code: Sequence[OcrWord], last: PixelBox
) -> tuple[OcrWord, ...]:
    """Return the words above the last line, and the code read there on a line of its own."""
    above = [word for word in words if word.box.y1 <= last.y0 + 4]
    block = max((word.line[0] for word in above), default=0) + 1
    return (*above, *(replace(word, line=(block, 1, 1)) for word in code))


def _labels(
    gray: Gray, loose: PixelBox, tight: PixelBox, dpi: int, engine: OcrEngine
) -> Iterator[tuple[OcrWord, ...]]:
    yield tuple(_plausible(engine.read(gray, dpi=dpi, boxes=[loose], psm=PSM_BLOCK)[0]))
    yield tuple(_plausible(engine.read(gray, dpi=dpi, boxes=[tight], psm=PSM_COLUMN)[0]))
    yield _enlarged(gray, tight, dpi, engine, "", 1.5, PSM_BLOCK)


def _is_short(read: ReadCell) -> bool:
    """Say whether a cell may be a number or a code: one short line without a word believed in."""
    if len(read.text) > _SHORT or "\n" in read.text:
        return False
    return read.conf < _UNBELIEVED or not _has_word(read.text)


def _has_word(text: str) -> bool:
    """Say whether a text holds a Vietnamese word of two letters or more ("Tháng 9/2023")."""
    return any(
        len(word) > 1 and is_syllable(word.lower()) for word in re.findall(r"[^\W\d_]+", text)
    )


def _is_title(read: ReadCell) -> bool:
    """Say whether a cell of the first row is a word ("TT") and not a misread number ("§")."""
    return read.cell.row == 0 and len(read.text) > 1 and any(c.isalpha() for c in read.text)


def _column(cells: Sequence[ReadCell], title: str) -> _Column | None:
    """Return the shape of a column: by its title, else by what most of its short cells are."""
    short = [read.text for read in cells if _is_short(read)]
    if len(short) < 0.6 * len(cells):
        return None
    for shape, characters in _SHAPES:
        fitting = sum(bool(shape.match(text)) for text in short)
        told = _TITLES.get(title) is shape and fitting >= 1
        if told or (fitting >= 2 and fitting >= 0.5 * len(cells)):
            return _Column(shape, characters)
    return None


def _value(text: str) -> int | None:
    return int(text.rstrip(".)")) if _NUMBER.match(text) else None


def _between(values: Sequence[int | None], place: int) -> str:
    """Return the number a running count must have here, "" if its neighbours do not tell."""
    before = values[place - 1] if place > 0 else None
    after = values[place + 1] if place + 1 < len(values) else None
    if before is not None and after is not None:
        return str(before + 1) if after == before + 2 else ""
    if before is None and after is not None and place == 0 and after > 1:
        return str(after - 1)
    if after is None and before is not None and place == len(values) - 1:
        return str(before + 1) if values[place] is None else ""
    return ""


def _readings(
    gray: Gray, box: PixelBox, dpi: int, engine: OcrEngine, characters: str
) -> Iterator[tuple[OcrWord, ...]]:
    """Yield readings of one short text, each more forced than the one before."""
    for psm in (PSM_LINE, PSM_RAW_LINE):
        yield tuple(engine.read(gray, dpi=dpi, boxes=[box], psm=psm, whitelist=characters)[0])
    yield from _enlarged_often(gray, box, dpi, engine, characters)


def _enlarged_often(
    gray: Gray, box: PixelBox, dpi: int, engine: OcrEngine, characters: str
) -> Iterator[tuple[OcrWord, ...]]:
    """Yield readings at several sizes: a short text that is misread at one is read at most."""
    for factor in (1.0, 1.25, 1.5, 1.75, 2.0):
        yield _enlarged(gray, box, dpi, engine, characters, factor)


def _enlarged(
    gray: Gray,
    box: PixelBox,
    dpi: int,
    engine: OcrEngine,
    characters: str,
    factor: float,
    psm: int = PSM_LINE,
) -> tuple[OcrWord, ...]:
    """Read the box enlarged and with white around it, which the engine likes for short texts."""
    crop = gray[box.y0 : box.y1, box.x0 : box.x1]
    crop = np.asarray(
        cv2.resize(crop, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC), np.uint8
    )
    rim = inches(0.15, dpi)
    large = cv2.copyMakeBorder(crop, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=255)
    words = engine.read(
        np.asarray(large, np.uint8), dpi=round(factor * dpi), psm=psm, whitelist=characters
    )[0]
    return tuple(replace(word, box=box) for word in words)
