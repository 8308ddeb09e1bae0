"""Giving a replacement the case of the word it replaces."""

from __future__ import annotations

__all__ = ["match_case"]


def match_case(original: str, replacement: str) -> str:
    """Return the lower-case replacement written in the case of the original.

    "TRUONG" gives "TRƯỜNG", "Truong" gives "Trường"; a mixed word of equal length keeps its case
    letter for letter, any other mixed word the case of its first letter.
    """
    letters = [c for c in original if c.isalpha()]
    if not letters or all(c.islower() for c in letters):
        return replacement
    upper = sum(c.isupper() for c in letters)
    if upper == len(letters):
        single = len(letters) == 1 and len(replacement) > 1
        return replacement.capitalize() if single else replacement.upper()
    if upper == 1 and letters[0].isupper():
        return replacement[:1].upper() + replacement[1:]
    if len(original) == len(replacement):
        return "".join(
            r.upper() if o.isupper() else r for o, r in zip(original, replacement, strict=True)
        )
    if upper > len(letters) * 0.6:
        return replacement.upper()
    return replacement[:1].upper() + replacement[1:] if letters[0].isupper() else replacement
