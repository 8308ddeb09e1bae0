"""Files of an object store: listed by fsspec, copied beside the dataset when they changed.

The copy ``OUT/.cache/remote/s3/bucket/key`` is what is read, hashed and shown; its name in the
dataset is the URL. An object is fetched anew when its store tells another ETag, size or time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final

from pipeline.dataset.atomic import write_text
from pipeline.errors import UsageError

__all__ = ["copy_of", "fetch", "is_remote", "remote_folder", "url_of"]

_URL: Final = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]+)://(?P<key>.+)", re.IGNORECASE)
_FOLDERS: Final = (".cache", "remote")
_STATES: Final = "remote-states"


def is_remote(asked: str) -> bool:
    """Say whether an input is a URL, not a path."""
    return _URL.fullmatch(asked) is not None


def remote_folder(out: Path) -> Path:
    """Return where copies of objects lie."""
    return out.joinpath(*_FOLDERS)


def url_of(path: Path) -> str:
    """Return the URL of the object that a path is the copy of; "" if it is none."""
    parts = path.parts
    for at in range(len(parts) - 3, 0, -1):
        if parts[at - 1 : at + 1] == _FOLDERS:
            return f"{parts[at + 1]}://{'/'.join(parts[at + 2 :])}"
    return ""


def copy_of(url: str, out: Path) -> Path | None:
    """Return where the copy of an object lies in an output folder; None if the name is no URL."""
    found = _URL.fullmatch(url)
    if found is None:
        return None
    return remote_folder(out).joinpath(found["scheme"].lower(), *_parts(found["key"]))


def _parts(key: str) -> Sequence[str]:
    """Return the parts of a key that name folders and a file; none leads elsewhere."""
    return [part for part in PurePosixPath(key).parts if part not in ("/", "..", ".")]


def fetch(url: str, out: Path) -> list[Path]:
    """Copy the objects that a URL means (one, a folder's, a pattern's); return the copies.

    Raises:
        UsageError: fsspec or the driver of the store is missing, or the store cannot be reached.
    """
    try:
        from fsspec.core import url_to_fs

        store, place = url_to_fs(url)
        scheme = url.partition("://")[0].lower()
        objects = _listed(store, place)
        if scheme == "file":
            return [Path(name) for name in objects]
        places = {name: copy_of(f"{scheme}://{name}", out) for name in objects}
        copies = {name: path for name, path in places.items() if path is not None}
        _copy(store, objects, copies, out)
        return list(copies.values())
    except ImportError as error:
        text = f"{url}: {error}. Hãy cài: pip install 'kehoach[remote]'"
        raise UsageError(text) from error
    except Exception as error:  # every store has its own
        raise UsageError(f"không đọc được {url}: {type(error).__name__}: {error}") from error


def _listed(store: Any, place: str) -> Mapping[str, str]:
    """Return the objects by their key, with what tells one state of them from another."""
    if any(sign in place for sign in "*?["):
        found = store.glob(place, detail=True)
    else:
        found = store.find(place, detail=True)
    return {
        name: f"{info.get('ETag', '')} {info.get('size')} {info.get('LastModified', '')}"
        for name, info in sorted(found.items())
        if info.get("type") == "file"
    }


def _copy(store: Any, objects: Mapping[str, str], copies: Mapping[str, Path], out: Path) -> None:
    """Fetch what is not there as it is in the store, many at a time."""
    states = {name: _state_place(path, out) for name, path in copies.items()}
    new = [
        name
        for name, path in copies.items()
        if not path.exists() or _told(states[name]) != objects[name]
    ]
    for name in new:
        copies[name].parent.mkdir(parents=True, exist_ok=True)
    if new:
        store.get(new, [str(copies[name]) for name in new])
    for name in new:  # after the bytes: a killed run fetches them again
        write_text(states[name], objects[name])


def _state_place(path: Path, out: Path) -> Path:
    return out / ".cache" / _STATES / path.relative_to(remote_folder(out))


def _told(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
