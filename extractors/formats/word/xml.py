"""Small steps in WordprocessingML trees (lxml elements)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["W", "attr", "child", "children", "local", "on", "through"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Wrappers that are looked through: content controls, smart tags, accepted insertions.
_WRAPPERS = frozenset(["sdt", "sdtContent", "smartTag", "customXml", "ins", "moveTo", "dir", "bdo"])


def local(node: Any) -> str:
    """Return the tag without its namespace; "" for comments."""
    tag = node.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attr(node: Any, name: str) -> str:
    """Return a ``w:`` attribute, "" if absent."""
    return str(node.get(W + name) or "")


def child(node: Any, tag: str) -> Any | None:
    """Return the first ``w:`` child with this tag."""
    return node.find(W + tag)


def children(node: Any, tag: str) -> list[Any]:
    """Return all ``w:`` children with this tag."""
    return list(node.findall(W + tag))


def on(node: Any) -> bool:
    """Read a toggle: present means yes unless its value says no."""
    return attr(node, "val") not in ("0", "false", "off", "none")


def through(node: Any) -> Iterator[Any]:
    """Yield the children, looking through wrappers; of alternatives only the first choice."""
    for item in node:
        name = local(item)
        if name in _WRAPPERS:
            yield from through(item)
        elif name == "AlternateContent":
            branches = [b for b in item if local(b) in ("Choice", "Fallback")]
            if branches:
                yield from through(branches[0])
        elif name:
            yield item
