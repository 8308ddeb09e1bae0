"""Words of files on the screen: neither markup nor control characters of theirs have an effect."""

from __future__ import annotations

from rich.markup import escape

from normalizers.text.visible import visible

__all__ = ["plain"]


def plain(text: str, *, lines: bool = False) -> str:
    """Return a text that rich prints as it is; ends of lines are kept if ``lines`` says so."""
    return escape(visible(text, lines=lines))
