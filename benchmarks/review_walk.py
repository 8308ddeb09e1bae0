"""A recorded walk: a scan of archive grade corrected by keyboard alone until every field is right.

    python -m benchmarks.review_walk                    the committed sample, in Chromium
    python -m benchmarks.review_walk --steps            with every step
    python -m benchmarks.review_walk --sample samples/03-tu-danh-gia-quet.pdf
    python -m benchmarks.review_walk --pictures DIR     with a picture of the screen after each row

The program reads the sample; then a clerk who knows what is printed (the truth file) opens it from
the list, goes through every row that asks for eyes, mends what is wrong in the cheaper way (the
word, or the field anew) and confirms; rows nobody doubts are mended all the same. There is no
mouse. Beside the keys pressed stand those for typing the same rows into an empty table: each field
of the truth by Telex and Tab. Exit 1 if anything is wrong at the end.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from benchmarks._keys import Keyboard, telex
from benchmarks._match import folded, match, same_set
from benchmarks._print import table
from benchmarks._review_app import chromium, running_app, settings_of
from pipeline.dataset.store import Store, open_store
from pipeline.edits.events import SEEN_FIELDS, SEEN_HEADER
from pipeline.model import Item
from pipeline.running.batch import BatchOptions, run_batch

SAMPLE = Path(__file__).parent.parent / "samples" / "12-cai-tien-quet-cu.pdf"
SECONDS_A_KEY = 0.28  # an average typist (S. Card, T. Moran, A. Newell 1980)
_LISTS = ("owners", "people", "criteria")
_DATES = ("start_date", "end_date", "issued_date")
_COMPUTED = ("kind", "standard", "owners", "start_date", "end_date", "deadline_kind", "people")
"""Columns nobody types who copies a table: they follow from the others."""

_MOST_FIELDS = 40  # of a row; more tries than that mean that a value will not stand

_FIELDS = """() => [...document.querySelectorAll("#fields [data-field]")]
  .map((input) => [input.dataset.field, input.value])"""
_LOOK = """() => {
  const input = document.activeElement;
  return [input.dataset?.field ?? "", input.value ?? "", input.selectionStart ?? 0,
    input.selectionEnd ?? 0];
}"""

Wanted = Mapping[str, str]


@dataclass(slots=True)
class Walk:
    """What came of a walk.

    Attributes:
        wrong, doubted: fields that were wrong at first, and those of them the screen had marked.
        keys: pressed for rows, for the header, and to get there.
        anew: keys for typing rows and header into an empty table.
        left: what is wrong at the end, one line each.
        steps: what was done.
    """

    wrong: int = 0
    doubted: int = 0
    keys: dict[str, int] = field(default_factory=dict)
    anew: dict[str, int] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)


def is_right(name: str, true: str, found: str) -> bool:
    """Say whether a value is what is printed, to the letter but for breaks of lines."""
    if name in _LISTS:
        return same_set(true, found)
    return folded(true) == folded("-".join(reversed(found.split("/"))) if name in _DATES else found)


def typed(name: str, value: str) -> str:
    """Return a value as people type it: a day as 30/11/2023."""
    if name in _DATES and value:
        return "/".join(reversed(value.split("-")))
    return value.replace(";", "; ") if name in _LISTS else value


def anew(rows: Sequence[Wanted], header: Wanted) -> dict[str, int]:
    """Return the keys for typing everything: each field, and Tab behind it."""
    told = [name for name in SEEN_FIELDS if any(name in row for row in rows)]
    columns = [name for name in told if name not in _COMPUTED]
    return {
        "rows": sum(telex(row.get(name, "")) + 1 for row in rows for name in columns),
        "header": sum(telex(typed(name, value)) + 1 for name, value in header.items()),
    }


class Clerk:
    """Somebody with the paper on the table and no mouse."""

    def __init__(self, page: Page, walk: Walk, pictures: Path | None) -> None:
        self.page, self.walk, self.pictures = page, walk, pictures
        self.keys = Keyboard(page)

    def look(self) -> tuple[str, str, int, int]:
        """Return the field the cursor is in, its text, begin and end of what is marked."""
        name, value, begin, end = self.page.evaluate(_LOOK)
        return str(name), str(value), int(begin), int(end)

    def row(self) -> str:
        """Return the id of the row on the screen; "header" for the header."""
        found: str = self.page.evaluate("document.activeElement.dataset.of ?? ''")
        return found

    def open_worst(self, address: str) -> None:
        """Open the document that needs most from the list."""
        self.page.goto(address)
        expect(self.page.locator("body")).to_have_attribute("data-ready", "true")
        self.keys.press("Alt+j")
        self.page.wait_for_url("**/documents/*")
        expect(self.page.locator("body")).to_have_attribute("data-ready", "true")

    def mend_row(self, true: Wanted) -> None:
        """Put the fields of the row on the screen right, from the first wrong one on."""
        for _ in range(_MOST_FIELDS):
            expect(self.page.locator("#saved")).to_have_attribute("data-pending", "0")
            shown = dict(self.page.evaluate(_FIELDS))
            wrong = [n for n in shown if n in true and not is_right(n, true[n], shown[n])]
            if not wrong:
                return
            self._mend(list(shown), wrong[0], shown[wrong[0]], true[wrong[0]])
            self.keys.press("Tab")  # what was typed is saved, what follows from it is seen
        raise AssertionError(f"{self.row()}: {wrong} will not come right")

    def _mend(self, names: Sequence[str], name: str, shown: str, true: str) -> None:
        before = self.keys.count
        doubted = self.page.locator(f'.field.doubt[data-name="{name}"]').count() > 0
        self.walk.wrong += 1
        self.walk.doubted += doubted
        self._go(names, name)
        self._put(typed(name, true))
        told = "doubted" if doubted else "not doubted"
        spent = self.keys.count - before + 1
        self.walk.steps.append(f"  {name}: {shown!r} -> {true!r} ({told}, {spent} keys)")

    def _go(self, names: Sequence[str], name: str) -> None:
        if self.look()[0] not in names:
            self.keys.press("Shift+Tab")
        away = names.index(name) - names.index(self.look()[0])
        self.keys.press("Tab" if away > 0 else "Shift+Tab", abs(away))
        assert self.look()[0] == name, (self.look()[0], name)

    def _put(self, text: str) -> None:
        if self.page.evaluate("document.activeElement.tagName") == "SELECT":
            self._choose(text)
            return
        now = self.look()[1]
        edits = list(edits_of(now, text))
        if sum(_cost(now, edit) for edit in edits) < 1 + telex(text):
            for edit in reversed(edits):
                self._replace(*edit)
        else:
            self.keys.press("Control+a")
            self._write(text)

    def _choose(self, value: str) -> None:
        options = self.page.evaluate("[...document.activeElement.options].map((o) => o.value)")
        self.keys.press("Home")
        self.keys.press("ArrowDown", options.index(value))

    def _replace(self, begin: int, end: int, text: str) -> None:
        """Mark from ``begin`` to ``end`` with arrows, by words as far as that goes, and type."""
        self._move(end, "")
        self._move(begin, "Shift+")
        self._write(text)

    def _write(self, text: str) -> None:
        if text:
            self.keys.write(text)
        else:
            self.keys.press("Delete")

    def _move(self, to: int, shift: str) -> None:
        by_words = True
        while (at := self._caret(shift)) != to:
            way = "Left" if to < at else "Right"
            self.keys.press(f"{shift}{'Control+' if by_words else ''}Arrow{way}")
            now = self._caret(shift)
            by_words = by_words and now != at and (now < to) == (at < to)  # past it: by letters

    def _caret(self, shift: str) -> int:
        _, _, begin, end = self.look()
        return begin if shift else end

    def picture(self, name: str) -> None:
        """Keep a picture of the screen."""
        if self.pictures:
            self.page.screenshot(path=self.pictures / f"{name}.png")


def edits_of(now: str, text: str) -> Iterator[tuple[int, int, str]]:
    """Yield what to replace (begin, end in letters) by what, whole words at a time."""
    matcher = SequenceMatcher(None, now.split(" "), text.split(" "), autojunk=False)
    starts = [0]
    for word in now.split(" "):
        starts.append(starts[-1] + len(word) + 1)
    for op, i, j, k, m in matcher.get_opcodes():
        if op == "equal":
            continue
        words, at_end = text.split(" ")[k:m], i == len(starts) - 1
        if i == j and at_end:  # words that are missing come with a blank of their own
            yield len(now), len(now), " ".join(["", *words])
        elif i == j:
            yield starts[i], starts[i], " ".join([*words, ""])
        elif words:
            yield starts[i], starts[j] - 1, " ".join(words)
        elif j == len(starts) - 1:  # the last words go with the blank before them
            yield max(0, starts[i] - 1), len(now), ""
        else:
            yield starts[i], starts[j], ""


def _cost(now: str, edit: tuple[int, int, str]) -> int:
    """Return about how many keys an edit takes: words back from the end, words marked, typing."""
    begin, end, text = edit
    return len(now[end:].split()) + len(now[begin:end].split()) + telex(text) + 2


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed: rows of the table and the header, as the truth file tells them."""

    rows: tuple[Wanted, ...]
    header: Wanted

    @classmethod
    def of(cls, truth: Path) -> Paper:
        """Read a truth file; a column that a row does not name is empty there."""
        told: dict[str, Any] = json.loads(truth.read_text("utf-8"))
        names = [name for name in SEEN_FIELDS if any(name in item for item in told["items"])]
        rows = tuple({n: str(item.get(n) or "") for n in names} for item in told["items"])
        header = {n: str(told["document"][n]) for n in SEEN_HEADER if n in told["document"]}
        return cls(rows, header)


