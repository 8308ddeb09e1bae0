"""Short cells settled by their column: numbers, codes, labels that hold a code.

Every short cell is read by the recogniser as well as by the engine. Where both agree they are
believed more; where only one reading has the column's shape it is taken; where both have it and
differ the likelier is taken and marked as doubtful. The engine is asked again, with a whitelist,
only for cells that neither could read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractors.images.sheet import Sheet
from extractors.ocr.engines import OcrEngine, PixelBox
from extractors.scan.cells.read_cell import ReadCell
from extractors.scan.cells.short_again import Again
from extractors.scan.cells.short_cell import (
    CRITERION_SHAPE,
    NUMBER_SHAPE,
    SHAPES,
    SHORT,
    Shape,
    ShortCell,
    has_figure,
)
from extractors.scan.cells.short_decide import figures_checked, settled, with_code
from extractors.scan.cells.short_seen import Seen, see
from normalizers.text.unicode import fold

_TITLES = dict.fromkeys(("tt", "stt", "so tt"), NUMBER_SHAPE) | dict.fromkeys(
    ("tieu chi", "tc", "ma", "ma so", "ma tieu chi"), CRITERION_SHAPE
)


def settle(
    sheet: Sheet,
    cells: Sequence[ReadCell],
    boxes: Mapping[int, PixelBox],
    engine: OcrEngine,
) -> list[ReadCell]:
    """Return the cells, those of number and code columns as the whole column makes likely.

    Args:
        sheet: the page, rulings painted out.
        cells: all cells of a grid.
        boxes: of the cells with ink, by their place in ``cells``, in pixels.
        engine: asked again for what nobody could read.
    """
    out = list(cells)
    for title, members in _columns(sheet, cells, boxes):
        shape = _shape(members, title)
        labelled = shape is None and _labelled(title, [short.read.text for short in members])
        values = [_value(short.view) for short in members]
        for place, short in enumerate(members):
            if shape is None:
                words = with_code(short) if labelled else figures_checked(short)
            elif short.is_short:
                box = short.seen.hull or boxes[short.index]
                again = Again(sheet, box, engine, shape.characters)
                wanted = _between(values, place) if shape.pattern is NUMBER_SHAPE else ""
                words = settled(short, shape, wanted, again)
            else:
                continue
            out[short.index] = ReadCell(short.read.cell, words)
    return out


def _columns(
    sheet: Sheet, cells: Sequence[ReadCell], boxes: Mapping[int, PixelBox]
) -> Iterator[tuple[str, list[ShortCell]]]:
    """Yield the title (folded) and the cells of each column that may hold figures."""
    columns: dict[int, list[int]] = {}
    for index, read in enumerate(cells):
        if read.cell.colspan == 1 and index in boxes:
            columns.setdefault(read.cell.col, []).append(index)
    for members in columns.values():
        few = [i for i in members if len(cells[i].text) <= SHORT.longest]
        if len(few) < SHORT.mostly_short * len(members) or not _may_hold_figures(
            [cells[i] for i in members]
        ):
            continue
        looked = dict(zip(few, see(sheet, [boxes[i] for i in few]), strict=True))
        nothing = Seen((), ())
        found = [ShortCell(i, cells[i], looked.get(i, nothing)) for i in members]
        titles = [fold(short.read.text) for short in found if _is_title(short)]
        below = [s for s in found if not _is_title(s) and (s.read.text or s.seen.text)]
        yield (titles[0] if titles else ""), below


def _may_hold_figures(reads: Sequence[ReadCell]) -> bool:
    """Say whether a column is worth a second look: by its title, or by what the engine read."""
    if any(read.cell.row == 0 and fold(read.text) in _TITLES for read in reads):
        return True
    odd = sum(has_figure(r.text) or r.conf < SHORT.unbelieved or not r.text for r in reads)
    return odd >= max(1, SHORT.few_figures * len(reads))


def _shape(members: Sequence[ShortCell], title: str) -> Shape | None:
    """Return the shape of a column: by its title, else by what most of its short cells are."""
    short = [s.view for s in members if s.is_short]
    if len(short) < SHORT.short_column * len(members):
        return None
    for shape in SHAPES:
        fitting = sum(bool(shape.pattern.match(text)) for text in short)
        told = _TITLES.get(title) is shape.pattern and fitting >= 1
        if told or (fitting >= SHORT.fewest_fitting and fitting >= SHORT.fitting * len(members)):
            return shape
    return None


def _labelled(title: str, texts: Sequence[str]) -> bool:
    """Say whether a column holds labels like "Tiêu chí 3.3": by its title, else by most cells."""
    labels = sum(fold(text).startswith("tieu chi") for text in texts)
    return "tieu chi" in title or labels > SHORT.labelled * len(texts)


def _is_title(short: ShortCell) -> bool:
    """Say whether a cell of the first row is a word ("TT") and not a misread number ("vo)")."""
    read = short.read
    if any(shape.pattern.match(short.view) for shape in SHAPES):
        return False
    return read.cell.row == 0 and len(read.text) > 1 and any(c.isalpha() for c in read.text)


def _value(text: str) -> int | None:
    return int(text.rstrip(".)")) if NUMBER_SHAPE.match(text) else None


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
