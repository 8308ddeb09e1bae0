"""Where a title ends: every line below the kind line is weighed, for the title or for the text.

Places tell most where there are boxes: a title is centred, text is justified, and a blank or a
rule stands between. Bold letters, opening formulas ("Căn cứ", "Kính gửi", "I.") and the way a
sentence goes on tell the rest. A line with weight enough is where the text begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.paper.formulas import (
    find_date,
    find_number,
    is_electronic,
    opens_address,
    without_edges,
)
from extractors.paper.kinds import is_capital, opens_form
from extractors.paper.signature import is_office
from extractors.types import Line
from normalizers.text.unicode import fold

__all__ = ["title_lines"]

_OPENS_TEXT = re.compile(
    r"^\W*(?:can[ -]c\wr?\b|c[a-z]n[ -]c\w{1,2}\b"
    r"|thuc hien (?:cong van|ke hoach|quyet dinh|thong tu|chi thi|nghi quyet|chuong trinh|su"
    r"|cong dien|khuyen nghi|ket luan|kien nghi|thong bao|huong dan)"
    r"|nam hoc \d{4}\s*[-–]\s*\d{4}\s*,"
    r"|kinh gui|ghi chu\b|nham\b"
    r"|de (?:thuc hien|trien khai|giu|chuan bi|dam bao|bao dam|tiep tuc|nang cao)"
    r"|tren co so|qua (?:nam|theo doi|kiem tra)|hom nay|ngay \d|thoi gian qua"
    r"|theo (?:ke hoach|cong van|quyet dinh|chi dao|tinh than|su)"
    r"|xet (?:de nghi|to trinh|thay)|trong (?:nam hoc|thoi gian)|phan thu|phan [i1]\b"
    r"|tieu (?:chuan|chi) \d|tuan (?:le )?(?:thu )?\d{1,2} ?[:(]|thu (?:hai|ba|tu|nam|sau|bay)\b"
    r"|(?:[ivx]{1,4}|[a-e]|\d{1,2})\s*[.)/]\s*\S|dat van de|co quan ban hanh|dieu 1\b"
    r"|(?:ho (?:va )?ten|chuc vu|thoi gian|dia diem|chu (?:toa|tri)|thu ky|thanh phan|nhiem vu"
    r"|lop|mon|don vi|ngay sinh|trinh do|dien thoai|to chuyen mon|phu trach)[^:]{0,24}:"
    r"|luu y\b|s?tt\b[.,|]?\s)"
)
_ATTACHED = re.compile(
    r"^\W*\(?\s*(?:kem theo|dinh kem|ban hanh kem|du thao)|^\W*\(\s*(?:thay the|mau (?:so )?\d)"
)
_PURPOSE = re.compile(r"\W*Đ[ểế]\s")
"""A sentence on what for: "Để kỳ thi diễn ra ..."; "Đề án" is another word."""
_ITEM = re.compile(r"^\s*[-–+•*]\s+[^:]{3,60}:\s")
"""An item of a list that names what it says: "- Mùng 1 (29/01): Hiệu trưởng"."""
_WEB = re.compile(
    r"^\W*(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat)\W+\d{1,2}[/-]\d{1,2}[/-]\d{4}"
    r"|\b(?:dang boi|luot xem|ngay dang|nguoi dang|in bai|tac gia)\b"
)
_ENACTS = re.compile(
    r"\btran trong (?:kinh )?moi\b|"
    r"\b(?:xay dung|ban hanh|lap|phan cong|thong bao|huong dan|yeu cau|de nghi|trien khai|to chuc)"
    r"\b.{0,160}\b(?:nhu sau|sau day)\b|\b(?:nhu sau|sau day)\s*[:.]?$"
    r"|\b(?:nha truong|truong [^,]{2,40}|so [^,]{2,40}|phong [^,]{2,40}|uy ban nhan dan [^,]{0,30})"
    r" (?:xay dung|ban hanh|lap|phan cong|thong bao|huong dan|yeu cau|de nghi)\b"
)
_OPEN_END = re.compile(
    r"(?:[,(–-]|\b(?:và|của|cho|về|để|với|trong|tại|các|năm|cấp|theo|do|từ|đến|giữa))$"
)
_CLOSED = re.compile(r"(?<!\bTP)[.;:]$")


@dataclass(frozen=True, slots=True)
class TitleSettings:
    """How many lines a title has, and what each sign weighs against a line being one of them.

    The weights were set by hand on titles of plans, letters and decisions, and have no unit but
    ``enough``; negative ones speak for the title.

    Attributes:
        lines: of a title, at most.
        characters: of a title, at most.
        enough: weight from which a line is text: one sign alone ends no title, an opening formula
            does.
        fewest_boxes: lines with places that tell the measure of a page; fewer are a letterhead.
        outer: share of the lines that begin left of the measure of the text: page numbers, stamps,
        inner: and of those that end within its right edge.
        number_line: characters of a line with a number, below which it is "Số: ..." and no title
            that cites a paper.
        opens: a formula that opens the text ("Căn cứ", "Kính gửi").
        opens_perhaps: "Thực hiện ..." right under the kind of paper may be its title.
        enacts: "xây dựng kế hoạch ... như sau".
        stops: the line ends as a sentence does.
        sentence_above: the line above ended a sentence and this one begins with a capital.
        runs_on: the line above breaks off, or this one begins in lower case.
        capitals: both lines are in capitals.
        bold_ends: the line above is bold, this one is not.
        right_within: share of the measure, to its right edge, within which a line is full.
        off_centre: share of the measure from the title's axis: a line further off is not centred,
        weighs_off_centre: and that weighs so much.
        off_full: the same where the line is full: a centred line that is full is hardly off,
        weighs_off_full: and that weighs so much.
        far: heights of a line between two lines over which a title does not go on,
        weighs_far: which weighs so much.
        apart: heights of a line from which the blank is wider than that between lines of a title,
        weighs_apart: which weighs so much.
        long: characters of a paragraph in text without places,
        weighs_long: which weigh so much.
        longish: characters of a line that is hardly one of a title, below its first line,
        weighs_longish: which weigh so much.
        new_sentence: a third line or a later one that begins with a capital, without places.
        junk_tokens: tokens of a line, at least, that can be told to be dirt by their
        junk_words: share of words among them.
    """

    lines: int = 10
    characters: int = 520
    enough: float = 2.0
    fewest_boxes: int = 6
    outer: float = 0.1
    inner: float = 0.9
    number_line: int = 40
    opens: float = 2.5
    opens_perhaps: float = 0.5
    enacts: float = 1.5
    stops: float = 0.8
    sentence_above: float = 2.0
    runs_on: float = -1.2
    capitals: float = -0.6
    bold_ends: float = 1.2
    right_within: float = 0.02
    off_centre: float = 0.06
    weighs_off_centre: float = 1.6
    off_full: float = 0.016
    weighs_off_full: float = 1.2
    far: float = 4.0
    weighs_far: float = 2.0
    apart: float = 0.7
    weighs_apart: float = 0.9
    long: int = 200
    weighs_long: float = 2.0
    longish: int = 100
    weighs_longish: float = 1.2
    new_sentence: float = 0.3
    junk_tokens: int = 3
    junk_words: float = 0.5


TITLE = TitleSettings()


OFFICE = 7
"""First words of a line among which the name of an office stands; a place follows them."""


@dataclass(frozen=True, slots=True)
class _Measure:
    """The measure of the text on the title's page, in points; zeros where nothing has a box."""

    left: float = 0.0
    right: float = 0.0

    @property
    def width(self) -> float:
        """Width of the text in points."""
        return self.right - self.left


