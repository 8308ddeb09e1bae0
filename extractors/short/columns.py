"""Short cells settled by their column: numbers, codes, labels that hold a code.

Every short cell is read by the recogniser as well as by the engine. Where both agree they are
believed more; where only one reading has the column's shape it is taken; where both have it and
differ the likelier is taken and marked as doubtful. The engine is asked again, with a whitelist,
only for cells that neither could read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractors.images.clean import Gray, inches
from extractors.ocr import PSM_LINE, PSM_RAW_LINE, OcrEngine, OcrWord, PixelBox
from extractors.read_cell import ReadCell
from extractors.short.grammar import CODE, NUMBER, Grammar
from extractors.short.recognise import ShortReading
from extractors.short.seen import Seen, see, words_of
from normalizers.syllables import is_syllable
from normalizers.unicode import fold

_DIGITS = "0123456789"
_NUMBER = re.compile(r"^\d{1,3}[.)]?$")
_CRITERION = re.compile(r"^\d\.\d{1,2}\.?$")
_CODE = re.compile(r"^[\d.,/\-–\s]{1,24}$")
_TITLES = {"tt": _NUMBER, "stt": _NUMBER, "tieu chi": _CRITERION, "tc": _CRITERION}
_CODE_WITHIN = re.compile(r"\d[.,]\d{1,2}")
_LOOKS_LIKE = {"1": "|lIiíìịÌỊ!]", "5": "S§Šsb", "6": "bồổ", "8": "§&B", "0": "OoQ", "7": "T?"}
"""Letters the engine prints for digits."""

_LABEL = 24
_SHORT = 12
_DOUBTFUL = 0.8
_UNBELIEVED = 0.5
_SURE = 0.9
_LIKELY = 0.6
_HELD = 0.3
_ALONE = 0.9
_FEW_FIGURES = 0.3
_CERTAIN = 0.97


@dataclass(frozen=True, slots=True)
class _Shape:
    """What most cells of a column look like: plain numbers, codes of criteria, other figures."""

    pattern: re.Pattern[str]
    characters: str
    grammar: Grammar | None


_SHAPES = (
    _Shape(_CRITERION, _DIGITS + ".", CODE),
    _Shape(_NUMBER, _DIGITS + ".", NUMBER),
    _Shape(_CODE, _DIGITS + "./-,", None),
)


@dataclass(frozen=True, slots=True)
class _Short:
    """A short cell: its place among all cells, what the engine read, what the recogniser saw."""

    index: int
    read: ReadCell
    seen: Seen

    @property
    def view(self) -> str:
        """What it most likely says."""
        if _has_figure(self.seen.text) and self.seen.confidence >= _DOUBTFUL:
            return self.seen.text
        return self.read.text

    @property
    def is_short(self) -> bool:
        """Whether it may be a number or a code: one short line without a word believed in."""
        text = self.view
        if len(text) > _SHORT or "\n" in text:
            return False
        return text != self.read.text or self.read.conf < _UNBELIEVED or not _has_word(text)


def settle(
    gray: Gray,
    cells: Sequence[ReadCell],
    boxes: Mapping[int, PixelBox],
    dpi: int,
    engine: OcrEngine,
) -> list[ReadCell]:
    """Return the cells, those of number and code columns as the whole column makes likely.

    Args:
        gray: the page, rulings painted out.
        cells: all cells of a grid.
        boxes: of the cells with ink, by their place in ``cells``, in pixels.
        dpi: resolution of the page.
        engine: asked again for what nobody could read.
    """
    out = list(cells)
    for title, members in _columns(gray, cells, boxes, dpi):
        shape = _shape(members, title)
        labelled = shape is None and _labelled(title, [short.read.text for short in members])
        values = [_value(short.view) for short in members]
        for place, short in enumerate(members):
            if shape is None:
                words = _with_code(short) if labelled else _figures_checked(short)
            elif short.is_short:
                box = short.seen.hull or boxes[short.index]
                again = _Again(gray, box, dpi, engine, shape.characters)
                wanted = _between(values, place) if shape.pattern is _NUMBER else ""
                words = _settled(short, shape, wanted, again)
            else:
                continue
            out[short.index] = ReadCell(short.read.cell, words)
    return out


def _columns(
    gray: Gray, cells: Sequence[ReadCell], boxes: Mapping[int, PixelBox], dpi: int
) -> Iterator[tuple[str, list[_Short]]]:
    """Yield the title (folded) and the cells of each column that may hold figures."""
    columns: dict[int, list[int]] = {}
    for index, read in enumerate(cells):
        if read.cell.colspan == 1 and index in boxes:
            columns.setdefault(read.cell.col, []).append(index)
    for members in columns.values():
        few = [i for i in members if len(cells[i].text) <= _LABEL]
        if len(few) < 0.5 * len(members) or not _may_hold_figures([cells[i] for i in members]):
            continue
        looked = dict(zip(few, see(gray, [boxes[i] for i in few], dpi), strict=True))
        nothing = Seen((), ())
        found = [_Short(i, cells[i], looked.get(i, nothing)) for i in members]
        titles = [fold(short.read.text) for short in found if _is_title(short)]
        below = [s for s in found if not _is_title(s) and (s.read.text or s.seen.text)]
        yield (titles[0] if titles else ""), below


def _may_hold_figures(reads: Sequence[ReadCell]) -> bool:
    """Say whether a column is worth a second look: by its title, or by what the engine read."""
    if any(read.cell.row == 0 and fold(read.text) in _TITLES for read in reads):
        return True
    odd = sum(_has_figure(r.text) or r.conf < _UNBELIEVED or not r.text for r in reads)
    return odd >= max(1, _FEW_FIGURES * len(reads))


def _has_figure(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _shape(members: Sequence[_Short], title: str) -> _Shape | None:
    """Return the shape of a column: by its title, else by what most of its short cells are."""
    short = [s.view for s in members if s.is_short]
    if len(short) < 0.6 * len(members):
        return None
    for shape in _SHAPES:
        fitting = sum(bool(shape.pattern.match(text)) for text in short)
        told = _TITLES.get(title) is shape.pattern and fitting >= 1
        if told or (fitting >= 2 and fitting >= 0.5 * len(members)):
            return shape
    return None


def _settled(short: _Short, shape: _Shape, wanted: str, again: _Again) -> tuple[OcrWord, ...]:
    """Return the words of one cell of a column; ``wanted`` is what a running count asks for."""
    read, seen = short.read, short.seen
    engine_fits = bool(shape.pattern.match(read.text))
    seen_fits = bool(shape.pattern.match(seen.text))
    if engine_fits and _bare(read.text) == _bare(seen.text):
        return _believed(read.words, seen.confidence)
    if engine_fits and _bare(read.text) == wanted:
        return read.words
    if seen_fits and _bare(seen.text) == wanted:
        return seen.words()
    if engine_fits and seen_fits:
        surer = seen.confidence >= _SURE and not wanted
        return _doubted(seen.words() if surer else read.words)
    if seen_fits and seen.confidence >= _LIKELY:
        return seen.words()
    held = _held(seen, shape.grammar)
    if held and not engine_fits:
        return held
    return _asked_again(short, shape, wanted, again)


def _asked_again(short: _Short, shape: _Shape, wanted: str, again: _Again) -> tuple[OcrWord, ...]:
    """Return what the engine reads with a whitelist, if that has the shape; else as it was."""
    read = short.read
    if shape.pattern.match(read.text) and read.conf >= _DOUBTFUL and not wanted:
        return read.words
    found = _choose((read.words, *again.readings()), shape, wanted)
    if not found or _bare(_text(found)) != wanted:
        found = _alike(read, wanted) or found
    return found or read.words


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
    return tuple(replace(word, conf=min(word.conf, _UNBELIEVED)) for word in words)


def _choose(
    readings: Iterable[tuple[OcrWord, ...]], shape: _Shape, wanted: str
) -> tuple[OcrWord, ...]:
    """Return the reading that is the number expected, else what most of the right shape say."""
    fitting = []
    for words in readings:
        text = _text(words)
        if not shape.pattern.match(text):
            continue
        if wanted and _bare(text) == wanted:
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
    return (replace(word, text=wanted, conf=min(word.conf, _UNBELIEVED), alternatives=()),)


def _labelled(title: str, texts: Sequence[str]) -> bool:
    """Say whether a column holds labels like "Tiêu chí 3.3": by its title, else by most cells."""
    labels = sum(fold(text).startswith("tieu chi") for text in texts)
    return "tieu chi" in title or labels > 0.5 * len(texts)


def _with_code(short: _Short) -> tuple[OcrWord, ...]:
    """Return the words of a cell like "Tiêu chí 3.3", its code from the recogniser if it lacks one.

    The code stands on the last line; lines above it stay as the engine read them.
    """
    read, seen = short.read, short.seen
    if len(read.text) > _LABEL or not seen.boxes:
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


def _figures_checked(short: _Short) -> tuple[OcrWord, ...]:
    """Return the words of a cell of dates or sums; a line of figures as the recogniser is sure of.

    Lines are compared one to one; a line that both read alike is believed more, and one that only
    the recogniser is sure of replaces the engine's.
    """
    read, seen = short.read, short.seen
    lines = read.lines
    if not lines and seen.text and _has_figure(seen.text) and seen.confidence >= _SURE:
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
    if not reading.known or not _has_figure(reading.text):
        return tuple(line)
    if reading.text == _text(line):
        return _believed(line, reading.confidence)
    believed = sum(word.conf for word in line) / len(line)
    if reading.confidence < (_SURE if believed < _DOUBTFUL else _CERTAIN):
        return tuple(line)
    words = tuple(replace(w, line=line[0].line) for w in words_of(reading, box, 0))
    return words if believed < _DOUBTFUL else _doubted(words)


def _text(words: Sequence[OcrWord]) -> str:
    return " ".join(word.text for word in words)


def _bare(text: str) -> str:
    return text.rstrip(".):")


def _has_word(text: str) -> bool:
    """Say whether a text holds a Vietnamese word of two letters or more ("Tháng 9/2023")."""
    return any(
        len(word) > 1 and is_syllable(word.lower()) for word in re.findall(r"[^\W\d_]+", text)
    )


def _is_title(short: _Short) -> bool:
    """Say whether a cell of the first row is a word ("TT") and not a misread number ("vo)")."""
    read = short.read
    if any(shape.pattern.match(short.view) for shape in _SHAPES):
        return False
    return read.cell.row == 0 and len(read.text) > 1 and any(c.isalpha() for c in read.text)


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


@dataclass(frozen=True, slots=True)
class _Again:
    """Readings of one short text by the engine, each more forced than the one before."""

    gray: Gray
    box: PixelBox
    dpi: int
    engine: OcrEngine
    characters: str

    def readings(self) -> Iterator[tuple[OcrWord, ...]]:
        for psm in (PSM_LINE, PSM_RAW_LINE):
            yield tuple(
                self.engine.read(
                    self.gray, dpi=self.dpi, boxes=[self.box], psm=psm, whitelist=self.characters
                )[0]
            )
        for factor in (1.0, 1.5, 2.0):
            yield self._enlarged(factor)

    def _enlarged(self, factor: float) -> tuple[OcrWord, ...]:
        """Read the box enlarged and with white around it, which the engine likes."""
        box, dpi = self.box, self.dpi
        crop = cv2.resize(
            self.gray[box.y0 : box.y1, box.x0 : box.x1],
            None,
            fx=factor,
            fy=factor,
            interpolation=cv2.INTER_CUBIC,
        )
        rim = inches(0.15, dpi)
        large = cv2.copyMakeBorder(crop, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=(255.0,))
        words = self.engine.read(
            np.asarray(large, np.uint8),
            dpi=round(factor * dpi),
            psm=PSM_LINE,
            whitelist=self.characters,
        )[0]
        return tuple(replace(word, box=box) for word in words)
