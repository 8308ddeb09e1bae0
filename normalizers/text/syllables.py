"""What a Vietnamese syllable looks like: onset, rime and tone.

The tables follow the usual description of the orthography (28 onsets, about 160 toneless rimes);
rimes that end in a stop take only the sharp and the heavy tone. A syllable that fits is
well-formed, not necessarily a word: whether it is attested is for the lexicon to say.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from normalizers.text.unicode import split_tone

__all__ = ["is_syllable", "split_syllable"]

_ONSETS = (
    "ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x",
)  # fmt: skip
_OPEN = (
    "a ai ao au ay âu ây e eo ê êu i ia iêu iu o oa oai oay oao oe oeo oi ô ôi ơ ơi u ua uâ uây uê "
    "ui uôi uơ uy uya uyu ư ưa ưi ươi ươu ưu y yêu uêu uao"
)
_NASAL = (
    "am an ang anh ăm ăn ăng âm ân âng em en eng êm ên ênh êng im in inh iêm iên iêng om on ong "
    "oong oam oan oang oanh oăm oăn oăng oen ôm ôn ông ôông ơm ơn um un ung uân uâng uên uênh "
    "uôm uôn uông uyn uynh uyên uym ưm ưn ưng ươm ươn ương yên yêm yng ynh ym yn"
)
_STOP = (
    "ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt êc ic ich ip it iêc iêp iêt oc ooc op ot "
    "oac oach oap oat oăc oăt oet ôc ôp ôt ơp ơt uc up ut uât uêch uôc uôt uych uyt uyêt uyp ưc ưp "
    "ưt ươc ươp ươt yêt ych yt yp yêp"
)
_FREE_RIMES = frozenset((_OPEN + " " + _NASAL).split())
_STOP_RIMES = frozenset(_STOP.split())
_STOP_TONES = frozenset(["\u0301", "\u0323"])


@lru_cache(maxsize=65536)
def split_syllable(word: str) -> tuple[str, str] | None:
    """Split a lower-case NFC word into ``(onset, rime with tone)``; None if it is no syllable.

    ``gi`` and ``qu`` count as onsets where a vowel follows ("gi|ới", "qu|y"); in "gì" the onset is
    "g". Example: "trường" gives ``("tr", "ường")``.
    """
    for onset in (*_ONSETS, ""):
        if not word.startswith(onset):
            continue
        rime = word[len(onset) :]
        if _is_rime(rime):
            return onset, rime
    return None


def is_syllable(word: str) -> bool:
    """Say whether a lower-case word is well formed as one Vietnamese syllable."""
    return split_syllable(word) is not None


@lru_cache(maxsize=8192)
def _is_rime(rime: str) -> bool:
    pairs = [split_tone(letter) for letter in rime]
    tones = [tone for _, tone in pairs if tone]
    if len(tones) > 1 or not rime:
        return False
    bare = unicodedata.normalize("NFC", "".join(base for base, _ in pairs))
    if bare in _FREE_RIMES:
        return True
    return bare in _STOP_RIMES and len(tones) == 1 and tones[0] in _STOP_TONES
