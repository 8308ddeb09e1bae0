"""Draw docs/repair.svg: a garbled paragraph before and after repair, changed words marked.

    python -m benchmarks.repair_demo docs/repair.svg

The paragraph is the project's own text as an English OCR engine reads it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from normalizers.diacritics import repair_lines
from normalizers.text.change import Change

LINES = (
    "KE HOACH CAI TIEN CHAT LUQNG GIAO DUC",
    "1. Td trudng chuyén mén chiu trach nhiém theo doi viéc thuc hién",
    "va bdo cdo Hiéu trudng vao tuan cudi cla mdi thang.",
    "2. Thu vién cdn dugc b6 sung it nhat hai tram dau sach tham khao,",
    "hoan thanh trugc ngay 30/11/2023 (Céng van 126/KH-TH).",
)
_ROW, _LEFT, _WIDE = 26, 16, 8.4


def _spans(line: str, changes: Sequence[Change], after: bool) -> Iterator[tuple[str, bool]]:
    at = 0
    for change in changes:
        if change.applied:
            yield line[at : change.start], False
            yield change.replacement if after else change.original, True
            at = change.end
    yield line[at:], False


def _text(x: int, y: int, spans: Iterator[tuple[str, bool]], colour: str) -> str:
    parts = [
        f'<tspan fill="{colour}" font-weight="bold">{escape(t)}</tspan>' if marked else escape(t)
        for t, marked in spans
    ]
    return f'<text x="{x}" y="{y}" xml:space="preserve">{"".join(parts)}</text>'


def draw() -> str:
    """Return the picture."""
    results = repair_lines(LINES, mode="garbled")
    width = int(max(map(len, LINES)) * _WIDE) + 2 * _LEFT
    rows = ['<text x="16" y="28" font-weight="bold">Read by an English engine</text>']
    y = 28
    for after, colour in ((False, "#b3261e"), (True, "#146c2e")):
        if after:
            y += _ROW + 10
            rows.append(f'<text x="{_LEFT}" y="{y}" font-weight="bold">After kehoach repair</text>')
        for line, result in zip(LINES, results, strict=True):
            y += _ROW
            rows.append(_text(_LEFT, y, _spans(line, result.changes, after), colour))
    body = "\n".join(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{y + 20}" '
        f'font-family="DejaVu Sans Mono, monospace" font-size="14">\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n{body}\n</svg>\n'
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(draw(), encoding="utf-8")
