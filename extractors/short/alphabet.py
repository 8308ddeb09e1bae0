"""The characters the recogniser of short fields can say."""

from __future__ import annotations

UNKNOWN = "\ufffd"
"""Stands for a whole word the recogniser was not taught."""

BLANK = 0
"""Index of CTC's blank; character ``i`` of ``ALPHABET`` has index ``i + 1``."""

ALPHABET = (
    " 0123456789.,/-–:;()[]%+abcghiklmnopqrstuvxyABCGHIKLMNOPQRSTUVXY"
    "àáạảấầẩậăắằèéêếềệìíịóôọốồộớờứừửữụúýỳưđ"
    "ÀÁẠẢẤẦẨẬĂẮẰÈÊẾỀỆÌÍỊÓÔỌỐỒỔỖỘỚỜỨỪỬỮỤÚÝỲƯĐổỗ"
) + UNKNOWN
