"""Fonts that hold every Vietnamese letter (Liberation 1 does not)."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path("/usr/share/fonts/truetype")
_LIBERATION = ("Regular", "Bold", "Italic", "BoldItalic")
_DEJAVU = ("", "-Bold", "", "-Bold")
_FREE = ("", "Bold", "{0}", "Bold{0}")

FAMILIES = ("Serif", "Sans", "DejaVuSerifCondensed", "DejaVuSansCondensed", "FreeSerif", "FreeSans")
"""Families with every Vietnamese letter; one that is not installed falls back to its likeness."""


class FontMissingError(RuntimeError):
    """No font that covers Vietnamese was found."""


def font_file(family: str, style: int) -> Path:
    """Return a font file; ``family`` is one of ``FAMILIES``, ``style`` 0 plain, 1 bold, 2 italic, 3 both.

    Raises:
        FontMissingError: neither Liberation 2 nor DejaVu is installed.
    """
    kind = "Serif" if "Serif" in family else "Sans"
    slant = _FREE[style].format("Italic" if kind == "Serif" else "Oblique")
    candidates = (
        _ROOT / "dejavu" / f"{family}{_DEJAVU[style]}.ttf",
        _ROOT / "freefont" / f"{family}{slant}.ttf",
        _ROOT / "liberation2" / f"Liberation{kind}-{_LIBERATION[style]}.ttf",
        _ROOT / "dejavu" / f"DejaVu{kind}{_DEJAVU[style]}.ttf",
    )
    for path in candidates:
        if path.exists():
            return path
    raise FontMissingError("sudo apt install fonts-liberation2 fonts-dejavu-core")
