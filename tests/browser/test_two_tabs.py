"""Two people at one row: nobody overwrites what he has not seen."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Office, choose, field, open_review, saved


def test_the_second_sees_both_values_and_nothing_is_overwritten(
    desk: Page, office: Office, new_page: Callable[..., Page]
) -> None:
    second = new_page()
    open_review(second, office)
    choose(second, office, 2)
    choose(desk, office, 2)
    field(second, "owner").focus()
    field(desk, "owner").fill("Thư viện")
    desk.keyboard.press("Tab")
    saved(desk)
    field(second, "owner").fill("Văn phòng")
    second.keyboard.press("Tab")
    clash = second.get_by_test_id("clash")
    expect(clash).to_contain_text("Thư viện")
    expect(clash).to_contain_text("Văn phòng")
    expect(clash).to_contain_text("chưa ghi gì")
    expect(clash).to_contain_text("Lan")
    assert office.row(2).owner == "Thư viện"
    second.get_by_test_id("write-mine").click()
    saved(second)
    assert office.row(2).owner == "Văn phòng"
    desk.evaluate("dispatchEvent(new Event('focus'))")
    expect(field(desk, "owner")).to_have_value("Văn phòng")


def test_rows_apart_do_not_meet(desk: Page, office: Office, new_page: Callable[..., Page]) -> None:
    second = new_page()
    open_review(second, office)
    choose(second, office, 3)
    field(desk, "owner").fill("Thư viện")
    desk.keyboard.press("Tab")
    saved(desk)
    field(second, "owner").fill("Văn phòng")
    second.keyboard.press("Tab")
    saved(second)
    expect(second.get_by_test_id("clash")).to_have_count(0)
    assert (office.row(0).owner, office.row(3).owner) == ("Thư viện", "Văn phòng")
    expect(second.locator(f"#row-{office.item(0)}")).to_contain_text("Nhân viên thư viện")


def test_who_types_into_a_row_another_has_merged_is_told_and_sees_where_it_went(
    desk: Page, office: Office, new_page: Callable[..., Page]
) -> None:
    other = new_page()
    open_review(other, office)
    desk.keyboard.press("Alt+m")
    saved(desk)
    choose(other, office, 1)
    field(other, "owner").fill("Bảo vệ")
    other.keyboard.press("Tab")
    expect(other.get_by_test_id("alerts")).to_contain_text("“Bảo vệ”")
    expect(other.locator(f"#row-{office.item(1)}")).to_contain_text("đã gộp vào dòng 1")


def test_ctrl_z_with_nothing_to_take_back_says_so(desk: Page) -> None:
    desk.keyboard.press("Control+z")
    expect(desk.get_by_test_id("toasts")).to_contain_text("Không còn gì để hoàn tác")
