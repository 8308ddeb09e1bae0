"""The review app with a small invented plan, and a page of Chromium that has it open."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks._review_app import chromium, chromium_path, running_app, settings_of
from benchmarks._review_plan import plan_read, write_plan
from pipeline.dataset.store import Store
from pipeline.model import Item

ROWS = 8
MISSED = 6  # place of the row the program did not find
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Office:
    """A running app, its dataset, its plan."""

    url: str
    out: Path
    sha: str
    plan: Path

    def item(self, number: int) -> str:
        """Return the id of the row at a place, from 0."""
        return f"{self.sha[:12]}-{number + 1:04d}"

    def rows(self) -> dict[str, Item]:
        """Return the rows of the dataset as it lies on the disk."""
        with Store(self.out / "dataset.sqlite") as store:
            return {item.item_id: item for item in store.items()}

    def row(self, number: int) -> Item:
        """Return the row at a place, from 0."""
        return self.rows()[self.item(number)]

    def read_again(self) -> None:
        """Let the program read the plan anew: the same rows come."""
        with Store(self.out / "dataset.sqlite") as store:
            store.put(plan_read(self.sha, str(self.plan), 1, rows=ROWS, missed=MISSED))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The plan and its dataset, made once; tests work on copies."""
    folder = tmp_path_factory.mktemp("made")
    plan = folder / "ke-hoach.pdf"
    sha = write_plan(plan, 1, rows=ROWS)
    with Store(folder / "outputs" / "dataset.sqlite") as store:
        store.put(plan_read(sha, str(plan), 1, rows=ROWS, missed=MISSED))
    return sha, plan


@pytest.fixture
def office(
    made: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    sha, plan = made
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "outputs"
    shutil.copytree(plan.parent / "outputs", out)
    with running_app(settings_of(out, max_upload_bytes=100_000)) as url:
        yield Office(url, out, sha, plan)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if chromium_path() is None:
        pytest.skip("no Chromium on this machine")
    with chromium() as found:
        yield found


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A function that opens a page of its own; what its scripts get wrong fails the test."""
    contexts, wrong = [], []

    def made(**how: Any) -> Page:
        context = browser.new_context(viewport={"width": 1366, "height": 768}, **how)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    yield made
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def desk(office: Office, new_page: Callable[..., Page]) -> Page:
    """The review screen of the plan, in the order of the document, on the first row."""
    page = new_page()
    open_review(page, office)
    page.keyboard.press("Alt+w")
    choose(page, office, 0)
    return page


def open_review(page: Page, office: Office) -> None:
    page.goto(f"{office.url}/documents/{office.sha}")
    expect(page.locator("body")).to_have_attribute("data-ready", "true")


def choose(page: Page, office: Office, number: int) -> None:
    page.locator(f"#row-{office.item(number)}").click()
    expect(page.locator(f"#row-{office.item(number)}")).to_have_attribute("aria-selected", "true")


def saved(page: Page) -> None:
    """Wait until nothing is left to save."""
    expect(page.locator("#saved")).to_have_attribute("data-pending", "0")
    expect(page.locator("#saved")).to_have_text(re.compile("."))


def field(page: Page, name: str) -> Any:
    return page.locator(f"#field-{name}")
