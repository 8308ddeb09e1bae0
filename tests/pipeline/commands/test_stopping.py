"""Ctrl+C and SIGTERM end a run at once; what was read is kept, nobody is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.commands.stopping import stopping

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def children(pid: int) -> list[int]:
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [int(word) for word in found.stdout.split()]


def ends(pid: int) -> bool:
    """Say whether a process is gone, or a zombie, within two seconds."""
    for _ in range(20):
        told = subprocess.run(
            ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
        )
        if told.stdout.strip().startswith("Z") or not told.stdout.strip():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_ends_and_says_what_it_kept(
    tmp_path: Path, number: signal.Signals
) -> None:
    scan = Path("samples/03-tu-danh-gia-quet.pdf").resolve()
    out = tmp_path / "out"
    command = [sys.executable, "-m", "pipeline.cli", "run", str(scan), "--out", str(out)]
    run = subprocess.Popen(
        [*command, "--jobs", "1"], stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    end = time.monotonic() + 60
    while len(workers := children(run.pid)) < 1 and time.monotonic() < end:
        time.sleep(0.1)
    time.sleep(2)
    begun = time.monotonic()
    run.send_signal(number)
    _, told = run.communicate(timeout=30)
    assert time.monotonic() - begun < 5  # two seconds on a machine that is not busy
    assert run.returncode == 130 and "0/1 tệp" in told and "Traceback" not in told
    assert workers and all(map(ends, workers))


def test_asked_twice_it_does_not_wait() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt), stopping() as asked:
        os.kill(os.getpid(), signal.SIGTERM)
        assert asked.wait(5)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(1)
    assert signal.getsignal(signal.SIGTERM) == before
