"""The attachments of an Outlook message (.msg, [MS-OXMSG]); of one without any, its text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import olefile

from extractors.errors import damage
from extractors.formats.containers.part import BODY, LOGO_BYTES, Part

__all__ = ["outlook_parts"]

_ATTACHED = "__attach_version1.0_"
_DATA, _MESSAGE = "37010102", "3701000D"
_NAMES = ("3707", "3704", "3001")
"""Properties of an attachment: long name, short name, shown name."""
_CONTENT_ID = "3712"
_HTML, _TEXT = "1013", "1000"
_WIDE, _NARROW, _BINARY = "001F", "001E", "0102"
"""Types of a property: UTF-16, eight-bit text, bytes."""

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp")


def outlook_parts(path: Path) -> Iterator[Part]:
    """Yield what is attached; logos within the text are passed over.

    Raises:
        TruncatedFileError: the file is damaged.
    """
    try:
        with olefile.OleFileIO(path) as ole:
            parts = list(_attached(ole, ()))
            yield from parts or _body(ole)
    except Exception as error:  # olefile raises several unrelated classes
        raise damage(path, error) from error


def _attached(ole: olefile.OleFileIO, within: tuple[str, ...]) -> Iterator[Part]:
    """Yield the attachments of a message; a message attached to it gives its own."""
    depth = len(within)
    folders = {
        entry[depth]
        for entry in ole.listdir(streams=True, storages=True)
        if tuple(entry[:depth]) == within
        and len(entry) > depth
        and entry[depth].startswith(_ATTACHED)
    }
    for folder in sorted(folders):
        here = (*within, folder)
        name = next(filter(None, (_text(ole, here, code) for code in _NAMES)), "tep")
        if ole.exists([*here, f"__substg1.0_{_MESSAGE}"]):
            for part in _attached(ole, (*here, f"__substg1.0_{_MESSAGE}")):
                yield Part(f"{name}/{part.name}", part.chunks)
            continue
        data = _bytes(ole, here, _DATA)
        logo = name.lower().endswith(_PICTURES) and _text(ole, here, _CONTENT_ID)
        if data and not (logo and len(data) < LOGO_BYTES):
            yield Part(name, [data])


def _body(ole: olefile.OleFileIO) -> Iterator[Part]:
    if html := _bytes(ole, (), _HTML + _BINARY):
        yield Part(f"{BODY}.html", [html])
    elif text := _text(ole, (), _HTML):
        yield Part(f"{BODY}.html", [text.encode("utf-8-sig")])
    elif text := _text(ole, (), _TEXT):
        yield Part(f"{BODY}.txt", [text.encode("utf-8-sig")])


def _text(ole: olefile.OleFileIO, here: tuple[str, ...], code: str) -> str:
    if wide := _bytes(ole, here, code + _WIDE):
        return wide.decode("utf-16-le", "replace").rstrip("\0")
    narrow = _bytes(ole, here, code + _NARROW)
    return narrow.decode("cp1258", "replace").rstrip("\0")


def _bytes(ole: olefile.OleFileIO, here: tuple[str, ...], code: str) -> bytes:
    place = [*here, f"__substg1.0_{code}"]
    return bytes(ole.openstream(place).read()) if ole.exists(place) else b""
