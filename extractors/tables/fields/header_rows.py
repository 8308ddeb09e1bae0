"""Which rows at the top of a table are titles?

Titles may stand on one to five rows, under a spanning title, above a row of column numbers, and a
title broken over rows is put together. A row that names a person or counts is none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from extractors.types import Cell, Table
from extractors.wording.cell_kinds import CellKind, cell_kind
from extractors.wording.content import affinity, is_number
from extractors.wording.matching import folded_words
from extractors.wording.titles import (
    CERTAIN_TITLE,
    LIKELY_TITLE,
    title_likeness,
    title_scores,
    weak_title_scores,
)
from normalizers.text.syllables import is_syllable

__all__ = ["column_titles", "count_header_rows", "has_known_titles", "is_number_row"]

_TELLING = ("number", "time", "person", "phone", "money", "code", "evidence_code", "percent",
            "session")  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeaderSettings:
    """What makes the top rows of a table its titles; likeness and shares 0..1.

    Attributes:
        rows: of a header, at most.
        covers: share of the columns over which the first row of a header has texts, at least.
        like_title: likeness to a title of a text that is one,
        matched: and texts of a row that are, at least; chance makes one.
        name: affinity of a text that is a person's name, and no title of so great a likeness.
        short: words of a title over a column that counts, at most.
        counted: rows below it in which that column is looked at.
        standing: words of a title whose kind differs from all below, at most.
        below: rows below it that are looked at.
        telling: cells of a column that tell its kind, at least.
        nearly_all: share of the cells of a column that are of one kind, if it has one.
        contrasts: titles of such a row, at least.
        may_head: likeness from which a text over a column without a kind may be its title.
        number_row: texts of a row of column numbers, at least,
        numbered: and the share of its texts, or of the columns, that it fills.
        first_number: with which such a row begins, at most: "A B 1 2" counts the first two.
        number: characters of a column number that an engine spoilt, at most.
        counting: share of spoilt numbers that still count with the columns, at least,
        counting_bracketed: and how many of them where all are in brackets.
        fragment_rows: below the last row of titles that may carry on broken ones, at most.
        fragment: words of such a piece of a title, at most.
        fragment_gain: by which the titles must look more like titles with it.
    """

    rows: int = 5
    covers: float = 0.6
    like_title: float = 0.62
    matched: int = 2
    name: float = 0.9
    short: int = 10
    counted: int = 3
    standing: int = 8
    below: int = 8
    telling: int = 2
    nearly_all: float = 0.7
    contrasts: int = 3
    may_head: float = 0.6
    number_row: int = 3
    numbered: float = 0.7
    first_number: int = 2
    number: int = 4
    counting: float = 0.4
    counting_bracketed: int = 2
    fragment_rows: int = 2
    fragment: int = 5
    fragment_gain: float = 0.06


HEADER = HeaderSettings()


def count_header_rows(table: Table) -> int:
    """Return how many rows at the top of the table are titles (0 if there is no header)."""
    grid = table.grid()
    rows, seen = 0, False
    for r in range(min(HEADER.rows, table.n_rows)):
        starting = _starting(table, r)
        opens = seen or _covers(starting, table.n_cols)
        if (opens and _is_header_row(starting, table.n_cols)) or (
            not seen and (_numbers_follow(grid, r) or (opens and _stands_over(grid, r)))
        ):
            rows, seen = r + 1, True
        elif seen and (is_number_row([c.text for c in starting]) or _spoilt_numbers(starting)):
            return r + 1
        elif seen or not _is_caption(starting, table.n_cols):
            break
    if not seen:
        return 0
    rows = max(rows, _span_bottom(table, rows))
    return min(_extend_fragments(grid, rows, table.n_cols), table.n_rows)


def has_known_titles(table: Table) -> bool:
    """Say whether a table has a header that is known by its words, or stands over a count.

    A row that merely differs in kind from what is below it heads any table of figures.
    """
    grid = table.grid()
    return any(
        _is_header_row(_starting(table, r), table.n_cols) or _numbers_follow(grid, r)
        for r in range(count_header_rows(table))
    )


def _starting(table: Table, row: int) -> list[Cell]:
    return [c for c in table.cells if c.row == row]


def _covers(cells: list[Cell], n_cols: int) -> bool:
    """Say whether a row can be the first of a header: over most columns, in capital letters.

    The rest of a row broken over the page often holds title words too, but begins mid-sentence.
    """
    filled = [c for c in cells if c.text.strip()]
    small = sum(c.text.strip()[0].islower() for c in filled)
    covered = sum(c.colspan for c in filled)
    return covered >= HEADER.covers * n_cols and 2 * small <= len(filled)


def _is_header_row(cells: list[Cell], n_cols: int) -> bool:
    likeness = [title_likeness(c.text) for c in cells if c.text.strip()]
    if not likeness or any(is_number(c.text) or _names_person(c.text) for c in cells):
        return False
    matched = sum(score >= HEADER.like_title for score in likeness)
    mean = sum(likeness) / len(likeness)
    return matched >= min(HEADER.matched, n_cols) and mean >= LIKELY_TITLE


def _names_person(text: str) -> bool:
    """Say whether a text is a full name; "Tiêu Chí" begins like one but is a known title."""
    return affinity("person", text) >= HEADER.name and title_likeness(text) < HEADER.name


def _numbers_follow(grid: list[list[Cell | None]], r: int) -> bool:
    """Say whether a row of short words stands over a column that counts 1, 2 ...

    So a header is known whose other titles are not ("TT", "Tên cơ sở", "Diện tích").
    """
    row = [c for c in grid[r] if c is not None]
    texts = [c.text for c in row if c.text.strip()]
    if len(texts) < max(2, len(grid[r]) - 1):
        return False
    if any(len(folded_words(t)) > HEADER.short for t in texts):
        return False
    if any(is_number(t) for t in texts) or any(c.colspan > 1 for c in row):
        return False
    lead = grid[r][0]
    leads = [g[0] for g in grid[r + 1 : r + 1 + HEADER.counted]]
    below = [cell.text for cell in leads if cell is not None and cell.text.strip()]
    numbers = ["".join(ch for ch in t if ch.isdecimal()) for t in below if is_number(t)]
    titled = lead is not None and title_scores(lead.text).get("number", 0.0) >= CERTAIN_TITLE
    return (titled and bool(numbers)) or numbers[:2] == ["1", "2"]


def _stands_over(grid: list[list[Cell | None]], r: int) -> bool:
    """Say whether a row of short texts differs in kind from all that stands below it.

    "Ngày | Ca | Cán bộ trực | Điện thoại" over days, shifts, names and numbers is a header whose
    titles need not be known. A value that is like those below it shows that the row is none.
    """
    row = {id(c): c for c in grid[r] if c is not None and c.text.strip()}
    texts = [c.text for c in row.values()]
    if any(len(folded_words(t)) > HEADER.standing or is_number(t) for t in texts):
        return False
    if any(cell_kind(t) in ("person", "phone", "money", "code") for t in texts):
        return False
    contrasts, known = 0, 0
    for c, cell in enumerate(grid[r]):
        if cell is None or not cell.text.strip():
            continue
        kind = _kind_below(grid, r + cell.rowspan, c)
        if kind is not None and cell_kind(cell.text) == kind:
            return False
        contrasts += kind is not None
        known += kind is None and _may_head(cell.text)
    return contrasts >= 1 and contrasts + known >= min(HEADER.contrasts, len(grid[r]))


def _may_head(text: str) -> bool:
    """Say whether a text is a title, may be one, or names a day or a part of it."""
    weak = max(weak_title_scores(text).values(), default=0.0)
    like = max(title_likeness(text), weak)
    return like >= HEADER.may_head or cell_kind(text) in ("session", "time")


def _kind_below(grid: list[list[Cell | None]], first: int, column: int) -> CellKind | None:
    """Return what the cells of a column hold if nearly all hold the same telling kind of thing."""
    below = [row[column] for row in grid[first : first + HEADER.below]]
    kinds = [k for c in below if c is not None and (k := cell_kind(c.text)) is not None]
    if len(kinds) < HEADER.telling:
        return None
    kind, n = Counter(kinds).most_common(1)[0]
    return kind if kind in _TELLING and n >= HEADER.nearly_all * len(kinds) else None


def _is_caption(cells: list[Cell], n_cols: int) -> bool:
    """Say whether a row above the header is a title over the whole table, or empty."""
    filled = [c for c in cells if c.text.strip()]
    if not filled:
        return True
    return len(filled) == 1 and n_cols > 2 and (filled[0].colspan >= n_cols - 1 or len(cells) > 1)


def is_number_row(texts: list[str]) -> bool:
    """Say whether the texts are column numbers: "(1) (2) (3)", "1 2 3 4", "A B 1 2"."""
    filled = [t.strip(" ().[]") for t in texts if t.strip()]
    if len(filled) < max(HEADER.number_row, HEADER.numbered * len(texts)):
        return False
    digits = [int(t) for t in filled if t.isdecimal()]
    letters = [t for t in filled if len(t) == 1 and t.isalpha()]
    if len(digits) + len(letters) < len(filled) or len(digits) < 2:
        return False
    return (
        all(b == a + 1 for a, b in zip(digits, digits[1:], strict=False))
        and digits[0] <= HEADER.first_number
    )


def _spoilt_numbers(cells: list[Cell]) -> bool:
    """Say whether a row right under titles is column numbers that an engine spoilt.

    "(1) (2) @® (4) 6)": every text is short, none is a word, and most that are left of the numbers
    count with the columns. Two that count are enough where all are in brackets.
    """
    texts = [c.text.strip() for c in cells if c.text.strip()]
    bracketed = sum(t.endswith((")", "]")) for t in texts) == len(texts)
    filled = {c.col: c.text.strip(" ().[]") for c in cells if c.text.strip()}
    if len(filled) < max(HEADER.number_row, HEADER.numbered * sum(c.colspan for c in cells)):
        return False
    if any(
        len(t) > HEADER.number or (len(t) > 1 and is_syllable(t.lower())) for t in filled.values()
    ):
        return False
    ahead = [int(t) - col for col, t in filled.items() if t.isdecimal()]
    counting = max((ahead.count(n) for n in (0, 1)), default=0)
    fewest = HEADER.counting_bracketed if bracketed else HEADER.number_row
    return counting >= max(fewest, HEADER.counting * len(filled))


def _span_bottom(table: Table, rows: int) -> int:
    """Return the row under the deepest title cell (a title may span rows below the last one)."""
    tops = [c.row + c.rowspan for c in table.cells if c.row < rows and c.text.strip()]
    deepest = max(tops, default=rows)
    return deepest if deepest <= min(HEADER.rows, table.n_rows - 1) else rows


def _extend_fragments(grid: list[list[Cell | None]], rows: int, n_cols: int) -> int:
    """Take in rows that carry on broken titles ("Thời gian" / "thực hiện" on separate rows)."""
    best = _joined_likeness(column_titles(grid, rows, n_cols))
    last = min(rows + HEADER.fragment_rows, len(grid) - 1, HEADER.rows)
    for more in range(rows + 1, last + 1):
        texts = [c.text for c in grid[more - 1] if c is not None and c.text.strip()]
        if not texts or any(is_number(t) or len(folded_words(t)) > HEADER.fragment for t in texts):
            break
        joined = _joined_likeness(column_titles(grid, more, n_cols))
        if joined > best + HEADER.fragment_gain:
            rows, best = more, joined
    return rows


def _joined_likeness(titles: tuple[str, ...]) -> float:
    scores = [title_likeness(t.replace(": ", " ")) for t in titles if t]
    return sum(scores) / len(scores) if scores else 0.0


def column_titles(grid: list[list[Cell | None]], header: int, n_cols: int) -> tuple[str, ...]:
    """Return one title per column: the distinct texts above it, top to bottom."""
    titles = []
    for c in range(n_cols):
        parts: list[str] = []
        for r in range(header):
            cell = grid[r][c]
            text = " ".join(cell.text.split()) if cell is not None else ""
            spans_all = cell is not None and cell.colspan >= n_cols > 1
            if text and not spans_all and text not in parts and not is_number(text):
                parts.append(text)
        titles.append(": ".join(parts))
    return tuple(titles)
