"""How well files in old encodings (TCVN3, VNI) come out, against Unicode transcripts.

    python -m benchmarks.repair_legacy FOLDER

Every ``x.doc``, ``x.docx``, ``x.rtf`` or ``x.pdf`` with an ``x.txt`` beside it is read. Characters
are compared as two bags of words, so that the order of columns and page furniture does not count,
without case (the capital fonts hold small letters) and white space. Lines of a transcript that
spell out a field code of Word ("PAGE 2", "EMBED Excel.Sheet.8") do not count: nobody sees them.
Words that the reader does not give at all are listed apart from wrong ones.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from extractors.formats import open_document
from extractors.reading import read_page
from extractors.types import Line, Page
from normalizers.text.unicode import clean, strip_marks

_WORD = re.compile(r"[^\W_]+")
_FIELD = re.compile(
    r"^[ \t]*(?:PAGE|NUMPAGES|EMBED|HYPERLINK|TOC|INCLUDEPICTURE)\b.*$", re.MULTILINE
)


def words(text: str) -> Counter[str]:
    """Count the words of a text in one way of writing."""
    return Counter(w.lower() for w in _WORD.findall(clean(text)))


def page_text(page: Page) -> str:
    """Return all text of a page."""
    parts = []
    for block in page.blocks:
        if isinstance(block, Line):
            parts.append(block.text)
        else:
            parts += [cell.text for cell in block.cells]
    return "\n".join(parts)


def compare(truth: Counter[str], found: Counter[str]) -> tuple[int, int, int]:
    """Return (characters of the truth, wrong characters, characters not there at all)."""
    missing, extra = truth - found, found - truth
    by_fold: dict[str, list[str]] = {}
    for word in extra.elements():
        by_fold.setdefault(strip_marks(word), []).append(word)
    wrong = absent = 0
    for word in missing.elements():
        likes = by_fold.get(strip_marks(word))
        if likes:
            wrong += Levenshtein.distance(word, likes.pop())
        else:
            absent += len(word)
    return sum(len(w) * n for w, n in truth.items()), wrong, absent


def main() -> None:
    """Run the program."""
    for path in sorted(Path(sys.argv[1]).iterdir()):
        transcript = path.with_suffix(".txt")
        if path.suffix not in (".doc", ".docx", ".rtf", ".pdf") or not transcript.exists():
            continue
        document = open_document(path)
        numbers = range(1, document.page_count + 1)
        pages = [read_page(document, n, engine=None) for n in numbers]
        flags = sorted({f for page in pages for f in page.flags})
        total, wrong, absent = compare(
            words(_FIELD.sub("", transcript.read_text(encoding="utf-8"))),
            words("\n".join(map(page_text, pages))),
        )
        share = 1 - (wrong + absent) / max(1, total)
        print(f"{path.name:44s} {total:6d} {share:.4f} wrong {wrong} absent {absent} {flags}")


if __name__ == "__main__":
    main()
