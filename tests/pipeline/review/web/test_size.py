"""What the server loads before anybody reads a file."""

from __future__ import annotations

import subprocess
import sys

_LOADED = """
import sys
import pipeline.review.web.serve
from pipeline.review.web.pictures import warm_up
warm_up()
print(*sorted({name.split(".")[0] for name in sys.modules}))
"""


def test_a_server_that_shows_rows_and_pages_stays_small() -> None:
    """Each of these is 40 to 100 MB; with all of them an office PC held 400 MB."""
    done = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert {"pymupdf", "sqlalchemy"} <= loaded, done.stderr
    assert not loaded & {"pandas", "pandera", "pyarrow", "scipy", "onnxruntime", "tesserocr"}


def test_pymupdf_alone_can_still_be_given_its_layout_later() -> None:
    code = "import extractors.formats.pdf.mupdf, sys; print('pymupdf.layout' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr
