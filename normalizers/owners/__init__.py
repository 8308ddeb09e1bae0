"""Who is responsible: roles, groups and people from owner cells."""

from __future__ import annotations

from normalizers.owners.find import FoundRole, find_roles
from normalizers.owners.glossary import glossary_of
from normalizers.owners.leading import ActorSpan, LeadingActor, leading_actor
from normalizers.owners.parse import OwnersValue, parse_owners
from normalizers.owners.synonyms import Synonyms, default_synonyms, load_synonyms

__all__ = [
    "ActorSpan",
    "FoundRole",
    "LeadingActor",
    "OwnersValue",
    "Synonyms",
    "default_synonyms",
    "find_roles",
    "glossary_of",
    "leading_actor",
    "load_synonyms",
    "parse_owners",
]
