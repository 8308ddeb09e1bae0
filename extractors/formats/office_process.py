"""LibreOffice started for hostile files: no network, no macros, own profile, bounds, no orphans.

Each start has a working folder that holds its profile, its temporary files and its home; nothing a
document does to them outlives the conversion. ``office_keeper`` sees to the rest.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from extractors.formats import office_keeper
from extractors.formats.limits import Limits

__all__ = ["Conversion", "Ended", "run_office"]

_NOWHERE, _NO_PORT = "127.0.0.1", 9
"""A proxy at which nobody listens: where there are no namespaces, what asks for the network fails
at once."""

_GRACE_SECONDS = 30.0
"""Seconds the keeper may take longer than it gives LibreOffice."""

_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPProxyPort", str(_NO_PORT)),
    ("Inet/Settings", "ooInetHTTPSProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPSProxyPort", str(_NO_PORT)),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
"""Settings of the profile: macros never, links never updated (2), every request to the proxy."""

_LEFT_OUT = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "no_proxy", "NO_PROXY")
"""Variables of the environment that LibreOffice does not get."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """What LibreOffice is asked for.

    Attributes:
        program: its command.
        sources: the files, in ``folder``.
        folder: the working folder; results come into its folder "out".
        target: ending and filter of the results ("docx:MS Word 2007 XML").
        reader: filter by which the sources are read, "" lets LibreOffice find out: it would open
            a text as whatever it looks like.
    """

    program: str
    sources: Sequence[Path]
    folder: Path
    target: str
    reader: str = ""

    @property
    def out(self) -> Path:
        """Where the results come."""
        return self.folder / "out"

    def result(self, source: Path) -> Path:
        """Return where the result of a source comes."""
        return self.out / f"{source.stem}.{self.target.partition(':')[0]}"


@dataclass(frozen=True, slots=True)
class Ended:
    """How LibreOffice ended: exit code, most memory of one process in bytes (0 if unknown)."""

    code: int
    peak: int = 0
    offline: bool = False


def run_office(asked: Conversion, limits: Limits) -> Ended:
    """Convert files in one process.

    Raises:
        subprocess.TimeoutExpired: it took longer, and was killed with all it had started.
    """
    home = asked.folder / "home"
    _write_profile(home / "profile")
    command = [
        asked.program,
        f"-env:UserInstallation={(home / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        *([f"--infilter={asked.reader}"] if asked.reader else []),
        "--convert-to",
        asked.target,
        "--outdir",
        str(asked.out),
        *map(str, asked.sources),
    ]
    job = {
        "command": command,
        "folder": str(asked.folder),
        "memory": limits.max_memory_bytes,
        "file_size": limits.max_unpacked_bytes,
        "seconds": limits.office_timeout_s,
    }
    return _kept(job, home)


def _kept(job: dict[str, object], home: Path) -> Ended:
    """Let the keeper do the job; when this process dies it ends."""
    seconds = float(str(job["seconds"]))
    keeper = subprocess.Popen(
        [sys.executable, "-I", "-S", str(office_keeper.__file__), json.dumps(job)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(home),
        start_new_session=True,
    )
    with keeper:
        try:
            keeper.wait(seconds + _GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            if keeper.stdin:
                keeper.stdin.close()  # it cleans up
            raise
        told = json.loads((keeper.stdout.read() if keeper.stdout else b"") or b"{}")
    if told.get("timed_out"):
        raise subprocess.TimeoutExpired("soffice", seconds)
    return Ended(int(told.get("code", 1)), int(told.get("peak", 0)), bool(told.get("offline")))


def _environment(home: Path) -> dict[str, str]:
    """Return the environment: home and temporary files in the working folder, a dead proxy."""
    dead = f"http://{_NOWHERE}:{_NO_PORT}"
    proxies = {f"{kind}_proxy": dead for kind in ("http", "https", "ftp", "all")}
    own = {
        "TMPDIR": str(home),
        "TEMP": str(home),
        "TMP": str(home),
        **({} if sys.platform == "win32" else {"HOME": str(home)}),
        "SAL_USE_VCLPLUGIN": "svp",
    }
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _LEFT_OUT and not name.startswith("XDG_")
    }
    return {**kept, **own, **proxies, **{name.upper(): url for name, url in proxies.items()}}


def _write_profile(profile: Path) -> None:
    """Write the settings of a new profile."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{place}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{escape(value)}</value></prop></item>\n"
        for place, name, value in _SETTINGS
    )
    folder = profile / "user"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items '
        'xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{items}</oor:items>\n',
        "utf-8",
    )
