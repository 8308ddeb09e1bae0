"""The report of a run: what failed and what to do, slowest pages, quality, where time went.

One HTML file in the output folder that loads nothing from elsewhere, written anew by every run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

from jinja2 import Environment, StrictUndefined

from pipeline.dataset.atomic import write_text
from pipeline.dataset.store import Store
from pipeline.telling.journal import Journal

__all__ = ["REPORT_NAME", "write_run_report"]

REPORT_NAME: Final = "run-report.html"
_MOST_ROWS: Final = 500
"""Failures and warnings shown; a browser stays quick."""
_MOST_PAGES: Final = 20
_WORKS: Final = {
    "opening": "Mở tệp, tính mã, đếm trang",
    "reading": "Đọc trang (lớp chữ, nhận dạng)",
    "making": "Sửa chữ, lấy bảng, chuẩn hóa thành dòng",
    "writing": "Ghi bộ dữ liệu",
    "exporting": "Ghi các tệp xuất",
}
_STATES: Final = {"failed": "lỗi", "partial": "thiếu trang"}


@dataclass(frozen=True, slots=True)
class _Failure:
    source: str
    state: str
    why: str
    earlier: bool


def write_run_report(journal: Journal, store: Store, out: Path) -> Path:
    """Write the report of a run beside its dataset.

    Raises:
        OutputError: it cannot be written.
    """
    bad = [one for one in journal.outcomes if one.state in _STATES]
    failures = [
        _Failure(one.source, _STATES[one.state], _spoken(one.document.error), one.earlier)
        for one in bad[:_MOST_ROWS]
    ]
    warnings = [(one.source, text) for one in journal.outcomes for text in one.warnings]
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    page = resources.files("pipeline.telling").joinpath("run_report.html").read_text("utf-8")
    text = environment.from_string(page).render(
        when=f"{journal.started:%H:%M ngày %d/%m/%Y}",
        verdict=_verdict(len(bad), len(journal.outcomes)),
        figures=_figures(journal),
        failures=failures,
        more_failures=len(bad) - len(failures),
        warnings=warnings[:_MOST_ROWS],
        quality=_quality(store),
        times=_times(journal.seconds),
        slowest=journal.slowest(_MOST_PAGES),
    )
    write_text(out / REPORT_NAME, text)
    return out / REPORT_NAME


def _spoken(error: str) -> str:
    """Return an error without the stable name it begins with."""
    name, colon, sentence = error.partition(": ")
    return sentence if colon and name.replace("_", "").isalpha() else error


def _verdict(bad: int, files: int) -> str:
    if not files:
        return "Không tệp nào đọc xong."
    if not bad:
        return "Mọi tệp đều đọc được."
    return f"{bad} trong {files} tệp cần xem lại; các tệp khác đầy đủ."


def _figures(journal: Journal) -> list[tuple[str, str, bool]]:
    """Return the figures on top: name, value, whether it is a bad one."""
    states = Counter(one.state for one in journal.outcomes)
    elapsed = journal.elapsed
    speed = 60 * journal.pages_read / elapsed if elapsed else 0.0
    return [
        ("Tệp", _whole(len(journal.outcomes)), False),
        ("Đọc xong", _whole(states["ok"]), False),
        ("Đã có", _whole(states["kept"]), False),
        ("Trùng", _whole(states["duplicate"]), False),
        ("Thiếu trang", _whole(states["partial"]), states["partial"] > 0),
        ("Lỗi", _whole(states["failed"]), states["failed"] > 0),
        ("Trang đã đọc", _whole(journal.pages_read), False),
        ("Trang/phút", _whole(round(speed)), False),
        ("Thời gian", _clock(elapsed), False),
    ]


def _quality(store: Store) -> list[tuple[str, str]]:
    """Return what the whole dataset is like: name and value."""
    told = store.summary()
    return [
        ("Văn bản", _whole(told.documents)),
        ("Dòng", _whole(told.items)),
        ("Dòng có cờ (nên đối chiếu)", _share(told.flagged, told.items)),
        ("Dòng độ tin dưới 90 %", _share(told.unsure, told.items)),
        ("Độ tin trung bình", f"{100 * told.confidence:.1f} %".replace(".", ",")),
        ("Văn bản không có dòng nào", _share(told.empty, told.documents)),
        ("Trang không đọc được", _whole(told.lost_pages)),
    ]


def _times(seconds: Mapping[str, float]) -> list[tuple[str, str, int]]:
    spent = {name: seconds.get(what, 0.0) for what, name in _WORKS.items()}
    total = sum(spent.values()) or 1.0
    return [
        (name, f"{each:.1f}".replace(".", ","), round(100 * each / total))
        for name, each in spent.items()
    ]


def _share(part: int, whole: int) -> str:
    return f"{_whole(part)} ({100 * part / whole:.0f} %)" if whole else "0"


def _whole(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}"
