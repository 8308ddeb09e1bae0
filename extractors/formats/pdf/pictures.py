"""Pictures on a page that may hold text: scanned tables and appendices pasted in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from extractors.formats.pdf.mupdf import PdfPage, mupdf
from extractors.formats.pdf.raster import render
from extractors.formats.picture.file import looks_like_paper
from extractors.types import BBox

__all__ = ["picture_regions"]

_LEAST_WIDTH, _LEAST_HEIGHT = 150.0, 60.0
"""Points of a picture that may hold text, at least: smaller ones are seals, logos and rules."""

_WHOLE = 0.85
"""Share of the page above which a picture is its background, or a scan."""

_MOST_WORDS = 3
"""Words over a picture that is still to be read: a caption or a number may reach into it."""

_APART = 2
"""Points by which strips of one picture miss each other, less than."""

_LOOK_DPI, _LOOK_PIXELS = 100.0, 4_000_000
"""Resolution, and pixels at most, of a picture that is looked at whether it is of paper."""

_MOST = 4
"""Pictures read on one page, at most: each takes seconds."""


def picture_regions(page: PdfPage, words: Sequence[BBox]) -> tuple[list[BBox], bool]:
    """Return the boxes (points) of pictures big enough to hold text and free of words.

    And whether there are more of them than are read on one page.

    A picture that covers nearly the whole page is a background or a scan and is left out, and so
    are photographs.
    """
    area = float(page.rect.width * page.rect.height)
    found: list[BBox] = []
    for info in page.get_image_info():
        box = BBox(*(mupdf.Rect(info["bbox"]) & page.rect))
        if box.width < _LEAST_WIDTH or box.height < _LEAST_HEIGHT:
            continue
        if box.width * box.height > _WHOLE * area or _strips_touch(found, box):
            continue
        inside = sum(1 for word in words if box.contains(*word.center))
        if inside <= _MOST_WORDS:
            found.append(box)
    light = (b for b in found if looks_like_paper(render(page, _LOOK_DPI, _LOOK_PIXELS, clip=b)[0]))
    regions = list(islice(light, _MOST + 1))
    return regions[:_MOST], len(regions) > _MOST


def _strips_touch(found: list[BBox], box: BBox) -> bool:
    """Join a picture stored in strips: widen the last region instead of adding one."""
    if not found:
        return False
    last = found[-1]
    same = abs(last.x0 - box.x0) < _APART and abs(last.x1 - box.x1) < _APART
    if same and abs(last.y1 - box.y0) < _APART:
        found[-1] = last.union(box)
        return True
    return False
