"""The picture of a page in grey with its resolution, and what all who look at one share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

__all__ = ["INK", "Gray", "Mask", "Picture", "Sheet", "inches", "odd", "reduced"]

Gray: TypeAlias = npt.NDArray[np.uint8]
"""Height x width, dark ink on white."""

Picture: TypeAlias = npt.NDArray[np.uint8]
"""Grey, or height x width x 3 in the order blue, green, red."""

Mask: TypeAlias = npt.NDArray[np.bool_]

INK = 140
"""Grey level below which a pixel of a prepared page is ink: print is darker even where it is thin
or faint (the page was stretched), the grain of paper, the rim of a letter and what is left of a
grey stamp are lighter."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Sheet:
    """A page, or a part of one, in grey.

    Attributes:
        gray: height x width, uint8, dark ink on white.
        dpi: its resolution, pixels per inch.
    """

    gray: Gray
    dpi: float

    def inches(self, length: float, minimum: int = 1) -> int:
        """Return a length in whole pixels, at least ``minimum``."""
        return inches(length, self.dpi, minimum)


def inches(length: float, dpi: float, minimum: int = 1) -> int:
    """Return a length in whole pixels, at least ``minimum``."""
    return max(minimum, round(length * dpi))


def odd(length: int) -> int:
    """Return the next odd number: kernels need a centre."""
    return length | 1


def reduced(gray: Gray, factor: float) -> Gray:
    """Return a picture shrunk to ``factor`` (0..1) of its size for what needs places only.

    The mean of whole blocks of pixels first, which is quick, then between pixels: blocks of part of
    a pixel cost twenty times as much.
    """
    whole = max(1, int(1 / factor))
    height, width = gray.shape
    if whole > 1:
        part, how = 1 / whole, cv2.INTER_AREA
        gray = np.asarray(cv2.resize(gray, None, fx=part, fy=part, interpolation=how), np.uint8)
    target = (round(width * factor), round(height * factor))
    if gray.shape == target[::-1]:
        return gray
    return np.asarray(cv2.resize(gray, target, interpolation=cv2.INTER_LINEAR), np.uint8)
