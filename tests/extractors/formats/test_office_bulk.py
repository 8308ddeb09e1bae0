"""Many old Word files in one start of LibreOffice; one that kills it costs the others nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.formats import Limits, office_bulk
from extractors.formats.document import file_sha256
from extractors.formats.office import is_old_office, kept_conversions
from extractors.formats.office_process import Conversion, Ended


def files(folder: Path, count: int) -> list[Path]:
    paths = [folder / f"KH{n}.rtf" for n in range(count)]
    for n, path in enumerate(paths):
        path.write_text("{\\rtf1 Ke hoach " + str(n) + "}")
    return paths


@pytest.fixture
def deadly(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A LibreOffice that dies on "Ke hoach 2"; the list tells how many files each start had."""
    starts: list[int] = []

    def run(asked: Conversion, limits: Limits) -> Ended:
        starts.append(len(asked.sources))
        asked.out.mkdir(exist_ok=True)
        for source in asked.sources:
            if source.read_text().endswith(" 2}"):
                return Ended(139)
            asked.result(source).write_bytes(source.read_bytes())
        return Ended(0)

    monkeypatch.setattr(office_bulk, "run_office", run)
    monkeypatch.setattr(office_bulk, "find_office", lambda: "soffice")
    return starts


def test_a_file_that_kills_a_group_does_not_keep_the_others(
    tmp_path: Path, deadly: list[int]
) -> None:
    paths = files(tmp_path, 6)
    assert all(map(is_old_office, paths))
    with kept_conversions(tmp_path / "kept"):
        office_bulk.convert_group(paths, Limits())
        office_bulk.convert_group(paths, Limits())
    kept = {path.stem for path in (tmp_path / "kept").iterdir()}
    assert kept == {file_sha256(path) for path in paths} - {file_sha256(paths[2])}
    assert deadly[:2] == [6, 4]


@pytest.mark.office
def test_a_group_is_converted_in_one_start(tmp_path: Path) -> None:
    paths = files(tmp_path, 3)
    with kept_conversions(tmp_path / "kept"):
        office_bulk.convert_group(paths, Limits())
    assert len(list((tmp_path / "kept").glob("*.docx"))) == 3
