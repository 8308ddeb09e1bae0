"""Which files of a folder have arrived whole: those that look the same for a while."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.running.seen import Look, look

__all__ = ["Arrival", "arrivals", "looks_of", "settled"]

_UNDER_WAY: Final = (".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart")
"""Names that browsers and copying programs give to files that are not complete."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a file looked, and since when it has looked so (seconds of a monotonic clock)."""

    seen: Look
    since: float

    def is_like(self, other: Look) -> bool:
        """Say whether a file looks as it did: bytes, time of its last change, inode."""
        mine = (self.seen.size, self.seen.mtime, self.seen.inode)
        return mine == (other.size, other.mtime, other.inode)


def looks_of(files: Iterable[Path]) -> dict[Path, Look]:
    """Look at files; those that are gone by now, or still under way by their name, are left out."""
    found = {path: look(path) for path in files if not path.name.lower().endswith(_UNDER_WAY)}
    return {path: seen for path, seen in found.items() if seen is not None}


def arrivals(
    before: Mapping[Path, Arrival], now: Mapping[Path, Look], at: float
) -> dict[Path, Arrival]:
    """Return since when each file has looked as it does."""
    return {
        path: before[path] if path in before and before[path].is_like(seen) else Arrival(seen, at)
        for path, seen in now.items()
    }


def settled(files: Mapping[Path, Arrival], at: float, seconds: float) -> list[Path]:
    """Return the files that have looked the same for so long."""
    return [path for path, arrival in files.items() if at - arrival.since >= seconds]
