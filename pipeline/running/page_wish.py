"""How a person wants one page read; light, as every worker needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["NO_WISH", "PageWish", "Wishes"]


@dataclass(frozen=True, slots=True)
class PageWish:
    """How a person wants one page read, against what the program would do by itself.

    Attributes:
        engine: name of the engine; "" for the run's.
        force_ocr: recognise the picture even if there is a text layer.
        turn: degrees clockwise to turn the page by; None lets the program find out.
    """

    engine: str = ""
    force_ocr: bool = False
    turn: int | None = None


NO_WISH = PageWish()

Wishes = Mapping[str, Mapping[int, PageWish]]
"""Wishes by document_id and page number."""
