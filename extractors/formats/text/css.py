"""Style rules of a web page that decide whether text is seen: hidden, shown, or struck out.

Only what ``<style>`` elements say of ``display``, ``visibility`` and ``text-decoration`` is
followed; later and more special rules win, as in the cascade.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

__all__ = ["apply_sheets"]

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_MEDIA = re.compile(r"@[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_TELLING = re.compile(r"(display|visibility|text-decoration(?:-line)?)\s*:\s*([^;!]+)", re.I)
_MOST_RULES = 500
"""Rules of a page that are looked at: those of a framework have thousands, of nothing hidden."""

_MOST_HIDDEN = 0.5
"""Share of a page's text from which hidden text is only waiting for a script to show it."""


def apply_sheets(soup: BeautifulSoup) -> None:
    """Write what style sheets say of being seen into the ``style`` of the elements they choose."""
    decided: dict[int, tuple[Tag, dict[str, str]]] = {}
    for selector, values in sorted(_rules(soup), key=lambda rule: _weight(rule[0])):
        for tag in _chosen(soup, selector):
            decided.setdefault(id(tag), (tag, {}))[1].update(values)
    body = soup.body or soup
    total = len(body.get_text())
    gone = [tag for tag, values in decided.values() if _hides(values)]
    hides_most = sum(len(tag.get_text()) for tag in gone) > _MOST_HIDDEN * total
    for tag, values in decided.values():
        if hides_most and _hides(values):
            continue
        own = str(tag.get("style") or "")
        more = (f"{name}:{value}" for name, value in values.items() if name not in own.lower())
        tag["style"] = ";".join([own, *more])


def _rules(soup: BeautifulSoup) -> Iterator[tuple[str, dict[str, str]]]:
    found = 0
    for sheet in soup.find_all("style"):
        if "print" in str(sheet.get("media") or "").lower():
            continue
        text = _MEDIA.sub(" ", _COMMENT.sub(" ", str(sheet.string or "")))
        for match in _RULE.finditer(text):
            values = {n.lower(): v.strip().lower() for n, v in _TELLING.findall(match.group(2))}
            if not values:
                continue
            for selector in match.group(1).split(","):
                found += 1
                if found > _MOST_RULES:
                    return
                yield selector.strip(), values


def _weight(selector: str) -> tuple[int, int, int]:
    """Return how special a selector is: identities, classes and the like, names."""
    special = len(re.findall(r"[.\[:]", selector))
    return selector.count("#"), special, len(re.findall(r"(?:^|[\s>+~])\w", selector))


def _chosen(soup: BeautifulSoup, selector: str) -> list[Tag]:
    if not selector or "::" in selector or ":hover" in selector:
        return []
    try:
        return list(soup.select(selector))
    except Exception:  # a selector of another dialect: no element is chosen
        return []


def _hides(values: dict[str, str]) -> bool:
    return values.get("display") == "none" or values.get("visibility") == "hidden"
