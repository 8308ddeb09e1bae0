"""From what the user typed (files, folders, patterns) to the list of files to read."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.dataset.originals import path_spelt, shown_name
from pipeline.errors import NoInputError, OutputInsideInputError
from pipeline.remote.objects import fetch, is_remote, url_of

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

_SKIPPED_FOLDERS = frozenset({"__pycache__", "__MACOSX", "truth", "generator", "node_modules"})
_SKIPPED_NAMES = frozenset({"Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Gathered:
    """Files to read, in order and without repeats, and files in the folders that were left out.

    A link that leads nowhere and a folder that may not be entered stand among the files: reading
    them gives an error with their name.
    """

    files: tuple[Path, ...]
    left_out: tuple[Path, ...]


def gather(inputs: Sequence[str], out: Path) -> Gathered:
    """Expand files, folders (recursively) and glob patterns.

    A file that two links lead to is read once, by the name found first.

    Raises:
        NoInputError: an input matches nothing, or nothing readable was found at all.
        OutputInsideInputError: ``out`` is itself one of the input folders.
    """
    files: dict[Path, Path] = {}
    left_out: dict[Path, Path] = {}
    seen = {out.resolve()}
    for asked in inputs:
        matches = _of_store(asked, out) if is_remote(asked) else _expand(asked)
        if not matches:
            raise NoInputError(asked)
        for path in matches:
            if not _is_folder(path):
                files.setdefault(real_path(path), path)
            elif path.resolve() == out.resolve():
                raise OutputInsideInputError(str(out))
            else:
                for found in _files_below(path, seen):
                    kept = left_out if is_left_out(found.name) else files
                    kept.setdefault(real_path(found), found)
    if not files:
        raise NoInputError(", ".join(inputs))
    return Gathered(
        tuple(files.values()), tuple(path for real, path in left_out.items() if real not in files)
    )


def _of_store(asked: str, out: Path) -> list[Path]:
    """Return copies of the objects a URL means, but those of kinds that are no plans."""
    return [path for path in fetch(asked, out) if not is_left_out(path.name)]


def _expand(asked: str) -> list[Path]:
    path = path_spelt(Path(asked))
    if path is not None:
        return [path]
    for pattern in _patterns(asked):
        if found := sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207
            return [Path(name) for name in found]
    return []


def _patterns(asked: str) -> Iterator[str]:
    """Yield what may be meant: brackets of a folder's name ("KH [2023]") are no pattern."""
    whole = Path(asked)
    for parent in whole.parents:
        if parent.parts and (found := path_spelt(parent)) is not None:
            yield str(Path(glob.escape(str(found))) / whole.relative_to(parent))
            break
    yield asked
    yield asked.replace("[", "[[]")


def is_left_out(name: str) -> bool:
    """Say whether a file found in a folder or an archive is of a kind that is no plan."""
    return Path(name).suffix.lower() in SKIPPED_SUFFIXES or name in _SKIPPED_NAMES


def is_hidden(name: str) -> bool:
    """Say whether a file or folder is one that people do not see: of the system, of an editor."""
    return name.startswith((".", "~$")) or name in _SKIPPED_FOLDERS


def _files_below(folder: Path, seen: set[Path]) -> Iterator[Path]:
    """Yield files in order; a folder that links lead to again is entered once."""
    real = folder.resolve()
    if real in seen:
        return
    seen.add(real)
    try:
        found = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    for path in found:
        if path.name.startswith((".", "~$")):
            continue
        if _is_folder(path):
            if path.name not in _SKIPPED_FOLDERS:
                yield from _files_below(path, seen)
        elif _may_be_read(path):
            yield path


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _may_be_read(path: Path) -> bool:
    """Say whether opening ends: files do, links to nothing do; pipes and devices do not."""
    try:
        return path.is_file() or (path.is_symlink() and not path.exists())
    except OSError:
        return True


def real_path(path: Path) -> Path:
    """Return where a file lies, links followed; a link that leads nowhere or in a ring, itself."""
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return Path(os.path.abspath(path))  # noqa: PTH100  (resolve() follows the ring)
    return real


def display_name(path: Path, base: Path | None = None) -> str:
    """Return the path as kept in ``source``: relative to a folder where it lies below that.

    Args:
        path: the file.
        base: the folder, links followed; None for the working folder.
    """
    real = real_path(path)
    if url := url_of(real):
        return shown_name(url)
    try:
        return shown_name(real.relative_to(base or Path.cwd()).as_posix())
    except ValueError:
        return shown_name(real.as_posix())
