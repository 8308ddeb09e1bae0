"""One PDF page: what its text layer is worth, and the page built from the layer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from extractors.formats.legacy import flag, font_encodings
from extractors.formats.pdf.mupdf import PdfPage, mupdf
from extractors.formats.pdf.raster import grey_at, picture_cover
from extractors.formats.pdf.seen import seen_words
from extractors.formats.pdf.words import SLANTED, PdfWord, page_words, share, sideways_lines
from extractors.layer.lines import Styled, lines_of
from extractors.layer.tables.finder import digital_tables
from extractors.layer.verdict import VERDICT, LayerVerdict, ink_cover, judge_layer
from extractors.types import BBox, Block, Cell, Page, Table
from normalizers.text.legacy import to_unicode

__all__ = ["Look", "look_at", "page_from_layer", "upright"]

_LOOK_DPI = 72
"""Pixels per inch a page is drawn with to see where its ink is."""

_SOME_PICTURE = 0.25
"""Share of a page that pictures cover, above which its ink is looked at."""

_FEW_WORDS = 60
"""Words of a page below which its curves are counted: its text may be drawn as shapes."""

_COUNTED_CURVES = 2000
"""Curves after which no more are counted: they are more than enough."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was found out about one page before deciding how to read it.

    Attributes:
        words: the words of the layer.
        verdict: whether to use them.
        cover: share of the page that pictures cover.
        size: width and height in points as displayed.
        struck: words with a line through them; they are not among ``words``.
        flags: what was left out of ``words``.
    """

    words: tuple[PdfWord, ...]
    verdict: LayerVerdict
    cover: float
    size: tuple[float, float]
    struck: tuple[PdfWord, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def boxes(self) -> list[BBox]:
        """The boxes of the words."""
        return [w.word.bbox for w in self.words if w.word.bbox is not None]


@contextmanager
def upright(page: PdfPage) -> Iterator[tuple[PdfPage, int, tuple[PdfWord, ...]]]:
    """Give the page with its text upright, the degrees clockwise it was turned by, its words.

    A landscape table is often set sideways on a portrait page. The page is turned in a copy; the
    document in hand stays as it is.
    """
    words = tuple(page_words(page))
    turn = _turn(words)
    if turn == 0:
        yield page, 0, words
        return
    with mupdf.open() as copy:
        copy.insert_pdf(page.parent, from_page=page.number, to_page=page.number)
        turned = copy[0]
        turned.set_rotation(turn)
        turned.remove_rotation()
        yield turned, turn, tuple(page_words(turned))


def _turn(words: Sequence[PdfWord]) -> int:
    """Return by how much most letters of the page lie on their side: 0, 90, 180 or 270."""
    weights: dict[int, int] = {}
    for found in words:
        if found.turn != SLANTED:
            weights[found.turn] = weights.get(found.turn, 0) + len(found.word.text)
    return max(weights, key=lambda turn: (weights[turn], -turn), default=0)


def look_at(page: PdfPage, words: tuple[PdfWord, ...]) -> Look:
    """Take the measures the verdict rests on; the page is drawn, small, only if need be."""
    size = (float(page.rect.width), float(page.rect.height))
    seen = seen_words(page, words)
    words = seen.words
    cover = picture_cover(page)
    curves = _curves(page) if len(words) < _FEW_WORDS else 0
    look = Look(words, LayerVerdict(False, ""), cover, size, seen.struck, seen.flags)
    grey = None
    covered: float | None = None
    if words and (cover > _SOME_PICTURE or curves >= VERDICT.curves):
        grey = grey_at(page, _LOOK_DPI)
        scale = grey.shape[1] / max(size[0], 1.0)
        covered = ink_cover(grey, look.boxes, scale)
    verdict = judge_layer(
        [w.word for w in words],
        size,
        cover,
        sorted({w.word.font or "" for w in words}),
        " ".join(w.word.text for w in words),
        ink_covered=covered,
        hidden_share=share(words, "hidden"),
        curves=curves,
    )
    return replace(look, verdict=verdict)


def _curves(page: PdfPage) -> int:
    """Count curve segments of the vector drawings (text drawn as shapes has thousands)."""
    count = 0
    for path in page.get_drawings():
        count += sum(1 for item in path["items"] if item[0] == "c")
        if count > _COUNTED_CURVES:
            break
    return count


def page_from_layer(page: PdfPage, look: Look, number: int) -> Page:
    """Build the page from its text layer; slanted words (watermarks) are left out."""
    words = [w for w in look.words if w.turn != SLANTED]
    encodings = font_encodings(w.word for w in words)
    level = [_styled(w, encodings) for w in words if w.turn == 0]
    sideways = sideways_lines(w for w in words if w.turn != 0)
    aside = [_styled(w, encodings) for w in sideways]
    tables = digital_tables(page, [s.word for s in (*level, *aside)], number)
    struck = [_styled(w, encodings) for w in look.struck]
    tables = [_with_struck(table, struck) for table in tables]
    blocks = _arrange(level, aside, tables, number)
    used = dict.fromkeys(flag(e) for e in encodings.values() if e != "decomposed")
    return Page(number, *look.size, "text", blocks, flags=(*used, *look.flags))


def _with_struck(table: Table, struck: Sequence[Styled]) -> Table:
    """Return the table with struck-out words kept in ``raw`` of the cells they stand in."""
    if not struck:
        return table
    return replace(table, cells=tuple(_cell_with_struck(cell, struck) for cell in table.cells))


def _cell_with_struck(cell: Cell, struck: Sequence[Styled]) -> Cell:
    inside = [s.word.text for s in struck if cell.bbox and cell.bbox.contains(*s.box.center)]
    return (
        replace(cell, raw="\n".join(filter(None, (" ".join(inside), cell.raw)))) if inside else cell
    )


def _styled(found: PdfWord, encodings: Mapping[str, str]) -> Styled:
    word = found.word
    encoding = encodings.get(word.font or "")
    text = to_unicode(word.text, encoding) if encoding is not None else word.text
    word = replace(word, text=text.replace("\u00ad", ""))
    return Styled(word, word.bbox or BBox(0, 0, 0, 0), found.bold)


def _arrange(
    level: Sequence[Styled], aside: Sequence[Styled], tables: Sequence[Table], number: int
) -> tuple[Block, ...]:
    """Put lines and tables in reading order; words inside a table are left to the table.

    Words on their side that stand in no table come last, a line each.
    """
    ordered = sorted((t for t in tables if t.bbox is not None), key=_top)
    free = [w for w in level if w.word.text and not any(_inside(w.box, t) for t in ordered)]
    blocks: list[Block] = []
    for table in ordered:
        above = [w for w in free if w.box.center[1] < _top(table)]
        free = [w for w in free if w.box.center[1] >= _top(table)]
        blocks += lines_of(above, number)
        blocks.append(table)
    blocks += lines_of(free, number)
    for item in aside:
        if not any(_inside(item.box, t) for t in ordered):
            blocks += lines_of([item], number)
    return tuple(blocks)


def _top(table: Table) -> float:
    return table.bbox.y0 if table.bbox is not None else 0.0


def _inside(box: BBox, table: Table) -> bool:
    return table.bbox is not None and table.bbox.contains(*box.center)
