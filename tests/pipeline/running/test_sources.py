from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

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


@pytest.mark.parametrize("asked", ["KH [2023]", "KH [2023]/*.pdf", "K* [2023]/*.pdf"])
def test_brackets_in_the_name_of_a_folder(tmp_path: Path, asked: str) -> None:
    path = tmp_path / "KH [2023]" / "a.pdf"
    path.parent.mkdir()
    path.write_text("x")
    assert gather([str(tmp_path / asked)], tmp_path / "out").files == (path,)


@pytest.mark.parametrize("asked", ["Kế hoạch/Quý 1.pdf", "Kế hoạch", "Kế hoạch/*.pdf"])
@pytest.mark.parametrize(("kept", "typed"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_marks_of_a_name_composed_or_not(tmp_path: Path, asked: str, kept: str, typed: str) -> None:
    path = tmp_path / normalize(kept, "Kế hoạch") / normalize(kept, "Quý 1.pdf")
    path.parent.mkdir()
    path.write_text("x")
    found = gather([str(tmp_path / normalize(typed, asked))], tmp_path / "out")
    assert [file.read_text() for file in found.files] == ["x"]


def test_links_in_a_ring_end(folder: Path) -> None:
    for name in ("mot", "hai"):
        try:
            (folder / name).symlink_to(folder)
        except OSError:
            pytest.skip("no links here")
    found = gather([str(folder)], folder.parent / "out")
    assert names(found.files) == ["a.docx", "b.pdf", "c.txt", "x.qqq"]
