"""What people are asked to look at, and what the sample says of the rest."""

from __future__ import annotations

import pytest

from pipeline.edits.attention import attention, in_sample, measured
from tests.pipeline.edits.rows import an_item, item_id


@pytest.mark.parametrize(
    ("values", "reasons"),
    [
        ({"confidence": 0.5}, ("low_confidence",)),
        ({"owner": ""}, ("missing",)),
        ({"flags": "end_before_start"}, ("rule",)),
        (
            {"flags": "end_before_start", "owner": "", "confidence": 0.2},
            ("low_confidence", "missing", "rule"),
        ),
        ({"flags": "continued;stitched"}, ()),
    ],
)
def test_reasons(values: dict[str, object], reasons: tuple[str, ...]) -> None:
    found = attention(an_item(1, item_id="0" * 12 + "-0001", **values))
    assert found.reasons == reasons
    assert (found.urgency > 0) == bool(reasons)


def test_the_sample_is_a_twentieth_and_always_the_same() -> None:
    ids = [item_id(n) for n in range(20_000)]
    chosen = [name for name in ids if in_sample(name, 0.05)]
    assert 900 <= len(chosen) <= 1100
    assert chosen == [name for name in ids if in_sample(name, 0.05)]


def test_the_worst_row_comes_first() -> None:
    worst = attention(an_item(1, confidence=0.1, owner="", flags="end_before_start"))
    mild = attention(an_item(2, confidence=0.85))
    assert worst.urgency > mild.urgency > 0.05


def test_quality_is_told_with_its_interval() -> None:
    states = [("accepted", False)] * 58 + [("accepted", True), ("rejected", False), ("", False)]
    quality = measured(states, confident=1200)
    assert (quality.looked_at, quality.wrong, quality.waiting) == (60, 2, 1)
    assert quality.error_rate == pytest.approx(2 / 60)
    assert quality.low < 2 / 60 < quality.high
    assert (round(quality.low, 3), round(quality.high, 3)) == (0.009, 0.114)


def test_without_a_look_nothing_is_claimed() -> None:
    quality = measured([("", False)], confident=10)
    assert quality.error_rate is None
    assert (quality.low, quality.high) == (0.0, 1.0)
