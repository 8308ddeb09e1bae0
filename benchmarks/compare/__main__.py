"""Check the report over a made-up district against what was planted in it.

``python -m benchmarks.compare [--keep DIR] [--no-files]``; exit 1 if a planted fact is missing, a
fact was invented, or the report took longer than 20 seconds.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from benchmarks.compare.files import chosen_plans, read_files
from benchmarks.compare.world import APART, BODIES, ROLES, Truth, World, plant
from pipeline.dataset.store import open_store
from pipeline.figures.clusters import clusters_of, names_of
from pipeline.figures.facts import name_key
from pipeline.model import DOCUMENT_COLUMNS, ITEM_COLUMNS
from pipeline.report.compare import compare

MOST_SECONDS = 20.0


class Planted:
    """The planted rows as a store gives them."""

    def __init__(self, world: World) -> None:
        self.world = world

    def frame(self, table: str) -> pd.DataFrame:
        columns = DOCUMENT_COLUMNS if table == "documents" else ITEM_COLUMNS
        rows = self.world.documents if table == "documents" else self.world.items
        frame = pd.DataFrame([[getattr(r, c) for c in columns] for r in rows], columns=columns)
        return frame.astype({"budget_vnd": "Int64"}) if table == "items" else frame


@dataclass(frozen=True)
class Check:
    """One kind of fact: how many were planted, which were not found, which were invented."""

    name: str
    planted: int
    lost: tuple[object, ...]
    invented: tuple[object, ...]

    @property
    def right(self) -> bool:
        return not self.lost and not self.invented


def check(name: str, found: Iterable[object], planted: Iterable[object]) -> Check:
    have, want = set(found), set(planted)
    key = str
    return Check(name, len(want), tuple(sorted(want - have, key=key)),
                 tuple(sorted(have - want, key=key)))  # fmt: skip


def facts_found(folder: Path, truth: Truth) -> list[Check]:
    """Return the checks of the CSV files of a report."""
    cells = _csv(folder, "coverage")
    plans = cells[cells.kind == "improvement_plan"]
    checks = [
        check(f"criteria {state}", _cells(plans, state), _keyed(wanted))
        for state, wanted in (
            ("missing", truth.missing),
            ("late", truth.late),
            ("undated", truth.undated),
        )
    ]
    others = cells[(cells.kind != "improvement_plan") & (cells.state != "planned")]
    checks.append(check("other plans with gaps", _cells(others, None), ()))
    twins = _csv(folder, "twins")
    pairs = {
        frozenset({(name_key(t.school_a), t.year_a), (name_key(t.school_b), t.year_b)}): t
        for t in twins.itertuples()
    }
    wanted = {frozenset((name_key(n), y) for n, y in pair): pair for pair in truth.copied}
    checks.append(check("copied plans", pairs, wanted))
    weeks = _csv(folder, "deadlines_by_week")
    checks.append(_counts("deadlines by week", weeks, "week_start", "rows", truth.weeks))
    months = _csv(folder, "deadlines_by_month")
    months = months[months["rows"] != "0"]
    checks.append(_counts("deadlines by month", months, "month", "rows", truth.months))
    sums = _csv(folder, "money")
    checks.append(_counts("money by criterion", sums, "criterion", "money_vnd", truth.money))
    weak = _csv(folder, "weaknesses")
    checks.append(_counts("weaknesses", weak, "text", "schools", truth.weak))
    work = _csv(folder, "workload")
    checks.append(_counts("workload by role", work, "role", "lead", truth.lead))
    years = _csv(folder, "years")
    after = {(name_key(y.school), y.year_after): y for y in years.itertuples()}
    for name, planted in (("added", truth.added), ("dropped", truth.dropped)):
        found = {(*k, c) for k, y in after.items() for c in _codes(getattr(y, f"criteria_{name}"))}
        checks.append(
            check(
                f"criteria {name}",
                found,
                {(name_key(n), y, c) for (n, y), cs in planted.items() for c in cs},
            )
        )
    repeated = {(*key, int(y.repeated)) for key, y in after.items()}
    checks.append(
        check(
            "repeated work",
            repeated,
            {(name_key(n), y, count) for (n, y), count in truth.repeated.items()},
        )
    )
    look = _csv(folder, "problems").set_index("flag")["rows"]
    checks.append(check("doubtful rows", [int(look["money_unparsed"])], [truth.doubtful]))
    return checks


def cluster_checks(world: World) -> Check:
    """Say whether the spellings of each body are offered together, and nothing else is."""
    owners = names_of(Planted(world).frame("items"), Planted(world).frame("documents"), "owners")
    groups = {frozenset(c.spellings) for c in clusters_of(owners)}
    groups = {frozenset(name.rstrip(".") for name in group) for group in groups}
    written = {o for item in world.items for o in item.owners.split(";")}
    spelled = {name: {s for s in written if _among(s, ways)} for name, ways in BODIES.items()}
    wanted = {frozenset(ways) for ways in spelled.values() if len(ways) > 1}
    assert not any(set(APART) & group for group in wanted) and set(ROLES) <= written
    return check("spellings of owners", groups, wanted)


def file_checks(world: World, folder: Path) -> list[Check]:
    """Print some plans as Word files, run the pipeline on them, and check the report over them."""
    plans = chosen_plans(world)
    read_files(world, plans, folder)
    report = folder / "out" / "compare"
    with open_store(folder / "out") as store:
        compare(store, folder / "out", report)
    names = {name_key(world.plain[d.document_id]) for d in plans}
    years = {d.school_year for d in plans}
    cells = _csv(report, "coverage")
    checks = [
        check(
            f"files: {state}",
            _cells(cells, state),
            {c for c in _keyed(wanted) if c[0] in names and c[1] in years},
        )
        for state, wanted in (
            ("missing", world.truth.missing),
            ("late", world.truth.late),
            ("undated", world.truth.undated),
        )
    ]
    twins = _csv(report, "twins")
    pairs = {frozenset((name_key(t.school_a), name_key(t.school_b))) for t in twins.itertuples()}
    copied = {frozenset(name_key(n) for n, _ in pair) for pair in world.truth.copied}
    checks.append(check("files: copied", pairs, {pair for pair in copied if pair <= names}))
    ids = {d.document_id for d in plans}
    weeks = Counter(
        _monday(item.end_date) for item in world.items if item.document_id in ids and item.end_date
    )
    found = _csv(report, "deadlines_by_week")
    checks.append(_counts("files: weeks", found, "week_start", "rows", weeks))
    return checks


def _monday(day: str) -> str:
    end = date.fromisoformat(day)
    return (end - timedelta(days=end.weekday())).isoformat()


def _among(written: str, ways: Iterable[str]) -> bool:
    return written.lower().rstrip(".") in {way.lower().rstrip(".") for way in ways}


def _csv(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)


def _codes(text: str) -> list[str]:
    return [code for code in text.split(";") if code]


def _cells(cells: pd.DataFrame, state: str | None) -> set[tuple[str, str, str]]:
    chosen = cells if state is None else cells[cells.state == state]
    return {
        (name_key(c.school), c.school_year, c.criterion.rstrip(";")) for c in chosen.itertuples()
    }


def _keyed(cells: Iterable[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    return {(name_key(school), year, code) for school, year, code in cells}


def _counts(name: str, frame: pd.DataFrame, key: str, value: str, planted: dict[str, int]) -> Check:
    found = {(str(k).rstrip(";"), int(v)) for k, v in zip(frame[key], frame[value], strict=True)}
    return check(name, found, {(k, v) for k, v in planted.items() if v})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="folder for the report and the files")
    parser.add_argument("--no-files", action="store_true", help="leave the Word files out")
    asked = parser.parse_args()
    folder = asked.keep or Path(tempfile.mkdtemp())
    world = plant()
    store = Planted(world)
    owners = names_of(store.frame("items"), store.frame("documents"), "owners")
    same = {s: cluster.name for cluster in clusters_of(owners) for s in cluster.spellings}
    named = {name_key(ways[0]): name for name, ways in BODIES.items()}
    same = {s: named.get(name_key(to), to) for s, to in same.items()}
    begun = time.perf_counter()
    compare(store, folder, folder / "compare", same=same)
    seconds = time.perf_counter() - begun
    checks = [*facts_found(folder / "compare", world.truth), cluster_checks(world)]
    if not asked.no_files:
        checks += file_checks(world, folder / "files")
    _print(checks, world, seconds)
    if not asked.keep:
        shutil.rmtree(folder)
    return 0 if all(c.right for c in checks) and seconds < MOST_SECONDS else 1


def _print(checks: list[Check], world: World, seconds: float) -> None:
    print(f"{len(world.documents)} plans, {len(world.items)} rows, report in {seconds:.1f} s")
    for c in checks:
        print(
            f"{c.name:24} planted {c.planted:4}  lost {len(c.lost):3}  invented {len(c.invented):3}"
        )
        for what, facts in (("lost", c.lost), ("invented", c.invented)):
            for fact in facts[:5]:
                print(f"    {what}: {fact}")


if __name__ == "__main__":
    sys.exit(main())