def title_lines(lines: Sequence[Line], at: int) -> list[Line]:
    """Return the lines of the title that begins at index ``at``, top to bottom."""
    taken = [without_edges(lines[at])]
    measure = _measure(lines, lines[at].page)
    for line in lines[at + 1 :]:
        text = line.text.strip()
        if not text:
            continue
        if _cannot_be(line, taken) or _weight(line, taken, measure) >= TITLE.enough:
            break
        if not _is_junk(text):
            taken.append(line)
    return taken


def _measure(lines: Sequence[Line], page: int) -> _Measure:
    boxes = [line.bbox for line in lines if line.page == page and line.bbox is not None]
    if len(boxes) < TITLE.fewest_boxes:
        return _Measure()
    right = sorted(b.x1 for b in boxes)[int(TITLE.inner * (len(boxes) - 1))]
    left = sorted(b.x0 for b in boxes)[int(TITLE.outer * (len(boxes) - 1))]
    return _Measure(left, right)


def _cannot_be(line: Line, taken: Sequence[Line]) -> bool:
    """Say whether a line is surely no title: overleaf, a formula of its own, or too much."""
    text = line.text.strip()
    folded = fold(text)
    if line.page != taken[-1].page or is_electronic(text) or opens_address(text):
        return True
    if _ATTACHED.match(folded) or _WEB.search(folded) or opens_form(text):
        return True
    if not text.startswith("(") and find_date(text) is not None:
        return True
    numbered = len(text) < TITLE.number_line and find_number(text) is not None
    if (len(taken) > 1 and _issues(text)) or numbered:
        return True
    characters = sum(len(t.text) for t in taken) + len(text)
    return len(taken) >= TITLE.lines or characters > TITLE.characters


