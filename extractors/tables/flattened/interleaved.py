"""Rows out of a table that was read as a page: printed lines across all columns, some with bars.

A whole-page read of a ruled table prints one line of every column after another and keeps some of
the rulings as "|". Columns are known from the first words of their titles, rows from the criterion
codes that open them. Within a line the words go to the columns in order, a bar forcing a step to
the right, each word where its kind fits: a time, a sum, an office, else text. What comes out is a
best guess, told by a low ``confidence`` and the flags ``interleaved`` and ``uncertain_rows``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz

from extractors.types import Cell, Line, Table, union_all
from extractors.wording.content import affinity, word_list
from extractors.wording.matching import folded_words
from normalizers.text.unicode import fold, fold_aligned

__all__ = ["Interleaved", "find_interleaved"]

_BAR = re.compile(r"[|¦]|(?<=\s)[\[\]{}](?=\s)")
_CODE = re.compile(r"(?<![\d.,/])[1-5]\s?\.\s?\d{1,2}(?![\d/.%])")
_DATE = re.compile(
    r"^(?:t?h[a-z]ng|quy|tuan|ngay|t\d{1,2}|\d{1,2}[/.]\d{2,4}|\d{5,7}|\d{1,2}/20\d\d)\W*$"
)
_SUMS = frozenset(["sach", "trieu", "dong"])
# The first word of a title and the fields it may open, in the order columns usually stand.
_OPENERS: dict[str, tuple[str, ...]] = {
    "tt": ("number",),
    "stt": ("number",),
    "tieu": ("standard", "criteria"),
    "noi": ("content",),
    "ket": ("content",),
    "muc": ("content",),
    "giai": ("action",),
    "bien": ("action",),
    "phan": ("owner", "supervisor"),
    "nguoi": ("owner", "supervisor"),
    "chu": ("owner",),
    "phoi": ("support",),
    "thoi": ("deadline", "report_deadline"),
    "kinh": ("budget",),
    "dieu": ("conditions",),
    "ghi": ("notes",),
}
_TITLES = {
    "number": "TT",
    "standard": "Tiêu chuẩn",
    "criteria": "Tiêu chí",
    "content": "Nội dung",
    "action": "Giải pháp",
    "owner": "Phân công thực hiện",
    "supervisor": "Phân công giám sát",
    "support": "Phối hợp",
    "deadline": "Thời gian thực hiện",
    "report_deadline": "Thời điểm báo cáo",
    "budget": "Kinh phí",
    "conditions": "Điều kiện",
    "notes": "Ghi chú",
}
_TEXTS = ("content", "action")
_PEOPLE = ("owner", "support", "supervisor")
_TIMES = ("deadline", "report_deadline")


@dataclass(frozen=True, slots=True)
class InterleavedSettings:
    """What an interleaved table is known by; likeness (rapidfuzz) 0..100, shares and fits 0..1.

    Attributes:
        bars: of a line of titles, at least.
        titles: that are known in it, at least,
        known: and share of its words that begin one.
        exact: letters of an opening word that must be met exactly, less than,
        like_opener: and the likeness of a longer one to what the engine made of it.
        before: characters of each piece before a code, at most: a number and a standard.
        single: words of a text whose kind one word tells, at most.
        like_owner: affinity of a longer text that is of people or offices.
        most: share of a text's words above which they tell its kind.
        sum_letters: letters of a word that may be "ngàn", and the likeness it must have,
        like_sum: as the engine spoils its marks.
        office_letters: letters of a word that may be one of an office spoilt, at least,
        like_office: and its likeness.
        confidence: of all such tables: lines were read across the columns.
    """

    bars: int = 3
    titles: int = 5
    known: float = 0.7
    exact: int = 4
    like_opener: int = 74
    before: int = 3
    single: int = 2
    like_owner: float = 0.6
    most: float = 0.5
    sum_letters: int = 4
    like_sum: int = 75
    office_letters: int = 5
    like_office: int = 80
    confidence: float = 0.4


@dataclass(frozen=True, slots=True)
class AcrossSettings:
    """How the words of a line across the columns are placed; in units of a word that fits.

    Attributes:
        text: of a plain word in a column of texts.
        value: of a time or a sum in its column.
        office: of a word of an office in a column of people: texts name offices, too.
        value_in_text: of either in a column of texts.
        elsewhere: of either in any other column.
        skipped: cost of each column passed over.
        moved: cost of going on to another column without a bar before the word.
    """

    text: float = 0.4
    value: float = 1.0
    office: float = 0.7
    value_in_text: float = 0.3
    elsewhere: float = -0.5
    skipped: float = 0.12
    moved: float = 0.3


INTERLEAVED = InterleavedSettings()
ACROSS = AcrossSettings()


@dataclass(frozen=True, slots=True)
class Interleaved:
    """A table found in ``lines[start:end]``."""

    table: Table
    start: int
    end: int


@dataclass(slots=True)
class _Row:
    """A row being gathered: column -> words, and the lines they came from."""

    words: dict[int, list[str]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    last: int = -1

    def add(self, column: int, text: str) -> None:
        self.words.setdefault(column, []).append(text)
        self.last = column


def find_interleaved(lines: Sequence[Line]) -> list[Interleaved]:
    """Return the interleaved tables of the lines, each to the end of its last row."""
    for start, line in enumerate(lines):
        fields = _header_fields(line.text)
        if fields is None:
            continue
        found = _read(lines, start, fields)
        if found is not None:
            return [found]
    return []


def _header_fields(text: str) -> tuple[str, ...] | None:
    """Return the fields whose titles' first words a line with bars is made of; None if none."""
    if len(_BAR.findall(text)) < INTERLEAVED.bars:
        return None
    words = folded_words(text)
    fields: list[str] = []
    for word in words:
        name = _opened(word, words.count(word), fields)
        if name:
            fields.append(name)
    known = len(fields) >= max(INTERLEAVED.titles, INTERLEAVED.known * len(words))
    return tuple(fields) if known and "criteria" in fields else None


