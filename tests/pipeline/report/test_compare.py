from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import cv2
import pandas as pd
import pymupdf
import pytest
from bs4 import BeautifulSoup

from pipeline.dataset.store import Store
from pipeline.model import DocumentResult
from pipeline.report.compare import compare
from pipeline.report.page import number, share
from tests.pipeline.figures.rows import item, plan

TODAY = date(2024, 3, 1)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    with Store(tmp_path / "out" / "dataset.sqlite") as store:
        for name, school in (("a", "Trường THCS Suối <Bàng>"), ("b", "Trường THCS Đồi Chè")):
            document = plan(name, school)
            text = "Sửa mái tôn dãy nhà hai tầng; mua <b>ghế</b> & bàn cho phòng đọc thư viện"
            rows = tuple(
                item(
                    document,
                    i,
                    f"{text} {word} cùng hội cựu học sinh và các nhà hảo tâm của xã",
                    criteria="1.10",
                    owners="Hiệu trưởng",
                    end_date="2024-05-31",
                    budget_vnd=1_000_000,
                    page=2,
                )
                for i, word in enumerate(("một", "hai", "ba"), start=1)
            )
            store.put(DocumentResult(document, rows))
        compare(store, tmp_path / "out", tmp_path / "out" / "compare", today=TODAY)
    return tmp_path / "out" / "compare"


def test_the_report_is_one_page_that_loads_nothing_and_escapes_what_plans_say(made: Path) -> None:
    html = (made / "report.html").read_text("utf-8")
    page = BeautifulSoup(html, "html5lib")
    assert page.html["lang"] == "vi"
    assert not page.find_all(["link", "img", "iframe"]) and "http://" not in re.sub(
        r"http://www\.w3\.org/\S+", "", html
    )
    assert not page.find_all("b", string="ghế") and "mua <b>ghế</b> & bàn" in page.get_text()
    assert page.find("p", class_="soft").get_text().startswith("Lập ngày 01/03/2024 · 2 văn bản")


def test_every_number_leads_to_the_rows_it_counts(made: Path) -> None:
    page = BeautifulSoup((made / "report.html").read_text("utf-8"), "html5lib")
    sets = json.loads(page.find(id="sets").string)
    links = page.select("a[data-s]")
    assert len(links) > 15
    for link in links:
        first = link["href"].removeprefix("#r")
        assert page.find(id=f"r{first}") is not None
        assert sets[int(link["data-s"])][0] == int(first)
    lead = page.select_one("#vai-tro tbody a.n")
    assert lead.get_text() == "6" and len(sets[int(lead["data-s"])]) == 6


def test_a_row_leads_to_its_page_of_the_original(made: Path) -> None:
    page = BeautifulSoup((made / "report.html").read_text("utf-8"), "html5lib")
    cells = [page.find(id=f"r{n}").td for n in (0, 3)]
    assert [cell.a and cell.a["href"] for cell in cells] == ["../../a.pdf#page=2", None]


def test_the_figures_lie_beside_it_as_csv_and_name_their_rows(made: Path) -> None:
    cells = pd.read_csv(made / "coverage.csv", keep_default_na=False)
    planned = cells[cells.state == "planned"]
    assert list(planned.criterion) == ["1.10;", "1.10;"] and list(planned["rows"]) == [3, 3]
    rows = pd.read_csv(made / "rows.csv", keep_default_na=False)
    twins = rows[rows.figure == "twins"]
    assert len(twins) == 6
    assert set(pd.read_csv(made / "money.csv")["money_vnd"]) == {6_000_000}


def test_charts_have_words_for_those_who_do_not_see_them(made: Path) -> None:
    page = BeautifulSoup((made / "report.html").read_text("utf-8"), "html5lib")
    charts = page.find_all("svg")
    assert len(charts) >= 5
    for chart in charts:
        assert chart.title.get_text() and chart.desc.get_text() and chart["aria-label"]


def test_an_empty_dataset_gives_a_report(tmp_path: Path) -> None:
    with Store(tmp_path / "dataset.sqlite") as store:
        written = compare(store, tmp_path, tmp_path / "c", today=TODAY)
    assert written[0].read_text("utf-8").count("Không có.") >= 5


def test_numbers_are_printed_as_in_vietnam() -> None:
    assert (number(1234567), share(0.5), share(0.925)) == ("1.234.567", "50 %", "92,5 %")


def test_pictures_of_pages_lie_beside_the_report_and_rows_lead_to_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pymupdf.open() as document:
        for _ in range(2):
            document.new_page(width=300, height=400).insert_text((40, 60), "Trang")
        document.save(tmp_path / "a.pdf")
    with Store(tmp_path / "out" / "dataset.sqlite") as store:
        for name in ("a", "gone"):
            whole = plan(name, "Trường THCS Suối Bàng")
            rows = (item(whole, 1, "Sửa mái tôn", page=2), item(whole, 2, "Quét sân", page=9))
            store.put(DocumentResult(whole, rows))
        folder = tmp_path / "out" / "compare"
        compare(store, tmp_path / "out", folder, today=TODAY, pictures=True)
    (picture,) = (folder / "pages").iterdir()
    pixels = cv2.imread(str(picture))
    assert pixels is not None and pixels.shape[:2] == (round(400 / 72 * 100), round(300 / 72 * 100))
    assert f"pages/{picture.name}" in (folder / "report.html").read_text("utf-8")
    begun = picture.stat().st_mtime_ns
    with Store(tmp_path / "out" / "dataset.sqlite") as store:
        compare(store, tmp_path / "out", folder, today=TODAY, pictures=True)
    assert picture.stat().st_mtime_ns == begun
