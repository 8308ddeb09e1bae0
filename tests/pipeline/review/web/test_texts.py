"""One catalogue for templates and scripts, the same in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pipeline.review.web as web
from pipeline.model import DOCUMENT_KINDS
from pipeline.review.web.texts import LANGUAGES, texts

HERE = Path(web.__file__).parent
SOURCES = [p for p in HERE.rglob("*") if p.suffix in (".html", ".js", ".py")]
_KEY = re.compile(r"""["'`]((?:[a-z]+)\.[a-z_.]+)["'`]""")


_FILES = (".html", ".js", ".css")


def placeholders(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))


def test_both_languages_say_the_same_things() -> None:
    vi, en = (texts(language).sentences for language in LANGUAGES)
    assert list(vi) == list(en)
    for key in vi:
        assert placeholders(vi[key]) == placeholders(en[key]), key
        assert vi[key] and en[key]


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.name)
def test_every_key_that_is_used_has_a_sentence(source: Path) -> None:
    known = texts("vi").sentences
    groups = {key.split(".")[0] for key in known}
    found = _KEY.findall(source.read_text("utf-8"))
    used = {k for k in found if k.split(".")[0] in groups and not k.endswith(_FILES)}
    for key in used:
        assert key in known, key


def test_every_kind_of_document_has_a_name() -> None:
    assert all(f"kind.{kind}" in texts("en").sentences for kind in DOCUMENT_KINDS)


def test_values_cannot_reach_into_the_program() -> None:
    assert texts("vi")("queue.seen", n="{n.__class__}") == "đã xem {n.__class__}"
