"""Where the rows of a flattened table begin: running numbers, codes, times, section rows."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.tables.flattened.chunks import Chunk
from extractors.tables.flattened.settings import RUN
from extractors.wording.content import LIKE_TIME, affinity, is_number, starts_with_code
from extractors.wording.matching import folded_words
from extractors.wording.sections import context_of, is_heading, is_section_text
from extractors.wording.titles import (
    CERTAIN_TITLE,
    LIKELY_TITLE,
    SURE_TITLE,
    title_likeness,
    title_scores,
)

__all__ = ["Span", "is_opener", "is_section", "is_time_word", "row_spans"]

_ENDINGS = ("noi nhan", "tren day la")


@dataclass(frozen=True, slots=True)
class Span:
    """A row: ``chunks[start:end]``; a section row heads the rows after it."""

    start: int
    end: int
    section: bool = False


def digits(text: str) -> int:
    """Return the number a text's digits make; 0 without digits."""
    found = "".join(ch for ch in text if ch.isdecimal())
    return int(found) if found else 0


def is_time(text: str) -> bool:
    """Say whether a text is a time and little else."""
    return affinity("deadline", text) >= LIKE_TIME and len(text.split()) <= RUN.time


def is_time_word(text: str) -> bool:
    """Say whether a text is the first word of a time broken over two cells' worth of lines."""
    return folded_words(text) in (("tuan",), ("thang",), ("ngay",), ("tu",), ("quy",), ("dot",))


def is_section(text: str) -> bool:
    """Say whether a text names a level or standard as a section row does."""
    found = context_of(text)
    return bool(found.level or found.standard) and is_section_text(text)


def is_opener(chunks: list[Chunk], at: int, lead: str | None, expected: int | None = None) -> bool:
    """Say whether a chunk can be the first cell of a row.

    Args:
        chunks: all chunks.
        at: the chunk asked about.
        lead: the field of the first column.
        expected: the running number that is due; None if any may come.
    """
    if at >= len(chunks):
        return False
    text = chunks[at].text
    if lead in ("deadline", "start"):
        following = chunks[at + 1].text if at + 1 < len(chunks) else ""
        listed = text.lstrip().startswith(("-", "+", "•"))
        broken = is_time_word(text) and is_time(f"{text} {following}")
        return (is_time(text) and not listed) or broken
    if is_number(text) and not text.strip().startswith("-"):
        return expected is None or digits(text) == expected
    return lead in ("criteria", "standard", "level") and starts_with_code(text)


def row_spans(chunks: list[Chunk], at: int, fields: tuple[str | None, ...]) -> list[Span]:
    """Return the rows of the table whose body begins at ``at``, in order; empty if none does."""
    lead, width = fields[0], len(fields)
    starts: list[tuple[int, bool]] = []
    expected: int | None = 1 if lead == "number" else None
    i = at
    while i < len(chunks):
        last = starts[-1][0] if starts else at
        if _is_section_row(chunks, i, lead):
            starts.append((i, True))
        elif _opens_row(chunks, i, starts, lead, expected, width):
            starts.append((i, False))
            if lead != "criteria" and is_number(chunks[i].text):
                expected = digits(chunks[i].text) + 1
            i += is_time_word(chunks[i].text) and lead in ("deadline", "start")
        elif starts and _is_over(chunks, i, last, lead, expected, width):
            break
        i += 1
    if not any(not section for _, section in starts):
        return []
    while starts[-1][1]:
        starts.pop()
    ends = [start for start, _ in starts[1:]] + [_last_end(chunks, starts[-1][0], lead, width)]
    return [Span(s, end, section) for (s, section), end in zip(starts, ends, strict=True)]


def _is_section_row(chunks: list[Chunk], at: int, lead: str | None) -> bool:
    """A section is followed by another one, or by the first cell of a row."""
    if not is_section(chunks[at].text) or at + 1 >= len(chunks):
        return False
    return is_section(chunks[at + 1].text) or is_opener(chunks, at + 1, lead)


def _opens_row(
    chunks: list[Chunk],
    at: int,
    starts: list[tuple[int, bool]],
    lead: str | None,
    expected: int | None,
    width: int,
) -> bool:
    if not starts:
        return is_opener(chunks, at, lead, None if lead != "number" else expected)
    last, section = starts[-1]
    if section:
        return at == last + 1 and is_opener(chunks, at, lead)
    telling = lead in ("deadline", "start", "criteria")
    if at - last < (RUN.two_chunks if telling else max(RUN.two_chunks, width // 2)):
        return False
    return is_opener(chunks, at, lead, expected)


def _is_over(
    chunks: list[Chunk],
    at: int,
    last: int,
    lead: str | None,
    expected: int | None,
    width: int,
) -> bool:
    """Say whether the table has ended before ``at``: too far, another header, a heading."""
    timed = lead in ("deadline", "start")
    if at - last > (RUN.long_row if timed else max(RUN.row_widths * width, RUN.row)):
        return True
    if is_header_run(chunks, at):
        return True
    if not ends_table(chunks[at].text):
        return False
    reach = 2 * width if lead == "number" else 0
    near = range(at + 1, min(len(chunks), at + 1 + reach))
    return not any(is_opener(chunks, n, lead, expected) for n in near)


def is_header_run(chunks: list[Chunk], at: int) -> bool:
    """Say whether the titles of another table begin here."""
    if title_scores(chunks[at].text).get("number", 0.0) >= CERTAIN_TITLE and at + 1 < len(chunks):
        return title_likeness(chunks[at + 1].text) >= LIKELY_TITLE
    run = chunks[at : at + RUN.run]
    return len(run) == RUN.run and all(
        title_likeness(c.text) >= SURE_TITLE and ":" not in c.text for c in run
    )


def ends_table(text: str) -> bool:
    """Say whether a chunk cannot stand inside a table: a heading, a closing formula."""
    words = " ".join(folded_words(text))
    if any(words.startswith(e) and len(words) <= len(e) + RUN.ending for e in _ENDINGS):
        return True
    return is_heading(text) and not starts_with_code(text) and not is_number(text)


def _last_end(chunks: list[Chunk], begin: int, lead: str | None, width: int) -> int:
    """Return where the last row ends: at a heading, or when its columns are full."""
    several = lead in ("deadline", "start") and width <= RUN.several
    taken = 1
    i = begin + 1
    while i < len(chunks):
        taken += 1 + chunks[i].gaps
        if not several and taken > width:
            break
        if ends_table(chunks[i].text) or is_header_run(chunks, i):
            break
        if several and i - begin > RUN.long_row:
            break
        i += 1
    return max(i, _merged_end(chunks, i, width)) if lead == "criteria" else i


def _merged_end(chunks: list[Chunk], at: int, width: int) -> int:
    """Return where further rows under the last code end: each of them ends with a time."""
    end = at
    for i in range(at, min(len(chunks), at + RUN.merged_rows * width)):
        if ends_table(chunks[i].text) or is_header_run(chunks, i):
            break
        if is_time(chunks[i].text):
            end = i + 1
    return end
