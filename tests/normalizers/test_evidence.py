from __future__ import annotations

import pytest

from normalizers.diacritics import repair_lines
from normalizers.diacritics.decoding.evidence import doubt, is_unsure, spellings, support
from normalizers.text.alternative import Alternative


def test_letters_nearly_read_speak_for_a_word_and_others_against_it() -> None:
    seen = (Alternative(1, 2, "ổ", 0.9), Alternative(1, 2, "ô", 0.0))
    assert support("bố", "bổ", seen) > 0 > support("bố", "bộ", seen)
    assert support("bố", "bổ", seen) > support("bố", "bổ", (Alternative(1, 2, "ổ", 0.2),))
    assert support("bố", "bô", seen) < 0  # hardly seen at all
    assert support("bố", "bổ", None) == 0


def test_alternatives_of_other_lengths_count_too() -> None:
    seen = (Alternative(0, 2, "m", 0.8),)
    assert support("rnột", "một", seen) > 0 > support("rnột", "một", ())


def test_spellings_put_strong_alternatives_in_their_place() -> None:
    seen = (Alternative(1, 2, "ổ", 0.9), Alternative(0, 1, "đ", 0.01))
    assert spellings("bố", seen) == ["bổ"]


def test_low_confidence_makes_changing_cheaper_than_keeping() -> None:
    kept, changed = doubt(0.4)
    assert changed > 0 > kept
    kept, changed = doubt(0.985)
    assert kept > changed


def test_an_unsure_sign_is_one_of_a_doubted_word_that_was_nearly_another() -> None:
    assert is_unsure(0.8, (Alternative(0, 1, ":", 0.7),))
    assert not is_unsure(0.8, ())
    assert not is_unsure(0.96, (Alternative(0, 1, ":", 0.7),))
    assert not is_unsure(None, None)


def one(line: str, place: int, conf: float, *seen: Alternative) -> str:
    size = len(line.split())
    confs = [0.97] * size
    alternatives: list[tuple[Alternative, ...]] = [()] * size
    confs[place], alternatives[place] = conf, seen
    (result,) = repair_lines([line], mode="ocr", word_confs=[confs], alternatives=[alternatives])
    return result.text


def test_a_sign_nearly_read_otherwise_between_words_is_a_speck() -> None:
    speck = Alternative(2, 3, ":", 0.6)
    assert one("kẻ-xấu lợi dụng", 0, 0.8, speck) == "kẻ xấu lợi dụng"
    assert one("kẻ-xấu lợi dụng", 0, 0.96, speck) == "kẻ-xấu lợi dụng"
    foreign = Alternative(2, 3, ":", 0.6)
    assert one("Rô-mê-ô và bạn", 0, 0.8, foreign) == "Rô-mê-ô và bạn"


def test_alternatives_count_from_the_word_within_its_punctuation() -> None:
    def chance(start: int) -> float:
        seen = (Alternative(start, start + 1, "ê", 1.0),)
        alternatives = [[(), seen, (), (), ()]]
        confs = [[0.97, 0.5, 0.97, 0.97, 0.97]]
        (result,) = repair_lines(
            ["Bạn “Tiển làm lớp trưởng"], mode="ocr", word_confs=confs, alternatives=alternatives
        )
        return max((c.probability for c in result.changes if c.replacement == "Tiên"), default=0.0)

    assert chance(3) > chance(2) + 0.3


@pytest.mark.parametrize("frozen", ["2.1", "12/2022", "5932/BGDĐT-QLCL", "a.b@c.vn", "III"])
def test_alternatives_change_nothing_that_is_frozen(frozen: str) -> None:
    seen = tuple(Alternative(k, k + 1, "8", 1.0) for k in range(len(frozen)))
    assert one(f"Tiêu chí {frozen} của trường", 2, 0.3, *seen) == f"Tiêu chí {frozen} của trường"


def test_a_word_written_with_the_other_tone_placement_counts_as_kept() -> None:
    """Regression: "Hòa" for "Hoà" was weighed as a change, so that "Hoa" won."""
    assert one("Bà Hoà kể chuyện", 1, 0.9, Alternative(2, 3, "ó", 0.3)).split()[1] in ("Hòa", "Hoà")


def test_single_and_short_capitals_stay_whatever_was_seen_beside_them() -> None:
    """Regression: "lục H." became "lục I." by an alternative."""
    assert one("Theo phụ lục H. của kế hoạch", 3, 0.6, Alternative(0, 1, "I", 0.9)) == (
        "Theo phụ lục H. của kế hoạch"
    )
    assert one("Đội tuyển HSG của trường", 2, 0.6, Alternative(0, 1, "Á", 0.9)) == (
        "Đội tuyển HSG của trường"
    )


def test_a_letter_not_seen_counts_less_where_nothing_else_was_seen() -> None:
    nothing, other = (), (Alternative(2, 3, "ậ", 0.8),)
    assert 0 > support("thâm", "thẩm", nothing) > support("thâm", "thẩm", other)
