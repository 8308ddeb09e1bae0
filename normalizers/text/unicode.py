"""One way of writing Vietnamese: NFC, look-alike letters, tone placement, folded keys.

Tones are placed the old way the corpora use ("hòa", "ủy", "thủy"), whatever way the text was
typed. The syllable model (onset, vowel cluster, coda) follows the usual description of Vietnamese
orthography; a word that is no Vietnamese syllable is never touched.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = [
    "UPPER",
    "clean",
    "fold",
    "fold_aligned",
    "has_invisible",
    "has_marks",
    "mend_lookalikes",
    "nfc",
    "split_tone",
    "strip_marks",
    "tone_key",
    "tone_placement",
    "visible",
]

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHAPES = "\u0302\u0306\u031b"
_DROPPED = {ord(c): None for c in "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"}
_SPACES = {ord(c): " " for c in "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"}
_SPACES |= {ord(c): " " for c in "\u2009\u200a\u202f\u205f\u3000"}
# Letters that only a wrong encoding or keyboard can have put into Vietnamese text.
_WRONG_LETTERS = str.maketrans("ðÐƉɖƣƢ‑\u2044\u2215", "đĐĐđưƯ-//")
# Letters and signs as wide as ideographs, which some converters write.
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_ALWAYS = {**_DROPPED, **_SPACES, **_WRONG_LETTERS, **_WIDE}
_TWICE = re.compile("[ĐÐ]*(?:ĐÐ|ÐĐ)[ĐÐ]*|[đð]*(?:đð|ðđ)[đð]*")
"""One letter that an engine printed in both its shapes ("GD&ĐÐT"); it is never doubled."""

_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[“”](?=s\b)")
"""What an engine makes of "Vietnam’s"; no quotation opens or closes before a lone s."""

_ALWAYS_RE = re.compile("[" + re.escape("".join(map(chr, _ALWAYS))) + "]")
_CYRILLIC = str.maketrans(
    "АВЕКМНОРСТУХІЈЅабвгеиіјкмнорсѕтухуԁһԛԝ", "ABEKMHOPCTYXIJSaбвгeиijкмнopcsтyxydhqw"
)
_GREEK = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαιονρυ", "ABEZHIKMNOPTYXaiovpu")
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_TOKEN = re.compile(r"\w+")
_WS = re.compile(r"\s+")

UPPER = "".join(c for c in map(chr, (*range(0x41, 0x250), *range(0x1E00, 0x1F00))) if c.isupper())
"""Every capital letter of Latin script, for character classes ("À-Ỹ" would hold small ones)."""
_ONSET_LIST = " b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_ONSETS = frozenset(_ONSET_LIST.split(" "))
_CODAS = frozenset(("", "c", "ch", "m", "n", "ng", "nh", "p", "t"))
_SYLLABLE = re.compile(r"^([^\W\d_aăâeêioôơuưy]*)([aăâeêioôơuưy]+)([^\W\d_aăâeêioôơuưy]*)$")
_MARKED = "ăâêôơư"
_TRIPLES = frozenset(("oai", "oay", "oao", "oeo", "uai", "uay", "uao", "uya", "uyu"))


def nfc(text: str) -> str:
    """Return the text in Unicode normal form C."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


@lru_cache(maxsize=1)
def _strip_table() -> dict[int, str | None]:
    table: dict[int, str | None] = {ord("đ"): "d", ord("Đ"): "D", ord("ð"): "d", ord("Ð"): "D"}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        parts = unicodedata.normalize("NFD", chr(code))
        if len(parts) > 1 and all(unicodedata.category(c) == "Mn" for c in parts[1:]):
            table[code] = parts[0]
    for mark in _TONES + _SHAPES:
        table[ord(mark)] = None
    return table


def strip_marks(text: str) -> str:
    """Return the text without tone and letter marks, đ as d; case and spaces are kept."""
    return text if text.isascii() else nfc(text).translate(_strip_table())


def fold(text: str) -> str:
    """Return the comparison form: lower case, no marks, đ as d, runs of white space as one blank.

    Different tones fold together ("Hội" and "Hồi"), so a folded match alone proves little.
    """
    return _WS.sub(" ", strip_marks(text).lower()).strip()


def fold_aligned(text: str) -> str:
    """Return ``text`` in lower case without marks, every character at its own offset.

    The text should be NFC; stray combining marks stay, so that offsets in the result are offsets
    in the text. White space is not collapsed.
    """
    folded = text.lower() if text.isascii() else text.lower().translate(_aligned_table())
    if len(folded) == len(text):
        return folded
    return "".join(_aligned_letter(c) for c in text)


