"""Print, degrade and read corpus text, to learn what an engine makes of Vietnamese.

    python -m benchmarks.train_repair.read_corpus FOLDER OUT.jsonl --languages eng vie --pages 300

Takes lines of the training part only (``--part dev`` or ``test`` makes evaluation pages instead).
Set ``OMP_THREAD_LIMIT=1``; a page takes about two seconds an engine.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

from benchmarks.train_repair.corpus import Split, iter_lines, list_sources, source_name
from benchmarks.train_repair.scans import LEVELS, ReadPage, make_page, save_pages, tessdata, wrap

LINES_PER_PAGE = 18


def sample_lines(folder: Path, split: Split, count: int, weights: dict[str, float]) -> list[str]:
    """Draw paragraphs from all sources, evenly but for the given weights (default 1)."""
    rng = random.Random(20221031)
    chosen: list[str] = []
    sources = list_sources(folder)
    total = sum(weights.get(source_name(p), 1.0) for p in sources)
    for path in sources:
        share = int(count * weights.get(source_name(path), 1.0) / total) + 1
        pool: list[str] = []
        for seen, line in enumerate(iter_lines(path, split)):  # reservoir sampling
            if len(pool) < share:
                pool.append(line)
            elif (place := rng.randrange(seen + 1)) < share:
                pool[place] = line
        chosen += pool
    rng.shuffle(chosen)
    return chosen


def page_texts(paragraphs: list[str], rng: random.Random) -> Iterator[list[str]]:
    """Cut paragraphs into pages; one in six has short lines, like cells, one in six capitals."""
    lines: list[str] = []
    width = 80
    capitals = False
    for paragraph in paragraphs:
        text = paragraph[:1500].upper() if capitals else paragraph[:1500]
        lines += wrap(text, width)
        if len(lines) >= LINES_PER_PAGE:
            yield lines[:LINES_PER_PAGE]
            lines = []
            kind = rng.random()
            width = rng.randint(12, 30) if kind < 1 / 6 else rng.randint(65, 95)
            capitals = kind > 5 / 6


def read_all(
    paragraphs: list[str], languages: list[str], levels: list[str], pages: int, first: int
) -> Iterator[ReadPage]:
    """Yield every page read by every language."""
    import tesserocr

    apis = {
        lang: tesserocr.PyTessBaseAPI(path=tessdata(), lang=lang, psm=tesserocr.PSM.SINGLE_BLOCK)
        for lang in languages
    }
    for number, lines in enumerate(page_texts(paragraphs, random.Random(7)), start=first):
        if number >= first + pages:
            return
        for language, api in apis.items():
            yield make_page(api, lines, number, levels[number % len(levels)], language)


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--languages", nargs="+", default=["eng", "vie"])
    parser.add_argument("--levels", nargs="+", default=["office", "clean", "office", "poor"])
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--part", choices=("train", "dev", "test"), default="train")
    parser.add_argument("--whole", nargs="*", default=[])
    parser.add_argument("--weight", nargs="*", default=[], help="SOURCE=FACTOR")
    args = parser.parse_args()
    if unknown := set(args.levels) - set(LEVELS):
        parser.error(f"unknown levels {sorted(unknown)}")
    weights = {k: float(v) for k, v in (w.split("=") for w in args.weight)}
    split = Split(args.part, frozenset(args.whole))
    paragraphs = sample_lines(args.folder, split, args.pages * LINES_PER_PAGE, weights)
    first = 0 if args.part == "train" else 1_000_000
    pages = read_all(paragraphs, args.languages, args.levels, args.pages, first)
    save_pages(args.out, pages)


if __name__ == "__main__":
    main()
