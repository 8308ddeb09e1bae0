"""Roles and groups named in running text."""

from __future__ import annotations

from dataclasses import dataclass

from normalizers.owners.scan import elements_of
from normalizers.owners.synonyms import Synonyms, default_synonyms
from normalizers.text.unicode import clean


@dataclass(frozen=True, slots=True)
class FoundRole:
    """A role in a text: its canonical name and its offsets in the cleaned text."""

    name: str
    start: int
    end: int


def find_roles(text: str, *, synonyms: Synonyms | None = None) -> tuple[FoundRole, ...]:
    """Return the roles and groups a text names, in order; damaged spellings are left out."""
    elements = elements_of(clean(text), synonyms or default_synonyms())
    return tuple(
        FoundRole(e.name, e.start, e.end) for e in elements if e.kind == "role" and not e.mended
    )
