"""Repair of damaged Vietnamese text: stripped marks, garbled layers, OCR slips."""

from __future__ import annotations

from normalizers.diacritics.context import RepairContext, build_context
from normalizers.diacritics.damage import assess
from normalizers.diacritics.engine import Mode, RepairResult, repair, repair_cells, repair_lines
from normalizers.diacritics.guard import attested_pairs

__all__ = [
    "Mode",
    "RepairContext",
    "RepairResult",
    "assess",
    "attested_pairs",
    "build_context",
    "repair",
    "repair_cells",
    "repair_lines",
]
