"""Readers of lines beside each other: ``python -m benchmarks.readers``.

    python -m benchmarks.readers                         60 lines of each way of spoiling
    python -m benchmarks.readers --lines 240 --form office --form archive --seed 9011
    python -m benchmarks.readers --keep FOLDER           keep the readings for another look

Lines of generated plans whose seeds and typefaces (FreeSerif, where it is installed, and DejaVu
Serif) the weights were not fitted on. Each reader gets the same lines: Tesseract in process, the
network of the fast reader, its words after the language was heard, both together, and the way the
program takes: the fast reader first, Tesseract where a line is doubtful. CPU milliseconds are those
of one thread of this process.
"""

from __future__ import annotations

import argparse
import json
import pickle
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import cv2

from benchmarks._print import table
from benchmarks.readers.lines import FORMS, pages_of_lines
from benchmarks.readers.measure import Outcome, figures
from benchmarks.readers.readings import ReadLine, with_readings
from benchmarks.train_lines.examples import decode_all, judged
from extractors.ocr.choose import get_engine
from extractors.ocr.lines.decode import DecodedLine
from extractors.ocr.lines.fast import fast_reader
from extractors.ocr.lines.pair import SURE_LINE, joined, line_chance, meetings, word_chances
from normalizers.diacritics import repair_lines

HELD_OUT = ("FreeSerif", "DejaVuSerifCondensed")
"""Families that no weight was fitted on; the first is of the kind that official papers use."""

_T = TypeVar("_T")
_HEADS = ("cer", "wer", "exact", "ece", "ms", "asked")


def readings(form: str, lines: int, seed: int, kept: Path | None) -> list[ReadLine]:
    """Return lines as both readers read them, from ``kept`` where they are there already."""
    path = kept / f"{form}-{seed}-{lines}-held.pickle" if kept else None
    if path is not None and path.exists():
        return list(pickle.loads(path.read_bytes()))
    engine, fast = get_engine(), fast_reader()
    pages = pages_of_lines(form, lines, seed, HELD_OUT)
    out = [line for page in pages for line in with_readings(page, engine, fast)]
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(out))
    return out


def outcomes(lines: Sequence[ReadLine], sure: float) -> dict[str, list[Outcome]]:
    """Return what each reader, and both together, make of lines."""
    said, language = _timed(lambda: decode_all(lines), len(lines))
    both, joining = _timed(
        lambda: [_joined(line, one) for line, one in zip(lines, said, strict=True)], len(lines)
    )
    out: dict[str, list[Outcome]] = {
        "tesseract": [_by_engine(line) for line in lines],
        "tesseract, repaired": _repaired(lines),
        "network alone": [_by_network(line) for line in lines],
        "fast": [],
        "both": [],
        "fast first": [],
    }
    for line, one, (words, confs) in zip(lines, said, both, strict=True):
        chances = word_chances(one)
        cost = line.fast_ms + language
        fast = Outcome(line.printed, _texts(one), tuple(chances), cost, engine=False)
        paired = Outcome(line.printed, words, confs, cost + line.engine_ms + joining)
        out["fast"].append(fast)
        out["both"].append(paired)
        out["fast first"].append(fast if line_chance(chances) >= sure else paired)
    return out


def _timed(work: Callable[[], _T], among: int) -> tuple[_T, float]:
    start = time.process_time()
    done = work()
    return done, 1000 * (time.process_time() - start) / max(1, among)


def _joined(line: ReadLine, one: DecodedLine) -> tuple[tuple[str, ...], tuple[float, ...]]:
    words, _ = joined(meetings(line.engine, one), 1)
    return tuple(word.text for word in words), tuple(word.conf for word in words)


def _texts(line: DecodedLine) -> tuple[str, ...]:
    return tuple(word.text for word in line.words)


def _by_engine(line: ReadLine) -> Outcome:
    texts = tuple(word.text for word in line.engine)
    return Outcome(line.printed, texts, tuple(w.conf for w in line.engine), line.engine_ms)


def _by_network(line: ReadLine) -> Outcome:
    words = line.fast.words
    return Outcome(
        line.printed, tuple(w.text for w in words), tuple(w.conf for w in words), line.fast_ms,
        engine=False,
    )  # fmt: skip


def _repaired(lines: Sequence[ReadLine]) -> list[Outcome]:
    out = []
    for line in lines:
        (result,) = repair_lines(
            [" ".join(word.text for word in line.engine)],
            mode="ocr",
            word_confs=[[word.conf for word in line.engine]],
            alternatives=[[word.alternatives for word in line.engine]],
        )
        texts = tuple(result.text.split())
        out.append(Outcome(line.printed, texts, (1.0,) * len(texts), line.engine_ms))
    return out


def agreement(lines: Sequence[ReadLine]) -> tuple[int, int, int]:
    """Return words both readers have alike, how many of them are right, and all stretches."""
    agreed = right = every = 0
    for line in judged(lines, decode_all(lines)):
        for stretch in line:
            every += 1
            agreed += stretch.met.agree
            right += stretch.met.agree and stretch.engine
    return agreed, right, every


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--form", action="append", choices=FORMS)
    parser.add_argument("--lines", type=int, default=60)
    parser.add_argument("--seed", type=int, default=9011)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--sure", type=float, default=SURE_LINE, help="of a line without Tesseract")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    told: dict[str, dict[str, dict[str, float]]] = {}
    for form in asked.form or FORMS:
        lines = readings(form, asked.lines, asked.seed, asked.keep)
        told[form] = {n: figures(found) for n, found in outcomes(lines, asked.sure).items()}
        rows = [[name, *_shown(values)] for name, values in told[form].items()]
        heads = ["reader", "CER %", "WER %", "exact %", "ECE", "ms a line", "engine asked %"]
        print(table(heads, rows, f"{form}, {len(lines)} lines"))
        agreed, right, every = agreement(lines)
        print(f"both alike: {agreed} of {every} stretches, right {100 * right / agreed:.2f} %\n")
    if asked.json:
        asked.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _shown(values: dict[str, float]) -> list[str]:
    shares = {"cer": 2, "wer": 2, "exact": 1, "asked": 0}
    texts = {name: f"{100 * values[name]:.{digits}f}" for name, digits in shares.items()}
    return [texts.get(n, f"{values[n]:.4f}" if n == "ece" else f"{values[n]:.1f}") for n in _HEADS]


if __name__ == "__main__":
    main()
