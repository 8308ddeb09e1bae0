"""The two OCR engines side by side, on the same pictures of pages.

    python -m benchmarks.ocr_engines [FILES...] [--truth DIR] [--pages N] [--json FILE]

Without files the scanned files of ``samples/`` are read. "whole page" is what the program does with
a page (straighten, find tables, read cell by cell, read the prose); "bare read" is one call of the
engine on the grey picture. Seconds are wall seconds of one process with one thread, the engine
loaded before; the pages of both engines take turns, so that a busy machine slows both.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from benchmarks._print import percent, table
from benchmarks._runs import Truth, load_truth
from benchmarks._words import WordErrors, word_errors, words_of
from extractors.errors import DocumentError, MissingToolError
from extractors.formats import open_document
from extractors.images.sheet import Sheet
from extractors.ocr.choose import get_engine
from extractors.ocr.engines import OcrEngine, OcrWord
from extractors.scan.page import read_image_page
from extractors.types import Line, Page

ENGINES = ("tesserocr", "pytesseract")
DPI = 200


@dataclass(frozen=True, slots=True)
class Picture:
    """One page: height x width x 3 (BGR) pixels at ``dpi``, and its printed text if known."""

    name: str
    image: npt.NDArray[np.uint8]
    dpi: int
    truth: str | None = None


@dataclass(slots=True)
class Tally:
    """Sums over the pages one engine read."""

    pages: int = 0
    page_seconds: float = 0.0
    bare_seconds: float = 0.0
    page_words: list[list[str]] = field(default_factory=list)
    bare_words: list[list[str]] = field(default_factory=list)
    page_errors: WordErrors = field(default_factory=WordErrors)
    bare_errors: WordErrors = field(default_factory=WordErrors)


def pictures(files: Sequence[Path], truths: dict[str, Truth], limit: int) -> Iterator[Picture]:
    """Yield the pages of the files as pictures, at most ``limit`` of each file (0: all)."""
    for path in files:
        with open_document(path) as document:
            count = document.page_count
            truth = truths.get(path.stem)
            known = truth is not None and len(truth.text) == count
            for number in range(1, min(count, limit or count) + 1):
                image = document.render_page(number, DPI)
                text = "\n".join(truth.text[number - 1]) if truth and known else None
                yield Picture(f"{path.name} p{number}", image, DPI, text)


def page_text(page: Page) -> str:
    """Return the text of a page as recognised, before repair, blocks in reading order."""
    return "\n".join(
        block.text if isinstance(block, Line) else "\n".join(cell.text for cell in block.cells)
        for block in page.blocks
    )


def bare_text(words: Sequence[OcrWord]) -> str:
    """Return the words of a whole-page read in the engine's order."""
    return " ".join(word.text for word in words)


def read(picture: Picture, engine: OcrEngine, tally: Tally) -> None:
    """Read one picture both ways and add what came of it."""
    begun = time.perf_counter()
    page = read_image_page(picture.image, dpi=picture.dpi, number=1, engine=engine)
    between = time.perf_counter()
    gray = np.asarray(cv2.cvtColor(picture.image, cv2.COLOR_BGR2GRAY), np.uint8)
    bare = engine.read(Sheet(gray, picture.dpi))[0]
    tally.bare_seconds += time.perf_counter() - between
    tally.page_seconds += between - begun
    tally.pages += 1
    texts = page_text(page), bare_text(bare)
    tally.page_words.append(words_of(texts[0]))
    tally.bare_words.append(words_of(texts[1]))
    if picture.truth is not None:
        tally.page_errors.add(word_errors(picture.truth, texts[0]))
        tally.bare_errors.add(word_errors(picture.truth, texts[1]))


def agreement(first: Sequence[Sequence[str]], second: Sequence[Sequence[str]]) -> float:
    """Return the share of words two engines have in common, page by page (Dice)."""
    pairs = list(zip(first, second, strict=True))
    common = sum((Counter(a) & Counter(b)).total() for a, b in pairs)
    total = sum(len(a) + len(b) for a, b in pairs)
    return 2 * common / total if total else 1.0


