"""Repair of damaged Vietnamese text: stripped marks, garbled layers, OCR slips."""

from __future__ import annotations

from normalizers.diacritics.context import RepairContext, build_context
from normalizers.diacritics.engine import Mode, RepairResult, repair, repair_cells, repair_lines

__all__ = [
    "Mode",
    "RepairContext",
    "RepairResult",
    "build_context",
    "repair",
    "repair_cells",
    "repair_lines",
]
