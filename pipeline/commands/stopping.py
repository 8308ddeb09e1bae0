"""Ctrl+C and SIGTERM: a run ends within seconds, says what it kept, and leaves no process."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

__all__ = ["stopping"]

_NAMES: Final = ("SIGINT", "SIGTERM", "SIGBREAK")
"""What asks a program to end; the last one on Windows alone (Ctrl+Break, the end of a session)."""


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """Give the event that Ctrl+C or SIGTERM sets while the block runs.

    Asked a second time they raise KeyboardInterrupt. Outside the main thread nothing is caught.
    """
    asked = threading.Event()

    def ask(number: int, _: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()

    if threading.current_thread() is not threading.main_thread():
        yield asked
        return
    numbers = [n for name in _NAMES if (n := getattr(signal, name, None)) is not None]
    before = {number: signal.signal(number, ask) for number in numbers}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
