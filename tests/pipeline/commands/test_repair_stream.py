from __future__ import annotations

import io
import os
import threading
from collections.abc import Iterator

import pytest

from pipeline.commands.repair_stream import repair_stream


def test_lines_and_their_endings_come_back_one_for_one() -> None:
    text = "To truong kiem tra ho so\r\n\nHieu truong phe duyet ke hoach\ntrong nam hoc 2022"
    lines = list(repair_stream(io.BytesIO(text.encode()), "stripped"))
    assert "".join(lines) == (
        "Tổ trưởng kiểm tra hồ sơ\r\n\nHiệu trưởng phê duyệt kế hoạch\ntrong năm học 2022"
    )
    assert len(lines) == 4


def test_many_lines_come_back_in_order() -> None:
    text = "".join(f"Ke hoach so {n}\n" for n in range(300))
    expected = [f"Kế hoạch số {n}\n" for n in range(300)]
    assert list(repair_stream(io.BytesIO(text.encode()), "stripped")) == expected


def test_bytes_that_are_no_utf8_do_not_stop_it() -> None:
    assert list(repair_stream(io.BytesIO(b"ab\xff\n"), "none")) == ["ab\ufffd\n"]


def _first(lines: Iterator[str], found: list[str]) -> None:
    found.append(next(lines))


def test_a_line_comes_back_while_the_pipe_is_still_open() -> None:
    """Regression: nothing came out until 64 lines had come in or the pipe was closed."""
    read, write = os.pipe()
    found: list[str] = []
    with os.fdopen(read, "rb") as stream:
        reader = threading.Thread(
            target=_first, args=(repair_stream(stream, "stripped"), found), daemon=True
        )
        reader.start()
        os.write(write, b"Hieu truong phe duyet ke hoach\n")
        reader.join(timeout=20)
        assert found == ["Hiệu trưởng phê duyệt kế hoạch\n"]
        os.close(write)


def test_a_stream_that_breaks_is_an_error_after_what_was_read() -> None:
    class Broken(io.BytesIO):
        def __next__(self) -> bytes:
            line = super().readline()
            if not line:
                raise OSError("disk")
            return line

    lines = repair_stream(Broken(b"mot\nhai\n"), "none")
    assert [next(lines), next(lines)] == ["mot\n", "hai\n"]
    with pytest.raises(OSError, match="disk"):
        next(lines)
