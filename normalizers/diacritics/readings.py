"""Building the lattice of a segment: what each token may stand for in each mode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from normalizers.diacritics.casing import match_case
from normalizers.diacritics.context import RepairContext
from normalizers.diacritics.lattice import Edge, Lattice
from normalizers.diacritics.lexicon import Lexicon, load_lexicon
from normalizers.diacritics.segment import Token
from normalizers.unicode import clean, strip_marks

__all__ = ["Placed", "Reader"]

_AGAINST_MARKS = -9.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A token with the line it stands on; ``active`` is False where only context is wanted."""

    line: int
    token: Token
    active: bool = True
    confidence: float | None = None


class Reader:
    """Turns tokens into lattices for one mode and one document context."""

    def __init__(self, mode: str, context: RepairContext | None) -> None:
        self.mode = mode
        self.context = context
        self.lexicon: Lexicon = load_lexicon()
        self.model = self.lexicon.model
        self._known: dict[str, list[tuple[int, float, str]]] = {}

    def lattice(self, tokens: Sequence[Placed]) -> Lattice:
        """Return the lattice of a segment; every token adds one node."""
        lattice = Lattice()
        for placed in tokens:
            node = lattice.grow()
            line, token = placed.line, placed.token
            for word, cost, surface in self._options(placed):
                lattice.edges.append(
                    Edge(node - 1, node, word, cost, line, token.start, token.end, surface)
                )
        return lattice

    def _options(self, placed: Placed) -> list[tuple[int, float, str]]:
        token = placed.token
        if token.kind == "word" and placed.active:
            found = self._known.get(token.text)
            if found is None:
                found = self._known[token.text] = self._stripped(token.text)
            return found
        return [(self._fixed(token), 0.0, "")]

    def _fixed(self, token: Token) -> int:
        if token.kind == "comma":
            return self.model.comma
        if token.kind == "punct":
            return self.model.punct
        if any(c.isdigit() for c in token.text):
            return self.model.number
        return self.model.id_of(clean(token.text).lower())

    def _stripped(self, text: str) -> list[tuple[int, float, str]]:
        """Return the words an unmarked word may stand for; marks that are there must stay."""
        word = clean(text).lower()
        marked = not word.isascii()
        options: list[tuple[int, float, str]] = []
        for number in self.lexicon.restorations(word):
            restored = self.model.words[number]
            if restored == word:
                options.append((number, 0.0, ""))
            elif not marked or _keeps_marks(word, restored):
                options.append((number, _AGAINST_MARKS * marked, match_case(text, restored)))
        return options or [(self.model.unknown, 0.0, "")]


def _keeps_marks(partial: str, full: str) -> bool:
    """Say whether every marked letter of ``partial`` stands marked in ``full`` too."""
    bare = strip_marks(partial)
    return all(f != b for p, f, b in zip(partial, full, bare, strict=True) if p != b)
