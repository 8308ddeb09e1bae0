"""``kehoach.log`` in the output folder: what a run did, and the traceback of whatever failed.

For people who are asked "what happened with this page?" long after the screen is gone. Names of
files, numbers and times are noted, never the text of a document; only the message of an error may
quote what it stumbled over.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from normalizers.text.visible import visible
from pipeline.errors import OutputError

__all__ = ["LOG_NAME", "log", "run_log"]

LOG_NAME = "kehoach.log"
_MOST_BYTES = 2_000_000
_OLDER = 2  # files kept beside the newest
_FORMAT = "%(asctime)s %(levelname)s %(message)s"

log = logging.getLogger("kehoach")
log.addHandler(logging.NullHandler())


class _Visible(logging.Formatter):
    """Writes out control characters: whoever looks at the log in a terminal sees them as text."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and the traceback, of a record."""
        return visible(super().format(record), lines=True)


@contextmanager
def run_log(out: Path) -> Iterator[None]:
    """Write what is logged while the block runs to ``out/kehoach.log``; what ends it, too.

    Raises:
        OutputError: the file cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            out / LOG_NAME,
            maxBytes=_MOST_BYTES,
            backupCount=_OLDER,
            encoding="utf-8",
            errors="backslashreplace",
        )
    except OSError as error:
        raise OutputError(str(out / LOG_NAME), error.strerror or str(error)) from error
    handler.setFormatter(_Visible(_FORMAT))
    level = log.level
    log.setLevel(logging.INFO)
    log.addHandler(handler)
    try:
        yield
    except BaseException:
        log.exception("the run ended")
        raise
    finally:
        log.removeHandler(handler)
        log.setLevel(level)
        handler.close()
