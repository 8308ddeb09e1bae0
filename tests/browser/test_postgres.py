"""An office with a PostgreSQL server: search, correct, read again, all in the browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from benchmarks._review_app import running_app, settings_of
from pipeline.dataset.store import Store
from pipeline.running.batch import BatchOptions, run_batch
from tests.browser.conftest import saved
from tests.browser.test_ingesting import PLAN
from tests.postgres import start_server


@pytest.mark.slow
@pytest.mark.postgres
def test_search_correction_and_read_again_on_a_database_server(
    new_page: Callable[..., Page], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("trong-cay.txt").write_text(PLAN, "utf-8")
    with start_server() as server:
        db, out = server.new_database(), tmp_path / "outputs"
        run_batch([Path("trong-cay.txt")], out, BatchOptions(jobs=1, db=db))
        with running_app(settings_of(out, db=db)) as url:
            page = new_page()
            for asked, hits in (("theo doi", 1), ("THEO DOI&marks=1", 0), ("theo dõi&marks=1", 1)):
                page.goto(f"{url}/?q={asked}")
                expect(page.get_by_test_id("queue-row")).to_have_count(hits)
            page.get_by_role("link", name="trong-cay.txt").click()
            expect(page.locator("body")).to_have_attribute("data-ready", "true")
            page.locator("#field-owner").fill("Bảo vệ")
            page.keyboard.press("Enter")
            saved(page)
            page.evaluate("document.body.dataset.old = 'yes'")
            page.keyboard.press("Alt+l")
            page.get_by_test_id("reread-done").click()
            expect(page.locator("body")).not_to_have_attribute("data-old", "yes", timeout=60_000)
            expect(page.locator("body")).to_have_attribute("data-ready", "true")
            expect(page.get_by_test_id("row")).to_have_count(2)
        with Store(db) as store:
            assert "Bảo vệ" in [item.owner for item in store.items()]
            assert [d.source for d in store.documents()] == ["trong-cay.txt"]
