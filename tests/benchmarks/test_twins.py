"""What the comparison of a scan with its twin counts."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from benchmarks.twins import compare, compare_tables, main, pictures_of, twin_of

TRUE = [
    ["TT", "Công việc", "Người thực hiện"],
    ["1", "Rà soát hồ sơ minh chứng của các tổ chuyên môn", "Hiệu trưởng"],
    ["2", "Bổ sung thiết bị phòng máy tính", "Kế toán"],
]


def test_equal_tables() -> None:
    found = compare(TRUE, [[" TT", "Công  việc", "Người\nthực hiện"], *TRUE[1:]])
    assert (found.rows, found.equal, found.differences) == (3, 3, ())


@pytest.mark.parametrize(
    ("row", "near"),
    [
        (["1", "Rà soát hồ sơ minh chúng của các tổ chuyên môn", "Hiệu trưởng"], True),
        (["I", "Rà soát hồ sơ minh chứng của các tổ chuyên môn", "Hiệu trưởng"], False),
        (["1", "Rà soát hồ sơ minh chứng của các tổ chuyên môn"], False),
    ],
)
def test_a_row_that_differs_is_told(row: list[str], *, near: bool) -> None:
    found = compare(TRUE, [TRUE[0], row, TRUE[2]])
    assert (found.rows, found.equal) == (3, 2)
    (difference,) = found.differences
    assert difference.true == tuple(TRUE[1])
    assert difference.read == tuple(row)
    assert difference.near is near
    assert found.near == 2 + near


def test_rows_lost_and_invented() -> None:
    lost = compare(TRUE, TRUE[:2]).differences
    assert [(d.true, d.read) for d in lost] == [(tuple(TRUE[2]), None)]
    more = compare(TRUE, [*TRUE, ["9", "Thi đua", "Công đoàn"]])
    assert more.equal == 3
    assert [d.true for d in more.differences] == [None]


def test_a_lost_table_has_lost_its_rows() -> None:
    other = [["Tuần", "Hoạt động"], ["1", "Khai giảng năm học mới"]]
    found = compare_tables([TRUE, other], [other])
    assert (found.rows, found.equal, len(found.differences)) == (5, 2, 3)


def test_twin_lies_beside_or_is_the_pdf_itself(tmp_path: Path) -> None:
    pdf = tmp_path / "a.pdf"
    assert twin_of(pdf) == pdf
    (tmp_path / "a.doc").touch()
    assert twin_of(pdf) == tmp_path / "a.doc"


def _plan(path: Path) -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        for y in (100, 130, 160):
            page.draw_line((70, y), (400, y))
        for x in (70, 120, 400):
            page.draw_line((x, 100), (x, 160))
        for row, texts in enumerate((("TT", "Cong viec"), ("1", "Hop hoi dong truong"))):
            for x, text in zip((75, 125), texts, strict=True):
                page.insert_text((x, 120 + 30 * row), text, fontsize=12)
        document.save(path)


def test_pictures_have_no_text_and_the_size_of_the_page(tmp_path: Path) -> None:
    _plan(tmp_path / "a.pdf")
    pictures_of(tmp_path / "a.pdf", tmp_path / "b.pdf", 100)
    with pymupdf.open(tmp_path / "b.pdf") as made:
        assert made[0].get_text() == ""
        assert made[0].rect.width == pytest.approx(595, abs=1)


def test_the_command_counts_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _plan(tmp_path / "a.pdf")
    assert main([str(tmp_path), "--dpi", "200"]) == 0
    last = capsys.readouterr().out.splitlines()[-1].split()
    assert last == ["a.pdf", "text", "layer", "1", "1", "2", "2", "2"]
