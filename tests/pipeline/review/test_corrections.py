"""What reviewers taught, as a file for the next run and for another office."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from normalizers.owners import load_synonyms, parse_owners
from pipeline.cli import app
from pipeline.dataset.store import Store
from pipeline.errors import UsageError
from pipeline.model import DocumentResult
from pipeline.review.corrections import Corrections, corrections_of, load, merged, save
from pipeline.review.desk import Desk
from tests.pipeline.edits.rows import DOCUMENT, SHA, a_plan, an_item, item_id


@pytest.fixture
def out(tmp_path: Path) -> Path:
    with Store(tmp_path / "dataset.sqlite") as store:
        items = a_plan()
        items[3] = an_item(4, owner="Nhóm Xanh", owners="Nhóm Xanh")
        store.put(DocumentResult(DOCUMENT, tuple(items)))
        desk = Desk(store)
        desk.edit(item_id(1), {"action": "Bổ sung tủ sạch lớp 3"}, "Lan")
        desk.edit(item_id(4), {"owners": "Câu lạc bộ môi trường"}, "Lan")
        desk.edit(item_id(5), {"owners": "Kế toán"}, "Lan")
        desk.undo(SHA, "Lan")
    return tmp_path


def test_roles_and_words_that_count(out: Path) -> None:
    with Store(out / "dataset.sqlite") as store:
        found = corrections_of(store)
    assert found.roles == {"Nhóm Xanh": "Câu lạc bộ môi trường"}
    assert found.words == {("action", "sách", "sạch"): 1}


def test_what_was_corrected_two_ways_teaches_nothing(out: Path) -> None:
    with Store(out / "dataset.sqlite") as store:
        Desk(store).edit(item_id(2), {"action": "Sửa sách che sân tập"}, "Lan")
        Desk(store).edit(item_id(2), {"action": "Sửa sành che sân tập"}, "Lan")
        assert ("action", "sách", "sạch") not in corrections_of(store).words


def test_the_file_is_one_that_run_reads(out: Path) -> None:
    result = CliRunner().invoke(app, ["corrections", "export", "--out", str(out)])
    assert result.exit_code == 0 and "1 vai trò, 1 chữ" in result.output
    roles = load_synonyms(out / "corrections.tsv")
    assert parse_owners("Nhóm Xanh", synonyms=roles).owners == ("Câu lạc bộ môi trường",)
    assert load(out / "corrections.tsv").words == {("action", "sách", "sạch"): 1}


def test_another_office_keeps_its_own_word_for_a_role(out: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.tsv"
    words = {("owner", "trường", "trưởng"): 3}
    save(Corrections({"Nhóm Xanh": "Đội Sao đỏ", "Tổ A": "Tổ chuyên môn"}, words), theirs)
    runner = CliRunner()
    runner.invoke(app, ["corrections", "export", "--out", str(out)])
    assert (
        runner.invoke(app, ["corrections", "import", str(theirs), "--out", str(out)]).exit_code == 0
    )
    found = load(out / "corrections.tsv")
    assert found.roles == {"Nhóm Xanh": "Câu lạc bộ môi trường", "Tổ A": "Tổ chuyên môn"}
    assert len(found.words) == 2


def test_a_file_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_text("chỉ một cột\n", "utf-8")
    with pytest.raises(UsageError, match="corrections export"):
        load(tmp_path / "x.tsv")
    with pytest.raises(UsageError):
        load(tmp_path / "none.tsv")


def test_words_are_counted_together() -> None:
    one = Corrections(words={("owner", "a", "b"): 2})
    assert merged(one, one).words == {("owner", "a", "b"): 4}


def test_a_known_mistake_is_offered_in_a_new_document(out: Path) -> None:
    with Store(out / "dataset.sqlite") as store:
        words = [("action", "tập", "tạp"), ("action", "không", "khống"), ("start_date", "1", "2")]
        (offer,) = Desk(store).known_mistakes(SHA, words)
    assert [t.item.item_id for t in offer.targets] == [item_id(2)]
    assert offer.targets[0].after == {"action": "Sửa mái che sân tạp"}
