"""Who is at the screen: sessions kept in memory, passwords, tokens against forged requests."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

_MOST_SESSIONS = 2_000
_TRIES, _TRIES_SECONDS = 8, 300.0  # wrong passwords of one address in so many seconds


@dataclass(slots=True)
class Session:
    """One browser. ``csrf`` must come back with every request that changes something."""

    token: str
    csrf: str
    expires: float
    signed_in: bool = False
    who: str = ""


@dataclass(slots=True)
class Sessions:
    """All sessions; they end ``seconds`` after their last request, and with the server.

    ``who`` is the name of a person who did not give one (the user of this machine).
    """

    seconds: int
    who: str = ""
    clock: Callable[[], float] = time.monotonic
    _open: dict[str, Session] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, *, signed_in: bool = False, who: str = "") -> Session:
        """Return a new session."""
        with self._lock:
            self._forget_old()
            expires = self.clock() + self.seconds
            session = Session(
                secrets.token_urlsafe(32),
                secrets.token_urlsafe(32),
                expires,
                signed_in,
                who or self.who,
            )
            self._open[session.token] = session
            return session

    def find(self, token: str) -> Session | None:
        """Return the session of a cookie and keep it alive; None if there is none any more."""
        with self._lock:
            session = self._open.get(token)
            if session is None or session.expires < self.clock():
                self._open.pop(token, None)
                return None
            session.expires = self.clock() + self.seconds
            return session

    def end(self, token: str) -> None:
        """End a session."""
        with self._lock:
            self._open.pop(token, None)

    def _forget_old(self) -> None:
        now = self.clock()
        for token in [t for t, s in self._open.items() if s.expires < now]:
            del self._open[token]
        while len(self._open) >= _MOST_SESSIONS:  # those who never signed in go first
            waiting = (token for token, session in self._open.items() if not session.signed_in)
            del self._open[next(waiting, next(iter(self._open)))]


def same(given: str, wanted: str) -> bool:
    """Compare two secrets in constant time."""
    return hmac.compare_digest(given.encode(), wanted.encode())


@dataclass(slots=True)
class Tries:
    """Counts wrong passwords, so that nobody can try thousands."""

    clock: Callable[[], float] = time.monotonic
    _wrong: dict[str, list[float]] = field(default_factory=dict)

    def exhausted(self, address: str) -> bool:
        """Say whether this address has to wait."""
        since = self.clock() - _TRIES_SECONDS
        recent = [at for at in self._wrong.get(address, ()) if at > since]
        self._wrong[address] = recent
        return len(recent) >= _TRIES

    def note_wrong(self, address: str) -> None:
        """Count a wrong password."""
        if len(self._wrong) > _MOST_SESSIONS:
            self._wrong.clear()
        self._wrong.setdefault(address, []).append(self.clock())
