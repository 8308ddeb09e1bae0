"""Random edits, undos and new readings: the dataset equals a simple model at every step.

The model keeps a plain dictionary per row and the acts in force as a list it applies anew; it
shares no code with ``pipeline.edits``.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from pipeline.dataset.store import Store
from pipeline.model import DocumentResult, Item
from pipeline.review.desk import Desk
from tests.pipeline.edits.rows import DOCUMENT, SHA, an_item

FIELDS = ("action", "notes", "supervisor")
PEOPLE = ("Lan", "Hoa")
STEPS = 50


@dataclass
class Act:
    who: str
    op: str
    row: str
    values: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)


@dataclass
class Model:
    """What the dataset should hold: ids in reading order, and the three fields of each."""

    read: dict[str, dict[str, str]]
    acts: list[Act] = field(default_factory=list)

    def rows(self) -> dict[str, dict[str, str]]:
        rows = {name: dict(values) for name, values in self.read.items()}
        order = list(rows)
        out: set[str] = set()
        for act in self.acts:
            if act.op in ("add", "split"):
                new = act.others[0]
                rows[new] = dict.fromkeys(FIELDS, "") | act.values
                order.insert(order.index(act.row) + 1, new)
            elif act.op == "merge":
                rows[act.row] |= act.values
                out.update(act.others)
            elif act.op == "reject":
                out.add(act.row)
            else:
                rows[act.row] |= act.values
                out.discard(act.row)
        return {name: rows[name] for name in order if name not in out}


def _together(name: str, values: list[str]) -> str:
    filled = [value for value in values if value]
    if name == "supervisor":
        return filled[0] if filled else ""
    return "\n".join(dict.fromkeys(filled))


def shown(desk: Desk) -> dict[str, dict[str, str]]:
    return {item.item_id: {f: getattr(item, f) for f in FIELDS} for item in desk.store.items()}


def act_at_random(rng: random.Random, desk: Desk, model: Model, step: int) -> None:
    rows = list(model.rows())
    who = rng.choice(PEOPLE)
    row = rng.choice(rows)
    values = {rng.choice(FIELDS): f"{who} {step}"}
    op = rng.choice(["edit"] * 6 + ["accept", "reject", "add", "split", "merge"])
    if op in ("reject", "merge") and len(rows) < 4:
        op = "edit"
    act = Act(who, op, row, values)
    if op == "edit":
        desk.edit(row, values, who)
    elif op == "accept":
        desk.accept(row, who)
        act.values = model.rows()[row]
    elif op == "reject":
        desk.reject(row, who)
    elif op == "add":
        before = set(shown(desk))
        desk.add(SHA, values, who, page=9, after=row)
        act.others = list(set(shown(desk)) - before)
    elif op == "split":
        before = set(shown(desk))
        desk.split(row, {}, values, who)
        act.others = list(set(shown(desk)) - before)
        act.values = model.rows()[row] | values  # what it was split from, as it stood then
    else:
        act.others = [rng.choice([name for name in rows if name != row])]
        both = [model.rows()[name] for name in (row, *act.others)]
        joined = {f: _together(f, [values[f] for values in both]) for f in FIELDS}
        act.values = {f: value for f, value in joined.items() if value != both[0][f]}
        desk.merge([row, *act.others], who)
    model.acts.append(act)


def undo_at_random(rng: random.Random, desk: Desk, model: Model) -> None:
    """Take back the last act, whoever's it is: acts of others may lean on an earlier one."""
    if model.acts:
        desk.undo(SHA, model.acts.pop().who)


def read_again(rng: random.Random, desk: Desk, model: Model, step: int, items: list[Item]) -> None:
    """A new version reads a field of some rows otherwise; each row is still the same row."""
    for i in range(len(items)):
        if rng.random() < 0.3:
            name = rng.choice(FIELDS[1:])
            items[i] = replace(items[i], **{name: f"máy {step}"})
    new = [replace(item, item_id=f"{SHA[:12]}-{n:04d}") for n, item in enumerate(items, 1)]
    desk.store.put(DocumentResult(DOCUMENT, tuple(new)))
    for item in items:
        model.read[item.item_id] = {f: getattr(item, f) for f in FIELDS}


@pytest.mark.parametrize("seed", range(4))
def test_two_hundred_random_steps(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    items = [an_item(n, bbox=f"[50, {40 * n}, 500, {40 * n + 35}]", page=1) for n in range(1, 9)]
    with Store(tmp_path / "dataset.sqlite") as store:
        store.put(DocumentResult(DOCUMENT, tuple(items)))
        desk = Desk(store)
        model = Model({item.item_id: {f: getattr(item, f) for f in FIELDS} for item in items})
        for step in range(STEPS):
            choice = rng.random()
            if choice < 0.7:
                act_at_random(rng, desk, model, step)
            elif choice < 0.85:
                undo_at_random(rng, desk, model)
            else:
                read_again(rng, desk, model, step, items)
            assert shown(desk) == model.rows(), f"step {step}"
        assert list(shown(desk)) == list(model.rows())
