"""How much memory a worker may take: beyond it one document fails, not the machine.

A worker that finds no memory ends: what it held is freed whole, and the page is tried once more in
a new one, which has all of its share.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Final

from extractors.formats.limits import memory_cap

__all__ = ["MEMORY_EXIT", "bound_memory", "leave_for_want_of_memory"]

MEMORY_EXIT: Final = 77
"""Exit code of a worker that ended for want of memory."""

_bounded = False


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
