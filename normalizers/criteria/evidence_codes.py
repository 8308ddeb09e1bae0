"""The criterion that the code of a piece of evidence bears.

Official Letter 5932/BGDĐT-QLCL writes "H1-1.2-03": box 1, standard 1, criterion 1.2, third piece.
The letters before it wrote "H1-1-02-03" for the same.
"""

from __future__ import annotations

import re

from normalizers.criteria.text import mend_digits
from normalizers.frameworks import framework_codes
from normalizers.text.unicode import clean, fold_aligned

__all__ = ["evidence_criteria"]

_D = r"[0-9oil|sz]"
_DASH = r"\s*[-–—.~_]+\s*"
_CODE = re.compile(
    rf"(?<![a-z])[hm]c?\s*{_D}{{1,2}}{_DASH}(?P<s>{_D})\s*[-–—.,]\s*(?P<n>{_D}{{1,2}})"
    rf"{_DASH}{_D}{{1,3}}(?![a-z\d])"
)


def evidence_criteria(text: str, framework: str = "") -> tuple[str, ...]:
    """Return the criteria of the codes of evidence in a cell, in the order written, each once.

    Args:
        text: the cell ("H1-1.1-01", "[H5-5.2-03]"); letters read for digits are mended.
        framework: the circular's id; codes it lacks are left out. "" accepts every code.
    """
    known = framework_codes(framework) if framework else frozenset()
    codes = [_code(match) for match in _CODE.finditer(fold_aligned(clean(text)))]
    return tuple(dict.fromkeys(code for code in codes if not known or code in known))


def _code(match: re.Match[str]) -> str:
    standard, number = mend_digits(match["s"])[0], mend_digits(match["n"])[0]
    return f"{standard}.{int(number)}"
