"""A fax of standard resolution: twice as many points across as down."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.formats.picture.fax import may_be_fax, stood_up
from tests.extractors.pictures import PROSE, blank, write


def test_fax_laid_flat_is_read_at_its_true_height() -> None:
    page = write(blank(), PROSE, 150, 300)
    flat = cv2.resize(page, (1654, 1124), interpolation=cv2.INTER_AREA)
    assert may_be_fax(1654, 1124)
    tall = stood_up(np.repeat(flat[:, :, None], 3, axis=2))
    assert tall is not None and tall.shape == (2340, 1654, 3)


def test_landscape_page_is_no_fax() -> None:
    page = write(blank(1654, 1169), PROSE, 150, 100)
    assert stood_up(np.repeat(page[:, :, None], 3, axis=2)) is None
