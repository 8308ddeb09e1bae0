"""How far the number and the date of a letterhead can be trusted: a doubtful one is not given.

The clerk writes the number and the day by hand into blanks of a typed line. An engine makes
anything of them, often digits, so three signs are asked of a recognised line: how sure the engine
was of the word that holds the digits, whether that word is one with the code ("45/KH-THCSHM" is
typed at a stroke), and whether the code goes with the kind of paper.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extractors.paper.kinds import DocumentKind, kind_of_code, kind_of_title
from extractors.types import Line, Word
from normalizers.text.unicode import fold

__all__ = ["DATE_FLAGS", "NUMBER_FLAGS", "HandFlags", "are_typed", "date_flags", "number_flags"]

_SURE = 0.8
"""Confidence of a number's or a day's digits if they are typed: those are recognised at 0.85 and
more, what is written by hand below 0.7."""

_SURE_APART = 0.93
"""Confidence asked of digits that stand apart from their code: they were put there later, by hand
or by a stamp."""

_SURE_HAND = 0.95
"""Confidence from which what a pen wrote is given as sure: on held-out slots at most 1% of it is
wrong (``docs/decisions/handwritten-numbers.md``)."""

_LIKELY_HAND = 0.8
"""Confidence from which it is given to be looked at: on held-out slots at most 3% of all that is
given is wrong."""


class HandFlags(NamedTuple):
    """Flags of a field that a pen wrote: not given, given, to look at, offered, contradicted."""

    unread: str
    given: str
    unsure: str
    perhaps: str
    contradicted: str


NUMBER_FLAGS = HandFlags(
    "number_unreadable",
    "number_handwritten",
    "number_handwritten_unsure",
    "number_perhaps",
    "number_contradicted",
)
DATE_FLAGS = HandFlags(
    "issued_date_unreadable",
    "issued_date_handwritten",
    "issued_date_handwritten_unsure",
    "issued_date_perhaps",
    "issued_date_contradicted",
)

_TYPED = re.compile(r"^\W*(?:s\S{0,2}[:.]\s*)?(?P<digits>\d{1,5})(?P<glued>/)?", re.IGNORECASE)
_BLANK = re.compile(r"^[\s._…:;,/-]*(?=/)")
_WHOLE = re.compile(r"\d+\D+\d+\D+20\d\d\b")
_PARTY = r"(?:[-–]\s*[A-ZĐ]{2,5}\s*)?"
"""The Party writes the kind of paper before the slash: "45-CV/ĐU"."""

_PLAIN = re.compile(rf"^\d{{1,5}}[A-Za-z]?\s*{_PARTY}/")


def number_flags(line: Line, number: str, title: str) -> tuple[str, ...]:
    """Return what is wrong with a number as written.

    Args:
        line: the line it stands on.
        number: what stands after "Số:", as read.
        title: the title of the document, "" if none was found.

    Returns:
        ``document_number_blank`` (nothing before the slash), ``number_unreadable`` (something that
        is no sure number: it must not be given), ``number_doubtful`` (the code is of another kind
        of paper than the title), ``number_handwritten`` (a pen wrote it, and it was read
        surely; ``..._unsure``: likely so, to be looked at), or nothing. Beside
        ``number_unreadable`` stands ``number_perhaps:...`` where a pen's reading is likelier than
        not: to be offered to who looks at the paper.
    """
    hand = _by_hand(line.words, number)
    if hand:
        code = next((w for w in line.words if "/" in w.text), None)
        sure = code is not None and code.conf >= _SURE and _agrees(number, title)
        return _of_hand(hand, sure, number, NUMBER_FLAGS)
    if line.conf < 1.0 and not (_is_sure(line.words, number) and _is_labelled(line, number)):
        return ("number_unreadable",)
    if _BLANK.match(number):
        return ("document_number_blank",)
    if not _PLAIN.match(number.strip()):
        return ("number_unreadable",)
    return () if _agrees(number, title) else ("number_doubtful",)


def _is_sure(words: Sequence[Word], number: str) -> bool:
    """Say whether the digits of a recognised number are typed ones, surely read."""
    slashes = [n for n, word in enumerate(words) if "/" in word.text]
    if not slashes:
        return True
    at = slashes[0]
    if re.search(rf"\d\s*{_PARTY}/", words[at].text):
        return bool(_TYPED.match(words[at].text)) and words[at].conf >= _SURE
    before = [w for w in words[:at] if not re.fullmatch(r"\W*s\S{0,2}\W*", fold(w.text))]
    if not before:
        return True  # nothing was read there at all: a blank, as far as one can see
    typed = len(before) == 1 and bool(re.fullmatch(r"\d{1,5}", before[0].text))
    return typed and before[0].conf >= _SURE_APART


def are_typed(words: Sequence[Word], digits: str) -> bool:
    """Say whether the digits before a code, anywhere in a line, are typed ones, surely read.

    Args:
        words: of the line; none where it is no picture.
        digits: "126" of "(Kèm theo Kế hoạch số 126/KH-UBND)".
    """
    for n, word in enumerate(words):
        if re.search(rf"(?<!\d){digits}/", word.text):
            return word.conf >= _SURE
        before_code = n + 1 < len(words) and words[n + 1].text.startswith("/")
        if before_code and re.search(rf"(?<!\d){digits}$", word.text):
            return word.conf >= _SURE_APART
    return not words


def _is_labelled(line: Line, number: str) -> bool:
    """Say whether "Số:" or digits were read: a code alone is the rest of what a pen covered."""
    return not number.startswith("/") or line.text.strip() != number


def _agrees(number: str, title: str) -> bool:
    of_code, of_title = kind_of_code(number), kind_of_title(title)
    return of_code is None or of_title is None or of_code == of_title or _may_differ(of_title)


def _may_differ(kind: DocumentKind) -> bool:
    return kind in ("annex", "form", "calendar", "regulation")


def date_flags(line: Line, date: str) -> tuple[str, ...]:
    """Return ``issued_date_unreadable`` where a recognised day, month or year is not sure.

    What a pen wrote has flags as in ``number_flags``.

    Args:
        line: the line it stands on.
        date: the date as written, "ngày 17 tháng 10 năm 2023".
    """
    hand = _by_hand(line.words, date)
    if hand and not _WHOLE.search(date):
        return (DATE_FLAGS.unread,)
    if hand:
        return _of_hand(hand, _is_rest_sure(line.words, hand, date), date, DATE_FLAGS)
    if line.conf >= 1.0 or not line.words:
        return ()
    wanted = set(re.findall(r"\d+", date))
    digits = [w for w in line.words if w.text.strip(".,") in wanted]
    sure = len(digits) >= len(wanted) and all(w.conf >= _SURE for w in digits)
    return () if sure and _is_spelled(line.words) else ("issued_date_unreadable",)


def _is_rest_sure(words: Sequence[Word], hand: Sequence[Word], date: str) -> bool:
    """Say whether the digits of a date that no pen wrote are surely read."""
    printed = Counter(re.findall(r"\d+", date)) - Counter(w.text for w in hand)
    sure = Counter(w.text.strip(".,") for w in words if not w.by_hand and w.conf >= _SURE)
    return printed <= sure


def _is_spelled(words: Sequence[Word]) -> bool:
    """Say whether what was read between "ngày" and "tháng" is digits, as repair found them."""
    named = [fold(w.text).strip(".,;:") for w in words]
    if "ngay" not in named or "thang" not in named:
        return True
    day = words[named.index("ngay") + 1 : named.index("thang")]
    return len(day) == 1 and bool(re.fullmatch(r"\W?\d{1,2}\W?", day[0].text))


def _by_hand(words: Sequence[Word], written: str) -> list[Word]:
    """Return the words of a pen that are digits of what is written."""
    digits = set(re.findall(r"\d+", written))
    return [w for w in words if w.by_hand and w.text in digits]


def _of_hand(hand: Sequence[Word], rest: bool, written: str, flags: HandFlags) -> tuple[str, ...]:
    """Return the flags of what a pen wrote: given, if the print about it is sure, or offered."""
    least = min(word.conf for word in hand) if rest else 0.0
    if least >= _LIKELY_HAND:
        return (flags.given if least >= _SURE_HAND else flags.unsure,)
    return (flags.unread, f"{flags.perhaps}:{' '.join(written.split()).replace(' /', '/')}")
