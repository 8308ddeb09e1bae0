"""Do the tables of a scan say what the same document says as text?

Run ``python -m benchmarks.twins FOLDER`` (or PDF files). Every PDF with a text layer is printed to
pictures at 200 dpi; the pictures are read as a scan is and compared with the document's twin: the
.doc, .docx or .html of the same name beside it, else the text layer of the PDF itself. Tables are
compared after their parts on several pages are joined, row by row, cells in the project's one way
of writing. A row is equal if every cell is; near if no cell has more than five wrong characters in
a hundred. Every row that is not equal is printed. Exit code 1 if a row is not near.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pymupdf
import pypdfium2 as pdfium
from PIL import Image
from rapidfuzz import fuzz
from scipy.optimize import linear_sum_assignment

from benchmarks._match import folded, same_text
from benchmarks._print import table as printed_table
from extractors.tables.stitch.stitch import stitch
from pipeline.commands.tables_command import read_tables

__all__ = ["Difference", "Twins", "compare", "compare_tables", "main", "pictures_of", "twin_of"]

Row = tuple[str, ...]
TableRows = Sequence[Sequence[str]]
Printed = tuple[tuple[float, float], Image.Image]
"""The size of a page in points and its picture."""

_TWINS = (".doc", ".docx", ".rtf", ".html")
_LEAST_LIKENESS = 30.0


class Difference(NamedTuple):
    """A row that is not equal; None stands for a row that one side lacks."""

    true: Row | None
    read: Row | None
    near: bool


class Twins(NamedTuple):
    """How many rows the twin has, how many of them are equal, and all that is not."""

    rows: int
    equal: int
    differences: tuple[Difference, ...]

    @property
    def near(self) -> int:
        """Return how many rows are equal or near."""
        return self.equal + sum(d.near for d in self.differences)


def compare_tables(true: Sequence[TableRows], read: Sequence[TableRows]) -> Twins:
    """Compare two documents' tables as rows of cell texts.

    Tables are paired in the order that makes them most alike, rows likewise; a table without a
    partner has lost (or invented) all its rows. A row is one cell longer or shorter at no cost
    where that cell is empty.
    """
    pairs = _in_order([_flat(t) for t in true], [_flat(t) for t in read])
    total = Twins(0, 0, ())
    for t, r in pairs:
        found = compare(true[t] if t is not None else [], read[r] if r is not None else [])
        total = Twins(
            total.rows + found.rows,
            total.equal + found.equal,
            total.differences + found.differences,
        )
    return total


def compare(true: TableRows, read: TableRows) -> Twins:
    """Compare one table's rows with another's."""
    ours, theirs = _rows(true), _rows(read)
    equal = 0
    differences: list[Difference] = []
    for t, r in _in_order([" ".join(row) for row in ours], [" ".join(row) for row in theirs]):
        left = ours[t] if t is not None else None
        right = theirs[r] if r is not None else None
        if left is not None and left == right:
            equal += 1
        else:
            differences.append(Difference(left, right, _near(left, right)))
    return Twins(len(ours), equal, tuple(differences))


def _rows(rows: TableRows) -> list[Row]:
    made = (tuple(_as_printed(text) for text in row) for row in rows)
    return [_stripped(row) for row in made if any(row)]


def _as_printed(text: str) -> str:
    """Return the folded text; the sign of three dots is on paper the same as three stops."""
    return folded(text.replace("…", "..."))


def _stripped(row: Row) -> Row:
    """Return the row without empty cells at its end."""
    while row and not row[-1]:
        row = row[:-1]
    return row


def _near(left: Row | None, right: Row | None) -> bool:
    if left is None or right is None or len(left) != len(right):
        return False
    return all(same_text(a, b) for a, b in zip(left, right, strict=True))


def _flat(rows: TableRows) -> str:
    return " ".join(folded(text) for row in rows for text in row)


def _in_order(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Yield the pairs of texts that are most alike in sum; those alone with None."""
    likeness = np.array([[fuzz.ratio(a, b) for b in right] for a in left]).reshape(
        len(left), len(right)
    )
    chosen = zip(*linear_sum_assignment(likeness, maximize=True), strict=True)
    pairs = {int(a): int(b) for a, b in chosen if likeness[a, b] >= _LEAST_LIKENESS}
    for a in range(len(left)):
        yield a, pairs.get(a)
    for b in sorted(set(range(len(right))) - set(pairs.values())):
        yield None, b


