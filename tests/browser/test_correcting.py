"""What a clerk does with rows, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from benchmarks._review_plan import HEIGHT, LEFTS, MISREAD, PRINTED, RIGHTS, TOP, WORK
from tests.browser.conftest import MISSED, Office, choose, field, open_review, saved


def test_an_owner_is_corrected_by_keyboard_alone(desk: Page, office: Office) -> None:
    desk.keyboard.press("Alt+ArrowDown")
    expect(field(desk, "action")).to_have_attribute("data-of", office.item(1))
    while desk.evaluate("document.activeElement.dataset.field") != "owner":
        desk.keyboard.press("Tab")
    desk.keyboard.press("Control+a")
    desk.keyboard.type(PRINTED)
    desk.keyboard.press("Enter")
    saved(desk)
    row = office.row(1)
    assert (row.owner, row.owners) == (PRINTED, "Phó hiệu trưởng")
    line = desk.locator(f"#row-{office.item(1)}")
    expect(line).to_have_attribute("data-state", "accepted")
    expect(desk.locator('[aria-selected="true"]')).to_have_attribute("data-open", "true")
    assert desk.evaluate("document.activeElement.dataset.field") == "owner"  # the next doubt


def test_ctrl_z_takes_back_and_ctrl_shift_z_gives_back(desk: Page, office: Office) -> None:
    field(desk, "deadline").fill("20/10/2023")
    desk.keyboard.press("Tab")
    saved(desk)
    assert office.row(0).end_date == "2023-10-20"
    desk.keyboard.press("Control+z")
    expect(field(desk, "deadline")).to_have_value("05/09/2023")
    saved(desk)
    assert office.row(0).end_date == "2023-09-05"
    desk.keyboard.press("Control+Shift+Z")
    expect(field(desk, "deadline")).to_have_value("20/10/2023")
    saved(desk)
    assert office.row(0).end_date == "2023-10-20"


def test_undo_works_after_the_browser_was_closed(desk: Page, office: Office) -> None:
    desk.keyboard.press("Alt+x")
    saved(desk)
    assert office.item(0) not in office.rows()
    open_review(desk, office)
    desk.keyboard.press("Control+z")
    expect(desk.locator(f"#row-{office.item(0)}")).not_to_have_attribute("data-state", "rejected")
    saved(desk)
    assert office.item(0) in office.rows()


def test_not_an_item_leaves_the_dataset_and_comes_back(desk: Page, office: Office) -> None:
    desk.keyboard.press("Alt+x")
    saved(desk)
    line = desk.locator(f"#row-{office.item(0)}")
    expect(line).to_have_attribute("data-state", "rejected")
    assert office.item(0) not in office.rows()
    choose(desk, office, 0)
    desk.keyboard.press("Alt+x")
    expect(line).not_to_have_attribute("data-state", "rejected")
    saved(desk)
    assert office.row(0).action == WORK[0][0]


def test_a_row_is_split_at_the_cursor(desk: Page, office: Office) -> None:
    choose(desk, office, 3)
    place = WORK[3][0].index(";") + 1
    field(desk, "action").evaluate(
        f"(a) => {{ a.focus(); a.setSelectionRange({place}, {place}); }}"
    )
    desk.keyboard.press("Alt+s")
    desk.get_by_test_id("split-done").click()
    saved(desk)
    expect(desk.locator('[data-test="row"]')).to_have_count(8)
    assert office.row(3).action.rstrip(";") == "Bổ sung 120 đầu sách cho thư viện"
    new = [row for row in office.rows().values() if row.action == "mở thư viện vào giờ ra chơi"]
    assert [row.owner for row in new] == [WORK[3][1]]


def test_two_rows_are_merged(desk: Page, office: Office) -> None:
    desk.keyboard.press("Alt+m")
    absorbed = desk.locator(f"#row-{office.item(1)}")
    expect(absorbed).to_have_attribute("data-state", "rejected")
    saved(desk)
    expect(absorbed).to_contain_text("đã gộp vào dòng 1")
    assert office.row(0).action == f"{WORK[0][0]}\n{WORK[1][0]}"
    assert office.item(1) not in office.rows()
    desk.keyboard.press("Control+z")
    expect(absorbed).not_to_have_attribute("data-state", "rejected")
    saved(desk)
    assert [office.row(n).action for n in (0, 1)] == [WORK[0][0], WORK[1][0]]


def test_a_merged_row_is_set_free_where_it_stands_in_the_list(desk: Page, office: Office) -> None:
    desk.keyboard.press("Alt+m")
    absorbed = desk.locator(f"#row-{office.item(1)}")
    expect(absorbed).to_contain_text("đã gộp vào dòng 1")
    choose(desk, office, 1)
    desk.keyboard.press("Alt+x")
    expect(absorbed).not_to_have_attribute("data-state", "rejected")
    saved(desk)
    assert [office.row(n).action for n in (0, 1)] == [WORK[0][0], WORK[1][0]]


def test_a_missed_row_is_drawn_and_read_at_once(desk: Page, office: Office) -> None:
    expect(desk.locator("#stage image")).to_be_visible()
    top = TOP + HEIGHT * MISSED
    desk.locator("#stage").evaluate("(s, y) => { s.scrollTop = y; }", top - 40)
    desk.keyboard.press("Alt+b")
    corners = [(LEFTS["criteria"] + 1, top + 1), (RIGHTS["deadline"] - 1, top + HEIGHT - 1)]
    points = [
        desk.locator("#stage svg.sheet > g").evaluate(
            "(g, p) => { const at = new DOMPoint(...p).matrixTransform(g.getScreenCTM());"
            " return [at.x, at.y]; }",
            list(corner),
        )
        for corner in corners
    ]
    desk.mouse.move(*points[0])
    desk.mouse.down()
    desk.mouse.move(*points[1], steps=3)
    desk.mouse.up()
    expect(desk.locator('[data-test="row"]')).to_have_count(8, timeout=30_000)
    expect(field(desk, "owner")).to_have_value("Văn phòng")
    (new,) = [row for row in office.rows().values() if row.owner == "Văn phòng"]
    assert (new.criteria, new.end_date) == ("1.7", "2023-11-11")
    assert new.action == WORK[MISSED][0]


def test_the_same_mistake_is_mended_everywhere_but_where_unchecked(
    desk: Page, office: Office
) -> None:
    choose(desk, office, 1)
    field(desk, "owner").fill(PRINTED)
    desk.keyboard.press("Tab")
    desk.get_by_test_id("offer-show").click()
    rows = desk.get_by_test_id("offer-row")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text(f"{MISREAD} → {PRINTED}")
    rows.last.get_by_role("checkbox").uncheck()
    desk.get_by_test_id("offer-take").click()
    expect(desk.get_by_test_id("offer-undo")).to_be_visible()
    assert [office.row(n).owner for n in (1, 4, 7)] == [PRINTED, PRINTED, MISREAD]
    desk.get_by_test_id("offer-undo").click()
    expect(desk.get_by_test_id("offer")).to_be_hidden()
    assert [office.row(n).owner for n in (1, 4, 7)] == [PRINTED, MISREAD, MISREAD]


def test_a_value_that_cannot_stand_stays_in_sight_and_the_row_is_not_accepted(
    desk: Page, office: Office
) -> None:
    field(desk, "end_date").fill("31/02/2023")
    desk.keyboard.press("Enter")
    expect(desk.get_by_test_id("error-end_date")).not_to_be_empty()
    expect(field(desk, "end_date")).to_have_value("31/02/2023")
    assert office.row(0).end_date == "2023-09-05"
    expect(desk.locator(f"#row-{office.item(0)}")).not_to_have_attribute("data-state", "accepted")


def test_reading_the_file_again_keeps_what_people_did(desk: Page, office: Office) -> None:
    choose(desk, office, 2)
    field(desk, "owner").fill("Tổ trưởng tổ 4")
    desk.keyboard.press("Enter")
    saved(desk)
    choose(desk, office, 5)
    desk.keyboard.press("Alt+x")
    saved(desk)
    office.read_again()
    assert office.row(2).owner == "Tổ trưởng tổ 4"
    assert office.item(5) not in office.rows()
    open_review(desk, office)
    choose(desk, office, 2)
    expect(field(desk, "owner")).to_have_value("Tổ trưởng tổ 4")
    expect(desk.locator(f"#row-{office.item(5)}")).to_have_attribute("data-state", "rejected")


def test_keys_are_listed_by_a_question_mark_and_escape_leads_back(desk: Page) -> None:
    desk.locator("#rows").focus()
    desk.keyboard.press("?")
    expect(desk.get_by_test_id("dialog")).to_contain_text("Ctrl+Z")
    desk.keyboard.press("Escape")
    expect(desk.get_by_test_id("dialog")).to_be_hidden()
    assert desk.evaluate("document.activeElement.id") == "rows"


def test_a_mistake_corrected_in_another_office_is_mended_with_alt_g_and_enter(
    office: Office, new_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = new_page()
    page.goto(office.url)
    expect(page.locator("body")).to_have_attribute("data-ready", "true")
    given = tmp_path / "corrections.tsv"
    given.write_text("#chữ\towner\ttrường\ttrưởng\t3\n", "utf-8")
    page.get_by_test_id("corrections-import").set_input_files(given)
    expect(page.get_by_test_id("toasts")).to_contain_text("1 chữ")
    open_review(page, office)
    expect(page.get_by_test_id("offer")).to_contain_text("3 dòng")
    page.keyboard.press("Alt+g")
    expect(page.get_by_test_id("offer-row")).to_have_count(3)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("offer-undo")).to_be_visible()
    assert [office.row(n).owner for n in (1, 4, 7)] == [PRINTED] * 3


def test_a_row_is_split_without_the_mouse(desk: Page, office: Office) -> None:
    choose(desk, office, 3)
    place = WORK[3][0].index(";") + 1
    field(desk, "action").evaluate(
        f"(a) => {{ a.focus(); a.setSelectionRange({place}, {place}); }}"
    )
    desk.keyboard.press("Alt+s")
    desk.keyboard.press("Control+Enter")
    saved(desk)
    expect(desk.locator('[data-test="row"]')).to_have_count(8)
