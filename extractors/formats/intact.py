"""Whether an old office file is whole: LibreOffice reads what is left of one and says nothing."""

from __future__ import annotations

import re
from pathlib import Path

import olefile

__all__ = ["is_cut"]

_ESCAPED = re.compile(rb"\\[\\{}]")


def is_cut(path: Path) -> bool:
    """Say whether an OLE2 or RTF file ends before its own structure says it should."""
    with path.open("rb") as stream:
        head = stream.read(8)
    if head.startswith(olefile.MAGIC):
        return _lacks_sectors(path)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        text = _ESCAPED.sub(b"", path.read_bytes())
        return text.count(b"{") > text.count(b"}")
    return False


def _lacks_sectors(path: Path) -> bool:
    try:
        with olefile.OleFileIO(path) as ole:
            return any(
                len(ole.openstream(entry).read()) < ole.get_size(entry) for entry in ole.listdir()
            )
    except Exception:  # olefile raises several unrelated classes at damage
        return True
