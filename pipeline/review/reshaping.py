"""What becomes of rows that are split or merged: the patches their events carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pipeline.edits.events import SEEN_FIELDS
from pipeline.model import Item
from pipeline.review.deriving import Setting, derived_item

__all__ = ["merged_rows", "split_row"]

_JOINED: Final = ("content", "action", "notes", "owner", "owners", "people", "criteria")
_LISTS: Final = ("owners", "people", "criteria")
_GOES_ALONG: Final = (*SEEN_FIELDS, "page", "row", "raw", "bbox", "flags")
"""What the new row of a split takes over from the old one."""


def split_row(
    item: Item, first: Mapping[str, str], second: Mapping[str, str], setting: Setting
) -> dict[str, Any]:
    """Return what a split says: what the row keeps, and the new row behind it.

    Args:
        item: the row.
        first: what it keeps, as typed.
        second: what differs in the new row, as typed; the rest is copied.
        setting: the document's.

    Raises:
        ValueRefusedError: a text cannot stand in its field.
    """
    copied = {name: getattr(item, name) for name in _GOES_ALONG}
    new = {**copied, **derived_item(item, second, setting), "confidence": item.confidence}
    return {"row": derived_item(item, first, setting), "new": new}


def merged_rows(rows: Sequence[Item]) -> dict[str, Any]:
    """Return what a merge says: what the first row becomes, and the rows it takes in.

    Texts are joined line by line, empty fields filled.
    """
    first, others = rows[0], rows[1:]
    patch = {name: _joined(rows, name) for name in _JOINED}
    patch |= {name: _first(rows, name) for name in SEEN_FIELDS if name not in _JOINED}
    changed = {name: value for name, value in patch.items() if value != getattr(first, name)}
    return {"row": changed, "absorbed": [row.item_id for row in others]}


def _joined(rows: Sequence[Item], name: str) -> str:
    """Join a field of several rows: lists with ";", texts by lines, each value once."""
    values = [getattr(row, name) for row in rows if getattr(row, name)]
    if name in _LISTS:
        return ";".join(dict.fromkeys(part for value in values for part in value.split(";")))
    return "\n".join(dict.fromkeys(values))


def _first(rows: Sequence[Item], name: str) -> Any:
    """Return the first value of a field that is not empty."""
    return next(
        (v for row in rows if (v := getattr(row, name)) not in ("", None)), getattr(rows[0], name)
    )
