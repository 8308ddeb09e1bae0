"""Text in pictures on a page whose own text is good: scanned tables and appendices pasted in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from extractors.formats.legacy import block_text
from extractors.formats.pdf.mupdf import PdfPage, mupdf
from extractors.formats.pdf.raster import render
from extractors.formats.picture.file import looks_like_paper
from extractors.turned import displayed_page, map_page
from extractors.types import BBox, Block, Line, Page
from normalizers.quality import assess

if TYPE_CHECKING:
    from extractors.ocr.engines import OcrEngine

__all__ = ["picture_regions", "with_picture_text"]

_LEAST_WIDTH, _LEAST_HEIGHT = 150.0, 60.0
_LEAST_WORDS = 8
_MOST = 4  # pictures read on one page
_DPI = 250.0


def picture_regions(page: PdfPage, words: Sequence[BBox]) -> list[BBox]:
    """Return the boxes (points) of pictures big enough to hold text and free of words.

    A picture that covers nearly the whole page is a background or a scan and is left out, and so
    are photographs.
    """
    area = float(page.rect.width * page.rect.height)
    found: list[BBox] = []
    for info in page.get_image_info():
        box = BBox(*(mupdf.Rect(info["bbox"]) & page.rect))
        if box.width < _LEAST_WIDTH or box.height < _LEAST_HEIGHT:
            continue
        if box.width * box.height > 0.85 * area or _strips_touch(found, box):
            continue
        inside = sum(1 for word in words if box.contains(*word.center))
        if inside <= 3:
            found.append(box)
    light = (b for b in found if looks_like_paper(render(page, 100.0, 4_000_000, clip=b)[0]))
    return list(islice(light, _MOST))


def _strips_touch(found: list[BBox], box: BBox) -> bool:
    """Join a picture stored in strips: widen the last region instead of adding one."""
    if not found:
        return False
    last = found[-1]
    same = abs(last.x0 - box.x0) < 2 and abs(last.x1 - box.x1) < 2
    if same and abs(last.y1 - box.y0) < 2:
        found[-1] = last.union(box)
        return True
    return False


def with_picture_text(
    read: Page,
    page: PdfPage,
    regions: Sequence[BBox],
    engine: OcrEngine,
    max_pixels: int,
) -> Page:
    """Return the page with the blocks recognised in its pictures, where they are Vietnamese text.

    Photographs and logos give no text worth keeping and change nothing. Flag: ``picture_text``.
    """
    from extractors.scan.page import read_image_page

    blocks: list[Block] = list(read.blocks)
    added = False
    for region in regions:
        image, dpi = render(page, _DPI, max_pixels, clip=region)
        size = (region.width, region.height)
        found = read_image_page(
            image, dpi=round(dpi), number=read.number, engine=engine, page_size=size
        )
        quality = assess(block_text(found.blocks))
        if quality.words < _LEAST_WORDS or quality.kind not in ("good", "ocr"):
            continue
        placed = map_page(displayed_page(found), partial(_shifted, by=region))
        blocks = _insert(blocks, placed.blocks, region)
        added = True
    if not added:
        return read
    return replace(read, blocks=tuple(blocks), flags=(*read.flags, "picture_text"))


def _shifted(box: BBox, by: BBox) -> BBox:
    """Return the box of a picture's own frame on the page the picture stands on."""
    return BBox(box.x0 + by.x0, box.y0 + by.y0, box.x1 + by.x0, box.y1 + by.y0)


def _insert(blocks: list[Block], new: Sequence[Block], region: BBox) -> list[Block]:
    """Put the new blocks before the first block that lies below the picture's top."""
    for index, block in enumerate(blocks):
        if block.bbox is not None and block.bbox.center[1] > region.y0:
            if isinstance(block, Line) and block.bbox.y1 <= region.y0:
                continue
            return [*blocks[:index], *new, *blocks[index:]]
    return [*blocks, *new]
