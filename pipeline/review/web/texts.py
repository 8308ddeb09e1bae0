"""Every sentence of the screens, from one catalogue per language; the browser reads the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

LANGUAGES: Final = ("vi", "en")
_FOLDER: Final = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class Texts:
    """The sentences of one language.

    Attributes:
        language: ``vi`` or ``en``.
        sentences: key to sentence; ``{name}`` stands for a value.
        version: changes with the sentences, so that browsers keep them as long as they are good.
    """

    language: str
    sentences: Mapping[str, str]
    version: str

    def __call__(self, key: str, **values: Any) -> str:
        """Return a sentence with its values; the key itself if there is none."""
        return self.sentences.get(key, key).format_map({k: str(v) for k, v in values.items()})

    def named(self, group: str, name: str) -> str:
        """Return what a machine name ("form" of the group "kind") is called; itself if unknown."""
        return self.sentences.get(f"{group}.{name}", name)


@lru_cache(maxsize=4)
def texts(language: str) -> Texts:
    """Return a language's sentences; Vietnamese for a language that is not known."""
    language = language if language in LANGUAGES else LANGUAGES[0]
    data = (_FOLDER / f"{language}.json").read_bytes()
    return Texts(language, json.loads(data), hashlib.sha256(data).hexdigest()[:12])
