"""Parquet by school year: all rows, in folders that tools for large tables understand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds

from pipeline.dataset.bulk.partitions import write_partitions
from pipeline.dataset.store import Store
from pipeline.model import Document, DocumentResult, Item


def result(number: int, year: str) -> DocumentResult:
    sha = f"{number:02x}" * 32
    document = Document(sha, f"quet/{number}.pdf", pages=1, school_year=year, status="ok")
    rows = [
        Item(
            f"{sha[:12]}-{row:04d}",
            sha,
            document.source,
            1,
            row,
            "task",
            end_date="2023-11-30" if row else "",
            budget_vnd=row or None,
        )
        for row in range(3)
    ]
    return DocumentResult(document, tuple(rows))


def test_every_row_lies_in_the_folder_of_its_year(any_store: Store, tmp_path: Path) -> None:
    years = ["2022-2023", "2023-2024", "", "2023-2024"]
    any_store.put_all([(result(n, year), "x") for n, year in enumerate(years, 1)])
    folder = write_partitions(any_store, tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == [
        "school_year=2022-2023",
        "school_year=2023-2024",
        "school_year=unknown",
    ]
    table = ds.dataset(folder, partitioning="hive").to_table()
    assert table.num_rows == 12
    assert table.schema.field("end_date").type == pa.date32()
    assert set(table["end_date"].to_pylist()) == {None, date(2023, 11, 30)}
    own = table.filter(ds.field("school_year") == "2023-2024")
    assert set(own["source"].to_pylist()) == {"quet/2.pdf", "quet/4.pdf"}
    write_partitions(any_store, tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
