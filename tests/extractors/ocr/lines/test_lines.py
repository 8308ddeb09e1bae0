"""Two readings of a line: cut into stretches, judged, made one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from extractors.images.sheet import Sheet
from extractors.ocr.engines import OcrWord, PixelBox
from extractors.ocr.ink import around_ink
from extractors.ocr.lines.align import Stretch, stretches
from extractors.ocr.lines.ask import doubtful, read_apart
from extractors.ocr.lines.ctc import Seen, glyphs, likelihood, words
from extractors.ocr.lines.decode import DecodedLine, decoded, placed
from extractors.ocr.lines.engine import read_boxes
from extractors.ocr.lines.fast import FastLine
from extractors.ocr.lines.pair import joined, meetings, word_chances

_LETTERS = "abcdefghijklmnopqrstuvwxyzKếểđịạ. 0123456789"


def _seen(text: str, *, doubt: dict[int, tuple[str, float]] | None = None) -> Seen:
    """Return what a network sees that reads a text surely but for some of its letters."""
    logp, ids = [], []
    for place, letter in enumerate(text):
        other, p = (doubt or {}).get(place, ("", 0.001))
        second = _LETTERS.find(other) + 1 if other else 0
        logp += [[np.log(1 - p), np.log(p)], [np.log(0.999), np.log(0.001)]]
        ids += [[_LETTERS.index(letter) + 1, second], [0, _LETTERS.index(letter) + 1]]
    return Seen(np.array(logp, np.float32), np.array(ids), _LETTERS)


def _line(text: str, *, doubt: dict[int, tuple[str, float]] | None = None) -> DecodedLine:
    seen = _seen(text, doubt=doubt)
    line = FastLine(PixelBox(0, 0, 20 * len(text), 20), (0, 20 * len(text)), seen)
    return decoded([[line]])[0][0]


def _engine(text: str, conf: float = 0.96) -> list[OcrWord]:
    return [
        OcrWord(word, PixelBox(40 * n, 0, 40 * n + 30, 20), conf, (1, 1, 1))
        for n, word in enumerate(text.split())
    ]


def test_word_broken_by_one_reader_is_one_stretch() -> None:
    found = stretches(["Tiêu", "chí", "4.1"], ["Tiêu", "chí4.1"])
    assert found == [
        Stretch(slice(0, 1), slice(0, 1)),
        Stretch(slice(1, 3), slice(1, 2)),
    ]


def test_word_that_one_reader_alone_has_is_kept_with_its_neighbour() -> None:
    found = stretches(["hồ", "sơ", "lưu"], ["hồ", "lưu"])
    assert found[0] == Stretch(slice(0, 1), slice(0, 1))
    assert found[-1].first.stop == 3
    assert found[-1].second.stop == 2


def test_network_says_what_else_a_letter_may_be() -> None:
    seen = _seen("kế", doubt={1: ("ể", 0.3)})
    (word,) = words(glyphs(seen))
    assert word.text == "kế"
    assert [(a.start, a.text) for a in word.alternatives] == [(1, "ể")]
    assert word.weakest == pytest.approx(0.7, abs=0.01)


def test_text_that_the_network_nearly_saw_is_likelier_than_another() -> None:
    seen = _seen("kế", doubt={1: ("ể", 0.3)})
    near, far = likelihood(seen, "kể", 0, seen.steps), likelihood(seen, "ka", 0, seen.steps)
    assert likelihood(seen, "kế", 0, seen.steps) > near > far


def test_both_readers_alike_are_believed_more_than_one_alone() -> None:
    fast = _line("ban ")
    alone = word_chances(fast)[0]
    both, disputed = joined(meetings(_engine("ban"), fast), 1)
    assert [w.text for w in both] == ["ban"]
    assert both[0].conf >= alone
    assert not disputed


def test_readers_that_differ_leave_a_doubt_and_the_other_reading() -> None:
    met = meetings(_engine("2021", conf=0.6), _line("2024"))
    (word,), disputed = joined(met, 3)
    assert disputed == 1
    assert word.conf < 0.95
    assert word.line == (1, 1, 3)
    assert {word.text, *(a.text for a in word.alternatives)} >= {"2021", "2024"}
    assert word.disputed


def test_words_of_a_line_stand_on_their_own_ink() -> None:
    gray = np.full((20, 140), 255, np.uint8)
    gray[4:16, 5:50] = 0
    gray[4:16, 85:135] = 0
    line = _line("ban abc")
    line = placed(Sheet(gray, 200), line)
    first, second = (word.box for word in line.words)
    assert (first.x0, first.x1) == (5, 50)
    assert (second.x0, second.x1) == (85, 135)


class _Counting:
    """A fast reader that reads "ban" everywhere and remembers where it was asked."""

    name = "counting"

    def __init__(self) -> None:
        self.asked: list[PixelBox] = []

    def read(self, _sheet: Sheet, boxes: Sequence[PixelBox]) -> list[FastLine]:
        self.asked += boxes
        return [FastLine(box, (box.x0, box.x1), _seen("ban ")) for box in boxes]


def test_line_read_again_does_not_take_the_feet_of_the_line_above_with_it() -> None:
    gray = np.full((60, 400), 255, np.uint8)
    for x in range(10, 360, 20):
        gray[30:50, x : x + 12] = 0
    for x in range(100, 200, 20):  # tails of the line above, cut off by the box
        gray[2:14, x : x + 8] = 0
    fast = _Counting()
    read_boxes(Sheet(gray, 200), [PixelBox(0, 0, 400, 60)], fast, alone=True)  # type: ignore[arg-type]
    assert [box.y0 for box in fast.asked] == [30]


def test_short_last_line_of_low_letters_keeps_its_marks_and_is_no_dirt() -> None:
    gray = np.full((90, 300), 255, np.uint8)
    for x in range(10, 250, 20):
        gray[10:32, x : x + 12] = 0
    for x in (10, 26):  # two low letters, a hat and a dot clear of them
        gray[60:73, x : x + 10] = 0
    gray[53:57, 28:34] = 0
    gray[76:79, 29:33] = 0
    fast = _Counting()
    read_boxes(Sheet(gray, 200), [PixelBox(0, 0, 300, 90)], fast)  # type: ignore[arg-type]
    assert [(box.y0, box.y1) for box in fast.asked] == [(10, 33), (53, 80)]


def test_one_doubtful_word_of_a_long_line_is_asked_with_its_neighbours_alone() -> None:
    assert doubtful([0.99, 0.6, 0.99, 0.995, 0.99, 0.98]) == [slice(0, 3)]
    assert doubtful([0.999] * 3 + [0.4] + [0.999] * 5 + [0.5]) == [slice(2, 5), slice(8, 10)]
    assert doubtful([0.5, 0.99, 0.7]) == [slice(0, 3)]
    assert doubtful([0.99, 0.97]) == []


class _Echo:
    """An engine that says where each box it was given has its ink."""

    name = "echo"

    def read(
        self,
        sheet: Sheet,
        *,
        boxes: Sequence[PixelBox] | None = None,
        psm: int = 0,
        whitelist: str = "",
    ) -> list[list[OcrWord]]:
        assert not whitelist and psm
        return [[OcrWord("x", around_ink(sheet.gray, box), 0.9, (1, 1, 1))] for box in boxes or ()]


def test_words_read_apart_stand_where_they_stood_on_the_page() -> None:
    gray = np.full((120, 400), 255, np.uint8)
    gray[20:40, 50:90] = 0
    gray[70:95, 300:390] = 0
    boxes = [PixelBox(45, 15, 95, 45), PixelBox(290, 66, 395, 100)]
    read = read_apart(Sheet(gray, 200), boxes, _Echo())
    assert [word.box for words in read for word in words] == [(50, 20, 90, 40), (300, 70, 390, 95)]
