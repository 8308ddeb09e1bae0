"""Names of people: by title, by the shape of a Vietnamese name, by underthesea in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from normalizers.text.unicode import UPPER, clean, fold, has_marks, strip_marks

__all__ = [
    "Person",
    "find_people",
    "find_people_in_prose",
    "is_family_name",
    "people_names",
    "title_case",
]

_WORD = rf"[{UPPER}][^\W\d_]*"
_TITLE = re.compile(
    r"(?<!\w)(?P<title>ông|bà|thầy|cô|đồng\s+chí|đ\s*/\s*c|ô\.|b\.|th\.?s|ts|pgs|gs)"
    r"(?!\w)\.?\s*(?:giáo\s+)?[:.]?\s*",
    re.IGNORECASE,
)
_WORDS = re.compile(rf"{_WORD}(?:[ \t]+{_WORD}){{0,5}}")
_MOST_WORDS = 6
# Words that begin with a capital in plans but are never part of a name.
_NOT_IN_NAME_LIST = (
    "ban bch bgh bí bộ chủ các cán cấp gv gvcn hs ht học hội hiệu khối kế lớp nhóm nhà phó phòng "
    "phụ sở thcs thpt tổ tổng trưởng ttcm tiểu ủy đoàn đội đảng tháng tuần mức tiêu nội ubnd xã "
    "huyện tỉnh quận phường thôn số tt tp tx"
)
_NOT_IN_NAMES = frozenset(_NOT_IN_NAME_LIST.split())
# Pairs that begin like a name (Đoàn, Hồ, Cao are family names) but are not one.
_NOT_NAMES = re.compile(
    r"đoàn (?:thanh|trường|tncs|đội|viên)|hồ chí minh|tôn đức thắng|cao bằng|lâm đồng"
    r"|hà (?:nội|giang|nam|tĩnh)|thái (?:bình|nguyên)|an giang|bạc liêu|hậu giang|lạng sơn"
    r"|đồng (?:nai|tháp|chí|bộ|thời)|kiên giang|lý do|văn (?:phòng|thư|bản|hóa)|công (?:đoàn|an)"
)


_NOT_NAMES_BARE = re.compile(strip_marks(_NOT_NAMES.pattern))
# Two words make a name only with one of these; "Đoàn Kết" and "Lương Sơn" are places and schools.
_COMMON_LIST = "nguyễn trần lê phạm võ huỳnh phan bùi hoàng vũ đỗ trương đặng ngô đinh trịnh"
_COMMON_FAMILIES = frozenset(_COMMON_LIST.split())


@dataclass(frozen=True, slots=True)
class Person:
    """A name in a text; ``start`` and ``end`` span the name without its title."""

    name: str
    start: int
    end: int
    title: str = ""


@lru_cache(maxsize=1)
def _family_names() -> tuple[frozenset[str], frozenset[str]]:
    text = resources.files("normalizers.reference").joinpath("family_names.txt").read_text("utf-8")
    names = [line for line in text.splitlines() if line and not line.startswith("#")]
    return frozenset(n.lower() for n in names), frozenset(fold(n) for n in names)


def is_family_name(word: str) -> bool:
    """Say whether a word in small letters is a Vietnamese family name as it stands."""
    return word in _family_names()[0]


def title_case(name: str) -> str:
    """Return a name written in capitals as "Nguyễn Văn An"; other names stay."""
    return " ".join(w.capitalize() for w in name.split()) if name.isupper() else name


def find_people(text: str, *, loose: bool = False) -> tuple[Person, ...]:
    """Return the people a short text names, in order.

    ``loose`` also takes three words and more whose family name has lost or wrong marks ("Lẻ Minh
    Khánh"), which suits cells that hold nothing but roles and names.

    A title ("Ông", "Cô", "Đ/c") makes any following capitalised words a name; without one,
    three to five capitalised syllables must begin with a Vietnamese family name, or two with one
    of the commonest.
    """
    cleaned = clean(text)
    unmarked = not has_marks(cleaned)
    found: list[Person] = []
    covered = 0
    for match in _TITLE.finditer(cleaned):
        words = _WORDS.match(cleaned, match.end())
        if words is None or match.start() < covered:
            continue
        end = _name_end(words.group())
        if end:
            start = words.start()
            title = match["title"].rstrip(".").capitalize()
            name = title_case(cleaned[start : start + end])
            found.append(Person(name, start, start + end, title))
            covered = start + end
    taken = [(p.start, p.end) for p in found]
    found += [p for p in _by_shape(cleaned, unmarked, loose) if not _overlaps(p, taken)]
    return tuple(sorted(found, key=lambda p: p.start))


def _overlaps(person: Person, taken: list[tuple[int, int]]) -> bool:
    return any(person.start < end and start < person.end for start, end in taken)


def _name_end(words: str) -> int:
    """Return the length of the leading words that can be a name."""
    end = 0
    for i, match in enumerate(re.finditer(_WORD, words)):
        word = match.group().lower()
        family = i == 0 and word in _family_names()[0]  # "Đoàn" opens a name after "Ông"
        if (word in _NOT_IN_NAMES and not family) or i >= _MOST_WORDS:
            break
        end = match.end()
    return end


def _by_shape(text: str, unmarked: bool, loose: bool) -> Iterator[Person]:
    families, folded = _family_names()
    for run in _WORDS.finditer(text):
        words = list(re.finditer(_WORD, run.group()))
        i = 0
        while i < len(words) - 1:
            first = words[i].group()
            known = first.lower() in families
            odd = unmarked or (loose and first.lower() not in _NOT_IN_NAMES)
            known |= odd and strip_marks(first).lower() in folded
            known |= _middle_tells(words, i)
            count = _name_words(words, i) if known else 0
            here = text[run.start() + words[i].start() :].lower()
            if count and (_NOT_NAMES.match(here) or _NOT_NAMES_BARE.match(strip_marks(here))):
                count = 0
            least = 2 if first.lower() in _COMMON_FAMILIES and not unmarked else 3
            if count >= least:
                start = run.start() + words[i].start()
                end = run.start() + words[i + count - 1].end()
                yield Person(title_case(text[start:end]), start, end)
                i += count
            else:
                i += 1


def _middle_tells(words: list[re.Match[str]], i: int) -> bool:
    """Say whether "Văn" or "Thị" stands second: a name, however rare its family name."""
    if i + 2 >= len(words) or words[i].group().lower() in _NOT_IN_NAMES:
        return False
    return words[i + 1].group().lower() in ("văn", "thị")


def _name_words(words: list[re.Match[str]], i: int) -> int:
    """Return how many words from ``i`` on can be one name: all in capitals, or none."""
    capitals = words[i].group().isupper()
    count = 0
    for match in words[i : i + 5]:
        word = match.group()
        if count and word.lower() in _NOT_IN_NAMES or len(word) == 1 and count == 0:
            break
        if len(word) > 1 and word.isupper() != capitals:
            break
        count += 1
    return count


def people_names(text: str) -> tuple[str, ...]:
    """Return only the names, without repeats."""
    return tuple(dict.fromkeys(p.name for p in find_people(text)))


def find_people_in_prose(text: str) -> tuple[Person, ...]:
    """Return the people in running text, asking underthesea as well.

    underthesea's recogniser (a CRF that ships inside its package, so nothing is downloaded) only
    adds names that begin with a Vietnamese family name; it is many times slower.
    """
    cleaned = clean(text)
    found = list(find_people(cleaned))
    taken = [(p.start, p.end) for p in found]
    at = 0
    for name in _ner_names(cleaned):
        start = cleaned.find(name, at)
        if start < 0:
            continue
        at = start + len(name)
        person = Person(name, start, at)
        family = name.split()[0].lower()
        if family in _family_names()[0] and not _overlaps(person, taken):
            found.append(person)
    return tuple(sorted(found, key=lambda p: p.start))


def _ner_names(text: str) -> list[str]:
    from underthesea import ner  # imported late: it takes a second to load

    names: list[str] = []
    for word, _, _, tag in ner(text):
        if tag == "B-PER":
            names.append(word)
        elif tag == "I-PER" and names:
            names[-1] += " " + word
    return [n for n in names if len(n.split()) > 1]
