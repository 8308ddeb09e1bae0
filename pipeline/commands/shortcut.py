"""A starter to double-click: ``kehoach doctor --shortcut`` writes it for this system."""

from __future__ import annotations

import os
import platform
import shlex
import sys
from pathlib import Path
from typing import Final

from pipeline.dataset.atomic import write_bytes

__all__ = ["write_shortcut"]

NAME = "kehoach"


def write_shortcut(folder: Path, out: Path, system: str = "") -> Path:
    """Write a starter that opens the review screen; return its path.

    Args:
        folder: where it goes, the desktop as a rule.
        out: the output folder it opens.
        system: "Windows", "Linux" or "Darwin"; "" for this one.

    Raises:
        OutputError: the folder cannot be written.
    """
    system = system or platform.system()
    command = [sys.executable, "-m", "pipeline.cli", "review", "--out", str(out.resolve())]
    start = out.resolve().parent
    if system == "Windows":
        return _written(folder / f"{NAME}.cmd", _cmd(command, start))
    if system == "Darwin":
        return _written(folder / f"{NAME}.command", _shell(command, start))
    return _written(folder / f"{NAME}.desktop", _desktop(command, start))


def desktop_folder() -> Path:
    """Return the user's desktop; the home folder where there is none."""
    asked = os.environ.get("XDG_DESKTOP_DIR", "")
    places = [Path(asked)] if asked else []
    places += [Path.home() / "Desktop", Path.home() / "Màn hình nền"]
    return next((place for place in places if place.is_dir()), Path.home())


def _cmd(command: list[str], start: Path) -> str:
    quoted = " ".join(f'"{_percent(part)}"' for part in command)
    lines = ["@echo off", "chcp 65001 >nul", f'cd /d "{_percent(str(start))}"', quoted, "pause"]
    return "\r\n".join((*lines, ""))


def _percent(text: str) -> str:
    return text.replace("%", "%%")


def _shell(command: list[str], start: Path) -> str:
    return f"#!/bin/sh\ncd {shlex.quote(str(start))} || exit 1\nexec {shlex.join(command)}\n"


def _desktop(command: list[str], start: Path) -> str:
    quoted = " ".join(_desktop_quoted(part) for part in command)
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        "Name=Kế hoạch: duyệt văn bản",
        "Name[en]=Kế hoạch: review documents",
        f"Exec={quoted}",
        f"Path={start}",
        "Terminal=true",
        "Categories=Office;",
    )
    return "\n".join((*lines, ""))


_ESCAPES: Final = (("\\", r"\\\\"), ('"', r"\\\""), ("`", r"\\`"), ("$", r"\\$"), ("%", "%%"))


def _desktop_quoted(text: str) -> str:
    """Quote as the Desktop Entry Specification wants: backslashes twice, % doubled."""
    for plain, escaped in _ESCAPES:
        text = text.replace(plain, escaped)
    return f'"{text}"'


def _written(path: Path, text: str) -> Path:
    write_bytes(path, text.encode("utf-8"))
    path.chmod(0o755)
    return path
