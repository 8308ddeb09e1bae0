"""Words of a sentence with their places, and where verbs of doing and names of bodies stand."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.records.told.lexicon import (
    HEADS,
    HEADS_OF_NAMES,
    NOT_HEADS,
    STOPS,
    TITLES,
    verbs,
)
from extractors.records.told.settings import TOLD
from normalizers.text.syllables import is_syllable
from normalizers.text.unicode import clean, fold, has_marks, nfc

__all__ = ["Token", "head_at", "stop_at", "tokens_of", "verb_at_token"]

_WORD = re.compile(r"[^\W_]+(?:[&/][^\W_]+)*|[^\W_]+(?:-[A-ZĐ][^\W_]*)+")
_RECENT = 4096
"""Texts whose words are kept: those of a long document, as each is asked for by many."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word: as written, in lower case, its place, and the signs between it and the one before."""

    text: str
    low: str
    start: int
    end: int
    gap: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()


@lru_cache(maxsize=_RECENT)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the words of ``text``; offsets are those of the text given."""
    plain = nfc(text) if len(nfc(text)) == len(text) else text
    marked = has_marks(text)
    found: list[Token] = []
    at = 0
    for match in _WORD.finditer(plain):
        low = clean(match.group()).lower()
        low = low if marked else fold(low)
        found.append(
            Token(match.group(), low, match.start(), match.end(), plain[at : match.start()])
        )
        at = match.end()
    return tuple(found)


def _hit(tokens: tuple[Token, ...], i: int, phrases: Collection[tuple[str, ...]]) -> int:
    """Return how many words from the i-th on are a phrase of the set, the longest; 0 for none.

    A phrase does not run over a sign, a dash apart ("GDNN - GDTX").
    """
    for size in range(min(TOLD.phrase, len(tokens) - i), 0, -1):
        words = tokens[i : i + size]
        if tuple(t.low for t in words) in phrases and not any(t.gap.strip() for t in words[1:]):
            return size
    return 0


@cache
def _folded(name: str) -> frozenset[tuple[str, ...]]:
    sets = {"heads": HEADS, "names": HEADS_OF_NAMES, "not": NOT_HEADS, "stops": STOPS}
    return frozenset(tuple(fold(w) for w in p) for p in sets[name])


def _marked(tokens: tuple[Token, ...]) -> bool:
    return any(has_marks(t.text) for t in tokens)


def verb_at_token(tokens: tuple[Token, ...], i: int) -> int:
    """Return how many words from the i-th on are a verb of doing; 0 for none.

    A capital inside a sentence is part of a name ("Sở Thông tin và Truyền thông").
    """
    if i > 0 and tokens[i].capital and not _begins_clause(tokens, i):
        return 0
    if i > 0 and (tokens[i - 1].low, tokens[i].low) in _NOUNS:
        return 0
    if i + 1 < len(tokens) and (tokens[i].low, tokens[i + 1].low) in _NOUNS:
        return 0
    if i > 0 and tokens[i - 1].capital and not tokens[i].gap.strip() and _is_rest(tokens, i):
        return 0
    return _hit(tokens, i, verbs(marked=_marked(tokens)))


_NOUNS = frozenset(
    tuple(p.split())
    for p in (
        "tự đánh", "nghệ thông", "cha mẹ", "phần mềm", "sự nghiệp", "kế hoạch", "tiểu học",
        "đại học",
        "trường học", "môn học", "khoa học", "năm học", "khuyến học", "lớp học", "văn học",
        "hóa học",
        "tin học", "sinh học", "toán học", "trung học", "học sinh", "học viên", "học kỳ", "học kì",
        "học bạ", "học phí", "học liệu", "học vụ", "học đường", "học bổng", "đào tạo", "chủ đầu",
        "án đầu", "tư xây",
        "thi công", "công trình", "quy trình", "giáo trình", "chương trình", "lịch trình",
        "cảnh sát",
        "phòng họp", "phiên họp", "cuộc họp", "bộ phận", "thể dục", "ban giám", "giám hiệu",
        "giám đốc",
        "nhà nước", "hội phụ", "phụ nữ", "quản trị", "tài trợ", "chăm chỉ", "cơ sở", "đoàn thể",
        "y học",
        "phổ thông", "giao thông", "truyền thông", "in ấn", "tập thể", "tập đoàn", "trực thuộc",
        "trực tuyến", "kèm theo", "đính kèm", "đi kèm",
        "ôn hòa", "thi đua", "kỳ thi", "hội thi", "phát thanh", "phát triển", "thu nhập", "thu chi",
        "thư ký", "thư kí", "nhật ký", "nhật kí", "chữ ký", "công nhận", "dục thường", "sự phối",
        "nhân dân", "sở tại", "thanh niên", "thiếu niên", "giữ trẻ", "mua sắm:", "đội tuyên",
    )
)  # fmt: skip
"""Pairs of which the second (or first) word is no verb though it can be one alone."""


def _begins_clause(tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether a capital is that of a clause, not of a name behind a title ("ThS. Lưu ...")."""
    if "." in tokens[i].gap and (len(tokens[i - 1].text) == 1 or tokens[i - 1].low in TITLES):
        return False
    return bool(re.search(r"[:.;!?(“\"+]", tokens[i].gap))


