from __future__ import annotations

from normalizers.text.visible import visible


def test_a_name_cannot_steer_the_terminal() -> None:
    assert visible("KH\x1b[2J\x07.pdf") == "KH\\x1b[2J\\x07.pdf"
    assert visible("KH\nTốt: 9 văn bản\r") == "KH\\nTốt: 9 văn bản\\r"
    assert visible("KH\u202efdp.exe") == "KH\\u202efdp.exe"
    assert visible("Kế hoạch 1.pdf") == "Kế hoạch 1.pdf"


def test_lines_stay_where_they_are_wanted() -> None:
    assert visible("a\n\tb\x9b", lines=True) == "a\n\tb\\x9b"
