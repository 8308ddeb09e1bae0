"""``kehoach tables --debug``: what is written, and what it tells."""

from __future__ import annotations

from pathlib import Path

import pymupdf

from extractors.tables.trace import listening
from pipeline.commands.tables_command import draw_pages, read_tables

ROWS = [["TT", "Công việc", "Thời gian"], ["1", "Rà soát hồ sơ", "9/2023"], ["2", "Báo cáo", ""]]


def plan(folder: Path) -> Path:
    """A digital page with a ruled table and, below it, a drawn box in two parts."""
    path = folder / "plan.pdf"
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_font("sans", fontbuffer=pymupdf.Font("notos").buffer)
        for r in range(len(ROWS) + 1):
            page.draw_line((72, 100 + 24 * r), (472, 100 + 24 * r))
        for x in (72, 112, 352, 472):
            page.draw_line((x, 100), (x, 100 + 24 * len(ROWS)))
        for r, row in enumerate(ROWS):
            for x, text in zip((72, 112, 352), row, strict=True):
                page.insert_text((x + 4, 116 + 24 * r), text, fontname="sans", fontsize=10)
        page.draw_rect((80, 400, 300, 440), color=(0, 0, 0))
        page.draw_line((190, 400), (190, 440))
        page.insert_text((90, 425), "Ghi chú", fontname="sans", fontsize=10)
        document.save(path)
    return path


def test_debug_shows_which_finder_saw_what_and_why_it_lost(tmp_path: Path) -> None:
    path = plan(tmp_path)
    with listening() as trace:
        pages = read_tables(path)
    names = [written.name for written in draw_pages(path, pages, tmp_path, trace)]
    assert names == ["plan-001.png", "plan-001-finders.png", "plan-finders.txt"]
    told = (tmp_path / "plan-finders.txt").read_text("utf-8").splitlines()
    found = [line.split("\t") for line in told]
    assert [(name, size, verdict) for _, name, size, _, verdict in found] == [
        ("ruled", "3x3", "table"),
        ("ruled", "1x2", "holds no table"),
    ]
