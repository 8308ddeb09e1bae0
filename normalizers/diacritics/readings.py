"""Building the lattice of a segment: what each token may stand for in each mode."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from normalizers.diacritics.casing import match_case
from normalizers.diacritics.channel import Channel, case_class, in_case, load_channel
from normalizers.diacritics.context import RepairContext
from normalizers.diacritics.decoding.evidence import UNSURE, doubt, spellings, support
from normalizers.diacritics.decoding.lattice import Edge, Lattice
from normalizers.diacritics.decoding.segment import Token
from normalizers.diacritics.hints import Hints
from normalizers.diacritics.lexicon import Lexicon, load_lexicon
from normalizers.diacritics.tagger import case_of
from normalizers.diacritics.tagging import Spot
from normalizers.text.alternative import Alternative
from normalizers.text.syllables import is_syllable
from normalizers.text.unicode import clean, strip_marks

_CONSONANT = re.compile(r"^[B-DF-HJ-NP-TVXZĐ]$")
_VOWELLESS = re.compile(r"^[B-DF-HJ-NP-TV-XZĐ]{2,}$")

__all__ = ["Option", "Placed", "Reader"]

Option: TypeAlias = tuple[int, float, str]

_AGAINST_MARKS = -9.0
_FOREIGN = -0.7
_READ_RIGHT = -2.3  # a marked word that is one: another engine may have read it right
_UNKNOWN, _UNKNOWN_LETTER, _UNKNOWN_SIGN = -4.0, -3.0, -4.0
_SIGN_KEPT = -6.0
_NO_CAPITAL = 1.5
_OTHER_THAN_KNOWN = -4.0
_NUMBER_LETTER, _NUMBER_BEGUN_BY_LETTER, _NUMBER_INSIDE = -3.5, -3.0, -8.0
_HOOK, _SPLIT = -0.5, -4.0
_DOUBTFUL, _BROKEN, _JOINED_FIT = -7.0, -9.0, -9.0
_BY_EYE = -8.0  # a word the engine nearly read that the channel did not think of
_LANGUAGES = {"garbled": "eng", "ocr": "vie"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A token with the line it stands on; ``active`` is False where only context is wanted.

    ``confidence`` and ``seen`` are what an engine tells of it; offsets count within the token.
    """

    line: int
    token: Token
    active: bool = True
    confidence: float | None = None
    seen: tuple[Alternative, ...] | None = None


