"""A container's files laid into a folder named by its hash, under numbers, never by their names."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from extractors.errors import DocumentError, NoPagesError, TooLargeError
from extractors.formats.containers.archive import archive_parts
from extractors.formats.containers.mail import mail_parts
from extractors.formats.containers.part import Part
from extractors.formats.document import file_sha256
from extractors.formats.kinds import CONTAINERS, Kind, sniff
from extractors.formats.limits import Limits

__all__ = ["Member", "laid_out", "unpack"]

_INDEX = "index.json"
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_LONGEST_NAME = 200
"""Characters of one name within a container; more is cut."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a container.

    Attributes:
        name: where in the container it lies ("truong-a/KH.pdf").
        path: where it was laid; None if it could not be unpacked.
        error: why, or why a container within the container could not be: name, colon, sentence.
    """

    name: str
    path: Path | None
    error: str = ""


def unpack(path: Path, folder: Path, limits: Limits | None = None) -> tuple[Member, ...]:
    """Return the files of a container; what was unpacked once is found again.

    Args:
        path: the archive or the mail.
        folder: where unpacked containers lie, each in a folder named by its hash.
        limits: bounds on number, size and depth; beyond them nothing is unpacked.

    Raises:
        TooLargeError: beyond the limits.
        EncryptedFileError: it needs a password.
        TruncatedFileError: it is damaged.
        NoPagesError: it holds no file.
        OSError: the folder cannot be written.
    """
    target = folder / file_sha256(path)
    if (known := _known(target)) is not None:
        return known
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".part-", dir=folder, ignore_cleanup_errors=True) as at:
        place = Path(at) / "files"
        place.mkdir()
        members = tuple(_Unpacking(place, limits or Limits()).members(path, sniff(path)))
        if not members:
            raise NoPagesError(path, "không có tệp nào bên trong")
        entries = [[m.name, m.path.name if m.path else "", m.error] for m in members]
        (place / _INDEX).write_text(json.dumps(entries, ensure_ascii=False), "utf-8")
        _publish(place, target)
    return _known(target) or ()


def laid_out(folder: Path, digest: str) -> tuple[Member, ...] | None:
    """Return the files of a container that was unpacked before, by its hash; None if it was not."""
    return _known(folder / digest)


def _publish(place: Path, target: Path) -> None:
    """Give the folder its name, unless another process was faster with the same container."""
    if target.exists() and _known(target) is None:
        shutil.rmtree(target, ignore_errors=True)
    try:
        os.replace(place, target)  # noqa: PTH105  (Path.replace returns late on Windows)
    except OSError:
        if _known(target) is None:
            raise


def _known(target: Path) -> tuple[Member, ...] | None:
    try:
        entries = json.loads((target / _INDEX).read_text("utf-8"))
        members = tuple(Member(n, target / at if at else None, e) for n, at, e in entries)
    except (OSError, ValueError):
        return None
    return members if all(m.path is None or m.path.exists() for m in members) else None


@dataclass(slots=True)
class _Unpacking:
    """One container being unpacked: what is left of the limits is counted over all depths."""

    place: Path
    limits: Limits
    names: set[str] = field(default_factory=set)
    size: int = 0

    def members(self, path: Path, kind: Kind, within: str = "", depth: int = 1) -> Iterator[Member]:
        if depth > self.limits.max_depth:
            raise TooLargeError(path, f"lồng nhau quá {self.limits.max_depth} lớp")
        for part in _parts(path, kind, self.limits):
            if len(self.names) >= self.limits.max_members:
                raise TooLargeError(path, f"hơn {self.limits.max_members} tệp bên trong")
            name = self._own_name(within + _clean(part.name))
            laid = self.place / f"{len(self.names):04d}{_suffix(name)}"
            try:
                self._lay(part, laid, path)
            except _OverLimitError as error:
                raise TooLargeError(path, str(error)) from error
            except DocumentError as error:
                laid.unlink(missing_ok=True)
                yield Member(name, None, _told(error, name))
            else:
                yield from self._opened(name, laid, depth)

    def _opened(self, name: str, laid: Path, depth: int) -> Iterator[Member]:
        """Yield a file, or what it holds if it is a container itself."""
        try:
            kind = sniff(laid)
        except DocumentError:
            kind = Kind.TEXT  # whoever reads it says what is wrong
        if kind not in CONTAINERS:
            yield Member(name, laid)
            return
        try:
            yield from self.members(laid, kind, f"{name}/", depth + 1)
        except DocumentError as error:
            if isinstance(error, TooLargeError) and depth < self.limits.max_depth:
                raise
            yield Member(name, laid, _told(error, name))

    def _lay(self, part: Part, laid: Path, path: Path) -> None:
        with laid.open("xb") as stream:
            for chunk in part.chunks:
                self.size += len(chunk)
                if self.size > self.limits.max_unpacked_bytes:
                    raise _OverLimitError(f"hơn {self.limits.max_unpacked_bytes / 1e6:.0f} MB")
                stream.write(chunk)

    def _own_name(self, name: str) -> str:
        """Return the name, numbered if the container has it twice."""
        plain, number = PurePosixPath(name), 1
        while name in self.names:
            number += 1
            name = str(plain.with_name(f"{plain.stem} ({number}){plain.suffix}"))
        self.names.add(name)
        return name


class _OverLimitError(Exception):
    """The container unpacks to more than is allowed."""


def _parts(path: Path, kind: Kind, limits: Limits) -> Iterator[Part]:
    if kind is Kind.ZIP:
        return archive_parts(path, limits)
    if kind is Kind.EML:
        return mail_parts(path)
    from extractors.formats.containers.outlook import outlook_parts

    return outlook_parts(path)


def _told(error: DocumentError, name: str) -> str:
    """Return the error as of the file within, as kept in documents.csv."""
    return f"{error.name}: {type(error)(name, error.detail)}"


def _clean(name: str) -> str:
    """Return a name to show: no drive, no step upwards, no character of control."""
    parts = re.split(r"[/\\]+", re.sub(r"[\x00-\x1f\x7f]", "", name))
    kept = [part.strip()[:_LONGEST_NAME] for part in parts]
    kept = [part for part in kept if part not in ("", ".", "..") and not part.endswith(":")]
    return "/".join(kept) or "tep"


def _suffix(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if _SUFFIX.fullmatch(suffix) else ""
