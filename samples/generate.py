"""Make plans of invented schools: clean, scanned, badly layered, Word, web, text; with truth.

``python -m samples.generate --out DIR --seed 7 --count 20 --kind improvement_plan
--degrade office`` writes DIR/*.pdf and DIR/truth/*.json; ``--committed`` makes the set that is
kept in this folder anew.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np
import pymupdf

from samples.generator.degrade import STRENGTHS, Picture, degrade, signature, stamp
from samples.generator.district import district_plan
from samples.generator.facts import School
from samples.generator.facts import school as invent_school
from samples.generator.improvement_plan import improvement_plan
from samples.generator.layout_plan import layout_plan
from samples.generator.layouts import Layout, chosen
from samples.generator.model import Plan
from samples.generator.office import to_doc, to_docx, to_html, to_text
from samples.generator.pdf import print_pdf
from samples.generator.printed import Printed
from samples.generator.self_assessment import self_assessment_plan
from samples.generator.truth import truth

HERE = Path(__file__).parent
KINDS = ("improvement_plan", "self_assessment_plan", "district_plan")
FORMS = ("pdf", *STRENGTHS, "badlayer", "image", "docx", "doc", "html", "text")
_GROUPS = {
    "pdf": "born-digital", "clean": "clean scan", "office": "office scan",
    "archive": "archive scan", "faint": "faint scan", "dark": "dark scan", "bent": "bent scan",
    "badlayer": "bad layer", "image": "image", "docx": "docx", "doc": "doc", "html": "html",
    "text": "text",
}  # fmt: skip
_SUFFIX = {"docx": "docx", "doc": "doc", "html": "html", "text": "txt", "image": "jpg"}


def make_plan(kind: str, seed: int, columns: int = 0, rows: int = 0, level: str = "") -> Plan:
    """Return a plan of ``kind``; 0 columns or rows choose at random (4 to 12, 8 to 22)."""
    rng = random.Random(seed)
    school: School = invent_school(rng, level)
    if kind == "self_assessment_plan":
        return self_assessment_plan(rng, school)
    if kind == "district_plan":
        return district_plan(rng, school)
    return improvement_plan(rng, school, columns or rng.randint(4, 12), rows or rng.randint(8, 22))


def write_plan(plan: Plan, stem: str, out: Path, form: str, seed: int, turn: int = 0) -> Path:
    """Write a plan in a form (see ``FORMS``) and its truth; return the file."""
    printed: Printed | None = None
    if form in ("docx", "doc", "html", "text"):
        writers: dict[str, Callable[[Plan], bytes]] = {
            "docx": to_docx,
            "doc": to_doc,
            "html": lambda p: to_html(p).encode(),
            "text": lambda p: to_text(p).encode(),
        }
        data = writers[form](plan)
    else:
        clean, printed = print_pdf(plan)
        data = clean if form == "pdf" else _scanned(clean, plan, form, seed, turn)
    path = out / f"{stem}.{_SUFFIX.get(form, 'pdf')}"
    out.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    (out / "truth").mkdir(exist_ok=True)
    text = json.dumps(truth(plan, printed, _GROUPS[form]), ensure_ascii=False, indent=1)
    (out / "truth" / f"{stem}.json").write_text(text + "\n", encoding="utf-8")
    return path


def _scanned(clean: bytes, plan: Plan, form: str, seed: int, turn: int) -> bytes:
    strength = STRENGTHS["office" if form in ("badlayer", "image") else form]
    rng = np.random.default_rng(seed)
    pages = []
    with pymupdf.open(stream=clean, filetype="pdf") as document:
        for index, page in enumerate(document):
            picture = _picture(page, strength.dpi)
            if index == document.page_count - 1 and form != "clean":
                picture = _sealed(page, picture, plan, strength.dpi, seed)
            pages.append(degrade(picture, strength, rng))
    if form == "image":
        return _jpeg(pages[0], strength.jpeg)
    if turn:
        pages = [np.ascontiguousarray(np.rot90(page, turn // 90)) for page in pages]
    return _bound(pages, strength.dpi, strength.jpeg, layer=form == "badlayer")


def _picture(page: pymupdf.Page, dpi: int) -> Picture:
    made = page.get_pixmap(dpi=dpi)
    rgb = np.frombuffer(made.samples, np.uint8).reshape(made.height, made.width, 3)
    return rgb[:, :, ::-1].copy()


def _sealed(page: pymupdf.Page, picture: Picture, plan: Plan, dpi: int, seed: int) -> Picture:
    """Lay stamp and signature over the space left above the signer's name."""
    name = str(plan.document.get("signer", ""))
    found = page.search_for(name) if name else []
    if not found:
        return picture
    scale = dpi / 72
    x = round((found[-1].x0 + found[-1].x1) / 2 * scale)
    y = round(found[-1].y0 * scale - 0.45 * dpi)
    body = str(plan.document.get("school") or "Phòng Giáo dục và Đào tạo")
    picture = stamp(picture, (x - round(0.45 * dpi), y), dpi, body, seed)
    return signature(picture, (x + round(0.25 * dpi), y), dpi, seed)


