"""Vietnamese text from before Unicode: TCVN3 (ABC), VNI, VPS, VISCII, and decomposed Unicode.

Such text arrives as Latin-1 or Windows-1252 letters that only look right in their own fonts
(".VnTime", "VNI-Times"). The encoding is told by the font name where there is one, else by trying:
the right table turns nearly every word into a well-formed Vietnamese syllable. Tables: TCVN
5712:1993 (VN3), RFC 1456 (VISCII), and the VNI and VPS code charts of the common converters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Literal, TypeAlias

from normalizers.text.syllables import is_syllable

__all__ = ["Encoding", "convert", "convert_runs", "detect_encoding", "font_encoding", "to_unicode"]

Encoding: TypeAlias = Literal["tcvn3", "tcvn3_upper", "vni", "vps", "viscii", "decomposed"]

_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
# What PDF extractors and converters make of the same glyphs.
_TCVN3_ALIASES = {"\u2212": "ư", "\u2219": "ã", "\u03bc": "à", "\u2011": "ư", "\u00af": "ờ"}
_TCVN3_ALIASES |= {"\u2208": "ẻ", "\u02c6": "ử"}
# VNI writes a letter and a mark: mark letter -> (shape, tone) as combining characters.
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309",
    "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_SINGLE = {
    "ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "í": "í", "ì": "ì", "î": "ỵ",
}  # fmt: skip
_VPS_HIGH = (
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ\0\0ỀỂỄỐỒỔỖýỷỵỚỜỞ\0ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕựầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺ\0"
    "àáâãảạ\0çèéêẽìí\0ĩ\0Đòóôõ\0Ơụùúủ\0ỶẼỳ"
)
_VISCII_HIGH = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãả"
    "ăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII_LOW = {"\x02": "Ẳ", "\x05": "Ẵ", "\x06": "Ẫ", "\x14": "Ỷ", "\x19": "Ỹ", "\x1e": "Ỵ"}

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(r"[-, ]*(?:bold|italic|oblique|regular|normal|mt|\d+)+$", re.IGNORECASE)
_TCVN3_FONT = re.compile(r"^\.?Vn[A-Z3]", re.ASCII)
_MODERN = re.compile(r"[\u01a0\u01a1\u01af\u01b0\u0102\u0103\u0110\u0111\u1ea0-\u1ef9]")
_HIGH = re.compile(r"[\x80-\u017f\u0192\u02c6\u02dc\u03bc\u2011-\u2219]")
# Old encodings always show some sign or letter that Vietnamese has not; an engine's "é" is none.
_STRANGE = re.compile(rf"(?![àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ]){_HIGH.pattern}")
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
_CANDIDATES: tuple[Encoding, ...] = ("tcvn3", "vni", "viscii", "vps")


def font_encoding(font_name: str) -> Encoding | None:
    """Return the encoding a font name stands for (".VnTimeH", "ABCDEF+VNI-Times"), if any."""
    name = _SUBSET.sub("", font_name.strip())
    base = _STYLE.sub("", name)
    if _TCVN3_FONT.match(base):
        return "tcvn3_upper" if base.endswith("H") else "tcvn3"
    lowered = base.lower()
    if lowered.startswith("vni"):
        return "vni"
    if lowered.startswith("vps"):
        return "vps"
    return "viscii" if "viscii" in lowered or lowered.startswith("vi ") else None


def detect_encoding(text: str, font_names: Sequence[str] = ()) -> Encoding | None:
    """Say which old encoding the text is in; None for ordinary Unicode.

    Args:
        text: the text as extracted; some words suffice where a font tells, about ten otherwise.
        font_names: names of the fonts the text is set in, the most used first.

    Returns:
        The encoding, or None if the text is sound or cannot be told.
    """
    if any(c in _MARKS for c in text):
        return "decomposed"
    modern = len(_MODERN.findall(text))
    for name in font_names:
        told = font_encoding(name)
        if told is not None and modern * 12 <= len(text):
            return told
    high = len(_HIGH.findall(text))
    if not high or modern > high * 0.25 or not _STRANGE.search(text):
        return None
    return _by_trial(text)


def _by_trial(text: str) -> Encoding | None:
    plain, _ = _soundness(text)
    best: tuple[float, Encoding] | None = None
    for encoding in _CANDIDATES:
        sound, marked = _soundness(to_unicode(text, encoding))
        if marked >= 2 and sound > plain + 0.15 and (best is None or sound > best[0]):
            best = (sound, encoding)
    return best[1] if best is not None and best[0] >= 0.7 else None


def _soundness(text: str) -> tuple[float, int]:
    """Return the share of words that are syllables and how many words bear marks."""
    words = [w.lower() for w in _WORD.findall(text)]
    if not words:
        return 0.0, 0
    odd = sum(c in "®µ¶·¸¹»¼½¾©ª«¬§¨¤¥¦¢£¡×÷" for c in text)
    marked = sum(1 for w in words if not w.isascii())
    return sum(map(is_syllable, words)) / (len(words) + odd), marked


def to_unicode(text: str, encoding: str) -> str:
    """Convert text of a known encoding to NFC; "" or an unknown name raises ``ValueError``."""
    if encoding == "decomposed":
        return unicodedata.normalize("NFC", text)
    if encoding in ("tcvn3", "tcvn3_upper"):
        converted = text.translate(_tcvn3_table())
        return converted.upper() if encoding == "tcvn3_upper" else _raise_capitals(converted)
    if encoding == "vni":
        return _from_vni(text)
    if encoding in ("vps", "viscii"):
        return _raise_capitals(text.translate(_byte_table(encoding)))
    raise ValueError(f"unknown encoding {encoding!r}")


def convert(text: str, font_names: Sequence[str] = ()) -> tuple[str, Encoding | None]:
    """Detect and convert; return the text and the encoding it was in (None: left as it was)."""
    encoding = detect_encoding(text, font_names)
    return (to_unicode(text, encoding) if encoding else text), encoding


def convert_runs(runs: Iterable[tuple[str, str | None]]) -> list[str]:
    """Convert text runs ``(text, font name)`` of one paragraph or line, each by its own font.

    A run without a telling font takes the encoding that its neighbours' text shows. Runs of one
    encoding are converted together, since VNI may part a letter from its mark at a run's edge;
    the result has one string per run, marks joined to the run of their letter.
    """
    items = list(runs)
    whole = "".join(text for text, _ in items)
    known = [font_encoding(font) if font else None for _, font in items]
    fallback = detect_encoding(whole) if not any(known) else None
    chosen = [k or fallback for k in known]
    out: list[str] = []
    for encoding, group in groupby(range(len(items)), key=lambda i: chosen[i]):
        texts = [items[i][0] for i in group]
        out += texts if encoding is None else _convert_group(texts, encoding)
    return out


def _convert_group(texts: list[str], encoding: Encoding) -> list[str]:
    if encoding != "vni":
        return [to_unicode(t, encoding) for t in texts]
    out: list[str] = []
    for text in texts:
        stray = len(text) - len(text.lstrip("".join(_vni_marks())))
        if out and stray and out[-1] and out[-1][-1].isalpha():
            joined = to_unicode(out[-1][-1] + text[:stray], encoding)
            if len(joined) == 1:
                out[-1] = out[-1][:-1] + joined
                text = text[stray:]
        out.append(to_unicode(text, encoding))
    return out


@lru_cache(maxsize=1)
def _tcvn3_table() -> dict[int, str]:
    return {ord(k): v for k, v in (_TCVN3 | _TCVN3_ALIASES).items()}


@lru_cache(maxsize=2)
def _byte_table(encoding: str) -> dict[int, str]:
    high = _VPS_HIGH if encoding == "vps" else _VISCII_HIGH
    table = {ord(k): v for k, v in _VISCII_LOW.items()} if encoding == "viscii" else {}
    for offset, letter in enumerate(high):
        if letter == "\0":
            continue
        byte = bytes([0x80 + offset])
        for charset in ("latin-1", "cp1252"):
            try:
                table[ord(byte.decode(charset))] = letter
            except UnicodeDecodeError:
                continue
    return table


def _raise_capitals(text: str) -> str:
    """Write marked letters in capitals inside words otherwise in capitals.

    These encodings have no code for many marked capitals; their fonts or typists put the small
    letter there.
    """

    def fix(match: re.Match[str]) -> str:
        word = match.group()
        plain = [c for c in word if c.isascii()]
        return word.upper() if len(plain) > 1 and all(c.isupper() for c in plain) else word

    return text if text.isascii() else _WORD.sub(fix, text)


@lru_cache(maxsize=1)
def _vni_marks() -> dict[str, str]:
    return _VNI_MARKS | {k.upper(): v for k, v in _VNI_MARKS.items()}


@lru_cache(maxsize=1)
def _vni_pattern() -> re.Pattern[str]:
    marks = "".join(_vni_marks())
    return re.compile(f"([aeouyAEOUYôöÔÖ])([{marks}])")


def _from_vni(text: str) -> str:
    marks = _vni_marks()
    singles = _VNI_SINGLE | {k.upper(): v.upper() for k, v in _VNI_SINGLE.items()}

    def join(match: re.Match[str]) -> str:
        base = singles.get(match.group(1), match.group(1))
        made = unicodedata.normalize("NFC", base + marks[match.group(2)])
        return made if len(made) == 1 else match.group()

    parts: list[str] = []
    at = 0
    for match in _vni_pattern().finditer(text):
        parts.append(_singles(text[at : match.start()], singles))
        parts.append(join(match))
        at = match.end()
    parts.append(_singles(text[at:], singles))
    return "".join(parts)


def _singles(text: str, singles: dict[str, str]) -> str:
    return "".join(singles.get(c, c) for c in text)
