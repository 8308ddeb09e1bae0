"""Sheets to print: a table with its rules and the text around it, or text that is no table."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from benchmarks.open_tables.contents import CONTENTS, Content, prose

__all__ = ["PRINTERS", "RULES", "Sheet", "sheets"]

RULES = (
    "grid",
    "none",
    "rows",
    "booktabs",
    "frame",
    "columns",
    "zebra",
    "tiles",
    "head",
    "pale",
)
"""How a table is drawn.

``grid`` all lines; ``none``; ``rows`` a line under every row; ``booktabs`` one above, one below the
header and one at the end; ``frame`` the border and a line below the header; ``columns`` the border
and vertical lines, rows unruled; ``zebra`` every second row on grey; ``tiles`` coloured cells with
white between; ``head`` only the header on a colour; ``pale`` thin grey row lines.
"""
PRINTERS = ("chromium", "writer", "reportlab")
_OPEN = ("none", "booktabs", "frame", "columns", "zebra", "head")
BARE = ("columns of prose", "contents", "list", "letterhead", "chart")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to print.

    Attributes:
        name: number, printer, content and rules, which name the file.
        printer: one of PRINTERS.
        content: the table; None for a page without one.
        rules: one of RULES, or what stands on the page instead of a table.
        above, below: the paragraphs around the table; the first below ends it.
        caption: the line above the table.
        size: letter size in points.
        pad: white above and below the text of a cell, in points.
        middle: whether cells are set to the middle of their row and not to its top.
    """

    name: str
    printer: str
    content: Content | None
    rules: str
    above: tuple[str, ...]
    caption: str
    below: tuple[str, ...]
    size: float
    pad: float
    middle: bool


def sheets(seed: int, count: int) -> list[Sheet]:
    """Return sheets; the same seed gives the same, every fifteenth holds no table."""
    random = Random(seed)
    made: list[Sheet] = []
    for number in range(1, count + 1):
        bare = number % 15 in (7, 14)
        make = random.choice(CONTENTS)
        rules = random.choice(BARE) if bare else RULES[number % len(RULES)]
        printer = "chromium" if bare else random.choice(PRINTERS)
        kind = rules.replace(" ", "-") if bare else f"{make.__name__}-{rules}"
        # Where nothing else parts the rows, a person leaves white between wrapped cells.
        least = 4 if rules in _OPEN and make.__name__ in ("unnumbered", "grouped", "plan") else 1
        made.append(
            Sheet(
                name=f"{number:02}-{printer}-{kind}",
                printer=printer,
                content=None if bare else make(random),
                rules=rules,
                above=tuple(prose(random) for _ in range(random.randint(1, 3))),
                caption=f"Bảng {number}. Số liệu và công việc của kỳ {number}",
                below=(f"Ghi chú {number}: {prose(random)}", prose(random)),
                size=random.choice((9.0, 10.0, 11.0, 12.0)),
                pad=float(random.randint(least, least + 4)),
                middle=random.random() < 0.4,
            )
        )
    return made
