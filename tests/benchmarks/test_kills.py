"""A handful of kill -9 at moments that a seed draws; `python -m benchmarks.kills` does hundreds."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

pytest.importorskip("psutil")

from benchmarks import kills
from benchmarks.batch_scale import small_plan
from benchmarks.simulate import Batch, Stages, predict


@pytest.mark.slow
def test_a_killed_run_ends_with_the_exports_of_an_undisturbed_one(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(4):
        text = "\f".join(small_plan(10 * number + page) for page in range(3))
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    assert kills.finish(kills.command(folder, tmp_path / "whole", 1, "")) == 0
    whole = kills.exports(tmp_path / "whole")
    assert "none" not in whole.values()
    chance = random.Random(7)
    for _ in range(2):
        one = kills.disturbed(folder, tmp_path / "out", 1, "", whole, chance, 8.0)
        assert one.wrong == (), one


def test_the_model_names_what_holds_a_batch_up() -> None:
    stages = Stages(0.0, page=1.0, making=0.0, leading=0.01, exporting=0.0, start=0.0)
    batch = Batch(1000, 1.0)
    assert predict(stages, batch, 1, 1e9).bottleneck == "workers"
    assert predict(stages, batch, 1, 1e9).seconds == pytest.approx(1000, rel=0.01)
    assert predict(stages, batch, 10, 1e9).seconds == pytest.approx(100, rel=0.01)
    assert predict(stages, batch, 1000, 1e9).bottleneck == "leading process"
    assert predict(stages, batch, 10, 1000.0).bottleneck == "storage"