def _jpeg(picture: Picture, quality: int) -> bytes:
    gray = bool((picture[:, :, 0] == picture[:, :, 2]).all())
    shown = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY) if gray else picture
    _, data = cv2.imencode(".jpg", shown, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return data.tobytes()


def _bound(pages: Sequence[Picture], dpi: int, quality: int, *, layer: bool) -> bytes:
    """Bind pictures to a PDF; with ``layer`` an English engine's words lie invisible over them."""
    document = pymupdf.open()
    for picture in pages:
        height, width = picture.shape[:2]
        sheet = document.new_page(width=width * 72 / dpi, height=height * 72 / dpi)
        sheet.insert_image(sheet.rect, stream=_jpeg(picture, quality))
        if layer:
            _english_layer(sheet, picture, dpi)
    return bytes(document.tobytes(garbage=3, deflate=True, no_new_id=True))


def _english_layer(sheet: pymupdf.Page, picture: Picture, dpi: int) -> None:
    from extractors.ocr.choose import get_engine

    gray = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    for word in get_engine(None, "eng").read(gray, dpi=dpi)[0]:
        box = [v * 72 / dpi for v in word.box]
        size = max(4.0, (box[3] - box[1]) * 0.8)
        sheet.insert_text((box[0], box[3]), word.text + " ", fontsize=size, render_mode=3)


def generate(
    out: Path,
    seed: int,
    count: int,
    kinds: Sequence[str] = KINDS,
    degrade: str = "office",
    columns: int = 0,
) -> list[Path]:
    """Write ``count`` plans in turn of ``kinds`` in the form ``degrade``; return the files."""
    made = []
    for index in range(count):
        kind = kinds[index % len(kinds)]
        plan = make_plan(kind, seed * 1000 + index, columns)
        stem = f"{degrade}-{kind.split('_')[0]}-{seed}-{index:03d}"
        made.append(write_plan(plan, stem, out, degrade, seed * 1000 + index))
    return made


def generate_layouts(
    out: Path, seed: int, layouts: Sequence[Layout], degrade: str = "office"
) -> dict[Path, Layout]:
    """Write a plan for each of the layouts.

    Returns:
        The files and the layout of each.
    """
    made = {}
    for layout in layouts:
        number = seed * 1000 + int(layout.name.split("-", 1)[0])
        plan = layout_plan(layout, number)
        made[write_plan(plan, f"{layout.name}-{seed}", out, degrade, number)] = layout
    return made


# stem, kind, form, seed, columns, rows, degrees the scan lies turned by
_COMMITTED = (
    ("01-cai-tien-quet-10-cot", "improvement_plan", "office", 11, 10, 16, 0),
    ("02-cai-tien-lop-chu-hong", "improvement_plan", "badlayer", 12, 7, 9, 0),
    ("03-tu-danh-gia-quet", "self_assessment_plan", "office", 13, 0, 0, 0),
    ("04-phong-gddt-quet", "district_plan", "office", 14, 0, 0, 0),
    ("05-cai-tien-web", "improvement_plan", "html", 15, 6, 10, 0),
    ("06-cai-tien-word", "improvement_plan", "docx", 16, 9, 12, 0),
    ("07-cai-tien-pdf", "improvement_plan", "pdf", 17, 8, 14, 0),
    ("08-anh-mot-trang", "district_plan", "image", 18, 0, 0, 0),
    ("09-tu-danh-gia-word-cu", "self_assessment_plan", "doc", 19, 0, 0, 0),
    ("10-cai-tien-van-ban", "improvement_plan", "text", 20, 5, 8, 0),
    ("11-cai-tien-quet-nguoc", "improvement_plan", "office", 21, 6, 8, 180),
    ("12-cai-tien-quet-cu", "improvement_plan", "archive", 22, 8, 12, 0),
)


def committed(out: Path = HERE) -> list[Path]:
    """Write the set that is kept in the repository."""
    return [
        write_plan(make_plan(kind, seed, columns, rows), stem, out, form, seed, turn)
        for stem, kind, form, seed, columns, rows, turn in _COMMITTED
    ]


def main() -> None:
    """Parse the command line and write the plans."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--committed", action="store_true", help="make the kept set anew")
    parser.add_argument("--out", type=Path, default=Path("outputs/generated"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=3)
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--degrade", choices=FORMS, default="office")
    parser.add_argument("--columns", type=int, default=0)
    parser.add_argument("--layouts", type=int, metavar="N", help="N table layouts; 0 for all")
    asked = parser.parse_args()
    if asked.committed:
        made = committed()
    elif asked.layouts is not None:
        made = list(generate_layouts(asked.out, asked.seed, chosen(asked.layouts), asked.degrade))
    else:
        kinds = asked.kind or KINDS
        made = generate(asked.out, asked.seed, asked.count, kinds, asked.degrade, asked.columns)
    for path in made:
        print(path, f"{path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
