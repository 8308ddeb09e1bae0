"""Tables of generated born-digital pages: ours beside other tools.

Run ``python -m benchmarks.open_tables --seed 1 --count 36``. Every page is printed by a browser, an
office program or reportlab, with all rules, some or none; one in fifteen holds text in columns that
is no table. Scores are those of ``benchmarks.icdar2013``. Needs chromium and soffice on the PATH.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks._table_tools import TOOLS, Tool, ours
from benchmarks.icdar2013 import run_all
from benchmarks.open_tables.printing import printed


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the sheets, run the tools, print their scores."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.open_tables")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=36, help="pages")
    parser.add_argument("--keep", type=Path, help="folder to keep the PDFs in")
    parser.add_argument("--ours", action="store_true", help="leave the other tools out")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds for one document")
    parser.add_argument("--documents", action="store_true", help="print each document's F1 too")
    options = parser.parse_args(arguments)
    tools: dict[str, Tool] = {"kehoach": ours} if options.ours else {"kehoach": ours, **TOOLS}
    with tempfile.TemporaryDirectory(prefix="kehoach-sheets-") as work:
        folder = options.keep or Path(work)
        folder.mkdir(parents=True, exist_ok=True)
        found = printed(options.seed, options.count, folder)
        tables = sum(len(d.truths[0]) for d in found)
        print(f"seed {options.seed}: {len(found)} pages, {tables} tables")
        run_all(tools, found, options.limit, options.documents)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
