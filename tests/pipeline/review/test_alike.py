"""Fix once: the same mistake elsewhere is offered, and only that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.dataset.store import Store
from pipeline.model import DocumentResult, Item
from pipeline.review.alike import Offer, replaced_word
from pipeline.review.desk import Desk
from tests.pipeline.edits.rows import DOCUMENT, SHA, an_item, item_id

OTHER = "cd" * 32


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    first = [
        an_item(1, owner="Phó Hiệu trường", owners="Phó Hiệu trường", end_date="2022-10-15"),
        an_item(2, owner="Phó Hiệu trường", owners="Phó Hiệu trường", end_date="2022-11-30"),
        an_item(
            3, action="Họp với Hiệu trường", owner="Tổ 1", owners="Tổ 1", end_date="2023-03-01"
        ),
        an_item(4, owner="Tổ 1", owners="Tổ 1", end_date="2022-12-01"),
    ]
    second = [
        replace(an_item(1), document_id=OTHER, item_id=item_id(1, OTHER), owner="Phó Hiệu trường"),
        replace(an_item(2), document_id=OTHER, item_id=item_id(2, OTHER), owner="Hiệu trường"),
    ]
    with Store(tmp_path / "dataset.sqlite") as store:
        store.put(DocumentResult(DOCUMENT, tuple(first)))
        store.put(
            DocumentResult(replace(DOCUMENT, document_id=OTHER, source="khac.pdf"), tuple(second))
        )
        yield Desk(store)


def edit(desk: Desk, number: int, **typed: str) -> list[Offer]:
    view = desk.edit(item_id(number), typed, "Lan")
    return desk.offers(SHA, view.seq)


def ids(offer: Offer) -> list[str]:
    return [target.item.item_id for target in offer.targets]


def items_of(desk: Desk) -> dict[str, Item]:
    return {item.item_id: item for item in desk.store.items()}


def test_the_same_text_and_the_same_word_elsewhere(desk: Desk) -> None:
    value, word = edit(desk, 1, owner="Phó Hiệu trưởng")
    assert (value.kind, ids(value)) == ("value", [item_id(2), item_id(1, OTHER)])
    assert value.targets[0].after == {"owner": "Phó Hiệu trưởng", "owners": "Phó hiệu trưởng"}
    assert (word.kind, word.wrong, word.right) == ("word", "trường", "trưởng")
    assert ids(word) == [item_id(2, OTHER)]
    assert word.targets[0].after["owner"] == "Hiệu trưởng"


def test_only_the_rows_a_person_chose_are_mended_and_all_come_back(desk: Desk) -> None:
    value, _ = edit(desk, 1, owner="Phó Hiệu trưởng")
    batch = desk.mend(value, [item_id(1, OTHER)], "Lan")
    found = items_of(desk)
    assert found[item_id(1, OTHER)].owner == "Phó Hiệu trưởng"
    assert found[item_id(2)].owner == "Phó Hiệu trường"
    assert desk.undo_batch(batch, "Lan") == 1
    assert items_of(desk)[item_id(1, OTHER)].owner == "Phó Hiệu trường"
    assert desk.undo_batch(batch, "Lan") == 0


def test_rows_people_have_settled_are_not_offered(desk: Desk) -> None:
    desk.accept(item_id(2), "Hoa")
    value, _ = edit(desk, 1, owner="Phó Hiệu trưởng")
    assert ids(value) == [item_id(1, OTHER)]


def test_the_wrong_year_of_one_document(desk: Desk) -> None:
    (offer,) = edit(desk, 1, end_date="15/10/2023")
    assert (offer.kind, offer.wrong, offer.right) == ("year", "2022", "2023")
    assert ids(offer) == [item_id(2), item_id(4)]
    assert offer.targets[0].after == {"end_date": "2023-11-30"}


def test_another_day_offers_nothing(desk: Desk) -> None:
    assert edit(desk, 1, end_date="16/10/2023") == []


def test_a_role_for_an_owner_nobody_knew(desk: Desk) -> None:
    (offer,) = edit(desk, 3, owners="Tổ chuyên môn 1")
    assert (offer.kind, offer.wrong, ids(offer)) == ("role", "Tổ 1", [item_id(4)])


def test_other_acts_offer_nothing(desk: Desk) -> None:
    assert desk.offers(SHA, desk.accept(item_id(1), "Lan").seq) == []
    assert desk.offers(SHA, 999) == []


@pytest.mark.parametrize(
    ("wrong", "right", "pair"),
    [
        ("Phó Hiệu trường", "Phó Hiệu trưởng", ("trường", "trưởng")),
        ("Họp, trường", "Họp, trưởng", ("trường", "trưởng")),
        ("Họp", "Hợp", None),
        ("Họp tổ a", "Họp tổ b", None),
        ("Họp tổ", "Họp tổ Toán", None),
        ("Họp tổ Văn", "Mời hội Văn", None),
    ],
)
def test_one_word_replaced(wrong: str, right: str, pair: tuple[str, str] | None) -> None:
    assert replaced_word(wrong, right) == pair
