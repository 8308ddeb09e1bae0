"""``kehoach repair``: lines in, repaired lines out as they come, so that a pipe flows."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from queue import Empty, Queue
from typing import BinaryIO, cast, get_args

from normalizers.diacritics import Mode, repair_lines

MODES: tuple[str, ...] = get_args(Mode)
_BLOCK = 64
"""Lines repaired together: enough context, little delay."""

_PATIENCE = 0.25
"""Seconds to wait for more lines of a block; a file or a busy pipe fills every block in less."""


def repair_stream(stream: BinaryIO, mode: str = "auto") -> Iterator[str]:
    """Yield each line of a UTF-8 byte stream repaired, its line ending kept.

    A line is given back a quarter of a second after it came at the latest (and the time its block
    takes), also where the stream stays open. Bytes that are no UTF-8 become U+FFFD, as a text
    editor shows them.

    Raises:
        OSError: the stream could not be read to its end.
    """
    for block in _blocks(stream):
        lines = [raw.decode("utf-8", errors="replace") for raw in block]
        bodies = [line.rstrip("\r\n") for line in lines]
        results = repair_lines(bodies, mode=cast(Mode, mode))
        for line, body, result in zip(lines, bodies, results, strict=True):
            yield result.text + line[len(body) :]


def _blocks(stream: BinaryIO) -> Iterator[list[bytes]]:
    """Yield the lines of a stream in blocks, each as full as the stream's pace allows."""
    queue: Queue[bytes | BaseException | None] = Queue(maxsize=4 * _BLOCK)
    threading.Thread(target=_fill, args=(stream, queue), daemon=True).start()
    item = queue.get()
    while item is not None:
        block: list[bytes] = []
        until = time.monotonic() + _PATIENCE
        while isinstance(item, bytes):
            block.append(item)
            if len(block) == _BLOCK:
                break
            try:
                item = queue.get(timeout=max(0.0, until - time.monotonic()))
            except Empty:
                break
        if block:
            yield block
        if isinstance(item, BaseException):
            raise item
        if item is not None:
            item = queue.get()


def _fill(stream: BinaryIO, queue: Queue[bytes | BaseException | None]) -> None:
    try:
        for line in stream:
            queue.put(line)
    except (OSError, ValueError) as error:  # ValueError: the stream was closed meanwhile
        queue.put(error)
    queue.put(None)
