"""A real PostgreSQL server for the tests that need one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.dataset.store import Store
from tests.postgres import Server, start_server


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with start_server() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Server) -> str:
    return postgres.new_database()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def any_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A new dataset, once in a file and once on a server."""
    if request.param == "sqlite":
        place: Path | str = tmp_path / "dataset.sqlite"
    else:
        place = request.getfixturevalue("postgres_url")
    with Store(place) as store:
        yield store
