"""From bytes of unknown encoding to text: UTF-8, UTF-16, windows-1258, eight-bit legacy fonts."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from normalizers.text.legacy import convert
from normalizers.text.syllables import is_syllable
from normalizers.text.unicode import nfc

__all__ = ["Decoded", "decode", "guess_utf16", "looks_like_text"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u0323])+")
_SAMPLE = 200_000
"""Characters by which a text is judged."""

_HEAD, _SHORTEST = 4096, 8
"""Bytes by which UTF-16 without its mark is told, at most and at least."""

_MANY_ZEROS, _FEW_ZEROS = 0.4, 0.1
"""Shares of zeros among the high bytes of UTF-16, at least, and among the low ones, at most."""

_BLANK_CONTROLS = (7, 9, 10, 11, 12, 13, 26, 27)
"""Control characters that texts hold: bell, tabs, ends of lines and pages, end of file, escape."""

_CONTROLS = 200
"""A text has at most one other control character in so many bytes."""

_STRAY = 10
"""Sound characters beyond ASCII for each that is none, in what is otherwise UTF-8."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it came in; ``lossy`` says that some bytes had no meaning."""

    text: str
    encoding: str
    lossy: bool = False


def guess_utf16(data: bytes) -> str | None:
    """Return "utf-16", "utf-16-le" or "utf-16-be" if the bytes look like it, else None."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = data[:_HEAD]
    if len(sample) < _SHORTEST or b"\x00" not in sample:
        return None
    even = sample[0::2].count(0) / len(sample[0::2])
    odd = sample[1::2].count(0) / len(sample[1::2])
    if odd > _MANY_ZEROS and even < _FEW_ZEROS:
        return "utf-16-le"
    if even > _MANY_ZEROS and odd < _FEW_ZEROS:
        return "utf-16-be"
    return None


def looks_like_text(sample: bytes) -> bool:
    """Say whether the bytes (not UTF-16) can be text: hardly any control characters, no NUL."""
    if b"\x00" in sample:
        return False
    control = sum(1 for b in sample if b < ord(" ") and b not in _BLANK_CONTROLS)
    return control <= len(sample) // _CONTROLS


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode ``data``, trusting in turn a byte order mark, valid UTF-8, the declaration, a guess.

    ``declared`` is the charset a document claims (HTML meta). Valid UTF-8 with non-ASCII letters
    outranks it, for such text is hardly ever anything else.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _lossy(data, encoding)
    wide = guess_utf16(data)
    if wide:
        return _lossy(data, wide)
    try:
        return Decoded(nfc(data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError as error:
        # A file cut in the middle of its last letter is still UTF-8.
        if error.start >= len(data) - 3:
            return _lossy(data, "utf-8")
    if declared and _known(declared) and not _is_utf8(declared):
        return _lossy(data, declared)
    if _mostly_utf8(data):
        return _lossy(data, "utf-8")
    return _guess_eight_bit(data)


def _guess_eight_bit(data: bytes) -> Decoded:
    """Choose between windows-1258 and windows-1252, the dress of legacy font codes.

    Nearly any bytes have a meaning under both, so the words decide: whichever reading, the second
    one after conversion from its font encoding, makes more of the marked words Vietnamese.
    """
    vietnamese = _lossy(data, "cp1258")
    western = _lossy(data, "cp1252")
    if _soundness(vietnamese.text) > _soundness(convert(western.text)[0]):
        return vietnamese
    return western


def _soundness(text: str) -> float:
    """Return the share of the words with letters beyond ASCII that are Vietnamese syllables."""
    words = [w.lower() for w in _WORD.findall(text[:_SAMPLE]) if not w.isascii()]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def _mostly_utf8(data: bytes) -> bool:
    """Say whether a few stray bytes spoil what is otherwise UTF-8."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for c in text if ord(c) > 0x7F) - bad
    return good > _STRAY * bad


def _known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _is_utf8(encoding: str) -> bool:
    return codecs.lookup(encoding).name in ("utf-8", "utf-8-sig")


def _lossy(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(nfc(data.decode(encoding)), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    if encoding == "cp1252":
        # The five undefined bytes of windows-1252 carry letters in legacy fonts: keep their codes.
        text = "".join(_cp1252(b) for b in data)
        return Decoded(nfc(text), encoding)
    return Decoded(nfc(text.rstrip("\ufffd")), encoding, lossy=True)


def _cp1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)
