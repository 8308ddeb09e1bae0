from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.images.components import components


@pytest.mark.parametrize("share", [0.02, 0.1])
def test_short_labels_only_where_they_suffice(share: float) -> None:
    """A page of dirt has more parts than sixteen bits can number."""
    ink = (np.random.default_rng(0).random((1500, 1200)) < share).astype(np.uint8) * 255
    count, wanted, measures, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    labels, stats, centres = components(ink)
    assert labels.dtype == (np.uint16 if share < 0.1 else np.int32)
    assert len(stats) == len(centres) == count
    assert (labels == wanted).all()
    assert (stats == measures).all()
