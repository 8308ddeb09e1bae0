"""From a number of the report to its rows.

Rows stand once, under their document, each with an anchor. A number leads to its first row even
without JavaScript; with it, all rows of the number are shown together. The sets of rows are kept
once each, as numbers of rows in the order of the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from pipeline.figures.facts import Facts


class RowLinks:
    """Anchors of rows and the sets that numbers stand for."""

    def __init__(self, facts: Facts) -> None:
        """Number the rows in the order in which the report lists them."""
        self.order = [row for rows in facts.rows_of().values() for row in rows]
        self.number = {row.item_id: i for i, row in enumerate(self.order)}
        self.sets: dict[tuple[int, ...], int] = {}

    def anchor(self, item_id: str) -> str:
        """Return the anchor of a row."""
        return f"r{self.number[item_id]}"

    def key(self, ids: Sequence[str]) -> str:
        """Return the name of a set of rows; "" for none."""
        members = tuple(sorted(self.number[i] for i in ids if i in self.number))
        return str(self.sets.setdefault(members, len(self.sets))) if members else ""

    def href(self, ids: Sequence[str]) -> str:
        """Return the link to the first row of a set; "" for none."""
        first = min((self.number[i] for i in ids if i in self.number), default=None)
        return "" if first is None else f"#r{first}"

    def link(self, shown: object, ids: Sequence[str], label: str = "") -> Markup:
        """Return a number that leads to its rows; the bare number where there are none."""
        key = self.key(ids)
        if not key:
            return escape(shown)
        told = f' aria-label="{escape(label)}" title="{escape(label)}"' if label else ""
        return Markup(
            f'<a class="n" href="{self.href(ids)}" data-s="{key}"{told}>{escape(shown)}</a>'
        )

    def packed(self) -> list[list[int]]:
        """Return the sets in the order of their names, each as steps from row to row."""
        return [
            [a - b for a, b in zip(members, (0, *members), strict=False)] for members in self.sets
        ]
