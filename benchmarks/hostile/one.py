"""One file read as a worker of a run reads it; what came of it is printed as JSON.

python -m benchmarks.hostile.one FILE FOLDER
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from extractors.formats.containers import unpack
from extractors.formats.limits import Limits
from pipeline.model import Identity
from pipeline.running.cache import PageCache
from pipeline.running.memory import bound_memory
from pipeline.running.work import (
    WorkFailedError,
    WorkOptions,
    finish_document,
    pin_threads,
    probe,
    read_page,
    told,
)

MOST_PAGES = 4
"""Pages read of one file: those of a bomb are alike."""


def read(path: Path, folder: Path, limits: Limits) -> dict[str, Any]:
    """Return the error, or rows and flags, of a file."""
    try:
        found = told(probe, str(path), path, limits)
        if found.container:
            return _contained(path, folder, limits)
        if found.error:
            return {"error": found.error}
        work = WorkOptions(PageCache(folder / "pages", version="x"), limits=limits)
        numbers = range(1, min(found.page_count, MOST_PAGES) + 1)
        done = [told(read_page, str(path), path, number, work) for number in numbers]
        if all(entry.error for entry in done):
            return {"error": done[0].error}
        identity = Identity(found.document_id, path.name)
        result = told(finish_document, str(path), identity, done, work.cache)
    except WorkFailedError as error:
        return {"error": error.error}
    document = result.document
    return {"error": document.error, "flags": document.flags, "rows": len(result.items)}


def _contained(path: Path, folder: Path, limits: Limits) -> dict[str, Any]:
    members = told(unpack, str(path), path, folder / "unpacked", limits)
    named = [member.error for member in members if member.error]
    return {"error": named[0] if named else "", "rows": 0, "flags": f"files:{len(members)}"}


def main() -> None:
    """Read the file named first; the second argument is a folder to work in."""
    pin_threads()
    bound_memory()
    path, folder = Path(sys.argv[1]), Path(sys.argv[2])
    print(json.dumps(read(path, folder, Limits(office_timeout_s=60))))


if __name__ == "__main__":
    main()
