"""What reads as a table in a guessed grid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractors.tables.fields.table_like import is_table
from extractors.types import Table

Build = Callable[..., Table]
VALUES = ["05/10/2021 -\n24/10/2021", "- Họp lãnh đạo để thống nhất mục đích"]


@pytest.mark.parametrize(
    ("titles", "wanted"),
    [(["Thời gian", "Nội dung hoạt động"], True), (["Hai bên", "cùng thống nhất"], False)],
)
def test_one_row_under_titles_of_two_columns(
    table_of: Build, titles: list[str], wanted: bool
) -> None:
    table = replace(table_of([titles, VALUES], method="borderless"), confidence=0.6)
    assert is_table(table) is wanted


def test_titles_alone(table_of: Build) -> None:
    titles = ["STT", "Tiêu chí", "Nội dung công việc", "Người thực hiện", "Thời gian"]
    table = replace(table_of([titles], method="borderless"), confidence=0.6)
    assert is_table(table)