class Reader:
    """Turns tokens into lattices for one mode and one document context."""

    def __init__(self, mode: str, context: RepairContext | None) -> None:
        self.mode = mode
        self.lexicon: Lexicon = load_lexicon()
        self.model = self.lexicon.model
        self._known: dict[tuple[str, bool], list[Option]] = {}
        self._bests: dict[tuple[str, bool], float] = {}
        self._among_capitals = True
        self.hints = Hints.of(context, self.model, noisy=mode != "stripped")
        self.attested = context.attested if context is not None else {}

    def lattice(self, tokens: Sequence[Placed]) -> Lattice:
        """Return the lattice of a segment; every token adds one node, a split another."""
        lattice = Lattice()
        before: tuple[int, Placed] | None = None
        capitals = _lines_in_capitals(tokens)
        for number, placed in enumerate(tokens):
            beside = _beside_capitals(tokens, number)
            self._among_capitals = beside or placed.line in capitals
            source = lattice.nodes - 1
            token = placed.token
            splits = self._splits(placed)
            node = lattice.grow(1 + len(splits))
            for word, cost, surface in self._options(placed):
                lattice.edges.append(
                    Edge(source, node, word, cost, placed.line, token.start, token.end, surface)
                )
            for number, (cut, left, right) in enumerate(splits):
                self._add_split(
                    lattice, source, source + 1 + number, node, placed, cut, left, right
                )
            if before is not None:
                self._add_join(lattice, before, source, node, placed)
            before = (source, placed)
        return lattice

    def spots(self, tokens: Sequence[Placed]) -> list[Spot]:
        """Return the unmarked words of a segment for the tagger; one node a token (stripped)."""
        spots = []
        for node, placed in enumerate(tokens):
            token = placed.token
            if token.kind == "word":
                fold = strip_marks(clean(token.text).lower())
                spots.append(Spot(node, node + 1, fold, case_of(token.text)))
            else:
                word = self.model.words[self._fixed(token)]
                spots.append(Spot(node, node + 1, strip_marks(word), 0))
        return spots

    def path_spots(self, path: Sequence[Edge], lines: Sequence[str]) -> list[Spot]:
        """Return the unmarked words along a path, as far as it reads them now."""
        spots = []
        for edge in path:
            written = edge.surface or lines[edge.line][edge.start : edge.end]
            fold = self.lexicon.folds[edge.word]
            spots.append(Spot(edge.src, edge.dst, fold, case_of(written.strip())))
        return spots

    def _options(self, placed: Placed) -> list[Option]:
        token = placed.token
        if token.kind != "word" or not placed.active:
            return [(self._fixed(token), 0.0, "")]
        found = self._options_of(token.text)
        if placed.confidence is None or self.mode != "ocr":
            return found
        kept, changed = doubt(placed.confidence)
        as_read = ("", clean(token.text))
        nearly = placed.seen if placed.confidence < UNSURE else None
        if nearly:
            found = [*found, *self._nearly_read(token.text, nearly, found)]
        return [
            (word, cost + kept, surface)
            if surface in as_read
            else (word, cost + changed + support(token.text, surface, nearly), surface)
            for word, cost, surface in found
        ]

    def _nearly_read(
        self, text: str, seen: Sequence[Alternative], found: list[Option]
    ) -> list[Option]:
        """Return syllables one strongly seen alternative away that are not among the options."""
        if self._is_abbreviation(text):
            return []
        there = {number for number, _, _ in found}
        options = []
        for spelling in spellings(text, seen):
            number = self.model.ids.get(spelling.lower())
            if number is not None and number not in there and is_syllable(spelling.lower()):
                options.append((number, _BY_EYE, spelling))
        return options

    def _options_of(self, text: str) -> list[Option]:
        key = (text, self._among_capitals)
        found = self._known.get(key)
        if found is None:
            make = self._stripped if self.mode == "stripped" else self._noisy
            found = self._known[key] = make(text)
        return found

    def _fixed(self, token: Token) -> int:
        if token.kind == "comma":
            return self.model.comma
        if token.kind == "punct":
            return self.model.punct
        if any(c.isdigit() for c in token.text):
            return self.model.number
        return self.model.id_of(clean(token.text).lower())

    def _stripped(self, text: str) -> list[Option]:
        """Return the words an unmarked word may stand for; marks that are there must stay."""
        word = clean(text).lower()
        marked = not word.isascii()
        options: list[Option] = []
        for number in self.lexicon.restorations(word):
            restored = self.model.words[number]
            if restored == word:
                options.append((number, 0.0, ""))
            elif not marked or _keeps_marks(word, restored):
                options.append((number, _AGAINST_MARKS * marked, match_case(text, restored)))
        options += self._from_document(word, text, 0.0)
        full = self.lexicon.abbreviation(text)
        if full and all(surface != full for _, _, surface in options):
            options.append((self.model.id_of(full.lower()), 0.0, full))
        return options or [(self.model.unknown, 0.0, "")]

    def _from_document(self, word: str, text: str, cost: float) -> list[Option]:
        """Return words the model does not know but the document spells out elsewhere."""
        found = self.hints.unknown.get(strip_marks(word), ())
        return [(self.model.unknown, cost, "" if w == word else match_case(text, w)) for w in found]

    def _noisy(self, text: str) -> list[Option]:
        """Return the words a misread token may stand for, the token itself among them."""
        token = clean(text)
        kept = "" if token == text else token
        word = token.lower()
        number = self.model.ids.get(word)
        if self._is_abbreviation(token):
            known = self._abbreviations(token)
            return [(self.model.id_of(word), _OTHER_THAN_KNOWN * bool(known), kept), *known]
        options = self._from_channel(token, kept)
        if number is not None and not is_syllable(word):
            options.append((number, _FOREIGN, kept))
        elif number is not None and not word.isascii():
            options = [(n, max(c, _READ_RIGHT) if n == number else c, s) for n, c, s in options]
            if all(n != number for n, _, _ in options):
                options.append((number, _READ_RIGHT, kept))
        elif number is None:
            options.append((self.model.unknown, _spelling(token), kept))
            options += self._from_document(word, text, _READ_RIGHT)
        options += self._abbreviations(token)
        if any(c.isdigit() for c in token):
            options.append((self.model.number, _as_number(token), ""))
        elif not any(c.isalpha() for c in token):
            options.append((self.model.punct, _SIGN_KEPT, ""))
        return options

    def _from_channel(self, token: str, kept: str = "") -> list[Option]:
        kind = case_class(token, self._among_capitals or self.mode == "ocr")
        options = []
        found = self._channel.candidates(token, kind)
        small = dict(self._channel.candidates(token, "lower")) if kind == "title" else {}
        for number, cost in found:
            surface = in_case(self.model.words[number], kind)
            if small.get(number, cost) > cost + _NO_CAPITAL:  # the capital was itself misread
                cost, surface = small[number], self.model.words[number]
            options.append((number, cost, kept if surface == token else surface))
        return options

    @property
    def _channel(self) -> Channel:
        return load_channel(_LANGUAGES[self.mode])

    def _is_abbreviation(self, token: str) -> bool:
        """Say whether capitals in a line of small letters stand for words ("BS", "KPCLGD").

        An English engine puts capitals for marked letters ("SO'"), so there vowels speak against.
        """
        if self.mode == "ocr" and _CONSONANT.match(token):
            return True
        if _VOWELLESS.match(token):
            return not self._among_capitals or self.mode == "ocr" or "Đ" in token
        if self._among_capitals or self.mode != "ocr":
            return False
        return 1 < len(token) < 5 and token.isascii() and token.isupper()

    def _abbreviations(self, token: str) -> list[Option]:
        """Return known words in capitals that differ from the token by D for Đ only."""
        if not token.isupper() or len(token) < 2 or "Đ" in token:
            return []
        full = self.lexicon.abbreviation(token)
        if not full and self.mode == "garbled" and token.lower() not in self.model.ids:
            full = self.lexicon.abbreviation(token.replace("P", "D", 1))
        if full:
            return [(self.model.id_of(full.lower()), 0.0, full)]
        return [
            (number, -1.5, self.model.words[number].upper())
            for number in self.lexicon.restorations(token.lower())
            if self.model.words[number] != token.lower()
            and not is_syllable(self.model.words[number])
        ]

    def _best(self, text: str) -> float:
        """Return the best channel cost of a token (0 is a perfect fit)."""
        key = (text, self._among_capitals)
        best = self._bests.get(key)
        if best is None:
            best = self._bests[key] = max(cost for _, cost, _ in self._options_of(text))
        return best

    def _splits(self, placed: Placed) -> list[tuple[int, list[Option], list[Option]]]:
        """Return the likeliest places where a bad token falls into two words."""
        token = placed.token
        if self.mode == "stripped" or token.kind != "word" or not placed.active:
            return []
        text = token.text
        if not 5 <= len(text) <= 16 or self._best(text) > _BROKEN or not text.isalpha():
            return []
        cuts = []
        for cut in range(2, len(text) - 1):
            left, right = self._from_channel(text[:cut]), self._from_channel(text[cut:])
            fit = max((c for _, c, _ in left), default=-99.0)
            fit += max((c for _, c, _ in right), default=-99.0)
            cuts.append((fit, cut, left, right))
        cuts.sort(key=lambda c: -c[0])
        return [(cut, left, right) for fit, cut, left, right in cuts[:2] if fit > -8.0]

    def _add_split(
        self,
        lattice: Lattice,
        source: int,
        inner: int,
        node: int,
        placed: Placed,
        cut: int,
        left: list[Option],
        right: list[Option],
    ) -> None:
        token = placed.token
        middle = token.start + cut
        for word, cost, surface in left:
            text = surface or token.text[:cut]
            lattice.edges.append(
                Edge(source, inner, word, cost + _SPLIT, placed.line, token.start, middle, text)
            )
        for word, cost, surface in right:
            text = " " + (surface or token.text[cut:])
            lattice.edges.append(
                Edge(inner, node, word, cost, placed.line, middle, token.end, text)
            )

    def _add_join(
        self, lattice: Lattice, before: tuple[int, Placed], source: int, node: int, placed: Placed
    ) -> None:
        start, first = before
        left, right = first.token, placed.token
        if self.mode == "stripped" or first.line != placed.line or not first.active:
            return
        if right.text == "?" and right.start == left.end and left.kind == "word":
            self._join(lattice, start, node, placed.line, left, right, _HOOK)
            return
        if right.start != left.end + 1:
            return
        if not (first.active and placed.active and left.kind == right.kind == "word"):
            return
        if min(self._best(left.text), self._best(right.text)) > _DOUBTFUL:
            return
        if len(left.text) + len(right.text) > 9 or right.text[0].isupper():
            return
        self._join(lattice, start, node, placed.line, left, right)

    def _join(
        self,
        lattice: Lattice,
        start: int,
        node: int,
        line: int,
        left: Token,
        right: Token,
        prior: float = -3.0,
    ) -> None:
        whole = left.text + right.text
        for word, cost, surface in self._from_channel(whole):
            if cost > _JOINED_FIT:
                text = surface or whole
                lattice.edges.append(
                    Edge(start, node, word, cost + prior, line, left.start, right.end, text)
                )


