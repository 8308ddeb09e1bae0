"""Codes of criteria, standards and levels in every spelling plans use."""

from __future__ import annotations

from normalizers.criteria.find import FoundCriteria, find_criteria
from normalizers.criteria.parse import CriteriaValue, parse_criteria
from normalizers.criteria.sections import Section, parse_level, parse_standard, section_of
from normalizers.criteria.sequence import normalise_sequence
from normalizers.criteria.titles import title_to_code

__all__ = [
    "CriteriaValue",
    "FoundCriteria",
    "Section",
    "find_criteria",
    "normalise_sequence",
    "parse_criteria",
    "parse_level",
    "parse_standard",
    "section_of",
    "title_to_code",
]
