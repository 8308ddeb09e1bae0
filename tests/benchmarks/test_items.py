"""The benchmark's own figures, on tables small enough to reckon by hand."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path

import pytest

from benchmarks import items
from benchmarks._match import Counts, compare_rows, folded, same_text
from benchmarks._scores import Scores, below_floors, header_right
from benchmarks._words import page_errors, word_errors

HUNDRED = "abcdefghij" * 10


def row(criteria: str, action: str, **more: str) -> dict[str, str]:
    return {
        "kind": "action",
        "criteria": criteria,
        "action": action,
        "owners": "Hiệu trưởng;Kế toán",
        "start_date": "2023-09-01",
        "end_date": "2023-09-30",
    } | more


FIRST = row("1.1", "Rà soát quy mô lớp học")
SECOND = row("1.10", "Bồi dưỡng giáo viên dạy giỏi", owners="Tổ trưởng chuyên môn")


def counts(c: Counts) -> tuple[int, int, int]:
    return c.tp, c.fp, c.fn


def test_perfect_rows_in_another_order_and_kind() -> None:
    found = [SECOND | {"kind": "task"}, FIRST | {"owners": "kế toán;Hiệu trưởng"}]
    result = compare_rows([FIRST, SECOND], found)
    assert result.pairs == ((0, 1), (1, 0))
    assert {name: counts(c) for name, c in result.fields.items()} == dict.fromkeys(
        ("criterion", "action", "owner", "dates", "row"), (2, 0, 0)
    )
    assert result.extra_tasks == 0


def test_missing_row_counts_against_recall_only() -> None:
    result = compare_rows([FIRST, SECOND], [SECOND])
    assert result.missed == (0,)
    assert counts(result.fields["row"]) == (1, 0, 1)
    assert result.fields["row"].precision == 1.0
    assert result.fields["row"].recall == 0.5
    assert result.fields["row"].f1 == pytest.approx(2 / 3)


def test_extra_row_counts_against_precision_only() -> None:
    other = row("4.2", "Trồng cây quanh sân", kind="evidence", owners="")
    result = compare_rows([FIRST], [FIRST, other])
    assert counts(result.fields["row"]) == (1, 1, 0)
    assert counts(result.fields["criterion"]) == (1, 1, 0)
    assert counts(result.fields["owner"]) == (1, 0, 0)  # it says nothing of an owner


def test_extra_tasks_are_set_aside_only_where_truth_has_no_tasks() -> None:
    task = row("", "Niêm yết kế hoạch ở bảng tin", kind="task")
    aside = compare_rows([FIRST], [FIRST, task])
    assert (aside.extra_tasks, aside.found_rows) == (1, 1)
    assert counts(aside.fields["row"]) == (1, 0, 0)
    counted = compare_rows([FIRST | {"kind": "task"}], [FIRST, task])
    assert counted.extra_tasks == 0
    assert counts(counted.fields["row"]) == (1, 1, 0)


def test_wrong_date_spoils_dates_and_row_only() -> None:
    result = compare_rows([FIRST], [FIRST | {"end_date": "2023-10-31"}])
    assert counts(result.fields["dates"]) == (0, 1, 1)
    assert counts(result.fields["row"]) == (0, 1, 1)
    assert counts(result.fields["action"]) == (1, 0, 0)


def test_lost_date_counts_against_recall_only() -> None:
    result = compare_rows([FIRST], [FIRST | {"start_date": "", "end_date": ""}])
    assert counts(result.fields["dates"]) == (0, 0, 1)


def test_invented_owner_counts_against_precision_and_spoils_the_row() -> None:
    result = compare_rows([FIRST | {"owners": ""}], [FIRST])
    assert counts(result.fields["owner"]) == (0, 1, 0)
    assert counts(result.fields["row"]) == (0, 1, 1)


def test_criterion_1_1_is_not_1_10() -> None:
    result = compare_rows([FIRST], [FIRST | {"criteria": "1.10"}])
    assert counts(result.fields["criterion"]) == (0, 1, 1)


@pytest.mark.parametrize(("wrong", "right"), [(0, True), (5, True), (6, False)])
def test_action_may_be_five_per_cent_off(wrong: int, right: bool) -> None:
    read = "X" * wrong + HUNDRED[wrong:]
    assert same_text(HUNDRED, read) is right
    result = compare_rows([row("1.1", HUNDRED)], [row("1.1", read)])
    assert counts(result.fields["action"]) == ((1, 0, 0) if right else (0, 1, 1))
    assert counts(result.fields["row"]) == ((1, 0, 0) if right else (0, 1, 1))


def test_folding_of_bullets_blanks_and_tones() -> None:
    assert folded(" - Họp tổ; - Hoà giải\n+  Lập hồ sơ 2019 - 2020.\n-Ký") == (
        "Họp tổ; Hòa giải Lập hồ sơ 2019 - 2020. Ký"
    )


def test_a_column_missing_from_the_truth() -> None:
    truth = {k: v for k, v in FIRST.items() if k != "start_date"}
    told = SECOND | {"notes": "Có kế hoạch riêng"}
    result = compare_rows([truth, told], [FIRST | {"notes": "x", "people": "A"}, told])
    assert counts(result.fields["dates"]) == (1, 1, 1)  # a core column: empty, so 1/9 is invented
    assert counts(result.fields["notes"]) == (1, 1, 0)
    assert "people" not in result.fields  # no row tells it: unknown


def test_rows_without_an_action_pair_by_the_rest() -> None:
    rows = [row(f"1.{i}", "", owners=f"Nhóm {i}") for i in range(1, 5)]
    result = compare_rows(rows, list(reversed(rows)))
    assert counts(result.fields["row"]) == (4, 0, 0)
    lost = compare_rows([FIRST], [FIRST | {"action": ""}])
    assert counts(lost.fields["action"]) == (0, 0, 1)
    assert counts(lost.fields["criterion"]) == (1, 0, 0)


def test_no_truth_and_no_rows() -> None:
    assert compare_rows([], []).fields["row"].f1 == 1.0
    assert counts(compare_rows([], [FIRST]).fields["row"]) == (0, 1, 0)
    assert counts(compare_rows([FIRST], []).fields["row"]) == (0, 0, 1)


def test_pairs_are_the_best_as_a_whole() -> None:
    first, second = row("1.1", "Mua sách cho thư viện"), row("1.2", "Mua sách cho thư viện")
    assert compare_rows([first, second], [second, first]).pairs == ((0, 1), (1, 0))


def test_word_errors_in_order_and_as_a_bag() -> None:
    same = word_errors("Kế hoạch: cải tiến (lớp)", "| kế hoạch cải tiến lớp")
    assert (same.words, same.ordered, same.bag) == (5, 1, 1)  # a capital is part of a word
    moved = word_errors("một hai ba bốn", "ba bốn một hai")
    assert (moved.ordered, moved.bag) == (4, 0)
    assert word_errors("một hai", "").rate == 1.0


def test_words_of_pages_that_do_not_correspond() -> None:
    truth = [["một hai"], ["ba"]]
    assert page_errors(truth, ["một hai", "ba bốn"]).rate == pytest.approx(1 / 3)
    assert page_errors(truth, ["một hai ba"]).rate == 0.0


def test_header_fields() -> None:
    assert header_right("school", "Trường THCS Hoà Bình", "TRƯỜNG THCS HÒA BÌNH")
    assert not header_right("school", "Trường THCS Hoa Bình", "Trường THCS Hòa Bình")
    assert not header_right("number", "26/KH-THCS", "126/KH-THCS")
    bases = [{"number": "18/2018/TT-BGDĐT", "date": "2018-08-22"}]
    assert header_right("legal_bases", bases, json.dumps([bases[0] | {"kind": "Thông tư"}]))
    assert not header_right("legal_bases", bases, "[]")


def test_floors_and_ceilings() -> None:
    scores = Scores(fields={"row": Counts(9, 1, 1)})
    groups = {"text": scores, "all": scores}
    assert below_floors(groups, {"text": {"row_f1": 0.9}, "all": {"extra_tasks": 0}}) == []
    (problem,) = below_floors(groups, {"text": {"row_f1": 0.91}})
    assert problem.startswith("text: row_f1 0.9000 is below")
    assert "was not measured" in below_floors(groups, {"docx": {"row_f1": 0.1}})[0]


def _write_run(out: Path, found: list[dict[str, str]]) -> None:
    out.mkdir()
    documents = [
        {"document_id": "d", "source": "x/plan.pdf", "pages": "2", "status": "ok", "school": "A"},
        {"document_id": "d", "source": "y/plan.pdf", "pages": "2", "status": "duplicate"},
    ]
    for name, rows in (("documents", documents), ("items", found)):
        heads = sorted({key for one in rows for key in one})
        with (out / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.DictWriter(stream, heads, restval="")
            writer.writeheader()
            writer.writerows(rows)
    with sqlite3.connect(out / "dataset.sqlite") as store:
        store.execute("CREATE TABLE pages (document_id, page, text, raw_text)")
        pages = [("d", 2, "ba", "ba"), ("d", 1, "một hai", "mot hai")]
        store.executemany("INSERT INTO pages VALUES (?, ?, ?, ?)", pages)
    store.close()


def _write_truth(folder: Path, stem: str, rows: list[dict[str, str]]) -> None:
    folder.mkdir(exist_ok=True)
    truth = {
        "group": "office scan",
        "document": {"school": "A", "number": "1/KH"},
        "items": rows,
        "text": [["một hai"], ["ba"]],
    }
    path = folder / f"{stem}.json"
    path.write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")


def test_whole_measurement_of_a_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write_truth(tmp_path / "truth", "plan", [FIRST, SECOND])
    _write_truth(tmp_path / "truth", "lost", [FIRST])
    found = [FIRST | {"document_id": "d"}, SECOND | {"document_id": "d", "action": " - Bồi dưỡng"}]
    _write_run(tmp_path / "out", found)
    floors = tmp_path / "floors.json"
    floors.write_text('{"office scan": {"row_recall": 0.5, "header": 0.25}}', encoding="utf-8")
    asked = ["--truth", str(tmp_path / "truth"), "--run", str(tmp_path / "out"), "--misses", "9"]
    asked += ["--json", str(tmp_path / "r.json"), "--floors", str(floors)]
    assert items.main(asked) == 1
    printed = capsys.readouterr().out
    assert "BELOW ITS FLOOR office scan: row_recall 0.3333" in printed
    assert "BELOW ITS FLOOR office scan: header" not in printed
    assert "NOT READ (all their rows count as lost): lost" in printed
    assert "NOWHERE ELSE" in printed
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    plan, everything = report["documents"]["plan"], report["groups"]["all"]
    assert (plan["row_precision"], plan["row_recall"]) == (0.5, 0.5)
    assert (plan["wer"], plan["raw_wer"], plan["header"]) == (0.0, pytest.approx(1 / 3), 0.5)
    assert everything["row_precision"] == 0.5
    assert everything["row_recall"] == pytest.approx(1 / 3)
    assert everything["wer"] == 0.5
    assert "seconds_a_page" not in everything


def test_a_folder_without_truth_is_a_usage_error(tmp_path: Path) -> None:
    assert items.main(["--truth", str(tmp_path), "--run", str(tmp_path)]) == 2


def test_a_run_made_for_the_measurement(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = (
        "KẾ HOẠCH\nCải tiến chất lượng giáo dục năm học 2023-2024\n\n"
        "TT\tTiêu chí\tCông việc cần thực hiện\tNgười chịu trách nhiệm\tThời gian\n"
        "1\tTiêu chí 1.5\tRà soát quy mô lớp học\tHiệu trưởng\tTháng 9/2023\n"
        "2\tTiêu chí 2.2\tBồi dưỡng giáo viên\tTổ trưởng chuyên môn\tTháng 10/2023\n"
    )
    (tmp_path / "plan.txt").write_text(plan, encoding="utf-8")
    (tmp_path / "untold.txt").write_text(plan + "Hết.", encoding="utf-8")
    first = row("1.5", "Rà soát quy mô lớp học", owners="Hiệu trưởng")
    _write_truth(tmp_path / "truth", "plan", [first])
    report = tmp_path / "r.json"
    asked = ["--samples", str(tmp_path), "--jobs", "1", "--json", str(report)]
    assert items.main([*asked, "--keep", str(tmp_path / "kept")]) == 0
    groups = json.loads(report.read_text(encoding="utf-8"))["groups"]
    assert (groups["all"]["row_recall"], groups["all"]["row_precision"]) == (1.0, 0.5)
    assert groups["office scan"]["seconds_a_page"] > 0
    assert items.main(["--truth", str(tmp_path / "truth"), "--run", str(tmp_path / "kept")]) == 0
    capsys.readouterr()
