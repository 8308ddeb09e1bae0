"""Many old office files converted in one start of LibreOffice, ahead of reading them.

A start costs seconds, a file a fraction of one. A file that kills a group is passed over; it is
converted alone when it is read, and has its error then.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final, TypeAlias

from extractors.errors import DocumentError
from extractors.formats.document import file_sha256
from extractors.formats.kinds import Kind, sniff
from extractors.formats.limits import Limits
from extractors.formats.office import READERS, find_office, keep, kept_place
from extractors.formats.office_process import Conversion, run_office

__all__ = ["GROUP", "convert_group"]

GROUP: Final = 20
"""Files of one start: it costs about as much as ten of them, and one that hangs delays these."""

_RESTARTS: Final = 2
"""Times a group is started again behind a file that killed it."""

_TARGETS: Final = {
    Kind.DOC: ("doc", "docx:MS Word 2007 XML"),
    Kind.RTF: ("rtf", "docx:MS Word 2007 XML"),
    Kind.XLS: ("xls", "xlsx:Calc MS Excel 2007 XML"),
}
_Way: TypeAlias = tuple[str, str]
"""Ending of the originals, and ending and filter of the copies."""


def convert_group(paths: Sequence[Path], limits: Limits) -> None:
    """Convert the old office files among these, and keep the copies (``kept_conversions``)."""
    program = find_office()
    if program is None:
        return
    with tempfile.TemporaryDirectory(
        prefix="kehoach-office-", ignore_cleanup_errors=True
    ) as folder:
        groups: dict[_Way, dict[Path, Path]] = {}
        for path in paths:
            _prepare(path, Path(folder), limits, groups)
        for way, places in groups.items():
            _convert(program, places, Path(folder), way, limits)


def _prepare(
    path: Path, folder: Path, limits: Limits, groups: dict[_Way, dict[Path, Path]]
) -> None:
    """Copy an original under its hash, if it is of a kind to convert and was not yet."""
    try:
        suffix, target = _TARGETS[sniff(path)]
        digest = file_sha256(path)
        place = kept_place(digest, target)
        if place is None or place.exists() or path.stat().st_size > limits.max_bytes:
            return
        copy = folder / f"{digest}.{suffix}"
        shutil.copyfile(path, copy)
    except (DocumentError, OSError, KeyError):
        return  # whoever reads it says what is wrong
    groups.setdefault((suffix, target), {})[copy] = place


def _convert(
    program: str, places: dict[Path, Path], folder: Path, way: _Way, limits: Limits
) -> None:
    """Convert copies, keep what comes out; behind a file that ended the process go on."""
    left = list(places)
    suffix, target = way
    for _ in range(1 + _RESTARTS):
        asked = Conversion(program, left, folder, target, READERS.get(suffix, ""))
        try:
            ended = run_office(asked, limits).code == 0
        except subprocess.TimeoutExpired:
            ended = False
        made = [(copy, asked.result(copy)) for copy in left]
        done = [(copy, file) for copy, file in made if file.exists()]
        doubtful = [] if ended else done[-1:]  # perhaps half a file
        for copy, file in done[: len(done) - len(doubtful)]:
            keep(file, places[copy])
        for _, file in doubtful:
            file.unlink()
        missing = [copy for copy, file in made if copy not in dict(done)]
        if ended or not missing:
            return
        left = [copy for copy, _ in doubtful] + missing[1:]
        if not left:
            return
