"""Role names and their spellings, with an index for longest-match scanning."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import resources
from pathlib import Path

from normalizers.text.unicode import clean, strip_marks

__all__ = ["Synonyms", "default_synonyms", "load_synonyms", "read_pairs", "tokens_of", "tsv_pairs"]

_TOKEN = re.compile(r"[^\W_]+|[&/,.\-]")
_LONGEST_ABBREVIATION = 4


def tokens_of(text: str) -> tuple[str, ...]:
    """Return the words and joining signs of a role phrase, lower case, marks kept."""
    return tuple(_TOKEN.findall(clean(text).replace("–", "-").lower()))


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Spellings of roles, indexed by their tokens.

    ``exact`` maps tokens with their marks to the canonical name. ``folded`` maps tokens without
    marks to it, but only where every spelling that folds alike names the same role. ``capitals``
    holds the short abbreviations ("HT") that count only in capitals. ``lengths`` maps a first token
    without marks to the greatest number of tokens of the spellings that begin so. ``phrases`` maps
    the folded text of longer spellings to the name, for comparison of damaged text; ``squeezed``
    does so without the blanks. ``abbreviations`` maps one-word abbreviations of four letters and
    more, in capitals without marks. ``loose`` is False where the text was typed, not read by an
    engine: then nothing is compared loosely. ``bound`` holds the spellings that the document itself
    defines.
    """

    exact: Mapping[tuple[str, ...], str]
    folded: Mapping[tuple[str, ...], str]
    capitals: frozenset[tuple[str, ...]]
    lengths: Mapping[str, int] = field(default_factory=dict)
    phrases: Mapping[str, str] = field(default_factory=dict)
    squeezed: Mapping[str, str] = field(default_factory=dict)
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    loose: bool = True
    bound: frozenset[tuple[str, ...]] = frozenset()

    @staticmethod
    def build(pairs: Iterable[tuple[str, str]]) -> Synonyms:
        """Return the index of ``(spelling, canonical name)`` pairs; later pairs win."""
        pairs = list(pairs)
        exact: dict[tuple[str, ...], str] = {}
        capitals: dict[tuple[str, ...], bool] = {}
        for spelling, name in pairs:
            key = tokens_of(spelling)
            if key:
                exact[key] = name
                capitals[key] = _is_abbreviation(spelling)
        lengths: dict[str, int] = {}
        for key in exact:
            first = strip_marks(key[0])
            lengths[first] = max(len(key), lengths.get(first, 0))
        by_fold: dict[tuple[str, ...], set[str]] = {}
        for key, name in exact.items():
            by_fold.setdefault(tuple(strip_marks(t) for t in key), set()).add(name)
        folded = {key: next(iter(names)) for key, names in by_fold.items() if len(names) == 1}
        phrases = {" ".join(key): name for key, name in folded.items() if len(key) > 1}
        return Synonyms(
            exact=exact,
            folded=folded,
            capitals=frozenset(key for key, short in capitals.items() if short),
            lengths=lengths,
            phrases=phrases,
            abbreviations=_abbreviations(folded, pairs),
            squeezed=_unambiguous((key.replace(" ", ""), name) for key, name in phrases.items()),
        )

    def extended(self, pairs: Iterable[tuple[str, str]]) -> Synonyms:
        """Return the index with further spellings; they win over those it has."""
        own = [(_spelling(key, key in self.capitals), name) for key, name in self.exact.items()]
        return Synonyms.build([*own, *pairs])

    def binding(self, pairs: Iterable[tuple[str, str]]) -> Synonyms:
        """Return the index with the spellings that a document defines, kept apart in ``bound``."""
        pairs = list(pairs)
        if not pairs:
            return self
        bound = frozenset(tokens_of(spelling) for spelling, _ in pairs)
        return replace(self.extended(pairs), bound=bound)

    def strict(self) -> Synonyms:
        """Return the index for typed text, in which nothing is compared loosely."""
        return replace(self, loose=False)


def _abbreviations(
    folded: Mapping[tuple[str, ...], str], pairs: Iterable[tuple[str, str]]
) -> dict[str, str]:
    written = {strip_marks(clean(spelling)) for spelling, _ in pairs}
    found = {w for w in written if w.isalpha() and w.isupper() and len(w) >= _LONGEST_ABBREVIATION}
    return {w: folded[(w.lower(),)] for w in found if (w.lower(),) in folded}


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    names: dict[str, set[str]] = {}
    for key, name in pairs:
        names.setdefault(key, set()).add(name)
    return {key: next(iter(found)) for key, found in names.items() if len(found) == 1}


def _spelling(key: tuple[str, ...], capital: bool) -> str:
    text = " ".join(key)
    return text.upper() if capital else text


def _is_abbreviation(spelling: str) -> bool:
    letters = [c for c in spelling if c.isalpha()]
    return len(letters) <= _LONGEST_ABBREVIATION and "".join(letters).isupper()


@lru_cache(maxsize=1)
def default_synonyms() -> Synonyms:
    """Return the index of the spellings that come with the package, read once."""
    text = resources.files("normalizers.reference").joinpath("roles.json").read_text("utf-8")
    return Synonyms.build(_json_pairs(text))


def load_synonyms(path: Path | str) -> Synonyms:
    """Return the package's spellings extended by a user's file.

    A ``.json`` file is a list of ``{"name": ..., "synonyms": [...]}``; any other file has one
    spelling a line, a tab, and the name it stands for (lines that begin with # are comments).

    Raises:
        ValueError: a line has no tab or an empty side, or the JSON has another shape.
        OSError: the file cannot be read.
    """
    return default_synonyms().extended(read_pairs(path))


def read_pairs(path: Path | str) -> list[tuple[str, str]]:
    """Return the spellings of a user's file and the name each stands for.

    Raises:
        ValueError: a line has no tab or an empty side, or the JSON has another shape.
        OSError: the file cannot be read.
    """
    text = Path(path).read_text(encoding="utf-8-sig")
    try:
        return _json_pairs(text) if str(path).endswith(".json") else tsv_pairs(text)
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path}: {error}") from error


def _json_pairs(text: str) -> list[tuple[str, str]]:
    return [
        (spelling, entry["name"])
        for entry in json.loads(text)
        for spelling in (entry["name"], *entry["synonyms"])
    ]


def tsv_pairs(text: str) -> list[tuple[str, str]]:
    """Return the pairs of a text with one spelling a line, a tab, and the name it stands for.

    Raises:
        ValueError: a line has no tab or an empty side.
    """
    pairs: list[tuple[str, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        spelling, tab, name = line.partition("\t")
        if not tab or not spelling.strip() or not name.strip():
            raise ValueError(f"dòng {number}: cần 'cách viết<TAB>tên vai trò': {line!r}")
        pairs += [(name.strip(), name.strip()), (spelling.strip(), name.strip())]
    return pairs
