from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import NoInputError, OutputInsideInputError
from pipeline.running.sources import gather


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.pdf", "a.docx", "sub/c.txt", "notes.json", ".hidden.pdf", "~$a.docx", "x.qqq"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return tmp_path / "in"


def names(paths: tuple[Path, ...]) -> list[str]:
    return [path.name for path in paths]


def test_folder_is_walked_in_order_and_what_is_left_out_is_named(folder: Path) -> None:
    found = gather([str(folder)], folder.parent / "out")
    assert names(found.files) == ["a.docx", "b.pdf", "c.txt", "x.qqq"]
    assert names(found.left_out) == ["notes.json"]


def test_a_file_named_itself_is_always_read(folder: Path) -> None:
    found = gather([str(folder / "notes.json"), str(folder)], folder.parent / "out")
    assert names(found.files)[0] == "notes.json"
    assert found.left_out == ()


def test_globs_and_repeats(folder: Path) -> None:
    found = gather([str(folder / "*.pdf"), str(folder / "b.pdf")], folder.parent / "out")
    assert names(found.files) == ["b.pdf"]


def test_output_below_the_input_is_not_read(folder: Path) -> None:
    (folder / "outputs").mkdir()
    (folder / "outputs" / "items.xlsx").write_text("x")
    assert "items.xlsx" not in names(gather([str(folder)], folder / "outputs").files)


def test_output_equal_to_input_is_refused(folder: Path) -> None:
    with pytest.raises(OutputInsideInputError):
        gather([str(folder)], folder)


@pytest.mark.parametrize("asked", ["nowhere", "*.none"])
def test_nothing_found(folder: Path, asked: str) -> None:
    with pytest.raises(NoInputError):
        gather([str(folder / asked)], folder.parent / "out")
