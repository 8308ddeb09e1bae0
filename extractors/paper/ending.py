"""The end of an official paper: recipients on the left, the signer's office and name right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.paper.formulas import PlaceDate, find_date, is_electronic, without_signature
from extractors.paper.paragraphs import value_of
from extractors.paper.side_by_side import cut_line, word_spans
from extractors.paper.signature import (
    ANNEX,
    FILED,
    is_office,
    main_signature,
    name_under,
    unheaded_name,
)
from extractors.types import FieldValue, Line
from extractors.wording.matching import find_phrase, folded_words
from normalizers.text.unicode import fold

__all__ = ["Ending", "read_ending"]

_RECIPIENTS = folded_words("nơi nhận")
_WIDE_GAP = re.compile(r"(?<=\S)(?: {4,}|\t+)(?=\S)")
"""Blanks between two columns of bare text."""

_BULLET = re.compile(r"^\s*[-–—+•*~]")


@dataclass(frozen=True, slots=True)
class EndingSettings:
    """Where the end of a paper is looked for, in lines unless said.

    Attributes:
        reach: from the list of recipients or the office to the last line of the end, at most.
        before: above it that may hold the office at its right.
        beside: heights of a line between the list of recipients and a signature at its right.
        fewest_recipients: bullets of a list whose "Nơi nhận" was not read, at least.
        office_within: from the last one, among which the last office is looked for.
        name_within: below the office among which its name stands: the signature is between.
        rest: characters of a line that goes on with a recipient, at most.
        dated: last lines among which place and day may stand, over the signature.
        longest_name: words of one name, at most: more are those of two who sign side by side.
    """

    reach: int = 40
    before: int = 4
    beside: float = 3.0
    fewest_recipients: int = 2
    office_within: int = 60
    name_within: int = 9
    rest: int = 60
    dated: int = 10
    longest_name: int = 5


ENDING = EndingSettings()


@dataclass(frozen=True, slots=True)
class Ending:
    """Recipients, the signer's office and name; None or empty where not found.

    ``dated`` is the line of place and day that stands over the signature of a short paper.
    """

    recipients: tuple[FieldValue, ...] = ()
    title: FieldValue | None = None
    signer: FieldValue | None = None
    begins: int | None = None
    flags: tuple[str, ...] = ()
    dated: tuple[Line, PlaceDate] | None = None


def read_ending(lines: Sequence[Line]) -> Ending:
    """Return what stands at the end of the document.

    Args:
        lines: all lines in order; blank ones are ignored.
    """
    filled = [
        (i, without_signature(line))
        for i, line in enumerate(lines)
        if line.text.strip() and not is_electronic(line.text)
    ]
    at = next((n for n, (_, line) in enumerate(filled) if _opens_recipients(line.text)), None)
    at = at if at is not None else _unnamed_recipients(filled)
    first = at if at is not None else _last_office(filled)
    dated = _place_and_day(filled)
    if first is None:
        return Ending(dated=dated)
    offset = min(ENDING.before, first)
    block = [line for _, line in filled[first - offset : first + ENDING.reach]]
    recipients, rest = _recipients(block, offset) if at is not None else ((), block)
    title, signer = main_signature(_by_columns(rest))
    flags: tuple[str, ...] = ("signer_unknown",) if title is not None and signer is None else ()
    if title is None and signer is None:
        signer = unheaded_name(rest, block)
        flags = ("signer_doubtful",) if signer is not None else ()
    elif signer is not None and len(signer.text.split()) > ENDING.longest_name:
        flags = ("signer_several",)
    return Ending(recipients, title, signer, filled[first][0], flags, dated)


def _place_and_day(filled: Sequence[tuple[int, Line]]) -> tuple[Line, PlaceDate] | None:
    """Return the last line that is nothing but a place and a day, near the end."""
    for _, line in reversed(filled[-ENDING.dated :]):
        found = find_date(line.text)
        if found is not None and found.place and not line.text[: found.start].strip(" -–.("):
            return line, found
    return None


def _by_columns(lines: list[Line]) -> list[Line]:
    """Return the left column, then the right one, where two sign side by side in bare text."""
    parted = [_columns(line) for line in lines]
    if not any(len(parts) == 2 and all(is_office(x.text) for x in parts) for parts in parted):
        return lines
    return [*(parts[0] for parts in parted), *(parts[1] for parts in parted if len(parts) == 2)]


def _columns(line: Line) -> tuple[Line, ...]:
    gap = _WIDE_GAP.search(line.text) if line.bbox is None else None
    return (line,) if gap is None else (cut_line(line, 0, gap.start()), cut_line(line, gap.end()))


def _opens_recipients(text: str) -> bool:
    words = folded_words(text)[:3]
    hit = find_phrase(_RECIPIENTS, words)
    return hit is not None and hit.start == 0


def _unnamed_recipients(filled: Sequence[tuple[int, Line]]) -> int | None:
    """Return the first line of a list of recipients whose "Nơi nhận" was not read.

    It is the run of bullets that "Lưu: VT" closes; the signature at its right stands among them.
    """
    last = next(
        (n for n in range(len(filled) - 1, -1, -1) if FILED.match(fold(filled[n][1].text))), None
    )
    if last is None:
        return None
    first, box = last, filled[last][1].bbox
    for n in range(last - 1, max(-1, last - ENDING.reach), -1):
        line = filled[n][1]
        beside = box and line.bbox and line.bbox.x0 > box.x1 + ENDING.beside * box.height
        if _BULLET.match(line.text):
            first = n
        elif not beside and not is_office(line.text):
            break
    return first if last - first >= ENDING.fewest_recipients else None


def _last_office(filled: Sequence[tuple[int, Line]]) -> int | None:
    """Return the last line that is nothing but an office in capitals, with a name after it."""
    for n in range(len(filled) - 1, max(-1, len(filled) - ENDING.office_within), -1):
        text = filled[n][1].text
        below = filled[n + 1 : n + 1 + ENDING.name_within]
        if is_office(text) and any(name_under(line.text) for _, line in below):
            return n
    return None


def _recipients(block: list[Line], at: int) -> tuple[tuple[FieldValue, ...], list[Line]]:
    """Part the block into recipients and what remains for the signature."""
    found: list[FieldValue] = []
    rest: list[Line] = list(block[:at])
    open_list = True
    for n, line in enumerate(block[at:]):
        left, right = _cut_office(line)
        if right is not None:
            rest.append(right)
        if left is None:
            continue
        text = left.text.strip()
        if n == 0 and not _BULLET.match(text):
            text = _after_colon(text)
            if text:
                found.append(value_of([left], text.lstrip("-–+• ")))
        elif open_list and _BULLET.match(text):
            found.append(value_of([left], text.lstrip("-–—+•*~ ").rstrip(" ;.,")))
            open_list = not fold(found[-1].text).startswith("luu")
        elif ANNEX.match(fold(text)):
            break
        elif _is_rest(text, found, open_list):
            last = found[-1]
            found[-1] = FieldValue(
                f"{last.text} {text}".rstrip(" ;."), last.raw, last.page, last.bbox
            )
        else:
            rest.append(left)
    return tuple(found), rest


def _after_colon(text: str) -> str:
    return text.split(":", 1)[1].strip() if ":" in text else ""


def _is_rest(text: str, found: list[FieldValue], open_list: bool) -> bool:
    """Say whether a line goes on with the recipient above it."""
    return open_list and bool(found) and text[:1].islower() and len(text) < ENDING.rest


def _cut_office(line: Line) -> tuple[Line | None, Line | None]:
    """Cut an office glued to the right of a recipient; a line that is only an office is right."""
    if is_office(line.text):
        return None, line
    words = folded_words(line.text)
    spans = word_spans(line.text)
    if len(spans) != len(words):
        return line, None
    for n in range(1, len(words)):
        tail = line.text[spans[n][0] :]
        before = line.text[: spans[n][0]].rstrip()
        if before.endswith((":", ";", ".", ")")) and is_office(tail):
            return cut_line(line, 0, spans[n][0]), cut_line(line, spans[n][0])
    return line, None