def _held(item: Item) -> dict[str, str]:
    return {name: str(getattr(item, name) or "") for name in SEEN_FIELDS}


def _pairs(paper: Paper, items: Sequence[Item]) -> dict[str, Wanted]:
    """Return what is printed of each row by its id; rows the truth does not list are left out."""
    pairs = match(paper.rows, [_held(item) for item in items])
    return {items[f].item_id: paper.rows[t] for t, f in pairs}


def walk(page: Page, address: str, store: Store, paper: Paper, pictures: Path | None) -> Walk:
    """Correct the only document of a dataset through its screen; return what came of it."""
    found = Walk(anew=anew(paper.rows, paper.header))
    clerk, items = Clerk(page, found, pictures), store.items()
    printed = _pairs(paper, items)
    clerk.open_worst(address)
    found.keys["to get there"] = clerk.keys.count
    _open_rows(clerk, found, printed)
    _rows_nobody_doubts(clerk, found, printed, store)
    found.keys["rows"] = clerk.keys.count - found.keys["to get there"]
    _header(clerk, found, paper.header)
    found.keys["header"] = clerk.keys.count - sum(found.keys.values())
    expect(page.locator("#saved")).to_have_attribute("data-pending", "0")
    found.left = [*_wrong(store, printed), *_missing(paper, printed), *_wrong_header(store, paper)]
    return found


