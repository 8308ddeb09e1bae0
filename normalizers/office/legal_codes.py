"""The letters of document numbers: what OCR and typing make of them, put right."""

from __future__ import annotations

import re

from normalizers.text.unicode import strip_marks

__all__ = ["mend_code"]

# Codes whose Đ (or Ư, ...) is lost in stripped or badly read text; the key is without marks.
_KNOWN = {
    "ND": "NĐ", "QD": "QĐ", "HDND": "HĐND", "HDT": "HĐT", "HDTDG": "HĐTĐG",
    "KTKDCLGD": "KTKĐCLGD", "KDCLGD": "KĐCLGD", "KTKDCL": "KTKĐCL", "KDCL": "KĐCL",
    "LDTBXH": "LĐTBXH", "TTG": "TTg", "GDTRH": "GDTrH", "TTR": "TTr", "GDDT": "GDĐT",
}  # fmt: skip
_CIRCULARS = frozenset(("TF", "TI", "TL", "T1", "IT", "1T", "FT"))
# "GDPT" alone is "giáo dục phổ thông"; after S, P or B (sở, phòng, bộ) its P is a misread Đ.
_TRAINING = re.compile(r"(?P<head>[SPB]{0,2}GD)(?:D?&D?|D{0,2}[-.]?|(?<=[SPB]GD)P)?T")


def mend_code(code: str) -> tuple[str, bool]:
    """Return a document code with its parts put right, and whether any letter was changed.

    "KH -THLS" loses its blanks, "TT-BGDDT" and "TT-BGD&ĐT" become
    "TT-BGDĐT"; "SGD&ĐT" with its sign stays.
    """
    parts = [part.strip().rstrip(".") for part in re.split(r"\s*[-–:]\s*", code.strip())]
    parts = [p for p in parts if p]
    mended = [_mend_part(p) for p in parts]
    if len(mended) > 1 and mended[1] == "BGDĐT" and mended[0].upper() in _CIRCULARS:
        mended[0] = "TT"  # the Ministry's circulars: "18/2018/TF-BGDĐT"
    return "-".join(mended), mended != parts


def _mend_part(part: str) -> str:
    bare = strip_marks(part).upper()
    if bare in _KNOWN:
        return _KNOWN[bare]
    signed = re.fullmatch(r"(?P<head>[SPB]{0,2}GD)\s?&\s?DT", bare)
    if signed:
        # Offices below write their sign as they like; the Ministry's code has none.
        return "BGDĐT" if signed["head"] == "BGD" else f"{signed['head']}&ĐT"
    match = _TRAINING.fullmatch(bare)
    return f"{match['head']}ĐT" if match else part
