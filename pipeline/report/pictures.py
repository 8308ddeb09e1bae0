"""Pictures of the pages that rows stand on, in a folder beside the report.

Made only when asked for: a page of a scan takes about 0.1 s and 150 kB. Those that are there are
kept, since their name holds the hash of the document.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from extractors.errors import DocumentError
from extractors.formats import Limits, open_document
from pipeline.dataset.atomic import write_bytes
from pipeline.dataset.originals import original_path
from pipeline.figures.facts import Facts

FOLDER = "pages"
_DPI = 100
_QUALITY = 75


def page_pictures(
    facts: Facts, folder: Path, out: Path, on_document: Callable[[str], None] = lambda _: None
) -> dict[tuple[str, int], str]:
    """Make the pictures; return their links from ``folder`` by document and page.

    A document whose original is gone, or that cannot be opened, has none.

    Raises:
        OutputError: a picture cannot be written.
    """
    wanted: dict[tuple[str, str], set[int]] = {}
    for row in facts.rows:
        wanted.setdefault((row.document_id, row.source), set()).add(row.page)
    found: dict[tuple[str, int], str] = {}
    for (document_id, source), pages in wanted.items():
        on_document(source)
        names = {page: f"{FOLDER}/{document_id[:12]}-{page}.jpg" for page in sorted(pages)}
        missing = [page for page, name in names.items() if not (folder / name).exists()]
        made = _render(source, missing, names, folder, out) if missing else set()
        found |= {
            (document_id, page): name
            for page, name in names.items()
            if page not in missing or page in made
        }
    return found


def _render(
    source: str, pages: list[int], names: dict[int, str], folder: Path, out: Path
) -> set[int]:
    path = original_path(source, out)
    if path is None:
        return set()
    made = set()
    try:
        with open_document(path, limits=Limits()) as document:
            for page in pages:
                if page > document.page_count:
                    continue
                picture = np.asarray(document.render_page(page, _DPI))
                _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
                write_bytes(folder / names[page], data.tobytes())
                made.add(page)
    except (DocumentError, NotImplementedError):
        return made
    return made
