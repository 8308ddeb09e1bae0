"""Copies of the samples with bits flipped, ends cut, bytes put in: no row is lost in silence."""

from __future__ import annotations

import io
import random
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import openpyxl

from benchmarks.hostile.kinds import PLAN
from benchmarks.hostile.one import read
from extractors.formats.limits import Limits

__all__ = ["damage", "run_damaged"]

_SAMPLES: Final = (
    "05-cai-tien-web.html",
    "06-cai-tien-word.docx",
    "07-cai-tien-pdf.pdf",
    "10-cai-tien-van-ban.txt",
)
"""Samples read without recognition: a damaged scan takes as long as a whole one."""

_NO_CHECK: Final = (".html", ".txt")
"""Kinds that say nothing of their length or sum: a cut text is a shorter text."""

_TELLING: Final = (
    "damaged_file",
    "part_unread",
    "table_cut",
    "undecodable",
    "page_failed",
    "cache",
)


def damage(data: bytes, rng: random.Random) -> bytes:
    """Return the bytes cut, with bits flipped, zeros laid over a part, or bytes put in."""
    spoilt = bytearray(data)
    at = rng.randrange(len(spoilt))
    match rng.randrange(4):
        case 0:
            del spoilt[max(1, at) :]
        case 1:
            for _ in range(rng.randrange(1, 12)):
                spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
        case 2:
            spoilt[at : at + 700] = bytes(len(spoilt[at : at + 700]))
        case _:
            spoilt[at:at] = rng.randbytes(30)
    return bytes(spoilt)


def _originals() -> Iterator[tuple[str, bytes]]:
    for name in _SAMPLES:
        yield name, Path("samples", name).read_bytes()
    rows = [line.split("\t") for line in PLAN.splitlines()]
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    yield "ke-hoach.xlsx", out.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", PLAN * 20)
        archive.writestr("b.txt", PLAN * 30)
    yield "nop.zip", out.getvalue()


def run_damaged(count: int, seed: int) -> int:
    """Read so many damaged files; print what became of them; return how many ended badly."""
    originals = dict(_originals())
    limits = Limits()
    whole = {name: _rows(name, data, limits)[0] for name, data in originals.items()}
    rng = random.Random(seed)
    ended: Counter[tuple[str, str]] = Counter()
    slowest, bad = 0.0, 0
    for number in range(count):
        name = rng.choice(list(originals))
        data = damage(originals[name], rng)
        begun = time.perf_counter()
        rows, told = _rows(name, data, limits)
        slowest = max(slowest, time.perf_counter() - begun)
        state = told or ("whole" if rows >= whole[name] else "LOST")
        if state == "LOST" and name.endswith(_NO_CHECK):
            state = "shorter text"
        ended[name, state] += 1
        if state in ("LOST", "CRASH"):
            bad += 1
            with kept(data, f"{number}-{name}") as path:
                print(f"{state}: {path}: {rows} of {whole[name]} rows")
    for (name, state), times in sorted(ended.items()):
        print(f"{name:28} {state:16} {times:5}")
    print(f"{count} damaged files, {bad} ended badly, the slowest took {slowest:.1f} s")
    return bad


def _rows(name: str, data: bytes, limits: Limits) -> tuple[int, str]:
    """Return the rows of a file, and "error", "flag" or "CRASH" if something is told."""
    with tempfile.TemporaryDirectory(prefix="kehoach-damaged-") as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        told = read(path, Path(folder), limits)
    error, flags, rows = str(told["error"]), str(told.get("flags", "")), int(told.get("rows", 0))
    if error.startswith("reader_crashed"):
        print(f"{name}: {error}")
        return rows, "CRASH"
    if name.endswith(".zip") and not error:
        rows = int(flags.partition(":")[2])
        return rows, ""
    return rows, "error" if error else "flag" if any(f in flags for f in _TELLING) else ""


@contextmanager
def kept(data: bytes, name: str) -> Iterator[Path]:
    """Keep a file that ended badly, for whoever mends it."""
    folder = Path(tempfile.gettempdir()) / "kehoach-damaged"
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    yield path
