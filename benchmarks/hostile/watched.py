"""One file read in a process of its own, watched: seconds, memory, connections, places written."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

__all__ = ["Seen", "watch"]

_CONNECT = re.compile(
    r'connect\(.*?sa_family=AF_INET6?.*?inet_(?:addr|pton)\((?:AF_INET6, )?"([^"]+)"'
)
_WRITE = re.compile(
    r'(?:openat|open|creat|rename|mkdir)\w*\(.*?"([^"]+)".*(?:O_CREAT|O_TRUNC|rename|mkdir)'
)
_LOOPBACK = "127."
_OWN = ("/usr/lib/libreoffice/",)
"""LibreOffice notes in its own folder, where root may write, that it has looked at it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of one reading.

    Attributes:
        state: "error", "flag", "rows" (all is well), "timeout" or "CRASH".
        told: the name of the error, or the flags.
        seconds: from start to end, imports of some seconds included.
        peak: most memory of one process, in MB.
        connections: addresses beyond this machine that somebody tried to reach.
        outside: files written outside the working folder.
        rows: items that came out.
        left: processes that were left.
    """

    state: str
    told: str
    seconds: float
    peak: float
    connections: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    rows: int = 0
    left: int = 0


def watch(path: Path, limit: float, *, traced: bool) -> Seen:
    """Read a file in a process of its own.

    Args:
        path: the file.
        limit: seconds after which the process is killed, as the pool of a run does.
        traced: look at system calls by strace, which slows what opens many files.
    """
    with tempfile.TemporaryDirectory(prefix="kehoach-hostile-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        trace = folder / "trace"
        command = [sys.executable, "-m", "benchmarks.hostile.one", str(path), name]
        if traced and shutil.which("strace"):
            calls = "trace=connect,open,openat,creat,rename,mkdir"
            command = ["strace", "-f", "-qq", "-o", str(trace), "-e", calls, *command]
        environment = {**os.environ, "TMPDIR": name, "PYTHONDONTWRITEBYTECODE": "1"}
        begun = time.perf_counter()
        run = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            start_new_session=True,
        )
        peak, killed = _peak(run, limit)
        out, err = run.communicate()
        seconds = time.perf_counter() - begun
        left = _left(name)
        connections, outside = _trace(trace, name)
    state, told, rows = _state(run.returncode, out, err.decode("utf-8", "replace"), killed)
    return Seen(state, told, seconds, peak, connections, outside, rows, left)


def _peak(run: subprocess.Popen[bytes], limit: float) -> tuple[float, bool]:
    """Wait for the end; return the most memory of one process in MB, and whether it was killed."""
    peak, end = 0.0, time.monotonic() + limit
    root = psutil.Process(run.pid)
    while run.poll() is None:
        if time.monotonic() > end:
            os.killpg(run.pid, signal.SIGKILL)
            return peak, True
        try:
            for one in (root, *root.children(recursive=True)):
                peak = max(peak, one.memory_info().rss / 1e6)
        except psutil.Error:
            pass
        time.sleep(0.05)
    return peak, False


def _left(folder: str) -> int:
    """Count processes that still name the working folder, two seconds after the end."""
    for _ in range(20):
        found = [
            p
            for p in psutil.process_iter(["cmdline"])
            if folder in " ".join(p.info["cmdline"] or ())
        ]
        if not found:
            return 0
        time.sleep(0.1)
    return len(found)


def _trace(trace: Path, folder: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not trace.exists():
        return (), ()
    connections: set[str] = set()
    outside: set[str] = set()
    with trace.open(errors="replace") as lines:
        for line in lines:
            if "= -1" in line and "connect" not in line:
                continue
            if match := _CONNECT.search(line):
                connections.add(match[1])
            elif match := _WRITE.search(line):
                place = match[1]
                if place.startswith("/") and not place.startswith(
                    (folder, "/dev/", "/proc/", *_OWN)
                ):
                    outside.add(place)
    return tuple(sorted(c for c in connections if not c.startswith(_LOOPBACK))), tuple(
        sorted(outside)
    )


def _state(code: int, out: bytes, err: str, killed: bool) -> tuple[str, str, int]:
    if killed:
        return "timeout", "timeout", 0
    if code == 77:
        return "error", "out_of_memory", 0
    if code != 0:
        return "CRASH", f"exit {code}: {(err.strip().splitlines() or [''])[-1][:80]}", 0
    told: dict[str, Any] = json.loads(out.decode().strip().splitlines()[-1])
    rows = int(told.get("rows", 0))
    if told.get("error"):
        return "error", str(told["error"]).split(":", 1)[0], rows
    flags = str(told.get("flags", ""))
    return ("flag" if flags else "rows"), flags[:60], rows
