"""Pages made from templates: every one gets texts, theme, session and token."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from pipeline.review.web.assets import assets
from pipeline.review.web.receiving.ingest import spoken_error
from pipeline.review.web.settings import WebSettings
from pipeline.review.web.texts import LANGUAGES, Texts, texts
from pipeline.version import VERSION

LANGUAGE_COOKIE: Final = "kehoach_lang"
THEME_COOKIE: Final = "kehoach_theme"
DARK_ON: Final = {"auto": "(prefers-color-scheme: dark)", "light": "not all", "dark": "all"}
"""Which screens take the dark theme: a query of CSS by what people chose."""
THEMES: Final = tuple(DARK_ON)


def language_of(request: Request) -> str:
    """Return the language people chose; Vietnamese before they chose."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def theme_of(request: Request) -> str:
    """Return the theme people chose; that of their system before they chose."""
    chosen = request.cookies.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else THEMES[0]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Screen:
    """Renders templates for a request."""

    def __init__(self, settings: WebSettings) -> None:
        self.settings = settings

    def page(
        self, request: Request, template: str, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """Return a whole page."""
        session = request.state.session
        known = {"csrf": session.csrf, "who": session.who, "has_password": self.has_password}
        return _html(request, template, status, **known, **values)

    @property
    def has_password(self) -> bool:
        """Whether people have to sign in."""
        return bool(self.settings.password)

    @staticmethod
    def error(request: Request, status: int, sentence: str, *, signed_out: bool) -> HTMLResponse:
        """Return a page that says what went wrong."""
        values = {"csrf": "", "who": "", "has_password": False}
        return _html(
            request, "error.html", status, sentence=sentence, signed_out=signed_out, **values
        )


def _html(request: Request, template: str, status: int, **values: Any) -> HTMLResponse:
    say: Texts = texts(language_of(request))
    page = _environment().get_template(template)
    html = page.render(
        t=say,
        named=say.named,
        language=say.language,
        texts_url=f"/texts/{say.language}.json?v={say.version}",
        theme=theme_of(request),
        dark_on=DARK_ON[theme_of(request)],
        asset=asset_url,
        spoken=spoken_error,
        version=VERSION,
        **values,
    )
    return HTMLResponse(html, status_code=status)


def asset_url(name: str) -> str:
    """Return the address of a style sheet or script; it changes with the content.

    Raises:
        KeyError: there is no such asset.
    """
    tag = assets()[name].tag.strip('"')
    return f"/static/{name}?v={tag}"
