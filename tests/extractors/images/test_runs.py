"""Runs of pixels: the same as OpenCV's morphology, at the rims as well."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.images.runs import closed_runs, opened_runs


@pytest.mark.parametrize("horizontal", [True, False])
@pytest.mark.parametrize("length", [1, 2, 3, 8, 13, 44, 70])
def test_runs_are_those_of_opencv(length: int, horizontal: bool) -> None:
    rng = np.random.default_rng(length)
    noise = np.where(rng.random((83, 101)) < 0.6, 255, 0).astype(np.uint8)
    streaks = np.ones((1, 9) if horizontal else (9, 1), np.uint8)
    kernel = np.ones((1, length) if horizontal else (length, 1), np.uint8)
    for mask in (noise, cv2.dilate(noise & np.roll(noise, 3), streaks), noise[:3, :5].copy()):
        opened = cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel)
        closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel)
        assert np.array_equal(opened_runs(mask, length, horizontal=horizontal), opened)
        assert np.array_equal(closed_runs(mask, length, horizontal=horizontal), closed)
