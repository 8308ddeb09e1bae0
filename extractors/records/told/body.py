"""Which paragraphs are what a document says itself: no letterhead, no recipients, no form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.paper.outline import Rank, rank_of
from extractors.paper.paragraphs import Paragraph
from extractors.paper.signature import is_office
from extractors.records.told.roster import duty_lines
from extractors.records.told.settings import TOLD
from extractors.wording.periods import periods_of
from normalizers.text.unicode import fold

__all__ = ["body", "is_blank"]

_RECIPIENTS = re.compile(
    r"^\W*noi nhan\b|^\W*(?:tm|kt|tl|tuq)\s*[.,]\s*(?:uy|ub|chu|giam|hieu|truong|hoi|pho|chanh|bo)"
)
_END = re.compile(r"^\W*tren d[ao]y la\b")
_ADDRESS = re.compile(r"^\W*kinh gui\b")
_ANNEX = re.compile(r"^\W*(?:phu luc|bieu mau|mau so|bieu so|ke hoach|lich|noi dung)\b")
_MOTTO = re.compile(r"cong hoa xa hoi chu nghia|doc lap\s*[-–—]?\s*tu do")
_BLANK = re.compile(r"(?:\.{4,}|…{2,}|_{4,}|(?:\.{2,}|…+)\s*/|/\s*(?:\.{2,}|…+))")
_HEADS_OF_COLUMNS = re.compile(r"^\W*s?tt\b")
_TO_SIGN = re.compile(r"\bky(?: ten)?\b[^.]{0,20}\b(?:ghi ro|ho ten|dong dau)|^\W*\(ky\b")
_BOXES = ("□", "☐", "▢")


def is_blank(text: str) -> bool:
    """Say whether a paragraph is a line of a form still to be filled in."""
    return bool(
        _BLANK.search(text)
        or _TO_SIGN.search(fold(text))
        or _HEADS_OF_COLUMNS.match(fold(text))
        or text.lstrip()[:1] in _BOXES
    )


def body(paragraphs: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """Return the paragraphs between letterhead and signature; those of each annex by themselves."""
    parts: list[list[Paragraph]] = [[]]
    inside, ended_on, addressed = False, 0, False
    unnamed = _unnamed_recipients(paragraphs)
    texts = [p.text for p in paragraphs]
    openers = {*periods_of(texts), *duty_lines(texts)}
    for n, paragraph in enumerate(paragraphs):
        folded = fold(paragraph.text)
        if n in unnamed and not ended_on:
            ended_on = paragraph.page
        if ended_on:
            if not _reopens(paragraph, folded, ended_on):
                continue
            ended_on, inside = 0, False
            parts.append([])
        if _ADDRESS.match(folded):
            addressed = True
            continue
        if addressed and not inside and rank_of(paragraph.text) in (Rank.DASH, Rank.PLUS):
            continue
        addressed = False
        if inside and (_RECIPIENTS.match(folded) or _END.match(folded)):
            ended_on = paragraph.page
            continue
        inside = inside or n in openers or _opens(paragraph)
        if inside:
            parts[-1].append(paragraph)
    return [kept for part in parts if (kept := _unsigned(part))]


def _unsigned(part: list[Paragraph]) -> list[Paragraph]:
    """Leave out the post and the name with which a part ends: who signs it does nothing in it."""
    signers = 0
    for paragraph in reversed(part):
        if rank_of(paragraph.text) < Rank.BODY or not _is_of_signature(paragraph.text):
            break
        signers += 1
    named = any(_is_full_name(p.text) for p in part[len(part) - signers :])
    return part[: len(part) - signers] if named else part


_SIGNS = re.compile(
    r"^\W*(?:to truong|to pho|nguoi (?:lap|viet|bao cao|thuc hien|tong hop|lam)[^:;,]{0,24}"
    r"|giao vien|(?:xac nhan|(?:phe )?duyet|y kien) ?(?:cua [^:;,]{3,40})?"
    r"|\(?(?:da )?ky[^)]{0,30}\)?)\W*$"
)


def _is_of_signature(text: str) -> bool:
    plain = text.upper()  # posts stand in small letters over the names of short papers
    return _is_full_name(text) or is_office(plain) or bool(_SIGNS.match(fold(text)))


def _is_full_name(text: str) -> bool:
    """Say whether a line is a person's name: two to five words, each with a capital, no signs."""
    words = text.split()
    return (
        2 <= len(words) <= 5
        and all(  # the longest Vietnamese names have five words
            w.isalpha() and w[0].isupper() and w[1:].islower() for w in words
        )
    )


_FILED = re.compile(r"^\W*luu\b\W*(?:vt|v[iul]\b|tr|vp|ho so)")


def _unnamed_recipients(paragraphs: Sequence[Paragraph]) -> set[int]:
    """Return the bullets that end in "- Lưu: VT": whom the paper goes to, its heading unread."""
    found: set[int] = set()
    for n, paragraph in enumerate(paragraphs):
        if not _FILED.match(fold(paragraph.text)):
            continue
        while n >= 0 and len(paragraphs[n].text.split()) <= TOLD.recipient:
            if rank_of(paragraphs[n].text) < Rank.DASH:
                break
            found.add(n)
            n -= 1
    return found


def _opens(paragraph: Paragraph) -> bool:
    """Say whether running text begins: a number, a sentence, a line that opens a list."""
    text = paragraph.text
    if _MOTTO.search(fold(text)):
        return False
    if rank_of(text) <= Rank.DECIMAL and not re.match(r"^\W*[Ss]ố\b", text):
        return True
    letters = [c for c in text if c.isalpha()]
    capital = sum(c.isupper() for c in letters) > TOLD.capitals * max(1, len(letters))
    words = len(text.split())
    if re.match(r"^\W*tieu (?:chuan|chi)\s*\d", fold(text)):
        return True
    return (
        not capital
        and not paragraph.bold
        and (words >= TOLD.running or text.rstrip().endswith(":"))
    )


def _reopens(paragraph: Paragraph, folded: str, page: int) -> bool:
    if re.match(r"^\W*phu luc\b", folded):
        return True
    if paragraph.page <= page:
        return False
    return (
        bool(_ANNEX.match(folded))
        or rank_of(paragraph.text) <= Rank.NUMBER
        or len(folded.split()) >= TOLD.running
    )
