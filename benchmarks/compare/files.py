"""Some of the planted plans as real Word files, through the whole pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT

from benchmarks.compare.world import YEARS, World, label
from pipeline.model import Document, Item
from pipeline.running.batch import BatchOptions, run_batch

FILES = 14
_TITLES = (
    "TT",
    "Tiêu chí",
    "Điểm yếu",
    "Giải pháp thực hiện",
    "Người thực hiện",
    "Thời gian hoàn thành",
    "Kinh phí",
)


def chosen_plans(world: World) -> list[Document]:
    """Return plans of the last year: those that were copied, then others of lower secondary."""
    copied = {name for pair in world.truth.copied for name, _ in pair}
    plans = [
        d
        for d in world.documents
        if d.kind == "improvement_plan" and d.school_year == label(YEARS[-1])
    ]
    plans.sort(key=lambda d: (world.plain[d.document_id] not in copied, d.source))
    return plans[:FILES]


def read_files(world: World, plans: Sequence[Document], folder: Path) -> None:
    """Print the plans as .docx into a folder and read them into ``folder/out``."""
    files = []
    (folder / "in").mkdir(parents=True, exist_ok=True)
    for plan in plans:
        rows = [item for item in world.items if item.document_id == plan.document_id]
        path = folder / "in" / f"{Path(plan.source).stem}.docx"
        _print(plan, rows, path)
        files.append(path)
    run_batch(files, folder / "out", BatchOptions(jobs=1))


def _print(plan: Document, rows: Sequence[Item], path: Path) -> None:
    """Print one plan as schools do: letterhead, title, circular, one table, signature."""
    paper = docx.Document()
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    heads = paper.add_table(1, 2).rows[0].cells
    heads[0].text = f"UBND HUYỆN SUỐI BÀNG\n{plan.school.upper()}"
    heads[1].text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    paper.add_paragraph(f"Số: {int(path.stem) + 10}/KH-TH")
    paper.add_paragraph(f"Suối Bàng, ngày 05 tháng 9 năm {plan.school_year[:4]}")
    paper.add_paragraph("KẾ HOẠCH\nCải tiến chất lượng giáo dục")
    paper.add_paragraph(f"Năm học {plan.school_year.replace('-', ' - ')}")
    paper.add_paragraph(f"Căn cứ Thông tư số {plan.framework} ngày 22 tháng 8 năm 2018;")
    table = paper.add_table(1, len(_TITLES))
    table.style = "Table Grid"
    for cell, title in zip(table.rows[0].cells, _TITLES, strict=True):
        cell.text = title
    for number, row in enumerate(rows, start=1):
        values = (str(number), row.criteria, row.content, row.action, row.owner, row.deadline)
        for cell, value in zip(table.add_row().cells, (*values, row.budget), strict=True):
            cell.text = value
    paper.add_paragraph("HIỆU TRƯỞNG")
    paper.save(str(path))
