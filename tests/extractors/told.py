"""Rows, tasks and what was left out, straight from pages."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.records import prose, rows
from extractors.story import story_of
from extractors.types import Page, Record

__all__ = ["left_out", "records", "tasks"]


def records(pages: Sequence[Page]) -> tuple[Record, ...]:
    return rows.records(story_of(pages))


def left_out(pages: Sequence[Page]) -> tuple[int, ...]:
    return rows.left_out(story_of(pages))


def tasks(pages: Sequence[Page]) -> tuple[Record, ...]:
    return prose.tasks(story_of(pages))
