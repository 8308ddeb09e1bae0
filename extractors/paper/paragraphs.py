"""Printed lines put together to paragraphs: the unit of legal bases and of tasks in prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.types import BBox, FieldValue, Line, union_all
from extractors.wording.labels import opens_label

__all__ = ["Paragraph", "paragraphs_of", "value_of"]

_BULLET = re.compile(
    r"^\s*(?:[.,'‘’_]\s?){0,2}(?:[-–—•●○▪■*+=~]|\uf0b7|\uf02d)+\s*(?:[-–+*]\s*)?\S"
)
_ENUMERATOR = re.compile(
    r"^\s*(?:[IVX]{1,5}\s*[.)]|[A-E]\s*[.)]|\d{1,2}(?:\.\d{1,2}){0,3}\s*[.)]|[a-zđø]\s*[.)])\s+\S"
    r"|^\s*\d{1,2}(?:\.\d{1,2}){0,3}\s+(?=[A-ZĐÀ-Ỹ(\"“])"
    r"|^\s*(?:[IVX]{1,5}\s*[./–-]|\d{1,2}(?:\.\d{1,2}){0,2}\s*[./)]|[a-zđ]\s*[/)])(?=[A-ZĐÀ-Ỹ])"
    r"(?![A-ZĐ&]{2,}[-/])"
    r"|^\s*(?:\d{1,2}|[a-zđ])/\s+\S"
)
_OPENER = re.compile(
    r"^\s*(?:Căn[ -]cứ|CĂN CỨ|Điều \d|Nơi nhận|Kính gửi|Trên đây|Lưu ý|Ghi chú|Bước \d|Nhóm \d)",
)
_TOPIC = re.compile(
    r"^\W{0,2}(?:[Tt]iêu chí|TIÊU CHÍ)\s*\d{1,2}\s*\.\s*\d{1,2}\s*[:.–-]"
    r"|^\W{0,2}(?:[Tt]iêu chuẩn|TIÊU CHUẨN)\s*\d{1,2}\s*[:.–-]"
)
_NAMED = re.compile(r"^[A-ZĐÀ-Ỹ][^:.;,()]{2,32}:\s")
_CLOSED = re.compile(r"[.;:!?…]\s*[\"”)]?\s*(?:/\s*\.?)?\s*$")


@dataclass(frozen=True, slots=True)
class ParagraphSettings:
    """What tells that a line goes on with the one above.

    Attributes:
        line_end: share of a page's lines that end within the right margin of the text: single
            ones reach over it (a stamp, a page number).
        full: share of the measure from which a line is full: the next one may go on with it.
        indent: points that the first line of a paragraph is indented, at least.
        fewest: characters of a line that was broken at a margin, where the text has no places,
        most: and so many at most: a longer one is a whole paragraph.
    """

    line_end: float = 0.9
    full: float = 0.82
    indent: float = 14
    fewest: int = 60
    most: int = 130


PARAGRAPH = ParagraphSettings()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: the lines it was read from and whether a bullet or number opens it."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The lines joined by single spaces; a code cut at its hyphen is joined without one."""
        return _joined([line.text for line in self.lines])

    @property
    def bold(self) -> bool:
        """Whether every line is bold."""
        return all(line.bold for line in self.lines)

    @property
    def page(self) -> int:
        """The page it begins on."""
        return self.lines[0].page

    def value(self, text: str | None = None) -> FieldValue:
        """Return the paragraph (or a part of its text) as a field value with provenance."""
        parts: dict[int, list[BBox]] = {}
        for line in self.lines:
            parts.setdefault(line.page, [])
            if line.bbox is not None:
                parts[line.page].append(line.bbox)
        boxes = tuple((page, union_all(found)) for page, found in parts.items())
        changes = tuple(change for line in self.lines for change in line.changes)
        return FieldValue(
            text=self.text if text is None else text,
            raw=_joined([line.raw for line in self.lines]) if changes or text is None else text,
            page=self.page,
            bbox=boxes[0][1],
            conf=min(line.conf for line in self.lines),
            changes=changes,
            parts=boxes,
            disputed=any(word.disputed for line in self.lines for word in line.words),
        )


def value_of(lines: Sequence[Line], text: str | None = None) -> FieldValue:
    """Return lines (or a part of their text) as one field value."""
    return Paragraph(tuple(lines)).value(text)


