"""Who is to act: in a heading ("2. Đối với Phòng GD&ĐT"), or in the sentence ("Giao ...").

A name begins with a word for a body, a role or a person, and runs up to the first word that no
name holds: a verb of doing, "phải", "chủ động", a colon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.records.time_phrases import find_deadline
from extractors.records.told.lexicon import (
    NAMES_WITH_VERBS,
    OWN_VERBS,
    ROLE_VERBS,
    ROLES,
    TITLES,
)
from extractors.records.told.tokens import Token, head_at, stop_at, tokens_of, verb_at_token
from extractors.wording.content import LIKE_OWNER, LONGEST_VERB, affinity, names_organ, phrase_list
from extractors.wording.matching import folded_words
from normalizers.text.unicode import clean, has_marks

__all__ = [
    "Actor",
    "actor_of_heading",
    "actor_of_sentence",
    "addressees",
    "helper_of",
    "is_imperative",
    "verb_at",
]

_FOR = re.compile(
    r"^\s*(?:đối với|về phía|dành cho"
    r"|(?:trách nhiệm|nhiệm vụ|công việc|phần việc)(?: cụ thể)? của)\s+",
    re.IGNORECASE,
)
_GIVES = (
    "giao cho", "giao", "đề nghị", "yêu cầu", "phân công", "ủy quyền cho", "kính đề nghị",
    "trân trọng đề nghị", "kính mong", "đề xuất giao", "giao nhiệm vụ cho",
)  # fmt: skip
_GIVING = frozenset(tuple(p.split()) for p in _GIVES)
_OPENING = re.compile(
    r"^\s*(?:căn c[ứửư]|theo|trên cơ sở|để|nhằm|ngay sau|sau|trước|khi|định kỳ|h[àằ]ng|trong"
    r"|từ|đến|năm học|kết thúc|nhận được"
    r"|lưu ý|riêng|về|đối với|liên quan|nhân dịp"
    r"|vào|ngày|tháng|tuần|sáng|chiều|tối|hết|quý|đợt|mỗi|cuối|đầu|giữa)\b",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"\s*(?:,|\(.*?\))?\s*(?:có (?:(?:các|những) )?(?:nhiệm vụ|trách nhiệm)|chịu trách nhiệm)?"
    r"(?:\s*(?:như sau|sau đây|sau|chủ yếu|cụ thể))*\s*[:.]?\s*$",
    re.IGNORECASE,
)
_IN_NAMES = frozenset(
    ("hỗ trợ", "tư vấn", "đảm bảo", "bảo đảm", "phát triển", "quản lý", "đào tạo", "bồi dưỡng")
)
"""Verbs by which bodies are named for what they are there for."""
_MANY = frozenset(("các", "những", "cho", "việc", "công"))
_OBJECT_WORDS = 4
"""Words within which the verb of the sentence follows the object of such a verb."""
_HEDGES = frozenset(
    (
        "tiếp tục", "thường xuyên", "khẩn trương", "chủ động", "không", "cần", "phải", "hằng năm",
        "hàng năm", "hằng tháng", "hàng tháng", "hằng tuần", "hàng tuần", "định kỳ", "kịp thời",
        "tích cực", "tuyệt đối", "cùng", "trực tiếp", "nghiêm túc", "tập trung", "đồng thời",
        "nhanh chóng", "sớm", "bước đầu", "quyết liệt", "mỗi tháng", "mỗi tuần",
        "mỗi quý", "mỗi năm", "mỗi ngày", "chịu", "tự", "chỉ", "xong",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActorSettings:
    """How long a name of who acts is, and where it begins; in words unless said.

    Attributes:
        actor: of a name or a list of names before its verb, at most.
        address: of a list that an order goes to ("Đề nghị ..."), at most.
        opening: characters of a ground or a time before the one who acts, at most.
        parts: of an opening, by commas, behind which the sentence may begin, at most.
        topic: before the colon of a topic ("Tiêu chí 1.6: ..."), at most.
        inside: after which, at most, a name in capitals begins behind an opening without a comma,
        openings: words behind commas that are tried,
        insides: and words in capitals without a comma that are.
        named: of a short name that ends in a colon, at most.
        relative: after a name that narrow it ("chưa đăng ký"), at most.
        ordering: of a phrase that gives an order, at most.
        clause: before a word in which the name it belongs to stands, at most.
        purpose: behind the head of a heading that names a body by its purpose, at most.
        hedges: of hedges before a verb, at most ("Tiếp tục chủ động ...").
    """

    actor: int = 26
    address: int = 70
    opening: int = 220
    parts: int = 3
    topic: int = 14
    inside: int = 8
    openings: int = 4
    insides: int = 2
    named: int = 8
    relative: int = 12
    ordering: int = 4
    clause: int = 9
    hedges: int = 6
    purpose: int = 4


ACTOR = ActorSettings()


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, where the name stands in the text, where the action begins, and how it is told.

    ``how`` is "given" ("Giao X ..."), "colon" ("X: ..."), "subject" ("X tổ chức ...") or "clause"
    (the subject of a later clause).
    """

    text: str
    start: int
    end: int
    how: str = "subject"


