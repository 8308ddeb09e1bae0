"""Repair before or after tables are stitched: which order keeps more rows right?

    python -m benchmarks.repair_order [--joints 30] [--seed 911] [--degrade archive]

Plans with many page breaks are made and read once; their pages then become rows in both orders.
"Before" repairs lines and cells page by page and stitches what came out; "after" stitches the text
as read, repairs whole cells and names the columns last. docs/decisions/repair-order.md tells which
was kept.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from benchmarks._match import Row, compare_rows, whole_row_right
from benchmarks._print import table
from benchmarks.tables import joints
from benchmarks.tables.cases import Case
from extractors.records.rows import records
from extractors.story import NamedTable, Story, story_of
from extractors.tables.fields.columns import map_columns
from extractors.tables.flattened.find import absorb
from extractors.tables.stitch.stitch import stitch_blocks
from extractors.types import Line, Page
from pipeline.model import Identity
from pipeline.rows.documents import document_of
from pipeline.rows.normalising import Setting, items_of
from pipeline.rows.repairing import repair_pages
from pipeline.running.cache import PageCache
from pipeline.running.work import WorkOptions, probe, read_page

Order = Callable[[Sequence[Page]], Story]


def before(pages: Sequence[Page]) -> Story:
    """Repair the pages, then stitch their tables."""
    return story_of(repair_pages(pages))


def after(pages: Sequence[Page]) -> Story:
    """Stitch the tables as read, repair their whole cells, then name their columns."""
    stitched = tuple(stitch_blocks([absorb(page) for page in pages]))
    (whole,) = repair_pages([replace(pages[0], blocks=stitched)])
    blocks = tuple(
        b if isinstance(b, Line) else NamedTable(b, map_columns(b)) for b in whole.blocks
    )
    return replace(before(pages), blocks=blocks)


ORDERS: dict[str, Order] = {"before": before, "after": after}


def rows_of(story: Story, pages: Sequence[Page]) -> list[Row]:
    """Return the rows of a story as the columns of ``items``."""
    identity = Identity("0" * 64, "plan")
    document, year = document_of(identity, story.header, tuple(pages))
    setting = Setting(identity.document_id, identity.source, document.framework, year)
    return [{k: str(v) for k, v in asdict(i).items()} for i in items_of(records(story), setting)]


def _pages(path: Path, cache: PageCache) -> Iterator[Page]:
    options = WorkOptions(cache)
    for number in range(1, probe(path, options.limits).page_count + 1):
        page = cache.get(read_page(path, number, options).key)
        if page is not None:
            yield page


def measured(cases: Sequence[Case], cache: PageCache) -> dict[str, Counter[str]]:
    """Return for each order how many rows are there, wholly right, and what became of joints."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ORDERS}
    for case in cases:
        pages = list(_pages(case.path, cache))
        for name, order in ORDERS.items():
            found = rows_of(order(pages), pages)
            matched = compare_rows(case.truth.items, found)
            counts[name]["true rows"] += len(case.truth.items)
            counts[name]["found"] += len(found)
            counts[name]["right"] += sum(
                whole_row_right(case.truth.items[i], found[k]) for i, k in matched.pairs
            )
            for outcome in joints.judged(case, matched, found):
                counts[name][outcome.kind] += 1
    return counts


def main() -> None:
    """Make the plans, read them once, print both orders."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--joints", type=int, default=30)
    parser.add_argument("--seed", type=int, default=911)
    parser.add_argument("--degrade", default="archive")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cases = joints.make(folder / "plans", asked.joints, asked.seed, asked.degrade)
        counts = measured(cases, PageCache(folder / "pages"))
    heads = ["true rows", "found", "right", "kept", "part lost", "lost", "split", "glued"]
    rows = [[name, *(str(count[h]) for h in heads)] for name, count in counts.items()]
    print(table(["repair", *heads], rows))


if __name__ == "__main__":
    main()
