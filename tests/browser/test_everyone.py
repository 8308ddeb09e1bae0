"""axe finds nothing serious; nothing runs off the side of a small screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Office, open_review

axe = pytest.importorskip("axe_core_python.sync_playwright", reason="pip install axe-core-python")


def serious(page: Page) -> list[str]:
    found = axe.Axe().run(page)["violations"]
    return [
        f"{one['id']}: {node['html'][:160]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    office: Office, new_page: Callable[..., Page], theme: str
) -> None:
    page = new_page(color_scheme=theme, bypass_csp=True, reduced_motion="reduce")
    page.goto(office.url)
    expect(page.get_by_test_id("queue-row")).to_have_count(1)
    assert serious(page) == []
    open_review(page, office)
    assert serious(page) == []
    page.locator("#rows").focus()
    page.keyboard.press("?")
    expect(page.get_by_test_id("dialog")).to_be_visible()
    assert serious(page) == []


@pytest.mark.parametrize("width", [390, 683])  # a phone; 1366 at 200 %
def test_nothing_runs_off_the_side(
    office: Office, new_page: Callable[..., Page], width: int
) -> None:
    page = new_page()
    page.set_viewport_size({"width": width, "height": 700})
    for address in ("", f"/documents/{office.sha}"):
        page.goto(office.url + address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
