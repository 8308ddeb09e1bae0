"""What the commands show people: progress bars, the summary of a run, the doctor's table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from pipeline.batch import Outcome
from pipeline.doctor import Finding
from pipeline.model import Item
from pipeline.store import Store

SHOWN_ROWS = 20
_STATES = {
    "ok": "[green]xong[/]",
    "kept": "[green]đã có[/]",
    "failed": "[red]LỖI[/]",
    "duplicate": "[yellow]trùng[/]",
}


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )


class RunDisplay:
    """A bar for pages and one for files, on stderr; use as a context manager."""

    def __init__(self, files: int) -> None:
        """Prepare the bars for so many files."""
        self._bars = _progress(Console(stderr=True))
        self._files = self._bars.add_task("Tệp", total=files)
        self._pages = self._bars.add_task("Trang", total=0)
        self._total = 0

    def __enter__(self) -> RunDisplay:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def pages_found(self, count: int) -> None:
        """Raise the total of pages."""
        self._total += count
        self._bars.update(self._pages, total=self._total)

    def page_done(self) -> None:
        """Move the page bar."""
        self._bars.advance(self._pages)

    def document_done(self, outcome: Outcome) -> None:
        """Move the file bar; name a file that failed at once."""
        self._bars.advance(self._files)
        if outcome.state == "failed":
            self._bars.console.print(
                "[red]LỖI[/] " + escape(f"{outcome.source}: {outcome.document.error}")
            )


@contextmanager
def page_counter(name: str) -> Iterator[Callable[[int, int], None]]:
    """Yield a function ``(page, total)`` that moves a bar."""
    with _progress(Console(stderr=True)) as bars:
        task = bars.add_task(name, total=None)

        def advance(number: int, total: int) -> None:
            bars.update(task, completed=number, total=total)

        yield advance


def print_summary(
    outcomes: Sequence[Outcome], store: Store, written: Sequence[Path], left_out: Sequence[Path]
) -> None:
    """Print the rows found (the first of them), one line per file, and the paths written."""
    console = Console()
    sources = {outcome.source for outcome in outcomes}
    items = [item for item in store.items() if item.source in sources]
    if items:
        console.print(_items_table(items[:SHOWN_ROWS], len(items)))
    console.print(_files_table(outcomes))
    for outcome in outcomes:
        for warning in outcome.warnings:
            console.print("[yellow]Lưu ý[/] " + escape(f"{outcome.source}: {warning}"))
    if left_out:
        names = ", ".join(path.name for path in left_out[:8])
        console.print(f"Bỏ qua {len(left_out)} tệp không phải văn bản: {escape(names)}")
    console.print("Kết quả:")
    for path in written:
        console.print(f"  {escape(str(path))}", soft_wrap=True)


def _items_table(items: Sequence[Item], total: int) -> Table:
    title = f"{total} dòng" + (f" (in {len(items)} dòng đầu)" if total > len(items) else "")
    table = Table(title=title, show_lines=True)
    for name in ("Tệp", "Tr.", "Tiêu chí", "Công việc", "Phụ trách", "Thời hạn", "Tin cậy"):
        table.add_column(name, overflow="fold", ratio=4 if name == "Công việc" else None)
    for item in items:
        table.add_row(
            escape(Path(item.source).name),
            str(item.page),
            item.criteria or item.standard,
            escape(_short(item.action)),
            escape(_short(item.owners or item.owner)),
            escape(_dates(item)),
            f"{item.confidence:.0%}",
        )
    return table


def _dates(item: Item) -> str:
    if item.start_date and item.end_date:
        return f"{item.start_date} → {item.end_date}"
    return item.end_date or item.start_date or _short(item.deadline)


def _short(text: str, limit: int = 90) -> str:
    flat = " ".join(text.replace(";", "; ").split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def _files_table(outcomes: Sequence[Outcome]) -> Table:
    table = Table(title=f"{len(outcomes)} tệp")
    for name in ("Tệp", "Trạng thái", "Loại", "Trường", "Trang", "Đọc bằng", "Dòng", "Giây"):
        table.add_column(name, overflow="fold")
    for outcome in outcomes:
        document = outcome.document
        table.add_row(
            escape(Path(outcome.source).name),
            _STATES[outcome.state],
            document.kind or document.error.split(":", 1)[0],
            escape(document.school or document.authority),
            str(document.pages),
            document.read_by,
            str(outcome.items),
            f"{outcome.seconds:.1f}",
        )
    return table


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
