"""The register of hostile kinds: each makes one file, the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

__all__ = ["KINDS", "NOWHERE", "PLAN", "kind"]

Maker: TypeAlias = Callable[[Path], None]

KINDS: Final[dict[str, tuple[str, Maker]]] = {}
"""For each kind the name of its file, and what writes it."""

NOWHERE: Final = "http://192.0.2.1"
"""An address kept for documentation (RFC 5737): nothing there answers."""

PLAN: Final = (
    "TT\tTiêu chí\tCông việc\tNgười thực hiện\tThời gian\n"
    "1\tTiêu chí 1.5\tRà soát quy mô lớp học\tHiệu trưởng\tTháng 9/2023\n"
    "2\tTiêu chí 2.2\tBồi dưỡng giáo viên\tTổ trưởng chuyên môn\tTháng 11/2023\n"
)


def kind(file: str) -> Callable[[Maker], Maker]:
    """Register a maker under its name, with the name of the file it writes."""

    def add(maker: Maker) -> Maker:
        KINDS[maker.__name__] = (file, maker)
        return maker

    return add
