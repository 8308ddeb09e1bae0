from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.images.clean import borders, drop_colour, flatten_shading, stretch
from extractors.images.prepare import prepare, reading_scale, turned
from extractors.images.sheet import Sheet
from extractors.images.skew import is_sideways, skew_degrees
from extractors.images.speckle import drop_speckle
from tests.extractors.pictures import PROSE, blank, noisy, rotated, ruled, write


@pytest.fixture(scope="module")
def prose() -> np.ndarray:
    return write(blank(), "\n".join([PROSE] * 3), 150, 200)


@pytest.mark.parametrize("degrees", [-3.2, -1.0, -0.3, 0.0, 0.4, 2.0, 5.0])
def test_skew_is_measured_to_a_twentieth_of_a_degree(prose: np.ndarray, degrees: float) -> None:
    assert skew_degrees(Sheet(rotated(prose, degrees), 200)) == pytest.approx(degrees, abs=0.06)


def test_blank_page_has_no_skew() -> None:
    assert skew_degrees(Sheet(blank(), 200)) == 0.0


@pytest.mark.parametrize(("turn", "sideways"), [(0, False), (90, True), (180, False), (270, True)])
def test_sideways_pages_are_told_by_their_letters(
    prose: np.ndarray, turn: int, sideways: bool
) -> None:
    assert is_sideways(Sheet(turned(prose, turn), 200)) is sideways


def test_a_table_page_is_not_taken_for_sideways() -> None:
    rows = [[str(n), "Rà soát hồ sơ", "Hiệu trưởng", "Tháng 9/2023"] for n in range(1, 20)]
    assert not is_sideways(Sheet(ruled(rows, [100, 500, 350, 350]), 200))


def test_red_stamp_goes_and_black_text_under_it_stays() -> None:
    gray = write(blank(900, 400), "HIỆU TRƯỞNG", 200, 150, 60)
    colour = cv2.cvtColor(gray, cv2.COLOR_GRAY2BGR)
    red = np.full_like(colour, 255)
    cv2.circle(red, (400, 190), 130, (60, 50, 220), 14)
    stamped = np.minimum(colour, red)
    cleaned, found = drop_colour(stamped, 200)
    assert found
    assert (cleaned[gray > 250] > 235).mean() > 0.995
    assert (cleaned[gray < 50] < 120).mean() > 0.95


def test_grey_pictures_have_no_colour_marks() -> None:
    assert drop_colour(blank(), 200)[1] is False
    assert drop_colour(cv2.cvtColor(blank(), cv2.COLOR_GRAY2BGR), 200)[1] is False


def test_shading_is_divided_out(prose: np.ndarray) -> None:
    ramp = np.linspace(0.45, 1.0, prose.shape[1], dtype=np.float32)
    flat = flatten_shading(Sheet((prose * ramp).astype(np.uint8), 200))
    assert np.percentile(flat[prose > 250], 2) > 215
    assert np.median(flat[prose < 30]) < 80


def test_faint_ink_becomes_dark(prose: np.ndarray) -> None:
    faint = (255 - (255 - prose.astype(np.int16)) * 0.35).astype(np.uint8)
    assert np.median(faint[prose < 30]) > 150
    assert np.median(stretch(faint)[prose < 30]) < 90


def test_black_scanner_border_goes_and_a_grid_at_the_edge_stays() -> None:
    page = ruled([["1", "Họp"], ["2", "Báo cáo"]], [200, 1300], x=2)
    page[:, -60:] = 0
    page[:45, :] = 10
    cleaned = np.where(borders(Sheet(page, 200)), 255, page)
    assert (cleaned[:40] > 200).mean() > 0.98
    assert (cleaned[:, -50:] > 200).mean() > 0.98
    assert (cleaned[305:455, 0:5] < 100).any(axis=1).mean() > 0.9


def test_print_in_a_deep_shadow_at_the_edge_is_no_border() -> None:
    page = ruled([["1", "Họp hội đồng"], ["2", "Báo cáo"]], [200, 1200], x=200)
    page[:, :60] = 30
    page[250:520, 900:] = (page[250:520, 900:] * 0.3).astype(np.uint8)
    found = borders(Sheet(page, 200))
    assert found[:, :55].all()
    assert not found[250:520, 900:].any()


def test_speckle_goes_and_tone_marks_stay(prose: np.ndarray) -> None:
    """Marks over a circumflex were taken for dirt, so that "tổng" was read as "tông"."""
    rng = np.random.default_rng(3)
    dirty = prose.copy()
    free = cv2.erode((prose > 250).astype(np.uint8), np.ones((81, 81))) > 0
    ys, xs = np.nonzero(free)
    for k in rng.choice(len(ys), 150, replace=False):
        cv2.circle(dirty, (int(xs[k]), int(ys[k])), 2, 0, -1)
    cleaned = drop_speckle(Sheet(dirty, 200)).gray
    assert (cleaned[free] < 128).sum() == 0
    assert np.array_equal(cleaned[~free], prose[~free])


@pytest.mark.parametrize(("dpi", "scale"), [(200, 1.0), (300, 1.0), (600, 0.5), (96, 2.0)])
def test_resolution_is_brought_to_what_the_engine_reads(dpi: float, scale: float) -> None:
    assert reading_scale(dpi) == pytest.approx(scale)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_go_back_to_the_upright_page(turn: int) -> None:
    page = blank()
    cv2.rectangle(page, (400, 600), (900, 700), 0, -1)
    prepared = prepare(rotated(noisy(page, 4), 1.0), 200, turn=turn)
    ys, xs = np.nonzero(prepared.gray < 100)
    box = prepared.box(xs.min(), ys.min(), xs.max(), ys.max())
    upright = turned(page, turn)
    ys, xs = np.nonzero(upright < 100)
    expected = np.array([xs.min(), ys.min(), xs.max(), ys.max()]) * 72 / 200
    assert np.abs(np.array(box) - expected).max() < 8  # the bar itself is turned by a degree
    assert prepared.size == pytest.approx((upright.shape[1] * 0.36, upright.shape[0] * 0.36))