def actor_of_heading(text: str) -> str:
    """Return who a heading (without its number) names; "" if it names a matter instead."""
    bare = _DUTY.sub("", _FOR.sub("", text.strip())).strip(" .:;-–*")
    tokens = tokens_of(bare)
    if not tokens or len(tokens) > ACTOR.actor:
        return ""
    head = head_at(tokens, 0)
    given = _giving(tokens, 0)
    if given and head_at(tokens, given):
        end = _name_end(tokens, given, ACTOR.address)
        return _name(bare, tokens, given, len(tokens) if end is None else end)
    if verb_at_token(tokens, 0) and not (
        head and (len(tokens) == 1 or head > 1 or _name_like(tokens))
    ):
        return ""
    if not head and _first_verb(folded_words(bare)[:3], _office_verbs(marked=False)) == 0:
        return ""
    if _FOR.match(text):
        known = head or names_organ(bare) or affinity("owner", bare) >= LIKE_OWNER
        return bare[:1].upper() + bare[1:] if known and not _ALL_OF_THEM.match(bare) else ""
    end = _name_end(tokens, 0, ACTOR.actor)
    if head and end is not None and end < len(tokens):
        return bare if _is_purpose(text, tokens, head) else ""
    if head:
        return bare
    known = affinity("owner", bare) >= LIKE_OWNER and len(tokens) > 1 and not bare.isupper()
    return bare if known or names_organ(bare) else ""


_ALL_OF_THEM = re.compile(
    r"các\s+(?:cơ quan|đơn vị|ngành|cấp|bên|bộ phận|thành viên|tổ chức)\b", re.IGNORECASE
)
"""Names no one: what each of them does stands below ("NHIỆM VỤ CỦA CÁC CƠ QUAN, ĐƠN VỊ")."""


def _is_purpose(text: str, tokens: tuple[Token, ...], head: int) -> bool:
    """Say whether a heading names a body by what it is there for: "2. Tổ nuôi dưỡng:"."""
    named = " ".join(t.low for t in tokens[:head]) in NAMES_WITH_VERBS
    short = len(tokens) <= head + ACTOR.purpose and not any(t.gap.strip() for t in tokens[1:])
    return named and short and text.rstrip().endswith(":") and bool(verb_at_token(tokens, head))


def _name_like(tokens: tuple[Token, ...]) -> bool:
    return len(tokens) > 1 and tokens[1].capital


