"""Telex, VNI: while a word is composed nothing is saved and no key is taken for a command."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Office, field, saved


def composing(page: Page, *steps: str) -> None:
    session = page.context.new_cdp_session(page)
    for text in steps:
        end = len(text)
        session.send(
            "Input.imeSetComposition", {"text": text, "selectionStart": end, "selectionEnd": end}
        )


def test_enter_within_a_word_neither_saves_nor_moves_on(desk: Page, office: Office) -> None:
    owner = field(desk, "owner")
    owner.fill("")
    owner.press("Tab")
    saved(desk)
    owner.focus()
    before = len(desk.evaluate("performance.getEntriesByType('resource')"))
    composing(desk, "t", "tr", "tru", "trư", "trưo", "trươ", "trường")
    desk.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter',"
        " code: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"
    )
    desk.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Process',"
        " code: 'Enter', keyCode: 229, bubbles: true, cancelable: true}))"
    )
    assert desk.evaluate("document.activeElement.id") == "field-owner"
    assert len(desk.evaluate("performance.getEntriesByType('resource')")) == before
    expect(owner).to_have_value("trường")
    assert office.row(0).owner == ""
    desk.context.new_cdp_session(desk).send("Input.insertText", {"text": "trưởng"})
    expect(owner).to_have_value("trưởng")
    desk.keyboard.type(" ban")
    desk.keyboard.press("Enter")
    saved(desk)
    assert office.row(0).owner == "trưởng ban"


def test_an_answer_from_the_server_does_not_disturb_a_word(desk: Page, office: Office) -> None:
    field(desk, "deadline").fill("20/10/2023")
    field(desk, "owner").focus()
    desk.keyboard.press("End")
    composing(desk, " v", " va", " và")
    saved(desk)
    expect(field(desk, "end_date")).to_have_value("20/10/2023")
    expect(field(desk, "owner")).to_have_value("Hiệu trưởng và")
    desk.context.new_cdp_session(desk).send("Input.insertText", {"text": " và"})
    desk.keyboard.press("Tab")
    saved(desk)
    assert office.row(0).owner == "Hiệu trưởng và"
