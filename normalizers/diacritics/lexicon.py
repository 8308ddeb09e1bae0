"""Words by their folded form: what an unmarked word may stand for."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from normalizers.diacritics.model import LanguageModel, load_model
from normalizers.text.abbreviations import is_abbreviation
from normalizers.text.unicode import strip_marks

ABBREVIATIONS = Path(__file__).with_name("data") / "abbreviations.txt"

__all__ = ["Lexicon", "load_lexicon"]


class Lexicon:
    """The model's words grouped by folded form (no marks, lower case).

    Attributes:
        model: the language model.
        folds: the folded form of each word, by id.
    """

    def __init__(self, model: LanguageModel) -> None:
        self.model = model
        self.folds = [strip_marks(word) for word in model.words]
        self._by_fold: dict[str, list[int]] = {}
        for number, word in enumerate(model.words):
            if word[0] != "<":
                self._by_fold.setdefault(self.folds[number], []).append(number)
        known = ABBREVIATIONS.read_text(encoding="utf-8").split()
        self._abbreviations = {strip_marks(word): word for word in known}

    def abbreviation(self, token: str) -> str:
        """Return the abbreviation of school papers that lost its Đ in ``token``; "" if none."""
        if is_abbreviation(token):
            return ""  # "TDTT" is sport, no "TĐTT" that lost its stroke
        found = self._abbreviations.get(token, "")
        return found if len(token) > 2 and found != token else ""

    def restorations(self, word: str) -> list[int]:
        """Return the ids of the words whose folded form is that of ``word`` (lower case)."""
        return self._by_fold.get(strip_marks(word), [])

    def is_word(self, word: str) -> bool:
        """Say whether a lower-case word is attested as it stands."""
        return word in self.model.ids


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the lexicon of the installed pack, built on the first call."""
    return Lexicon(load_model())
