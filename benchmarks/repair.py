"""How well repair works: word accuracy, harm, calibration, speed, memory, beside other tools.

    python -m benchmarks.repair [--quick] [--folder TEXTS [--whole SOURCE ...]] [--keep SETS.jsonl]

Without ``--folder`` the sets are made from the project's own lines and cells; with it from the
held-out documents of a folder of clean text. A word is right if it equals the printed one but for
case and the punctuation around it; words with digits are not counted.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.repair_bars import bars
from benchmarks.repair_sets import Item, Sizes, build, held_out, load, own_texts, save
from benchmarks.train_repair.align import pair_words
from normalizers.diacritics import RepairContext, RepairResult, repair_lines
from normalizers.diacritics.engine import Mode
from normalizers.text.change import Change
from normalizers.text.unicode import strip_marks

MODES: dict[str, Mode] = {"a": "stripped", "b": "garbled", "c": "ocr", "d": "auto"}
CELL_MODES: dict[str, Mode] = {
    "stripped": "stripped", "english engine": "garbled", "vietnamese engine": "ocr",
}  # fmt: skip
_EDGES = "()[]{}<>,.;:!?\"“”„'‘’«»…–—-•●○▪■/\\*_|"
System = Callable[[Item], list[RepairResult]]


@dataclass(slots=True)
class Score:
    """Sums over the items of one set and variant."""

    words: int = 0
    right: int = 0
    right_before: int = 0
    spoiled: int = 0
    changed: int = 0
    items: int = 0
    whole: int = 0
    seconds: float = 0.0
    sure: list[tuple[float, bool]] = field(default_factory=list)


def wilson(hits: int, total: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share."""
    if not total:
        return 0.0, 1.0
    z, p = 1.96, hits / total
    middle = (p + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * math.sqrt(p * (1 - p) / total + z * z / (4 * total * total))
    return max(0.0, middle - half), min(1.0, middle + half)


def key(chunk: str) -> str:
    """Return the form in which words are compared."""
    return chunk.strip(_EDGES).lower()


def rightness(truth: str, text: str) -> tuple[list[tuple[str, bool]], list[bool]]:
    """Compare a line with its truth.

    Returns:
        For each countable printed word whether it was read right, and for each word of ``text``
        whether it is right.
    """
    printed = [w for w in truth.split() if key(w)]
    places = [j for j, w in enumerate(text.split()) if key(w)]
    found = [w for w in text.split() if key(w)]
    good = [False] * len(text.split())
    words: list[tuple[str, bool]] = []
    for (i0, i1), (j0, j1) in pair_words(printed, found):
        same = [key(w) for w in printed[i0:i1]] == [key(w) for w in found[j0:j1]]
        for j in range(j0, j1):
            good[places[j]] = same
        for word in printed[i0:i1]:
            core = key(word)
            if any(c.isalpha() for c in core) and not any(c.isdigit() for c in core):
                words.append((core, same))
    return words, good


def add(score: Score, item: Item, results: Sequence[RepairResult], seconds: float) -> None:
    """Add one item's results to the sums."""
    score.items += 1
    score.seconds += seconds
    whole = True
    for truth, read, result in zip(item.truth, item.read, results, strict=True):
        after, good = rightness(truth, result.text)
        before, _ = rightness(truth, read)
        score.words += len(after)
        score.right += sum(ok for _, ok in after)
        score.right_before += sum(ok for _, ok in before)
        score.spoiled += sum(b and not a for (_, a), (_, b) in zip(after, before, strict=True))
        score.changed += sum(c.applied for c in result.changes)
        score.sure += _sure(read, result.changes, good)
        whole &= all(ok for _, ok in after)
    score.whole += whole


def _sure(read: str, changes: Sequence[Change], good: list[bool]) -> Iterator[tuple[float, bool]]:
    """Yield the probability of every applied change and whether its words came out right."""
    at, text, shift = 0, read, 0
    for change in changes:
        if not change.applied:
            continue
        start = change.start + shift
        text = text[:start] + change.replacement + text[change.end + shift :]
        shift += len(change.replacement) - (change.end - change.start)
        at = len(text[:start].split())
        if start and not text[start - 1].isspace():
            at -= 1
        if 0 <= at < len(good):
            yield change.probability, good[at]


def calibration_error(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Return the expected calibration error over equal-width bins of probability."""
    groups: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for p, ok in pairs:
        groups[min(bins - 1, int(p * bins))].append((p, ok))
    gaps = (
        abs(sum(p for p, _ in g) / len(g) - sum(ok for _, ok in g) / len(g)) * len(g)
        for g in groups.values()
    )
    return sum(gaps) / max(1, len(pairs))


def ours(item: Item) -> list[RepairResult]:
    """Repair with this project's engine."""
    mode = CELL_MODES[item.variant] if item.set == "e" else MODES[item.set]
    context = RepairContext(column=item.column) if item.column else None
    seen = [[tuple(word) for word in line] for line in item.alternatives or []] or None
    return repair_lines(
        item.read, mode=mode, context=context, word_confs=item.confs, alternatives=seen
    )


def nothing(item: Item) -> list[RepairResult]:
    """Leave the text as it was read."""
    return [RepairResult(line, (), "none") for line in item.read]


def pyvi(item: Item) -> list[RepairResult]:
    """Strip the marks, then pyvi's add_accents."""
    from pyvi import ViUtils

    results = []
    for line in item.read:
        try:
            text = ViUtils.add_accents(strip_marks(line)) if line else line
        except (KeyError, IndexError):  # it fails on some input; the line stays as it was read
            text = line
        results.append(RepairResult(text, (), "pyvi"))
    return results


def underthesea() -> System | None:
    """Return underthesea's restorer as a system; None if the installed version has none."""
    if importlib.util.find_spec("underthesea") is None:
        return None
    module = importlib.import_module("underthesea")
    restore = getattr(module, "restore_diacritics", None)
    if restore is None:
        print("underthesea", getattr(module, "__version__", ""), "has no restorer")
        return None

    def system(item: Item) -> list[RepairResult]:
        texts = [restore(strip_marks(line)) if line.strip() else line for line in item.read]
        return [RepairResult(text, (), "underthesea") for text in texts]

    return system


def run(items: Sequence[Item], system: System) -> dict[tuple[str, str], Score]:
    """Run a system over all items."""
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    for item in items:
        start = time.perf_counter()
        results = system(item)
        seconds = time.perf_counter() - start
        add(scores[item.set, item.variant], item, results, seconds)
    return scores


def with_sums(scores: dict[tuple[str, str], Score]) -> dict[tuple[str, str], Score]:
    """Add a score for each set as a whole, under the variant "all"."""
    sums: dict[tuple[str, str], Score] = defaultdict(Score)
    for (set_name, _), score in scores.items():
        total = sums[set_name, "all"]
        for name in Score.__dataclass_fields__:
            setattr(total, name, getattr(total, name) + getattr(score, name))
    return scores | sums


def report(name: str, scores: dict[tuple[str, str], Score]) -> list[dict[str, object]]:
    """Print and return one row for each set and variant, and for each set as a whole."""
    rows: list[dict[str, object]] = []
    for (set_name, variant), s in sorted(with_sums(scores).items()):
        low, high = wilson(s.right, s.words)
        rows.append(
            {
                "system": name, "set": set_name, "variant": variant, "words": s.words,
                "accuracy": round(s.right / max(1, s.words), 5),
                "interval": [round(low, 5), round(high, 5)],
                "before": round(s.right_before / max(1, s.words), 5),
                "gone": round((s.right - s.right_before) / max(1, s.words - s.right_before), 4),
                "spoiled": round(s.spoiled / max(1, s.right_before), 5),
                "changed": round(s.changed / max(1, s.words), 5),
                "whole": round(s.whole / max(1, s.items), 4),
                "ece": round(calibration_error(s.sure), 4),
                "words_per_second": round(s.words / max(1e-9, s.seconds)),
            }
        )  # fmt: skip
        row = rows[-1]
        print(
            f"{name:10s} {set_name} {variant:18s} {s.words:6d} words "
            f"{row['accuracy']:.4f} [{low:.4f}, {high:.4f}] was {row['before']:.4f} "
            f"gone {row['gone']:.3f} spoiled {row['spoiled']:.5f} "
            f"changed {row['changed']:.5f} whole {row['whole']:.3f} "
            f"ece {row['ece']:.3f} {row['words_per_second']} w/s",
            flush=True,
        )
    return rows


_MEMORY = """
import json, resource, sys, time
def peak():
    try:
        with open("/proc/self/status") as status:
            return next(int(x.split()[1]) / 1024 for x in status if x.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
import numpy, re, unicodedata
texts = json.load(sys.stdin)
before = peak(); start = time.perf_counter()
from normalizers.diacritics import repair_lines
repair_lines(["khoi dong"], mode="stripped")
ready = time.perf_counter() - start
speeds = {}
for mode, lines in texts.items():
    words = sum(len(x.split()) for x in lines)
    start = time.process_time()
    repair_lines(lines, mode=mode)
    speeds[mode] = round(words / (time.process_time() - start))
print(json.dumps({"speeds": speeds, "ready": round(ready, 3), "added": round(peak() - before)}))
"""


def memory(items: Sequence[Item]) -> tuple[dict[str, float], float]:
    """Repair sets a to c, each as one document, in a fresh process; print speed and memory.

    Returns:
        Words a second of one core by mode, and the peak memory added in MB.
    """
    one = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    texts: dict[str, list[str]] = {}
    for item in items:
        if item.set in "abc":
            texts.setdefault(MODES[item.set], []).extend(item.read)
    command = [sys.executable, "-c", _MEMORY]
    run = subprocess.run(
        command, input=json.dumps(texts), text=True, check=True, env=one, stdout=subprocess.PIPE
    )
    found = json.loads(run.stdout)
    for mode, speed in found["speeds"].items():
        print(mode, speed, "words per second of one core")
    print("ready after", found["ready"], "s; peak memory added", found["added"], "MB")
    return found["speeds"], found["added"]


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the material")
    parser.add_argument("--folder", type=Path, help="folder of clean text, a paragraph a line")
    parser.add_argument("--whole", nargs="*", default=[], help="sources held out altogether")
    parser.add_argument("--part", choices=("dev", "test"), default="test", help="held-out half")
    parser.add_argument("--without", type=Path, help="sets whose lines are left out")
    parser.add_argument("--allowed", type=float, default=0.5, help="share of shingles seen")
    parser.add_argument("--keep", type=Path, help="file to keep the sets in, or to take them from")
    parser.add_argument("--no-ocr", action="store_true", help="leave out sets b and c")
    parser.add_argument("--sets", default="abcde")
    parser.add_argument("--json", type=Path, help="file for the figures")
    parser.add_argument("--alone", action="store_true", help="leave out the other tools")
    args = parser.parse_args()
    if args.keep and args.keep.exists():
        items = load(args.keep)
    else:
        texts = {"own": own_texts()[0]}
        if args.folder:
            used = {x for item in load(args.without) for x in item.truth} if args.without else set()
            whole = frozenset(args.whole)
            texts = held_out(args.folder, args.part, whole, args.allowed, frozenset(used))
        sizes = Sizes(70, 2, 60) if args.quick else Sizes()
        ocr = not args.no_ocr and importlib.util.find_spec("tesserocr") is not None
        items = list(build(texts, sizes, ocr=ocr))
        if args.keep:
            save(args.keep, iter(items))
    items = [i for i in items if i.set in args.sets]
    systems: dict[str, System] = {"kehoach": ours}
    if not args.alone:
        systems |= {"pyvi": pyvi, "nothing": nothing}
        other = underthesea()
        systems |= {"underthesea": other} if other else {}
    rows = [row for name, system in systems.items() for row in report(name, run(items, system))]
    own_rows = [row for row in rows if row["system"] == "kehoach"]
    for bar in bars(own_rows, *memory(items)):
        print(bar)
    if args.json:
        args.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
