"""Words of ink: print that a worn copier broke up gives the words of sound print."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.images.sheet import Sheet
from extractors.scan.tables.ink import ink_of
from tests.extractors.pictures import PROSE, Picture, blank, write


def grainy(page: Picture, share: float) -> Picture:
    """The page with a share of its rows of pixels, a few at a time, left white in each column."""
    rng = np.random.default_rng(5)
    holes = rng.random((page.shape[0], page.shape[1] // 6 + 1)) < share
    return np.where(np.repeat(holes, 6, axis=1)[:, : page.shape[1]], 255, page).astype(np.uint8)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.3])
def test_broken_letters_are_one_word(share: float) -> None:
    page = write(blank(), PROSE, 150, 200)
    sound, broken = ink_of(Sheet(page, 200)), ink_of(Sheet(grainy(page, share), 200))
    assert broken.height == pytest.approx(sound.height, rel=0.15)
    assert len(broken.words) == pytest.approx(len(sound.words), rel=0.15)


def test_sound_print_keeps_its_lines_apart() -> None:
    tight = blank()
    for n in range(12):
        tight = write(tight, "Ngày gặp gỡ, góp ý ở Ý Yên", 150, 200 + 38 * n)
    rows = {round(word.box.y1 / 38) for word in ink_of(Sheet(tight, 200)).words}
    assert 12 <= len(rows) <= 14