def _issues(text: str) -> bool:
    """Say whether a line names who decides: "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN A BỐN ÂM TIẾT"."""
    return is_office(text) or (is_capital(text) and is_office(" ".join(text.split()[:OFFICE])))


def _weight(line: Line, taken: Sequence[Line], measure: _Measure) -> float:
    """Return how much speaks for a line being text, less what speaks for the title."""
    return (
        _of_wording(line.text.strip(), taken)
        + _of_letters(line, taken)
        + (_of_place(line, taken, measure) if measure.width else _of_length(line, taken))
    )


def _of_wording(text: str, taken: Sequence[Line]) -> float:
    folded = fold(text)
    above = taken[-1].text.strip()
    weight = 0.0
    if _OPENS_TEXT.match(folded) or _PURPOSE.match(text) or _ITEM.match(text):
        perhaps = len(taken) == 1 and folded.startswith("thuc hien")
        weight += TITLE.opens_perhaps if perhaps else TITLE.opens
    if _ENACTS.search(folded):
        weight += TITLE.enacts
    if text.endswith((".", ":", ";")) and not text.endswith("..."):
        weight += TITLE.stops
    if len(taken) > 1 and _CLOSED.search(above) and text[:1].isupper():
        weight += TITLE.sentence_above
    if len(taken) > 1 and (_OPEN_END.search(above) or text[:1].islower()):
        weight += TITLE.runs_on
    if len(taken) == 1 and not is_capital(text) and text[:1].islower():
        weight += TITLE.runs_on
    return weight


def _of_letters(line: Line, taken: Sequence[Line]) -> float:
    """Bold goes on in a title; a title all in capitals ends where capitals end."""
    if len(taken) == 1:
        return 0.0
    if is_capital(line.text) and is_capital(taken[-1].text):
        return TITLE.capitals
    was, now = _is_bold(taken[-1]), _is_bold(line)
    if was is None or now is None or was == now:
        return 0.0
    return TITLE.bold_ends if was else 0.0


def _is_bold(line: Line) -> bool | None:
    if line.bold:
        return True
    fonts = [word.font for word in line.words if word.font]
    if not fonts:
        return None if line.bbox is not None else False
    return sum("bold" in font.lower() for font in fonts) * 2 > len(fonts)


def _of_place(line: Line, taken: Sequence[Line], measure: _Measure) -> float:
    """Centred or justified, and how far below the line above."""
    box, above, first = line.bbox, taken[-1].bbox, taken[0].bbox
    if box is None or above is None or first is None:
        return 0.0
    axis = above.center[0] if len(taken) > 1 else first.center[0]
    off = abs(box.center[0] - axis)
    full = box.x1 > measure.right - TITLE.right_within * measure.width
    weight = 0.0
    if off > TITLE.off_centre * measure.width:
        weight += TITLE.weighs_off_centre
    elif full and off > TITLE.off_full * measure.width:
        weight += TITLE.weighs_off_full
    gap = (box.y0 - above.y1) / max(1.0, min(box.height, above.height))
    if gap > TITLE.far:
        weight += TITLE.weighs_far
    elif gap > TITLE.apart and len(taken) > 1:
        weight += TITLE.weighs_apart
    return weight


def _of_length(line: Line, taken: Sequence[Line]) -> float:
    """A paragraph of running text is long; that is all a text without boxes tells."""
    length = len(line.text.strip())
    if length > TITLE.long:
        return TITLE.weighs_long
    if length > TITLE.longish and len(taken) > 1:
        return TITLE.weighs_longish
    new_sentence = len(taken) > 2 and line.text.strip()[:1].isupper()
    return TITLE.new_sentence if new_sentence else 0.0


def _is_junk(text: str) -> bool:
    """Say whether a line is what OCR made of a stamp or a rule: hardly a word in it."""
    tokens = text.split()
    words = [t for t in tokens if re.match(r"^\W*[^\W_]{2,}", t)]
    few = len(words) < TITLE.junk_words * len(tokens)
    return not words or (len(tokens) >= TITLE.junk_tokens and few)
