"""Charts drawn by hand as SVG: bars across, columns over time, one stacked bar.

Colours come from the page's style sheet (classes ``c0`` to ``c4``), so that charts follow light,
dark and print. Every chart has a title and a description for readers of screens; the table behind
it stands beside it on the page. Bars are links to their rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

_BAR_WIDTH = 400
"""Units of a chart of bars: about the pixels of a telephone, so that text stays readable there."""

_BAR_STEP = 34
_COLUMN = 22
_HEIGHT = 170


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar or column: its name, its number as drawn and as written, where it leads."""

    name: str
    value: float
    shown: str
    href: str = ""
    key: str = ""


def bars(title: str, about: str, marks: Sequence[Mark]) -> Markup:
    """Return bars across, each under its name; the longest takes the whole width."""
    most = max((mark.value for mark in marks), default=0) or 1
    room = _BAR_WIDTH - 90
    parts = []
    for i, mark in enumerate(marks):
        y = i * _BAR_STEP
        long = max(1.0, room * mark.value / most)
        name = f'<text x="0" y="{y + 12}">{escape(mark.name)}</text>'
        bar = f'<rect class="c0" x="0" y="{y + 17}" width="{long:.1f}" height="11" rx="1"/>'
        number = f'<text class="v" x="{long + 6:.1f}" y="{y + 27}">{escape(mark.shown)}</text>'
        parts.append(_linked(name + bar + number, mark))
    return _svg(title, about, _BAR_WIDTH, len(marks) * _BAR_STEP + 4, "bars", parts)


def columns(title: str, about: str, marks: Sequence[Mark], every: int = 1) -> Markup:
    """Return columns side by side with their names below, every n-th named."""
    most = max((mark.value for mark in marks), default=0) or 1
    base, parts = _HEIGHT - 46, []
    for i, mark in enumerate(marks):
        x = 8 + i * _COLUMN
        high = (base - 22) * mark.value / most
        bar = (
            f'<rect class="c0" x="{x}" y="{base - high:.1f}" width="{_COLUMN - 5}" '
            f'height="{max(high, 0.5):.1f}"/>'
        )
        middle = x + (_COLUMN - 5) / 2
        if mark.value:
            bar += (
                f'<text class="v" x="{middle}" y="{base - high - 4:.1f}" text-anchor="middle">'
                f"{escape(mark.shown)}</text>"
            )
        if i % every == 0:
            bar += (
                f'<text class="s" transform="translate({middle + 4},{base + 8}) rotate(-50)" '
                f'text-anchor="end">{escape(mark.name)}</text>'
            )
        parts.append(_linked(bar, mark))
    parts.append(
        f'<line class="axis" x1="0" y1="{base}" x2="{len(marks) * _COLUMN + 12}" y2="{base}"/>'
    )
    return _svg(title, about, len(marks) * _COLUMN + 20, _HEIGHT, "columns", parts)


def stack(title: str, about: str, marks: Sequence[Mark]) -> Markup:
    """Return one bar cut into shares, named below in order."""
    total = sum(mark.value for mark in marks) or 1
    parts, x = [], 0.0
    for i, mark in enumerate(marks):
        long = _BAR_WIDTH * mark.value / total
        bar = f'<rect class="c{i}" x="{x:.1f}" y="0" width="{long:.1f}" height="22"/>'
        y = 40 + i * 18
        bar += f'<rect class="c{i}" x="0" y="{y - 10}" width="11" height="11"/>'
        bar += f'<text x="18" y="{y}">{escape(mark.name)}: {escape(mark.shown)}</text>'
        parts.append(_linked(bar, mark))
        x += long
    return _svg(title, about, _BAR_WIDTH, 34 + len(marks) * 18, "bars", parts)


def _linked(drawn: str, mark: Mark) -> str:
    told = f"<title>{escape(mark.name)}: {escape(mark.shown)}</title>"
    if not mark.href:
        return f"<g>{told}{drawn}</g>"
    key = f' data-s="{escape(mark.key)}"' if mark.key else ""
    return f'<a href="{escape(mark.href)}"{key}>{told}{drawn}</a>'


def _svg(
    title: str, about: str, width: float, height: float, kind: str, parts: Sequence[str]
) -> Markup:
    size = f' width="{width}" height="{height}"' if kind == "columns" else ""
    return Markup(
        f'<svg class="{kind}" viewBox="0 0 {width} {height}"{size} role="group" '
        f'aria-label="{escape(title)}. {escape(about)}" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(title)}</title><desc>{escape(about)}</desc>{''.join(parts)}</svg>"
    )
