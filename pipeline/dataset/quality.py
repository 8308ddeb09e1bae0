"""How right the dataset is, as reviewers measured it: told beside every export."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from pipeline.dataset.store import Store
from pipeline.dataset.tables import review
from pipeline.edits.attention import SAMPLE, Quality, measured

__all__ = ["QualityRow", "quality_of", "quality_rows"]


def quality_of(store: Store) -> Quality:
    """Return the measured quality of the rows nobody doubts."""
    sampled = sa.select(review.c.state, review.c.corrected).where(review.c.reasons == SAMPLE)
    undoubted = sa.select(sa.func.count()).where(review.c.reasons.in_(("", SAMPLE)))
    with store.reading() as connection:
        states = [(row.state, bool(row.corrected)) for row in connection.execute(sampled)]
        return measured(states, int(connection.scalar(undoubted) or 0))


@dataclass(frozen=True, slots=True)
class QualityRow:
    """One figure: its name for programs, its value (None if nobody has looked), what it means."""

    figure: str
    value: float | None
    meaning: str


def quality_rows(quality: Quality) -> list[QualityRow]:
    """Return the figures in the order people read them."""
    looked = quality.looked_at > 0
    return [
        QualityRow("confident_rows", quality.confident, "Số dòng chương trình không nghi ngờ."),
        QualityRow("sample_reviewed", quality.looked_at, "Trong mẫu ngẫu nhiên, đã có người xem."),
        QualityRow("sample_waiting", quality.waiting, "Trong mẫu ngẫu nhiên, chưa ai xem."),
        QualityRow("sample_wrong", quality.wrong, "Trong số đã xem, phải sửa hoặc bỏ."),
        QualityRow("error_rate", quality.error_rate, "Tỷ lệ dòng sai đo được."),
        QualityRow(
            "error_rate_low", quality.low if looked else None, "Cận dưới của khoảng tin cậy 95 %."
        ),
        QualityRow(
            "error_rate_high", quality.high if looked else None, "Cận trên của khoảng tin cậy 95 %."
        ),
    ]
