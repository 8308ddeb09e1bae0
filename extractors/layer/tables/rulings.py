"""Rulings of a PDF page from its vector drawings: strokes, thin fills, cell backgrounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from extractors.formats.pdf.mupdf import PdfPage, mupdf
from extractors.layer.tables.settings import DRAWING
from extractors.tables.grid import Segment
from extractors.types import BBox

__all__ = ["Rulings", "rulings_of"]


@dataclass(slots=True)
class Rulings:
    """The straight lines of a page, in points of the page as displayed.

    Attributes:
        horizontal: drawn horizontal lines.
        vertical: drawn vertical lines.
        fills: boxes of coloured backgrounds, in drawing order.
        slanted: boxes of strokes that are neither.
        traces: boxes of lines of many slanted pieces, as charts draw them.
    """

    horizontal: list[Segment] = field(default_factory=list)
    vertical: list[Segment] = field(default_factory=list)
    fills: list[BBox] = field(default_factory=list)
    slanted: list[BBox] = field(default_factory=list)
    traces: list[BBox] = field(default_factory=list)

    def add(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Add a line if it is straight and not a dot."""
        if abs(y1 - y0) <= DRAWING.straight and abs(x1 - x0) > abs(y1 - y0):
            self.horizontal.append(Segment((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= DRAWING.straight and y0 != y1:
            self.vertical.append(Segment((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        elif min(abs(x1 - x0), abs(y1 - y0)) > DRAWING.thin:
            self.slanted.append(BBox(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))


def rulings_of(page: PdfPage) -> Rulings:
    """Return the rulings of a page; lines made of thin pictures are seen too.

    Args:
        page: a ``pymupdf.Page``; its rotation is applied to the result.
    """
    found = Rulings()
    frame = BBox(*page.rect)
    for path in page.get_drawings()[: DRAWING.most_paths]:
        _add_path(found, path, page.rotation_matrix if page.rotation else None)
    for box in _thin_pictures(page):
        _add_thin(found, box)
    found.horizontal = list(_clipped(found.horizontal, frame.x0, frame.x1, frame.y0, frame.y1))
    found.vertical = list(_clipped(found.vertical, frame.y0, frame.y1, frame.x0, frame.x1))
    return found


def _clipped(
    lines: Iterable[Segment], first: float, last: float, low: float, high: float
) -> Iterator[Segment]:
    """Yield what of the lines lies on the page."""
    for line in lines:
        start, end = max(line.start, first), min(line.end, last)
        if end > start and low <= line.at <= high:
            yield Segment(line.at, start, end)


def _add_path(found: Rulings, path: dict[str, Any], matrix: Any) -> None:
    kind = path["type"] or ""
    stroked = "s" in kind and _shows(path.get("color"), path.get("stroke_opacity"))
    fill = path.get("fill") if "f" in kind else None
    filled = fill is not None and (path.get("fill_opacity") or 0.0) > DRAWING.least_opacity
    edges: list[tuple[Any, Any]] = []
    for item in path["items"]:
        if item[0] == "l":
            edges.append((item[1], item[2]))
        elif item[0] in ("re", "qu"):
            box = _turned(item[1] if item[0] == "re" else item[1].rect, matrix)
            _add_box(found, box, stroked, fill if filled else None)
        elif item[0] == "c":
            edges.append((item[1], item[4]))
    if edges and path.get("closePath") and len(edges) > 1:
        edges.append((edges[-1][1], edges[0][0]))
    if stroked:
        if sum(1 for a, b in edges if _leans(a, b)) >= DRAWING.trace:
            found.traces.append(_turned(path["rect"], matrix))
        for a, b in edges:
            box = _turned((a.x, a.y, b.x, b.y), matrix)
            found.add(*box)
    elif edges and filled:
        _add_box(found, _turned(path["rect"], matrix), False, fill, polygon=True)


def _leans(a: Any, b: Any) -> bool:
    return bool(min(abs(a.x - b.x), abs(a.y - b.y)) > DRAWING.lean)


def _turned(box: Any, matrix: Any) -> BBox:
    """Return a box, or two ends of a line, as they lie on the displayed page."""
    if matrix is None:
        return BBox(*box)
    a, b = mupdf.Point(box[0], box[1]) * matrix, mupdf.Point(box[2], box[3]) * matrix
    return BBox(a.x, a.y, b.x, b.y)


def _add_box(found: Rulings, box: BBox, stroked: bool, fill: Any, *, polygon: bool = False) -> None:
    box = BBox(min(box.x0, box.x1), min(box.y0, box.y1), max(box.x0, box.x1), max(box.y0, box.y1))
    if min(box.width, box.height) <= DRAWING.thin:
        if stroked or (fill is not None and (max(box.width, box.height) > DRAWING.thin)):
            _add_thin(found, box)
        return
    if stroked:
        found.add(box.x0, box.y0, box.x1, box.y0)
        found.add(box.x0, box.y1, box.x1, box.y1)
        found.add(box.x0, box.y0, box.x0, box.y1)
        found.add(box.x1, box.y0, box.x1, box.y1)
    if fill is not None and not polygon and min(fill, default=1.0) < DRAWING.pale:
        found.fills.append(box)


def _add_thin(found: Rulings, box: BBox) -> None:
    x, y = box.center
    if box.width >= box.height:
        found.add(box.x0, y, box.x1, y)
    else:
        found.add(x, box.y0, x, box.y1)


def _shows(color: Any, opacity: Any) -> bool:
    return color is not None and (opacity is None or opacity > DRAWING.least_opacity)


def _thin_pictures(page: PdfPage) -> Iterator[BBox]:
    for info in page.get_image_info():
        box = BBox(*(mupdf.Rect(info["bbox"]) * page.rotation_matrix))
        if min(box.width, box.height) <= DRAWING.thin < max(box.width, box.height):
            yield box
