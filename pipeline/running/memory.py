"""How much memory a worker may take: beyond it one document fails, not the machine.

A worker that finds no memory ends: what it held is freed whole, and the page is tried once more in
a new one, which has all of its share.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from extractors.formats.limits import memory_cap

__all__ = ["MEMORY_EXIT", "UNTIL_GROWN", "UntilGrown", "bound_memory", "leave_for_want_of_memory"]

MEMORY_EXIT: Final = 77
"""Exit code of a worker that ended for want of memory."""

_GROWN: Final = 0.4
"""Share of what a worker may take, from which it makes room: the largest page takes half."""

_FEWEST: Final = 8
"""Pieces of work before a worker is replaced: loading the models anew costs seconds."""

_bounded = False


class UntilGrown(int):
    """The number of pieces of work a worker does before another takes its place: while it is small.

    pebble asks before each piece whether their count is below this number (``max_tasks``). A worker
    that has grown says no, ends between two pieces of work, and a fresh one takes what comes next.
    """

    def __gt__(self, done: int) -> bool:
        return done < _FEWEST or resident_bytes() < _GROWN * memory_cap()


UNTIL_GROWN: Final = UntilGrown(1)  # 0 would be for ever


def resident_bytes() -> int:
    """Return the memory this process holds now; where the system hides that, the most it held."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return _most_held()


def _most_held() -> int:
    """Return the peak where there is a way to ask (macOS counts in bytes); 0 on Windows."""
    try:
        import resource
    except ImportError:
        return 0
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def bound_memory() -> None:
    """Bound what this worker may take (Linux; elsewhere files are bounded by ``Limits`` alone)."""
    global _bounded
    if sys.platform != "linux":
        return
    import resource

    most = memory_cap()
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        _bounded = True


def leave_for_want_of_memory() -> None:
    """End this process if it is a bounded worker; in any other nothing happens."""
    if _bounded:
        os._exit(MEMORY_EXIT)
