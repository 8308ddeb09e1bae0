"""Old Word files (.doc, .rtf, Word 2003 XML): read from a DOCX that LibreOffice makes of them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from extractors.formats.intact import is_cut
from extractors.formats.kinds import Kind
from extractors.formats.limits import Limits
from extractors.formats.office import converted_copy, find_office, is_old_office
from extractors.formats.word.document import WordContent, WordDocument
from extractors.formats.word.docx import docx_content

__all__ = ["open_office"]


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
    suffix = "rtf" if kind is Kind.RTF else "doc" if is_old_office(path) else "xml"
    with converted_copy(find_office(), path, suffix, "docx:MS Word 2007 XML", limits) as copy:
        content = docx_content(copy, limits)
    if is_cut(path):
        content = replace(content, flags=(*content.flags, "damaged_file"))
    return content
