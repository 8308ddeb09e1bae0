from __future__ import annotations

from benchmarks.repair import Score, report, with_sums
from benchmarks.repair_bars import Bar, bars
from benchmarks.train_repair.corpus import Split


def test_figures_are_held_against_their_bars() -> None:
    rows = [
        {"set": "a", "variant": "all", "accuracy": 0.984},
        {"set": "c", "variant": "all", "gone": 0.41},
        {"set": "d", "variant": "all", "changed": 0.0004},
        {"set": "e", "variant": "stripped", "whole": 0.92},
        {"set": "e", "variant": "all", "whole": 0.1},
    ]
    found = {bar.name: bar.holds for bar in bars(rows, {"garbled": 2999}, 150)}
    assert found == {
        "a: stripped words right": False,
        "c: word errors gone": True,
        "d: sound words changed": True,
        "e: cells wholly right, stripped": False,
        "words a second, garbled": False,
        "peak memory added, MB": True,
    }
    assert str(Bar("x", 1, 2)).startswith("DOES NOT HOLD")


def test_a_set_as_a_whole_is_the_sum_of_its_variants() -> None:
    scores = {
        ("c", "office"): Score(words=10, right=9, right_before=8, sure=[(0.9, True)]),
        ("c", "poor"): Score(words=30, right=27, right_before=24, sure=[(0.8, False)]),
    }
    total = with_sums(scores)["c", "all"]
    assert (total.words, total.right, total.right_before, len(total.sure)) == (40, 36, 32, 2)
    rows = {row["variant"]: row for row in report("x", scores)}
    assert rows["all"]["gone"] == 0.5
    assert scores["c", "office"].words == 10


def test_every_line_is_in_one_part_and_a_block_is_never_cut() -> None:
    whole = frozenset(["held"])
    parts = [Split(name, whole) for name in ("train", "dev", "test")]
    for source in ("held", "other"):
        for block in range(300):
            takers = {
                p.part for p in parts for n in (0, 399, 799) if p.takes(source, block * 800 + n)
            }
            assert len(takers) == 1
            assert source != "held" or takers != {"train"}
    seen = {p.part for p in parts for b in range(300) if p.takes("other", b * 800)}
    assert seen == {"train", "dev", "test"}
