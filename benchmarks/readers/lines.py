"""Lines of generated plans as a copier gives them, each with its place on a page and its text.

A plan is printed, its pages turned and spoiled, and prepared by the program's own steps; where a
printed line stands then is known from the PDF and the turn. Lines whose ink is not where it should
be are left out.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

import cv2
import numpy as np
import numpy.typing as npt
import pymupdf

from extractors.images.sheet import Sheet
from extractors.ocr.engines import PixelBox
from extractors.ocr.letters import find_lines
from extractors.scan.sheet import BarePage, bare_page
from samples.generate import KINDS, make_plan
from samples.generator.degrade import STRENGTHS, Picture, Strength, degrade
from samples.generator.pdf import print_pdf

__all__ = ["FORMS", "PrintedLines", "pages_of_lines"]

Matrix = npt.NDArray[np.float64]

FORMS = ("clean", "office", "archive", "faint", "dark", "fax", "photo")
"""Ways a page comes: copies as in ``samples``, a fax (one bit, 100 lines an inch), a photograph."""

_FAX = replace(STRENGTHS["office"], speckle=60, noise=6.0)
_PHOTO = Strength(190, 0.9, 5.0, 0.9, 0.35, 0.12, 5, 0.0, 60, 1.0)
_LEAN = 0.004
"""Share of the page's size by which a corner of a photographed page is off, at most."""

_A_PAGE = 14
"""Lines taken of one page, at most: many pages tell more than many lines of one."""

_POINTS = 72.0


@dataclass(frozen=True, slots=True, eq=False)
class PrintedLines:
    """Lines on one prepared page: boxes in pixels of ``sheet``, and what is printed there."""

    sheet: Sheet
    boxes: tuple[PixelBox, ...]
    texts: tuple[str, ...]


def pages_of_lines(
    form: str, lines: int, seed: int, families: Sequence[str]
) -> Iterator[PrintedLines]:
    """Yield pages until they hold so many lines.

    Args:
        form: one of ``FORMS``.
        lines: in all.
        seed: of plans, turns and dirt.
        families: font families of ``samples.generator.fonts``, one a plan in turn.
    """
    left = lines
    for page in _pages(form, seed, families):
        take = min(left, len(page.texts))
        yield PrintedLines(page.sheet, page.boxes[:take], page.texts[:take])
        left -= take
        if left <= 0:
            return


def _pages(form: str, seed: int, families: Sequence[str]) -> Iterator[PrintedLines]:
    for number in count(seed * 1000):
        rng = random.Random(number)
        plan = make_plan(KINDS[number % len(KINDS)], number)
        data, _ = print_pdf(replace(plan, family=families[number % len(families)]))
        with pymupdf.open(stream=io.BytesIO(data), filetype="pdf") as document:
            chosen = sorted(rng.sample(range(len(document)), min(2, len(document))))
            for index in chosen:
                found = _spoiled_page(document[index], form, rng)
                if found.texts:
                    yield found


def _spoiled_page(page: pymupdf.Page, form: str, rng: random.Random) -> PrintedLines:
    strength = {"fax": _FAX, "photo": _PHOTO}.get(form) or STRENGTHS[form]
    made = page.get_pixmap(dpi=strength.dpi)
    picture = np.frombuffer(made.samples, np.uint8).reshape(made.height, made.width, 3)
    picture = np.ascontiguousarray(picture[:, :, ::-1])
    way = _way(picture, strength.skew, _LEAN if form == "photo" else 0.0, rng)
    turned = cv2.warpPerspective(
        picture, way, picture.shape[1::-1], flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    )
    noise = np.random.default_rng(rng.randrange(2**32))
    copy = _packed(degrade(np.asarray(turned, np.uint8), replace(strength, skew=0.0), noise), form)
    bare = bare_page(copy, strength.dpi, 0)
    to_copy = way @ np.diag([strength.dpi / _POINTS, strength.dpi / _POINTS, 1.0])
    placed = [
        (box, text)
        for box, text in ((_placed(box, to_copy, strength.dpi, bare), t) for box, t in _text(page))
        if box is not None
    ]
    some = rng.sample(placed, min(_A_PAGE, len(placed)))
    return PrintedLines(bare.sheet, tuple(box for box, _ in some), tuple(text for _, text in some))