def walked(browser: Browser, out: Path, paper: Paper, pictures: Path | None = None) -> Walk:
    """Walk through the dataset of an output folder."""
    with running_app(settings_of(out)) as address, open_store(out) as store:
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        return walk(page, address, store, paper, pictures)


def _open_rows(clerk: Clerk, found: Walk, printed: Mapping[str, Wanted]) -> None:
    """Go through the rows that ask for eyes, as the screen offers them."""
    while clerk.page.locator('[data-test="row"][data-open="true"]').count():
        row = clerk.row()
        found.steps.append(f"row {row}")
        clerk.mend_row(printed.get(row, {}))
        clerk.picture(row)
        clerk.keys.press("Enter")
        expect(clerk.page.locator("#saved")).to_have_attribute("data-pending", "0")


def _rows_nobody_doubts(
    clerk: Clerk, found: Walk, printed: Mapping[str, Wanted], store: Store
) -> None:
    """Look through the other rows from the first on, as somebody does who trusts nothing."""
    clerk.keys.press("Alt+w")
    lines = clerk.page.locator('[data-test="row"]').all()
    order = [line.get_attribute("data-row") or "" for line in lines]
    here = [line.get_attribute("aria-selected") for line in lines].index("true")
    wrong = {one.split(":")[0] for one in _wrong(store, printed)}
    for to, row in enumerate(order):
        if row not in wrong:
            continue
        clerk.keys.press("Alt+ArrowDown" if to > here else "Alt+ArrowUp", abs(to - here))
        here = to
        found.steps.append(f"row {row}, doubted by nobody")
        clerk.mend_row(printed[row])
        clerk.picture(row)
        clerk.keys.press("Enter")
        expect(clerk.page.locator("#saved")).to_have_attribute("data-pending", "0")


