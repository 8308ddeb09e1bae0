"""Reading a text folder, one paragraph a line, and splitting it into training and held-out parts.

The split is by source and by block of consecutive lines (documents lie together in a source), never
by line. Of the held-out blocks one half is for choosing settings (``dev``), the other for the
figures that are reported (``test``). Held-out lines that share eight-word shingles with the
training part are dropped.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from normalizers.diacritics.tokens import line_tokens
from normalizers.text.unicode import clean

__all__ = ["Split", "iter_lines", "list_sources", "shingles", "unseen"]

BLOCK = 800
HELD_OUT_SHARE = 40  # one block of a source in this many is held out
SMALL_SOURCE = 300_000  # bytes; a source below this may be held out whole


@dataclass(frozen=True, slots=True)
class Split:
    """Which lines to give: ``train``, ``dev`` or ``test``.

    ``whole`` names sources held out altogether; their blocks are shared out between the last two.
    """

    part: str
    whole: frozenset[str] = frozenset()

    def takes(self, source: str, line_number: int) -> bool:
        """Say whether the line of this source belongs to the part."""
        number = _block_hash(source, line_number // BLOCK)
        if source not in self.whole and number % HELD_OUT_SHARE:
            return self.part == "train"
        return self.part == ("dev", "test")[number // HELD_OUT_SHARE % 2]


def _block_hash(source: str, block: int) -> int:
    digest = hashlib.blake2b(f"{source}:{block}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "little")


def list_sources(folder: Path) -> list[Path]:
    """Return the text files (``.txt`` or ``.txt.zst``) of a folder, sorted by name."""
    return sorted(p for p in folder.iterdir() if p.name.endswith((".txt", ".txt.zst")))


def source_name(path: Path) -> str:
    """Return the name of a source: the file name without its endings."""
    return path.name.split(".")[0]


def iter_lines(path: Path, split: Split | None = None) -> Iterator[str]:
    """Yield the cleaned lines of one source, those of the split if one is given."""
    name = source_name(path)
    with _open(path) as stream:
        for number, line in enumerate(stream):
            if split is None or split.takes(name, number):
                text = clean(line.rstrip("\n"))
                if text:
                    yield text


def _open(path: Path) -> io.TextIOBase:
    if path.suffix == ".zst":
        import zstandard

        raw = zstandard.ZstdDecompressor().stream_reader(path.open("rb"), closefd=True)
        return io.TextIOWrapper(raw, encoding="utf-8")
    return path.open(encoding="utf-8")


def shingles(line: str, size: int = 8) -> np.ndarray:
    """Return the 64-bit hashes of every run of ``size`` word tokens of the line."""
    words = [hash_word(t) for t in line_tokens(line) if t[0] != "<"]
    if len(words) < size:
        return np.zeros(0, dtype=np.uint64)
    array = np.array(words, dtype=np.uint64)
    value = np.zeros(len(words) - size + 1, dtype=np.uint64)
    for k in range(size):
        value = value * np.uint64(0x9E3779B97F4A7C15) + array[k : len(words) - size + 1 + k]
    return value


_HASHES: dict[str, int] = {}


def hash_word(word: str) -> int:
    """Return a stable 63-bit hash of a word."""
    value = _HASHES.get(word)
    if value is None:
        digest = hashlib.blake2b(word.encode(), digest_size=8).digest()
        value = _HASHES[word] = int.from_bytes(digest, "little") >> 1
    return value


def unseen(test_lines: list[str], train: Iterable[str], allowed: float = 0.0) -> list[bool]:
    """Say for each test line whether at most ``allowed`` of its shingles stand in training lines.

    Lines shorter than a shingle have none and are kept.
    """
    per_line = [shingles(line) for line in test_lines]
    wanted = np.unique(np.concatenate([*per_line, np.zeros(0, dtype=np.uint64)]))
    seen = np.zeros(len(wanted), dtype=bool)
    batch: list[np.ndarray] = []
    size = 0
    for line in train:
        marks = shingles(line)
        batch.append(marks)
        size += len(marks)
        if size > 1_000_000:
            _mark(seen, wanted, batch)
            batch, size = [], 0
    _mark(seen, wanted, batch)
    keep = []
    for marks in per_line:
        hits = seen[np.searchsorted(wanted, marks)] if len(marks) else np.zeros(1, dtype=bool)
        keep.append(float(hits.mean()) <= allowed)
    return keep


def _mark(seen: np.ndarray, wanted: np.ndarray, batch: list[np.ndarray]) -> None:
    if not batch or not len(wanted):
        return
    flat = np.concatenate(batch)
    place = np.minimum(np.searchsorted(wanted, flat), len(wanted) - 1)
    seen[place[wanted[place] == flat]] = True
