"""Rows of the document's tables as records: named fields, still as written.

Tables are found (flattened ones too), stitched over pages, their columns named; then each body row
is either context for the rows below it (a level, a standard, a heading) or a record. A vertically
merged cell gives its value to every row it covers. Nothing is invented: an empty cell gives no
field, a column without a field goes to ``Record.unmapped``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.paper.headings import Headings
from extractors.paper.side_by_side import is_frame
from extractors.records.actors import verb_at
from extractors.records.blocks import from_above
from extractors.records.calendars import calendar_records
from extractors.records.cells import box_on, is_unfilled, row_cells, value_of, with_value_text
from extractors.records.criterion_cell import split_criterion
from extractors.records.displaced import realign
from extractors.records.entries import parallel_rows
from extractors.records.named_people import person_lines
from extractors.records.own_words import as_said_by_work
from extractors.records.rosters import roster_records
from extractors.story import NamedTable, Story
from extractors.tables.fields.columns import ColumnMap, is_number_row
from extractors.types import NESTED, Cell, FieldValue, Line, Record, Table
from extractors.wording.cell_kinds import cell_kind
from extractors.wording.content import is_number, starts_with_code
from extractors.wording.matching import folded_words, similar
from extractors.wording.sections import (
    Context,
    context_of,
    is_ordinal,
    is_section_row,
    sliced_section,
)
from extractors.wording.titles import is_limit
from normalizers.criteria import title_to_code
from normalizers.text.lines import one_line
from normalizers.text.unicode import fold

__all__ = ["left_out", "records", "table_records"]

_KINDS = {"members": "assignment", "units": "assignment", "other": ""}
_CARRIES = ("action", "content", "owner", "evidence", "deadline", "person", "support", "start")
_OF_TABLES = frozenset(("flattened", "interleaved", "uncertain_rows", "columns_joined"))
"""Flags of a table that its rows have."""
_ATTACHED = re.compile(r"\s*\((?:đính kèm|kèm theo|ban hành kèm)[^)]*\)", re.IGNORECASE)
_EXAMPLE = re.compile(r"^\W*(?:ví dụ|vd|mẫu)\W*$", re.IGNORECASE)
_BARE_COUNT = re.compile(r"^\d{1,2}(?:\s?[-–,;+]\s?\d{1,2})*(?:\s?/\s?20\d\d)?$")
_TOTALS = ("tong cong", "cong", "tong")


@dataclass(frozen=True, slots=True)
class RowSettings:
    """How far a row of a table is believed, and what it is taken for.

    Attributes:
        inferred: factor of the confidence of a row that takes an owner or a time from the row
            above.
        displaced: factor of that of a row whose cells slid under other columns and were put back.
        doubtful: factor of that of a row whose columns could be named otherwise.
        same_header: mean likeness, 0..1, from which a row is the header once more.
        numbered: columns from which a row of numbers counts them; fewer are values.
        left_out: rows of a table that gave none, at least, for it to be told.
        title: words of a title, at most.
    """

    inferred: float = 0.9
    displaced: float = 0.9
    doubtful: float = 0.5
    same_header: float = 0.8
    numbered: int = 4
    left_out: int = 3
    title: int = 16


ROW = RowSettings()


def records(story: Story) -> tuple[Record, ...]:
    """Return every row of every table that says something to be done, found or kept by someone.

    A list of schools under a heading that says what they are listed for gives each school as one
    that is assigned to it. Tables that name nothing of the kind (a price list, statistics) give no
    records; they stay in the pages, and ``left_out`` tells where. Records come in reading order;
    ``row`` is the row's index in its stitched table, header rows included.
    """
    found: list[Record] = []
    headings = Headings()
    for block in story.blocks:
        if isinstance(block, Line):
            headings.add(block)
        else:
            found.extend(table_records(block, headings.context(), _title(story)))
            headings.close()
    if story.header.kind == "invitation":  # its programme asks nothing of those it names no one for
        found = [r for r in found if {"owner", "support", "person"} & set(r.fields)]
    return tuple(found)


def _title(story: Story) -> str:
    title = story.header.fields.get("title")
    return title.text if title is not None else ""


def left_out(story: Story) -> tuple[int, ...]:
    """Return the pages on which tables begin that gave no records, frames of letterheads apart."""
    found: list[int] = []
    headings = Headings()
    for block in story.blocks:
        if isinstance(block, Line):
            headings.add(block)
            continue
        table = block.table
        sized = table.n_rows >= ROW.left_out and table.n_cols > 1 and not is_frame(table)
        if sized and not table_records(block, headings.context(), _title(story)):
            found.append(table.page)
        headings.close()
    return tuple(dict.fromkeys(found))


def table_records(
    named: NamedTable, context: Context | None = None, title: str = ""
) -> tuple[Record, ...]:
    """Return the records of one stitched table.

    Args:
        named: the table and what its columns hold.
        context: what the headings above it say.
        title: the document's title, for a roster that no heading names.
    """
    columns = named.columns
    context = context or Context()
    if columns.kind == "calendar":
        return tuple(calendar_records(named, context))
    if columns.kind == "roster":
        return tuple(roster_records(named, context, title))
    if not _KINDS.get(columns.kind, columns.kind):
        return ()
    if NESTED in named.table.flags and not columns.header_rows:
        return ()  # details of the cell it stands in, no tasks of their own
    if columns.kind == "units" and not _says_what_for(context.section):
        return ()
    who = bool(set(columns.fields) & {"owner", "support", "person", "supervisor"})
    found = (part for row in _rows(named, context) for part in as_said_by_work(row, who=who))
    if columns.kind in ("units", "schedule"):
        return tuple(_with_heading(record) for record in found)
    return tuple(found)


def _says_what_for(heading: str) -> bool:
    return "danh sach" in fold(heading) or verb_at(heading) is not None


def _with_heading(record: Record) -> Record:
    """Take the heading over the table as what its rows are about where no column says it."""
    if not record.section or {"action", "content", "evidence", "role"} & set(record.fields):
        return record
    text = _ATTACHED.sub("", record.section).strip(" .:;-–*+")
    action = FieldValue(text or record.section, record.section, record.page)
    return replace(
        record,
        fields={**record.fields, "action": action},
        flags=(*record.flags, "action_from_heading"),
    )


@dataclass(slots=True)
class _State:
    """What the rows so far say to the next one."""

    context: Context
    criterion: FieldValue | None = None
    number: int | None = None
    unnumbered: int = 0
    restart: bool = True
    above: FieldValue | None = None

    def enter(self, found: Context) -> None:
        """Go on below a new section row."""
        self.context = _under(self.context, found)
        self.criterion = self.above = None
        self.restart = True


def _rows(named: NamedTable, context: Context) -> Iterator[Record]:
    table, columns = named.table, named.columns
    state = _State(context)
    blocks = from_above(named)
    form = _is_form(table, columns)
    carried = _has_criterion_rows(table, columns)
    for r in range(columns.header_rows, table.n_rows):
        row = row_cells(table, r, columns)
        own = {c: cell for c, cell in row.items() if cell.row == r or cell.rowspan == 1}
        texts = [own[c].text if c in own else "" for c in range(table.n_cols)]
        if not any(t.strip() for t in texts) or _is_repeated_header(texts, columns):
            continue
        if _is_total(texts):
            state.restart = True
            continue
        if _take_context(texts, own, table, columns, state, carried):
            continue
        taken = {c: blocks[r, c] for c in range(table.n_cols) if (r, c) in blocks}
        row = dict(sorted({**row, **{c: cell for c, (cell, _) in taken.items()}}.items()))
        if form and any(_EXAMPLE.match(t) for t in texts):
            continue
        parts = parallel_rows(row, columns.column("action"), _beside(columns))
        for part in parts:
            record = _record(table, r, part, columns, state)
            if record is not None:
                listed = ["parallel_lists"] if len(parts) > 1 else []
                above = [flag for _, flag in taken.values()]
                yield replace(
                    record,
                    flags=tuple(dict.fromkeys((*record.flags, *above, *listed))),
                    confidence=round(record.confidence * ROW.inferred ** bool(above), 3),
                )


def _beside(columns: ColumnMap) -> list[int]:
    """Return the columns of owners and times, whose cells may list as many as the work's."""
    return [c for c, name in enumerate(columns.fields) if name in ("owner", "support", "deadline")]


