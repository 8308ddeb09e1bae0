"""Variants of DOCX brought into the form python-docx reads: strict, with macros, templates.

Word's "Strict Open XML Document" differs in the names of its namespaces (ISO/IEC 29500 part 1
against part 4), macro documents and templates in the declared content type of the body; for text,
tables and numbering nothing else matters. Macros are never run.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

__all__ = ["usual_docx"]

_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMESPACE = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_USUAL_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER_TYPES = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled(?:Template)?"
    rb"|openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml"
)
_TYPES = "[Content_Types].xml"


def usual_docx(path: Path) -> str | BytesIO:
    """Return the path itself, or for a variant a copy in memory in the usual form.

    Raises:
        KeyError: a part every DOCX must have is missing.
        zipfile.BadZipFile: a member is damaged.
    """
    with zipfile.ZipFile(path) as archive:
        strict = _STRICT in archive.read("_rels/.rels")
        if not strict and not _OTHER_TYPES.search(archive.read(_TYPES)):
            return str(path)
        copy = BytesIO()
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as target:
            for member in archive.infolist():
                target.writestr(member.filename, _usual(member.filename, archive.read(member)))
    copy.seek(0)
    return copy


def _usual(name: str, data: bytes) -> bytes:
    if name == _TYPES:
        return _OTHER_TYPES.sub(_USUAL_TYPE, data)
    if not name.endswith((".xml", ".rels")):
        return data
    return _NAMESPACE.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", data)
