"""An office's own form, filled by the titles of its columns.

The form is an .xlsx file with a row of titles, as offices send them round. Titles are understood by
the same words as those of plans ("Nội dung công việc", "Bộ phận chủ trì"). Rows are written from
the first free line below the titles, in the look of that line; whatever stands below (signatures)
moves down. Nothing else of the form changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from extractors.wording.titles import title_scores
from normalizers.text.unicode import clean
from pipeline.errors import UsageError
from pipeline.figures.facts import Facts, Paper, Row
from pipeline.workbook.sheets import look_text
from pipeline.workbook.style import Value, put

_OWN_TITLES = {
    "cần xem lại": "look",
    "độ tin cậy": "confidence",
    "năm học": "year",
    "tệp": "source",
    "tên tệp": "source",
    "trang": "page",
    "văn bản": "title",
    "đơn vị": "school",
}
"""Titles of what the dataset adds to a plan; "Đơn vị" is the school where another column owns."""

_FIELDS = {"unit": "school", "person": "owner", "position": "owner", "support": "helpers"}
"""Fields of plans' columns that the dataset calls otherwise."""

_KNOWN = frozenset(
    """number school criteria standard content action owner helpers deadline start end budget look
    confidence year source page title""".split()  # noqa: SIM905
)
_LEAST = 0.6
"""Score of a title from which it names a field; the scores are those of plans' own columns."""

_LEAST_TITLES = 3
"""Titles that must be known before a row counts as the row of titles."""

_SEARCHED_ROWS = 40


@dataclass(frozen=True, slots=True)
class _Form:
    """Where the titles stand, and which field each column (from 1) takes."""

    sheet: Worksheet
    row: int
    fields: Mapping[int, str]


def filled(template: Path, facts: Facts) -> Workbook:
    """Return the form filled with every row of the dataset.

    Raises:
        UsageError: the form cannot be opened, or no row of it names at least three known columns.
    """
    try:
        book = load_workbook(template)
    except (OSError, InvalidFileException, BadZipFile, KeyError, ValueError) as error:
        raise UsageError(f"--template: không mở được {template}: {error}") from error
    form = _form(book)
    if form is None:
        raise UsageError(
            f"--template: {template.name} không có dòng tiêu đề nào với từ {_LEAST_TITLES} cột "
            "quen thuộc trở lên (ví dụ: Trường, Tiêu chí, Công việc, Người thực hiện, Đến ngày)."
        )
    _fill(form, facts)
    return book


def _form(book: Workbook) -> _Form | None:
    found = [
        _Form(sheet, row[0].row, fields)
        for sheet in book.worksheets
        for row in sheet.iter_rows(max_row=_SEARCHED_ROWS)
        if len(fields := _fields([cell.value for cell in row])) >= _LEAST_TITLES
    ]
    return max(found, key=lambda form: len(form.fields), default=None)


def _fields(titles: Sequence[object]) -> dict[int, str]:
    """Return the field of each column (from 1) whose title is known; each field once."""
    found: dict[int, str] = {}
    for column, title in enumerate(titles, start=1):
        name = field_of(title) if isinstance(title, str) else ""
        if name and name not in found.values():
            found[column] = name
    return found


def field_of(title: str) -> str:
    """Return what a column of this title takes; "" if it is not known.

    >>> field_of("Nội dung công việc"), field_of("Đến ngày"), field_of("Màu sắc")
    ('action', 'end', '')
    """
    own = _OWN_TITLES.get(clean(title).strip(" .:").lower(), "")
    if own:
        return own
    scores = title_scores(title)
    name = max(scores, key=lambda n: scores[n], default="")
    name = _FIELDS.get(name, name)
    return name if name in _KNOWN and max(scores.values()) >= _LEAST else ""


def _fill(form: _Form, facts: Facts) -> None:
    papers = {paper.document_id: paper for paper in facts.papers}
    first = _first_free(form)
    looks = {column: form.sheet.cell(first, column) for column in form.fields}
    styles = {column: copy(cell._style) for column, cell in looks.items()}
    _make_room(form.sheet, first, len(facts.rows))
    for offset, row in enumerate(facts.rows):
        values = _values(row, papers[row.document_id], facts, offset + 1)
        for column, name in form.fields.items():
            cell = form.sheet.cell(first + offset, column)
            cell._style = copy(styles[column])
            put(cell, values[name])
            if name in ("start", "end") and cell.number_format == "General":
                cell.number_format = "dd/mm/yyyy"


def _first_free(form: _Form) -> int:
    """Return the first line below the titles whose known columns are all empty."""
    row = form.row + 1
    while any(form.sheet.cell(row, column).value is not None for column in form.fields):
        row += 1
    return row


def _make_room(sheet: Worksheet, first: int, count: int) -> None:
    """Move what stands below the first free line down, merged cells and heights too."""
    below = [
        r for r in range(first, sheet.max_row + 1) if any(c.value is not None for c in sheet[r])
    ]
    if not below:
        return
    needed = count - (below[0] - first)
    if needed <= 0:
        return
    merged = [area for area in list(sheet.merged_cells.ranges) if area.min_row >= below[0]]
    for area in merged:
        sheet.unmerge_cells(str(area))
    last = sheet.max_row
    sheet.move_range(f"A{below[0]}:{sheet.cell(last, sheet.max_column).coordinate}", rows=needed)
    for area in merged:
        area.shift(row_shift=needed)
        sheet.merge_cells(str(area))


def _values(row: Row, paper: Paper, facts: Facts, number: int) -> dict[str, Value]:
    return {
        "number": number,
        "school": facts.school(row.school) if row.school else paper.authority,
        "criteria": ", ".join(row.criteria),
        "standard": ", ".join(dict.fromkeys(code.split(".")[0] for code in row.criteria)),
        "content": row.content,
        "action": row.action,
        "owner": row.owner or ", ".join(row.owners[:1]),
        "helpers": ", ".join(row.owners[1:]),
        "deadline": row.deadline,
        "start": row.start,
        "end": row.end,
        "budget": row.money,
        "look": look_text(row.flags),
        "confidence": row.confidence,
        "year": row.year,
        "source": row.source,
        "page": row.page,
        "title": paper.title,
    }
