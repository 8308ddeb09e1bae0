"""Files dropped into the browser: kept under ``out/files``, in a folder named by their hash.

Only the bytes decide where a file lies; its name is cleaned until no system gives it a meaning.
Originals are never changed.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import unicodedata
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import OutputError

KEY_DIGITS: Final = 16
_PUNCTUATION: Final = frozenset(" -_.,()[]&+'")
_RESERVED: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
_MOST_CHARACTERS: Final = 80  # of 3 bytes each below the 255 of Linux; a path below 260 of Windows
_PART: Final = ".part-"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the inbox. ``key`` is the beginning of its SHA-256; ``new`` if it was not here."""

    key: str
    path: Path
    new: bool = True

    @property
    def name(self) -> str:
        """The name people gave it, cleaned."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class Inbox:
    """The folder of files that came through the browser."""

    folder: Path

    async def keep(self, name: str, chunks: AsyncIterator[bytes]) -> Kept:
        """Write a file as it arrives; one of the same bytes is kept once.

        Raises:
            OutputError: the disk is full or the folder cannot be written.
        """
        part = self.folder / f"{_PART}{secrets.token_hex(8)}"
        digest = hashlib.sha256()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as stream:
                async for chunk in chunks:
                    digest.update(chunk)
                    stream.write(chunk)
            return self._placed(part, digest.hexdigest()[:KEY_DIGITS], clean_name(name))
        except OSError as error:
            raise OutputError(str(self.folder), error.strerror or str(error)) from error
        finally:
            part.unlink(missing_ok=True)

    def _placed(self, part: Path, key: str, name: str) -> Kept:
        folder = self.folder / key
        there = _only_file(folder)
        if there is not None:
            return Kept(key, there, new=False)
        folder.mkdir(exist_ok=True)
        os.replace(part, folder / name)  # noqa: PTH105  (Path.replace returns late on Windows)
        return Kept(key, folder / name)

    def all(self) -> list[Kept]:
        """Return every file kept, oldest first."""
        if not self.folder.is_dir():
            return []
        folders = [f for f in self.folder.iterdir() if f.is_dir() and len(f.name) == KEY_DIGITS]
        found = [Kept(f.name, path) for f in folders if (path := _only_file(f)) is not None]
        return sorted(found, key=lambda kept: (kept.path.stat().st_mtime, kept.name))

    def unread(self, document_ids: Iterable[str]) -> list[Kept]:
        """Return the files that are no document of the dataset yet."""
        read = {document_id[:KEY_DIGITS] for document_id in document_ids}
        return [kept for kept in self.all() if kept.key not in read]

    def discard(self, kept: Kept) -> None:
        """Remove a copy that nobody wants read (the clerk's own file lies elsewhere)."""
        shutil.rmtree(kept.path.parent, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what broken uploads left."""
        if self.folder.is_dir():
            for part in self.folder.glob(f"{_PART}*"):
                part.unlink(missing_ok=True)


def _only_file(folder: Path) -> Path | None:
    if not folder.is_dir():
        return None
    return next((path for path in sorted(folder.iterdir()) if path.is_file()), None)


def clean_name(name: str) -> str:
    """Return a file name that is harmless on every system: letters, figures, plain punctuation.

    Folders, control and direction marks, device names of Windows and leading dots go.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c if _harmless(c) else "_" for c in last).strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    if not dot:
        stem, suffix = kept, ""
    stem = stem.strip(" .")[: _MOST_CHARACTERS - len(suffix[:8])] or "tep"
    if stem.lower() in _RESERVED or stem.lower().split(".")[0] in _RESERVED:
        stem = f"_{stem}"
    return f"{stem}.{suffix[:8]}" if suffix else stem


def _harmless(character: str) -> bool:
    return character in _PUNCTUATION or unicodedata.category(character)[0] in "LMN"
