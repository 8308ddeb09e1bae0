from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[2] / "samples" / "phan-tich.ipynb"


@pytest.mark.slow
def test_the_notebook_runs_and_shows_its_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    root = NOTEBOOK.parents[1]
    monkeypatch.setenv("PYTHONPATH", str(root))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    client = NotebookClient(notebook, timeout=240, resources={"metadata": {"path": str(root)}})
    client.execute()
    pictures = [
        output.data["image/svg+xml"]
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if "image/svg+xml" in output.get("data", {})
    ]
    assert len(pictures) == 2 and all("<rect" in picture for picture in pictures)


def test_the_notebook_is_kept_without_outputs() -> None:
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    assert all(not cell.get("outputs") for cell in cells)
