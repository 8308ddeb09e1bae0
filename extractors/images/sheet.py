"""The picture of a page in grey with its resolution, and what all who look at one share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["INK", "Gray", "Mask", "Picture", "Sheet", "inches", "odd"]

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