def _way(picture: Picture, skew: float, lean: float, rng: random.Random) -> Matrix:
    """Return the 3 x 3 matrix from the clean picture to the turned one, pixels to pixels."""
    height, width = picture.shape[:2]
    turn = np.eye(3)
    angle = rng.uniform(-skew, skew)
    turn[:2] = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    off = [(rng.uniform(-lean, lean) * width, rng.uniform(-lean, lean) * height) for _ in corners]
    seen = cv2.getPerspectiveTransform(corners, corners + np.array(off, np.float32))
    return np.asarray(seen @ turn, np.float64)


def _packed(copy: Picture, form: str) -> Picture:
    """Return the page as a fax or a packed file brings it."""
    if form == "fax":
        height, width = copy.shape[:2]
        gray = cv2.cvtColor(copy, cv2.COLOR_BGR2GRAY)
        half = cv2.resize(gray, (width, height // 2), interpolation=cv2.INTER_AREA)
        bits = np.where(half > 165, 255, 0).astype(np.uint8)
        whole = cv2.resize(bits, (width, height), interpolation=cv2.INTER_LINEAR)
        return np.asarray(cv2.cvtColor(whole, cv2.COLOR_GRAY2BGR), np.uint8)
    quality = {"photo": _PHOTO}.get(form, STRENGTHS.get(form, _FAX)).jpeg
    _, data = cv2.imencode(".jpg", copy, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


def _text(page: pymupdf.Page) -> Iterator[tuple[pymupdf.Rect, str]]:
    """Yield box (points) and text of every printed line; a ruling between words parts them."""
    walls = [
        item[1].x if item[0] == "l" else item[1].x0
        for drawing in page.get_drawings()
        for item in drawing["items"]
        if item[0] == "l" and abs(item[1].x - item[2].x) < 0.5
    ]
    rows: dict[tuple[int, int], list[tuple[float, float, float, float, str]]] = {}
    for x0, y0, x1, y1, word, block, line, _ in page.get_text("words"):
        rows.setdefault((block, line), []).append((x0, y0, x1, y1, word))
    for words in rows.values():
        parts: list[list[tuple[float, float, float, float, str]]] = []
        for word in sorted(words):
            last = parts[-1][-1] if parts else None
            parted = last is not None and any(last[2] <= x <= word[0] for x in walls)
            if last is None or parted or word[0] - last[2] > 1.2 * (word[3] - word[1]):
                parts.append([])
            parts[-1].append(word)
        for part in parts:
            box = pymupdf.Rect(part[0][0], part[0][1], part[-1][2], max(w[3] for w in part))
            yield box, " ".join(word for *_, word in part)


def _placed(box: pymupdf.Rect, to_copy: Matrix, dpi: int, page: BarePage) -> PixelBox | None:
    """Return the ink box of a line in pixels of the prepared page; None where it is not there."""
    corners = np.array([(x, y, 1.0) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]).T
    seen = to_copy @ corners
    seen = seen[:2] / seen[2] * (_POINTS / dpi)
    xs, ys = _pixels(seen, page)
    tall = float(ys.max() - ys.min())
    sheet = page.sheet
    height, width = sheet.gray.shape
    around = (
        max(0, round(float(xs.min()) - 0.12 * tall)),
        max(0, round(float(ys.min()) - 0.2 * tall)),
        min(width, round(float(xs.max()) + 0.12 * tall)),
        min(height, round(float(ys.max()) + 0.15 * tall)),
    )
    middle = float(ys.mean())
    for line in find_lines(sheet, around):
        found = PixelBox(*line)
        inside = found.y0 < middle < found.y1 and found.y1 - found.y0 < 1.3 * tall
        if inside and found.x1 - found.x0 > 0.85 * (xs.max() - xs.min()) - 6:
            return found
    return None


def _pixels(points: Matrix, page: BarePage) -> tuple[Matrix, Matrix]:
    """Return places in points of the upright page in pixels of the flattened picture."""
    prepared = page.prepared
    bent = np.linalg.inv(prepared.to_points) @ np.vstack([points, np.ones(points.shape[1])])
    xs, ys = bent[0] / bent[2], bent[1] / bent[2]
    across, down = xs.copy(), ys.copy()
    for _ in range(3):
        seen_x, seen_y = prepared.bend.seen(across, down)
        across, down = across + (xs - seen_x), down + (ys - seen_y)
    return across, down