def _header(clerk: Clerk, found: Walk, header: Wanted) -> None:
    clerk.keys.press("Alt+h")
    found.steps.append("header")
    clerk.mend_row(header)
    clerk.picture("header")
    clerk.keys.press("Enter")
    expect(clerk.page.locator("#saved")).to_have_attribute("data-pending", "0")


def _wrong(store: Store, printed: Mapping[str, Wanted]) -> Iterator[str]:
    """Yield what is wrong in the dataset as it lies on the disk."""
    items = {item.item_id: _held(item) for item in store.items()}
    for row, true in printed.items():
        for name, value in true.items():
            held = items.get(row, {}).get(name, "")
            if not is_right(name, value, held):
                yield f"{row}: {name}: {held!r}, not {value!r}"


def _missing(paper: Paper, printed: Mapping[str, Wanted]) -> Iterator[str]:
    for row in paper.rows:
        if row not in printed.values():
            yield f"a row is missing: {row['action']}"


def _wrong_header(store: Store, paper: Paper) -> Iterator[str]:
    (document,) = store.documents()
    for name, value in paper.header.items():
        held = str(getattr(document, name) or "")
        if not is_right(name, value, held):
            yield f"header: {name}: {held!r}, not {value!r}"


def report(found: Walk, rows: int) -> str:
    """Return the keys of the walk beside those for typing anew."""
    names = ("to get there", "rows", "header")
    lines = [(name, str(found.keys[name]), str(found.anew.get(name, 0))) for name in names]
    spent, anew_ = sum(found.keys.values()), sum(found.anew.values())
    minutes = [f"{keys * SECONDS_A_KEY / 60:.1f}" for keys in (spent, anew_)]
    lines += [("all keys", str(spent), str(anew_)), ("minutes at the keys", *minutes)]
    head = f"{rows} rows, {found.wrong} fields wrong, {found.doubted} of them marked on the screen"
    return table(("", "corrected", "typed anew"), lines, head)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=Path, default=SAMPLE)
    parser.add_argument("--pictures", type=Path, help="folder for a picture of each row")
    parser.add_argument("--steps", action="store_true", help="tell every step")
    given = parser.parse_args(arguments)
    if given.pictures:
        given.pictures.mkdir(parents=True, exist_ok=True)
    paper = Paper.of(given.sample.parent / "truth" / f"{given.sample.stem}.json")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "outputs"
        run_batch([given.sample], out, BatchOptions(jobs=1))
        with chromium() as browser:
            found = walked(browser, out, paper, given.pictures)
    if given.steps:
        print(*found.steps, "", sep="\n")
    print(report(found, len(paper.rows)))
    if found.left:
        sys.exit("\n".join(["wrong at the end:", *found.left]))
    print("every field is right")


if __name__ == "__main__":
    main()
