"""Old and foreign office files turned into new ones by LibreOffice, without a window.

Every process works with a profile directory of its own, so that parallel workers never wait for
each other's lock, and on a copy of the file, so that the original is not even opened for writing.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from extractors.errors import ConversionError, MissingToolError, PageTimeoutError
from extractors.formats.document import file_sha256
from extractors.formats.limits import Limits

__all__ = ["converted_copy", "find_office", "is_old_office", "kept_conversions", "run_office"]

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
        suffix: ending that tells LibreOffice what the original is ("doc", "ods").
        target: ending and filter of the copy ("docx:MS Word 2007 XML").
        limits: how long the conversion may take.

    Raises:
        MissingToolError: LibreOffice is not installed.
        ConversionError: it gave no document.
        PageTimeoutError: it took longer than ``limits.office_timeout_s``.
    """
    kept = kept_place(file_sha256(path), target)
    if kept is not None and kept.exists():
        yield kept
        return
    if program is None:
        raise MissingToolError(path, "LibreOffice (soffice)")
    with tempfile.TemporaryDirectory(prefix="kehoach-office-") as folder:
        source = Path(folder) / f"input.{suffix}"
        shutil.copyfile(path, source)
        copy = Path(folder) / "out" / f"input.{target.partition(':')[0]}"
        try:
            run_office(program, [source], copy.parent, target, limits.office_timeout_s)
        except subprocess.TimeoutExpired as error:
            seconds = f"LibreOffice, {limits.office_timeout_s:.0f} giây"
            raise PageTimeoutError(path, seconds) from error
        if not copy.exists():
            part = "Calc" if target.startswith("xlsx") else "Writer"
            raise ConversionError(path, f"có cài LibreOffice {part} không?")
        if kept is not None:
            keep(copy, kept)
        yield copy


@lru_cache(maxsize=1)
def _profile() -> str:
    """Make this process's own LibreOffice profile, removed when the process ends."""
    folder = tempfile.mkdtemp(prefix="kehoach-profile-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder).as_uri()


def run_office(
    program: str, sources: Sequence[Path], out: Path, target: str, timeout_s: float
) -> int:
    """Convert files in one process; return its exit code.

    Raises:
        subprocess.TimeoutExpired: it took longer, and was killed with all it had started.
    """
    command = [
        program,
        f"-env:UserInstallation={_profile()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        target,
        "--outdir",
        str(out),
        *map(str, sources),
    ]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=sys.platform != "win32",
    )
    try:
        return process.wait(timeout=timeout_s)
    except subprocess.TimeoutExpired:
        _stop(process)
        raise


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Kill the launcher and the office process it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
