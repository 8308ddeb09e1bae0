"""What a run tells: lines for programs, a report for people, bars on a terminal only."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.dataset.store import Store
from pipeline.model import Document, DocumentResult
from pipeline.running.batch import Outcome, Silent
from pipeline.telling.bars import RunDisplay
from pipeline.telling.journal import Journal
from pipeline.telling.lines import EventLines
from pipeline.telling.run_report import write_run_report
from tests.pipeline.running.test_rerun import PLAN, Pool, old

GOOD = Document("ab" * 32, "quet/a.pdf", pages=3, status="ok")
BAD = Document(
    "cd" * 32,
    "quet/<b>.pdf",
    pages=1,
    status="failed",
    error="empty_file: [E101] b.pdf: Tệp rỗng (0 byte). Hãy xin lại tệp gốc.",
)


def outcomes() -> list[Outcome]:
    good = Outcome(
        GOOD.source, "ok", GOOD, 2, 4.0, ("một lưu ý",), False, (1.0, 0.0, 2.5), finish_seconds=0.5
    )
    return [good, Outcome(BAD.source, "failed", BAD)]


@pytest.fixture
def journal() -> Journal:
    journal = Journal(Silent())
    journal.spent("opening", 0.25)
    for outcome in outcomes():
        journal.document_done(outcome)
    return journal


def test_the_journal_knows_the_slowest_pages(journal: Journal) -> None:
    assert [(slow.page, slow.seconds) for slow in journal.slowest(5)] == [(3, 2.5), (1, 1.0)]
    assert journal.pages_read == 2 and journal.seconds["reading"] == 3.5


def test_the_report_names_failures_with_their_remedy(journal: Journal, tmp_path: Path) -> None:
    with Store(tmp_path / "dataset.sqlite") as store:
        store.put(DocumentResult(GOOD))
        page = write_run_report(journal, store, tmp_path).read_text("utf-8")
    assert "Hãy xin lại tệp gốc." in page and "empty_file" not in page
    assert "quet/&lt;b&gt;.pdf" in page and "<b>.pdf" not in page
    assert "một lưu ý" in page and "1 trong 2 tệp cần xem lại" in page
    assert "http" not in page and "src=" not in page, "nothing is loaded from elsewhere"


def test_every_event_is_one_line_of_json() -> None:
    stream = io.StringIO()
    lines = EventLines(stream, files=2)
    lines.pages_found(3)
    lines.document_begun(GOOD.source, 3)
    lines.page_done()
    for outcome in outcomes():
        lines.document_done(outcome)
    lines.ended(outcomes(), [Path("out/items.csv")])
    events = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [event["event"] for event in events] == [
        "run_started",
        "pages_found",
        "document_started",
        "page_done",
        "document_done",
        "document_failed",
        "run_done",
    ]
    assert events[5]["error"].startswith("empty_file") and events[6]["states"]["ok"] == 1


def test_bars_are_drawn_on_a_terminal_only() -> None:
    for terminal in (True, False):
        stream = io.StringIO()
        console = Console(file=stream, force_terminal=terminal, width=120)
        with RunDisplay(2, console) as display:
            display.pages_found(3)
            display.page_done()
            for outcome in outcomes():
                display.document_done(outcome)
        assert ("Trang" in stream.getvalue()) == terminal
        assert "Hãy xin lại tệp gốc." in stream.getvalue()


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pool]:
    pool = Pool()
    monkeypatch.setattr("pipeline.running.batch.worker_pool", lambda _: pool)
    yield pool


def test_quiet_says_nothing_and_json_says_json(tmp_path: Path, pool: Pool) -> None:
    path, out = old(tmp_path / "a.txt", PLAN.encode()), tmp_path / "out"
    run = ["run", str(path), "--out", str(out), "--export", "none"]
    assert CliRunner().invoke(app, [*run, "--quiet"]).output == ""
    told = CliRunner().invoke(app, [*run, "--json"]).stdout.splitlines()
    assert [json.loads(line)["event"] for line in told][-1] == "run_done"
    assert (out / "run-report.html").exists()
