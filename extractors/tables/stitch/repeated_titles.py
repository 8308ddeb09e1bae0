"""Top rows of a part: the titles of the table before once more, titles of its own, or values?"""

from __future__ import annotations

from extractors.tables.fields.columns import ColumnMap, is_number_row
from extractors.types import Table
from extractors.wording.content import is_number
from extractors.wording.matching import folded_words, shared_words, similar
from extractors.wording.titles import title_likeness

__all__ = ["SAME_WORDS", "has_own_titles", "repeated_rows"]

_SAME_HEADER = 0.62
"""Likeness, 0..1, from which rows of titles repeat others, or look like titles at all: OCR damages
them anew on every page."""

SAME_WORDS = 0.75
"""Share of the words of titles that others have too, if they are the same in another order."""

_SHARED = 0.5
"""Share of the words of a row of titles, at least, that the titles it repeats have too."""


def repeated_rows(table: Table, columns: ColumnMap, fragment: Table, again: ColumnMap) -> int:
    """Return how many rows at the top of a fragment repeat the header of a table.

    Args:
        table: the table so far.
        columns: what its columns mean.
        fragment: the candidate continuation.
        again: what the columns of the fragment mean.
    """
    header = columns.header_rows
    if header == 0:
        return 0
    ours, theirs = table.text_rows()[:header], fragment.text_rows()[:header]
    if len(theirs) == header and _alike(ours, theirs) >= _SAME_HEADER:
        return header - _rows_of_values(ours, theirs)
    if again.header_rows:
        titles = [[t] for t in columns.titles], [[t] for t in again.titles]
        if len(titles[0]) == len(titles[1]) and _alike(*titles) >= _SAME_HEADER:
            return again.header_rows
    same = next((n for n in range(header, 0, -1) if _same_words(ours, theirs[:n])), 0)
    if same:
        return same
    first = theirs[:1]
    if first and is_number_row(first[0]) and any(is_number_row(row) for row in ours):
        return 1
    return 0


def _rows_of_values(ours: list[list[str]], theirs: list[list[str]]) -> int:
    """Return how many rows at the end of repeated titles have other words than those titles.

    Where levels of titles were read as one, the row under them is the first one of values.
    """
    known = {word for row in ours for text in row for word in folded_words(text)}
    for count, row in enumerate(reversed(theirs[1:])):
        words = [w for text in row for w in folded_words(text) if w.isalpha() and len(w) > 1]
        if not words or sum(w in known for w in words) >= _SHARED * len(words):
            return count
    return len(theirs) - 1


def _same_words(ours: list[list[str]], theirs: list[list[str]]) -> bool:
    """Say whether two headers have the same words, in whatever order and levels they were read."""
    left, right = ([text for row in rows for text in row] for rows in (ours, theirs))
    return min(shared_words(left, right), shared_words(right, left)) >= SAME_WORDS


def _alike(ours: list[list[str]], theirs: list[list[str]]) -> float:
    """Return the mean likeness of two header blocks, longer titles counting more."""
    left = [" ".join(row) for row in ours]
    right = [" ".join(row) for row in theirs]
    pairs = [(a, b) for a, b in zip(left, right, strict=False) if (a + b).strip()]
    weights = [len(a) + len(b) for a, b in pairs]
    if not pairs:
        return 0.0
    return sum(w * similar(a, b) for (a, b), w in zip(pairs, weights, strict=True)) / sum(weights)


def has_own_titles(fragment: Table, columns: ColumnMap) -> bool:
    """Say whether the fragment begins with titles of its own."""
    header = columns.header_rows
    if header == 0 or (fragment.n_rows == header and fragment.n_rows == 1):
        return False
    titles = [c.text for c in fragment.cells if c.row < header and c.text.strip()]
    if any(t.strip()[0].islower() for t in titles[:2]):
        return False
    scores = [title_likeness(t) for t in titles if not is_number(t)]
    return bool(scores) and sum(scores) / len(scores) >= _SAME_HEADER
