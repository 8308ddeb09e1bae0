from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.types import Change, FieldValue
from pipeline.flags import ALL_SENTENCES
from pipeline.rows.confidence import (
    DOUBTS,
    INFERRED,
    MENDED,
    WEIGHTS,
    Evidence,
    evidence_of,
    row_confidence,
)

NOTHING = Evidence(*(0.0,) * 11)
PARTS = [part.name for part in fields(Evidence)]
EVIDENCE = st.builds(Evidence, *(st.floats(0, 4),) * len(PARTS))


def value(text: str, conf: float, *applied: bool) -> FieldValue:
    changes = tuple(Change(0, 1, "a", "b", 0.9, applied=a) for a in applied)
    return FieldValue(text, text, 1, conf=conf, changes=changes)


@given(EVIDENCE, st.sampled_from(PARTS), st.floats(0, 1))
def test_more_against_a_row_never_makes_it_surer(
    evidence: Evidence, part: str, more: float
) -> None:
    worse = replace(evidence, **{part: getattr(evidence, part) + more})
    assert 0.0 <= row_confidence(worse) <= row_confidence(evidence) <= 1.0


def test_a_trusted_row_without_doubts_is_all_but_sure() -> None:
    assert row_confidence(NOTHING) >= 0.95
    assert len(WEIGHTS) == len(PARTS) + 1


@pytest.mark.parametrize("flags", [DOUBTS, INFERRED, MENDED])
def test_every_flag_that_counts_is_a_flag_of_the_program(flags: frozenset[str]) -> None:
    assert flags <= set(ALL_SENTENCES)


def test_only_what_makes_a_row_right_counts() -> None:
    values = {
        "action": value("Họp tổ chuyên môn", 0.96, True, False),
        "owner": value("Tổ", 0.5),
        "notes": value("đọc không rõ", 0.1, True),
    }
    evidence = evidence_of(values, 0.9, ["owner_unknown", "stitched", "criteria_ocr_mended"])
    assert evidence.weakest == pytest.approx(0.5)
    assert evidence.unsure == pytest.approx(1 - (17 * 0.96 + 2 * 0.5) / 19)
    assert evidence.table == pytest.approx(0.1)
    assert (evidence.guessed, evidence.doubts, evidence.mended, evidence.repaired) == (1, 1, 1, 1)


def test_a_row_without_text_has_only_its_silence_against_it() -> None:
    assert evidence_of({}, 1.0, []) == replace(NOTHING, silent=1.0)


def test_a_task_of_prose_with_an_inherited_owner_is_less_sure_than_a_row_of_a_table() -> None:
    values = {"action": value("Họp tổ chuyên môn", 1.0), "owner": value("Tổ", 1.0)}
    told = evidence_of(values, 0.8, ["from_prose", "owner_inherited"])
    assert (told.table, told.prose, told.inferred) == (0.0, 1.0, 1.0)
    assert told.sentence == pytest.approx(0.2)
    assert row_confidence(told) < row_confidence(evidence_of(values, 0.8, []))
