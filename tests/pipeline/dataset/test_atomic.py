from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.dataset.atomic import atomic_path, write_text
from pipeline.errors import OutputError


def test_failure_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    target = tmp_path / "items.csv"
    write_text(target, "old")
    with pytest.raises(RuntimeError), atomic_path(target) as temporary:
        temporary.write_text("half")
        raise RuntimeError
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_success_replaces_and_keeps_the_suffix(tmp_path: Path) -> None:
    target = tmp_path / "sub" / "items.xlsx"
    with atomic_path(target) as temporary:
        assert temporary.suffix == ".xlsx"
        assert temporary.parent == target.parent
        temporary.write_text("new")
    assert target.read_text() == "new"
    assert list(target.parent.iterdir()) == [target]


def test_a_folder_in_the_way_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "items.csv").mkdir()
    with pytest.raises(OutputError, match="Excel"):
        write_text(tmp_path / "items.csv", "x")


def test_a_file_as_parent_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError):
        write_text(tmp_path / "out" / "items.csv", "x")
