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
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from extractors.errors import ConversionError, MissingToolError, PageTimeoutError
from extractors.formats.limits import Limits

__all__ = ["converted_copy", "find_office"]

_KNOWN_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)


def find_office() -> str | None:
    """Return the path of LibreOffice's command, None if it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _KNOWN_PLACES if Path(place).exists()), None)


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
    if program is None:
        raise MissingToolError(path, "LibreOffice (soffice)")
    with tempfile.TemporaryDirectory(prefix="kehoach-office-") as folder:
        source = Path(folder) / f"input.{suffix}"
        shutil.copyfile(path, source)
        copy = Path(folder) / "out" / f"input.{target.partition(':')[0]}"
        _run(program, path, source, copy.parent, target, limits.office_timeout_s)
        if not copy.exists():
            part = "Calc" if target.startswith("xlsx") else "Writer"
            raise ConversionError(path, f"có cài LibreOffice {part} không?")
        yield copy


@lru_cache(maxsize=1)
def _profile() -> str:
    """Make this process's own LibreOffice profile, removed when the process ends."""
    folder = tempfile.mkdtemp(prefix="kehoach-profile-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder).as_uri()


def _run(program: str, path: Path, source: Path, out: Path, target: str, timeout_s: float) -> None:
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
        str(source),
    ]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=sys.platform != "win32",
    )
    try:
        process.wait(timeout=timeout_s)
    except subprocess.TimeoutExpired as error:
        _stop(process)
        raise PageTimeoutError(path, f"LibreOffice, {timeout_s:.0f} giây") from error


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Kill the launcher and the office process it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
