"""``kehoach browse``: the dataset in Datasette, with facets and full-text search.

A copy is made beside the dataset, since search needs tables of its own: ``items`` is searched
without regard to marks ("ke hoach" finds "kế hoạch"), the view ``items_exact`` with them.
"""

from __future__ import annotations

import importlib.util
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pandas as pd

from normalizers.text.unicode import nfc
from pipeline.dataset.atomic import atomic_path, write_text
from pipeline.dataset.views import create_views
from pipeline.errors import ExitCode, RunError
from pipeline.report.compare import Tables

FILE: Final = "browse.sqlite"
_METADATA: Final = "browse.json"
_SEARCHED: Final = ("action", "content", "criterion_text", "owner", "notes", "source")
_LEFT_OUT: Final = ("raw", "bbox")


class DatasetteMissingError(RunError):
    """Datasette is not installed."""

    exit_code = ExitCode.MISSING_TOOL

    def __init__(self) -> None:
        super().__init__("Thiếu Datasette. Hãy cài: pip install 'kehoach[browse]'.")


def prepare(store: Tables, out: Path) -> tuple[Path, Path]:
    """Write the copy and what Datasette should know of it; return both files.

    Raises:
        OutputError: a file cannot be written.
    """
    target, described = out / FILE, out / _METADATA
    items, documents = store.frame("items"), store.frame("documents")
    with atomic_path(target) as temporary, closing(sqlite3.connect(temporary)) as database:
        _copy(database, items, documents)
        database.commit()
    write_text(described, json.dumps(_metadata(target.stem), ensure_ascii=False, indent=1))
    return target, described


def _copy(database: sqlite3.Connection, items: pd.DataFrame, documents: pd.DataFrame) -> None:
    shown = items.drop(columns=list(_LEFT_OUT))
    keys = ["document_id", "source"]
    told = documents[[*keys, "school", "school_year", "school_level", "district"]]
    shown = shown.merge(told, on=keys, how="left").fillna({"school": "", "school_year": ""})
    for name in ("criteria", "owners", "flags"):
        shown[f"{name}_list"] = [_json_list(text) for text in shown[name]]
    shown.insert(0, "number", range(1, len(shown) + 1))
    kept = ", ".join(f'"{name}"' for name in shown.columns if name != "number")
    database.execute(f"CREATE TABLE items (number INTEGER PRIMARY KEY, {kept})")
    shown.to_sql("items", database, if_exists="append", index=False)
    documents.to_sql("documents", database, index=False)
    create_views(database, "sqlite")
    database.execute("CREATE VIEW items_exact AS SELECT * FROM items")
    _search(database, "items_fts", "remove_diacritics 2", shown, plain=True)
    _search(database, "items_exact_fts", "remove_diacritics 0", shown, plain=False)


def _json_list(text: str) -> str:
    return json.dumps([part for part in str(text).split(";") if part], ensure_ascii=False)


def _search(
    database: sqlite3.Connection, table: str, tokens: str, rows: pd.DataFrame, *, plain: bool
) -> None:
    """Fill a table of full-text search; SQLite takes marks off, but knows nothing of đ.

    Where marks do not count, words with đ are indexed with d as well.
    """
    database.execute(
        f'CREATE VIRTUAL TABLE {table} USING fts5(text, tokenize="unicode61 {tokens}")'
    )
    texts = (nfc("\n".join(map(str, row))) for row in rows[list(_SEARCHED)].itertuples(index=False))
    filled = [
        (number, text + ("\n" + text.translate(_D) if plain else ""))
        for number, text in zip(rows["number"], texts, strict=True)
    ]
    database.executemany(f"INSERT INTO {table}(rowid, text) VALUES (?, ?)", filled)


_D = str.maketrans("đĐ", "dD")


def _metadata(database: str) -> dict[str, Any]:
    """Return titles, facets and the tables of search for Datasette."""
    facets = ["school", "school_year", "kind", "deadline_kind"]
    arrays = [{"array": f"{name}_list"} for name in ("criteria", "owners", "flags")]
    items = {
        "facets": [*facets, *arrays],
        "sort": "number",
        "description": "Tìm không kể dấu. Muốn tìm đúng dấu: items_exact.",
        "fts_table": "items_fts",
        "fts_pk": "number",
    }
    exact = {**items, "fts_table": "items_exact_fts", "description": "Tìm đúng dấu."}
    hidden = {
        f"{table}{part}": {"hidden": True}
        for table in ("items_fts", "items_exact_fts")
        for part in ("", "_data", "_idx", "_content", "_docsize", "_config")
    }
    papers = {"facets": ["kind", "school_year", "school_level", "status", "read_by"]}
    tables = {"items": items, "items_exact": exact, "documents": papers, **hidden}
    return {"title": "Kế hoạch của các trường", "databases": {database: {"tables": tables}}}


def serve(target: Path, described: Path, port: int, *, browser: bool) -> int:
    """Run Datasette on the copy, on this machine alone, until it is stopped; return its exit code.

    Raises:
        DatasetteMissingError: it is not installed.
    """
    if importlib.util.find_spec("datasette") is None:
        raise DatasetteMissingError
    command = [
        sys.executable,
        "-m",
        "datasette",
        "serve",
        str(target),
        "--metadata",
        str(described),
    ]
    command += [
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--setting",
        "truncate_cells_html",
        "300",
    ]
    return subprocess.run([*command, *(["--open"] if browser else [])], check=False).returncode
