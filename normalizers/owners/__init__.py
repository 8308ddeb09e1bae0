"""Who is responsible: roles, groups and people from owner cells."""

from __future__ import annotations

from normalizers.owners.find import FoundRole, find_roles
from normalizers.owners.parse import OwnersValue, parse_owners
from normalizers.owners.synonyms import Synonyms, default_synonyms, load_synonyms

__all__ = [
    "FoundRole",
    "OwnersValue",
    "Synonyms",
    "default_synonyms",
    "find_roles",
    "load_synonyms",
    "parse_owners",
]
