"""Who is responsible: roles, groups and people from owner cells."""

from __future__ import annotations

from normalizers.owners.parse import OwnersValue, parse_owners
from normalizers.owners.synonyms import Synonyms, default_synonyms, load_synonyms

__all__ = ["OwnersValue", "Synonyms", "default_synonyms", "load_synonyms", "parse_owners"]
