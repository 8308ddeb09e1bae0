"""The user's own spellings of roles and first school week, from the command line to the rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extractors.types import FieldValue, Record
from normalizers.school_year import SchoolYear
from pipeline.errors import ExitCode, UsageError
from pipeline.rows.normalising import Setting, item_of
from pipeline.running.conventions import DEFAULT, Conventions, conventions_of


def _roles(folder: Path, text: str = "Ban KĐ\tBan kiểm định\n") -> Path:
    path = folder / "vai-tro.txt"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("written", "year", "monday"),
    [
        ("05/09", 2023, date(2023, 9, 4)),
        ("5/9", 2024, date(2024, 9, 2)),
        ("28-08", 2022, date(2022, 8, 22)),
        ("04/09/2023", 2023, date(2023, 9, 4)),
        ("2023-09-07", 2023, date(2023, 9, 4)),
        ("2023-09-07", 2024, None),
        ("", 2023, None),
    ],
)
def test_the_first_week(written: str, year: int, monday: date | None) -> None:
    assert conventions_of(None, written).week_one(SchoolYear(year)) == monday


def test_no_school_year_no_week() -> None:
    assert conventions_of(None, "05/09").week_one(None) is None


@pytest.mark.parametrize("written", ["30/02", "tuần 1", "2023-13-01", "5", "05/09/23"])
def test_days_that_are_none_stop_the_command(written: str) -> None:
    with pytest.raises(UsageError, match="--week-one") as caught:
        conventions_of(None, written)
    assert caught.value.exit_code == ExitCode.USAGE


def test_a_file_of_roles_that_cannot_be_read_stops_the_command(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--roles"):
        conventions_of(tmp_path / "none.txt", "")
    with pytest.raises(UsageError, match="dòng 1"):
        conventions_of(_roles(tmp_path, "Ban KĐ\n"), "")


def test_rows_follow_the_conventions(tmp_path: Path) -> None:
    chosen = conventions_of(_roles(tmp_path), "28/08")
    year = SchoolYear(2023)
    fields = {
        "action": FieldValue("Chia lại lớp", "Chia lại lớp", 1),
        "owner": FieldValue("Ban KĐ", "Ban KĐ", 1),
        "deadline": FieldValue("Tuần 2", "Tuần 2", 1),
    }
    record = Record("action", 1, 1, fields)
    plain = Setting("ab" * 32, "a.pdf", "", year)
    own = Setting("ab" * 32, "a.pdf", "", year, chosen.week_one(year), chosen.synonyms())
    assert item_of(record, plain, 1).owners == "Ban KĐ"
    assert item_of(record, own, 1).owners == "Ban kiểm định"
    assert item_of(record, plain, 1).start_date == "2023-09-11"
    assert item_of(record, own, 1).start_date == "2023-09-04"


def test_the_key_changes_with_what_is_set(tmp_path: Path) -> None:
    assert DEFAULT.key() == ""
    path = _roles(tmp_path)
    before = conventions_of(path, "").key()
    assert before != conventions_of(path, "05/09").key()
    _roles(tmp_path, "Ban KĐ\tBan khác\n")
    assert conventions_of(path, "").key() != before
    assert Conventions(week_day=(9, 5)).key() != DEFAULT.key()
