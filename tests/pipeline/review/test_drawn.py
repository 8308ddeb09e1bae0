"""A row a person draws is read at once, each column as its field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest

from extractors.ocr.choose import get_engine
from extractors.ocr.engines import OcrEngine
from pipeline.dataset.store import Store
from pipeline.model import Document, DocumentResult, Item
from pipeline.review.desk import Desk
from pipeline.review.drawn import columns_around
from pipeline.review.looking import NotThereError

SHA = "ef" * 32
ROWS = (
    ("1.1", "Rà soát kế hoạch chiến lược", "Hiệu trưởng", "30/9/2023"),
    ("1.2", "Kiện toàn hội đồng trường", "Phó hiệu trưởng", "15/10/2023"),
    ("1.3", "Bồi dưỡng giáo viên mới", "Tổ trưởng", "20/11/2023"),
)
LEFTS = {"criteria": 60, "action": 100, "owner": 320, "deadline": 440}
RIGHTS = {"criteria": 90, "action": 310, "owner": 430, "deadline": 520}


def box(row: int) -> list[float]:
    return [55.0, 100.0 + 40 * row, 525.0, 130.0 + 40 * row]


def item(row: int) -> Item:
    fields = {
        name: {
            "parts": [{"page": 1, "bbox": [LEFTS[name], box(row)[1], RIGHTS[name], box(row)[3]]}]
        }
        for name in LEFTS
    }
    code, action, owner, deadline = ROWS[row]
    return Item(
        f"{SHA[:12]}-{row + 1:04d}", SHA, "", 1, row, "action", criteria=code, action=action,
        owner=owner, deadline=deadline, raw=json.dumps({"fields": fields}),
        bbox=json.dumps(box(row)),
    )  # fmt: skip


def page_pdf(font: str) -> pymupdf.Document:
    pdf = pymupdf.open()
    page = pdf.new_page()
    page.insert_font(fontname="F", fontfile=font)
    for row, values in enumerate(ROWS):
        for left, text in zip(LEFTS.values(), values, strict=True):
            page.insert_text((left, box(row)[1] + 20), text, fontname="F", fontsize=11)
    return pdf


@pytest.fixture(params=["typed", pytest.param("scan", marks=pytest.mark.ocr)])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A plan whose second row the program missed, with a text layer and as a scan."""
    pdf = page_pdf("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
    if request.param == "scan":
        picture = pdf[0].get_pixmap(dpi=200)
        pdf = pymupdf.open()
        pdf.new_page().insert_image(pymupdf.Rect(0, 0, 595, 842), pixmap=picture)
    path = tmp_path / "a.pdf"
    pdf.save(path)
    document = Document(SHA, str(path), pages=1, school_year="2023-2024")
    with Store(tmp_path / "dataset.sqlite") as store:
        store.put(DocumentResult(document, (item(0), item(2))))
        yield Desk(store)


@pytest.fixture(scope="module")
def engine() -> OcrEngine:
    return get_engine(None)


def test_the_missed_row_has_its_fields_and_its_place(desk: Desk, engine: OcrEngine) -> None:
    view = desk.add_drawn(SHA, 1, json.dumps(box(1)), "Lan", engine)
    row = view.rows[1].item
    assert (row.criteria, row.action) == ("1.2", "Kiện toàn hội đồng trường")
    assert (row.owner, row.owners) == ("Phó hiệu trưởng", "Phó hiệu trưởng")
    assert (row.deadline, row.end_date) == ("15/10/2023", "2023-10-15")
    assert json.loads(row.raw)["fields"]["action"]["parts"][0]["page"] == 1
    assert [one.item.criteria for one in view.rows] == ["1.1", "1.2", "1.3"]


def test_an_empty_box_is_refused(desk: Desk) -> None:
    with pytest.raises(NotThereError):
        desk.add_drawn(SHA, 1, "[10, 10, 10, 40]", "Lan", None)


def test_columns_meet_between_their_texts_and_end_at_the_box() -> None:
    found = columns_around([item(0), item(2)], 1, (95.0, 140.0, 400.0, 170.0))
    assert found == {"action": (95.0, 315.0), "owner": (315.0, 400.0)}


def test_no_rows_around_no_columns() -> None:
    assert columns_around([item(0)], 2, (0.0, 0.0, 500.0, 40.0)) == {}
