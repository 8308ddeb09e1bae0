"""axe finds nothing serious; nothing runs off the side of a small screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Office, open_review


def serious(page: Page) -> list[str]:
    found = Axe().run(page)["violations"]
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


def test_on_a_phone_the_field_in_use_is_in_sight(
    office: Office, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    open_review(page, office)
    field, bar, above = (
        page.locator(where).bounding_box() for where in (":focus", ".acts", ".left")
    )
    assert field and bar and above
    assert above["y"] + above["height"] <= field["y"]
    assert field["y"] + field["height"] <= bar["y"]
    chosen, picture = page.locator('[aria-selected="true"]').bounding_box(), above
    assert chosen and picture["y"] + picture["height"] <= chosen["y"] + 1  # not under the page


def test_filters_stand_in_one_line_and_are_taken_off_only_where_there_are_some(
    office: Office, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.goto(office.url)
    tops = page.locator(".filters > *").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().bottom)"
    )
    assert max(tops) - min(tops) < 2
    expect(page.get_by_test_id("reset")).to_have_count(0)
    page.goto(f"{office.url}/?q=khong-co")
    expect(page.get_by_test_id("reset")).to_be_visible()


def test_the_theme_changes_at_once_and_stays(office: Office, new_page: Callable[..., Page]) -> None:
    page = new_page(color_scheme="light")
    page.goto(office.url)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    for _ in range(2):  # by the system, light, dark
        page.get_by_test_id("theme").click()
    dark = page.evaluate(ground)
    assert dark != light
    page.reload()
    assert page.evaluate(ground) == dark


def test_at_200_percent_the_field_in_use_is_not_under_the_buttons(
    office: Office, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.set_viewport_size({"width": 683, "height": 384})
    open_review(page, office)
    for _ in range(4):
        field, bar = (page.locator(where).bounding_box() for where in (":focus", ".acts"))
        assert field and bar
        assert field["y"] + field["height"] <= bar["y"]
        page.keyboard.press("Tab")


def test_a_short_note_covers_no_button(desk: Page) -> None:
    desk.keyboard.press("Alt+m")
    note = desk.get_by_test_id("toasts").locator(".toast").bounding_box()
    bar = desk.locator(".acts").bounding_box()
    assert note and bar
    assert note["x"] + note["width"] <= bar["x"] or note["y"] + note["height"] <= bar["y"]
