"""A row a person drew on a page: its box is read at once, column by column.

The columns are those of the rows around it: where they hold their owner, this row holds its owner.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from extractors.formats import Limits, open_document
from extractors.ocr.engines import OcrEngine
from extractors.reading_box import read_boxes
from extractors.types import BBox, FieldValue, Line, Page
from normalizers.text.lines import unwrap
from pipeline.edits.boxes import Box, box_of
from pipeline.model import Item
from pipeline.review.deriving import Setting, ValueRefusedError, derived_item
from pipeline.rows.normalising import provenance
from pipeline.rows.repairing import repair_pages

__all__ = ["Drawn", "columns_around", "read_drawn", "typed_of"]

_FIELD_OF: Final = {"role": "action", "evidence": "action", "position": "owner", "person": "people"}
"""Fields of a row's provenance that stand in a column of the dataset of another name."""

_COLUMNS: Final = frozenset(
    (
        "action",
        "content",
        "owner",
        "people",
        "deadline",
        "criteria",
        "notes",
        "supervisor",
        "budget",
    )
)

_LEAST_WIDTH: Final = 8.0
"""Points of a column inside the drawn box, below which it is only its edge."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a box holds: fields as read and repaired, and the row's ``raw`` for the dataset."""

    fields: Mapping[str, str]
    raw: str


def columns_around(items: Sequence[Item], page: int, box: Box) -> dict[str, tuple[float, float]]:
    """Return for each field where its column runs (x0, x1 in points) at a box.

    Rows of the same page are asked, those nearest first; fields whose columns overlap another
    one's are left out, for one of them is no column.
    """
    found: dict[str, tuple[float, float]] = {}
    for item in sorted(_on_page(items, page), key=lambda one: _distance(one, box)):
        for name, (x0, x1) in _extents(item, page).items():
            if name not in found and not any(_overlap((x0, x1), other) for other in found.values()):
                found[name] = (x0, x1)
    edges = sorted(found.items(), key=lambda pair: pair[1])
    return _closed_up(edges, box)


def _on_page(items: Sequence[Item], page: int) -> list[Item]:
    return [item for item in items if item.page == page and item.bbox]


def _distance(item: Item, box: Box) -> float:
    other = box_of(item.bbox)
    return abs(other[1] - box[1]) if other else float("inf")


def _extents(item: Item, page: int) -> dict[str, tuple[float, float]]:
    fields: Mapping[str, Any] = json.loads(item.raw).get("fields", {}) if item.raw else {}
    out: dict[str, tuple[float, float]] = {}
    for name, value in fields.items():
        boxes = [p["bbox"] for p in value.get("parts", ()) if p["page"] == page and p["bbox"]]
        column = _FIELD_OF.get(name, name)
        if boxes and column in _COLUMNS:
            out[column] = (min(b[0] for b in boxes), max(b[2] for b in boxes))
    return out


def _overlap(a: tuple[float, float], b: tuple[float, float]) -> bool:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared > 0.5 * min(a[1] - a[0], b[1] - b[0])


def _closed_up(
    edges: Sequence[tuple[str, tuple[float, float]]], box: Box
) -> dict[str, tuple[float, float]]:
    """Let columns meet half way between each other, and cut them at the box."""
    out: dict[str, tuple[float, float]] = {}
    for i, (name, (x0, x1)) in enumerate(edges):
        left = (edges[i - 1][1][1] + x0) / 2 if i else x0
        right = (x1 + edges[i + 1][1][0]) / 2 if i + 1 < len(edges) else x1
        left, right = max(left, box[0]), min(right, box[2])
        if right - left >= _LEAST_WIDTH:
            out[name] = (left, right)
    return out


def read_drawn(
    path: Path,
    page: int,
    box: Box,
    items: Sequence[Item],
    engine: OcrEngine | None,
    limits: Limits | None = None,
) -> Drawn:
    """Read the box a person drew.

    Args:
        path: the original, only ever read.
        page: page number from 1.
        box: in points of the page as displayed.
        items: rows of the document, for its columns.
        engine: recognises pictures; None where none is installed.
        limits: bounds for opening the file.

    Raises:
        DocumentError: the file or the page cannot be read, or has no picture.
    """
    columns = columns_around(items, page, box)
    if len(columns) < 2:
        columns = {"action": (box[0], box[2])}
    boxes = [BBox(x0, box[1], x1, box[3]) for x0, x1 in columns.values()]
    with open_document(path, limits=limits or Limits()) as document:
        lines = read_boxes(document, page, boxes, engine)
    read = dict(zip(columns, _repaired(lines, page), strict=True))
    fields = {name: unwrap(line.text) for name, line in read.items() if line.text}
    return Drawn(fields, _raw({name: read[name] for name in fields}))


def typed_of(drawn: Drawn, blank: Item, setting: Setting) -> dict[str, str]:
    """Return the fields of a drawn row as if they had been typed; a code that is none stays out."""
    typed = {name: text for name, text in drawn.fields.items() if name != "criteria"}
    with suppress(ValueRefusedError):
        typed |= derived_item(blank, {"criteria": drawn.fields.get("criteria", "")}, setting)
    return typed


def _repaired(lines: Sequence[Line], page: int) -> list[Line]:
    """Repair what was recognised as the pages of a run are repaired; typed text stays."""
    read_by = "text" if all(line.conf >= 1.0 for line in lines) else "ocr"
    sheet = Page(page, 0.0, 0.0, read_by, tuple(lines))  # type: ignore[arg-type]
    return list(repair_pages([sheet])[0].lines)


def _raw(read: Mapping[str, Line]) -> str:
    fields = {name: provenance(_value(line)) for name, line in read.items()}
    return json.dumps({"fields": fields, "unmapped": [], "cells": []}, ensure_ascii=False)


def _value(line: Line) -> FieldValue:
    return FieldValue(
        line.text,
        line.raw,
        line.page,
        line.bbox,
        line.conf,
        changes=line.changes,
        why=("Người duyệt khoanh trên trang.",),
    )
