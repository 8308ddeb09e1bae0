"""The resolution of a scan whose page has a size that paper never has."""

from __future__ import annotations

import cv2
import numpy as np
import pymupdf
import pytest

from extractors.formats.pdf.paper import drawn_for_reading, letter_points

WIDTH, HEIGHT, DPI = 1654, 2339, 200  # A4


def _scan() -> bytes:
    image = np.full((HEIGHT, WIDTH, 3), 255, dtype=np.uint8)
    for y in range(150, 2200, 60):
        text = "Nhung viec can lam trong nam hoc nay"
        cv2.putText(image, text, (120, y), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2)
    return bytes(cv2.imencode(".png", image)[1])


@pytest.mark.parametrize("size", [(595, 842), (WIDTH, HEIGHT), (298, 421), (3.0 * 595, 3.0 * 842)])
def test_size_of_a_page_that_lies_is_told_by_its_letters(size: tuple[float, float]) -> None:
    with pymupdf.open() as pdf:
        page = pdf.new_page(width=size[0], height=size[1])
        page.insert_image(page.rect, stream=_scan())
        image, dpi = drawn_for_reading(page, 40_000_000)
    assert dpi == pytest.approx(DPI, rel=0.02)
    assert image.shape[0] == pytest.approx(HEIGHT, rel=0.02)


def test_few_letters_tell_nothing() -> None:
    assert letter_points(np.full((400, 300, 3), 255, dtype=np.uint8), 100.0) is None
