"""The letterhead of Vietnamese official papers (Decree 30/2020/ND-CP), on paper or in text.

Left: the superior authority and the issuing body, under them the number and a letter's subject
("V/v ..."). Right: the national name and motto, under them place and date. The columns may come as
separate lines, glued on one line, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.paper.columns import SEARCH_LINES, Columns
from extractors.paper.formulas import (
    PlaceDate,
    find_date,
    find_number,
    formula_start,
    is_electronic,
    opens_address,
    opens_subject,
    unread_number,
    without_edges,
    wrapped_words,
)
from extractors.paper.kinds import is_capital, is_label, opens_title
from extractors.paper.side_by_side import cut_line
from extractors.types import Line
from extractors.wording.matching import folded_words
from normalizers.text.syllables import is_syllable
from normalizers.text.unicode import fold

__all__ = ["Letterhead", "read_letterhead"]

_EDGES = " -–—_.*:|=~"


@dataclass(frozen=True, slots=True)
class LetterheadSettings:
    """How far the parts of a letterhead reach, in lines unless said.

    Attributes:
        longest: from the national name to the last line of a letterhead without a title.
        above_title: where nothing but the names of school and authority stands above it.
        subject: that "V/v ..." takes in its narrow column at most.
        top: of a document among which a set of forms has its title.
        near_title: in capitals above the name of a kind that may be the rest of an office's name.
        before: the national name, in which the left column may stand in text without places,
        offices: and of it that are authority, school and number, at most.
        exact_later: by which a kind that stands alone may follow one within a line.
        goes_on: characters of a line that goes on with "V/v ...", at most.
        office: characters of a line in capitals that begins an office rather, more than.
        spelled: share of the words of a title of other words that are syllables, at least,
        words: and words of it, at least.
        left: letters of a line of the left column, at least,
        longest_left: and characters, at most.
        body: characters of the name of a school or an authority, at most.
        rest: words that did not fit its line, at most,
        abbreviated: and letters of an abbreviation that is one, from and to.
    """

    longest: int = 14
    above_title: int = 8
    subject: int = 8
    top: int = 2
    near_title: int = 4
    before: int = 17
    offices: int = 7
    exact_later: int = 3
    goes_on: int = 90
    office: int = 12
    spelled: float = 0.8
    words: int = 2
    left: int = 4
    longest_left: int = 120
    body: int = 80
    rest: int = 2
    abbreviated: tuple[int, int] = (3, 6)


HEAD = LetterheadSettings()

_BODY = re.compile(
    r"(?:phong|so|truong|ubnd|uy ban|trung tam|mam non|mau giao|tieu hoc|thcs|thpt)\b"
)
_NO_OFFICE = re.compile(r"^\W*(?:(?:hoa|thuong|hoa toc|thuong) khan|hoa toc|du thao|sao y|mat\b)")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above the title.

    Attributes:
        left: lines naming the authority and the issuing body, top to bottom.
        number: the line that holds the number, and the number as written.
        dated: the line that holds place and date, and what it says.
        subject: the lines of "V/v ..."; none for a paper that has a title.
        title_at: index of the line where the title begins; None without a title.
        formula: whether the national name or motto was found.
    """

    left: tuple[Line, ...]
    number: tuple[Line, str] | None
    dated: tuple[Line, PlaceDate] | None
    subject: tuple[Line, ...]
    title_at: int | None
    formula: bool


@dataclass(slots=True)
class _Found:
    """What the lines of a letterhead said so far."""

    left: list[Line] = field(default_factory=list)
    number: tuple[Line, str] | None = None
    dated: tuple[Line, PlaceDate] | None = None
    subject: list[Line] = field(default_factory=list)


