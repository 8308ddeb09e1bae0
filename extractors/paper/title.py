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
from extractors.paper.kinds import is_capital
from extractors.paper.signature import is_office
from extractors.types import Line
from normalizers.text.unicode import fold

__all__ = ["title_lines"]

_OPENS_TEXT = re.compile(
    r"^\W*(?:can[ -]c\wr?\b|c[a-z]n[ -]c\w{1,2}\b"
    r"|thuc hien (?:cong van|ke hoach|quyet dinh|thong tu|chi thi|nghi quyet|chuong trinh|su)"
    r"|kinh gui|ghi chu\b|nham\b"
    r"|de (?:thuc hien|trien khai|giu|chuan bi|dam bao|bao dam|tiep tuc|nang cao)"
    r"|tren co so|qua (?:nam|theo doi|kiem tra)|hom nay|ngay \d|thoi gian qua"
    r"|theo (?:ke hoach|cong van|quyet dinh|chi dao|tinh than|su)"
    r"|xet (?:de nghi|to trinh|thay)|trong (?:nam hoc|thoi gian)|phan thu|phan [i1]\b"
    r"|(?:[ivx]{1,4}|[a-e]|\d{1,2})\s*[.)/]\s*\S|dat van de|co quan ban hanh|dieu 1\b)"
)
_ATTACHED = re.compile(r"^\W*\(?\s*(?:kem theo|dinh kem|ban hanh kem|du thao)")
_WEB = re.compile(
    r"^\W*(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat)\W+\d{1,2}[/-]\d{1,2}[/-]\d{4}"
    r"|\b(?:dang boi|luot xem|ngay dang|nguoi dang|in bai|tac gia)\b"
)
_ENACTS = re.compile(
    r"\b(?:xay dung|ban hanh|lap|phan cong|thong bao|huong dan|yeu cau|de nghi|trien khai|to chuc)"
    r"\b.{0,160}\b(?:nhu sau|sau day)\b|\b(?:nhu sau|sau day)\s*[:.]?$"
    r"|\b(?:nha truong|truong [^,]{2,40}|so [^,]{2,40}|phong [^,]{2,40}|uy ban nhan dan [^,]{0,30})"
    r" (?:xay dung|ban hanh|lap|phan cong|thong bao|huong dan|yeu cau|de nghi)\b"
)
_OPEN_END = re.compile(
    r"(?:[,(–-]|\b(?:và|của|cho|về|để|với|trong|tại|các|năm|cấp|theo|do|từ|đến|giữa))$"
)
_CLOSED = re.compile(r"(?<!\bTP)[.;:]$")
_LINES = 10
_CHARS = 520
_ENOUGH = 2.0
"""Weight from which a line is text: one sign alone ends no title, an opening formula does."""


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
        if _cannot_be(line, taken) or _weight(line, taken, measure) >= _ENOUGH:
            break
        if not _is_junk(text):
            taken.append(line)
    return taken


def _measure(lines: Sequence[Line], page: int) -> _Measure:
    boxes = [line.bbox for line in lines if line.page == page and line.bbox is not None]
    if len(boxes) < 6:
        return _Measure()
    right = sorted(b.x1 for b in boxes)[int(0.9 * (len(boxes) - 1))]
    left = sorted(b.x0 for b in boxes)[int(0.1 * (len(boxes) - 1))]
    return _Measure(left, right)


def _cannot_be(line: Line, taken: Sequence[Line]) -> bool:
    """Say whether a line is surely no title: overleaf, a formula of its own, or too much."""
    text = line.text.strip()
    folded = fold(text)
    if line.page != taken[-1].page or is_electronic(text) or opens_address(text):
        return True
    if _ATTACHED.match(folded) or _WEB.search(folded):
        return True
    if not text.startswith("(") and find_date(text) is not None:
        return True
    if (len(taken) > 1 and is_office(text)) or (len(text) < 40 and find_number(text) is not None):
        return True
    return len(taken) >= _LINES or sum(len(t.text) for t in taken) + len(text) > _CHARS


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
    if _OPENS_TEXT.match(folded):
        weight += 2.5 if len(taken) > 1 or not folded.startswith("thuc hien") else 0.5
    if _ENACTS.search(folded):
        weight += 1.5
    if text.endswith((".", ":", ";")) and not text.endswith("..."):
        weight += 0.8
    if len(taken) > 1 and _CLOSED.search(above) and text[:1].isupper():
        weight += 2.0
    if len(taken) > 1 and (_OPEN_END.search(above) or text[:1].islower()):
        weight -= 1.2
    if len(taken) == 1 and not is_capital(text) and text[:1].islower():
        weight -= 1.2
    return weight


def _of_letters(line: Line, taken: Sequence[Line]) -> float:
    """Bold goes on in a title; a title all in capitals ends where capitals end."""
    if len(taken) == 1:
        return 0.0
    if is_capital(line.text) and is_capital(taken[-1].text):
        return -0.6
    was, now = _is_bold(taken[-1]), _is_bold(line)
    if was is None or now is None or was == now:
        return 0.0
    return 1.2 if was else 0.0


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
    full = box.x1 > measure.right - 0.02 * measure.width
    weight = 0.0
    if off > 0.06 * measure.width:
        weight += 1.6
    elif full and off > 0.016 * measure.width:
        weight += 1.2
    gap = (box.y0 - above.y1) / max(1.0, min(box.height, above.height))
    if gap > 4.0:
        weight += 2.0
    elif gap > 0.7 and len(taken) > 1:
        weight += 0.9
    return weight


def _of_length(line: Line, taken: Sequence[Line]) -> float:
    """A paragraph of running text is long; that is all a text without boxes tells."""
    length = len(line.text.strip())
    if length > 200:
        return 2.0
    if length > 100 and len(taken) > 1:
        return 1.2
    return 0.3 if len(taken) > 2 and line.text.strip()[:1].isupper() else 0.0


def _is_junk(text: str) -> bool:
    """Say whether a line is what OCR made of a stamp or a rule: hardly a word in it."""
    tokens = text.split()
    words = [t for t in tokens if re.match(r"^\W*[^\W_]{2,}", t)]
    return not words or (len(tokens) >= 3 and len(words) < 0.5 * len(tokens))
