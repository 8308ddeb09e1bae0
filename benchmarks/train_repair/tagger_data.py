"""The training stream of the neural tagger: word ids with their case, source by source.

    python -m benchmarks.train_repair.tagger_data FOLDER LM.npz OUT.npz

Each token is ``word id * 4 + case`` (0 small, 1 first letter capital, 2 all capitals) in 16 bits.
"""

from __future__ import annotations

import argparse
from array import array
from pathlib import Path

import numpy as np

from benchmarks.train_repair.corpus import Split, iter_lines, list_sources, source_name
from normalizers.diacritics.model import LanguageModel
from normalizers.diacritics.tagger import case_of
from normalizers.diacritics.tokens import chunk_tokens


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("pack", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--whole", nargs="*", default=[])
    parser.add_argument("--share", nargs="*", default=[], help="SOURCE=SHARE of lines to take")
    args = parser.parse_args()
    model = LanguageModel(args.pack)
    shares = {k: float(v) for k, v in (s.split("=") for s in args.share)}
    split = Split("train", frozenset(args.whole))
    coded: dict[str, tuple[int, ...]] = {}
    stream = array("H", [model.bos * 4])
    for path in list_sources(args.folder):
        share = shares.get(source_name(path), 1.0)
        for number, line in enumerate(iter_lines(path, split)):
            if (number // 20) % 100 >= share * 100:
                continue
            for chunk in line.split():
                found = coded.get(chunk)
                if found is None:
                    found = coded[chunk] = tuple(
                        model.id_of(t.lower()) * 4 + case_of(t) for t in chunk_tokens(chunk)
                    )
                stream.extend(found)
            stream.append(model.bos * 4)
        print(path.name, len(stream), flush=True)
    np.save(args.out, np.frombuffer(stream, dtype=np.uint16))


if __name__ == "__main__":
    main()
