"""The files of a ZIP archive, as a stream of bytes each; nothing is written by their names."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

from extractors.errors import EncryptedFileError, TooLargeError, damage
from extractors.formats.containers.part import Part
from extractors.formats.limits import Limits
from normalizers.text.unicode import nfc

__all__ = ["archive_parts"]

_UTF8 = 0x800
"""Bit of a member's flags: its name is UTF-8."""

_LOCKED = 0x1
"""Bit of a member's flags: it needs a password."""

_UNICODE_PATH = 0x7075
"""Extra field of Info-ZIP with the name in UTF-8, after a version byte and a checksum."""

_CHUNK = 1 << 20
"""Bytes unpacked at a time."""


def archive_parts(path: Path, limits: Limits) -> Iterator[Part]:
    """Yield the files of an archive, in its order; folders and links are passed over.

    Raises:
        TruncatedFileError: no directory can be read.
        EncryptedFileError: every file needs a password.
        TooLargeError: more files than allowed.
    """
    try:
        archive = zipfile.ZipFile(path)
    except Exception as error:  # zip and zlib raise several unrelated classes
        raise damage(path, error, "ZIP") from error
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir() and not _is_link(info)]
        if len(infos) > limits.max_members:
            raise TooLargeError(path, f"{len(infos)} tệp bên trong")
        if infos and all(info.flag_bits & _LOCKED for info in infos):
            raise EncryptedFileError(path)
        for info in infos:
            yield Part(_name(info), _chunks(archive, info, path))


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> Iterator[bytes]:
    if info.flag_bits & _LOCKED:
        raise EncryptedFileError(path)
    try:
        with archive.open(info) as stream:
            while data := stream.read(_CHUNK):
                yield data
    except Exception as error:  # zlib, lzma, checksums, methods that are not known
        raise damage(path, error, "ZIP") from error


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name: programs write UTF-8 or the code page of their system."""
    if info.flag_bits & _UTF8:
        return nfc(info.filename)
    raw = info.filename.encode("cp437", "replace")
    if (told := _unicode_path(info.extra)) is not None:
        return nfc(told)
    for encoding in ("utf-8", "cp1258"):
        try:
            return nfc(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return nfc(info.filename)


def _unicode_path(extra: bytes) -> str | None:
    at = 0
    while at + 4 <= len(extra):
        kind = int.from_bytes(extra[at : at + 2], "little")
        end = at + 4 + int.from_bytes(extra[at + 2 : at + 4], "little")
        if kind == _UNICODE_PATH:
            try:
                return extra[at + 9 : end].decode("utf-8")
            except UnicodeDecodeError:
                return None
        at = end
    return None
