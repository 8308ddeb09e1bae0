"""``kehoach watch``: the folder is watched in this process until it is told to end."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.commands.running import write_exports
from pipeline.commands.stopping import stopping
from pipeline.dataset.store import open_store
from pipeline.errors import UsageError
from pipeline.running.batch import Outcome
from pipeline.watching.install import systemd_unit, windows_task
from pipeline.watching.loop import Watch, WatchOptions

__all__ = ["how_to_install", "watch"]


def watch(options: WatchOptions, exports: str) -> None:
    """Watch a folder until Ctrl+C or the system ends it.

    Raises:
        UsageError: the folder is none, or is the output folder.
    """
    if not options.folder.is_dir():
        raise UsageError(f"không có thư mục {options.folder}")

    def after(outcomes: Sequence[Outcome]) -> None:
        with open_store(options.out, options.batch.db) as store:
            write_exports(store, options.out, exports)
        for outcome in outcomes:
            if not outcome.earlier:
                why = f": {outcome.document.error}" if outcome.document.error else ""
                print(f"{outcome.source}: {outcome.state}, {outcome.items} dòng{why}", flush=True)

    with stopping() as stop:
        one = Watch(options, after, lambda text: print(text, file=sys.stderr, flush=True), stop)
        print(f"Đang theo dõi {options.folder}; Ctrl+C để dừng.", flush=True)
        one.forever()


def how_to_install(arguments: Sequence[str]) -> str:
    """Return what makes the watch start with this machine."""
    make = windows_task if sys.platform == "win32" else systemd_unit
    return make(arguments, str(Path.cwd()))