def _is_rest(tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether a word is the second half of a verb that is a name here: "Chi cục Thống kê"."""
    return (tokens[i - 1].low, tokens[i].low) in verbs(marked=_marked(tokens))


def stop_at(tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether no name goes on over the i-th word: "phải", "chủ động", "theo chức năng"."""
    if i > 0 and (tokens[i].capital or (tokens[i - 1].low, tokens[i].low) in _NOUNS):
        return False
    if i + 1 < len(tokens) and (tokens[i].low, tokens[i + 1].low) in _NOUNS:
        return False
    return bool(_hit(tokens, i, STOPS if _marked(tokens) else _folded("stops")))


def head_at(tokens: tuple[Token, ...], i: int) -> int:
    """Return how many words from the i-th on begin the name of a body or person; 0 for none."""
    if i >= len(tokens):
        return 0
    marked = _marked(tokens)
    if _hit(tokens, i, NOT_HEADS if marked else _folded("not")):
        return 0
    follows = tokens[i + 1] if i + 1 < len(tokens) else None
    title = _hit(tokens, i, _TITLES)
    if title and i + title < len(tokens) and tokens[i + title].capital:
        return title
    size = _hit(tokens, i, HEADS if marked else _folded("heads"))
    if not size and tokens[i].low in _ALL and i + 1 < len(tokens) and not tokens[i + 1].gap.strip():
        below = head_at(tokens, i + 1)
        return below + 1 if below else 0
    if size:
        return size if tuple(t.low for t in tokens[i : i + size]) not in _ONLY_TITLES else 0
    if tokens[i].low == "lớp" and follows is not None and follows.text[:1].isdigit():
        return 1
    named = follows is not None and follows.capital and not follows.gap.strip()
    if named and _hit(tokens, i, HEADS_OF_NAMES if marked else _folded("names")):
        return 1
    return 1 if _is_abbreviation(tokens, i) else 0


_ALL = frozenset(("các", "cả", "toàn", "toàn bộ", "mọi", "hai", "ba", "cac", "ca"))
_TITLES = frozenset(tuple(t.split()) for t in TITLES)
_ONLY_TITLES = frozenset((("ông",), ("bà",), ("cô",), ("thầy",)))
_ABBREVIATION = re.compile(r"[A-ZĐ&]{2,8}\d?$")


def _is_abbreviation(tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether a word is the short form of a role, no syllable: "GVCN"."""
    if not _ABBREVIATION.match(tokens[i].text) or re.fullmatch(r"[IVX]+", tokens[i].text):
        return False
    return not is_syllable(tokens[i].text.lower())
