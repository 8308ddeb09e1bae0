"""From a picture of a page to an upright, straight, clean grey picture that can be read."""

from __future__ import annotations

from extractors.images.prepare import Prepared, prepare

__all__ = ["Prepared", "prepare"]
