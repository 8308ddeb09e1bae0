"""Run by ``office_process``: starts LibreOffice shut off from the rest, and ends it.

A process of its own, for it has to outlive a worker that is killed: when the pipe to the worker
breaks, it kills all that it started and removes the working folder. Only the standard library is
imported, so that it starts in a twentieth of a second.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
"""Flags of unshare(2): a user and a network namespace."""

_LOOK_SECONDS = 0.1
_CPU_SLACK_SECONDS = 60
"""More seconds of work than of waiting that are allowed: the last resort if this process dies."""


def main() -> None:
    """Do the job told in the first argument; tell exit code and peak memory on stdout."""
    job: dict[str, Any] = json.loads(sys.argv[1])
    offline = _leave_network()
    _cap(job["memory"], job["file_size"], int(job["seconds"]) + _CPU_SLACK_SECONDS)
    gone = threading.Event()
    threading.Thread(target=_watch, args=(gone,), daemon=True).start()
    process = subprocess.Popen(
        job["command"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    timed_out = _wait(process, gone, job["seconds"])
    _kill(process)
    if gone.is_set():
        shutil.rmtree(job["folder"], ignore_errors=True)
        return
    told = {"code": process.returncode, "timed_out": timed_out, "offline": offline}
    print(json.dumps({**told, "peak": _peak_bytes()}), flush=True)
    os._exit(0)  # the watching thread still waits


def _leave_network() -> bool:
    """Go into a network of one's own that leads nowhere, where the system allows it."""
    if not sys.platform.startswith("linux"):
        return False
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    if unshare(_NEW_NET) == 0:
        return True
    user, group = os.getuid(), os.getgid()
    if unshare(_NEW_USER | _NEW_NET) != 0:
        return False
    with suppress(OSError):
        Path("/proc/self/setgroups").write_text("deny", "ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", "ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", "ascii")
    return True


def _cap(memory: int, file_size: int, cpu_seconds: int) -> None:
    """Bound what this process and all it starts may take (not on Windows)."""
    if sys.platform == "win32":
        return
    import resource

    bounds = {
        resource.RLIMIT_DATA: memory,
        resource.RLIMIT_FSIZE: file_size,
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in bounds.items():
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(what, (least, least))


def _watch(gone: threading.Event) -> None:
    """Wait until whoever gave the job is no more: then the pipe to it breaks."""
    with suppress(OSError):
        while sys.stdin.buffer.read(1):
            pass
    gone.set()


def _wait(process: subprocess.Popen[bytes], gone: threading.Event, seconds: float) -> bool:
    """Wait for the end of the process; say whether time was up before."""
    end = time.monotonic() + seconds
    while process.poll() is None and not gone.is_set():
        if time.monotonic() > end:
            return True
        with suppress(subprocess.TimeoutExpired):
            process.wait(_LOOK_SECONDS)
    return False


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and all that it started."""
    with suppress(OSError):
        if sys.platform == "win32":
            tree = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
            subprocess.run(tree, capture_output=True, check=False)
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _peak_bytes() -> int:
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    main()
