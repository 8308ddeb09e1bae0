"""Expand the sentence grammar of ``grammar.txt`` with a seeded generator."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_SLOT = re.compile(r"\{([^{}]+)\}")
_RANGE = re.compile(r"n:(\d+)-(\d+)$")


@lru_cache(maxsize=1)
def rules() -> dict[str, tuple[str, ...]]:
    """Return name -> alternatives of the committed grammar."""
    found: dict[str, tuple[str, ...]] = {}
    text = Path(__file__).with_name("grammar.txt").read_text("utf-8")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, alternatives = line.partition(" = ")
            found[name.strip()] = tuple(a.strip() for a in alternatives.split(" | "))
    return found


def expand(rng: random.Random, name: str, words: Mapping[str, str]) -> str:
    """Return one sentence of the rule ``name``; ``words`` fills slots no rule is known for.

    Raises:
        KeyError: a slot is neither a rule nor one of ``words``.
    """

    def fill(match: re.Match[str]) -> str:
        slot = match.group(1)
        span = _RANGE.match(slot)
        if span:
            return str(rng.randint(int(span[1]), int(span[2])))
        return words[slot] if slot in words else expand(rng, slot, words)

    text = _SLOT.sub(fill, rng.choice(rules()[name]))
    return text[:1].upper() + text[1:] if name.startswith(("action", "state")) else text


def join_sentences(sentences: list[str], style: str) -> str:
    """Return the sentences as a cell: "dash" lines, "plain" lines or one "run" of sentences."""
    if style == "dash":
        return "\n".join(f"- {s}." for s in sentences)
    if style == "plain":
        return "\n".join(sentences)
    return "; ".join([sentences[0], *(s[:1].lower() + s[1:] for s in sentences[1:])]) + "."
