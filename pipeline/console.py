"""What the commands show people: the summary of a run, the doctor's table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from pipeline.dataset.store import Store
from pipeline.model import Item
from pipeline.running.batch import Outcome
from pipeline.telling.bars import STATES
from pipeline.telling.plain import plain

if TYPE_CHECKING:  # what one command prints need not be loaded for the others
    from pipeline.commands.doctor import Finding
    from pipeline.figures.clusters import Cluster
    from pipeline.figures.due import Due
    from pipeline.figures.facts import Facts

SHOWN_ROWS = 20
_LEAST_ROWS = 2  # of a file whose rows are shown
_SHOWN_FILES = 100

# Widths of the columns in characters; 0 takes what the others leave.
_ITEM_WIDTHS = {
    "Tệp": 16,
    "Tr.": 3,
    "Tiêu chí": 8,
    "Công việc": 0,
    "Phụ trách": 18,
    "Thời hạn": 21,
    "%": 3,
}
_FILE_WIDTHS = {
    "Tệp": 30,
    "Kết quả": 7,
    "Loại": 20,
    "Trường": 0,
    "Trang": 5,
    "Đọc": 5,
    "Dòng": 4,
    "Giây": 5,
}
_DUE_WIDTHS = {
    "Hạn": 10,
    "Ngày còn": 8,
    "Trường": 24,
    "Tiêu chí": 8,
    "Công việc": 0,
    "Phụ trách": 18,
}
_SOON = 3
"""Days left from which a deadline stands out."""


def _wide_console() -> Console:
    """Return a console for tables: as wide as the terminal, 130 columns where there is none."""
    console = Console()
    return console if console.is_terminal else Console(width=130)


def print_summary(
    outcomes: Sequence[Outcome],
    store: Store,
    written: Sequence[Path | str],
    left_out: Sequence[Path],
) -> None:
    """Print the rows found (the first of them), one line per file, and the paths written."""
    console = _wide_console()
    with_rows = [one for one in outcomes if one.items]
    shown = with_rows[: SHOWN_ROWS // _LEAST_ROWS]
    share = max(_LEAST_ROWS, SHOWN_ROWS // max(1, len(shown)))
    items = store.items_of((one.document.document_id for one in shown), share)
    if items:
        total = sum(one.items for one in outcomes)
        console.print(_items_table(items, total, console.width))
    console.print(_files_table(outcomes, console.width))
    warned = [(one.source, warning) for one in outcomes for warning in one.warnings]
    for source, warning in warned[:_SHOWN_FILES]:
        console.print("[yellow]Lưu ý[/] " + plain(f"{source}: {warning}"))
    if len(warned) > _SHOWN_FILES:
        console.print(f"và {len(warned) - _SHOWN_FILES} lưu ý khác")
    again = sum(one.earlier and one.state == "failed" for one in outcomes)
    if again:
        console.print(f"{again} tệp lỗi từ lần trước, chưa đổi: không đọc lại (--retry để thử).")
    if left_out:
        names = ", ".join(path.name for path in left_out[:8])
        console.print(f"Bỏ qua {len(left_out)} tệp không phải văn bản: {plain(names)}")
    console.print("Kết quả:")
    for path in written:
        console.print(f"  {plain(str(path))}", soft_wrap=True)


def _add_columns(table: Table, widths: dict[str, int], total: int) -> None:
    """Add one-line columns; the one of width 0 takes what is left of ``total`` characters."""
    left = total - sum(widths.values()) - 3 * len(widths) - 1
    for name, width in widths.items():
        table.add_column(name, no_wrap=True, width=width or max(12, left))


def _items_table(items: Sequence[Item], total: int, width: int) -> Table:
    title = f"{total} dòng" + (f" (in {len(items)} dòng)" if total > len(items) else "")
    table = Table(title=title)
    _add_columns(table, _ITEM_WIDTHS, width)
    for item in items:
        table.add_row(
            plain(Path(item.source).name),
            str(item.page),
            item.criteria or item.standard,
            plain(_short(item.action)),
            plain(_short(item.owners or item.owner)),
            plain(_dates(item)),
            f"{100 * item.confidence:.0f}",
        )
    return table


def _dates(item: Item) -> str:
    if item.start_date and item.end_date:
        return f"{_day(item.start_date)}-{_day(item.end_date)}"
    return _day(item.end_date) or _day(item.start_date) or _short(item.deadline, 21)


def _day(iso: str) -> str:
    return f"{iso[8:]}/{iso[5:7]}/{iso[:4]}" if iso else ""


def _short(text: str, limit: int = 90) -> str:
    flat = " ".join(text.replace(";", "; ").split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def _files_table(outcomes: Sequence[Outcome], width: int) -> Table:
    shown = sorted(outcomes, key=_badness)[:_SHOWN_FILES]
    more = f" (in {len(shown)}, tệp lỗi trước)" if len(shown) < len(outcomes) else ""
    table = Table(title=f"{len(outcomes)} tệp{more}")
    _add_columns(table, _FILE_WIDTHS, width)
    for outcome in shown if more else outcomes:
        document = outcome.document
        table.add_row(
            plain(Path(outcome.source).name),
            STATES[outcome.state],
            document.kind or document.error.split(":", 1)[0],
            plain(document.school or document.authority),
            str(document.pages),
            document.read_by,
            str(outcome.items),
            f"{outcome.seconds:.1f}",
        )
    return table


def _badness(outcome: Outcome) -> int:
    """Return the place of an outcome among those that people have to see, from 0."""
    return ("failed", "partial", "duplicate", "ok", "kept").index(outcome.state)


def print_due(found: Sequence[Due], facts: Facts, most: int = 60) -> None:
    """Print what is due, then what is overdue, in the order given."""
    console = _wide_console()
    late = sum(one.left < 0 for one in found)
    title = f"{len(found)} việc, {late} đã qua hạn" + (f" (in {most})" if len(found) > most else "")
    table = Table(title=title)
    _add_columns(table, _DUE_WIDTHS, console.width)
    for one in found[:most]:
        row, style = one.row, "red" if one.left < 0 else "yellow" if one.left <= _SOON else ""
        table.add_row(
            f"{row.end:%d/%m/%Y}",
            f"quá {-one.left}" if one.left < 0 else f"{one.left}",
            plain(_short(facts.school(row.school), 60)),
            ", ".join(row.criteria),
            plain(_short(row.action)),
            plain(_short(", ".join(row.owners) or row.owner)),
            style=style,
        )
    console.print(table)


def print_clusters(clusters: Sequence[Cluster], most: int = 40) -> None:
    """Print the spellings offered for merging, with counts and reasons."""
    table = Table(title=f"{len(clusters)} tên có nhiều cách viết", show_lines=True)
    for name in ("Tên", "Cách viết (số lần, vì sao)"):
        table.add_column(name, overflow="fold")
    for cluster in clusters[:most]:
        ways = sorted(cluster.spellings.items(), key=lambda kv: -kv[1])
        told = [f"{name} ({count}, {cluster.reasons[name]})" for name, count in ways]
        table.add_row(plain(_short(cluster.name)), plain("\n".join(map(_short, told)), lines=True))
    _wide_console().print(table)


def print_findings(findings: Sequence[Finding]) -> None:
    """Print what the doctor found, with how to get what is missing."""
    table = Table(title="kehoach doctor", show_lines=True)
    for name in ("Thành phần", "Có", "Chi tiết", "Cách cài"):
        table.add_column(name, overflow="fold")
    for finding in findings:
        mark = "[green]có[/]" if finding.present else "[red]THIẾU[/]"
        if not finding.present and not finding.needed:
            mark = "[yellow]nên có[/]"
        table.add_row(finding.name, mark, finding.detail, "" if finding.present else finding.remedy)
    Console().print(table)
