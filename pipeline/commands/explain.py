"""``kehoach explain``: why a row has its owner, its dates, its criterion, in plain Vietnamese.

Everything is told from the dataset alone: the text as read with its page and confidence, what
repair changed, why it was taken for its field (``raw``), and the sentences of the row's flags.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any, Final

from pipeline.flags import sentence
from pipeline.model import Item

__all__ = ["evidence", "explained", "flags_about"]

_ASPECTS: Final[tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]] = (
    ("Công việc", ("action",), ("action", "content", "role"), ("action", "column", "row")),
    (
        "Người thực hiện",
        ("owner", "owners", "people"),
        ("owner", "support", "person", "position", "unit"),
        ("owner", "role", "person", "lead"),
    ),
    (
        "Thời hạn",
        ("deadline", "start_date", "end_date"),
        ("deadline", "start", "end", "report_deadline"),
        (
            "deadline",
            "date",
            "year",
            "week",
            "semester",
            "month",
            "part_of",
            "open_end",
            "hours",
            "end_",
        ),
    ),
    ("Tiêu chí", ("criteria", "criterion_text"), ("criteria", "criterion_text"), ("criteri",)),
)
"""Title, columns of the dataset, fields of ``raw``, and how the flags begin that speak of it."""


def explained(items: Iterable[Item], document: str, item: str = "") -> Iterator[str]:
    """Yield a paragraph for each row asked for.

    Args:
        items: rows of the dataset.
        document: name of the file, its path, or the first characters of its id.
        item: number of the row as counted in the document, or the first characters of its id;
            empty for every row.
    """
    number = 0
    before = ""
    for row in items:
        number = number + 1 if row.document_id == before else 1
        before = row.document_id
        if _is_of(row, document) and (not item or item == str(number) or _begins(row, item)):
            yield _paragraph(row, number)


def evidence(row: Item, column: str) -> list[str]:
    """Return why a column of a row holds what it does, in sentences.

    Args:
        row: the row.
        column: a column of the dataset.
    """
    raw: dict[str, Any] = json.loads(row.raw) if row.raw else {}
    given = raw.get("fields", {})
    fields = next((names for _, columns, names, _ in _ASPECTS if column in columns), (column,))
    read = [why for name in fields if name in given for why in given[name].get("why", ())]
    return list(dict.fromkeys((*read, *raw.get("why", {}).get(fields[0], ()))))


def flags_about(row: Item, column: str) -> list[str]:
    """Return the flags of a row that speak of one of its columns."""
    prefixes = next((words for _, columns, _, words in _ASPECTS if column in columns), (column,))
    return [flag for flag in row.flags.split(";") if flag and _speaks_of(flag, prefixes)]


def _is_of(row: Item, document: str) -> bool:
    path = PurePath(row.source.replace("\\", "/"))
    wanted = document.replace("\\", "/")
    return wanted in (row.source, path.as_posix(), path.name, path.stem) or (
        len(document) >= 6 and row.document_id.startswith(document)
    )


def _begins(row: Item, item: str) -> bool:
    return len(item) >= 6 and row.item_id.startswith(item)


def _paragraph(row: Item, number: int) -> str:
    raw: dict[str, Any] = json.loads(row.raw) if row.raw else {}
    flags = [flag for flag in row.flags.split(";") if flag]
    head = f"Dòng {number} ({row.source}, trang {row.page}), độ tin cậy {row.confidence:.2f}"
    lines = [head]
    told: set[str] = set()
    for title, columns, fields, prefixes in _ASPECTS:
        about = [flag for flag in flags if _speaks_of(flag, prefixes) and flag not in told]
        told.update(about)
        lines += _aspect(title, row, columns, raw.get("fields", {}), fields, about)
        lines += [f"    {reason}" for reason in raw.get("why", {}).get(fields[0], [])]
    lines += [f"  Ghi chú: {sentence(flag)} [{flag}]" for flag in flags if flag not in told]
    if raw.get("section"):
        lines.append(f"  Đề mục phía trên: {_short(raw['section'])}")
    return "\n".join(lines)


def _speaks_of(flag: str, prefixes: Sequence[str]) -> bool:
    return any(part in flag for part in prefixes)


def _aspect(
    title: str,
    row: Item,
    columns: Sequence[str],
    fields: Mapping[str, Any],
    names: Sequence[str],
    flags: Sequence[str],
) -> Iterator[str]:
    """Yield the lines about one thing a row says: its values, where they stand, why, flags."""
    values = [str(getattr(row, name)) for name in columns]
    shown = " → ".join(_short(v) for v in dict.fromkeys(values) if v) or "(trống)"
    yield f"  {title}: {shown}"
    for name in names:
        if name in fields:
            yield from (f"    {line}" for line in _field(fields[name]))
    yield from (f"    {sentence(flag)} [{flag}]" for flag in flags)


def _field(value: Mapping[str, Any]) -> Iterator[str]:
    pages = sorted({part["page"] for part in value.get("parts", ())})
    where = f"trang {', '.join(map(str, pages))}" if pages else "không rõ trang"
    conf = value.get("conf", 1.0)
    how = "chữ có sẵn" if conf >= 1.0 else f"nhận dạng chắc {conf:.0%}"
    yield f"đọc được “{_short(value.get('raw', ''))}” ({where}, {how})"
    yield from value.get("why", ())
    for change in value.get("changes", ()):
        verb = "sửa" if change["applied"] else "có thể là"
        yield f"{verb}: “{change['from']}” → “{change['to']}” (xác suất {change['p']:.0%})"


def _short(text: str, most: int = 110) -> str:
    """Return the text on one line, cut in the middle where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 30]} … {line[-25:]}"
