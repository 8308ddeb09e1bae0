"""Judging whether a text is sound Vietnamese and what damage it has."""

from __future__ import annotations

from normalizers.diacritics.damage import Kind, TextQuality, assess

__all__ = ["Kind", "TextQuality", "assess"]
