"""One page of an opened document, read: from its text layer, from its picture, or from both.

A document says what there is of a page (``extractors.formats.source``); here is decided which wing
reads it. A text layer that can be trusted is taken as it is, and pictures pasted on such a page are
recognised beside it; any other page is drawn and recognised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from extractors.formats.document import Document
from extractors.formats.legacy import block_text
from extractors.formats.pdf.mupdf import PdfPage, page_errors, told_damage
from extractors.formats.pdf.paper import drawn_for_reading
from extractors.formats.pdf.pictures import picture_regions
from extractors.formats.pdf.raster import RASTER, choose_dpi, render
from extractors.formats.source import Blocks, PdfSheet, Picture
from extractors.handwriting.on_layer import has_blanks, with_written_blanks
from extractors.images.prepare import prepare
from extractors.layer.page import Look, look_at, page_from_layer, upright
from extractors.layer.verdict import VERDICT
from extractors.ocr.engines import OcrEngine
from extractors.scan.page import read_image_page
from extractors.scan.tables.ruled import find_grids
from extractors.scan.tables.rulings import find_rulings
from extractors.turned import displayed_page, map_page
from extractors.types import BBox, Block, Line, Page
from normalizers.text.quality import assess

__all__ = ["read_page"]

# Verdicts on the language alone: recognition may find that the page is printed like that.
_OF_LANGUAGE = frozenset(["stripped", "garbled", "ocr", "foreign", "unmapped", "empty"])
_DRAWN_COVER = 0.3  # up to which a page counts as born digital
_SOME_LINES = 4  # vector drawings that make up a table of the layer's own
_TABLE_PIXELS = 12_000_000
_SOME_WORDS = 0.5  # of those recognised, that a layer must have to be the better reading
_LEAST_WORDS = 8  # in a picture on a page, below which it is taken for a logo


def read_page(
    document: Document,
    number: int,
    *,
    engine: OcrEngine | None,
    force_ocr: bool = False,
    turn: int | None = None,
) -> Page:
    """Read one page.

    Args:
        document: an open document.
        number: page number from 1.
        engine: recognises pictures; without one a page that needs it comes back with what text
            there is and the flag ``no_ocr_engine``.
        force_ocr: recognise the picture of the page even if its text layer is good.
        turn: degrees clockwise (0, 90, 180, 270) a person said the page is to be turned by; its
            picture is then recognised. None finds out.

    Returns:
        The page; boxes in points of the upright page, a page of a flow document 0 x 0.

    Raises:
        DocumentError: this page cannot be read; other pages may.
    """
    source = document.source(number)
    if isinstance(source, Blocks):
        return Page(number, 0.0, 0.0, "text", source.blocks, flags=source.flags)
    if isinstance(source, Picture):
        return _picture_page(source, number, engine, turn)
    with page_errors(source.path, number):
        if turn is not None and engine is not None:
            page = _drawn(source, number, engine, turn)
        else:
            page = _pdf_page(source, number, engine, force_ocr)
    # MuPDF may find and mend damage only while it reads.
    damaged = ("damaged_file",) if told_damage() or source.page.parent.is_repaired else ()
    return _with_flags(page, (*source.flags, *damaged))


def _picture_page(
    picture: Picture, number: int, engine: OcrEngine | None, turn: int | None
) -> Page:
    """Recognise a picture; beside text a picture without any is left empty."""
    page = _recognised(picture, number, engine, turn)
    if picture.beside_text and assess(block_text(page.blocks)).kind not in ("good", "ocr"):
        return replace(page, blocks=(), flags=(*page.flags, "picture_without_text"))
    return page


def _recognised(picture: Picture, number: int, engine: OcrEngine | None, turn: int | None) -> Page:
    if engine is None:
        flags = (*picture.flags, "no_ocr_engine")
        return Page(number, *picture.size, "ocr", (), dpi=picture.dpi, flags=flags)
    page = read_image_page(
        picture.image,
        dpi=picture.dpi,
        number=number,
        engine=engine,
        page_size=picture.size,
        turn=turn,
    )
    return _with_flags(page, picture.flags)


def _pdf_page(source: PdfSheet, number: int, engine: OcrEngine | None, force_ocr: bool) -> Page:
    with upright(source.page) as (standing, turn, words):
        look = _with_picture_table(look_at(standing, words), standing)
        use_layer = look.verdict.trusted and not (force_ocr and look.verdict.reason != "blank")
        if engine is not None and not use_layer:
            return _drawn_page(source, look, number, engine)
        read = page_from_layer(standing, look, number)
        if not use_layer:
            read = _with_flags(read, ("no_ocr_engine", *_layer_flags(look)))
        elif engine is not None:
            read = _with_handwriting(read, standing, engine, source.max_pixels)
            regions, more = picture_regions(standing, look.boxes)
            read = _with_picture_text(read, standing, regions, engine, source.max_pixels)
            read = _with_flags(read, ("part_unread",) if more else ())
    return replace(read, rotation=turn)


def _with_picture_table(look: Look, page: PdfPage) -> Look:
    """Return the look with its layer refused where only the picture of the page gives the cells."""
    verdict = look.verdict
    if not verdict.trusted or verdict.reason == "blank" or look.cover <= VERDICT.scan:
        return look
    if not _shows_table(page):
        return look
    return replace(look, verdict=replace(verdict, trusted=False, reason="picture_table"))


def _shows_table(page: PdfPage) -> bool:
    """Say whether a ruled table is seen in the picture of the page (and not drawn as lines)."""
    if len(page.get_drawings()) >= _SOME_LINES:
        return False
    image, dpi = render(page, choose_dpi(page), _TABLE_PIXELS)
    prepared = prepare(image, dpi)
    return bool(find_grids(find_rulings(prepared.sheet), prepared.dpi))


def _drawn_page(source: PdfSheet, look: Look, number: int, engine: OcrEngine) -> Page:
    """Draw the page and recognise it; its layer is kept if it is printed like that."""
    page = source.page
    read = _drawn(source, number, engine, None)
    if _printed_like_that(look, read):
        with upright(page) as (standing, turn, _):
            kept = page_from_layer(standing, look, number)
            return replace(_with_flags(kept, _layer_flags(look)), rotation=turn)
    return _with_flags(read, _layer_flags(look))


def _drawn(source: PdfSheet, number: int, engine: OcrEngine, turn: int | None) -> Page:
    page = source.page
    image, dpi = drawn_for_reading(page, source.max_pixels)
    size = (float(page.rect.width), float(page.rect.height))
    return read_image_page(
        image, dpi=round(dpi), number=number, engine=engine, page_size=size, turn=turn
    )


def _printed_like_that(look: Look, read: Page) -> bool:
    """Say whether a born-digital page reads no better from its picture than from its layer.

    A plan typed without marks, or a list of codes and names, is printed as its layer has it.
    """
    if look.verdict.reason not in _OF_LANGUAGE or look.cover > _DRAWN_COVER:
        return False
    seen = assess(block_text(read.blocks))
    layer = assess(" ".join(w.word.text for w in look.words))
    if layer.words < _SOME_WORDS * seen.words:
        return False
    if look.verdict.reason == "foreign":
        return seen.kind not in ("good", "ocr")
    return layer.score >= seen.score


def _layer_flags(look: Look) -> tuple[str, ...]:
    """Return what to note of a layer that was not used; a plain scan has none to speak of."""
    if not look.words or look.verdict.trusted:
        return ()
    reason = look.verdict.reason
    bad = () if reason == "picture_table" else ("bad_text_layer",)
    return (*bad, f"layer:{reason}")


def _with_picture_text(
    read: Page, page: PdfPage, regions: Sequence[BBox], engine: OcrEngine, max_pixels: int
) -> Page:
    """Return the page with the blocks recognised in its pictures, where they are Vietnamese text.

    Photographs and logos give no text worth keeping and change nothing. Flag: ``picture_text``.
    """
    blocks: list[Block] = list(read.blocks)
    added = False
    for region in regions:
        image, dpi = render(page, RASTER.usual, max_pixels, clip=region)
        size = (region.width, region.height)
        found = read_image_page(
            image, dpi=round(dpi), number=read.number, engine=engine, page_size=size
        )
        quality = assess(block_text(found.blocks))
        if quality.words < _LEAST_WORDS or quality.kind not in ("good", "ocr"):
            continue
        placed = map_page(displayed_page(found), partial(_shifted, by=region))
        blocks = _inserted(blocks, placed.blocks, region)
        added = True
    if not added:
        return read
    return replace(read, blocks=tuple(blocks), flags=(*read.flags, "picture_text"))


def _with_handwriting(read: Page, page: PdfPage, engine: OcrEngine, max_pixels: int) -> Page:
    """Return the page with what a pen wrote into its letterhead, where the layer has blanks."""
    if not has_blanks(read) or not page.get_images():
        return read
    image, dpi = render(page, RASTER.usual, max_pixels)
    return with_written_blanks(read, image, dpi, engine)


def _shifted(box: BBox, by: BBox) -> BBox:
    """Return the box of a picture's own frame on the page the picture stands on."""
    return BBox(box.x0 + by.x0, box.y0 + by.y0, box.x1 + by.x0, box.y1 + by.y0)


def _inserted(blocks: list[Block], new: Sequence[Block], region: BBox) -> list[Block]:
    """Put the new blocks before the first block that lies below the picture's top."""
    for index, block in enumerate(blocks):
        if block.bbox is not None and block.bbox.center[1] > region.y0:
            if isinstance(block, Line) and block.bbox.y1 <= region.y0:
                continue
            return [*blocks[:index], *new, *blocks[index:]]
    return [*blocks, *new]


def _with_flags(page: Page, flags: tuple[str, ...]) -> Page:
    """Return the page with more flags, each once."""
    return replace(page, flags=tuple(dict.fromkeys((*page.flags, *flags)))) if flags else page
