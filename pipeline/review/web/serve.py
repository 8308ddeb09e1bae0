"""Start the app: a free port, the browser, until Ctrl+C."""

from __future__ import annotations

import ipaddress
import socket
import threading
import webbrowser
from dataclasses import replace

import uvicorn

from pipeline.errors import UsageError
from pipeline.review.web.app import create_app
from pipeline.review.web.pictures import warm_up
from pipeline.review.web.settings import WebSettings

_TRIED_PORTS = 20
_KEEP_ALIVE_S = 30


def serve(settings: WebSettings, *, browser: bool = True) -> None:
    """Run the app until it is stopped.

    Raises:
        UsageError: the port is taken, the address is not ours, or others could come in without a
            password.
    """
    listening = _listen(settings)
    settings = replace(settings, port=listening.getsockname()[1])
    app = create_app(settings)
    threading.Thread(target=warm_up, daemon=True).start()
    address = address_of(settings)
    print(f"Mở trong trình duyệt: {address}  (dừng: Ctrl+C)", flush=True)
    if browser:
        threading.Timer(0.6, webbrowser.open, (address,)).start()
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=3,
    )
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        app.state.parts.ingest.cancel()
        app.state.parts.store.close()


def address_of(settings: WebSettings) -> str:
    """Return the address people type."""
    host = settings.host
    if host in ("0.0.0.0", "::"):  # every address of the machine; its name leads there
        host = socket.gethostname()
    elif ":" in host:
        host = f"[{host}]"
    return f"http://{host}:{settings.port}/"


def _listen(settings: WebSettings) -> socket.socket:
    """Return a listening socket; on loopback the next free port where the wanted one is taken."""
    tries = _TRIED_PORTS if settings.is_loopback and settings.port else 1
    family = socket.AF_INET6 if _is_v6(settings.host) else socket.AF_INET
    problem: OSError | None = None
    for port in range(settings.port, settings.port + tries):
        listening = socket.socket(family, socket.SOCK_STREAM)
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows lets two programs share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((settings.host, port))
        except OSError as error:
            listening.close()
            problem = error
            continue
        return listening
    raise UsageError(
        f"Không mở được cổng {settings.port} ở {settings.host}: {problem}. Hãy chọn --port khác."
    )


def _is_v6(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).version == 6
    except ValueError:
        return False
