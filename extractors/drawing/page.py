"""Drawing what was found over the picture of the page: rulings, lines, cells, fields, joints."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from extractors.drawing.marks import Joint, Marks, Segment
from extractors.turned import displayed_page
from extractors.types import POINTS_PER_INCH, BBox, Line, Page, Table

Picture = npt.NDArray[np.uint8]
Colour = tuple[int, int, int]

_LINE = (200, 140, 30)
_TABLE = (40, 40, 220)
_GOOD = (60, 160, 60)
_POOR = (0, 140, 255)
_RULING = (220, 60, 220)
_FIELD = (150, 60, 0)
_JOINT = (160, 0, 120)
"""Blue, green, red, as ``draw_page`` names them."""

_DOUBTFUL = 0.75
"""Confidence of a cell below which the engine is not sure of it."""

_FIELD_ABOVE, _TITLE_ABOVE, _FROM_ABOVE, _TO_BELOW = 8, 10, 18, 4
"""Points from the foot of a cell up to its field, from the top of a table up to its title and to
the page it comes from, and from its foot down to the page it goes on to."""

_SIZE, _IN, _DOWN = 0.35, 3, 11
"""Size of the labels, of OpenCV's letters at full size, and pixels from the corner of a box to the
left end and the foot of its label."""


def draw_page(
    image: Picture,
    page: Page,
    dpi: float,
    marks: Marks | None = None,
    rulings: Sequence[Segment] = (),
) -> Picture:
    """Return a BGR copy of ``image`` (the page as displayed, at ``dpi``) with what was found drawn.

    Blue: lines of prose. Red: tables, with method and confidence. Green: cells; orange: cells the
    engine is not sure of. In a cell's corner stand row,column and confidence in percent. Pink:
    rulings. Dark blue: the field of a column, in its first cell. Purple: the open end of a table
    that goes on over the page, and the frame of a cell joined from two pages.

    Args:
        image: height x width (grey) or height x width x 3 (BGR), uint8.
        page: the page as read.
        dpi: resolution of the picture.
        marks: fields and joints of the page (``extractors.drawing.marks``), points as displayed.
        rulings: rulings as segments, points as displayed.
    """
    canvas = image.copy() if image.ndim == 3 else cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
    canvas = np.asarray(canvas, np.uint8)
    scale = dpi / POINTS_PER_INCH
    for block in displayed_page(page).blocks:
        if isinstance(block, Line):
            _draw_box(canvas, block.bbox, scale, _LINE, 1)
        else:
            _draw_table(canvas, block, scale)
    for x0, y0, x1, y1 in rulings:
        ends = [(round(x * scale), round(y * scale)) for x, y in ((x0, y0), (x1, y1))]
        cv2.line(canvas, ends[0], ends[1], _RULING, 1)
    _draw_marks(canvas, marks or Marks(), scale)
    return canvas


def _draw_marks(canvas: Picture, marks: Marks, scale: float) -> None:
    for box in marks.joined:
        _draw_box(canvas, BBox(box.x0 + 2, box.y0 + 2, box.x1 - 2, box.y1 - 2), scale, _JOINT, 2)
    for box, name in marks.fields:
        _draw_label(canvas, box._replace(y0=box.y1 - _FIELD_ABOVE), scale, name, _FIELD)
    for joint in marks.joints:
        _draw_joint(canvas, joint, scale)


def _draw_joint(canvas: Picture, joint: Joint, scale: float) -> None:
    """Draw a thick bar where a table comes from another page or goes on to one."""
    box = joint.box
    if joint.before:
        _draw_box(canvas, box._replace(y1=box.y0 + 2), scale, _JOINT, cv2.FILLED)
        place = box._replace(y0=box.y0 - _FROM_ABOVE)
        _draw_label(canvas, place, scale, f"from page {joint.before}", _JOINT)
    if joint.after:
        _draw_box(canvas, box._replace(y0=box.y1 - 2), scale, _JOINT, cv2.FILLED)
        place = box._replace(y0=box.y1 + _TO_BELOW)
        _draw_label(canvas, place, scale, f"to page {joint.after}", _JOINT)


def _draw_table(canvas: Picture, table: Table, scale: float) -> None:
    for cell in table.cells:
        colour = _GOOD if cell.conf >= _DOUBTFUL else _POOR
        _draw_box(canvas, cell.bbox, scale, colour, 2)
        label = f"{cell.row},{cell.col}" + (f" {cell.conf:.0%}" if cell.text else "")
        _draw_label(canvas, cell.bbox, scale, label, colour)
    _draw_box(canvas, table.bbox, scale, _TABLE, 3)
    if table.bbox is not None:
        above = table.bbox._replace(y0=table.bbox.y0 - _TITLE_ABOVE, y1=table.bbox.y0)
        title = f"{table.method} {table.n_rows}x{table.n_cols} {table.confidence:.2f}"
        _draw_label(canvas, above, scale, title, _TABLE)


def _draw_box(canvas: Picture, box: BBox | None, scale: float, colour: Colour, width: int) -> None:
    if box is None:
        return
    x0, y0, x1, y1 = (round(v * scale) for v in box)
    cv2.rectangle(canvas, (x0, y0), (x1, y1), colour, width)


def _draw_label(canvas: Picture, box: BBox | None, scale: float, text: str, colour: Colour) -> None:
    if box is None:
        return
    place = (round(box.x0 * scale) + _IN, round(box.y0 * scale) + _DOWN)
    cv2.putText(canvas, text, place, cv2.FONT_HERSHEY_SIMPLEX, _SIZE, colour, 1, cv2.LINE_AA)
