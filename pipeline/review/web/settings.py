"""How the web app runs: where it listens, who may come in, how much it takes."""

from __future__ import annotations

import getpass
import ipaddress
import os
import socket
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import UsageError

LOOPBACK_NAMES = frozenset(("localhost", "127.0.0.1", "::1"))
PASSWORD_VARIABLE = "KEHOACH_PASSWORD"
LEAST_PASSWORD = 8  # characters; shorter ones are guessed over a network in minutes


@dataclass(frozen=True, slots=True)
class WebSettings:
    """Settings of one running app.

    Attributes:
        out: the output folder; uploaded files go to ``out/files``.
        db: URL of the dataset, "" for the one in ``out``.
        host: address to listen on.
        port: port to listen on; 0 takes a free one.
        password: what people type to come in; "" on loopback only.
        names: further host names the app answers to.
        max_upload_bytes: of one file.
        max_waiting: files kept that nobody has had read yet.
        max_body_bytes: of any request that is no upload.
        session_seconds: how long a session lives after its last request.
        jobs: pages read at once; 0: one per core.
        who: name of whoever sits at this machine, for the record of changes.
    """

    out: Path
    db: str = field(default="", repr=False)
    host: str = "127.0.0.1"
    port: int = 8765
    password: str = field(default="", repr=False)
    names: frozenset[str] = frozenset()
    max_upload_bytes: int = 200_000_000
    max_waiting: int = 1_000
    max_body_bytes: int = 1_000_000
    session_seconds: int = 12 * 3600
    jobs: int = 0
    who: str = ""

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine reaches the app."""
        return _is_loopback(self.host)

    def answers_to(self, host: str) -> bool:
        """Say whether a request's host name is ours (a foreign name that leads here is not).

        Over a network addresses in figures are ours too: a foreign page cannot make them point
        elsewhere.
        """
        host = host.lower().rstrip(".")
        if host in LOOPBACK_NAMES or host in self.names:
            return True
        return not self.is_loopback and (host == self.host.lower() or _is_address(host))


def checked_settings(settings: WebSettings) -> WebSettings:
    """Return the settings if they are safe, with this machine's names where others come in.

    Raises:
        UsageError: others could come in without a password, or with a short one.
    """
    if settings.is_loopback and not settings.password:
        return settings
    if not settings.password:
        raise UsageError(
            f"--host {settings.host} cho máy khác vào: hãy đặt mật khẩu bằng --password-file TỆP "
            f"hoặc biến môi trường {PASSWORD_VARIABLE}."
        )
    if len(settings.password) < LEAST_PASSWORD:
        raise UsageError(f"Mật khẩu phải có ít nhất {LEAST_PASSWORD} ký tự.")
    return settings


def password_of(file: Path | None) -> str:
    """Return the password of a file's first line, or of the environment; "" for none.

    Raises:
        UsageError: the file cannot be read.
    """
    if file is None:
        return os.environ.get(PASSWORD_VARIABLE, "")
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--password-file: không đọc được tệp {file}: {error}") from error
    return lines[0].strip() if lines else ""


def names_of(host: str) -> frozenset[str]:
    """Return the names under which others in the office find this machine."""
    if _is_loopback(host):
        return frozenset()
    own = socket.gethostname().lower()
    return frozenset((own, own.split(".")[0], f"{own.split('.')[0]}.local"))


def user_name() -> str:
    """Return the name of the user of this machine; "" where the system has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def _is_loopback(host: str) -> bool:
    if host in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
