"""Text of one Word paragraph: runs, breaks, symbols, legacy fonts; deletions dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from extractors.formats.legacy import run_text
from extractors.formats.word.symbols import is_symbol_font, symbol_text
from extractors.formats.word.xml import attr, child, children, local, on, through
from extractors.types import mostly_bold
from normalizers.text.unicode import nfc

__all__ = ["Fonts", "Inline", "inline"]

_DROPPED = frozenset(["del", "moveFrom", "delText", "instrText", "rPr", "pPr", "rt", "footnoteRef"])
_WHITE = "FFFFFF"
_PROPERTIES = {"r": "rPr", "p": "pPr", "tc": "tcPr", "tbl": "tblPr"}
_BREAKS = frozenset(["br", "cr"])


@dataclass(slots=True)
class Inline:
    """What a paragraph holds: text (breaks as newlines), weight, flags to set, framed boxes.

    ``raw`` is the text with what was struck out.
    """

    text: str
    raw: str
    bold: bool
    flags: tuple[str, ...]
    boxes: tuple[Any, ...]


class Fonts:
    """Resolves the font and weight of a run through styles and defaults.

    Args:
        styles: root of ``word/styles.xml``, None if the document has none.
    """

    def __init__(self, styles: Any | None) -> None:
        self._styles: dict[str, Any] = {}
        self._default = ""
        self._default_style = ""
        if styles is None:
            return
        for style in children(styles, "style"):
            self._styles[attr(style, "styleId")] = style
            if attr(style, "type") == "paragraph" and attr(style, "default") in ("1", "true"):
                self._default_style = attr(style, "styleId")
        for node in styles.iter():
            if local(node) == "rPrDefault":
                self._default = _font_of(child(node, "rPr")) or ""

    def style(self, style_id: str) -> Any | None:
        """Return a style element by its id."""
        return self._styles.get(style_id)

    def chain(self, style_id: str) -> Iterator[Any]:
        """Yield a style and those it is based on."""
        seen: set[str] = set()
        style_id = style_id or self._default_style
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            yield style
            base = child(style, "basedOn")
            style_id = attr(base, "val") if base is not None else ""

    def font(self, properties: Any | None, paragraph_style: str) -> str:
        """Return the font name a run is set in, "" if only a theme says so."""
        own = _font_of(properties)
        if own is not None:
            return own
        run_style = child(properties, "rStyle") if properties is not None else None
        names = [attr(run_style, "val")] if run_style is not None else []
        for name in (*names, paragraph_style):
            for style in self.chain(name):
                found = _font_of(child(style, "rPr"))
                if found is not None:
                    return found
        return self._default

    def toggle(self, properties: Any | None, paragraph_style: str, tag: str) -> bool:
        """Say whether a property of a run ("b", "strike", "vanish") is on, by itself or a style."""
        own = child(properties, tag) if properties is not None else None
        if own is not None:
            return on(own)
        run_style = child(properties, "rStyle") if properties is not None else None
        names = [attr(run_style, "val")] if run_style is not None else []
        for name in (*names, paragraph_style):
            for style in self.chain(name):
                inner = child(style, "rPr")
                found = child(inner, tag) if inner is not None else None
                if found is not None:
                    return on(found)
        return False


def _font_of(properties: Any | None) -> str | None:
    fonts = child(properties, "rFonts") if properties is not None else None
    if fonts is None:
        return None
    return attr(fonts, "ascii") or attr(fonts, "hAnsi") or None


@dataclass(slots=True)
class _Piece:
    text: str
    font: str
    bold: bool
    struck: bool = False


def inline(paragraph: Any, fonts: Fonts, style: str) -> Inline:
    """Return the text of a ``w:p`` element and what is anchored in it."""
    pieces: list[_Piece] = []
    boxes: list[Any] = []
    _collect(paragraph, fonts, style, pieces, boxes)
    joined: list[_Piece] = []
    for piece in pieces:
        # A letter of two codes (VNI) may be cut by a run border: join what shares a font.
        if joined and (joined[-1].font, joined[-1].struck) == (piece.font, piece.struck):
            joined[-1].text += piece.text
        else:
            joined.append(replace(piece))
    done = [run_text(piece.text, piece.font) for piece in joined]
    raw = "".join(text for text, _ in done)
    kept = (" " if p.struck else text for p, (text, _) in zip(joined, done, strict=True))
    flags = tuple(dict.fromkeys(flag for _, flag in done if flag))
    letters = sum(len(p.text.strip()) for p in pieces)
    heavy = sum(len(p.text.strip()) for p in pieces if p.bold)
    return Inline(nfc("".join(kept)), nfc(raw), mostly_bold(heavy, letters), flags, tuple(boxes))


def _collect(node: Any, fonts: Fonts, style: str, pieces: list[_Piece], boxes: list[Any]) -> None:
    for item in through(node):
        name = local(item)
        if name in _DROPPED:
            continue
        if name == "r":
            _run(item, fonts, style, pieces, boxes)
        elif name in ("hyperlink", "fldSimple", "ruby", "rubyBase"):
            _collect(item, fonts, style, pieces, boxes)
        elif name in ("oMath", "oMathPara"):
            text = "".join(t.text or "" for t in item.iter() if local(t) == "t")
            pieces.append(_Piece(text, "", False))


def _run(run: Any, fonts: Fonts, style: str, pieces: list[_Piece], boxes: list[Any]) -> None:
    properties = child(run, "rPr")
    if fonts.toggle(properties, style, "vanish") or _white_on_white(run, fonts):
        return
    font = fonts.font(properties, style)
    bold = fonts.toggle(properties, style, "b")
    struck = any(fonts.toggle(properties, style, tag) for tag in ("strike", "dstrike"))
    for item in through(run):
        name = local(item)
        if name in ("drawing", "pict", "object"):
            boxes += list(_framed(item))
        elif name in ("ruby", "rubyBase"):
            _collect(item, fonts, style, pieces, boxes)
        elif name not in _DROPPED:
            text = _text_of(item, name, font)
            if text:
                pieces.append(_Piece(text, font, bold, struck and bool(text.strip())))


def _white_on_white(run: Any, fonts: Fonts) -> bool:
    """Say whether a run is set white with nothing behind it that is coloured."""
    properties = child(run, "rPr")
    colour = child(properties, "color") if properties is not None else None
    if colour is None or attr(colour, "val").upper() != _WHITE:
        return False
    if child(properties, "highlight") is not None:
        return False
    for node in (run, *run.iterancestors()):
        name = local(node)
        if name == "txbxContent":
            return False  # what fills a shape is not looked for
        inner = child(node, _PROPERTIES[name]) if name in _PROPERTIES else None
        if inner is not None and (_is_shaded(inner) or _has_shaded_style(inner, fonts)):
            return False
    return True


def _is_shaded(properties: Any) -> bool:
    shading = child(properties, "shd")
    return shading is not None and attr(shading, "fill").upper() not in ("", "AUTO", _WHITE)


def _has_shaded_style(properties: Any, fonts: Fonts) -> bool:
    names = [child(properties, tag) for tag in ("rStyle", "pStyle", "tblStyle")]
    styles = (s for name in names if name is not None for s in fonts.chain(attr(name, "val")))
    return any(local(node) == "shd" for style in styles for node in style.iter())


def _framed(node: Any) -> Iterator[Any]:
    """Yield the outermost text boxes of a drawing, of alternatives only the first."""
    for item in through(node):
        if local(item) == "txbxContent":
            yield item
        else:
            yield from _framed(item)


def _text_of(item: Any, name: str, font: str) -> str:
    if name == "t":
        text = str(item.text or "").replace("\n", " ")
        special = is_symbol_font(font) or any("\uf000" <= c <= "\uf0ff" for c in text)
        return "".join(symbol_text(c, font) for c in text) if special else text
    if name == "tab" or name == "ptab":
        return "\t"
    if name in _BREAKS:
        return "\n"
    if name == "noBreakHyphen":
        return "-"
    if name == "softHyphen":
        # A letter in TCVN3 fonts; dropped later in all others.
        return "\u00ad"
    if name == "sym":
        code = attr(item, "char")
        return symbol_text(chr(int(code, 16)), attr(item, "font")) if code else ""
    return ""
