"""Evaluation sets for repair, made from a folder of clean text or from the project's own lines.

Sets: ``a`` clean text stripped of its marks; ``b`` the same kind of text printed and read by the
English engine, at three degradations; ``c`` the same pages read by the Vietnamese engine; ``d``
good text; ``e`` isolated table cells, stripped and read. From a folder only held-out documents are
used (``train_repair/corpus.py``), without lines that mostly repeat training text.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.train_repair.align import pair_lines
from benchmarks.train_repair.corpus import Split, iter_lines, list_sources, source_name, unseen
from benchmarks.train_repair.scans import LEVELS, ReadPage, make_page, tessdata, wrap
from normalizers.text.alternative import Alternative
from normalizers.text.unicode import clean, strip_marks

__all__ = ["Item", "Sizes", "build", "load", "own_texts", "save"]

DATA = Path(__file__).with_name("data")
DOMAINS = ("legal", "edu")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much to take: lines a domain for sets a and d, pages a level for b and c, cells for e."""

    lines: int = 700
    pages: int = 14
    cells: int = 140


@dataclass(frozen=True, slots=True)
class Item:
    """One text to repair: some consecutive lines with their truth, line for line.

    ``variant`` is the domain, the degradation or the kind of cell damage; ``confs`` holds word
    confidences and ``alternatives`` other letters where an engine gave them.
    """

    set: str
    variant: str
    truth: list[str]
    read: list[str]
    confs: list[list[float]] | None = None
    column: str | None = None
    alternatives: list[list[list[Alternative]]] | None = None


def own_texts() -> tuple[list[str], list[tuple[str, str]]]:
    """Return the project's own lines and cells ``(column, text)``."""
    lines = (DATA / "plan_lines.txt").read_text(encoding="utf-8").splitlines()
    rows = (DATA / "cells.tsv").read_text(encoding="utf-8").splitlines()
    cells = [(column, text) for column, text in (row.split("\t") for row in rows)]
    return lines, cells


def held_out(
    folder: Path, part: str, whole: frozenset[str], allowed: float, used: frozenset[str]
) -> dict[str, list[str]]:
    """Return held-out lines by domain (the source name up to its first "_"), shuffled.

    Args:
        folder: clean text, a paragraph a line.
        part: "dev" or "test".
        whole: sources held out altogether.
        allowed: share of a line's shingles that may stand in training text.
        used: lines to leave out, because something was chosen by them.
    """
    lines: list[tuple[str, str]] = []
    for path in list_sources(folder):
        domain = source_name(path).split("_")[0]
        found = (x for x in iter_lines(path, Split(part, whole)) if x not in used)
        lines += [(domain, line) for line in found if 5 <= len(line.split()) <= 150]
    train = (x for p in list_sources(folder) for x in iter_lines(p, Split("train", whole)))
    keep = unseen([line for _, line in lines], train, allowed)
    by_domain: dict[str, list[str]] = {}
    for (domain, line), wanted in zip(lines, keep, strict=True):
        if wanted:
            by_domain.setdefault(domain, []).append(line)
    for domain_lines in by_domain.values():
        random.Random(5).shuffle(domain_lines)
    return by_domain


def build(texts: dict[str, list[str]], sizes: Sizes, ocr: bool) -> Iterator[Item]:
    """Make all sets from texts by domain; ``ocr`` says whether to print and read pages."""
    _, cells = own_texts()
    main = {d: t for d, t in texts.items() if d in DOMAINS} or texts
    for domain, lines in main.items():
        for line in lines[: sizes.lines]:
            yield Item("a", domain, [line], [strip_marks(line)])
    for domain, lines in texts.items():
        for line in lines[: sizes.lines]:
            yield Item("d", domain, [line], [line])
    cells = cells[: sizes.cells]
    for column, text in cells:
        yield Item("e", "stripped", [clean(text)], [strip_marks(clean(text))], column=column)
    if ocr:
        yield from _pages(main, sizes)
        yield from _cell_pages(cells)


def _pages(texts: dict[str, list[str]], sizes: Sizes) -> Iterator[Item]:
    pool = [line for lines in texts.values() for line in lines[sizes.lines :]]
    if len(pool) < 20 * sizes.pages:
        pool = [line for lines in texts.values() for line in lines]
    random.Random(6).shuffle(pool)
    printed: list[str] = [part for line in pool for part in wrap(line, 82)]
    apis = _engines()
    at = 0
    for level in LEVELS:
        for _ in range(sizes.pages):
            lines = printed[at : at + 18] or printed[:18]
            at = at + 18 if at + 18 < len(printed) else 0
            number = 2_000_000 + at
            for set_name, language in (("b", "eng"), ("c", "vie")):
                page = make_page(apis[language], lines, number, level, language)
                yield _from_page(page, set_name, level)


def _cell_pages(cells: list[tuple[str, str]]) -> Iterator[Item]:
    apis = _engines()
    for number, (column, text) in enumerate(cells):
        lines = wrap(clean(text), 24)
        for variant, language in (("english engine", "eng"), ("vietnamese engine", "vie")):
            page = make_page(apis[language], lines, 3_000_000 + number, "office", language)
            if len(page.read) == len(lines):
                yield _item("e", variant, lines, page.read, column)


def _from_page(page: ReadPage, set_name: str, variant: str) -> Item:
    pairs = list(pair_lines(page))
    return _item(set_name, variant, [clean(t) for t, _ in pairs], [read for _, read in pairs])


def _item(
    set_name: str,
    variant: str,
    truth: list[str],
    lines: list[list[list[Any]]],
    column: str | None = None,
) -> Item:
    return Item(
        set_name,
        variant,
        truth,
        [" ".join(str(word[0]) for word in words) for words in lines],
        [[float(word[1]) for word in words] for words in lines],
        column,
        [[[Alternative(*a) for a in word[2]] for word in words] for words in lines],
    )


def _engines() -> dict[str, object]:
    import tesserocr

    return {
        lang: tesserocr.PyTessBaseAPI(path=tessdata(), lang=lang, psm=tesserocr.PSM.SINGLE_BLOCK)
        for lang in ("eng", "vie")
    }


def save(path: Path, items: Iterator[Item]) -> None:
    """Write items as JSON lines."""
    with path.open("w", encoding="utf-8") as stream:
        for item in items:
            stream.write(json.dumps(asdict(item), ensure_ascii=False) + "\n")


def load(path: Path) -> list[Item]:
    """Read items back."""
    with path.open(encoding="utf-8") as stream:
        return [_loaded(json.loads(line)) for line in stream]


def _loaded(values: dict[str, Any]) -> Item:
    seen = values.get("alternatives") or []
    alternatives = [[[Alternative(*a) for a in word] for word in line] for line in seen]
    return Item(**(values | {"alternatives": alternatives or None}))
