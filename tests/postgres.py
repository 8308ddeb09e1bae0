"""Start a throwaway PostgreSQL server from the system's own package."""

from __future__ import annotations

import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

_NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class Server:
    """A running server on a port of this machine."""

    port: int
    names: Iterator[int] = field(default_factory=lambda: _NUMBERS)

    def url(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def new_database(self) -> str:
        """Make an empty database and return its URL."""
        name = f"kehoach_{next(self.names)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        return self.url(name)


def programs() -> Path | None:
    """Return the folder of the newest server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


@contextmanager
def start_server() -> Iterator[Server]:
    """Run a server in a folder of its own; the folder goes with it."""
    bin_ = programs()
    if bin_ is None:
        pytest.skip("PostgreSQL is not installed")
    with tempfile.TemporaryDirectory(prefix="kehoach-pg-") as folder:
        data = Path(folder) / "data"
        _give(Path(folder))
        _run([bin_ / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"])
        port = _free_port()
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        _run(
            [bin_ / "pg_ctl", "-D", data, "-w", "-o", options, "-l", Path(folder) / "log", "start"]
        )
        try:
            yield Server(port)
        finally:
            _run([bin_ / "pg_ctl", "-D", data, "-m", "immediate", "stop"])


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _give(folder: Path) -> None:
    """The server refuses to run as root: the package's own user runs it."""
    if _is_root():
        shutil.chown(folder, "postgres", "postgres")


def _run(command: Sequence[object]) -> None:
    as_user = ["runuser", "-u", "postgres", "--"] if _is_root() else []
    subprocess.run([*as_user, *map(str, command)], check=True, capture_output=True, cwd="/")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