def _opened(word: str, count: int, taken: list[str]) -> str:
    opener = max(_OPENERS, key=lambda o: fuzz.ratio(o, word))
    least = 100 if len(opener) < INTERLEAVED.exact else INTERLEAVED.like_opener
    if fuzz.ratio(opener, word) < least:
        return ""
    names = _OPENERS[opener]
    if opener == "tieu" and count == 1:
        names = ("criteria",)
    return next((name for name in names if name not in taken), "")


def _read(lines: Sequence[Line], start: int, fields: tuple[str, ...]) -> Interleaved | None:
    first = fields.index("criteria") + 1
    rows: list[_Row] = []
    end = start + 1
    for i in range(start + 1, len(lines)):
        text = lines[i].text.strip()
        if not any(ch.isalnum() for ch in text):
            continue
        code = _CODE.search(fold_aligned(text))
        if code is not None and _is_row_start(text[: code.start()], fields):
            rows.append(_opened_row(text[: code.start()], code.group(), fields))
            text = text[code.end() :].strip()
        if not rows:
            continue
        rows = _take_line(rows, text, fields, first, lines[i])
        end = i + 1
    if not any("criteria" in {fields[c] for c in row.words} for row in rows):
        return None
    rows = _tail_mended(rows, fields)
    return Interleaved(_table(rows, fields, lines[start]), start, end)


def _is_row_start(before: str, fields: tuple[str, ...]) -> bool:
    """Say whether only number and standard stand before the code."""
    tokens = _BAR.sub(" ", before).split()
    short = all(len(t) <= INTERLEAVED.before for t in tokens)
    return short and len(tokens) <= fields.index("criteria")


def _opened_row(before: str, code: str, fields: tuple[str, ...]) -> _Row:
    row = _Row()
    place = fields.index("criteria")
    tokens = _BAR.sub(" ", before).split()
    for column, token in zip(range(place - len(tokens), place), tokens, strict=True):
        row.add(column, token)
    row.add(place, code.replace(" ", ""))
    return row


def _take_line(
    rows: list[_Row], text: str, fields: tuple[str, ...], first: int, line: Line
) -> list[_Row]:
    row = rows[-1]
    if _BAR.search(text):
        for place, word in _across(text, fields, first):
            row.add(place, word)
    elif text:
        column = _column_of(text, row, fields, first)
        if column is None:
            row = _Row()
            rows = [*rows, row]
            column = _column_of(text, row, fields, first)
        row.add(first if column is None else column, text)
    row.lines.append(line)
    return rows


# --- a line without bars ---


def _kind(text: str) -> str:
    """Return time, sum, office or text: what most words of the text are."""
    words = folded_words(text)
    if not words:
        return "text"
    counts = {"time": 0, "sum": 0, "office": 0}
    for word in text.split():
        kind = _word_kind(word)
        if kind in counts:
            counts[kind] += 1
    best = max(counts, key=lambda k: counts[k])
    if best == "office" and len(words) > INTERLEAVED.single:
        return "office" if affinity("owner", text) >= INTERLEAVED.like_owner else "text"
    return best if counts[best] > INTERLEAVED.most * len(text.split()) else "text"


def _column_of(text: str, row: _Row, fields: tuple[str, ...], first: int) -> int | None:
    """Return the column for a line that lies in one cell; None if it begins another row."""
    kind = _kind(text)
    if row.last >= first and _same_cell(kind, fields[row.last]):
        return row.last
    wanted = {"time": _TIMES, "sum": ("budget",), "office": _PEOPLE}.get(kind, _TEXTS)
    for c in range(max(first, row.last), len(fields)):
        if fields[c] in wanted and (c > row.last or c not in row.words):
            return c
    if kind == "text" and row.last >= first and fields[row.last] in (*_TEXTS, *_PEOPLE):
        return row.last
    return None


