"""Where the original of a row lies, its name as shown, and a link that opens it at a page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from extractors.errors import DocumentError
from normalizers.text.unicode import nfc
from pipeline.remote.objects import copy_of


def shown_name(path: Path | str) -> str:
    r"""Return a path as it can be written down: bytes that are no UTF-8 become ``\xea``."""
    return os.fspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def path_spelt(wanted: Path) -> Path | None:
    """Return the file or folder that a path means, None if there is none.

    A name is the same in composed and in decomposed letters (macOS writes the latter), and as
    ``shown_name`` writes it.
    """
    if os.path.lexists(wanted):
        return wanted
    found = Path(wanted.anchor)
    for part in wanted.parts[1 if wanted.anchor else 0 :]:
        there = found / part
        if not os.path.lexists(there):
            same = (name for name in _names(found) if nfc(shown_name(name)) == nfc(part))
            name = next(same, None)
            if name is None:
                return None
            there = found / name
        found = there
    return found


def _names(folder: Path) -> Iterator[str]:
    try:
        yield from sorted(path.name for path in folder.iterdir())
    except OSError:
        return


def original_path(source: str, out: Path | None = None) -> Path | None:
    """Return the file a ``source`` names; None if it is not where it was.

    Args:
        source: as in the dataset, relative to the folder the run was started in.
        out: the output folder; the folder above it is tried too, for people who start elsewhere.
    """
    if out is not None and (copy := copy_of(source, out)) is not None:
        return copy.resolve() if copy.is_file() else _within(copy, unpacked_folder(out))
    tried = [Path(source)]
    if out is not None:
        tried.append(out.resolve().parent / source)
    found = (path_spelt(path) for path in tried)
    there = next((path.resolve() for path in found if path is not None and path.is_file()), None)
    if there is None and out is not None:
        inside = (_within(path, unpacked_folder(out)) for path in tried)
        return next(filter(None, inside), None)
    return there


def unpacked_folder(out: Path) -> Path:
    """Return where the files of archives and mails lie, so that their pages can be shown."""
    return out / ".cache" / "unpacked"


def converted_folder(out: Path) -> Path:
    """Return where LibreOffice's copies of old office files are kept."""
    return out / ".cache" / "converted"


def pictures_folder(out: Path) -> Path:
    """Return where pictures of pages are kept that the review screen has shown."""
    return out / ".cache" / "pictures"


def container_path(wanted: Path) -> Path | None:
    """Return the file that a path leads through ("nop.zip/KH.pdf"), None if there is none."""
    above = (path_spelt(parent) for parent in wanted.parents)
    return next((path for path in above if path is not None and path.is_file()), None)


def _within(wanted: Path, folder: Path) -> Path | None:
    """Return where a file of a container was laid; it is unpacked again if need be."""
    container = container_path(wanted)
    if container is None:
        return None
    from extractors.formats.containers import unpack  # seldom needed

    try:
        members = unpack(container, folder)
    except (DocumentError, OSError):
        return None
    here = nfc(wanted.as_posix())
    ends = (member for member in members if here.endswith(f"/{nfc(shown_name(member.name))}"))
    best = max(ends, key=lambda member: len(member.name), default=None)
    return best.path if best else None


def page_link(source: str, page: int, folder: Path, out: Path | None = None) -> str:
    """Return a link from a file in ``folder`` to the original, "" if it is not found.

    A PDF opens at the page where the reader understands ``#page=N`` (browsers do).
    """
    path = original_path(source, out)
    if path is None:
        return ""
    link = relative_link(path, folder)
    return f"{link}#page={page}" if path.suffix.lower() == ".pdf" else link


def relative_link(path: Path, folder: Path) -> str:
    """Return a relative URL from a folder to a file; an absolute one on another drive."""
    try:
        return quote(os.fsencode(Path(os.path.relpath(path, folder.resolve())).as_posix()))
    except ValueError:
        return path.resolve().as_uri()
