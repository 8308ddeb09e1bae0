"""Numbers that Word prints but does not store: automatic lists, headings, "STT" columns.

The rules are those of ECMA-376 part 1, 17.9: a paragraph names a list (numId) and a level, the
list names an abstract list whose levels hold a format and a pattern such as "%1.%2)".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from extractors.formats.text.html_text import to_roman
from extractors.formats.word.symbols import symbol_text
from extractors.formats.word.xml import attr, child, children, on

__all__ = ["Numbering"]


@dataclass(slots=True)
class _Level:
    """One level of a list: where it starts, how it counts, the pattern it prints."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    legal: bool = False
    style: str = ""
    restart: int | None = None


@dataclass(slots=True)
class _List:
    """A list: the abstract list it counts in, its levels, where it sets counters anew."""

    abstract: str
    levels: dict[int, _Level]
    overrides: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of one document in their order.

    Args:
        numbering: root of ``word/numbering.xml``, None if the document has no lists.
    """

    def __init__(self, numbering: Any | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if numbering is not None:
            self._load(numbering)

    def label(self, num_id: str, level: int | None, style: str = "") -> str:
        """Count one paragraph and return what Word prints before it, "" for no number.

        ``level`` None means that the paragraph style chooses it.
        """
        found = self._lists.get(num_id)
        if found is None:
            return ""
        if level is None:
            level = next((n for n, lv in found.levels.items() if style and lv.style == style), 0)
        own = found.levels.get(level)
        if own is None:
            return ""
        if own.form == "bullet":
            return symbol_text(own.pattern[:1]) if own.pattern.strip() else ""
        self._count(num_id, found, level, own)
        return self._print(found, level, own)

    def _count(self, num_id: str, found: _List, level: int, own: _Level) -> None:
        counts = self._counts.setdefault(found.abstract, {})
        if num_id not in self._begun:
            self._begun.add(num_id)
            for number, start in found.overrides.items():
                counts[number] = start - 1
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            after = found.levels[deeper].restart if deeper in found.levels else None
            if after != 0 and (after is None or level < after):
                del counts[deeper]

    def _print(self, found: _List, level: int, own: _Level) -> str:
        counts = self._counts[found.abstract]
        text = own.pattern
        for number in range(9, 0, -1):
            mark = f"%{number}"
            if mark not in text:
                continue
            shown = found.levels.get(number - 1, _Level())
            value = counts.get(number - 1, shown.start)
            form = "decimal" if own.legal and number - 1 != level else shown.form
            text = text.replace(mark, _figure(value, form))
        return text.strip()

    def _load(self, root: Any) -> None:
        abstract = {attr(a, "abstractNumId"): _levels(a) for a in children(root, "abstractNum")}
        links = {
            attr(link, "val"): attr(a, "abstractNumId")
            for a in children(root, "abstractNum")
            if (link := child(a, "styleLink")) is not None
        }
        for a in children(root, "abstractNum"):
            link = child(a, "numStyleLink")
            target = links.get(attr(link, "val")) if link is not None else None
            if target is not None:
                abstract[attr(a, "abstractNumId")] = abstract[target]
        for num in children(root, "num"):
            ref = child(num, "abstractNumId")
            key = attr(ref, "val") if ref is not None else ""
            self._lists[attr(num, "numId")] = _with_overrides(num, key, abstract.get(key, {}))


def _with_overrides(num: Any, key: str, levels: dict[int, _Level]) -> _List:
    made = _List(key, dict(levels))
    for override in children(num, "lvlOverride"):
        number = int(attr(override, "ilvl") or 0)
        inner = child(override, "lvl")
        if inner is not None:
            made.levels[number] = _level(inner)
        start = child(override, "startOverride")
        if start is not None:
            made.overrides[number] = _int(attr(start, "val"), 1)
    return made


def _levels(abstract: Any) -> dict[int, _Level]:
    return {_int(attr(lvl, "ilvl"), 0): _level(lvl) for lvl in children(abstract, "lvl")}


def _level(lvl: Any) -> _Level:
    def value(tag: str, default: str) -> str:
        node = child(lvl, tag)
        return attr(node, "val") if node is not None else default

    restart = value("lvlRestart", "")
    legal = child(lvl, "isLgl")
    return _Level(
        start=_int(value("start", "0"), 0),
        form=value("numFmt", "decimal"),
        pattern=value("lvlText", ""),
        legal=legal is not None and on(legal),
        style=value("pStyle", ""),
        restart=_int(restart, 0) if restart else None,
    )


def _int(text: str, default: int) -> int:
    try:
        return int(text)
    except ValueError:
        return default


def _figure(value: int, form: str) -> str:
    if form == "none":
        return ""
    if form in ("upperRoman", "lowerRoman") and 0 < value < 4000:
        roman = to_roman(value)
        return roman if form == "upperRoman" else roman.lower()
    if form in ("upperLetter", "lowerLetter") and value > 0:
        # Word repeats the letter after z: aa, bb, ...
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return f"{value:02d}" if form == "decimalZero" else str(value)
