"""Rows of text sources whose cells slid under wrong columns, put back by what they hold.

A converter that writes tables as tab-separated text leaves out the cells a merge covered, so the
cells after it slide left. The order of the cells is still right; which columns are missing is
found by a monotone alignment of cells to columns that maximises how well contents fit fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extractors.types import Cell
from extractors.wording.content import FORMLESS, affinity, starts_with_code
from extractors.wording.matching import folded_words

__all__ = ["realign"]


@dataclass(frozen=True, slots=True)
class DisplacedSettings:
    """When a row is put right; in units of the fit of one cell, 0..1, unless said.

    Attributes:
        gain: by which the row must fit better, to be moved at all: half a cell.
        move: cost of a cell for each column it moves: between equals the nearest is right.
        covered: for an empty column whose contents the criterion cell before it carries.
        body: words of a cell that carries contents besides a criterion's number, more than.
    """

    gain: float = 0.5
    move: float = 0.03
    covered: float = 0.4
    body: int = 6


DISPLACED = DisplacedSettings()


def realign(row: Mapping[int, Cell], fields: tuple[str | None, ...]) -> dict[int, Cell] | None:
    """Return column -> cell of the row put right; None if the cells stand well as they are.

    Args:
        row: column -> non-empty cell, as read.
        fields: the field of each column.
    """
    cells = [(c, cell) for c, cell in sorted(row.items()) if cell.text.strip()]
    if len(cells) < 2 or len(cells) > len(fields):
        return None
    stays = sum(_fit(fields, c, c, cell) for c, cell in cells) + _empty_bonus(cells, fields)
    score, places = _best(cells, fields)
    if score - stays < DISPLACED.gain or places == [c for c, _ in cells]:
        return None
    return {place: cell for place, (_, cell) in zip(places, cells, strict=True)}


def _fit(fields: tuple[str | None, ...], place: int, origin: int, cell: Cell) -> float:
    field = fields[place]
    fit = FORMLESS if field is None else affinity(field, cell.text)
    return fit - DISPLACED.move * abs(place - origin)


def _covers_next(cell: Cell, place: int, fields: tuple[str | None, ...]) -> bool:
    """Say whether a criterion cell carries the content that the next column is for."""
    if fields[place] != "criteria" or place + 1 >= len(fields):
        return False
    body = fields[place + 1] in ("content", "criterion_text")
    return body and starts_with_code(cell.text) and len(folded_words(cell.text)) > DISPLACED.body


def _empty_bonus(cells: list[tuple[int, Cell]], fields: tuple[str | None, ...]) -> float:
    taken = {c for c, _ in cells}
    return sum(
        DISPLACED.covered
        for c, cell in cells
        if _covers_next(cell, c, fields) and c + 1 not in taken
    )


def _best(cells: list[tuple[int, Cell]], fields: tuple[str | None, ...]) -> tuple[float, list[int]]:
    """Return the best score and the column of each cell (dynamic programming over both orders)."""
    states: dict[int, tuple[float, list[int]]] = {-1: (0.0, [])}
    for index, (origin, cell) in enumerate(cells):
        following: dict[int, tuple[float, list[int]]] = {}
        for last, (score, places) in states.items():
            for place in range(last + 1, len(fields) - (len(cells) - index - 1)):
                gain = _fit(fields, place, origin, cell)
                if places and place > last + 1:
                    gain += DISPLACED.covered * _covers_next(cells[index - 1][1], last, fields)
                total = score + gain
                if place not in following or total > following[place][0]:
                    following[place] = (total, [*places, place])
        states = following
    return max(states.values(), key=lambda state: state[0])
