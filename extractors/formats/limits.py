"""How much of a file is accepted before it is refused as absurdly large."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Final

__all__ = ["MEMORY_VARIABLE", "Limits", "memory_cap"]

MEMORY_VARIABLE: Final = "KEHOACH_MEMORY_MB"
"""Variable of the environment: megabytes a worker may take, "0" for any."""

_USUAL_MEMORY = 1_500
"""Megabytes: a page of 40 megapixels takes half of it, and two workers fit into 4 GB."""

_ANY = 1 << 62


def memory_cap() -> int:
    """Return the bytes a worker may take, as set by the environment."""
    told = os.environ.get(MEMORY_VARIABLE, "").strip()
    megabytes = int(told) if told.isdecimal() else _USUAL_MEMORY
    return megabytes * 1_000_000 or _ANY


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds that keep one file from taking the machine down.

    Attributes:
        max_bytes: size of the file on disk.
        max_pages: pages of one file: of a PDF, frames of a TIFF, a text's parts at form feeds.
        max_page_pixels: pixels of one picture handed to recognition; larger pages are rendered or
            scaled below it.
        max_image_pixels: pixels of one stored picture (A3 at 600 dpi has 70 million); more is
            taken for a decompression bomb, by its head, before anything is decoded.
        max_unpacked_bytes: sum of the members of a zipped office file, or of the files of an
            archive or a mail, after unpacking.
        max_members: files in an archive or a mail, those of archives within it counted too.
        max_depth: archives and mails within each other.
        max_sheet_bytes: the same for a spreadsheet, pictures left out: its reader needs some fifty
            times as much memory.
        max_xml_bytes: the same for the XML of a Word file: its tree needs fifteen times as much.
        max_text_chars: characters of one text file.
        max_html_chars: characters of one HTML file, pictures within it left out.
        max_table_cells: places (rows x columns) of one table after spans are laid out.
        max_memory_bytes: memory of a worker, and of LibreOffice (not on Windows).
        office_timeout_s: seconds LibreOffice may take for one file.
    """

    max_bytes: int = 400_000_000
    max_pages: int = 2_000
    max_page_pixels: int = 40_000_000
    max_image_pixels: int = 100_000_000
    max_unpacked_bytes: int = 600_000_000
    max_members: int = 2_000
    max_depth: int = 2
    max_sheet_bytes: int = 20_000_000
    max_xml_bytes: int = 60_000_000
    max_text_chars: int = 10_000_000
    max_html_chars: int = 5_000_000
    max_table_cells: int = 400_000
    max_memory_bytes: int = field(default_factory=memory_cap)
    office_timeout_s: float = 120.0
