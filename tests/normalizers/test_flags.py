"""Every flag that the normalisers set has a Vietnamese sentence, and no sentence is left over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import normalizers
from normalizers.deadlines.spans import Point, _part_flags
from normalizers.flags import FLAG_SENTENCES

SOURCES = [
    path
    for path in Path(normalizers.__file__).parent.rglob("*.py")
    if path.name != "flags.py" and "diacritics" not in path.parts
]
TEXT = "\n".join(path.read_text("utf-8") for path in SOURCES)
FLAG_WORDS = (
    r"criteria|criterion|level|standard|date|deadline|year|semester|week|open|end|impossible|owner|money"
    r"|hours|framework|legal|issuer|issued|document_number|place|province|district|school|signer|several"
)
# Strings in tuples or lists of flags: ("flag",), [*odd, "flag"], flags += ("flag",), flags["flag"].
USED = set(re.findall(rf'"((?:{FLAG_WORDS})_[a-z_]+)"', TEXT))
NOT_FLAGS = {
    "province_of_domains", "province_since_2025", "school_level", "school_levels", "school_year",
    "framework_codes",
    "framework_for_level", "frameworks_by_id", "week_one_of",
}  # fmt: skip


@pytest.mark.parametrize("flag", sorted(USED - NOT_FLAGS))
def test_every_flag_in_the_code_has_a_sentence(flag: str) -> None:
    assert flag in FLAG_SENTENCES


@pytest.mark.parametrize("flag", sorted(FLAG_SENTENCES))
def test_every_sentence_belongs_to_a_flag(flag: str) -> None:
    assert flag in USED or flag.startswith("part_of_")
    assert FLAG_SENTENCES[flag].endswith(".")


@pytest.mark.parametrize("unit", ["day", "month", "quarter", "semester", "year", "school_year"])
def test_parts_of_every_unit(unit: str) -> None:
    (flag,) = _part_flags(Point(unit, part="early"))  # type: ignore[arg-type]
    assert flag in FLAG_SENTENCES