def _is_form(table: Table, columns: ColumnMap) -> bool:
    """Say whether rows of a table are dotted, to be filled in: then rows may be examples."""
    body = [c for c in table.cells if c.row >= columns.header_rows and c.text.strip()]
    return any(is_unfilled(cell.text) for cell in body)


def _is_repeated_header(texts: list[str], columns: ColumnMap) -> bool:
    """Say whether the row is the header again, or a row of column numbers under it."""
    if columns.header_rows == 0:
        return False
    pairs = [(a, b) for a, b in zip(texts, columns.titles, strict=True) if a.strip() or b]
    likeness = sum(similar(a, b) for a, b in pairs) / len(pairs)
    counted = is_number_row(texts) and len(texts) >= ROW.numbered
    return likeness >= ROW.same_header or counted


def _is_total(texts: list[str]) -> bool:
    first = " ".join(folded_words(next(t for t in texts if t.strip())))
    return first in _TOTALS or first.startswith("tong cong ")


# --- context rows ---


def _has_criterion_rows(table: Table, columns: ColumnMap) -> bool:
    """Say whether criteria stand in rows of their own above the rows that belong to them."""
    place = columns.column("criteria")
    if place is None:
        return True
    without = 0
    for r in range(columns.header_rows, table.n_rows):
        row = row_cells(table, r, columns)
        if place not in row and len(row) >= 2:
            without += 1
    return without > 0


