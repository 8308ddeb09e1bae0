"""Every request passes here first: host, origin, size, session, token; every answer on its way out.

Loopback alone is no protection: any web page a clerk has open can send requests to it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response

from pipeline.review.web.entry.sessions import Session, Sessions, same
from pipeline.review.web.settings import WebSettings
from pipeline.running.run_log import log

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Refusal = Callable[[Scope, int, str], Response]

COOKIE: Final = "kehoach_session"
TOKEN_HEADER: Final = "x-csrf-token"
UPLOAD_PATH: Final = "/api/uploads"
LOGIN_PATH: Final = "/login"

_SAFE: Final = frozenset(("GET", "HEAD", "OPTIONS"))
_OPEN: Final = ("/static/", "/texts/")
_POLICY: Final = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class BodyTooLargeError(Exception):
    """More came than was announced or allowed."""


@dataclass(frozen=True, slots=True)
class Guard:
    """ASGI middleware around the whole app.

    Attributes:
        app: what is guarded.
        settings: who may come in.
        sessions: who is in.
        refusal: makes the answer for people from a status and a key of the catalogue.
    """

    app: App
    settings: WebSettings
    sessions: Sessions
    refusal: Refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request or hand it on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        session, fresh = self._session(scope, headers)
        scope.setdefault("state", {})["session"] = session
        answer = _Answer(send, _cookie(session, self.settings, scope) if fresh else "")
        refused = self._refused(scope, headers, session)
        if refused is not None:
            await self.refusal(scope, *refused)(scope, receive, answer)
            return
        limited = _Limited(receive, self._most_bytes(scope))
        try:
            await self.app(scope, limited, answer)
        except BodyTooLargeError:
            if not answer.begun:
                await self.refusal(scope, 413, "error.too_large")(scope, receive, answer)
        except Exception:  # people get a sentence; the log keeps where it broke
            log.exception("request failed: %s %s", scope["method"], scope["path"])
            if not answer.begun:
                await self.refusal(scope, 500, "error.internal")(scope, receive, answer)

    def _session(self, scope: Scope, headers: Headers) -> tuple[Session, bool]:
        """Return the request's session, or a new one; the browser is told of it with a page."""
        found = self.sessions.find(cookie_of(headers, COOKIE))
        if found is not None:
            return found, False
        if scope["method"] != "GET" or scope["path"].startswith(("/api/", *_OPEN)):
            return Session("", "", 0.0, signed_in=not self.settings.password), False
        return self.sessions.begin(signed_in=not self.settings.password), True

    def _refused(self, scope: Scope, headers: Headers, session: Session) -> tuple[int, str] | None:
        if not self.settings.answers_to(_host_name(headers.get("host", ""))):
            return 421, "error.host"
        path, unsafe = scope["path"], scope["method"] not in _SAFE
        if unsafe and not _own_origin(headers):
            return 403, "error.origin"
        if _announced(headers) > self._most_bytes(scope):
            return 413, "error.too_large"
        if path == LOGIN_PATH or path.startswith(_OPEN):
            return None
        if not session.signed_in:
            return 401, "error.signed_out"
        if unsafe and not (session.csrf and same(headers.get(TOKEN_HEADER, ""), session.csrf)):
            return 403, "error.csrf"
        return None

    def _most_bytes(self, scope: Scope) -> int:
        is_upload = scope["path"] == UPLOAD_PATH
        return self.settings.max_upload_bytes if is_upload else self.settings.max_body_bytes


def cookie_of(headers: Headers, name: str) -> str:
    """Return a cookie's value; "" if it is missing or the header is no cookie."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _cookie(session: Session, settings: WebSettings, scope: Scope) -> str:
    return session_cookie(session.token, settings.session_seconds, scope["scheme"] == "https")


def session_cookie(token: str, seconds: int, secure: bool) -> str:
    """Return the header that gives a browser its session; scripts and other sites never see it."""
    end = "; Secure" if secure else ""
    return f"{COOKIE}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{end}"


def _host_name(host: str) -> str:
    """Return the name of a Host header without its port; "" if it is malformed."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _own_origin(headers: Headers) -> bool:
    """Say whether the request comes from a page of ours, as far as the browser tells."""
    site = headers.get("sec-fetch-site", "same-origin")
    if site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    return urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def _announced(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() else 0


class _Limited:
    """A request's body that ends with an error where it grows too large."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive, self._left = receive, most

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise BodyTooLargeError
        return message


class _Answer:
    """An answer that gets the headers every answer has."""

    def __init__(self, send: Send, cookie: str) -> None:
        self._send, self._cookie = send, cookie
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
            if self._cookie:
                headers.append("Set-Cookie", self._cookie)
        await self._send(message)
