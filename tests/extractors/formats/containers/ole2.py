"""Writes a compound file ([MS-CFB]) for tests: streams in storages, all in full sectors."""

from __future__ import annotations

import struct
from pathlib import Path

_SECTOR, _CUTOFF = 512, 4096
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def write_ole2(path: Path, streams: dict[str, bytes]) -> None:
    """Write streams named "storage/stream"; short ones are filled with NUL to 4,096 bytes."""
    names: list[tuple[str, ...]] = [()]
    for name in streams:
        parts = tuple(name.split("/"))
        names += [parts[:n] for n in range(1, len(parts) + 1) if parts[:n] not in names]
    data = {tuple(k.split("/")): v.ljust(_CUTOFF, b"\0") for k, v in streams.items()}
    fat: list[int] = []
    body = b""
    starts: dict[tuple[str, ...], int] = {}
    for name, content in data.items():
        starts[name] = _chain(fat, content)
        body += _padded(content)
    entries = b"".join(_entry(name, names, data, starts) for name in names)
    directory = _chain(fat, entries)
    body += _padded(entries)
    count = 1
    while count * 128 < len(fat) + count:
        count += 1
    first = len(fat)
    fat += [_FAT] * count
    fat += [_FREE] * (count * 128 - len(fat))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6xIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory, 0, _CUTOFF)
    head += struct.pack("<IIII", _END, 0, _END, 0)
    head += struct.pack("<109I", *range(first, first + count), *([_FREE] * (109 - count)))
    path.write_bytes(head + body + struct.pack(f"<{len(fat)}I", *fat))


def _padded(content: bytes) -> bytes:
    return content + b"\0" * (-len(content) % _SECTOR)


def _chain(fat: list[int], content: bytes) -> int:
    first, count = len(fat), len(_padded(content)) // _SECTOR
    fat += [*range(first + 1, first + count), _END]
    return first


def _entry(
    name: tuple[str, ...],
    names: list[tuple[str, ...]],
    data: dict[tuple[str, ...], bytes],
    starts: dict[tuple[str, ...], int],
) -> bytes:
    """Return one directory entry; siblings hang on each other's right, a tree without branches."""
    title = (name[-1] if name else "Root Entry").encode("utf-16-le") + b"\0\0"
    kind = 5 if not name else 2 if name in data else 1
    siblings = [n for n in names if name and len(n) == len(name) and n[:-1] == name[:-1]]
    siblings.sort(key=lambda n: (len(n[-1]), n[-1].upper()))
    later = siblings[siblings.index(name) + 1 :] if name else []
    children = [n for n in names if n and n[:-1] == name]
    children.sort(key=lambda n: (len(n[-1]), n[-1].upper()))
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        title,
        len(title),
        kind,
        1,
        _NONE,
        names.index(later[0]) if later else _NONE,
        names.index(children[0]) if children else _NONE,
        b"",
        0,
        0,
        0,
        starts.get(name, _END if not name else 0),
        len(data.get(name, b"")),
    )