def _take_context(
    texts: list[str],
    own: dict[int, Cell],
    table: Table,
    columns: ColumnMap,
    state: _State,
    carried: bool,
) -> bool:
    """Take the row as context if it is one; say whether it was."""
    sliced = sliced_section(texts)
    if sliced is not None:
        state.enter(sliced)
        return True
    filled = {c: cell for c, cell in own.items() if not is_ordinal(cell.text)}
    if len(filled) != 1:
        return False
    ((c, cell),) = filled.items()
    wide = cell.colspan >= max(2, (table.n_cols + 1) // 2)
    if starts_with_code(cell.text):
        if not wide and not (carried and columns.fields[c] in ("criteria", "number", None)):
            return False
        state.criterion = value_of(cell)
        state.restart = True
        return True
    if not is_section_row(texts) and not (wide and table.n_cols > 2):
        return False
    state.enter(context_of(cell.text))
    return True


def _under(before: Context, found: Context) -> Context:
    """Return the context below a new section row: a level clears the standard, not the reverse."""
    if found.level and not found.standard:
        return Context(found.level, "", found.section)
    if found.standard:
        return Context(found.level or before.level, found.standard, found.section)
    return Context(before.level, before.standard, found.section)


# --- one row ---


def _record(
    table: Table, r: int, row: dict[int, Cell], columns: ColumnMap, state: _State
) -> Record | None:
    flags: list[str] = []
    placed = row
    if table.method == "flattened" and "interleaved" not in table.flags and not table.col_edges:
        moved = realign(row, columns.fields)
        if moved is not None:
            placed = moved
            flags.append("columns_displaced")
    fields, unmapped = _fields(placed, columns)
    flags += _take_time_from_notes(fields)
    _as_said_by_title(fields, columns)
    if columns.kind == "units" and "unit" in fields:
        fields["owner"] = fields.pop("unit")
    _part_criterion(fields, columns)
    if "criteria" not in fields and state.criterion is not None:
        _inherit_criterion(fields, state.criterion)
        flags.append("criteria_from_section")
    if not any(name in fields for name in _CARRIES):
        return None
    if "criteria" in fields:
        state.above = fields["criteria"]
    elif state.above is not None and _is_covered(table, columns, fields, flags):
        if "action" in columns.fields and "action" not in fields and "content" in fields:
            fields["action"] = fields.pop("content")  # the state was merged with its criterion
        fields["criteria"] = state.above
        flags.append("criteria_from_above")
    if any(cell.row == r and cell.rowspan > 1 for cell in row.values()):
        state.restart = True
    flags += _number_flags(fields, state)
    flags += _table_flags(table, columns, row)
    own = [cell for cell in row.values() if cell.row == r] or list(row.values())
    page = min(cell.page for cell in own)
    confidence = table.confidence * columns.trust
    return Record(
        kind=_KINDS.get(columns.kind, columns.kind),
        page=page,
        row=r,
        fields=fields,
        unmapped=tuple(unmapped),
        level=state.context.level,
        standard=state.context.standard,
        section=state.context.section,
        bbox=box_on(own, page),
        confidence=round(
            confidence
            * (ROW.displaced if "columns_displaced" in flags else 1.0)
            * (ROW.doubtful if columns.doubtful else 1.0),
            3,
        ),
        flags=tuple(dict.fromkeys(flags)),
        raw_cells=tuple(row[c].raw if c in row else "" for c in range(table.n_cols)),
        limit=_has_limits(columns),
    )


def _is_covered(
    table: Table, columns: ColumnMap, fields: dict[str, FieldValue], flags: list[str]
) -> bool:
    """Say whether a missing criterion was merged over several rows in the source.

    A converter to text leaves a covered cell out or blank. A blank cell counts only where the row
    has work of its own, and the state that belongs to the criterion is blank too or the criterion
    leads the row.
    """
    if table.method != "flattened" or "interleaved" in table.flags:
        return False
    if "criteria" not in columns.fields:
        return False
    stateless = "content" in columns.fields and "content" not in fields
    blank = stateless or columns.fields.index("criteria") == 0
    return (
        (blank and "action" in fields) or "columns_displaced" in flags or "flattened" in table.flags
    )


def _fields(
    row: dict[int, Cell], columns: ColumnMap
) -> tuple[dict[str, FieldValue], list[tuple[str, FieldValue]]]:
    fields: dict[str, FieldValue] = {}
    unmapped: list[tuple[str, FieldValue]] = []
    for c, cell in sorted(row.items()):
        if is_unfilled(cell.text):
            continue
        name = columns.fields[c]
        if name is None:
            unmapped.append((columns.titles[c] or f"cột {c + 1}", value_of(cell)))
        else:
            fields[name] = replace(value_of(cell), why=_why(columns, c))
    return fields, unmapped


def _has_limits(columns: ColumnMap) -> bool:
    place = columns.column("deadline")
    return place is not None and is_limit(columns.titles[place])


def _why(columns: ColumnMap, c: int) -> tuple[str, ...]:
    """Return why the cells of a column are taken for its field."""
    title = one_line(columns.titles[c])
    choice = columns.choices[c] if c < len(columns.choices) else None
    weight = choice.weight if choice is not None else None
    if not title:
        return ("cột không có tên, hiểu theo nội dung các ô",)
    if weight is None:
        return (f"cột “{title}”",)
    said = f"tên cột nói {weight.title:+.1f}, nội dung các ô nói {weight.content:+.1f}"
    margin = "" if choice is None else f", hơn nghĩa gần nhất {choice.margin:.1f}"
    return (f"cột “{title}”: {said}{margin}",)


def _take_time_from_notes(fields: dict[str, FieldValue]) -> list[str]:
    """Take notes that are nothing but a time as the time of a row that has none elsewhere."""
    notes = fields.get("notes")
    if notes is None or {"deadline", "start", "end"} & set(fields) or "action" not in fields:
        return []
    if cell_kind(notes.text) != "time":
        return []
    fields["deadline"] = fields.pop("notes")
    return ["deadline_from_notes"]


def _as_said_by_title(fields: dict[str, FieldValue], columns: ColumnMap) -> None:
    """Part persons on lines of their own; write the unit of time that the title counts in."""
    for name in ("owner", "support", "person"):
        if name in fields:
            fields[name] = with_value_text(fields[name], person_lines(fields[name].text))
    deadline, column = fields.get("deadline"), columns.column("deadline")
    if deadline is None or column is None:
        return
    unit = columns.titles[column].rsplit(": ", 1)[-1].split()[-1:]
    if _BARE_COUNT.match(deadline.text) and unit and fold(unit[0]) in ("thang", "tuan"):
        text = f"{unit[0].capitalize()} {deadline.text}"
        fields["deadline"] = with_value_text(deadline, text)


def _part_criterion(fields: dict[str, FieldValue], columns: ColumnMap) -> None:
    """Part code and text where one cell holds both."""
    source = next(
        (name for name in ("criteria", "criterion_text", "content", "action") if name in fields),
        None,
    )
    if source is None or (source != "criteria" and "criteria" in columns.fields):
        return
    head, rest = split_criterion(fields[source], bare=source == "criteria")
    if rest is None:
        return
    fields["criteria"] = head
    if source != "criteria":
        fields[source] = rest
        return
    listed = rest.text.lstrip()[:1] in "-–+•*"
    long = len(rest.text.split()) > ROW.title and not title_to_code(one_line(rest.text), None)
    name = "content" if (listed or long) and "content" not in fields else "criterion_text"
    fields[name] = rest


def _inherit_criterion(fields: dict[str, FieldValue], section: FieldValue) -> None:
    head, rest = split_criterion(section, bare=True)
    fields["criteria"] = head
    if rest is not None and "criterion_text" not in fields:
        fields["criterion_text"] = rest


def _number_flags(fields: dict[str, FieldValue], state: _State) -> list[str]:
    """Check the running number against the row before; numbers may begin again after a section."""
    value = fields.get("number")
    if value is None or not is_number(value.text):
        state.unnumbered += 1
        return []
    number = int("".join(ch for ch in value.text if ch.isdecimal()))
    before, gap = state.number, state.unnumbered
    restart = state.restart or before is None
    state.number, state.unnumbered, state.restart = number, 0, False
    if before is None:
        return ["row_number_gap"] if number > 1 + gap else []
    if before <= number <= before + 1 + gap or (number == 1 and restart):
        return []
    return ["row_number_gap" if number > before else "row_number_order"]


def _doubt(columns: ColumnMap) -> str:
    """Return the flag of a table with columns that may be another, and which they are."""
    names = (columns.fields[c] or "unnamed" for c in columns.doubtful)
    return "columns_doubtful:" + ",".join(dict.fromkeys(names))


def _table_flags(table: Table, columns: ColumnMap, row: dict[int, Cell]) -> list[str]:
    flags = [flag for flag in table.flags if flag in _OF_TABLES]
    if columns.header_rows == 0:
        flags.append("columns_by_content")
    if columns.doubtful:
        flags.append(_doubt(columns))
    if any(len({page for page, _ in cell.parts}) > 1 for cell in row.values()):
        flags.append("continued")
    return flags