def _joined(texts: list[str]) -> str:
    out = ""
    for text in texts:
        piece = " ".join(text.split())
        if re.search(r"[0-9A-ZĐ&]-$", out) and piece[:1].isupper():
            out += piece
        else:
            out = f"{out} {piece}" if out else piece
    return out


def paragraphs_of(lines: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs of running lines (page furniture already left out).

    A paragraph ends at a blank line, before a bullet, number or opening formula, and after a line
    that closes a sentence and stops short of the right margin. A bare text source has no margins:
    there a line break after a closed sentence, or before a capital, ends it.
    """
    right = _right_edges(lines)
    done: list[Paragraph] = []
    run: list[Line] = []
    for line in lines:
        if not line.text.strip():
            if run and not _breaks_off(run[-1]):
                done.append(Paragraph(tuple(run)))
                run = []
            continue
        if run and _begins(run[-1], line, right):
            done.append(Paragraph(tuple(run)))
            run = []
        run.append(line)
    if run:
        done.append(Paragraph(tuple(run)))
    return [part for paragraph in _mend_page_breaks(done) for part in _parted(paragraph)]


_INNER_BULLET = re.compile(r"^(?P<head>.{0,6}[^:]{3,70}:)\s*[-–—+•]\s+(?=[A-ZĐÀ-Ỹ])")


def _parted(paragraph: Paragraph) -> list[Paragraph]:
    """Part a heading from the bullet that stands in its line: "2. Ban Giám hiệu: - Ra ..."."""
    line = paragraph.lines[0]
    match = _INNER_BULLET.match(line.text)
    if match is None or not _ENUMERATOR.match(line.text):
        return [paragraph]
    at = match.end("head")
    head = replace(line, text=line.text[:at], raw=line.text[:at], words=(), changes=())
    rest = line.text[at:].strip()
    item = replace(line, text=rest, raw=rest, words=())
    return [Paragraph((head,)), Paragraph((item, *paragraph.lines[1:]))]


def _right_edges(lines: Sequence[Line]) -> dict[int, float]:
    """Return the right margin of the text on each page: where all but the longest lines end."""
    ends: dict[int, list[float]] = {}
    for line in lines:
        if line.bbox is not None:
            ends.setdefault(line.page, []).append(line.bbox.x1)
    return {page: sorted(xs)[int(PARAGRAPH.line_end * (len(xs) - 1))] for page, xs in ends.items()}


def _begins(before: Line, line: Line, right: dict[int, float]) -> bool:
    text = line.text.strip()
    if _BULLET.match(text) or _ENUMERATOR.match(text) or _OPENER.match(text):
        return True
    if (_TOPIC.match(text) or opens_label(text)) and not _breaks_off(before):
        return True
    if line.bold != before.bold and _CLOSED.search(before.text):
        return True
    if before.bbox is None or line.page not in right or before.page not in right:
        return bool(_NAMED.match(text)) or not _runs_on(before, line)
    left = min(0.0, before.bbox.x0)
    full = (before.bbox.x1 - left) >= PARAGRAPH.full * (right[before.page] - left)
    indented = line.bbox is not None and line.bbox.x0 > before.bbox.x0 + PARAGRAPH.indent
    if _CLOSED.search(before.text):
        return not full or indented or text[:1].isupper()
    return not full and text[:1].isupper()


def _runs_on(before: Line, line: Line) -> bool:
    """Say whether a text without margins goes on in the next line."""
    first = line.text.strip()[:1]
    if first.islower() or (first.isdigit() and not _CLOSED.search(before.text)):
        return True
    broken = PARAGRAPH.fewest <= len(before.text) <= PARAGRAPH.most
    return broken and not _CLOSED.search(before.text)


def _breaks_off(line: Line) -> bool:
    """Say whether a line before a blank one stops in the middle of a phrase."""
    return line.text.rstrip().endswith((",", "-", "–", "(", "và", "của", "cho", "để", "với"))


def _mend_page_breaks(found: list[Paragraph]) -> list[Paragraph]:
    """Join a paragraph that begins in lower case to the unfinished one before it."""
    out: list[Paragraph] = []
    for paragraph in found:
        first = paragraph.lines[0].text.strip()[:1]
        if out and first.islower() and not _CLOSED.search(out[-1].text) and not _is_item(paragraph):
            out[-1] = replace(out[-1], lines=out[-1].lines + paragraph.lines)
        else:
            out.append(paragraph)
    return out


def _is_item(paragraph: Paragraph) -> bool:
    text = paragraph.lines[0].text
    return bool(_BULLET.match(text) or _ENUMERATOR.match(text))
