"""A starter to double-click on each system."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.commands.shortcut import write_shortcut


@pytest.mark.parametrize(
    ("system", "name"),
    [("Windows", "kehoach.cmd"), ("Linux", "kehoach.desktop"), ("Darwin", "kehoach.command")],
)
def test_the_starter_opens_the_review_of_its_folder(tmp_path: Path, system: str, name: str) -> None:
    out = tmp_path / "Kết quả 100%"
    path = write_shortcut(tmp_path, out, system)
    text = path.read_text("utf-8")
    assert path.name == name and "review" in text and "Kết quả 100%" in text
    assert os.access(path, os.X_OK)


def test_windows_reads_a_percent_sign_and_letters_as_they_are(tmp_path: Path) -> None:
    text = write_shortcut(tmp_path, tmp_path / "a%b", "Windows").read_bytes().decode("utf-8")
    assert "a%%b" in text and "chcp 65001" in text and "\r\n" in text


def test_a_desktop_entry_escapes_what_its_format_gives_a_meaning(tmp_path: Path) -> None:
    text = write_shortcut(tmp_path, tmp_path / "a$b", "Linux").read_text("utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("Exec=")]
    assert r"a\\$b" in line
