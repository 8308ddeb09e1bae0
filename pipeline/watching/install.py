"""What makes ``kehoach watch`` start with the machine: printed for people to look at and run."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from xml.sax.saxutils import escape

__all__ = ["systemd_unit", "windows_task"]


def systemd_unit(arguments: Sequence[str], folder: str) -> str:
    """Return a unit of systemd and, as comments, how to start it.

    Args:
        arguments: of ``kehoach watch``, without ``--install``.
        folder: the working folder, by which files are named in the dataset.
    """
    command = [sys.executable, "-m", "pipeline.cli", "watch", *arguments]
    line = " ".join(_quoted(part) for part in command)
    return f"""# ~/.config/systemd/user/kehoach-watch.service
# systemctl --user enable --now kehoach-watch; loginctl enable-linger
[Unit]
Description=kehoach watch
After=network-online.target

[Service]
WorkingDirectory={folder.replace("%", "%%")}
ExecStart={line}
Restart=always
RestartSec=30
KillSignal=SIGTERM
TimeoutStopSec=30

[Install]
WantedBy=default.target
"""


def _quoted(part: str) -> str:
    """Return a word of a command as systemd reads it: "%" and "$" mean something to it."""
    return shlex.quote(part.replace("%", "%%").replace("$", "$$"))


def windows_task(arguments: Sequence[str], folder: str) -> str:
    """Return a task of the Windows Task Scheduler as XML and, as a comment, how to add it."""
    words = ["-m", "pipeline.cli", "watch", *arguments]
    line = " ".join(f'"{word}"' if " " in word else word for word in words)
    return f"""<?xml version="1.0"?>
<!-- schtasks /Create /TN "kehoach watch" /XML kehoach-watch.xml -->
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers>
    <LogonTrigger><Enabled>true</Enabled></LogonTrigger>
    <BootTrigger><Enabled>true</Enabled></BootTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure><Interval>PT1M</Interval><Count>999</Count></RestartOnFailure>
  </Settings>
  <Actions>
    <Exec>
      <Command>{escape(sys.executable)}</Command>
      <Arguments>{escape(line)}</Arguments>
      <WorkingDirectory>{escape(folder)}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""
