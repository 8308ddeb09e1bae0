"""A dropped file becomes rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Office

PLAN = (
    "TRƯỜNG TIỂU HỌC HOA SEN\nKẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG\nnăm học 2023 - 2024\n\n"
    "TT\tTiêu chí\tGiải pháp thực hiện\tNgười thực hiện\tThời gian thực hiện\n"
    "1\tTiêu chí 1.1\tTrồng thêm cây ở sân sau\tHiệu trưởng\tTrước ngày 30/9/2023\n"
    "2\tTiêu chí 1.2\tLập sổ theo dõi thiết bị\tVăn phòng\tTrước ngày 15/10/2023\n"
)
_DROP = """([name, text]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([text], name, { type: "text/plain" }));
  document.getElementById("drop").dispatchEvent(
    new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""


def open_queue(page: Page, office: Office) -> None:
    """Open the queue and wait until its script takes files."""
    with page.expect_response(lambda answer: answer.url.endswith("/api/ingest")):
        page.goto(office.url)


@pytest.mark.slow
def test_a_dropped_file_is_read_and_its_rows_are_seen(
    office: Office, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    open_queue(page, office)
    expect(page.get_by_test_id("queue-row")).to_have_count(1)
    page.evaluate(_DROP, ["trong-cay.txt", PLAN])
    expect(page.get_by_test_id("queue-row")).to_have_count(2, timeout=60_000)
    page.get_by_role("link", name="trong-cay.txt").click()
    expect(page.locator("body")).to_have_attribute("data-ready", "true")
    expect(page.get_by_test_id("row")).to_have_count(2)
    expect(page.get_by_test_id("rows")).to_contain_text("Trồng thêm cây ở sân sau")
    expect(page.get_by_test_id("stage")).to_contain_text("Lập sổ theo dõi thiết bị")


def test_a_file_too_large_is_refused_by_name_before_it_is_sent(
    office: Office, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    open_queue(page, office)
    page.evaluate(_DROP, ["to-qua.txt", "a" * 100_001])
    expect(page.get_by_test_id("ingest")).to_contain_text("to-qua.txt")
    expect(page.get_by_test_id("ingest")).to_contain_text("quá lớn")
    assert not list((office.out / "files").glob("*/*"))


def test_a_file_dropped_before_the_scripts_have_come_is_taken(
    office: Office, new_page: Callable[..., Page]
) -> None:
    page, held = new_page(), list[Route]()
    page.route("**/static/ingest.js*", lambda route: held.append(route))
    page.goto(office.url, wait_until="commit")
    expect(page.get_by_test_id("drop")).to_be_visible()
    page.evaluate(_DROP, ["som-qua.txt", "a" * 100_001])
    expect(page.get_by_test_id("ingest")).to_be_empty()
    for one in held:
        one.continue_()
    expect(page.get_by_test_id("ingest")).to_contain_text("som-qua.txt")


def test_a_file_dropped_on_a_document_neither_replaces_the_page_nor_vanishes_silently(
    desk: Page,
) -> None:
    desk.evaluate("document.body.dataset.same = 'yes'")
    desk.evaluate(_DROP.replace('"drop")', '"desk")'), ["lac.txt", PLAN])
    expect(desk.get_by_test_id("toasts")).to_contain_text("danh sách")
    assert desk.evaluate("document.body.dataset.same") == "yes"
