"""What a short field may say: small grammars as automata that take one character at a time.

A grammar is a choice of templates, a template a row of slots, a slot a choice of strings; so that
reading can be held to texts that a number column or a date column can hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

Slot = tuple[str, ...]
State = frozenset[tuple[int, int, str]]
"""Where in the templates a text may stand: ``(template, slot, rest of the chosen string)``."""


@dataclass(frozen=True)
class Grammar:
    """A finite set of texts.

    Attributes:
        name: of the kind of field.
        templates: each a row of slots; a slot with "" may be left out.
    """

    name: str
    templates: tuple[tuple[Slot, ...], ...]

    @cached_property
    def start(self) -> State:
        """The state before the first character."""
        return self._closed((index, 0, "") for index in range(len(self.templates)))

    @cached_property
    def _moves(self) -> dict[State, dict[str, State]]:
        return {}

    def moves(self, state: State) -> Mapping[str, State]:
        """Return the state after each character that may follow."""
        known = self._moves.get(state)
        if known is None:
            after: dict[str, list[tuple[int, int, str]]] = {}
            for template, slot, rest in state:
                if rest:
                    after.setdefault(rest[0], []).append((template, slot, rest[1:]))
            known = {character: self._closed(places) for character, places in after.items()}
            self._moves[state] = known
        return known

    def ends(self, state: State) -> bool:
        """Say whether a text may end here."""
        return any(
            slot == len(self.templates[template]) and not rest for template, slot, rest in state
        )

    def holds(self, text: str) -> bool:
        """Say whether the text is one of the grammar."""
        state = self.start
        for character in text:
            state = self.moves(state).get(character, frozenset())
        return self.ends(state)

    def _closed(self, places: Iterable[tuple[int, int, str]]) -> State:
        """Return the places with, for each string that is used up, the strings that may follow."""
        found: set[tuple[int, int, str]] = set()
        waiting = list(places)
        while waiting:
            template, slot, rest = place = waiting.pop()
            if place in found:
                continue
            found.add(place)
            slots = self.templates[template]
            if not rest and slot < len(slots):
                waiting.extend((template, slot + 1, text) for text in slots[slot])
        return frozenset(found)


def _between(first: int, last: int, *, padded: bool = False) -> Slot:
    plain = tuple(str(n) for n in range(first, last + 1))
    return (*plain, *(f"{n:02d}" for n in range(first, min(10, last + 1)))) if padded else plain


_DAY, _MONTH = _between(1, 31, padded=True), _between(1, 12, padded=True)
_YEAR = _between(2000, 2039)
_ROMAN = ("I", "II", "III", "IV")
_STOP = ("", ".", ")", ":")
_DASH = ("-", "–", " - ", " – ", " đến ")
_LEAD_CRITERION = ("", "Tiêu chí ", "TC ", "TC", "Tiêu chí số ", "tiêu chí ")
_BY = ("", "Trước ", "Trước ngày ", "trước ngày ", "Ngày ", "Từ ", "Từ ngày ", "Đến ngày ")
_PART = ("", "Cuối ", "Đầu ", "Giữa ", "Hết ", "Từ ", "Trước ")
_WORD_MONTH = ("Tháng ", "tháng ", "T")

NUMBER = Grammar(
    "number", ((_between(1, 199, padded=True), _STOP), (("(",), _between(1, 99), (")",)))
)
"""A row number."""

CODE = Grammar(
    "code", ((_LEAD_CRITERION, _between(1, 9), (".",), _between(1, 30), ("", ".", ":")),)
)
"""The code of a criterion, with or without its word."""

DAY = Grammar("day", ((_DAY,),))
MONTH = Grammar("month", ((_MONTH,),))

_DIGIT = tuple("0123456789")
PAPER = Grammar("number of a paper", ((_DIGIT, *(("", *_DIGIT),) * 3),))
"""The number of an official paper, one to four digits."""


def _dates(sign: str) -> Iterator[tuple[Slot, ...]]:
    """Yield the templates whose figures are parted by ``sign``."""
    join = (sign,)
    day, month = (_DAY, join, _MONTH), (_MONTH, join, _YEAR)
    full = (*day, join, _YEAR)
    yield (_BY, *full)
    yield (_BY, *day)
    yield (_PART, ("", *_WORD_MONTH), *month)
    yield (("", "Từ ", "Từ ngày "), *full, _DASH, ("", "ngày "), *full)
    yield (("", "Từ "), _DAY, _DASH, *full)
    yield (("", *_WORD_MONTH), *month, _DASH, ("", "tháng "), *month)


DATE = Grammar(
    "date",
    (
        *_dates("/"),
        *_dates("-"),
        *_dates("."),
        (_PART, _WORD_MONTH, _MONTH),
        (_PART, _WORD_MONTH, _MONTH, (" năm ",), _YEAR),
        (("Quý ", "quý "), (*_ROMAN, *_between(1, 4)), ("/", " năm ", "-"), _YEAR),
        (("Quý ", "quý "), _ROMAN),
        (("", "Năm học ", "năm học "), _YEAR, _DASH, _YEAR),
        (_PART, ("Học kỳ ", "học kỳ ", "Học kì ", "học kì ", "HK", "HK "), ("I", "II", "1", "2")),
        (_PART, ("Năm ", "năm ", ""), _YEAR),
    ),
)
"""A deadline in figures."""
