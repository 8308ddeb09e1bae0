"""A dataset or an export that cannot be read or written: a sentence, a remedy, exit 6, no rest."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.dataset import engine
from pipeline.dataset.atomic import write_text
from pipeline.dataset.exports import flat_files
from pipeline.dataset.store import DATASET_FILE, Store
from pipeline.errors import OutputError, RunError

Spoil = Callable[[Path], None]


def _half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _without_items(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type='view'").fetchall()
        for (name,) in names:
            connection.execute(f"DROP VIEW {name}")
        connection.execute("DROP TABLE items")
    connection.close()


SPOILT: dict[str, tuple[Spoil, str]] = {
    "empty": (lambda path: path.write_text("") and None, "rỗng"),
    "no database": (lambda path: path.write_text("xin chào " * 90, "utf-8") and None, "hỏng"),
    "half": (_half, "hỏng"),
    "made in part": (_without_items, "thiếu bảng"),
}


def failure(*args: str) -> RunError:
    """Return the error a command ends with."""
    error = CliRunner().invoke(app, list(args)).exception
    assert isinstance(error, RunError), error
    return error


@pytest.fixture
def out(tmp_path: Path) -> Path:
    with Store(tmp_path / DATASET_FILE):
        pass
    return tmp_path


@pytest.mark.parametrize("name", SPOILT)
@pytest.mark.parametrize("command", ["export", "verify"])
def test_a_spoilt_dataset_is_named_with_a_remedy(out: Path, command: str, name: str) -> None:
    spoil, said = SPOILT[name]
    spoil(out / DATASET_FILE)
    error = failure(command, "--out", str(out))
    assert error.exit_code == 6
    assert said in str(error) and "kehoach run" in str(error) and "Excel" not in str(error)


def test_a_dataset_another_program_holds_is_named(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)
    other = sqlite3.connect(out / DATASET_FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        error = failure("export", "--out", str(out), "--format", "csv")
    finally:
        other.close()
    assert error.exit_code == 6 and "chương trình khác" in str(error)


def _full(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    ("format", "place"),
    [
        ("csv", "pandas.DataFrame.to_csv"),
        ("json", "json.dumps"),
        ("parquet", "pyarrow.parquet.ParquetWriter"),
        ("xlsx", "openpyxl.Workbook.save"),
    ],
)
def test_a_full_disk_leaves_the_old_file_and_no_part_of_a_new_one(
    out: Path, monkeypatch: pytest.MonkeyPatch, format: str, place: str
) -> None:
    assert CliRunner().invoke(app, ["export", "--out", str(out)]).exit_code == 0
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.suffix != ".sqlite"}
    if format == "json":
        monkeypatch.setattr(flat_files, "_list_of", _full)
    else:
        monkeypatch.setattr(place, _full)
    error = failure("export", "--out", str(out), "--format", format)
    assert error.exit_code == 6 and "ổ đĩa đầy" in str(error)
    after = {name: (out / name).read_bytes() for name in before}
    assert after == before and not [p for p in out.iterdir() if p.name.startswith(".")]


def test_a_report_that_does_not_fit_on_the_disk_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "write_bytes", _full)
    with pytest.raises(OutputError):
        write_text(tmp_path / "a.html", "x")
    assert list(tmp_path.iterdir()) == []