def read_letterhead(columns: Columns) -> Letterhead:
    """Return the letterhead of a document.

    Args:
        columns: all lines of the document, those of the letterhead in order of their columns.
    """
    lines = columns.lines
    formula_at = next(
        (i for i, line in enumerate(lines[:SEARCH_LINES]) if formula_start(line.text) is not None),
        None,
    )
    start, after = 0, formula_at or 0
    above = _title_above(lines, formula_at)
    if above is not None:
        return Letterhead((), None, None, (), above, formula=False)
    if columns.head:
        after = columns.head
    elif formula_at is not None:
        start = _letterhead_start(lines, formula_at)
    title_at = _title_at(lines, after, formula=formula_at is not None)
    address_at = _address_at(lines, start)
    stop = columns.head or min(
        title_at if title_at is not None else min(len(lines), after + HEAD.longest),
        address_at if address_at is not None else len(lines),
    )
    bare = title_at is not None and title_at <= HEAD.above_title
    found = _walk(lines[start:stop], columns.left, formula_at is not None, bare)
    if found.subject and (title_at is None or (address_at or 0) < title_at):
        title_at = None  # a kind of paper named below "Kính gửi" is an annex of the letter
    return Letterhead(
        tuple(found.left),
        found.number,
        found.dated,
        tuple(found.subject) if title_at is None else (),
        title_at,
        formula_at is not None,
    )


def _title_above(lines: Sequence[Line], formula_at: int | None) -> int | None:
    """Return where a set of forms has its title: at the very top, above the forms' letterheads."""
    if formula_at is None:
        return None
    first = [i for i in range(formula_at) if lines[i].text.strip()][: HEAD.top]
    nation = lines[formula_at]
    return next(
        (
            i
            for i in first
            if opens_title(lines[i].text, alone=True) and not _is_beside(lines[i], nation)
        ),
        None,
    )


def _is_beside(line: Line, nation: Line) -> bool:
    """Say whether a line stands at the height of the national name or below: in a column."""
    if line.bbox is None or nation.bbox is None or line.page != nation.page:
        return False
    return line.bbox.y1 > nation.bbox.y0


def _address_at(lines: Sequence[Line], start: int) -> int | None:
    window = range(start, min(len(lines), start + SEARCH_LINES))
    return next((i for i in window if opens_address(lines[i].text)), None)


def _walk(lines: Sequence[Line], left: int, formula: bool, bare: bool) -> _Found:
    """Say of each line of the head what it is; one line may hold something of both columns."""
    found = _Found()
    wrapped: tuple[str, ...] = ()
    for n, line in enumerate(lines):
        rest = line
        at = formula_start(rest.text)
        if at is not None:
            wrapped = wrapped or wrapped_words(rest.text)
            rest = cut_line(rest, 0, at)
        elif (wrapped and folded_words(rest.text) == wrapped) or is_electronic(rest.text):
            continue
        rest = _take_date(found, line, rest)
        if opens_subject(rest.text) or _goes_on(found.subject, rest, n < left if left else None):
            found.subject.append(rest)
            continue
        rest = _take_number(found, line, rest)
        if left and n >= left:
            continue
        names = _is_left(rest) if formula else bare and _names_body(rest)
        if names or (found.left and _is_rest(rest)):
            found.left.append(without_edges(rest))
    return found


def _take_date(found: _Found, line: Line, rest: Line) -> Line:
    date = find_date(rest.text)
    if date is None or found.dated is not None or opens_subject(rest.text):
        return rest
    if found.subject and not date.place:
        return rest  # "ngày 17/8/2023" goes on with what "V/v ..." cites
    found.dated = (line, date)
    return cut_line(rest, 0, date.start)


def _take_number(found: _Found, line: Line, rest: Line) -> Line:
    if found.number is not None:
        return rest
    number = find_number(rest.text)
    if number is not None:
        found.number = (line, number[0])
        return cut_line(rest, 0, number[1])
    unread = unread_number(rest.text)
    if unread is not None:
        found.number = (line, unread)
        return cut_line(rest, 0, 0)
    return rest


def _goes_on(subject: list[Line], line: Line, in_left: bool | None) -> bool:
    """Say whether a line goes on with "V/v ..." above it."""
    text = line.text.strip()
    if not subject or len(subject) >= HEAD.subject or not text or in_left is False:
        return False
    if in_left is None and (is_capital(text) and len(text) > HEAD.office):
        return False
    return len(text) <= HEAD.goes_on


