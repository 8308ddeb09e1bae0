from __future__ import annotations

import doctest
from pathlib import Path

import pandas as pd
import pytest

import kehoach
from pipeline.errors import DatasetMissingError

ROOT = Path(__file__).parents[2]


def test_the_examples_of_the_package_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = doctest.testmod(kehoach, extraglobs={"folder": tmp_path / "out"})
    assert (found.failed, found.attempted > 4) == (0, True)


def test_columns_have_types_and_empty_cells_are_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    data = kehoach.run("samples/10-cai-tien-van-ban.txt", tmp_path / "out", jobs=1)
    items = data.items
    assert isinstance(items.criteria.iloc[0], list)
    assert pd.api.types.is_datetime64_any_dtype(items.end_date)
    assert items.confidence.dtype == "float64" and str(items.budget_vnd.dtype) == "Int64"
    assert isinstance(items.raw.iloc[0], dict)
    assert all(isinstance(flags, list) and "" not in flags for flags in items["flags"])
    assert data.compare().name == "report.html"
    assert [p.name for p in data.export(["csv"])] == ["items.csv", "documents.csv", "quality.csv"]


def test_a_folder_without_a_dataset_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetMissingError):
        kehoach.open(tmp_path)
