"""Pages already read, kept on disk under their content hash, so that a killed run goes on.

The key holds the bytes of the page, the OCR engine and the version of the reading code; a hit is
therefore always the same page read the same way. A damaged entry is a miss, never an error.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from dataclasses import dataclass
from pathlib import Path

import cattrs
from cattrs.preconf.json import make_converter

from extractors.types import BBox, Page
from normalizers.alternative import Alternative
from pipeline.atomic import write_bytes

READ_VERSION = "11"
"""Raise when reading changes what a page yields, so that old entries are not used."""

_converter = make_converter()
# Named tuples with postponed annotations are beyond the converter's own support.
_converter.register_structure_hook(BBox, lambda value, _: BBox(*map(float, value)))
_converter.register_unstructure_hook(BBox, list)
_converter.register_structure_hook(Alternative, lambda value, _: Alternative(*value))
_converter.register_unstructure_hook(Alternative, list)


def page_to_json(page: Page) -> str:
    """Return the page as JSON (``page_from_json`` gives the equal page back)."""
    return json.dumps(_converter.unstructure(page, unstructure_as=Page), ensure_ascii=False)


def page_from_json(text: str) -> Page:
    """Return the page that ``page_to_json`` wrote.

    Raises:
        ValueError: the JSON is of another shape.
    """
    try:
        return _converter.structure(json.loads(text), Page)
    except (cattrs.BaseValidationError, KeyError, TypeError) as error:
        raise ValueError(f"not a page: {error}") from error


@dataclass(frozen=True, slots=True)
class PageCache:
    """A folder of gzipped pages; ``enabled=False`` reads nothing but still writes."""

    folder: Path
    enabled: bool = True

    def key(self, page_key: str, engine: str) -> str:
        """Return the entry's name for a page's content key and an engine's name."""
        return hashlib.sha256(f"{READ_VERSION}|{engine}|{page_key}".encode()).hexdigest()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json.gz"

    def get(self, key: str) -> Page | None:
        """Return the page kept under ``key``, or None."""
        path = self._path(key)
        if not self.enabled or not path.exists():
            return None
        try:
            return page_from_json(gzip.decompress(path.read_bytes()).decode("utf-8"))
        except (OSError, EOFError, ValueError, zlib.error):
            return None

    def put(self, key: str, page: Page) -> None:
        """Keep the page under ``key``."""
        data = gzip.compress(page_to_json(page).encode("utf-8"), compresslevel=3, mtime=0)
        write_bytes(self._path(key), data)