def actor_of_sentence(text: str) -> Actor | None:
    """Return who the sentence says shall act; None if it says no one.

    "Giao X thực hiện ...", "X có trách nhiệm ...", "X: ...", "X tổ chức ...", "Ngày 5/9: X ...".
    """
    tokens = tokens_of(text)
    if len(tokens) < 2:
        return None
    for start in _starts(text, tokens):
        found = _actor_from(text, tokens, start)
        if found is not None:
            return _told_by(found, text, tokens) or found
    return None


def _told_by(actor: Actor, text: str, tokens: tuple[Token, ...]) -> Actor | None:
    """Return whom the one named tells to act: "Hiệu trưởng yêu cầu các tổ lồng ghép ..."."""
    at = next((i for i, t in enumerate(tokens) if t.start == actor.end), None)
    if actor.how != "subject" or at is None or tokens[at].low not in ("yêu", "giao"):
        return None  # who asks a body above or shares out work answers for it
    given = _giving(tokens, at)
    return _actor_from(text, tokens, at) if given and head_at(tokens, at + given) else None


def _starts(text: str, tokens: tuple[Token, ...]) -> list[int]:
    """Return the words at which a subject may begin: the first, and that after an opening.

    "Tiêu chí 1.6: X ...", "Ngày 5/9: X ...", "Căn cứ kế hoạch này, các đơn vị ...".
    """
    starts = [*_agreed(tokens), 0]
    colon = next((i for i, t in enumerate(tokens) if ":" in t.gap), None)
    if colon is not None and 0 < colon <= ACTOR.topic:
        begins = _begins_with_actor(tokens, colon)
        starts = [*starts[:-1], *((colon, 0) if begins else (0, colon))]
    if _OPENING.match(text):
        starts += _after_opening(text, tokens)
    starts += _after_day(text, tokens)
    return starts


_AGREES = frozenset(
    (("thống", "nhất"), ("đồng", "ý"), ("quyết", "định"), ("nhất", "trí"), ("chỉ", "đạo"))
)


def _agreed(tokens: tuple[Token, ...]) -> list[int]:
    """Return the order that someone agrees on: "Hai bên thống nhất giao Tổ A ..."."""
    return [
        i
        for i in range(2, min(len(tokens) - 1, ACTOR.inside))
        if (tokens[i - 2].low, tokens[i - 1].low) in _AGREES
        and tokens[i].low == "giao"
        and (given := _giving(tokens, i))
        and head_at(tokens, i + given)
    ][:1]


_DAY = re.compile(
    r"^\W*(?:(?:từ|ngày|sáng|chiều|tối|đến|thứ\s+\w+,?)\s+)*\d{1,2}\s*[/.]\s*\d{1,2}(?:\s*[/.]\s*\d{4})?"
    r"(?:\s*(?:[-–]|đến)\s*(?:ngày\s*)?\d{1,2}\s*[/.]\s*\d{1,2}(?:\s*[/.]\s*\d{4})?)?\s+(?=[A-ZĐÀ-Ỹ])",
    re.IGNORECASE,
)


def _after_day(text: str, tokens: tuple[Token, ...]) -> list[int]:
    """Return the word behind a day with no colon: "22/3 - 24/3/2021 Bà Lan kiểm tra ..."."""
    match = _DAY.match(text)
    if match is None or not text[match.end() : match.end() + 1].isupper():
        return []
    return [i for i, t in enumerate(tokens) if t.start == match.end()]


