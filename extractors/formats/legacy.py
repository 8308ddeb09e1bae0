"""Text in the font encodings of before Unicode (TCVN3/ABC, VNI, VPS, VISCII) brought over.

Which encoding a text is in, and its conversion, are told by ``normalizers.text.legacy``; here it is
applied to blocks and to the words of a page. Soft hyphens may only be dropped after this step: one
of these encodings writes a letter with their code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.types import Block, Cell, Line, Table, Word
from normalizers.text.legacy import Encoding, detect_encoding, font_encoding, to_unicode

__all__ = ["block_text", "flag", "font_encodings", "run_text", "struck_flag", "unify"]


def flag(encoding: str) -> str:
    """Return the page flag for an encoding; both cases of TCVN3 share one."""
    return f"legacy_font:{encoding.removesuffix('_upper')}"


def block_text(blocks: Iterable[Block]) -> str:
    """Return all text of the blocks, one line per line and per cell."""
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Line):
            parts.append(block.text)
        else:
            parts += [cell.text for cell in block.cells]
    return "\n".join(parts)


def unify(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Convert blocks whose text as a whole is in one old encoding (no fonts known).

    Returns the blocks, free of soft hyphens, and the flags to set ("legacy_font:tcvn3").
    """
    encoding = detect_encoding(block_text(blocks))
    done = tuple(_converted(block, encoding) for block in blocks)
    return done, (flag(encoding),) if encoding and encoding != "decomposed" else ()


def struck_flag(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return the flag to set if blocks just read differ from their ``raw``: text is struck out."""
    parts = (part for b in blocks for part in (b.cells if isinstance(b, Table) else (b,)))
    return ("struck_out",) if any(part.raw != part.text for part in parts) else ()


def run_text(text: str, font: str) -> tuple[str, str | None]:
    """Return the text of an office file's run in Unicode and the flag to set, if it was not.

    The font tells, if the text does not speak against it.
    """
    if not font or (text.isascii() and "vn" not in font.casefold()):
        return text, None
    encoding = detect_encoding(text, (font,))
    if encoding is None:
        return text, None
    return to_unicode(text, encoding), flag(encoding) if encoding != "decomposed" else None


def font_encodings(words: Iterable[Word]) -> dict[str, Encoding]:
    """Return the old encoding of each font in use.

    A font's name tells, if its text does not speak against it. Without a telling name its text
    alone decides, and only on a page that as a whole is in an old encoding: a dozen foreign words
    in a font of their own look like anything.
    """
    texts: dict[str, list[str]] = {}
    for word in words:
        texts.setdefault(word.font or "", []).append(word.text)
    named = any(font_encoding(font) for font in texts)
    whole = " ".join(text for parts in texts.values() for text in parts)
    legacy_page = named or detect_encoding(whole) is not None
    found: dict[str, Encoding] = {}
    for font, parts in texts.items():
        if not legacy_page and font_encoding(font) is None:
            continue
        encoding = detect_encoding(" ".join(parts), (font,) if font else ())
        if encoding is not None:
            found[font] = encoding
    return found


def _text(text: str, encoding: str | None) -> str:
    done = to_unicode(text, encoding) if encoding else text
    return done.replace("\u00ad", "")


def _converted(block: Block, encoding: str | None) -> Block:
    if isinstance(block, Table):
        return replace(block, cells=tuple(_cell(cell, encoding) for cell in block.cells))
    text, raw = _text(block.text, encoding), _text(block.raw, encoding)
    words = tuple(_word(word, encoding) for word in block.words)
    return replace(block, text=text, raw=raw, words=words)


def _cell(cell: Cell, encoding: str | None) -> Cell:
    text, raw = _text(cell.text, encoding), _text(cell.raw, encoding)
    words = tuple(_word(word, encoding) for word in cell.words)
    return replace(cell, text=text, raw=raw, words=words)


def _word(word: Word, encoding: str | None) -> Word:
    return replace(word, text=_text(word.text, encoding))
