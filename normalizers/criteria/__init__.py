"""Codes of criteria, standards and levels in every spelling plans use."""

from __future__ import annotations

from normalizers.criteria.evidence_codes import evidence_criteria
from normalizers.criteria.find import FoundCriteria, find_criteria
from normalizers.criteria.old_standards import is_old_standard, is_standard_title
from normalizers.criteria.parse import CriteriaValue, parse_criteria
from normalizers.criteria.sections import Section, parse_level, parse_standard, section_of
from normalizers.criteria.sequence import normalise_sequence
from normalizers.criteria.titles import title_to_code

__all__ = [
    "CriteriaValue",
    "FoundCriteria",
    "Section",
    "evidence_criteria",
    "find_criteria",
    "is_old_standard",
    "is_standard_title",
    "normalise_sequence",
    "parse_criteria",
    "parse_level",
    "parse_standard",
    "section_of",
    "title_to_code",
]
