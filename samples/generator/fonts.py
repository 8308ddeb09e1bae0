"""Fonts that hold every Vietnamese letter (Liberation 1 does not)."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path("/usr/share/fonts/truetype")
_LIBERATION = ("Regular", "Bold", "Italic", "BoldItalic")
_DEJAVU = ("", "-Bold", "", "-Bold")


class FontMissingError(RuntimeError):
    """No font that covers Vietnamese was found."""


def font_file(family: str, style: int) -> Path:
    """Return a font file; ``family`` is Serif or Sans, ``style`` 0 plain, 1 bold, 2 italic, 3 both.

    Raises:
        FontMissingError: neither Liberation 2 nor DejaVu is installed.
    """
    candidates = (
        _ROOT / "liberation2" / f"Liberation{family}-{_LIBERATION[style]}.ttf",
        _ROOT / "dejavu" / f"DejaVu{family}{_DEJAVU[style]}.ttf",
    )
    for path in candidates:
        if path.exists():
            return path
    raise FontMissingError("sudo apt install fonts-liberation2 fonts-dejavu-core")
