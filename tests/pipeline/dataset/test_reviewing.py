"""What people said stays in the dataset, in a file and on a server alike."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from pipeline.dataset import reviewing
from pipeline.dataset.engine import REVISION, migrate, open_engine, sqlite_url
from pipeline.dataset.export import export
from pipeline.dataset.store import Store
from pipeline.dataset.tables import metadata
from pipeline.edits.events import Event
from pipeline.errors import DatabaseUnreachableError, RowChangedError
from pipeline.model import ChangeRow, Document, DocumentResult, Item, PageText
from tests.pipeline.edits.rows import DOCUMENT, SHA, a_plan, an_item, item_id


def put(store: Store, items: list[Item], document: Document = DOCUMENT) -> None:
    store.put(DocumentResult(document, tuple(items)), "this")


def say(store: Store, *events: Event, expect: int | None = None) -> list[Event]:
    with store.writing() as connection:
        return reviewing.append(connection, events, expect)


def edit(number: int, who: str = "Lan", **after: Any) -> Event:
    return Event(SHA, "edit", item_id(number), after=after, who=who)


def test_rows_come_back_equal_from_file_and_server(any_store: Store) -> None:
    items = [
        replace(item, budget_vnd=5_000_000_000, notes="Ngân sách\x00 tỉnh") for item in a_plan()
    ]
    put(any_store, items)
    assert any_store.items() == [replace(item, notes="Ngân sách tỉnh") for item in items]
    assert any_store.documents() == [DOCUMENT]
    assert any_store.frame("items")["budget_vnd"].tolist() == [5_000_000_000] * 5


def test_documents_are_sorted_alike_in_file_and_server(any_store: Store) -> None:
    names = ["b.pdf", "a.pdf", "Á.pdf", "A b.pdf", "Ab.pdf", "đ.pdf", "d.pdf", "_x.pdf"]
    for i, name in enumerate(names):
        put(any_store, [], Document(f"{i:064x}", name))
    assert [document.source for document in any_store.documents()] == sorted(names)


def test_an_edit_outlives_a_new_run(any_store: Store) -> None:
    put(any_store, a_plan())
    say(any_store, edit(2, owner="Hiệu trưởng"))
    assert any_store.items()[1].owner == "Hiệu trưởng"
    again = [an_item(1, action="Hàng mới đọc được", owner="", deadline="", bbox="")]
    again += [replace(item, item_id=item_id(n + 2)) for n, item in enumerate(a_plan())]
    put(any_store, again)
    owners = {item.item_id: item.owner for item in any_store.items()}
    assert owners[item_id(2)] == "Hiệu trưởng"
    assert len(owners) == 6


def test_an_edit_goes_on_to_the_edited_file(any_store: Store) -> None:
    put(any_store, a_plan())
    say(any_store, edit(2, owner="Hiệu trưởng"), Event(SHA, "reject", item_id(4), who="Lan"))
    new = "cd" * 32
    any_store.forget_other_versions(DOCUMENT.source, new)
    assert any_store.items() == []
    later = [
        replace(item, document_id=new, item_id=item_id(n, new))
        for n, item in enumerate(a_plan(), 1)
    ]
    put(any_store, later, replace(DOCUMENT, document_id=new))
    assert [item.owner for item in any_store.items()][:2] == ["Thư viện", "Hiệu trưởng"]
    assert len(any_store.items()) == 4


def test_two_people_on_one_row(any_store: Store) -> None:
    put(any_store, a_plan())
    (first,) = say(any_store, edit(2, owner="Hiệu trưởng"), expect=0)
    with pytest.raises(RowChangedError, match="Lan"):
        say(any_store, edit(2, "Hoa", owner="Tổ trưởng"), expect=0)
    say(any_store, edit(3, "Hoa", owner="Tổ trưởng"), expect=0)
    say(any_store, edit(2, "Hoa", owner="Tổ trưởng"), expect=first.seq)
    assert [item.owner for item in any_store.items()[1:3]] == ["Tổ trưởng", "Tổ trưởng"]


def test_many_writers_at_once_lose_nothing(any_store: Store) -> None:
    put(any_store, a_plan())
    failed: list[BaseException] = []

    def write(who: int) -> None:
        try:
            for turn in range(5):
                say(any_store, edit(who + 1, str(who), notes=f"{who} {turn}"))
        except BaseException as error:  # shown by the assertion below
            failed.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert [item.notes for item in any_store.items()] == ["0 4", "1 4", "2 4", "3 4", ""]
    with any_store.reading() as connection:
        assert len(reviewing.events_of(connection, SHA)) == 20


def test_why_and_whether_a_row_was_looked_at(any_store: Store) -> None:
    put(any_store, [an_item(1, owner=""), an_item(2), an_item(3)])
    say(any_store, Event(SHA, "accept", item_id(1)), Event(SHA, "reject", item_id(3)))
    with any_store.reading() as connection:
        found = reviewing.reviews_of(connection, SHA)
    assert [found[item_id(n)].state for n in (1, 2, 3)] == ["accepted", "", "rejected"]
    assert found[item_id(1)].reasons == "missing"
    assert found[item_id(1)].urgency == 0


def test_conflicts_are_kept_where_people_see_them(any_store: Store) -> None:
    put(any_store, a_plan())
    seen = {"owner": "Phó Hiệu trưởng"}
    say(any_store, Event(SHA, "edit", item_id(2), seen, {"owner": "Hiệu trưởng"}, who="Lan"))
    put(any_store, [replace(i, owner="Phó HT") if i.row == 2 else i for i in a_plan()])
    with any_store.reading() as connection:
        (conflict,) = reviewing.conflicts_of(connection, SHA)
    assert (conflict.machine, conflict.human) == ("Phó HT", "Hiệu trưởng")
    assert any_store.items()[1].owner == "Hiệu trưởng"


def _old_dataset(path: Path) -> None:
    """Write a dataset as the first release did."""
    types = {"int": "INTEGER", "int | None": "INTEGER", "float": "REAL"}
    keys = {"documents": "document_id, source", "items": "item_id", "pages": "document_id, page"}
    classes = {"documents": Document, "items": Item, "pages": PageText, "changes": ChangeRow}
    with sqlite3.connect(path) as db:
        for name, cls in classes.items():
            columns = ", ".join(f'"{f.name}" {types.get(str(f.type), "TEXT")}' for f in fields(cls))
            key = f", PRIMARY KEY ({keys[name]})" if name in keys else ""
            db.execute(f"CREATE TABLE {name} ({columns}{key})")
        db.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)")
        db.execute("PRAGMA user_version = 1")
        rows = [[getattr(item, f.name) for f in fields(Item)] for item in reversed(a_plan(12))]
        db.executemany(f"INSERT INTO items VALUES ({','.join('?' * len(fields(Item)))})", rows)
        values = [getattr(DOCUMENT, f.name) for f in fields(Document)]
        db.execute(f"INSERT INTO documents VALUES ({','.join('?' * len(values))})", values)


def test_a_dataset_of_the_first_release_is_brought_up_to_date(tmp_path: Path) -> None:
    _old_dataset(tmp_path / "dataset.sqlite")
    with Store(tmp_path / "dataset.sqlite", create=False) as store:
        assert store.items() == a_plan(12)
        say(store, edit(2, owner="Hiệu trưởng"))
    with Store(tmp_path / "dataset.sqlite", create=False) as store:
        assert store.items()[1].owner == "Hiệu trưởng"


def differences(store: Store) -> list[Any]:
    with store.reading() as connection:
        version = sa.text("SELECT version_num FROM alembic_version")
        assert connection.scalar(version) == REVISION
        return list(compare_metadata(MigrationContext.configure(connection), metadata))


@pytest.mark.parametrize("place", ["sqlite", pytest.param("server", marks=pytest.mark.postgres)])
def test_migrations_end_where_the_tables_are(
    place: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url: Path | str = tmp_path / "new.sqlite"
    if place == "server":
        url = request.getfixturevalue("postgres_url")
    engine = open_engine(url if isinstance(url, str) else sqlite_url(url))
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        migrate(connection)
    with Store(url) as store:
        assert differences(store) == []


def test_a_new_dataset_stands_where_migrations_end(tmp_path: Path) -> None:
    """It is made at once and stamped without Alembic, which takes longer to load than that."""
    engine = open_engine(sqlite_url(tmp_path / "migrated.sqlite"))
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        migrate(connection)
    with Store(tmp_path / "new.sqlite") as store:
        assert differences(store) == []
    query = "SELECT sql FROM sqlite_master WHERE name = 'alembic_version'"
    made = [
        " ".join(sqlite3.connect(tmp_path / name).execute(query).fetchone()[0].split())
        for name in ("migrated.sqlite", "new.sqlite")
    ]
    assert made[0] == made[1]


def test_an_old_file_ends_there_but_for_the_types_it_wrote(tmp_path: Path) -> None:
    _old_dataset(tmp_path / "old.sqlite")
    with Store(tmp_path / "old.sqlite") as store:
        found = [change for group in differences(store) for change in group]
    assert {change[0] for change in found} <= {"modify_type", "modify_nullable"}


def test_a_server_that_is_not_there_is_an_error_with_a_remedy() -> None:
    with pytest.raises(DatabaseUnreachableError, match="--db"):
        Store("postgresql://nobody@127.0.0.1:9/none")
    with pytest.raises(DatabaseUnreachableError, match="--db"):
        Store("mysterydb://x")


def test_exports_made_before_an_edit_are_stale(tmp_path: Path) -> None:
    with Store(tmp_path / "dataset.sqlite") as store:
        put(store, a_plan())
        export(store, tmp_path)
        assert store.stale_exports() == []
        say(store, edit(2, owner="Hiệu trưởng"))
        assert "items.csv" in store.stale_exports()
        export(store, tmp_path, ["csv"])
        assert "items.csv" not in store.stale_exports()
        assert "items.xlsx" in store.stale_exports()


def test_analysts_find_the_views_in_every_dataset(any_store: Store) -> None:
    put(any_store, [an_item(1, criteria="1.1;1.10", owners="Thư viện;Kế toán")])
    with any_store.reading() as connection:
        for view, count in (("plan_items", 1), ("item_criteria", 2), ("item_owners", 2)):
            assert connection.scalar(sa.text(f"SELECT count(*) FROM {view}")) == count


def test_an_old_dataset_gets_the_views(tmp_path: Path) -> None:
    _old_dataset(tmp_path / "old.sqlite")
    with Store(tmp_path / "old.sqlite") as store, store.reading() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM plan_items")) == 12
