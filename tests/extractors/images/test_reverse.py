"""Light print on dark ground is turned; what is no such field stays."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.images.prepare import prepare
from extractors.images.reverse import without_reverse
from extractors.ocr.choose import get_engine
from extractors.scan.page import read_image_page
from tests.extractors.images.test_bend import bent
from tests.extractors.pictures import ROWS, WIDTHS, Picture, blank, noisy, ruled, write

GROUNDS = {"black": (20, 20, 20), "dark blue": (121, 78, 31), "blue": (196, 114, 68)}


def titled(ground: tuple[int, int, int], *, lines: int = 255) -> Picture:
    """A table whose titles are white on a ground (BGR), parted by lines of a grey level."""
    page = cv2.cvtColor(ruled(ROWS, WIDTHS, y=500, row_height=90), cv2.COLOR_GRAY2BGR)
    titles = 255 - ruled(ROWS[:1], WIDTHS, y=500, row_height=90)[500:592, 150:1484]
    row = np.where((titles > 128)[..., None], 255, np.array(ground)).astype(np.uint8)
    page[500:592, 150:1484] = row
    for x in (270, 790, 1150):
        page[500:592, x - 1 : x + 1] = lines
    return np.asarray(page, np.uint8)


@pytest.mark.parametrize("ground", GROUNDS.values(), ids=GROUNDS.keys())
@pytest.mark.parametrize("lines", [255, 0])
def test_a_table_with_light_titles_is_read(ground: tuple[int, int, int], lines: int) -> None:
    page = noisy(titled(ground, lines=lines), 4)
    (table,) = read_image_page(page, dpi=200, number=1, engine=get_engine()).tables
    assert table.text_rows() == ROWS


def test_a_crooked_grey_copy_of_it_too() -> None:
    gray = cv2.cvtColor(titled(GROUNDS["dark blue"]), cv2.COLOR_BGR2GRAY)
    turn = cv2.getRotationMatrix2D((800, 600), 1.5, 1.0)
    page = cv2.warpAffine(gray, turn, gray.shape[::-1], borderValue=255)
    page = noisy(bent(np.asarray(page, np.uint8), 0.05), 8)
    (table,) = read_image_page(page, dpi=200, number=1, engine=get_engine()).tables
    assert table.text_rows() == ROWS


def test_pages_without_such_fields_are_the_same_picture() -> None:
    page = noisy(ruled(ROWS, WIDTHS, y=500, row_height=90), 6)
    bordered = cv2.copyMakeBorder(page, 60, 60, 80, 20, cv2.BORDER_CONSTANT, value=(10,))
    black_bar = page.copy()
    black_bar[1500:1560, 300:900] = 15
    shaded = page.copy()
    shaded[500:580, 150:1480] = (0.7 * shaded[500:580, 150:1480]).astype(np.uint8)
    bold = write(blank(), "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG", 100, 300, 90)
    for picture in (page, np.asarray(bordered, np.uint8), black_bar, shaded, bold):
        assert without_reverse(picture, 200) is picture


def test_a_name_in_bold_letters_grown_together_is_no_field() -> None:
    page = write(blank(), "Lê Thị Phương", 900, 1200, 42)
    blot = cv2.erode(page[1180:1280], np.ones((5, 5), np.uint8))
    page[1180:1280] = np.where(blot < 128, 0, 255)
    assert without_reverse(page, 200) is page


def test_the_original_is_not_touched() -> None:
    page = titled(GROUNDS["black"])
    before = page.copy()
    prepare(page, 200)
    assert (page == before).all()


def _same_ink(page: Picture, wanted: Picture) -> bool:
    """Say whether nearly all points are dark in both or light in both."""
    return float(((page < 128) == (wanted < 128)).mean()) > 0.995


def test_page_in_negative_is_turned() -> None:
    page = write(ruled(ROWS, WIDTHS, y=900), "KẾ HOẠCH", 700, 200)
    assert _same_ink(without_reverse(np.asarray(255 - page, np.uint8), 200), page)


@pytest.mark.parametrize("part", [np.s_[1000:], np.s_[:, :800]], ids=["lower half", "left half"])
def test_part_of_a_page_in_negative_is_turned(part: tuple[slice, ...]) -> None:
    page = write(ruled(ROWS, WIDTHS, y=1100), "KẾ HOẠCH\n" * 8, 200, 200)
    half = page.copy()
    half[part] = 255 - half[part]
    assert _same_ink(without_reverse(half, 200), page)


@pytest.mark.parametrize("dark", [np.s_[:, :300], np.s_[1800:]], ids=["left", "bottom"])
def test_desk_beside_a_page_is_not_turned(dark: tuple[slice, ...]) -> None:
    page = noisy(ruled(ROWS, WIDTHS, x=310, y=900), 4)
    page[dark] = noisy(np.full_like(page[dark], 40), 6)
    assert without_reverse(page, 200) is page
