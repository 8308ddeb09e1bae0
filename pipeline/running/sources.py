"""From what the user typed (files, folders, patterns) to the list of files to read."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import NoInputError, OutputInsideInputError

SKIPPED_SUFFIXES = frozenset(
    {
        ".py",
        ".pyc",
        ".json",
        ".md",
        ".toml",
        ".sqlite",
        ".db",
        ".csv",
        ".parquet",
        ".ini",
        ".log",
        ".ipynb",
    }
)
"""Kinds a folder may hold beside plans; a file of such a kind is still read when named itself."""

_SKIPPED_FOLDERS = frozenset({"__pycache__", "truth", "generator", "node_modules"})
_SKIPPED_NAMES = frozenset({"Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Gathered:
    """Files to read, in order and without repeats, and files in the folders that were left out."""

    files: tuple[Path, ...]
    left_out: tuple[Path, ...]


def gather(inputs: Sequence[str], out: Path) -> Gathered:
    """Expand files, folders (recursively) and glob patterns.

    Raises:
        NoInputError: an input matches nothing, or nothing readable was found at all.
        OutputInsideInputError: ``out`` is itself one of the input folders.
    """
    files: dict[Path, None] = {}
    left_out: dict[Path, None] = {}
    for asked in inputs:
        matches = _expand(asked)
        if not matches:
            raise NoInputError(asked)
        for path in matches:
            if path.is_dir():
                if path.resolve() == out.resolve():
                    raise OutputInsideInputError(str(out))
                _walk(path, out.resolve(), files, left_out)
            else:
                files[path] = None
    if not files:
        raise NoInputError(", ".join(inputs))
    return Gathered(tuple(files), tuple(path for path in left_out if path not in files))


def _expand(asked: str) -> list[Path]:
    path = Path(asked)
    if path.exists():
        return [path]
    return [Path(name) for name in sorted(glob.glob(asked, recursive=True))]  # noqa: PTH207


def _walk(folder: Path, out: Path, files: dict[Path, None], left_out: dict[Path, None]) -> None:
    for path in _files_below(folder, out):
        if path.suffix.lower() in SKIPPED_SUFFIXES or path.name in _SKIPPED_NAMES:
            left_out[path] = None
        else:
            files[path] = None


def _files_below(folder: Path, out: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")):
            continue
        if path.is_dir():
            if path.name not in _SKIPPED_FOLDERS and path.resolve() != out:
                yield from _files_below(path, out)
        elif path.is_file():
            yield path


def display_name(path: Path) -> str:
    """Return the path as kept in ``source``: relative to the working folder where it lies below."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.resolve().as_posix()
