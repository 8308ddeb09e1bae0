"""``kehoach repair``: lines in, repaired lines out, a few at a time so that a pipe flows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, cast, get_args

from normalizers.diacritics import Mode, repair_lines

MODES: tuple[str, ...] = get_args(Mode)
_BLOCK = 64
"""Lines repaired together: enough context, little delay."""


def repair_stream(stream: BinaryIO, mode: str = "auto") -> Iterator[str]:
    """Yield each line of a UTF-8 byte stream repaired, its line ending kept.

    Bytes that are no UTF-8 become U+FFFD, as a text editor shows them.
    """
    while block := [raw.decode("utf-8", errors="replace") for raw in islice(stream, _BLOCK)]:
        bodies = [line.rstrip("\r\n") for line in block]
        results = repair_lines(bodies, mode=cast(Mode, mode))
        for line, body, result in zip(block, bodies, results, strict=True):
            yield result.text + line[len(body) :]
