"""One file in another, before anything of it is unpacked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["BODY", "LOGO_BYTES", "Part"]

BODY = "noi-dung"
"""Name of the text of a mail, where it is read."""

LOGO_BYTES = 50_000
"""A picture that stands in the text of a mail is a logo below this size, above it a page."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file in a container.

    Attributes:
        name: as the container tells it, folders and all; never used as a path.
        chunks: its bytes; to iterate may raise a ``DocumentError``.
    """

    name: str
    chunks: Iterable[bytes]
