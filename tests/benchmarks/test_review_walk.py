"""Keys are counted as a hand presses them, and edits lead from one text to the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks._keys import telex
from benchmarks.review_walk import anew, edits_of, is_right

WORDS = st.lists(st.sampled_from(["tổ", "văn", "phòng", "trường,", "học"]), max_size=7)


@pytest.mark.parametrize(
    ("text", "keys"),
    [("ao", 2), ("được", 7), ("đường", 8), ("trưởng", 8), ("Tháng 9", 8), ("ấm", 4), ("a\nb", 3)],
)
def test_telex_takes_a_key_for_each_mark(text: str, keys: int) -> None:
    assert telex(text) == keys


@given(WORDS, WORDS)
def test_edits_from_the_last_to_the_first_make_the_other_text(
    before: list[str], after: list[str]
) -> None:
    now, text = " ".join(before), " ".join(after)
    made = now
    for begin, end, words in reversed(list(edits_of(now, text))):
        made = made[:begin] + words + made[end:]
    assert made.split() == text.split()


def test_typing_anew_counts_every_field_and_the_tab_behind_it() -> None:
    rows = [{"criteria": "1.1", "action": "ao", "owners": "Hiệu trưởng", "end_date": "2023-10-01"}]
    assert anew(rows, {"issued_date": "2023-09-01"}) == {"rows": 3 + 1 + 2 + 1, "header": 10 + 1}


def test_a_value_is_right_only_to_the_letter() -> None:
    assert is_right("end_date", "2023-10-01", "01/10/2023")
    assert is_right("owners", "Hiệu trưởng;Kế toán", "Kế toán; Hiệu trưởng")
    assert not is_right("action", "ngày hội đọc sách, vận động", "ngày hội đọc sách,vận động")
