"""What tells tables without a full grid from other text: the thresholds of this room.

Lengths are in line heights (the usual height of the ink of a word) where nothing else is said, so
that they hold for every size of print and every resolution; shares are 0..1.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PARTING", "ROWS", "STACK", "STRETCH", "WALLING"]


@dataclass(frozen=True, slots=True)
class PartingSettings:
    """What parts two columns.

    Attributes:
        speck: lower and slimmer ink is a speck, a stop or a dash and no letter.
        stacked: blank between two lines of a cell, at most.
        lone_width: a column may hold but one text if that is at least so wide,
        lone_height: or as high as a digit.
        one_line: share of the lower of two words that stands beside the other where both are of
            one line: titles stand at several heights.
        titles_apart: blank between titles under a common one, at least; that between the words of
            a section row is less.
        titles_under: blank under a common title, at most.
        titles_amid: from the middle of a common title to that of the texts under it, at most.
        least_support: lines that must keep a corridor free where others cross it.
        section_parts: chunks of a section row with a wide blank; its table has columns for twice
            as many.
        rounding: by which boxes may miss each other (pixels or points).
        word_gap: blank between the ink of two words of a line, side bearings included.
        left_share: share of the lines right of a corridor that begin flush, from which the wall
            stands beside them and not amid the corridor.
        left_within: from a corridor to the beginning of a line that has a say in that, at most.
        left_flush: from the corridor within which a line begins flush with it.
        padding: blank between the ink of a cell and its wall.
        same_wall: share of the region's width: vertical rulings nearer than this are one wall.
        least_wall: share of the region's height that the pieces of a drawn wall take together.
        overhang: by which a word must reach over a wall on both sides to cross it.
    """

    speck: float = 0.4
    stacked: float = 1.0
    lone_width: float = 1.5
    lone_height: float = 0.6
    one_line: float = 0.6
    titles_apart: float = 1.5
    titles_under: float = 3.0
    titles_amid: float = 1.0
    least_support: int = 2
    section_parts: int = 2
    rounding: float = 1.0
    word_gap: float = 0.7
    left_share: float = 0.4
    left_within: float = 12.0
    left_flush: float = 0.2
    padding: float = 0.3
    same_wall: float = 0.01
    least_wall: float = 0.25
    overhang: float = 0.2


@dataclass(frozen=True, slots=True)
class StretchSettings:
    """What makes lines one table, and how far that reaches.

    Attributes:
        far: blank between two lines that ends a table.
        far_ruled: times ``far`` where a ruling stands in the blank or both lines begin alike.
        flush: within which two cells begin at the same x.
        alike: share of the cells of two lines that begin at the same x where the lines are alike,
        least_alike: and so many cells at least: one may do so by chance.
        barrier: share of the table's width from which a line across its columns may part it.
        other: share of a stretch's parted lines that may run across walls of the whole.
        several: lines split in more than the whole has columns that are too many.
        section_amid: from the middle of a section row to that of the table, at most.
        most_between: lines across the columns that are section rows, at most; more are prose.
        whole: share of the table's width from which a line stands in its middle whatever it is.
        row_gap: blank between two rows, at most.
        line_gap: blank between two lines, at most.
        page_edge: lines beyond a table, at most, that begins or ends with the page.
        number_size: a page number is no wider and no higher.
        number_amid: from the middle of a page number to that of the table, at most.
        title_gap: blank between a title over several columns and the table, at most; and what the
            blank between two lines of a cell may be more than usual.
        side: share of the table's width within which lines down its sides stand.
        reach: within which a border of the table encloses lines, or a cell in columns is wider.
        overhang: by which any other line may be wider than the table.
        border_least: share of the table's width that a ruling must cover to be its border.
        border_most: times the table's width that a border is long, at most.
        least_columns: columns of a table that white space alone shows.
        least_lines: lines of a page, at least, that may hold a table.
        explained: share of the text that must keep to the columns found.
        least_word: ink lower than this is no word: signatures and stamps have much of it.
        most_word: nor is ink higher than this.
        mostly_text: share of the ink in a table that is as high as words are.
        least_pairs: lines with both parts in a list of two columns.
        mostly_flush: share of the lines of each of its columns that begin flush left: those of a
            letterhead or a signature block are set in the middle.
    """

    far: float = 2.2
    far_ruled: float = 2.0
    flush: float = 0.4
    alike: float = 0.7
    least_alike: int = 2
    barrier: float = 0.5
    other: float = 0.35
    several: int = 2
    section_amid: float = 2.0
    most_between: int = 3
    whole: float = 0.85
    row_gap: float = 2.0
    line_gap: float = 1.7
    page_edge: int = 3
    number_size: float = 1.8
    number_amid: float = 5.0
    title_gap: float = 0.6
    side: float = 0.3
    reach: float = 4.0
    overhang: float = 1.0
    border_least: float = 0.8
    border_most: float = 1.4
    least_columns: int = 3
    least_lines: int = 2
    explained: float = 0.75
    least_word: float = 0.4
    most_word: float = 1.7
    mostly_text: float = 0.75
    least_pairs: int = 3
    mostly_flush: float = 0.6


@dataclass(frozen=True, slots=True)
class StackSettings:
    """What makes horizontal rulings of one width the bounds of a table.

    Attributes:
        least_width: shorter rulings bound no table.
        same_ends: between the ends of two rulings that end together.
        ends_lost: share of its width that a faded ruling may lack at an end.
        same_line: between the pieces of one broken ruling, up and down.
        off_rule: blank above the text of a row, at most.
        surely_ruled: so many rulings may bound a table of two columns.
        looser: by which a row outside the rulings may stand further from them than those inside.
        least_line: lower lines are specks.
        crossing: share of the lines under the last ruling that run across the columns, from which
            they must be section rows.
        filled: share of the columns that a row under section rows begins in, and the titles over
            a ruling.
        most_titles: lines of titles over the first ruling, at most.
    """

    least_width: float = 12.0
    same_ends: float = 2.0
    ends_lost: float = 0.12
    same_line: float = 0.25
    off_rule: float = 1.1
    surely_ruled: int = 3
    looser: float = 0.5
    least_line: float = 0.5
    crossing: float = 0.5
    filled: float = 0.6
    most_titles: int = 4


@dataclass(frozen=True, slots=True)
class RowSettings:
    """What makes lines one row; a leading is the distance of two lines of a cell.

    Attributes:
        long: a text from this width on shows its base line well.
        digits: a text narrower than this may be a number.
        level: between the base line of a short text and that of a longer one beside it.
        level_digits: the same of a number, whose base line is harder to see.
        least_ink: pixel rows that a base line can be seen in.
        amid: from the middle of a text to that of what it stands amid, at most.
        reach_into: by which a text over several columns reaches into each of them, at least.
        fewest_cells: cells, at least, that show titles set in the middle of one row.
        above: what a line takes above its base, in leadings.
        below: the same below it.
        inside: above its base where a line counts as standing, in leadings: on either side of a
            ruling.
        inside_cut: the same on either side of a cut, which keeps to the blank between two lines.
        loose: distance of two lines, in leadings, from which they are not of one cell.
        loose_tail: the same for a line of a letter or two, whose base line is hard to see.
        beside: leadings from the base of such a line to that of what stands beside it.
        least_leading: distance of two lines, at least; nearer ones are of one line.
        usual_leading: that of two lines of a cell where none shows it.
        wide_leading: that which may be of rows and not of cells.
        most_leading: that of two lines of a cell, at most.
        same_line: between the bases of texts of one line.
        mostly: share of the lines that fill this share of the columns where each line is a row.
        apart: times the leading that two such rows are apart.
        even: share of the usual distance of such rows that no two lines are nearer than.
        title_wider: times a number's width that the title of the numbers is wide, at least.
        several: share of the distances that the least must be close to: a lone one is chance,
        least_several: and so many of them.
        close: times the least distance that one close to it is, at most.
        narrow: width of a column of numbers, at most.
        key_width: width of such a number, at most.
        keyed: share of the texts of that column that are so narrow,
        least_keyed: and so many of them.
        cut_first: leadings under the base of a number from which its row may end.
        cut_last: leadings above the base of the next one up to which it may.
        cut_steps: places to a leading where a cut is tried.
    """

    long: float = 3.0
    digits: float = 1.3
    level: float = 0.35
    level_digits: float = 0.5
    least_ink: int = 4
    amid: float = 0.4
    reach_into: float = 0.3
    fewest_cells: int = 3
    above: float = 0.62
    below: float = 0.2
    inside: float = 0.3
    inside_cut: float = 0.2
    loose: float = 1.13
    loose_tail: float = 1.35
    beside: float = 0.6
    least_leading: float = 0.8
    usual_leading: float = 1.7
    wide_leading: float = 2.2
    most_leading: float = 2.6
    same_line: float = 0.5
    mostly: float = 0.75
    apart: float = 1.25
    even: float = 0.9
    title_wider: float = 1.2
    several: float = 0.1
    least_several: int = 2
    close: float = 1.15
    narrow: float = 3.5
    key_width: float = 1.6
    keyed: float = 0.7
    least_keyed: int = 2
    cut_first: float = 0.25
    cut_last: float = 0.5
    cut_steps: int = 12


@dataclass(frozen=True, slots=True)
class WallingSettings:
    """How a region becomes a grid, and how sure that is.

    Attributes:
        evidence_lines: of a grid with some drawn lines.
        evidence_white: of a grid that white space alone shows.
        least_drawn: drawn lines for the former; rulings above and below a region count for two.
        near: within which lines are one, or the border (pixels or points).
        full: share of the region's width from which a ruling parts rows for certain.
        least_ruled: rulings inside a region from which they alone are the borders of rows.
        least_numbered: numbered rows between two rulings from which only some rows are ruled.
        sure_columns: columns from which a picture's region may be a table of but one row.
        going_on: share of the columns of two rows that may go on from one to the other; where
            more seem to, rows are set as close as lines.
        titles_under: from the base of a common title to those of its own titles, at least.
        title_floor: from the base of a common title to the line under it.
    """

    evidence_lines: float = 0.8
    evidence_white: float = 0.6
    least_drawn: int = 2
    near: float = 3.0
    full: float = 0.85
    least_ruled: int = 3
    least_numbered: int = 2
    sure_columns: int = 4
    going_on: float = 0.5
    titles_under: float = 0.6
    title_floor: float = 0.35


PARTING = PartingSettings()
STRETCH = StretchSettings()
STACK = StackSettings()
ROWS = RowSettings()
WALLING = WallingSettings()