def engines() -> dict[str, OcrEngine]:
    """Return the engines that work here; what is missing is said on standard error."""
    found: dict[str, OcrEngine] = {}
    for name in ENGINES:
        try:
            found[name] = get_engine(name)
        except MissingToolError as error:
            print(f"{name}: {error}", file=sys.stderr)
    return found


def measure(
    pages: Iterator[Picture], loaded: dict[str, OcrEngine], tallies: dict[str, Tally]
) -> None:
    """Read every picture with every engine, the engine that begins changing with each page."""
    blank = Picture("blank", np.full((400, 300, 3), 255, np.uint8), DPI)
    for engine in loaded.values():
        read(blank, engine, Tally())  # what loads on first use shall not count
    order = list(loaded)
    for picture in pages:
        for name in order:
            read(picture, loaded[name], tallies[name])
        order.reverse()


def report(tallies: dict[str, Tally]) -> dict[str, dict[str, float]]:
    """Return the figures of each engine by name."""
    first = next(iter(tallies.values()))
    return {
        name: {
            "pages": tally.pages,
            "page_seconds": tally.page_seconds / max(1, tally.pages),
            "bare_seconds": tally.bare_seconds / max(1, tally.pages),
            "page_words": sum(map(len, tally.page_words)),
            "bare_words": sum(map(len, tally.bare_words)),
            "page_agreement": agreement(first.page_words, tally.page_words),
            "bare_agreement": agreement(first.bare_words, tally.bare_words),
            **_errors("page", tally.page_errors),
            **_errors("bare", tally.bare_errors),
        }
        for name, tally in tallies.items()
    }


def _errors(way: str, errors: WordErrors) -> dict[str, float]:
    if not errors.words:
        return {}
    return {f"{way}_wer": errors.rate, f"{way}_bag_wer": errors.bag_rate}


def comparison(figures: dict[str, dict[str, float]]) -> str:
    """Return the figures as a table, a line per engine and way of reading."""
    first = next(iter(figures))
    heads = ["engine", "way", "pages", "s/page", "words", f"same as {first}", "WER", "bag WER"]
    rows = [
        [
            name,
            title,
            f"{values['pages']:.0f}",
            f"{values[f'{way}_seconds']:.2f}",
            f"{values[f'{way}_words']:.0f}",
            percent(values[f"{way}_agreement"]),
            percent(values.get(f"{way}_wer")),
            percent(values.get(f"{way}_bag_wer")),
        ]
        for way, title in (("page", "whole page"), ("bare", "bare read"))
        for name, values in figures.items()
    ]
    return table(heads, rows)


def _scanned(samples: Path) -> tuple[list[Path], dict[str, Truth]]:
    truths = load_truth(samples / "truth")
    groups = ("scan", "layer", "image")
    wanted = {stem for stem, truth in truths.items() if truth.group.endswith(groups)}
    return sorted(p for p in samples.iterdir() if p.is_file() and p.stem in wanted), truths


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 2 if there is nothing to measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ocr_engines")
    parser.add_argument("files", nargs="*", type=Path, help="scans (default: those of samples/)")
    parser.add_argument("--truth", type=Path, help="folder of truth files for FILES")
    parser.add_argument("--pages", type=int, default=0, help="at most so many pages of a file")
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    asked = parser.parse_args(arguments)
    try:
        files, truths = _scanned(Path("samples")) if not asked.files else (asked.files, {})
        if asked.truth:
            truths = load_truth(asked.truth)
        loaded = engines()
        tallies = {name: Tally() for name in loaded}
        measure(pictures(files, truths, asked.pages), loaded, tallies)
    except (FileNotFoundError, DocumentError) as error:
        print(error, file=sys.stderr)
        return 2
    if not any(tally.pages for tally in tallies.values()):
        print("no engine, or no page", file=sys.stderr)
        return 2
    figures = report(tallies)
    print(comparison(figures))
    print(f"\nEvery picture at {DPI} dpi; WER in per cent of printed words, where truth is known.")
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
