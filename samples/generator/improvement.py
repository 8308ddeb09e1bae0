"""Improvement plans (kế hoạch cải tiến chất lượng): a table of criteria, actions, owners, times."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from samples.generator import columns, owners, times
from samples.generator.facts import School, standards
from samples.generator.grammar import expand, join_sentences
from samples.generator.model import Row, TableBlock, TableCell, TruthItem

_CENTRED = ("number", "standard", "criteria", "deadline", "start", "end", "budget")


@dataclass(frozen=True, slots=True)
class House:
    """How one school writes: the same in all rows of a plan."""

    fields: tuple[str, ...]
    titles: dict[str, str]
    criteria: str
    sentences: str
    owners: str
    days: str
    sections: bool
    merged_standard: bool
    groups: float
    centred: tuple[str, ...] = _CENTRED
    joint_owners: bool = False
    column_numbers: bool = False


def house(rng: random.Random, count: int) -> House:
    """Return a house style for a table of ``count`` columns."""
    fields = columns.choose(rng, count)
    titles = {f: rng.choice(columns.TITLES[f]) for f in fields}
    narrow = count >= 8
    return House(
        fields=fields,
        titles=titles,
        criteria="bare" if narrow else rng.choice(("bare", "named", "titled")),
        sentences=rng.choice(("dash", "plain", "run")),
        owners=rng.choice(("list", "dash", "lead", "person")),
        days=rng.choice(("pad", "short", "pad", "long" if not narrow else "short")),
        sections="standard" not in fields,
        merged_standard=rng.random() < 0.5,
        groups=rng.choice((0.0, 0.35)),
    )


def _header(style: House) -> tuple[Row, ...]:
    """Return the rows of titles: one, or two where columns share a title, and their numbers."""

    def cell(text: str, rowspan: int = 1, colspan: int = 1) -> TableCell:
        return TableCell(text, rowspan, colspan, bold=True, align="center")

    pairs = {"start": ("end", "Thời gian thực hiện")}
    if style.joint_owners:
        pairs["lead"] = ("support", "Phân công thực hiện")
    seconds = {second for second, _ in pairs.values()}
    rows: list[Row] = [tuple(cell(style.titles[f]) for f in style.fields)]
    if any(f in pairs for f in style.fields):
        inside = {f for f in style.fields if f in pairs or f in seconds}
        top = tuple(
            cell(pairs[f][1], colspan=2) if f in pairs
            else None if f in inside
            else cell(style.titles[f], rowspan=2)
            for f in style.fields
        )  # fmt: skip
        rows = [top, tuple(cell(style.titles[f]) if f in inside else None for f in style.fields)]
    if style.column_numbers:
        rows.append(tuple(cell(f"({n})") for n in range(1, len(style.fields) + 1)))
    return tuple(rows)


@dataclass(slots=True)
class _Builder:
    rng: random.Random
    school: School
    style: House
    rows: list[list[TableCell | None]]
    items: list[TruthItem]
    block: int
    level: str = ""
    number: int = 0

    def section(self, text: str) -> None:
        """Add a row that spans the table."""
        width = len(self.style.fields)
        align = "center" if text.startswith("MỨC") else "left"
        cell = TableCell(text, colspan=width, bold=True, align=align)  # type: ignore[arg-type]
        self.rows.append([cell, *[None] * (width - 1)])

    def texts(self, standard: str, codes: tuple[str, ...], title: str) -> dict[str, str]:
        """Return the true values of one row; the private key "shown" ones begin with "_"."""
        rng, school, style = self.rng, self.school, self.style
        words = school.words
        made = [expand(rng, f"action.{standard}", words) for _ in range(rng.choice((1, 1, 2, 3)))]
        due = times.deadline(rng, school.start, style.days)
        who = owners.owner(rng, style.owners, school.level)
        values = {
            "level": self.level,
            "standard": standard,
            "criteria": ";".join(codes),
            "action": join_sentences(list(dict.fromkeys(made)), style.sentences),
            "content": expand(rng, f"state.{standard}", words),
        }
        if "start" in style.fields:
            values["_start"], values["_end"], due = times.two_columns(rng, school.start, style.days)
        if "support" in style.fields:
            who = owners.owner(rng, "list", school.level)
            who = replace(who, text=owners.ROLES[who.roles[0]][0], roles=who.roles[:1])
            help_ = owners.helpers(rng, who.roles, school.level)
            values["_lead"], values["_support"] = who.text, help_.text
            who = owners.Owner(f"{who.text}; {help_.text}", who.roles + help_.roles)
        if style.criteria == "titled" and len(codes) == 1:
            values["criterion_text"] = title
        values |= {
            "owner": who.text,
            "owners": ";".join(who.roles),
            "people": ";".join(who.people),
            "deadline": due.text,
            "start_date": due.start.isoformat() if due.start else "",
            "end_date": due.end.isoformat() if due.end else "",
            "deadline_kind": due.kind,
        }
        return values | self._extras()

    def _extras(self) -> dict[str, str]:
        rng, fields = self.rng, self.style.fields
        extras: dict[str, str] = {}
        if "budget" in fields and rng.random() < 0.7:
            extras["budget"] = rng.choice(
                (f"{rng.randint(1, 95)}.000.000", f"{rng.randint(2, 90)} triệu đồng", "Ngân sách",
                 "Không", "Xã hội hóa", f"{rng.randint(5, 95) * 100}.000 đồng")
            )  # fmt: skip
        if "supervisor" in fields:
            extras["supervisor"] = owners.supervisor(rng)
        if "report_deadline" in fields:
            extras["report_deadline"] = times.report_time(rng, self.school.start)
        if "conditions" in fields and rng.random() < 0.3:
            extras["_conditions"] = expand(rng, "note", {})
        if "notes" in fields and rng.random() < 0.3:
            extras["_notes"] = expand(rng, "note", {})
        notes = [extras[k] for k in ("_notes", "_conditions") if k in extras]
        return extras | ({"notes": "\n".join(notes)} if notes else {})

    def shown(self, field: str, values: dict[str, str], title: str) -> str:
        """Return what stands in the column ``field``."""
        if field == "criteria":
            return self.criterion(values["criteria"].split(";"), title)
        if field == "number":
            return str(self.number)
        private = {"start": "_start", "end": "_end", "lead": "_lead", "support": "_support",
                   "notes": "_notes", "conditions": "_conditions"}  # fmt: skip
        return values.get(private.get(field, field), "")

    def criterion(self, codes: list[str], title: str) -> str:
        """Return the criterion cell in the house style."""
        shown = codes[0] if len(codes) == 1 else f"{codes[0]}, {codes[-1]}"
        if self.style.criteria == "bare":
            return shown
        if self.style.criteria == "named" or len(codes) > 1:
            return f"Tiêu chí {shown}"
        return f"Tiêu chí {shown}: {title}"

    def group(self, standard: str, codes: tuple[str, ...], title: str, size: int) -> None:
        """Add ``size`` rows of one criterion; criterion and content cells span them."""
        fields = self.style.fields
        first: dict[str, str] = {}
        for i in range(size):
            self.number += 1
            values = self.texts(standard, codes, title)
            if first and "content" in fields:
                values["content"] = first["content"]
            first = first or values
            row: list[TableCell | None] = []
            for field in fields:
                if field in ("criteria", "content") and size > 1:
                    span = TableCell(self.shown(field, values, title), rowspan=size)
                    row.append(self.aligned(span, field) if i == 0 else None)
                else:
                    row.append(self.aligned(TableCell(self.shown(field, values, title)), field))
            kept = {k: v for k, v in values.items() if v and not k.startswith("_")}
            if "content" not in fields:
                kept.pop("content", None)
            self.items.append(TruthItem((self.block, len(self.rows)), {"kind": "action", **kept}))
            self.rows.append(row)

    def aligned(self, cell: TableCell, field: str) -> TableCell:
        """Return the cell as the house sets it in the column ``field``."""
        return replace(cell, align="center") if field in self.style.centred else cell


def table(
    rng: random.Random, school: School, count: int, target: int, block: int
) -> tuple[TableBlock, list[TruthItem]]:
    """Return a table of ``count`` columns and about ``target`` rows, with its true items."""
    made, items = styled_table(rng, school, house(rng, count), target, block)
    size = 10.0 if count >= 10 else 11.0 if count >= 7 else 12.0
    return replace(made, size=size, repeat=rng.random() < 0.5), items


def styled_table(
    rng: random.Random, school: School, style: House, target: int, block: int
) -> tuple[TableBlock, list[TruthItem]]:
    """Return a table of about ``target`` rows in a house's style, with its true items."""
    header = _header(style)
    build = _Builder(rng, school, style, [list(r) for r in header], [], block)
    levels = ["2", "3"] if style.sections and rng.random() < 0.4 else [""]
    for level in levels:
        build.level = level
        if level:
            build.section(f"MỨC {level}")
        _fill(build, max(3, target // len(levels)))
    rows = _merge_standard(build) if "standard" in style.fields else build.rows
    done = tuple(tuple(r) for r in rows)
    return TableBlock(done, columns.widths(style.fields), len(header)), build.items


def _fill(build: _Builder, target: int) -> None:
    rng, made = build.rng, 0
    frame = standards(build.school.level)
    quota = max(1, round(target / len(frame)))
    for code, title, criteria in frame:
        if made >= target:
            break
        if build.style.sections:
            build.section(f"Tiêu chuẩn {code}: {title}")
        chosen = sorted(rng.sample(range(len(criteria)), min(len(criteria), quota)))
        for i in chosen:
            codes: tuple[str, ...] = (criteria[i][0],)
            if rng.random() < 0.06 and i + 1 < len(criteria):
                codes = (criteria[i][0], criteria[i + 1][0])
            size = rng.choice((2, 2, 3)) if rng.random() < build.style.groups else 1
            build.group(code, codes, criteria[i][1], size)
            made += size


def _merge_standard(build: _Builder) -> list[list[TableCell | None]]:
    """Join equal neighbours of the column of standards where the house does so."""
    rows, col = build.rows, build.style.fields.index("standard")
    if not build.style.merged_standard:
        return rows
    start = 0
    for r in range(1, len(rows) + 1):
        here, top = (rows[r][col] if r < len(rows) else None), rows[start][col]
        if here is None or top is None or here.text != top.text or not top.text.isdigit():
            if top is not None and top.text.isdigit():
                rows[start][col] = replace(top, rowspan=r - start)
                for k in range(start + 1, r):
                    rows[k][col] = None
            start = r
    return rows
