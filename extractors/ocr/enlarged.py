"""Reading a part of a page larger and with white around it, which the engine likes."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from extractors.images.sheet import Sheet
from extractors.ocr.engines import PSM_LINE, OcrEngine, OcrWord, PixelBox

__all__ = ["read_enlarged"]


def read_enlarged(
    sheet: Sheet,
    box: PixelBox,
    engine: OcrEngine,
    *,
    factor: float,
    rim: float,
    whitelist: str = "",
) -> tuple[OcrWord, ...]:
    """Return the words of one line; their boxes are those of the page.

    Args:
        sheet: the page, height x width, dark ink on white.
        box: the line in pixels.
        engine: what reads the words.
        factor: how many times as large the part is read.
        rim: width of the white around it in inches.
        whitelist: the only characters allowed; "" allows all.
    """
    crop = sheet.gray[box.y0 : box.y1, box.x0 : box.x1]
    large = cv2.resize(crop, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    white = sheet.inches(rim)
    framed = cv2.copyMakeBorder(
        large, white, white, white, white, cv2.BORDER_CONSTANT, value=(255.0,)
    )
    words = engine.read(
        Sheet(np.asarray(framed, np.uint8), factor * sheet.dpi), psm=PSM_LINE, whitelist=whitelist
    )[0]

    def back(value: int, start: int) -> int:
        return round((value - white) / factor) + start

    return tuple(
        replace(
            word,
            box=PixelBox(
                back(word.box.x0, box.x0),
                back(word.box.y0, box.y0),
                back(word.box.x1, box.x0),
                back(word.box.y1, box.y0),
            ),
        )
        for word in words
    )
