"""What finders saw is kept where somebody listens, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.tables.trace import Answer, keep, listening, moved
from extractors.types import BBox

SEEN = Answer("white", BBox(10, 20, 110, 220), 4, 3, "not believable")


def test_nothing_is_made_where_nobody_listens() -> None:
    def answers() -> Iterator[Answer]:
        raise AssertionError("asked for in vain")

    keep(1, answers)


def test_a_trace_tells_which_finder_dropped_a_table_and_why() -> None:
    with listening() as trace:
        keep(2, lambda: [SEEN])
    keep(2, lambda: [SEEN])
    assert list(trace.lines()) == ["2\twhite\t4x3\t10 20 110 220\tnot believable"]


def test_answers_of_the_right_page_of_a_sheet_stand_at_the_right() -> None:
    (answer,) = moved([SEEN], lambda box: box._replace(x0=box.x0 + 500, x1=box.x1 + 500))
    assert (answer.box.x0, answer.box.x1, answer.finder) == (510, 610, "white")


def test_pages_read_inside_another_listening_are_kept_apart() -> None:
    with listening() as outer:
        with listening() as inner:
            keep(1, lambda: [SEEN])
        assert (outer.pages, len(inner.pages[1])) == ({}, 1)