def twin_of(pdf: Path) -> Path:
    """Return the file of the same name that a PDF was printed from, else the PDF itself."""
    beside = (pdf.with_suffix(suffix) for suffix in _TWINS)
    return next((path for path in beside if path.exists()), pdf)


def pictures_of(
    pdf: Path, target: Path, dpi: int, *, renderer: str = "mupdf", jpeg: int = 0
) -> None:
    """Write a PDF whose pages are grey pictures of the pages of another, nothing else.

    Args:
        pdf: what to print.
        target: the file to write.
        dpi: resolution of the pictures.
        renderer: what prints, "mupdf" or "pdfium"; letters fall otherwise on the pixels.
        jpeg: quality to pack the pictures with, 1 to 95; 0 packs them without loss.
    """
    drawn = _with_pdfium(pdf, dpi) if renderer == "pdfium" else _with_mupdf(pdf, dpi)
    with pymupdf.open() as made:
        for (width, height), picture in drawn:
            packed = io.BytesIO()
            picture.save(packed, "JPEG" if jpeg else "PNG", **({"quality": jpeg} if jpeg else {}))
            page = made.new_page(width=width, height=height)
            page.insert_image(page.rect, stream=packed.getvalue())
        made.save(target, deflate=True)


def _with_mupdf(pdf: Path, dpi: int) -> Iterator[Printed]:
    with pymupdf.open(pdf) as source:
        for page in source:
            drawn = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY)
            size = (page.rect.width, page.rect.height)
            yield size, Image.frombytes("L", (drawn.width, drawn.height), drawn.samples)


def _with_pdfium(pdf: Path, dpi: int) -> Iterator[Printed]:
    source = pdfium.PdfDocument(str(pdf))
    for page in source:
        yield page.get_size(), page.render(scale=dpi / 72, grayscale=True).to_pil()
    source.close()


def _tables(path: Path) -> list[list[list[str]]]:
    return [table.text_rows() for table in stitch(read_tables(path))]


def _has_text(pdf: Path) -> bool:
    with pymupdf.open(pdf) as document:
        return sum(bool(page.get_text().strip()) for page in document) * 2 > len(document)


def _pdfs(paths: Sequence[Path]) -> list[Path]:
    found = [f for p in paths for f in (sorted(p.glob("*.pdf")) if p.is_dir() else [p])]
    return [f for f in found if twin_of(f) != f or _has_text(f)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare every PDF with its twin; print what differs and a table of counts."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.twins", description=__doc__)
    parser.add_argument("paths", type=Path, nargs="+", help="folders or PDF files")
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--renderer", choices=("mupdf", "pdfium"), default="mupdf")
    parser.add_argument("--jpeg", type=int, default=0, metavar="QUALITY", help="0 is lossless")
    options = parser.parse_args(arguments)
    lines: list[list[str]] = []
    bad = False
    for pdf in _pdfs(options.paths):
        twin = twin_of(pdf)
        with tempfile.TemporaryDirectory(prefix="kehoach-twins-") as work:
            pictures = Path(work) / "pictures.pdf"
            pictures_of(pdf, pictures, options.dpi, renderer=options.renderer, jpeg=options.jpeg)
            true, read = _tables(twin), _tables(pictures)
        found = compare_tables(true, read)
        bad |= found.near < found.rows or any(d.true is None for d in found.differences)
        for difference in found.differences:
            print(f"{pdf.name}: {'near' if difference.near else 'DIFFERS'}")
            print(f"    true  {difference.true}\n    read  {difference.read}")
        counts = (len(true), len(read), found.rows, found.equal, found.near)
        lines.append([pdf.name, twin.suffix if twin != pdf else "text layer", *map(str, counts)])
    print(printed_table(["pdf", "twin", "tables", "read", "rows", "equal", "equal or near"], lines))
    return int(bad)


if __name__ == "__main__":
    raise SystemExit(main())
