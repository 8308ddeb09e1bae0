"""A small dataset and a browser's view of it, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pipeline.dataset.store import Store
from pipeline.model import DocumentResult
from pipeline.review.web.app import create_app
from pipeline.review.web.entry.guard import TOKEN_HEADER
from pipeline.review.web.settings import WebSettings
from tests.pipeline.edits.rows import DOCUMENT, a_plan

HOME = "http://127.0.0.1:8765"


class Clerk(TestClient):
    """A browser on this machine: sends the token of the page it has open."""

    def open(self, path: str = "/") -> str:
        answer = self.get(path)
        token = answer.text.split('name="csrf" content="')[1].split('"')[0]
        self.headers[TOKEN_HEADER] = token
        return answer.text


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An output folder with one document of five rows."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "outputs"
    with Store(folder / "dataset.sqlite") as store:
        store.put(DocumentResult(DOCUMENT, tuple(a_plan())))
    return folder


def clerk_of(settings: WebSettings, base: str = HOME) -> Clerk:
    return Clerk(create_app(settings), base_url=base, follow_redirects=False)


@pytest.fixture
def clerk(out: Path) -> Iterator[Clerk]:
    """A clerk who has the queue open."""
    found = clerk_of(WebSettings(out))
    found.open()
    yield found
    found.app.state.parts.store.close()  # type: ignore[attr-defined]
