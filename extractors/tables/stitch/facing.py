"""Tables that go on from the left page of a sheet to its right one."""

from __future__ import annotations

from extractors.types import Table

__all__ = ["on_facing_pages"]


def on_facing_pages(table: Table, fragment: Table) -> bool:
    """Say whether a table ends at the left of the sheet on whose right a fragment stands."""
    page, box = fragment.page, fragment.bbox
    ends = [b.x1 for cell in table.cells for at, b in cell.parts if b is not None and at == page]
    return box is not None and bool(ends) and max(ends) <= box.x0
