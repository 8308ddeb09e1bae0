"""Tables on odd copies: at the edge, in black borders, faint, dark, under a pen, turned."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from extractors.images.prepare import prepare
from extractors.scan.tables.ruled import find_grids
from extractors.scan.tables.rulings import find_rulings
from extractors.tables.grid import Grid
from tests.extractors.pictures import (
    PROSE,
    ROWS,
    WIDTHS,
    Picture,
    blank,
    noisy,
    rotated,
    ruled,
    write,
)


def plain() -> Picture:
    return write(ruled(ROWS, WIDTHS, y=900), PROSE, 150, 200)


def grids(image: Picture) -> list[Grid]:
    prepared = prepare(np.ascontiguousarray(image), 200)
    return find_grids(find_rulings(prepared.sheet), prepared.dpi)


def shape(grid: Grid) -> tuple[int, int, int]:
    return grid.n_rows, grid.n_cols, len(grid.cells)


def bordered(image: Picture, width: int = 70, sides: str = "tblr") -> Picture:
    """The black a copier leaves where no paper lay."""
    out = image.copy()
    for side, part in (
        ("t", out[:width]),
        ("b", out[-width:]),
        ("l", out[:, :width]),
        ("r", out[:, -width:]),
    ):
        if side in sides:
            part[:] = 25
    return out


def inked(image: Picture, x: int, y: int, width: int, height: int, thickness: int = 5) -> Picture:
    """A scribble of a pen from (x, y) to the right."""
    t = np.linspace(0, 1, 200)
    points = np.stack([x + width * t, y + height * np.sin(9 * t) * (1 - t)], axis=1)
    out = image.copy()
    cv2.polylines(out, [points.astype(np.int32)], False, 40, thickness, cv2.LINE_AA)
    return out


def lightened(image: Picture, share: float) -> Picture:
    return noisy((255 - (255 - image.astype(np.float32)) * share).astype(np.uint8), 2)


def darkened(image: Picture, left: float, right: float) -> Picture:
    """A copy whose paper is grey, darker towards one side."""
    tones = np.linspace(left, right, image.shape[1])
    return np.clip(noisy(image, 6) * tones[None, :], 0, 255).astype(np.uint8)


ODD: dict[str, Callable[[], Picture]] = {
    "cut at the right edge": lambda: ruled(ROWS, [180, 560, 440, 600], x=60)[:, :1654],
    "borders on all sides": lambda: bordered(plain()),
    "wide border at the left": lambda: bordered(plain(), 140, "l"),
    "border that meets the table": lambda: bordered(
        ruled(ROWS, [180, 560, 440, 440], x=60, y=60), 62, "tl"
    ),
    "crooked border": lambda: rotated(bordered(plain(), 60), 1.2),
    "very faint": lambda: lightened(plain(), 0.12),
    "very dark": lambda: darkened(plain(), 0.45, 0.45),
    "dark towards the right": lambda: darkened(plain(), 1.0, 0.35),
    "pen over the table": lambda: inked(plain(), 400, 1000, 800, 90),
    "pen beside the table": lambda: inked(inked(plain(), 40, 1000, 90, 60, 8), 1500, 990, 120, 60),
    "ring around a cell": lambda: cv2.ellipse(plain(), (950, 1020), (220, 60), 0, 0, 360, 40, 5),
    "slanting stroke": lambda: cv2.line(plain(), (300, 880), (1300, 1250), 40, 6),
}


@pytest.mark.parametrize("look", ODD)
def test_the_grid_of_an_odd_copy(look: str) -> None:
    """A grid cut at the edge raised IndexError; half a dark copy was taken for a border."""
    (grid,) = grids(ODD[look]())
    assert shape(grid) == (4, 4, 16)


def test_a_table_cut_at_the_lower_edge_keeps_its_rows() -> None:
    (grid,) = grids(ruled(ROWS, WIDTHS, y=2100)[:2339])
    assert shape(grid) == (3, 4, 12)


@pytest.mark.parametrize("turn", [90, 270])
def test_a_landscape_table_on_its_side(turn: int) -> None:
    rows = [[*row, "Kinh phí", "Ghi chú"] for row in ROWS]
    wide = ruled(rows, [120, 600, 500, 400, 250, 250], x=100, y=200, image=blank(2339, 1654))
    (grid,) = grids(np.rot90(wide, turn // 90))
    assert shape(grid) == (4, 6, 24)
