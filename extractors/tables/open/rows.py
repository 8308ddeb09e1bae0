"""Rows of a table without row lines: where white bands run through all of its columns.

Lines of a cell stand one leading apart; rows stand a little further apart, in every column at
once, whether the cells begin at the top of their row or stand in its middle. Where the first column
holds a number or a code for each row, no row is without one and none has two.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np

from extractors.images.sheet import Gray
from extractors.tables.open.cell_lines import (
    Band,
    TextLine,
    cell_lines,
    is_section,
    levelled,
    over,
    reach,
)
from extractors.tables.open.region import Region
from extractors.tables.open.settings import ROWS
from extractors.tables.open.titles import are_amid, titles_joined

__all__ = ["is_keyed", "row_bands"]


def row_bands(region: Region, clean: Gray | None, cuts: Sequence[float]) -> list[Band]:
    """Return the rows of a region from top to bottom.

    Args:
        region: where the table stands.
        clean: the page without its rulings, to see base lines in; None where the lower edges of
            the words' boxes are the base lines.
        cuts: y of the rulings that part rows for certain.
    """
    seen = cell_lines(region, clean)
    lines = levelled(seen, region.height) if clean is not None else seen
    leading = _leading(seen, lines, region)
    edges = [region.box.y0, *sorted(cuts), region.box.y1]
    bands: list[Band] = []
    for top, bottom in zip(edges, edges[1:], strict=False):
        inside = [line for line in lines if top <= line.base - ROWS.inside * leading < bottom]
        found = _by_corridors(inside, leading)
        if not bands and are_amid(inside, region.height):
            found = [Band(found[0].top, found[-1].bottom, inside)]
        elif not bands:
            found = titles_joined(found, region)
        if is_keyed(lines, region):
            found = _one_key_each(found, region, leading, on_top=not bands)
        bands += found
    return bands


def _leading(seen: Sequence[TextLine], lines: Sequence[TextLine], region: Region) -> float:
    """Return the distance of two lines of a cell: the least that several lines have.

    Where nearly every line fills its columns, each line is a row, and no two are of one cell.

    Args:
        seen: the lines, each with the base line that it shows.
        lines: the same, levelled with those beside them: of titles set in the middle, at distances
            that no cell has.
        region: where they stand.
    """
    height = region.height
    steps: list[float] = []
    for col in {line.col for line in seen}:
        bases = sorted(line.base for line in seen if line.col == col)
        steps += [
            b - a
            for a, b in zip(bases, bases[1:], strict=False)
            if ROWS.least_leading * height < b - a < ROWS.most_leading * height
        ]
    if not steps:
        return ROWS.usual_leading * height
    tight = _least_step(sorted(steps))
    if tight > ROWS.wide_leading * height and min(steps) <= ROWS.usual_leading * height:
        tight = min(steps)  # of few rows only one cell has two lines
    return tight / ROWS.apart if _is_line_a_row(lines, region, tight) else tight


def _least_step(steps: Sequence[float]) -> float:
    """Return the least of sorted distances that several are close to; the median of those."""
    least = max(ROWS.least_several, round(ROWS.several * len(steps)))
    for i, step in enumerate(steps):
        close = [s for s in steps[i:] if s <= ROWS.close * step]
        if len(close) >= least:
            return float(median(close))
    return float(steps[0])


def _is_line_a_row(lines: Sequence[TextLine], region: Region, tight: float) -> bool:
    """Say whether most lines fill most columns and none stand closer than they do."""
    rows: list[list[TextLine]] = []
    for line in (li for li in lines if li.col is not None):
        if rows and line.base - rows[-1][0].base < ROWS.same_line * region.height:
            rows[-1].append(line)
        else:
            rows.append([line])
    full = [row[0].base for row in rows if len(row) >= ROWS.mostly * (len(region.walls) + 1)]
    steps = [b - a for a, b in zip(full, full[1:], strict=False)]
    return len(full) >= ROWS.mostly * len(rows) and tight >= ROWS.even * median(steps or [0.0])


def _by_corridors(lines: Sequence[TextLine], leading: float) -> list[Band]:
    """Cut where no column has a cell: cells are lines of a column at most a leading apart."""
    cells: list[Band] = []
    for col in {line.col for line in lines}:
        column = sorted((li for li in lines if li.col == col), key=lambda li: li.base)
        for line in column:
            top, bottom = line.base - ROWS.above * leading, line.base + ROWS.below * leading
            last = cells[-1] if cells and cells[-1].lines[-1].col == col else None
            close = last and _is_close(last.lines, line, lines, leading)
            if last and close and (col is not None or over(last.lines[-1], line)):
                last.bottom = bottom
                last.lines.append(line)
            else:
                cells.append(Band(top, bottom, [line]))
    bands: list[Band] = []
    for cell in sorted(cells, key=lambda c: c.top):
        if bands and cell.top < bands[-1].bottom:
            bands[-1].bottom = max(bands[-1].bottom, cell.bottom)
            bands[-1].lines += cell.lines
        else:
            bands.append(cell)
    return bands


def _is_close(
    above: Sequence[TextLine], line: TextLine, lines: Sequence[TextLine], leading: float
) -> bool:
    """Say whether a line follows those of a cell; under a tail the line before that tells."""
    if len(above) > 1 and _is_tail(above[-1], lines, leading):
        return line.base - above[-2].base < (1 + ROWS.loose) * leading
    loose = ROWS.loose_tail if _is_tail(line, lines, leading) else ROWS.loose
    return line.base - above[-1].base < loose * leading


def _is_tail(line: TextLine, lines: Sequence[TextLine], leading: float) -> bool:
    """Say whether a line is a letter or two with nothing beside it: the last word of a cell.

    Its base line is hard to see: "ý." seems to stand on the tail of the letter.
    """
    if line.x1 - line.x0 > leading:
        return False
    beside = (li for li in lines if li.col != line.col)
    return not any(abs(li.base - line.base) < ROWS.beside * leading for li in beside)


def is_keyed(lines: Sequence[TextLine], region: Region) -> bool:
    """Say whether the first column is one of running numbers: narrow, and one line a cell."""
    first = [line for line in lines if line.col == 0]
    narrow = [li for li in first if li.x1 - li.x0 <= ROWS.key_width * region.height]
    width = region.walls[0] - region.box.x0
    return (
        len(first) >= ROWS.least_keyed
        and width <= ROWS.narrow * region.height
        and len(narrow) >= max(ROWS.least_keyed, ROWS.keyed * len(first))
    )


def _one_key_each(bands: list[Band], region: Region, leading: float, *, on_top: bool) -> list[Band]:
    """Part rows with several numbers and join to its row what has none; the first may go without.

    A row that begins the page without a number, also under titles, goes on from the page before.
    """
    parted = [piece for band in bands for piece in _parted(band, leading)]
    titled = on_top and _is_titled(parted)
    out: list[Band] = []
    for place, band in enumerate(parted):
        following = parted[place + 1] if place + 1 < len(parted) else None
        first = not any(_is_numbered(b) for b in out)
        under_titles = titled and len(out) == 1 and not _is_under_common(band, out[0], region)
        if (
            not out
            or under_titles
            or band.spans
            or _keys(band)
            or is_section(band, region)
            or (first and _is_rest(band))
        ):
            out.append(band)
        elif (
            out[-1].spans
            or is_section(out[-1], region)
            or (
                following is not None
                and not following.spans
                and following.top - band.bottom < band.top - out[-1].bottom
            )
        ):
            if following is not None and not following.spans:
                following.top = band.top
                following.lines[:0] = band.lines
            else:
                out.append(band)
        else:
            out[-1].bottom = band.bottom
            out[-1].lines += band.lines
    return out


def _is_titled(bands: Sequence[Band]) -> bool:
    """Say whether the first row has the title of the numbers below it, wider than any of them."""
    widths = [max((li.x1 - li.x0 for li in _keys(b)), default=0.0) for b in bands if not b.spans]
    return len(widths) > 1 and widths[0] > ROWS.title_wider * max(widths[1:])


def _is_under_common(band: Band, titles: Band, region: Region) -> bool:
    """Say whether all of a row stands under a title that spans columns."""
    common = Band(titles.top, titles.bottom, [li for li in titles.lines if li.col is None])
    return reach(band, region) <= reach(common, region)


def _keys(band: Band) -> list[TextLine]:
    return sorted((line for line in band.lines if line.col == 0), key=lambda line: line.base)


def _is_numbered(band: Band) -> bool:
    """Say whether the row has a number of its own, which titles have not."""
    return any(w.word.text.strip(" .)").isdecimal() for line in _keys(band) for w in line.words)


def _is_rest(band: Band) -> bool:
    """Say whether the text, where it is known, goes on in mid-sentence, from the page before."""
    starts: dict[int | None, str] = {}
    for line in sorted(band.lines, key=lambda li: li.base):
        starts.setdefault(line.col, line.words[0].word.text[:1])
    small = sum(letter.islower() for letter in starts.values())
    return small > 0 and 2 * small >= len(starts)


def _parted(band: Band, leading: float) -> list[Band]:
    """Cut a row with several numbers between each two, where the fewest lines are cut."""
    keys = _keys(band)
    cuts: list[float] = []
    for upper, lower in zip(keys, keys[1:], strict=False):
        if lower.base - upper.base < ROWS.loose * leading and not _counts_on(upper, lower):
            continue
        first, last = upper.base + ROWS.cut_first * leading, lower.base - ROWS.cut_last * leading
        steps = np.arange(first, last, max(1.0, leading / ROWS.cut_steps))
        if not steps.size:
            continue
        # The lowest of the best: text begins at the top of its row more often than not.
        cuts.append(float(min(steps, key=lambda y: (_cut_lines(band, y, leading), -y))))
    if not cuts:
        return [band]
    edges = [band.top, *cuts, band.bottom]
    return [
        Band(a, b, [li for li in band.lines if a <= li.base - ROWS.inside_cut * leading < b])
        for a, b in zip(edges, edges[1:], strict=False)
    ]


def _counts_on(upper: TextLine, lower: TextLine) -> bool:
    """Say whether the text, where it is known, is a number and the one after it; "TT" and "1"."""
    texts = ["".join(w.word.text for w in line.words).strip(" .)") for line in (upper, lower)]
    if not all(t.isdecimal() for t in texts):
        return bool(texts[0]) and texts[1] == "1"
    return int(texts[1]) == int(texts[0]) + 1


def _cut_lines(band: Band, y: float, leading: float) -> int:
    return sum(
        li.base - ROWS.above * leading < y < li.base + ROWS.below * leading for li in band.lines
    )
