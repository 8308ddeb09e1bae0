"""A small number of the hostile kinds and of damaged files; all of them: benchmarks.hostile."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

import benchmarks.hostile.offices
import benchmarks.hostile.pdfs
import benchmarks.hostile.texts  # noqa: F401  (each registers its kinds)
from benchmarks.hostile.damaged import run_damaged
from benchmarks.hostile.kinds import KINDS
from benchmarks.hostile.one import read
from extractors.formats.limits import Limits

ENDS = {
    "form_feeds": "too_large",
    "sparse_giant": "too_large",
    "flat_text_that_links": "unsupported_format",
    "a_billion_laughs": "truncated_file",
    "merged_whole_sheet": "too_large",
    "claims_a_billion_pages": "",
    "pages_in_a_ring": "",
    "giant_picture": "too_large",
    "zip_of_many_files": "too_large",
    "tiff_of_many_frames": "too_large",
    "jpeg_that_claims_more": "too_large",
}
"""Error of kinds that are quick; "" for any, or flags."""

FLAGS = {
    "scan_in_word_cut": "part_unread",
    "scan_in_word_too_large": "part_unread",
    "scan_in_word_missing": "part_unread",
    "word_in_word_in_word": "part_unread",
    "flipped_streams": "damaged_file",
    "pdf_cut": "damaged_file",
}


def ended(name: str, folder: Path) -> dict[str, object]:
    file, make = KINDS[name]
    path = folder / file
    make(path)
    return read(path, folder, Limits())


def test_there_are_sixty_kinds() -> None:
    assert len(KINDS) >= 60


@pytest.mark.parametrize("name", ENDS)
def test_a_hostile_file_has_its_error(tmp_path: Path, name: str) -> None:
    told = ended(name, tmp_path)
    assert str(told["error"] or told["flags"]).startswith(ENDS[name])


@pytest.mark.parametrize("name", FLAGS)
def test_what_is_missing_is_told(tmp_path: Path, name: str) -> None:
    assert FLAGS[name] in str(ended(name, tmp_path)["flags"])


@pytest.mark.parametrize("name", ["entity_of_a_file", "entities_in_xhtml"])
def test_no_file_of_this_machine_is_read(tmp_path: Path, name: str) -> None:
    ended(name, tmp_path)
    kept = b"".join(path.read_bytes() for path in (tmp_path / "pages").rglob("*.gz"))
    assert "root:" not in gzip.decompress(kept).decode() if kept else True


@pytest.mark.slow
def test_damaged_files_lose_no_row_in_silence() -> None:
    assert run_damaged(12, seed=3) == 0