@lru_cache(maxsize=1)
def _aligned_table() -> dict[int, str]:
    return {code: base for code, base in _strip_table().items() if base}


def _aligned_letter(letter: str) -> str:
    lowered = letter.lower()
    return lowered.translate(_aligned_table()) if len(lowered) == 1 else letter


def has_marks(text: str) -> bool:
    """Say whether any letter bears a Vietnamese mark (or is đ)."""
    return not text.isascii() and strip_marks(text) != nfc(text)


def mend_lookalikes(text: str) -> str:
    """Return the text with letters and spaces of other alphabets replaced by what they stand for.

    "ð" becomes "đ", odd spaces a blank; soft hyphens and zero-width characters go. A double
    quotation mark within "Vietnam”s" becomes an apostrophe. Cyrillic and
    Greek letters are changed only in a word that mixes them with Latin letters or consists of
    look-alikes alone, so a Russian word or a formula's "α" beside digits stays.
    """
    if text.isascii():
        return text
    if _ALWAYS_RE.search(text):
        text = _TWICE.sub(lambda m: m.group()[0].translate(_WRONG_LETTERS), text).translate(_ALWAYS)
    if "“" in text or "”" in text:
        text = _APOSTROPHE.sub("’", text)
    if not _FOREIGN.search(text):
        return text
    return _TOKEN.sub(lambda m: _mend_token(m.group()), text)


def _mend_token(token: str) -> str:
    if not _FOREIGN.search(token):
        return token
    mended = token.translate(_CYRILLIC).translate(_GREEK)
    latin_before = any(c.isalpha() and not _FOREIGN.match(c) for c in token)
    all_lookalike = len(token) > 1 and not _FOREIGN.search(mended)
    return mended if latin_before or all_lookalike else token


def split_tone(letter: str) -> tuple[str, str]:
    """Split one letter into the letter without its tone and the combining tone ("" if none)."""
    if letter.isascii():
        return letter, ""
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(c for c in parts if c in _TONES)
    if not tone:
        return letter, ""
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES)), tone


def tone_placement(text: str) -> str:
    """Return the text with every tone where the old style puts it ("hoà" -> "hòa").

    Typing slips such as "tóan" and "qúy" are mended too; words that are no Vietnamese syllable
    are kept as they are.
    """
    if text.isascii():
        return text
    return _TOKEN.sub(lambda m: _place_word(m.group()), nfc(text))


@lru_cache(maxsize=16384)
def _place_word(word: str) -> str:
    if word.isascii() or len(word) < 2:
        return word
    pairs = [split_tone(c) for c in word]
    tones = [i for i, (_, tone) in enumerate(pairs) if tone]
    if len(tones) != 1:
        return word
    bare = "".join(base for base, _ in pairs)
    target = _tone_index(bare.lower())
    if target is None or target == tones[0] or len(bare) != len(word):
        return word
    toned = unicodedata.normalize("NFC", bare[target] + pairs[tones[0]][1])
    return bare[:target] + toned + bare[target + 1 :]


def _tone_index(bare: str) -> int | None:
    """Return where the tone of a toneless lower-case syllable stands; None if it is none."""
    match = _SYLLABLE.match(bare)
    if match is None:
        return None
    onset, vowels, coda = match.groups()
    if len(vowels) > 1 and (onset + vowels[0]) in ("qu", "gi"):
        onset, vowels = onset + vowels[0], vowels[1:]
    if onset not in _ONSETS or coda not in _CODAS or len(vowels) > 3:
        return None
    marked = [i for i, c in enumerate(vowels) if c in _MARKED]
    if len(vowels) == 3 and not marked and vowels not in _TRIPLES:
        return None  # "chuyén" is a misread "chuyên": no rime, so no place for its tone
    if marked:
        place = marked[-1]
    elif len(vowels) == 1 or (len(vowels) == 2 and not coda):
        place = 0
    else:
        place = 1
    return len(onset) + place


def has_invisible(text: str) -> bool:
    """Say whether a text holds characters that nobody sees: soft hyphens, zero-width signs."""
    return not text.isascii() and any(ord(c) in _DROPPED for c in text)


def visible(text: str) -> str:
    """Return the text without characters that nobody sees."""
    return text if text.isascii() else text.translate(_DROPPED)


def clean(text: str) -> str:
    """Return the text in the project's one way of writing; line breaks and tabs are kept."""
    return text if text.isascii() else tone_placement(mend_lookalikes(nfc(text)))


def tone_key(text: str) -> str:
    """Return a comparison key blind to case, spaces and punctuation but not to marks.

    "Tổ trưởng  CM." and "tổ trưởng CM" share a key; "Hội" and "Hồi" never do.
    """
    return "".join(c for c in clean(text).lower() if c.isalnum())
