"""A page read as a person wants it, on this run and every later one."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from pipeline.dataset.store import open_store
from pipeline.running.batch import run_batch
from pipeline.running.page_wish import NO_WISH, PageWish
from pipeline.running.wishes import keep_wish, wishes_of

TEXT = "KE HOACH CAI TIEN CHAT LUONG GIAO DUC\nHieu truong to chuc hop vao ngay 15/10/2023."


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    pdf = pymupdf.open()
    pdf.new_page().insert_textbox(pymupdf.Rect(60, 60, 540, 300), TEXT, fontsize=14)
    picture = pdf[0].get_pixmap(dpi=200)
    out = pymupdf.open()
    out.new_page().insert_image(pymupdf.Rect(0, 0, 595, 842), pixmap=picture)
    out.save(tmp_path / "a.pdf")
    return tmp_path / "a.pdf"


@pytest.mark.ocr
def test_a_page_a_person_turned_is_read_turned_and_stays_so(scan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_batch([scan], out)
    with open_store(out) as store:
        assert store.page_texts()[0].rotation == 0
        document_id = store.documents()[0].document_id
        keep_wish(store, document_id, 1, PageWish(turn=180))
        assert wishes_of(store) == {document_id: {1: PageWish(turn=180)}}
    (outcome,) = run_batch([scan], out)
    assert outcome.state == "ok"  # not "kept": it was read again
    with open_store(out) as store:
        assert store.page_texts()[0].rotation == 180
        keep_wish(store, document_id, 1, NO_WISH)
        assert wishes_of(store) == {}
    assert [o.state for o in run_batch([scan], out)] == ["ok"]
    assert [o.state for o in run_batch([scan], out)] == ["kept"]
    with open_store(out) as store:
        assert store.page_texts()[0].rotation == 0