def _letterhead_start(lines: Sequence[Line], formula_at: int) -> int:
    """Step back over the lines of authority, school and number before the national name."""
    start = formula_at
    seen, skipped = 0, 0
    for i in range(formula_at - 1, max(-1, formula_at - 1 - HEAD.before), -1):
        text = lines[i].text.strip()
        if not text:
            continue
        if opens_subject(text):
            start, skipped = i, 0
            continue
        if opens_title(text) or seen >= HEAD.offices or skipped > HEAD.subject:
            break
        if is_capital(text):
            start, seen = (i, seen + 1) if not skipped else (start, HEAD.offices)
            skipped = 0
        elif find_number(text) is not None and not skipped:
            start, seen = i, seen + 1
        else:
            skipped += 1
    return start


def _title_at(lines: Sequence[Line], after: int, *, formula: bool) -> int | None:
    """Return the index of the line where the title begins ("KẾ HOẠCH ..."), from ``after`` on.

    Above it stands nothing that is addressed to anyone and no running text.
    """
    window = range(after, min(len(lines), after + SEARCH_LINES))
    if not formula and (first := _first_in_capitals(lines)) is not None:
        return first
    exact = next((i for i in window if opens_title(lines[i].text, alone=True)), None)
    loose = next((i for i in window if opens_title(lines[i].text)), None)
    later = HEAD.exact_later
    named = exact if exact is not None and (loose is None or exact <= loose + later) else loose
    other = _title_of_other_words(lines, after, formula=formula)
    if named is not None and is_label(lines[named].text) and named + 1 < len(lines):
        below = next((i for i in window if i > named and lines[i].text.strip()), named)
        return below if is_capital(lines[below].text) else named
    far = named is None or (other is not None and named - other > HEAD.near_title)
    return other if far else named


def _title_of_other_words(lines: Sequence[Line], after: int, *, formula: bool) -> int | None:
    """Return where a title of other words stands: in capitals right below the letterhead."""
    if not formula:
        return None
    window = range(after, min(len(lines), after + HEAD.longest))
    head = [
        i
        for i in window
        if find_date(lines[i].text) is not None or formula_start(lines[i].text) is not None
    ]
    begin = head[-1] + 1 if head else after
    below = next((i for i in window if i >= begin and lines[i].text.strip()), None)
    if below is None or not is_capital(lines[below].text):
        return None
    words = [w for w in re.findall(r"\w+", lines[below].text) if w.isalpha()]
    named = find_number(lines[below].text) is not None or _names_body(lines[below])
    spelled = sum(map(_is_word, words)) >= HEAD.spelled * len(words)
    return below if len(words) >= HEAD.words and spelled and not named else None


def _first_in_capitals(lines: Sequence[Line]) -> int | None:
    """Return the one line on a page of tables that is its title: "THEO DÕI CÔNG VIỆC THÁNG 5"."""
    filled = [i for i, line in enumerate(lines) if line.text.strip()]
    alone = len({lines[i].page for i in filled[:2]}) == len(filled[:2])
    return filled[0] if filled and alone and is_capital(lines[filled[0]].text) else None


def _is_word(word: str) -> bool:
    return is_syllable(word.lower())


def _is_left(line: Line) -> bool:
    text = line.text.strip(_EDGES)
    if sum(c.isalpha() for c in text) < HEAD.left or len(text) > HEAD.longest_left:
        return False
    if _NO_OFFICE.match(fold(text)):
        return False
    return is_capital(text) or bool(re.match(r"(?:phong|so|truong|ubnd|uy ban)\b", fold(text)))


def _names_body(line: Line) -> bool:
    """Say whether a line above a title names a school or an authority by itself, in capitals."""
    text = line.text.strip(_EDGES)
    return is_capital(text) and len(text) <= HEAD.body and bool(_BODY.match(fold(text)))


def _is_rest(line: Line) -> bool:
    """Say whether a line is the short last word of a name that did not fit ("SƠN")."""
    words = line.text.strip(_EDGES).split()
    least, most = HEAD.abbreviated
    return 1 <= len(words) <= HEAD.rest and all(
        w.isupper() and w.isalpha() and (is_syllable(w.lower()) or least <= len(w) <= most)
        for w in words
    )