def _lines_in_capitals(tokens: Sequence[Placed]) -> set[int]:
    """Return the numbers of the lines most of whose letters are capitals."""
    counts: dict[int, int] = {}
    for placed in tokens:
        text = placed.token.text
        balance = sum(c.isupper() - c.islower() for c in text)
        counts[placed.line] = counts.get(placed.line, 0) + balance
    return {line for line, balance in counts.items() if balance > 0}


def _beside_capitals(tokens: Sequence[Placed], number: int) -> bool:
    """Say whether a word in capitals stands next to the token, single letters passed over."""
    line = tokens[number].line
    for step in (-1, 1):
        at = number + step
        while 0 <= at < len(tokens) and len(tokens[at].token.text) == 1:
            at += step
        if 0 <= at < len(tokens) and tokens[at].line == line:
            text = tokens[at].token.text
            if text.isalpha() and text.isupper():
                return True
    return False


def _spelling(token: str) -> float:
    """Return the log probability that an unknown word is spelt like this."""
    signs = sum(not c.isalpha() for c in token)
    return _UNKNOWN + _UNKNOWN_LETTER * len(token) + _UNKNOWN_SIGN * signs


def _as_number(token: str) -> float:
    """Return the log probability that letters and digits together are a number or code."""
    letters = sum(not c.isdigit() for c in token)
    inside = not token[0].isdigit() and not token[-1].isdigit()
    inside = inside or not token.isalnum()
    by_letter = _NUMBER_BEGUN_BY_LETTER * (not token[0].isdigit())
    return _NUMBER_LETTER * letters + by_letter + _NUMBER_INSIDE * inside


def _keeps_marks(partial: str, full: str) -> bool:
    """Say whether every marked letter of ``partial`` stands marked in ``full`` too."""
    bare = strip_marks(partial)
    return all(f != b for p, f, b in zip(partial, full, bare, strict=True) if p != b)
