"""What a process loads before it does anything: seconds of a clerk's time, every time."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("pipeline.cli", "numpy pandas sqlalchemy cv2 pymupdf scipy spacy underthesea"),
        ("pipeline.running.workers", "pandas pandera sqlalchemy scipy cv2 spacy underthesea"),
        ("pipeline.run", "pandas pandera sqlalchemy scipy cv2 pymupdf"),
        ("pipeline.running.batch", "pandas pandera scipy cv2 pymupdf alembic spacy underthesea"),
    ],
)
def test_a_run_does_not_wait_for_what_it_may_not_need(module: str, heavy: str) -> None:
    code = f"import sys, {module}; print([m for m in {heavy.split()!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
