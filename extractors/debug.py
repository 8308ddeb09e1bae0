"""Drawing what was found over the picture of the page: lines, cells, spans, confidences."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from extractors.turned import displayed_page
from extractors.types import BBox, Line, Page, Table

Picture = npt.NDArray[np.uint8]

_LINE = (200, 140, 30)
_TABLE = (40, 40, 220)
_GOOD = (60, 160, 60)
_POOR = (0, 140, 255)
_DOUBTFUL = 0.75


def draw_page(image: Picture, page: Page, dpi: float) -> Picture:
    """Return a BGR copy of ``image`` (the page as displayed, at ``dpi``) with boxes drawn.

    Blue: lines of prose. Red: tables, with method and confidence. Green: cells; orange: cells the
    engine is not sure of. In a cell's corner stand row,column and confidence in percent.
    """
    canvas = image.copy() if image.ndim == 3 else cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
    canvas = np.asarray(canvas, np.uint8)
    scale = dpi / 72.0
    for block in displayed_page(page).blocks:
        if isinstance(block, Line):
            _draw_box(canvas, block.bbox, scale, _LINE, 1)
        else:
            _draw_table(canvas, block, scale)
    return canvas


def _draw_table(canvas: Picture, table: Table, scale: float) -> None:
    for cell in table.cells:
        colour = _GOOD if cell.conf >= _DOUBTFUL else _POOR
        _draw_box(canvas, cell.bbox, scale, colour, 2)
        label = f"{cell.row},{cell.col}" + (f" {cell.conf:.0%}" if cell.text else "")
        _draw_label(canvas, cell.bbox, scale, label, colour)
    _draw_box(canvas, table.bbox, scale, _TABLE, 3)
    if table.bbox is not None:
        above = table.bbox._replace(y0=table.bbox.y0 - 10, y1=table.bbox.y0)
        title = f"{table.method} {table.n_rows}x{table.n_cols} {table.confidence:.2f}"
        _draw_label(canvas, above, scale, title, _TABLE)


def _draw_box(
    canvas: Picture, box: BBox | None, scale: float, colour: tuple[int, int, int], width: int
) -> None:
    if box is None:
        return
    x0, y0, x1, y1 = (round(v * scale) for v in box)
    cv2.rectangle(canvas, (x0, y0), (x1, y1), colour, width)


def _draw_label(
    canvas: Picture, box: BBox | None, scale: float, text: str, colour: tuple[int, int, int]
) -> None:
    if box is None:
        return
    place = (round(box.x0 * scale) + 3, round(box.y0 * scale) + 11)
    cv2.putText(canvas, text, place, cv2.FONT_HERSHEY_SIMPLEX, 0.35, colour, 1, cv2.LINE_AA)
