"""The stamp of the office that received a paper: "ĐẾN", its number there, the day, to whom passed.

It stands in the letterhead of nearly every paper an archive holds, and says nothing of the paper
itself: its number and day are the receiver's (Nghị định 30/2020/NĐ-CP, appendix IV).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.types import BBox, Line
from normalizers.text.unicode import fold, fold_aligned

__all__ = ["arrival_stamp"]

_NUMBER = r"so(?: va ky hieu hs)?\W*[\d\W]*"
_DAY = r"ngay(?: den)?\W*[\d\W]*(?:thang[\d\W]*nam[\d\W]*)?"
_PASSED = r"(?:kinh )?chuyen\b[^.;]{0,40}"
_FILED = r"(?:luu ho so|gio)\b[\d\W]*(?:so\b[\d\W]*)?"
_LABEL = re.compile(rf"\W*(?:{_NUMBER}|{_DAY}|{_PASSED}|{_FILED})\W*")
_HEAD = re.compile(r"\W*(?:(?:cong van|van ban) )?den\b\W*")
_CODE = re.compile(r"\d\s*/\s*[A-ZĐ]{2}")


@dataclass(frozen=True, slots=True)
class ArrivalStampSettings:
    """Where the lines of such a stamp stand; in heights of its first line, shares 0..1.

    Attributes:
        top: share of the page's height below which there is none.
        below: heights from one line of the stamp to the next, at most.
        beside: heights between the first line and the left of another, at most: "ĐẾN" may fill the
            left of the frame.
    """

    top: float = 0.5
    below: float = 3.0
    beside: float = 8.0


STAMP = ArrivalStampSettings()


def arrival_stamp(lines: Sequence[Line], height: float) -> tuple[Line, ...]:
    """Return the lines of one page that belong to such a stamp, none where there is none.

    A line that says "ĐẾN" in capitals is not enough: a number without code, a day, or a name it
    was passed to must stand in it or near.

    Args:
        lines: of the page.
        height: of the page in points.
    """
    placed = [(x, x.bbox) for x in lines if x.bbox is not None and x.bbox.y0 < STAMP.top * height]
    for line, box in placed:
        rest = _after_head(line.text)
        if rest is None or (rest and not _is_label(rest)):
            continue
        labels = list(_labels(placed, line, box))
        if rest or labels:
            return (line, *labels)
    return ()


def _after_head(text: str) -> str | None:
    """Return what follows "ĐẾN" or "CÔNG VĂN ĐẾN" in a line; None if it does not begin so."""
    plain = " ".join(text.split())
    match = _HEAD.match(fold_aligned(plain))
    if match is None or not plain[: match.end()].isupper():
        return None
    return plain[match.end() :]


def _is_label(text: str) -> bool:
    return bool(_LABEL.fullmatch(fold(text))) and not _CODE.search(text)


def _labels(placed: Sequence[tuple[Line, BBox]], head: Line, first: BBox) -> Iterator[Line]:
    tall = first.y1 - first.y0
    last = first.y1
    for line, box in sorted(placed, key=lambda p: p[1].y0):
        if line is head or box.y0 < first.y0 - tall or box.y0 > last + STAMP.below * tall:
            continue
        beside = first.x0 - tall <= box.x0 <= first.x1 + STAMP.beside * tall
        if beside and _is_label(line.text):
            last = max(last, box.y1)
            yield line
