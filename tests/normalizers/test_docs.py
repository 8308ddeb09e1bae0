"""The examples and lists of the documentation are true."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from normalizers.flags import FLAG_SENTENCES

DOCS = Path(__file__).parents[2] / "docs"


def test_the_examples_give_what_they_say() -> None:
    failed, attempted = doctest.testfile(
        str(DOCS / "normalisers.md"), module_relative=False, encoding="utf-8"
    )
    assert attempted > 20
    assert failed == 0


@pytest.mark.parametrize("flag", FLAG_SENTENCES)
def test_every_flag_is_listed_with_its_sentence(flag: str) -> None:
    text = (DOCS / "flags.md").read_text("utf-8")
    assert f"| `{flag}` | {FLAG_SENTENCES[flag]} |" in text
