"""Keys a person presses: letters of Vietnamese by Telex, and a keyboard that counts."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Page

_HORN: Final = "\N{COMBINING HORN}"


def telex(text: str) -> int:
    """Return the keys that type a text by Telex: "được" is d d u o w c j, seven of them.

    One w puts horns on u and o together. Shift is counted neither here nor elsewhere.
    """
    return sum(map(_of_word, text.split())) + sum(map(str.isspace, text))


def _of_word(word: str) -> int:
    keys = horns = 0
    for letter in unicodedata.normalize("NFD", word.lower()):
        if letter == "đ":
            keys += 2
        elif letter == _HORN:
            horns += 1
        else:  # a plain letter, or a mark: a key each
            keys += 1
    return keys + min(1, horns)


@dataclass(slots=True)
class Keyboard:
    """The keyboard of a page. It counts, and it is all the walk has: there is no mouse."""

    page: Page
    count: int = 0
    told: list[str] = field(default_factory=list)

    def press(self, key: str, times: int = 1) -> None:
        """Press a key, or a chord, which counts as one."""
        for _ in range(times):
            self.page.keyboard.press(key)
        self.count += times

    def write(self, text: str) -> None:
        """Type a text, its letters as an input method gives them."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.press("Shift+Enter")
            self.page.keyboard.insert_text(line)
            self.count += telex(line)
