"""Pages already read, kept on disk under their content hash, so that a killed run goes on.

The key holds the bytes of the page, the OCR engine and the state of the reading code; a hit is
therefore always the same page read the same way. A damaged entry is a miss, never an error. Pages
of one state lie in a folder of their own, so that those of others can be told and removed.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import cattrs
from cattrs.preconf.json import make_converter

from extractors.types import BBox, Page
from normalizers.text.alternative import Alternative
from pipeline.dataset.atomic import write_bytes
from pipeline.running.code_version import read_version

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


def packed(page: Page) -> bytes:
    """Return the page as it is kept: gzipped JSON."""
    return gzip.compress(page_to_json(page).encode("utf-8"), compresslevel=3, mtime=0)


def unpacked(data: bytes) -> Page | None:
    """Return the page that ``packed`` made the bytes of; None if they are damaged."""
    try:
        return page_from_json(gzip.decompress(data).decode("utf-8"))
    except (OSError, EOFError, ValueError, zlib.error):
        return None


def page_folder(out: Path) -> Path:
    """Return where the pages of a dataset folder are kept."""
    return out / ".cache" / "pages"


@dataclass(frozen=True, slots=True)
class Freed:
    """What was removed of the pages kept: how many, and their size in bytes."""

    pages: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class PageCache:
    """A folder of gzipped pages.

    Attributes:
        folder: where they lie.
        enabled: if false nothing is read, but still written.
        version: the state of the reading code; taken once by the process that leads the run.
    """

    folder: Path
    enabled: bool = True
    version: str = field(default_factory=read_version)

    def key(self, page_key: str, engine: str) -> str:
        """Return the entry's name for a page's content key and an engine's name."""
        return hashlib.sha256(f"{self.version}|{engine}|{page_key}".encode()).hexdigest()

    def _path(self, key: str) -> Path:
        return self.folder / self.version / key[:2] / f"{key}.json.gz"

    def get(self, key: str) -> Page | None:
        """Return the page kept under ``key``, or None."""
        path = self._path(key)
        if not self.enabled or not path.exists():
            return None
        try:
            return unpacked(path.read_bytes())
        except OSError:
            return None

    def put(self, key: str, page: Page) -> None:
        """Keep the page under ``key``.

        Raises:
            OutputError: the folder cannot be written.
        """
        write_bytes(self._path(key), packed(page))

    def drop_other_versions(self) -> Freed:
        """Remove the pages that another state of the reading code left; they are never hit."""
        if not self.folder.is_dir():
            return Freed()
        return _removed(path for path in self.folder.iterdir() if path.name != self.version)

    def clear(self) -> Freed:
        """Remove every page kept."""
        return _removed([self.folder])


def _removed(places: Iterable[Path]) -> Freed:
    """Remove folders and files; what another program holds open stays."""
    freed = Freed()
    for place in places:
        files = [path for path in place.rglob("*") if path.is_file()]
        before = {path: path.stat().st_size for path in files}
        shutil.rmtree(place, ignore_errors=True)
        gone = [size for path, size in before.items() if not path.exists()]
        freed = Freed(freed.pages + len(gone), freed.size + sum(gone))
    return freed
