"""One picture of a page to one that can be read, with the way back to the page.

Steps: light print on dark ground turned, colour marks dropped, borders dropped and the desk around
a sheet, shading divided out, turned upright, straightened, made flat if it is bent, resolution
brought to what the engine reads best.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from extractors.images.bend import BEND_DPI, FLAT, Bend, bend_of
from extractors.images.clean import borders, drop_colour, flatten_shading, stretch
from extractors.images.desk import beyond_sheet
from extractors.images.reverse import without_reverse
from extractors.images.sheet import Gray, Picture, Sheet
from extractors.images.skew import is_sideways, skew_degrees
from extractors.types import POINTS_PER_INCH, BBox

READ_DPI = 300
"""Pictures sharper than this are reduced before reading."""

LEAST_DPI = 190
"""Pictures coarser than this are enlarged: small tone marks need pixels."""


@dataclass(frozen=True, slots=True)
class PrepareSettings:
    """When a page is straightened, and how large it is read.

    Attributes:
        smallest_skew: degrees below which a page is straight: resampling would cost more.
        sharper: times ``READ_DPI`` up to which a picture is left as it is.
        enlarged: times ``LEAST_DPI`` that a coarser picture is brought to.
        most_enlarged: times that a picture is enlarged, at most.
    """

    smallest_skew: float = 0.06
    sharper: float = 1.1
    enlarged: float = 1.5
    most_enlarged: float = 2.0


PREPARE = PrepareSettings()

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Prepared:
    """An upright, straight, clean grey picture and the way back.

    Attributes:
        gray: height x width, uint8, dark ink on white.
        dpi: its resolution.
        rotation: degrees clockwise the page was turned to stand upright.
        skew: degrees the page was straightened by.
        size: width and height in points of the upright page.
        to_points: 3 x 3 matrix from pixels of ``gray``, before it was made flat, to points of the
            upright page; ``points`` is the whole way.
        flags: what was odd ("stamp", "turned_90", "bent", ...).
        bend: how the page was bent; in pixels of ``gray``.
    """

    gray: Gray
    dpi: int
    rotation: int
    skew: float
    size: tuple[float, float]
    to_points: Matrix
    flags: tuple[str, ...] = field(default=())
    bend: Bend = FLAT

    @property
    def sheet(self) -> Sheet:
        """The picture with its resolution."""
        return Sheet(self.gray, self.dpi)

    def points(self, xs: npt.ArrayLike, ys: npt.ArrayLike) -> Matrix:
        """Return places in pixels of ``gray`` in points of the upright page, 2 x places."""
        across, down = self.bend.seen(np.asarray(xs, np.float64), np.asarray(ys, np.float64))
        placed = self.to_points @ np.vstack([across, down, np.ones(len(across))])
        return np.asarray(placed[:2], np.float64)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> BBox:
        """Return the box in points of the upright page that holds a box in pixels."""
        xs, ys = self.points((x0, x1, x0, x1), (y0, y0, y1, y1))
        return BBox(float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))


def prepare(image: Picture, dpi: float, *, turn: int | None = None) -> Prepared:
    """Prepare a picture (BGR or grey, uint8) taken at ``dpi``.

    Args:
        image: the picture as displayed.
        dpi: its resolution.
        turn: degrees clockwise to turn it by (0, 90, 180, 270); None turns a page that lies on
            its side by 90, which may leave it upside down: the reader decides by what it reads.
    """
    gray, coloured = drop_colour(without_reverse(image, dpi), dpi)
    gray = stretch(_paper_white(Sheet(gray, dpi)))
    if turn is None:
        turn = 90 if is_sideways(Sheet(gray, dpi)) else 0
    gray = turned(gray, turn)
    height, width = gray.shape
    size = (width * POINTS_PER_INCH / dpi, height * POINTS_PER_INCH / dpi)
    small = _reduced(Sheet(gray, dpi))
    skew = skew_degrees(Sheet(small, min(dpi, BEND_DPI)))
    if abs(skew) < PREPARE.smallest_skew:
        skew = 0.0
    scale = reading_scale(dpi)
    matrix = _straightening(gray.shape, skew, scale)
    target = (round(width * scale), round(height * scale))
    bend = _bend(small, skew).scaled(*target)
    if skew or scale != 1.0 or not bend.is_flat:
        how = cv2.INTER_LINEAR if scale < 1 else cv2.INTER_CUBIC
        gray = _straightened(gray, matrix, target, bend, how)
    read_dpi = round(dpi * scale)
    to_points = np.diag([POINTS_PER_INCH / dpi, POINTS_PER_INCH / dpi, 1.0]) @ np.linalg.inv(matrix)
    flags = (("colour_marks",) if coloured else ()) + ((f"turned_{turn}",) if turn else ())
    flags += () if bend.is_flat else ("bent",)
    return Prepared(gray, read_dpi, turn, skew, size, to_points, flags, bend)


def _paper_white(sheet: Sheet) -> Gray:
    """Return the page with its shading divided out, white where there is no paper.

    What is beyond the paper is painted last: white beside grey paper would make an edge.
    """
    nothing = borders(sheet) | beyond_sheet(sheet)
    flat = flatten_shading(sheet)
    flat[nothing] = 255
    return flat


def _reduced(sheet: Sheet) -> Gray:
    """Return the page at the resolution at which skew and bend are measured, or as it is."""
    factor = min(1.0, BEND_DPI / sheet.dpi)
    how = cv2.INTER_AREA
    return np.asarray(
        cv2.resize(sheet.gray, None, fx=factor, fy=factor, interpolation=how), np.uint8
    )


def _bend(small: Gray, skew: float) -> Bend:
    """Return how a reduced page is bent once it is straight."""
    if skew:
        matrix = _straightening(small.shape, skew, 1.0)
        small = _moved(small, matrix, small.shape[::-1], cv2.INTER_LINEAR)
    return bend_of(small)


def _straightened(
    gray: Gray, matrix: Matrix, target: tuple[int, int], bend: Bend, how: int
) -> Gray:
    """Return the page straight, flat and at its reading size (width, height), resampled once."""
    if bend.is_flat:
        return _moved(gray, matrix, target, how)
    back = np.linalg.inv(matrix)
    xs, ys = bend.maps()
    across, down = (row[0] * xs + row[1] * ys + row[2] for row in back[:2].astype(np.float32))
    flat = cv2.remap(gray, across, down, how, borderMode=cv2.BORDER_CONSTANT, borderValue=255)
    return np.asarray(flat, np.uint8)


def _moved(gray: Gray, matrix: Matrix, target: tuple[int, ...], how: int) -> Gray:
    moved = cv2.warpAffine(gray, matrix[:2], target, flags=how, borderValue=255)
    return np.asarray(moved, np.uint8)


def reading_scale(dpi: float) -> float:
    """Return the factor that brings a resolution to one the engine reads well."""
    if dpi > READ_DPI * PREPARE.sharper:
        return READ_DPI / dpi
    if dpi < LEAST_DPI:
        return min(PREPARE.most_enlarged, PREPARE.enlarged * LEAST_DPI / dpi)
    return 1.0


def turned(gray: Gray, degrees: int) -> Gray:
    """Return the picture turned clockwise by a multiple of 90 degrees."""
    codes = {
        90: cv2.ROTATE_90_CLOCKWISE,
        180: cv2.ROTATE_180,
        270: cv2.ROTATE_90_COUNTERCLOCKWISE,
    }
    code = codes.get(degrees % 360)
    return gray if code is None else np.asarray(cv2.rotate(gray, code), np.uint8)


def _straightening(shape: tuple[int, ...], skew: float, scale: float) -> Matrix:
    """Return the 3 x 3 matrix from source pixels to straight, scaled pixels."""
    height, width = shape[:2]
    matrix = np.eye(3)
    matrix[:2] = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    return np.diag([scale, scale, 1.0]) @ matrix
