"""What tables flattened to lines are known by: the thresholds of this room."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PLACING", "RUN"]


@dataclass(frozen=True, slots=True)
class RunSettings:
    """Where a flattened table begins and ends; in chunks (cells' worth of lines) unless said.

    Attributes:
        spaced: share of the lines of text with a blank one after them from which blanks part
            the cells.
        columns: titles of a header, at most.
        first_title: likeness of its first title, 0..1: it must be plain.
        heading: words of a text in a heading's form that may yet be a title, at most.
        title: words of a title, at most; more are a sentence.
        sections: section rows before the first row, at most.
        two_levels: titles of a header with the halves of a time under its title, more than.
        long_row: of a row that begins with a time, at most: it lists much,
        row: of any other, at most,
        row_widths: or so many times the columns.
        two_chunks: from a first cell to the next, at least, where it says itself a row begins.
        run: titles in a row that begin another table.
        time: words of a text that is a time, at most.
        ending: characters that a closing formula may be longer than its words.
        several: columns of a table whose cells hold several chunks each, at most.
        merged_rows: rows under the last code that are looked for, at most.
        confidence: of a table whose rows are all placed without doubt, 0..1,
        doubted: what it loses where all are doubted,
        sure: and from which its rows are not flagged.
    """

    spaced: float = 0.25
    columns: int = 14
    first_title: float = 0.8
    heading: int = 4
    title: int = 14
    sections: int = 3
    two_levels: int = 4
    long_row: int = 60
    row: int = 30
    row_widths: int = 3
    two_chunks: int = 2
    run: int = 3
    time: int = 10
    ending: int = 40
    several: int = 3
    merged_rows: int = 4
    confidence: float = 0.9
    doubted: float = 0.5
    sure: float = 0.75


@dataclass(frozen=True, slots=True)
class PlacingSettings:
    """How cells of a row are put under columns; in units of the affinity of one cell, 0..1.

    Attributes:
        much: by which the best placing by contents must be better than counting off.
        missing: cells of a full row that may be missing, at most.
        unlike: affinity below which a text is not what its column is for,
        rival: and that to another column from which it belongs there.
        unnamed: affinity of any text to a column without a name: never below ``unlike``.
        broken_time: added where two pieces make a time together.
        shared: taken off where a piece goes into the cell of the one before.
        moves_on: added where it begins the next cell.
        skipped: taken off for each empty cell more, or fewer, than blank lines tell.
    """

    much: float = 0.5
    missing: int = 1
    unlike: float = 0.3
    rival: float = 0.7
    unnamed: float = 0.3
    broken_time: float = 0.3
    shared: float = 0.25
    moves_on: float = 0.1
    skipped: float = 0.12


RUN = RunSettings()
PLACING = PlacingSettings()
