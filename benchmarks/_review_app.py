"""The review app on a free port, and Chromium to look at it."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from pipeline.review.web.app import create_app
from pipeline.review.web.settings import WebSettings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_START_S = 20


def chromium_path() -> str | None:
    """Return the Chromium of the system; None if there is none."""
    named = os.environ.get("KEHOACH_CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


@contextmanager
def running_app(settings: WebSettings) -> Iterator[str]:
    """Run the app in a thread; yield its address without a slash at the end."""
    app = create_app(settings)
    config = uvicorn.Config(app, host=settings.host, port=0, log_level="warning", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + _START_S
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
        app.state.parts.ingest.cancel()
        app.state.parts.store.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Chromium without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        playwright.selectors.set_test_id_attribute("data-test")
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            yield browser
        finally:
            browser.close()


def settings_of(out: Path, **more: object) -> WebSettings:
    """Return settings for a dataset of one's own."""
    return WebSettings(out, who="Lan", jobs=1, **more)  # type: ignore[arg-type]
