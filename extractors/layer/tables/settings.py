"""What tells tables of digital pages from drawings and prose: the thresholds of this room.

Lengths are in points (1/72 inch) where lines and boxes are compared, for a layer gives them exactly
but for rounding, and in line heights where text is; shares are 0..1.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CHARTS", "DATA", "DRAWING", "WRAPPED"]


@dataclass(frozen=True, slots=True)
class DrawingSettings:
    """What makes drawings lines, and lines a grid; lengths in points.

    Attributes:
        thin: a filled shape no thicker is a line.
        straight: a line may lean by this much and still be horizontal or vertical.
        pale: lightness (0..1) from which a fill does not show on paper.
        least_opacity: opacity (0..1) up to which nothing shows.
        most_paths: drawings of a page that are looked at, at most.
        lean: a piece of a path that leans by more is slanted.
        trace: slanted pieces from which a path is a line as charts draw them.
        joined: by which lines, or a line and its table, may miss each other.
        same_line: pieces nearer than this, up and down or end to end, are one line.
        rounding: by which lines and boxes laid where text stands may miss each other.
        slack: by which a line may stand outside the box it belongs to, and boxes overlap that only
            touch.
        least_filled: cells with text in a table.
        least_lines: lines across, and down, on a page where a second reader may see a table.
        most_lines: the same at most, and of coloured fills: the page is a drawing beyond that.
        least_fills: coloured fills that make a table, and cells of it.
        closed: share of the walls drawn from which a grid is sure to be meant.
        top: share of the page's height in which the rest of a row of the page before begins.
        rest_columns: columns of such a rest, at least.
        least_drawings: drawings on a page that may hold a table.
        plumber_joined: ``joined`` for the cells that the second reader sees, which are boxes of
            their own.
        open_walls: inner lines down, at most, of a drawn grid that white space parts better,
        open_columns: columns more, at least, that white space must show,
        open_rows: and edges of drawn rows, at most, to which half the lines of text are added.
    """

    thin: float = 3.0
    straight: float = 1.0
    pale: float = 0.985
    least_opacity: float = 0.02
    most_paths: int = 20000
    lean: float = 0.2
    trace: int = 8
    joined: float = 2.5
    same_line: float = 1.0
    rounding: float = 1.0
    slack: float = 2.0
    least_filled: int = 2
    least_lines: int = 3
    most_lines: int = 2000
    least_fills: int = 4
    closed: float = 0.9
    top: float = 0.2
    rest_columns: int = 3
    least_drawings: int = 8
    plumber_joined: float = 3.0
    open_walls: int = 1
    open_columns: int = 2
    open_rows: int = 3


@dataclass(frozen=True, slots=True)
class ChartSettings:
    """What makes lines a chart.

    Attributes:
        crossed: share of the words that lines run through,
        least_crossed: and so many of them.
        margin: points by which letters may touch their cell's wall.
        least_slanted: slanted strokes; one or two may part a header cell or cross out an empty one.
        least_idle: vertical lines that part none of the columns found.
        idle_height: share of the region's height that such a line takes, at least.
        idle_apart: points from a wall, and from the border, within which a line is that wall.
        least_rows: rows of a grid that holds next to no text,
        used: share of them, at most, in which text stands,
        most_used: and so many of them.
        least_filled_rows: rows of a grid that is a table if at least half of its cells hold text.
    """

    crossed: float = 0.15
    least_crossed: int = 2
    margin: float = 1.5
    least_slanted: int = 4
    least_idle: int = 3
    idle_height: float = 0.2
    idle_apart: float = 3.0
    least_rows: int = 4
    used: float = 0.4
    most_used: int = 2
    least_filled_rows: int = 2


@dataclass(frozen=True, slots=True)
class DataSettings:
    """What makes lines in columns a table of data, and which of them are one row.

    Attributes:
        tight: distance of lines of one cell, at most, in line heights.
        full: share of the columns that a line of data fills,
        least_full: and so many of them; so many columns have titles over the first ruling, too.
        mostly: share of the lines that must be so where each is a row, or begin with a number
            where numbers begin rows.
        full_rule: share of the region's width from which a ruling parts rows.
        ruled_rows: stretches between rulings from which one may be a row of several lines.
        ruled_table: the same where nothing but the rulings says so.
        small: share of the cells' lines that go on in small letters where such a stretch is a row,
        least_small: and so many of them.
        short_rule: length of a ruling, in line heights, that marks what a title spans.
        header_rows: lines under such titles from which some may be rows of data.
        wider: times the gap between lines of a cell that one between rows is, at least.
        most_step: distance of lines of one cell, in line heights, where gaps tell rows.
        least_gaps: such gaps between rows.
        least_numbers: numbers that begin rows.
        keyed: share of the lines with a text in the first column where that begins each row.
        rest: columns from which a line without such a text is no rest of the row above.
        same_end: points between the ends of two rulings that end together.
        least_rule: points: shorter rulings bound no table.
        split: share of the lines between two rulings that stand in columns.
        titles: line heights above the first ruling in which the titles may stand.
        filled_titles: share of the columns that must have one.
        leaders: share of the lines with leaders from which they are a table of contents.
        least_rows: rows of a table of data.
        split_rows: share of the lines that fill two columns where no ruling bounds them.
        explained: share of the text that must keep to the columns found.
        numbers: share of a column's texts that are numbers where it holds numbers.
        some_numbers: the same where a grid from white space is but to be believed.
        long_cell: words of a cell, on average of a column, from which it holds prose.
        long_text: times ``long_cell`` that a text beside a column of numbers may have.
        believed_rows: rows of a grid from white space that has numbers, or more than two columns.
        believed: share of its lines that fill two columns.
        refined: times the evidence of a drawn grid that is left where text added walls.
    """

    tight: float = 1.35
    full: float = 0.75
    least_full: float = 2.0
    mostly: float = 0.7
    full_rule: float = 0.9
    ruled_rows: int = 3
    ruled_table: int = 4
    small: float = 0.5
    least_small: int = 2
    short_rule: float = 2.0
    header_rows: int = 4
    wider: float = 1.3
    most_step: float = 1.6
    least_gaps: int = 2
    least_numbers: int = 2
    keyed: float = 0.5
    rest: int = 3
    same_end: float = 6.0
    least_rule: float = 80.0
    split: float = 0.5
    titles: float = 5.0
    filled_titles: float = 0.6
    leaders: float = 0.5
    least_rows: int = 3
    split_rows: float = 0.75
    explained: float = 0.8
    numbers: float = 0.7
    some_numbers: float = 0.5
    long_cell: float = 6.0
    long_text: float = 2.0
    believed_rows: int = 2
    believed: float = 0.4
    refined: float = 0.9


@dataclass(frozen=True, slots=True)
class WrappedSettings:
    """What makes lines in columns a table of wrapped text.

    Attributes:
        descent: share of the height of a word's box that hangs below its base.
        least_rule: points: shorter lines are no rulings.
        tall: points from which a drawn row may hold several.
        least_wrapped: share of the rows with prose where nothing else tells a table.
        sure_columns: columns of such a table; the lines that show a table have one less, at least.
        least_words: words to a line of a cell, on average, where it holds prose.
        sure_title: likeness to a known title (0..1) from which a line of two begins a table.
        indent: line heights from the left margin within which a line of prose begins.
        sentence: words in a line of prose.
        prose_width: share of the page's text width that a line of prose takes.
        numbered: share of the rows with a number where numbers count them,
        least_numbered: and so many of them.
        close_rows: lines that fill all columns from which they are rows set close,
        running_on: unless this share of them goes on in small letters.
    """

    descent: float = 0.2
    least_rule: float = 20.0
    tall: float = 72.0
    least_wrapped: float = 0.6
    sure_columns: int = 4
    least_words: int = 2
    sure_title: float = 0.8
    indent: float = 4.0
    sentence: int = 8
    prose_width: float = 0.5
    numbered: float = 0.5
    least_numbered: int = 2
    close_rows: int = 3
    running_on: float = 0.2


DRAWING = DrawingSettings()
CHARTS = ChartSettings()
DATA = DataSettings()
WRAPPED = WrappedSettings()
