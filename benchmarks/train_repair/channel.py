"""Learn the channel model from read pages: what an engine prints for onsets, rimes and letters.

    python -m benchmarks.train_repair.channel PAGES.jsonl OUT.npz

Counts are kept for three kinds of printed strings, in the case they were printed in: onset ("tr",
"Đ"), rime with its tone ("ường") and single letter. The first two hold the context, the last backs
them off where a string was never read that way.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.train_repair.align import align_letters, pair_lines, pair_words
from benchmarks.train_repair.scans import load_pages
from normalizers.text.syllables import split_syllable
from normalizers.text.unicode import clean

_EDGES = "()[]{}<>,.;:!?\"“”„'‘’«»…–—-•●○▪■/\\"
_LETTERS = re.compile(r"^[^\W\d_]+$")
Counts = dict[str, Counter[tuple[str, str]]]


def word_pairs(path: Path, language: str) -> Iterator[tuple[str, str]]:
    """Yield (printed core, read core) of words that answer each other one to one."""
    for page in load_pages(path):
        if page.language != language:
            continue
        for printed, words in pair_lines(page):
            chunks = clean(printed).split()
            read = [word[0] for word in words]
            for (i0, i1), (j0, j1) in pair_words(chunks, read):
                if i1 - i0 == 1 and j1 - j0 == 1:
                    core, seen = chunks[i0].strip(_EDGES), read[j0].strip(_EDGES)
                    if core and seen and _LETTERS.match(core):
                        yield core, seen


def count(pairs: Iterator[tuple[str, str]]) -> Counts:
    """Count readings of onsets ("o"), rimes ("r") and letters ("c")."""
    counts: Counts = {"o": Counter(), "r": Counter(), "c": Counter()}
    for core, seen in pairs:
        parts = split_syllable(core.lower())
        if parts is None or len(seen) > len(core) + 4:
            continue
        cut = len(parts[0])
        letters = align_letters(core, seen)
        if not letters:
            continue
        counts["o"][core[:cut], "".join(r for _, r in letters[:cut])] += 1
        counts["r"][core[cut:], "".join(r for _, r in letters[cut:])] += 1
        counts["c"].update(letters)
    return counts


def write(path: Path, by_language: dict[str, Counts]) -> None:
    """Write the counts, one text block for each language and kind."""
    arrays = {}
    for language, counts in by_language.items():
        for kind, counter in counts.items():
            rows = [f"{t}\t{r}\t{n}" for (t, r), n in sorted(counter.items())]
            arrays[f"{language}_{kind}"] = np.frombuffer("\n".join(rows).encode(), dtype=np.uint8)
    with path.open("wb") as stream:
        np.savez_compressed(stream, **arrays)
    print("wrote", path, path.stat().st_size, {k: len(v) for k, v in arrays.items()})


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    write(args.out, {lang: count(word_pairs(args.pages, lang)) for lang in ("eng", "vie")})


if __name__ == "__main__":
    main()
