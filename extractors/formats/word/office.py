"""Old Word files (.doc, .rtf, Word 2003 XML) through LibreOffice, without a window.

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
from functools import lru_cache
from pathlib import Path

from extractors.errors import ConversionError, MissingToolError, PageTimeoutError
from extractors.formats.kinds import Kind
from extractors.formats.limits import Limits
from extractors.formats.word.document import WordContent, WordDocument
from extractors.formats.word.docx import docx_content

__all__ = ["find_office", "open_office"]

_KNOWN_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)


def find_office() -> str | None:
    """Return the path of LibreOffice's command, None if it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _KNOWN_PLACES if Path(place).exists()), None)


def open_office(path: Path, kind: Kind, sha256: str, limits: Limits) -> WordDocument:
    """Convert an old Word file to DOCX and read that.

    Raises:
        MissingToolError: LibreOffice is not installed.
        ConversionError: it gave no document.
        PageTimeoutError: it took longer than ``limits.office_timeout_s``.
    """
    return WordDocument(path, kind, sha256, limits, _converted(path, kind, sha256, limits))


@lru_cache(maxsize=2)
def _converted(path: Path, kind: Kind, sha256: str, limits: Limits) -> WordContent:
    """Convert once per process and content: a file is probed before it is read."""
    program = find_office()
    if program is None:
        raise MissingToolError(path, "LibreOffice (soffice)")
    with tempfile.TemporaryDirectory(prefix="kehoach-office-") as folder:
        source = Path(folder) / f"input.{'rtf' if kind is Kind.RTF else 'doc'}"
        shutil.copyfile(path, source)
        target = Path(folder) / "out" / "input.docx"
        _run(program, path, source, target.parent, limits.office_timeout_s)
        if not target.exists():
            raise ConversionError(path)
        return docx_content(target, limits)


@lru_cache(maxsize=1)
def _profile() -> str:
    """Make this process's own LibreOffice profile, removed when the process ends."""
    folder = tempfile.mkdtemp(prefix="kehoach-profile-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder).as_uri()


def _run(program: str, path: Path, source: Path, out: Path, timeout_s: float) -> None:
    command = [
        program,
        f"-env:UserInstallation={_profile()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        "docx:MS Word 2007 XML",
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
