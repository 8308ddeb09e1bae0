"""What an opened document hands over for one of its pages, before anybody has read it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from extractors.types import POINTS_PER_INCH, Block

__all__ = ["A4_INCH", "Blocks", "Image", "PdfSheet", "Picture", "Source"]

A4_INCH = 11.69
"""Long side of A4: what a page is taken for whose size is not told."""

Image = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Blocks:
    """A part of a document without pages of its own: its text is known, nothing is to be seen."""

    blocks: tuple[Block, ...]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded picture of a page.

    Attributes:
        image: height x width x 3, BGR, uint8, upright as the camera says.
        dpi: resolution to assume.
        flags: ``damaged_file`` if only a part could be decoded.
        beside_text: whether it stands in a document that has a text of its own; without any text
            in it such a picture is a drawing, no page.
    """

    image: Image
    dpi: int
    flags: tuple[str, ...] = ()
    beside_text: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        height, width = self.image.shape[:2]
        return width * POINTS_PER_INCH / self.dpi, height * POINTS_PER_INCH / self.dpi


@dataclass(frozen=True, slots=True)
class PdfSheet:
    """A page of an open PDF: it has a text layer, good or bad, and can be drawn.

    Attributes:
        page: a ``pymupdf.Page`` with rotation 0; it lives as long as its document is open.
        path: the document to name in errors.
        max_pixels: most pixels of a picture drawn of it.
        flags: what is to be told of the document (``attachments_inside``).
    """

    page: Any
    path: Path
    max_pixels: int
    flags: tuple[str, ...] = ()


Source: TypeAlias = Blocks | Picture | PdfSheet
