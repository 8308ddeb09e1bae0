"""Text of an HTML subtree as lines: blocks, breaks and list items end lines, the rest flows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import Comment, Declaration, Doctype, NavigableString, PageElement, Tag

from extractors.types import mostly_bold

__all__ = [
    "BLOCKS",
    "TextLine",
    "cell_text",
    "fragment_text",
    "has_markup",
    "is_bold",
    "is_hidden",
    "is_struck",
    "marker",
]

BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd",
        "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li",
        "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
        "th", "thead", "title", "tr", "ul",
    }
)  # fmt: skip
SKIPPED = frozenset(
    {
        "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math",
        "head", "nav", "button", "select", "option", "input", "textarea", "canvas", "audio",
        "video", "map", "dialog",
    }
)  # fmt: skip
_BOLD = frozenset(
    {
        "b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th",
    }
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_STRUCK = frozenset({"s", "strike", "del"})
_STRUCK_STYLE = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I)
_NO_BULLET = re.compile(r"list-style(?:-type)?\s*:\s*none", re.I)
_BULLET = re.compile(r"^\s*(?:[-–—•●○▪■+*]|\d{1,3}[.)]|[a-zđ][.)])")
_MARKUP = re.compile(
    r"</?(?:p|br|ul|ol|li|div|span|b|strong|i|em|u|sup|sub|table|tbody|tr|td|th|h[1-6]|font|a)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


@dataclass(slots=True)
class TextLine:
    """A line being gathered: its pieces and how many of their letters are bold."""

    pieces: list[str] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)
    bold_chars: int = 0
    chars: int = 0

    def add(self, text: str, bold: bool, struck: bool = False) -> None:
        """Append a piece of flowing text; what is struck out goes to ``raw`` alone."""
        self.whole.append(text)
        self.pieces.append(" " if struck else text)
        weight = len(text.strip())
        self.chars += weight
        self.bold_chars += weight if bold else 0

    @property
    def text(self) -> str:
        """The line with white space collapsed."""
        return re.sub(r"[\s\u00a0]+", " ", "".join(self.pieces)).strip()

    @property
    def raw(self) -> str:
        """The same with what was struck out."""
        return re.sub(r"[\s\u00a0]+", " ", "".join(self.whole)).strip()

    @property
    def bold(self) -> bool:
        """Whether most letters are bold."""
        return mostly_bold(self.bold_chars, self.chars)


def has_markup(text: str) -> bool:
    """Say whether a plain text holds tags of HTML."""
    return "<" in text and bool(_MARKUP.search(text))


def fragment_text(text: str) -> str:
    """Return the text of an HTML fragment, its breaks as line breaks; plain text as it is."""
    if not has_markup(text):
        return text
    return cell_text(BeautifulSoup(text, "html.parser"))


def is_hidden(tag: Tag) -> bool:
    """Say whether the browser would not show the element (or it is no part of the text)."""
    if tag.name in SKIPPED or tag.has_attr("hidden"):
        return True
    return bool(_HIDDEN.search(str(tag.get("style") or "")))


def is_bold(tag: Tag) -> bool:
    """Say whether the element makes its text bold."""
    return tag.name in _BOLD or bool(_BOLD_STYLE.search(str(tag.get("style") or "")))


def is_struck(tag: Tag) -> bool:
    """Say whether the browser draws a line through the element's text."""
    return tag.name in _STRUCK or bool(_STRUCK_STYLE.search(str(tag.get("style") or "")))


def marker(item: Tag) -> str:
    """Return what the browser prints before a list item: "- " or its number; "" if none."""
    parent = item.parent
    if parent is None or parent.name not in ("ul", "ol"):
        return ""
    if _NO_BULLET.search(f"{parent.get('style') or ''};{item.get('style') or ''}"):
        return ""
    if _BULLET.match(item.get_text()):
        return ""
    return _number(parent, item) if parent.name == "ol" else "- "


def _number(parent: Tag, item: Tag) -> str:
    value = _int(parent.get("start"), 1)
    for sibling in parent.find_all("li", recursive=False):
        value = _int(sibling.get("value"), value)
        if sibling is item:
            break
        value += 1
    kind = str(parent.get("type") or "1")
    if kind in "aA" and 1 <= value <= 26:
        return f"{chr(ord(kind) + value - 1)}) "
    if kind in "iI":
        roman = to_roman(value)
        return f"{roman if kind == 'I' else roman.lower()}. "
    return f"{value}. "


def to_roman(value: int) -> str:
    """Return a positive number in capital Roman figures."""
    out = ""
    for size, figure in _ROMAN:
        while value >= size:
            out += figure
            value -= size
    return out


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _int(value: object, default: int) -> int:
    text = str(value).strip() if value is not None else ""
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else default


def cell_text(node: Tag, *, with_struck: bool = False) -> str:
    """Return the text of a cell or fragment, one line per block, break or list item.

    A table inside keeps its rows as lines, the cells parted by " | ". What is struck out is left
    out, unless asked for.
    """
    lines = [line.raw if with_struck else line.text for line in _lines(node, False)]
    return "\n".join(line for line in lines if line)


def _lines(node: Tag, bold: bool) -> Iterator[TextLine]:
    current = TextLine()
    for step in _walk(node, bold):
        if step is None:
            yield current
            current = TextLine()
        else:
            current.add(*step)
    yield current


def _walk(
    node: PageElement, bold: bool, struck: bool = False
) -> Iterator[tuple[str, bool, bool] | None]:
    """Yield pieces of flowing text (bold? struck out?), and None where a line ends."""
    if isinstance(node, (Comment, Declaration, Doctype)):
        return
    if isinstance(node, NavigableString):
        yield str(node), bold, struck
        return
    if not isinstance(node, Tag) or is_hidden(node):
        return
    if node.name == "br":
        yield None
        return
    struck = struck or is_struck(node)
    if node.name == "tr" and node.find_parent("table") is not None:
        yield None
        yield " | ".join(_cells_of_row(node)), bold, struck
        yield None
        return
    block = node.name in BLOCKS
    if block:
        yield None
    if node.name == "li":
        yield marker(node), False, struck
    for child in node.children:
        if node.name == "pre" and isinstance(child, NavigableString):
            for line in str(child).split("\n"):
                yield line, bold, struck
                yield None
        else:
            yield from _walk(child, bold or is_bold(node), struck)
    if block:
        yield None


def _cells_of_row(row: Tag) -> list[str]:
    cells = row.find_all(["td", "th"], recursive=False)
    return [re.sub(r"\s*\n\s*", " ", cell_text(cell)) for cell in cells if isinstance(cell, Tag)]
