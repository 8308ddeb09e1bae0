"""A machine without Tesseract: the fast reader alone reads pages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("trueocr")

_SAMPLE = Path(__file__).parents[4] / "samples" / "04-phong-gddt-quet.pdf"
_CODE = """
import os, sys
sys.modules["tesserocr"] = None
os.environ["PATH"] = ""
os.environ["TESSDATA_PREFIX"] = ""
import numpy as np, pymupdf
from extractors.ocr import choose, engines
engines.find_tesseract = lambda: None
from extractors.scan.page import read_image_page
engine = choose.get_engine()
page = pymupdf.open(sys.argv[1])[0]
made = page.get_pixmap(dpi=200, clip=pymupdf.Rect(0, 0, page.rect.width, page.rect.height / 3))
image = np.frombuffer(made.samples, np.uint8).reshape(made.height, made.width, made.n)
read = read_image_page(np.ascontiguousarray(image[:, :, ::-1]), dpi=200, number=1, engine=engine)
sys.stdout.buffer.write((engine.name + "\\n" + "\\n".join(x.text for x in read.lines)).encode())
"""


def test_plan_is_read_on_a_machine_without_tesseract() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CODE, str(_SAMPLE)], capture_output=True, check=True
    )
    name, *lines = done.stdout.decode("utf-8").splitlines()
    assert name == "trueocr"
    assert "KẾ HOẠCH" in lines
    assert any("Phòng Giáo dục và Đào tạo" in line for line in lines)
