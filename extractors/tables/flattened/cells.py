"""The cells of one flattened row put under its columns, by count or by what they hold."""

from __future__ import annotations

from extractors.tables.flattened.chunks import Chunk
from extractors.tables.flattened.rows import is_time_word
from extractors.tables.flattened.settings import PLACING
from extractors.wording.content import FORMLESS, affinity, has_form

__all__ = ["place"]

_PLAIN = ("number", "deadline", "budget")
_TYPICAL = (*_PLAIN, "owner", "person")


def place(row: list[Chunk], fields: tuple[str | None, ...]) -> tuple[dict[int, list[Chunk]], bool]:
    """Return column -> chunks of one row, and whether the placing is sure.

    Cells are counted off in order if that fits about as well as the best placing by content.
    """
    placed = _by_content(row, fields)
    counted = _by_count(row, len(fields))
    if counted is not None:
        filled = len(counted) >= len(fields) - PLACING.missing
        full = max(counted) >= len(fields) - 1 - PLACING.missing and filled
        worse = _score(placed, fields) - _score(counted, fields)
        if _fits(counted, fields, strict=not full) and (full or worse < PLACING.much):
            return counted, True
    return placed, _fits(placed, fields)


def _score(placed: dict[int, list[Chunk]], fields: tuple[str | None, ...]) -> float:
    return sum(
        FORMLESS if field is None else affinity(field, " ".join(p.text for p in parts))
        for field, parts in ((fields[c], parts) for c, parts in placed.items())
    )


def _by_count(row: list[Chunk], width: int) -> dict[int, list[Chunk]] | None:
    """Place cells in order, empty cells by the blank lines they left; None if they are too many."""
    placed: dict[int, list[Chunk]] = {}
    column = 0
    for n, chunk in enumerate(row):
        column += chunk.gaps if n else 0
        if column >= width:
            return None
        placed[column] = [chunk]
        column += 1
    return placed


def _fits(
    placed: dict[int, list[Chunk]], fields: tuple[str | None, ...], *, strict: bool = True
) -> bool:
    """Say whether no cell holds what plainly belongs to another column.

    Of a row with all its cells (not ``strict``) only numbers, times and sums are doubted.
    """
    return not any(
        _is_elsewhere(fields[c], " ".join(chunk.text for chunk in parts), fields, strict)
        for c, parts in placed.items()
    )


def _is_elsewhere(
    field: str | None, text: str, fields: tuple[str | None, ...], strict: bool
) -> bool:
    own = PLACING.unnamed if field is None else affinity(field, text)
    if field in _PLAIN and own < PLACING.unlike:
        return True
    rivals = _TYPICAL if strict and has_form(field) else _PLAIN
    others = [affinity(f, text) for f in rivals if f in fields and f != field]
    return own < PLACING.unlike and max(others, default=0.0) >= PLACING.rival


def _by_content(row: list[Chunk], fields: tuple[str | None, ...]) -> dict[int, list[Chunk]]:
    """Place chunks under columns in order so that contents fit best; neighbours may share one."""
    states: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for previous, chunk in zip(row, row[1:], strict=False):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for last, (score, path) in states.items():
            for c in range(last, len(fields)):
                gain = _gain(previous, chunk, last, c, fields)
                if c not in following or score + gain > following[c][0]:
                    following[c] = (score + gain, (*path, c))
        states = following
    path = max(states.values(), key=lambda state: state[0])[1]
    placed: dict[int, list[Chunk]] = {}
    for chunk, c in zip(row, path, strict=True):
        placed.setdefault(c, []).append(chunk)
    return placed


def _gain(
    previous: Chunk, chunk: Chunk, last: int, c: int, fields: tuple[str | None, ...]
) -> float:
    field = fields[c]
    fit = FORMLESS if field is None else affinity(field, chunk.text)
    if c == last:
        if is_time_word(previous.text) and field in ("deadline", "start"):
            return affinity(field, f"{previous.text} {chunk.text}") + PLACING.broken_time
        return fit - PLACING.shared
    skipped = c - last - 1
    return fit + PLACING.moves_on - PLACING.skipped * abs(skipped - chunk.gaps)
