"""Characters of the Symbol and Wingdings fonts as Unicode.

Word stores them as private-use code points U+F020..U+F0FF (or as bare letters in that font). Only
those that occur in plans are listed: bullets, ticks, boxes, arrows, comparison signs.
"""

from __future__ import annotations

__all__ = ["is_symbol_font", "symbol_text"]

_SYMBOL = {
    0x2D: "-", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB0: "°", 0xB7: "•",
    0xAE: "→", 0xAC: "←", 0xDE: "⇒", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞", 0xE5: "Σ", 0x61: "α",
    0x62: "β", 0x64: "δ", 0x44: "Δ", 0x6D: "µ", 0x70: "π", 0xBC: "…", 0xD6: "√", 0xA8: "♦",
}  # fmt: skip
_WINGDINGS = {
    0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0x72: "☐",
    0x52: "☑", 0x53: "☒", 0x54: "☒", 0x6C: "•", 0x6E: "■", 0xA7: "▪", 0x9F: "•", 0x9E: "·",
    0xD8: "➢", 0xE0: "→", 0xE8: "→", 0xF0: "⇒", 0x76: "❖", 0x77: "◆", 0x75: "◆", 0xB2: "✦",
    0x46: "☞", 0x4A: "☺", 0x26: "–", 0xDC: "➔", 0xF3: "⇔", 0xDF: "←", 0x28: "☎", 0x29: "✆",
    0x2A: "✉",
}  # fmt: skip
_ANY = {0xB7: "•", 0x2D: "-", 0xA7: "▪", 0xD8: "➢", 0xFC: "✓", 0x76: "❖", 0xA8: "☐", 0xFE: "☑"}


def is_symbol_font(font: str) -> bool:
    """Say whether a font holds signs instead of letters."""
    return font.casefold().startswith(("symbol", "wingdings", "webdings", "marlett"))


def symbol_text(char: str, font: str = "") -> str:
    """Return the Unicode sign for a character set in a symbol font, itself if it is not known."""
    code = ord(char[:1] or "\0")
    private = 0xF000 <= code <= 0xF0FF
    if not private and not is_symbol_font(font):
        return char
    code &= 0xFF
    name = font.casefold()
    table = _SYMBOL if name.startswith("symbol") else _WINGDINGS if name else _ANY
    return table.get(code) or _ANY.get(code) or char