def _orders(tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether an order to someone begins: "Về việc ..., giao Phòng A ..."."""
    given = _giving(tokens, i)
    return bool(given and head_at(tokens, i + given))


def _begins_with_actor(tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether a name in capitals with its verb begins after a colon."""
    head = head_at(tokens, i)
    if not tokens[i].capital or not head or verb_at_token(tokens, i) >= head:
        return False
    end = _name_end(tokens, i, ACTOR.actor)
    return end is not None and end < len(tokens) and ":" not in tokens[end].gap


def _after_opening(text: str, tokens: tuple[Token, ...]) -> list[int]:
    clause = next((i for i, t in enumerate(tokens) if ";" in t.gap), len(tokens))
    found = [
        i
        for i, t in enumerate(tokens[:clause])
        if i > 0
        and t.start <= ACTOR.opening
        and "," in t.gap
        and (head_at(tokens, i) or _orders(tokens, i))
        and not head_at(tokens, i - 1)
        and head_at(tokens, max(0, i - 2)) != 2
    ]
    inside = [
        i
        for i, t in enumerate(tokens)
        if 2 < i <= ACTOR.inside and t.capital and not t.gap.strip() and not tokens[i - 1].capital
        and head_at(tokens, i) and tokens[i - 1].low not in _PREPOSITIONS
    ]  # fmt: skip
    time = find_deadline(text)
    if time is not None and time.start == 0:  # "Cuối năm học nhà trường tổng kết"
        inside = [i for i, t in enumerate(tokens) if t.start >= time.end][:1] + inside
    ordered = [i for i in found if _orders(tokens, i)]  # "Về việc của Trường A, giao Phòng B ..."
    return ordered or sorted(found[: ACTOR.openings] + inside[: ACTOR.insides])


_PREPOSITIONS = frozenset(
    ("của", "với", "về", "cho", "tại", "do", "từ", "đến", "các", "và", "cùng", "trong", "trên",
     "này", "số", "theo", "ở", "bởi")
)  # fmt: skip


def _actor_from(text: str, tokens: tuple[Token, ...], start: int) -> Actor | None:
    given = _giving(tokens, start)
    first = start + given
    if first >= len(tokens):
        return None
    head = head_at(tokens, first)
    surely = given and tokens[start].low in ("giao", "ủy", "uy")
    if not head and not surely:
        return None
    if not given and _is_verb_first(tokens, first, head) and not _is_named(tokens, first):
        return None
    end = _name_end(tokens, first, ACTOR.address if given else ACTOR.actor, given=bool(given))
    if end is None or not first < end < len(tokens):
        most = ACTOR.address if given else ACTOR.actor
        end = _name_end(tokens, first, most, given=bool(given), own=False)
    if end is None or not first < end < len(tokens):
        return None
    end = _over_relative(tokens, first, end)
    name = _name(text, tokens, first, end)
    colon = ":" in tokens[end].gap
    how = "given" if given else "colon" if colon else "subject"
    return Actor(name, tokens[first].start, tokens[end].start, how)


def _over_relative(tokens: tuple[Token, ...], first: int, end: int) -> int:
    """Take in what narrows a name before its colon: "Các trường chưa đăng ký: ..."."""
    if tokens[end].low not in ("chưa", "đã", "có", "được", "không"):
        return end
    for i in range(end, min(len(tokens), first + 1 + ACTOR.relative)):
        if ":" in tokens[i].gap:
            return i
        if re.search(r"[,;.]", tokens[i].gap) and i > end:
            return end
    return end


def _is_named(tokens: tuple[Token, ...], first: int) -> bool:
    """Say whether a short name ends in a colon: "Thanh tra tỉnh: ..."."""
    end = _name_end(tokens, first, ACTOR.named)
    return end is not None and end < len(tokens) and ":" in tokens[end].gap


_TOGETHER = re.compile(r"\s+cùng(?:\s+với)?\s+")
_ASIDE = re.compile(r"\s*\((?![A-ZĐ&]{2,}\))[^()]*\)\s*$")


def _name(text: str, tokens: tuple[Token, ...], first: int, end: int) -> str:
    stop = tokens[end].start if end < len(tokens) else len(text)
    name = text[tokens[first].start : stop]
    name = re.sub(r"\s*(?:\bvà|\bcùng|\bđã|\bđang)?\s*$", "", name.strip(" ,;:-–"))
    name = _ASIDE.sub(_kept_aside, _TOGETHER.sub("; ", name.strip(" ,;:-–")))
    return (
        name.strip(" ,;:-–") if not re.search(r"\([^)]*$", name) else name.rsplit("(", 1)[0].strip()
    )


def _kept_aside(match: re.Match[str]) -> str:
    """Keep the post, body or person in brackets behind a name: "ông Nam (Phó Hiệu trưởng)"."""
    inner = tokens_of(match.group().strip(" ()"))
    named = bool(inner) and (inner[0].capital or inner[0].low in TITLES)
    whole = _name_end(inner, 0, ACTOR.named) if named and head_at(inner, 0) else 0
    return match.group() if whole == len(inner) else ""


def _is_verb_first(tokens: tuple[Token, ...], i: int, head: int) -> bool:
    """Say whether words that may name someone are a verb here: "Thanh tra, kiểm tra các khâu"."""
    size = verb_at_token(tokens, i)
    if not size or i + size >= len(tokens) or head > size:
        return False
    after = tokens[i + size]
    if "," in after.gap or after.low in ("và", "hoặc"):
        return bool(verb_at_token(tokens, i + size + (after.low in ("và", "hoặc"))))
    if head == size and (
        verb_at_token(tokens, i + size) or stop_at(tokens, i + size) or after.low in _LEVELS
    ):
        return False
    return ":" not in after.gap and not after.capital


_LEVELS = frozenset(
    ("tỉnh", "huyện", "quận", "xã", "phường", "thị", "thành", "sở", "bộ", "nhà", "nhân", "chính")
)
"""What follows the name of a body that is a verb too: "Thanh tra quận", "Thanh tra nhân dân"."""
_NOT_GIVEN = ("ban", "lưu", "thông", "tiếp", "nộp", "dịch", "nhận")


def _giving(tokens: tuple[Token, ...], i: int) -> int:
    """Return how many words from the i-th on give an order: "Giao cho", "Đề nghị"; 0 for none."""
    for size in range(ACTOR.ordering, 0, -1):
        words = tuple(t.low for t in tokens[i : i + size])
        if words in _GIVING and not (
            words == ("giao",) and i + 1 < len(tokens) and tokens[i + 1].text in _NOT_GIVEN
        ):
            return size
    return 0


def _name_end(
    tokens: tuple[Token, ...], first: int, most: int, *, given: bool = False, own: bool = True
) -> int | None:
    """Return the word that ends a name; the number of words where it runs to the end of the text.

    ``own`` takes a verb behind a head as part of its name ("tổ giám sát"). None where the name
    runs over the end of a sentence or clause, or is too long.
    """
    i = _over_head(tokens, first, own=own)
    while i < len(tokens):
        token = tokens[i]
        if i - first > most:
            return None
        if "(" in token.gap and ")" not in token.gap:
            i = _over_brackets(tokens, i)
            continue
        if _ends_clause(tokens, i):
            return None
        if "," in token.gap and token.low in _TIME_WORDS:
            return i
        if ":" in token.gap:
            if not (given and token.capital and not verb_at_token(tokens, i)):
                return i
        elif _goes_on(tokens, i, own=own):
            i = _over_head(tokens, i, own=own)
            continue
        elif token.low == "được" and i + 1 < len(tokens) and tokens[i + 1].low in ("giao", "phân"):
            i += 2 if tokens[i + 1].low == "giao" else 3  # "được giao", "được phân công"
            i += verb_at_token(tokens, i) if i < len(tokens) else 0
            continue
        elif size := _verb_in_name(tokens, first, i):
            i += size
            continue
        elif verb_at_token(tokens, i) or stop_at(tokens, i):
            return i
        i += 1
    return len(tokens)


_TIME_WORDS = frozenset(
    ("hạn", "trước", "xong", "chậm", "từ", "ngày", "tháng", "tuần", "sáng", "chiều", "cuối", "đầu",
     "thời", "hoàn", "vào", "trong", "hết", "quý")
)  # fmt: skip
"""What goes on behind a comma with when, not with who: "GV dạy khối 9, hạn 06/11"."""


def _verb_in_name(tokens: tuple[Token, ...], first: int, i: int) -> int:
    """Return how many words a verb takes that stands behind "và" in the name of a body; 0 if none.

    "Tổ Công nghệ và hỗ trợ kỹ thuật chạy thử ..." names what the body is there for and then says
    what it does: the first verb is of the kind that names use and another one follows soon.
    """
    size = verb_at_token(tokens, i)
    if not size or i - 1 <= first or tokens[i - 1].low != "và" or tokens[i].gap.strip():
        return 0
    after = i + size
    verb = " ".join(token.low for token in tokens[i:after])
    if tokens[i].capital and tokens[i - 2].gap.strip() == "":
        return size + verb_at_token(tokens, after) if after < len(tokens) else size
    soon = range(after + 1, min(after + _OBJECT_WORDS, len(tokens)))
    plain = after < len(tokens) and not (head_at(tokens, after) or tokens[after].low in _MANY)
    doing = any(verb_at_token(tokens, k) for k in soon)
    return size if verb in _IN_NAMES and plain and doing else 0


def _goes_on(tokens: tuple[Token, ...], i: int, *, own: bool) -> bool:
    """Say whether another name begins inside the name, with a verb of its own or behind "và"."""
    if not head_at(tokens, i):
        return False
    if not tokens[i].capital and _over_head(tokens, i, own=own) > i + head_at(tokens, i):
        return True
    return _joins(tokens, i) and not _is_verb_first(tokens, i, 1)


def _joins(tokens: tuple[Token, ...], i: int) -> bool:
    return (
        "," in tokens[i].gap or ";" in tokens[i].gap or tokens[i - 1].low in ("và", "cùng", "với")
    )


def _over_head(tokens: tuple[Token, ...], first: int, *, own: bool) -> int:
    """Return the word after the head of a name, and after the verb that is part of the name."""
    head = head_at(tokens, first)
    at = first + max(1, head)
    if not own or not head or at >= len(tokens) or tokens[at].gap.strip():
        return at
    if field := _over_field(tokens, at):
        return field
    words = " ".join(t.low for t in tokens[first:at])
    size = verb_at_token(tokens, at)
    own_verb = tuple(t.low for t in tokens[at : at + size]) in OWN_VERBS
    if words in NAMES_WITH_VERBS and own_verb and not _all_do(tokens, first, at, size):
        return at + size
    if words in ROLES and tokens[at].low in {v.split()[0] for v in ROLE_VERBS}:
        return at + max(1, size)
    return at


def _all_do(tokens: tuple[Token, ...], first: int, at: int, size: int) -> bool:
    """Say whether a verb behind "các nhóm" is what they all do: "Các nhóm thu thập, phân tích"."""
    if tokens[first].low != "các":
        return False
    after = at + size
    doing = after < len(tokens) and (verb_at_token(tokens, after) or stop_at(tokens, after))
    return not doing or "," in tokens[after].gap


def _over_field(tokens: tuple[Token, ...], at: int) -> int:
    """Return the verb behind the field a leader answers for; 0 where none is named.

    "Phó Hiệu trưởng phụ trách cơ sở vật chất bàn giao ..." says which one and then what he does.
    """
    lead = next((k for k in range(at, min(at + 3, len(tokens) - 2)) if tokens[k].gap.strip()), None)
    begin = next(
        (k for k in range(at, min(at + 3, len(tokens) - 2))
         if (tokens[k].low, tokens[k + 1].low) == ("phụ", "trách")),
        None,
    )  # fmt: skip
    if begin is None or lead is not None and lead <= begin:
        return 0
    led = " ".join(t.low for t in tokens[max(0, begin - 2) : begin])
    for k in range(begin + 2, min(begin + 2 + ACTOR.named, len(tokens))):
        if tokens[k].gap.strip():
            return 0
        if verb_at_token(tokens, k):
            return k if led in _LEADERS and k > begin + 2 else 0
    return 0


_LEADERS = frozenset(("hiệu trưởng", "giám đốc", "chủ tịch", "hiệu phó", "trưởng phòng"))


def _over_brackets(tokens: tuple[Token, ...], i: int) -> int:
    """Return the first word behind the brackets that open before the i-th."""
    j = i
    while j + 1 < len(tokens) and ")" not in tokens[j + 1].gap:
        j += 1
    return j + 1


def _ends_clause(tokens: tuple[Token, ...], i: int) -> bool:
    gap = tokens[i].gap
    if ";" in gap:
        return not head_at(tokens, i)
    return (
        "." in gap and len(tokens[i - 1].text) > 1 and tokens[i - 1].low not in ("đ/c", "ths", "ts")
    )


# --- others named ---


def doer_of(text: str) -> str:
    """Return who does it where that stands behind the work: "..., do cô Mai dạy".

    Only a name that a verb follows counts; behind a comma only that of a person.
    """
    tokens = tokens_of(text)
    for i, token in enumerate(tokens):
        by = i > 0 and tokens[i - 1].low == "do" and not token.gap.strip()
        person = "," in token.gap and bool(head_at(tokens, i)) and _is_person(tokens, i)
        if not (by and head_at(tokens, i)) and not person:
            continue
        end = _name_end(tokens, i, ACTOR.actor)
        if end is not None and i < end < len(tokens) and not re.search(r"[:.;)]", tokens[end].gap):
            return _name(text, tokens, i, end)
    return ""


def _is_person(tokens: tuple[Token, ...], i: int) -> bool:
    size = head_at(tokens, i)
    words = " ".join(t.low for t in tokens[i : i + size])
    named = i + size < len(tokens) and tokens[i + size].capital
    return named and (words in TITLES or not tokens[i].capital)


def clause_actors(text: str, since: int = 0) -> list[Actor]:
    """Return who acts in later clauses: "...; Hiệu trưởng chủ trì", "... (bảo vệ thực hiện)"."""
    tokens = tokens_of(text)
    found: list[Actor] = []
    for i, token in enumerate(tokens):
        if (
            token.start <= since
            or not re.search(r"[;(]|[.]\s", token.gap)
            or ")" in token.gap.rsplit("(")[-1]
        ):
            continue
        if (
            not head_at(tokens, i)
            or tokens[i].low in ("mỗi", "từng")
            or _is_verb_first(tokens, i, 1)
        ):
            continue
        end = _name_end(tokens, i, ACTOR.actor)
        if end is not None and i < end < len(tokens) and not _closes(tokens, i, end):
            found.append(
                Actor(_name(text, tokens, i, end), token.start, tokens[end].start, "clause")
            )
    return found


def _closes(tokens: tuple[Token, ...], i: int, end: int) -> bool:
    """Say whether a clause ends where a name does, so that no verb follows it."""
    opened = any("(" in t.gap for t in tokens[i + 1 : end])
    return bool(re.search(r"[:.;]" if opened else r"[:.;)]", tokens[end].gap))


def addressees(text: str) -> str:
    """Return whom the sentence that opens a list orders: "Sở đề nghị các trường ... như sau:"."""
    tokens = tokens_of(text)
    for i in range(len(tokens) - 1, -1, -1):
        given = _giving(tokens, i)
        if not given or not head_at(tokens, i + given):
            continue
        if i > 0 and _giving(tokens, i - 1) > given:
            continue
        end = _name_end(tokens, i + given, ACTOR.address, given=True)
        if end is not None and end > i + given:
            return _name(text, tokens, i + given, end)
    return ""


def helper_of(text: str) -> str:
    """Return with whom: the name after "phối hợp (với)" up to the next verb; "" for none."""
    tokens = tokens_of(text)
    for i, token in enumerate(tokens[:-2]):
        if token.low != "phối" or tokens[i + 1].low != "hợp" or not _is_told_to(tokens, i):
            continue
        j = i + 2
        while j < len(tokens) and tokens[j].low in _WITH:
            j += 1
        end = _name_end(tokens, j, ACTOR.address, given=True) if j < len(tokens) else None
        if end is not None and end > j and (head_at(tokens, j) or tokens[j].capital):
            return _name(text, tokens, j, end)
    return ""


def _is_told_to(tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether "phối hợp" is a verb here, no noun ("quy chế phối hợp với ...")."""
    if i == 0 or re.search(r"[,;:.]", tokens[i].gap):
        return True
    before = tokens[i - 1]
    if before.low in (
        "và",
        "động",
        "trì",
        "cường",
        "cực",
        "cần",
        "phải",
        "sẽ",
        "trách",
        "nhiệm",
        "tục",
    ):
        return True
    near = range(max(0, i - ACTOR.clause), i)
    return any(head_at(tokens, j) for j in near if j == 0 or tokens[j].capital)


_WITH = frozenset(("chặt", "chẽ", "với", "cùng", "đồng", "bộ"))


_TOPIC = re.compile(
    r"^\W*(?:(?:[Tt]iêu chí|TIÊU CHÍ)\s*\d{1,2}\s*[.]\s*\d{1,2}|(?:Bước|BƯỚC)\s*\d{1,2})\s*[:.]\s*"
)


def is_imperative(text: str) -> bool:
    """Say whether a sentence begins with a verb of doing, or with what hedges one ("Tiếp tục").

    An opening of ground or time is passed over: "Căn cứ kế hoạch năm, triển khai ...".
    """
    bare = _TOPIC.sub("", text)
    if not _GROUND.match(bare):
        return _begins_with_verb(tokens_of(bare))
    parts = re.split(r",\s*", bare[: ACTOR.opening])[1 : 1 + ACTOR.parts]
    return any(_begins_with_verb(tokens_of(part)) for part in parts)


_GROUND = re.compile(r"^\W*(?:căn cứ|theo|trên cơ sở|trong quá trình|để|nhằm|sau khi|khi)\b", re.I)


def _begins_with_verb(tokens: tuple[Token, ...]) -> bool:
    i = 0
    while i < min(len(tokens), ACTOR.hedges):
        size = next((n for n in (2, 1) if " ".join(t.low for t in tokens[i : i + n]) in _HEDGES), 0)
        if not size:
            break
        i += size
    if i < len(tokens) and (size := verb_at_token(tokens, i)):
        return head_at(tokens, i) <= size
    return 0 < i < len(tokens) and bool(verb_at_token(tokens, i - 1))


def verb_at(text: str) -> int | None:
    """Return the index of the word at which the first verb of action begins, None if none.

    Where the text has marks they are heeded first: "Phan Công" in a name is no "phân công".
    """
    if has_marks(text):
        marked = tuple(w for w in re.split(r"[\W_]+", clean(text).lower()) if w)
        if len(marked) == len(folded_words(text)):
            found = _first_verb(marked, _office_verbs(marked=True))
            if found is not None:
                return found
    return _first_verb(folded_words(text), _office_verbs(marked=False))


@lru_cache(maxsize=2)
def _office_verbs(*, marked: bool) -> frozenset[tuple[str, ...]]:
    phrases = phrase_list("verbs") + phrase_list("more_verbs")
    if marked:
        return frozenset(tuple(clean(p).lower().split()) for p in phrases)
    return frozenset(folded_words(p) for p in phrases)


def _first_verb(words: tuple[str, ...], found: frozenset[tuple[str, ...]]) -> int | None:
    for i in range(len(words)):
        if any(words[i : i + size] in found for size in range(1, LONGEST_VERB + 1)):
            return i
    return None
