"""Train the language model of the repair engine from a folder of clean text and write its pack.

    python -m benchmarks.train_repair.language_model FOLDER OUT.npz [--focus FILE ...]

Lines of held-out blocks and sources (see ``corpus.py``) are never read.
"""

from __future__ import annotations

import argparse
from array import array
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.train_repair.corpus import Split, iter_lines, list_sources
from benchmarks.train_repair.ngrams import Model, estimate
from benchmarks.train_repair.tables import pack, quantise
from normalizers.diacritics.model import STEP
from normalizers.diacritics.tokens import SPECIALS, chunk_tokens
from normalizers.text.syllables import is_syllable

SYLLABLE_MINIMUM = 6
WORD_MINIMUM = 20
MINIMUMS = {2: 2, 3: 2, 4: 2}
KEEP = {2: 800_000, 3: 2_300_000, 4: 2_000_000}


def vocabulary(chunks: Counter[str]) -> list[str]:
    """Return the words of the model, most frequent first, the special tokens ahead of all."""
    counts: Counter[str] = Counter()
    for chunk, count in chunks.items():
        for token in chunk_tokens(chunk):
            counts[token] += count
    words = [
        word
        for word, count in counts.most_common()
        if word[0] != "<"
        and len(word) < 24
        and count >= (SYLLABLE_MINIMUM if is_syllable(word) else WORD_MINIMUM)
    ]
    return [*SPECIALS, *words[:65000]]


def read_stream(
    sources: list[tuple[Path, int]], split: Split
) -> tuple[list[str], NDArray[np.uint16]]:
    """Return the vocabulary and the id stream of all sources (path, weight)."""
    chunks: Counter[str] = Counter()
    for path, weight in sources:
        for line in iter_lines(path, split):
            for chunk in line.lower().split():
                chunks[chunk] += weight
        print("counted", path.name, len(chunks), flush=True)
    words = vocabulary(chunks)
    ids = {word: i for i, word in enumerate(words)}
    unknown, bos = ids["<unk>"], ids["<s>"]
    coded = {chunk: tuple(ids.get(t, unknown) for t in chunk_tokens(chunk)) for chunk in chunks}
    del chunks
    stream = array("H", [bos])
    for path, weight in sources:
        part = array("H")
        for line in iter_lines(path, split):
            for chunk in line.lower().split():
                part.extend(coded[chunk])
            part.append(bos)
        for _ in range(weight):
            stream.extend(part)
        print("coded", path.name, len(stream), flush=True)
    return words, np.frombuffer(stream, dtype=np.uint16)


def write_pack(path: Path, words: list[str], model: Model) -> None:
    """Write the pack of the model."""
    arrays = {
        "words": np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8),
        "unigram": quantise(model.unigram, STEP),
        "unigram_backoff": quantise(model.unigram_backoff, STEP),
    }
    for order in model.orders:
        columns = [quantise(order.logp, STEP)]
        if order.n < 4:
            columns.append(quantise(order.backoff, STEP))
        table, packed = pack(order.keys, columns)
        arrays[f"f{order.n}"] = table
        arrays[f"p{order.n}"] = packed[0]
        if order.n < 4:
            arrays[f"b{order.n}"] = packed[1]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        np.savez(stream, **arrays)
    print("wrote", path, path.stat().st_size, "bytes")


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--whole", nargs="*", default=[], help="sources held out altogether")
    parser.add_argument("--double", nargs="*", default=[], help="sources counted twice")
    parser.add_argument("--scale", type=float, default=1.0, help="scales the numbers kept")
    parser.add_argument("--stream", type=Path, help="file that keeps the id stream between runs")
    args = parser.parse_args()
    split = Split("train", frozenset(args.whole))
    double = frozenset(args.double)
    sources = [(p, 2 if p.name.split(".")[0] in double else 1) for p in list_sources(args.folder)]
    if args.stream and args.stream.exists():
        with np.load(args.stream) as saved:
            words, stream = str(saved["words"]).split("\n"), saved["stream"]
    else:
        words, stream = read_stream(sources, split)
        if args.stream:
            np.savez(args.stream, words="\n".join(words), stream=stream)
    keep = {n: int(k * args.scale) for n, k in KEEP.items()}
    model = estimate(stream, len(words), words.index("<s>"), MINIMUMS, keep)
    write_pack(args.out, words, model)


if __name__ == "__main__":
    main()