def _same_cell(kind: str, name: str) -> bool:
    return name in {"time": _TIMES, "sum": ("budget",), "office": _PEOPLE, "text": _TEXTS}[kind]


# --- a line across the columns ---


def _word_kind(word: str) -> str:
    folded = fold(word).strip(".,;:()~'\"")
    if _DATE.match(folded):
        return "time"
    spoilt = len(folded) == INTERLEAVED.sum_letters
    if folded in _SUMS or (spoilt and fuzz.ratio(folded, "ngan") >= INTERLEAVED.like_sum):
        return "sum"
    return "office" if any(_alike(folded, w) for w in _office_words()) else "text"


def _alike(a: str, b: str) -> bool:
    long = min(len(a), len(b)) >= INTERLEAVED.office_letters
    return a == b or (long and fuzz.ratio(a, b) >= INTERLEAVED.like_office)


@lru_cache(maxsize=1)
def _office_words() -> frozenset[str]:
    found = {w for phrase in word_list("roles") if len(phrase) > 1 for w in phrase if len(w) > 1}
    return frozenset(found - {"va", "cac", "hoc", "sinh", "chi", "tu", "danh", "gia", "thi"})


def _fit(kind: str, name: str) -> float:
    if kind == "text":
        return ACROSS.text if name in _TEXTS else 0.0
    right = {"time": _TIMES, "sum": ("budget",), "office": _PEOPLE}[kind]
    if name in right:
        return ACROSS.value if kind != "office" else ACROSS.office
    return ACROSS.value_in_text if name in _TEXTS else ACROSS.elsewhere


def _across(text: str, fields: tuple[str, ...], first: int) -> list[tuple[int, str]]:
    """Return (column, word) for a printed line across the columns: the best monotone placing."""
    words: list[tuple[str, bool]] = []
    for n, segment in enumerate(_BAR.split(text)):
        for k, word in enumerate(segment.split()):
            words.append((word, n > 0 and k == 0))
    states: dict[int, tuple[float, tuple[int, ...]]] = {first: (0.0, ())}
    for n, (word, after_bar) in enumerate(words):
        kind = _word_kind(word)
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for last, (score, path) in states.items():
            for c in range(last + (after_bar and n > 0), len(fields)):
                step = c - last
                moved = step and not after_bar and n
                cost = ACROSS.skipped * max(0, step - 1) + (ACROSS.moved if moved else 0.0)
                total = score + _fit(kind, fields[c]) - cost
                if c not in following or total > following[c][0]:
                    following[c] = (total, (*path, c))
        if not following:
            return [(len(fields) - 1, word) for word, _ in words]
        states = following
    if not words:
        return []
    path = max(states.values(), key=lambda state: state[0])[1]
    return [(c, word) for c, (word, _) in zip(path, words, strict=True)]


# --- the table ---


def _tail_mended(rows: list[_Row], fields: tuple[str, ...]) -> list[_Row]:
    """Give words without a code, time or sum back to the row above: the rest of its text cell."""
    out: list[_Row] = []
    for row in rows:
        names = {fields[c] for c in row.words}
        if out and names <= {*_TEXTS, *_PEOPLE}:
            texts = [c for c in out[-1].words if fields[c] in _TEXTS]
            target = max(texts, default=min(row.words))
            for words in row.words.values():
                out[-1].words.setdefault(target, []).extend(words)
            out[-1].lines += row.lines
        else:
            out.append(row)
    return out


def _table(rows: list[_Row], fields: tuple[str, ...], header: Line) -> Table:
    cells = [
        Cell(0, c, _TITLES[name], header.page, bbox=header.bbox, conf=header.conf, raw=header.raw)
        for c, name in enumerate(fields)
    ]
    for r, row in enumerate(rows, start=1):
        box = union_all([line.bbox for line in row.lines if line.bbox is not None])
        page = row.lines[0].page if row.lines else header.page
        conf = min((line.conf for line in row.lines), default=header.conf)
        cells += [
            Cell(r, c, " ".join(words), page, bbox=box, conf=conf)
            for c, words in sorted(row.words.items())
        ]
    return Table(
        page=header.page,
        n_rows=len(rows) + 1,
        n_cols=len(fields),
        cells=tuple(cells),
        method="flattened",
        bbox=union_all([c.bbox for c in cells if c.bbox is not None]),
        confidence=INTERLEAVED.confidence,
        flags=("flattened", "interleaved", "uncertain_rows"),
    )
