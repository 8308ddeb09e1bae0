from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pymupdf
import pytest

from extractors.ocr.engines import get_engine
from pipeline.commands.searchable import make_searchable
from tests.extractors.pictures import PROSE, blank, write


@pytest.mark.ocr
@pytest.mark.parametrize("turn", [0, 180])
def test_a_scan_becomes_searchable_and_stays_as_it_was(tmp_path: Path, turn: int) -> None:
    page = np.ascontiguousarray(np.rot90(write(blank(), PROSE, 150, 200), turn // 90))
    source = tmp_path / "quet.png"
    cv2.imwrite(str(source), page)
    before = source.read_bytes()
    target = tmp_path / "tim-duoc.pdf"
    assert make_searchable(source, target, get_engine()) == 1
    assert source.read_bytes() == before
    with pymupdf.open(target) as made:
        sheet = made[0]
        assert len(sheet.get_images()) == 1
        (box,) = sheet.search_for("kế hoạch cải tiến chất lượng")
        upper = box.y0 < sheet.rect.height / 2
    assert upper is (turn == 0)
