"""Old and foreign office files turned into new ones by LibreOffice, without a window.

Every start works with a profile of its own, so that parallel workers never wait for each other's
lock, and on a copy of the file, so that the original is not even opened for writing. How it is
shut off: ``office_process``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from extractors.errors import (
    ConversionError,
    MissingToolError,
    OutOfMemoryError,
    PageTimeoutError,
)
from extractors.formats.document import file_sha256
from extractors.formats.limits import Limits
from extractors.formats.office_process import Conversion, run_office

__all__ = ["READERS", "converted_copy", "find_office", "is_old_office", "kept_conversions"]

READERS: Final = {"rtf": "Rich Text Format", "xml": "MS Word 2003 XML", "ods": "calc8"}
"""Filter by which LibreOffice reads a kind; .doc and .xls are told by their bytes alone."""

_NEAR = 0.7
"""Share of the memory it may have, from which LibreOffice is taken to have ended for want of it."""

_KEEP_IN = "KEHOACH_CONVERTED"
"""Variable of the environment, so that worker processes know it: where conversions are kept."""

_OLD = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")

_KNOWN_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)


def find_office() -> str | None:
    """Return the path of LibreOffice's command, None if it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _KNOWN_PLACES if Path(place).exists()), None)


def is_old_office(path: Path) -> bool:
    """Say by the first bytes whether LibreOffice will be needed for a file."""
    try:
        with path.open("rb") as stream:
            return stream.read(8).startswith(_OLD)
    except OSError:
        return False


@contextmanager
def kept_conversions(folder: Path) -> Iterator[None]:
    """Keep what LibreOffice makes in a folder, by the hash of the original, while the block runs.

    Processes started within the block do so, too.
    """
    before = os.environ.get(_KEEP_IN)
    os.environ[_KEEP_IN] = str(folder)
    try:
        yield
    finally:
        os.environ.pop(_KEEP_IN)
        if before is not None:
            os.environ[_KEEP_IN] = before


def kept_place(sha256: str, target: str) -> Path | None:
    """Return where a conversion is kept; None if none are."""
    folder = os.environ.get(_KEEP_IN)
    return Path(folder) / f"{sha256}.{target.partition(':')[0]}" if folder else None


def keep(made: Path, place: Path) -> None:
    """Keep a conversion, whole or not at all; a folder that cannot be written keeps nothing."""
    part = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(made, part)
        os.replace(part, place)  # noqa: PTH105  (Path.replace returns late on Windows)
    except OSError:
        part.unlink(missing_ok=True)


@contextmanager
def converted_copy(
    program: str | None, path: Path, suffix: str, target: str, limits: Limits
) -> Iterator[Path]:
    """Give the path of a converted copy; it is removed at the end.

    Args:
        program: LibreOffice's command, None if it is not installed.
        path: the original, which is only copied.
        suffix: what the original is ("doc", "rtf", "xml", "xls", "ods").
        target: ending and filter of the copy ("docx:MS Word 2007 XML").
        limits: how long the conversion may take, and how much memory.

    Raises:
        MissingToolError: LibreOffice is not installed.
        ConversionError: it gave no document.
        OutOfMemoryError: it took more than it may.
        PageTimeoutError: it took longer than ``limits.office_timeout_s``.
    """
    kept = kept_place(file_sha256(path), target)
    if kept is not None and kept.exists():
        yield kept
        return
    if program is None:
        raise MissingToolError(path, "LibreOffice (soffice)")
    with tempfile.TemporaryDirectory(prefix="kehoach-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"input.{suffix}"
        shutil.copyfile(path, source)
        asked = Conversion(program, [source], folder, target, READERS.get(suffix, ""))
        _convert(asked, path, limits)
        copy = asked.result(source)
        if kept is not None:
            keep(copy, kept)
        yield copy


def _convert(asked: Conversion, path: Path, limits: Limits) -> None:
    """Convert one file, or say why there is no copy."""
    try:
        ended = run_office(asked, limits)
    except subprocess.TimeoutExpired as error:
        seconds = f"LibreOffice, {limits.office_timeout_s:.0f} giây"
        raise PageTimeoutError(path, seconds) from error
    if asked.result(asked.sources[0]).exists():
        return
    if ended.peak > _NEAR * limits.max_memory_bytes:
        raise OutOfMemoryError(path, f"LibreOffice, {limits.max_memory_bytes / 1e6:.0f} MB")
    part = "Calc" if asked.target.startswith("xlsx") else "Writer"
    raise ConversionError(path, f"có cài LibreOffice {part} không?")
