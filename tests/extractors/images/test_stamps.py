"""Grey round stamps are found by their rings and lifted off the print."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.images.sheet import Sheet
from extractors.images.stamps import find_stamps, without_stamps
from extractors.scan.sheet import bare_page

DPI = 150
RADIUS = round(18 / 25.4 * DPI)
CENTRE = (620, 500)
PRINT = 25


def _page(ring: int | None) -> np.ndarray:
    """A page with lines of print (bars for words), and a stamp of the given tone over one."""
    page = np.full((900, 1000), 255, np.uint8)
    if ring is not None:
        for inset in (0, 10, 40):
            cv2.circle(page, CENTRE, RADIUS - inset, ring, 2, cv2.LINE_AA)
    for y in range(60, 880, 40):
        for x in range(80, 900, 70):
            if not 380 < y < 560 or y == 540:
                cv2.rectangle(page, (x, y), (x + 50, y + 12), PRINT, -1)
    return page


def test_a_stamp_is_found_where_it_is() -> None:
    (stamp,) = find_stamps(Sheet(_page(115), DPI))
    assert stamp.x == pytest.approx(CENTRE[0], abs=6)
    assert stamp.y == pytest.approx(CENTRE[1], abs=6)
    assert stamp.radius == pytest.approx(RADIUS, rel=0.12)


def test_the_stamp_goes_and_the_print_stays() -> None:
    page = _page(115)
    lifted = without_stamps(Sheet(page, DPI)).gray
    plain = _page(None)
    ring = (page < 160) & (plain > 200)
    assert ring.sum() > 1000
    assert (lifted[ring] < 160).sum() < 0.05 * ring.sum()  # what is left touches print
    assert (lifted[plain == PRINT] < 90).all()


def test_a_page_without_a_stamp_is_left_as_it_is() -> None:
    page = _page(None)
    assert without_stamps(Sheet(page, DPI)).gray is page


def test_a_stamp_as_dark_as_print_is_not_touched() -> None:
    page = _page(PRINT)
    assert (without_stamps(Sheet(page, DPI)).gray == page).all()


def test_boxes_and_round_letters_are_no_stamps() -> None:
    page = _page(None)
    cv2.rectangle(page, (500, 390), (720, 535), 115, 2)
    cv2.circle(page, (300, 460), 20, 115, 2)
    assert find_stamps(Sheet(page, DPI)) == ()


def test_the_flat_parts_of_a_ring_are_not_taken_for_rulings_first() -> None:
    found = bare_page(_page(115), DPI, 0)
    scale = found.prepared.dpi / DPI
    angles = np.linspace(0.15 * np.pi, 0.85 * np.pi, 90) + np.pi  # the half above the print
    radii = np.arange(-4, 5) + RADIUS * scale
    xs = np.rint(CENTRE[0] * scale + np.outer(radii, np.cos(angles))).astype(int)
    ys = np.rint(CENTRE[1] * scale + np.outer(radii, np.sin(angles))).astype(int)
    assert (found.sheet.gray[ys, xs].min(axis=0) < 190).mean() < 0.1


def test_letters_that_stand_in_a_circle_are_no_stamp() -> None:
    page = np.full((900, 1000), 255, np.uint8)
    for start in range(0, 360, 12):
        cv2.ellipse(page, CENTRE, (RADIUS, RADIUS), 0, start, start + 7.5, 115, 2, cv2.LINE_AA)
    assert find_stamps(Sheet(page, DPI)) == ()
