"""A clerk without a mouse puts a scan of archive grade right."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.review_walk import SAMPLE, Paper, walked
from pipeline.running.batch import BatchOptions, run_batch


@pytest.mark.slow
def test_an_old_scan_is_put_right_by_keyboard_with_a_fifth_of_the_keys(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run_batch([SAMPLE], tmp_path / "outputs", BatchOptions(jobs=1))
    paper = Paper.of(SAMPLE.parent / "truth" / f"{SAMPLE.stem}.json")
    found = walked(browser, tmp_path / "outputs", paper)
    assert found.left == []
    assert found.wrong, "a sample without a mistake shows nothing"
    assert 5 * sum(found.keys.values()) < sum(found.anew.values())
