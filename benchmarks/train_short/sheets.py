"""Printed and scanned sheets of short cells: drawn, spoiled, read in by the program's own steps.

A sheet is a ruled table whose cells hold texts of the grammar, in any installed typeface that has
the Vietnamese letters. It goes through a copier (blur, noise, speckle, threshold, JPEG, skew,
stamp), then through ``prepare`` and ``without_rulings``, so that the lines that are cut out look as
they do when the program reads: straightened, enlarged, with what is left of rulings.
"""

from __future__ import annotations

import io
import random
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pymupdf
from PIL import Image, ImageDraw, ImageFont

from benchmarks.train_short.fields import field, ordinary, wanted
from extractors.images.prepare import prepare
from extractors.images.sheet import Gray, Sheet
from extractors.images.stamps import without_stamps
from extractors.scan.tables.rulings import find_rulings, without_rulings
from extractors.short.line import cut_line
from samples.generator.degrade import Strength, degrade, stamp

Picture = npt.NDArray[np.uint8]
_NEEDED = "ệữậốỹđĐƯ–%"
_OFFICIAL = ("LiberationSerif", "Tinos", "FreeSerif", "Libertine", "STIX", "Times")
HELD_OUT = ("FreeSerif", "DejaVuSerif")
"""Families the network never sees; one of them is of the kind that official papers use."""

_ODD = ("Mono", "Cousine", "ExtraLight", "Music", "Math", "Symbols", "Condensed")
_SIZE = (6.6, 6.6)  # inches


@dataclass(frozen=True, slots=True)
class Sample:
    """A line cut out of a sheet, and what it says.

    ``line`` is ``HEIGHT`` x width; ``crop`` the same place of the page as it is, at ``dpi``;
    ``printed`` the text with its ordinary words, ``text`` what the recogniser is to say.
    """

    line: Gray
    text: str
    crop: Gray
    dpi: int
    printed: str


@dataclass(frozen=True, slots=True)
class _Printed:
    """A line on the clean sheet: its ink box in pixels and its text."""

    box: tuple[int, int, int, int]
    text: str


@lru_cache(maxsize=1)
def font_sources() -> tuple[tuple[str, bytes], ...]:
    """Return name and content of every installed typeface that has the Vietnamese letters."""
    listed = subprocess.run(
        ["fc-list", ":lang=vi", "--format=%{file}\n"], capture_output=True, text=True, check=True
    )
    paths = [
        Path(p) for p in sorted(set(listed.stdout.split("\n"))) if p.endswith((".ttf", ".otf"))
    ]
    found = [(path.stem, path.read_bytes()) for path in paths]
    found += [(code, pymupdf.Font(code).buffer) for code in sorted(pymupdf.fitz_fontdescriptors)]
    return tuple((name, data) for name, data in found if _covers(data))


def _covers(data: bytes) -> bool:
    font = pymupdf.Font(fontbuffer=data)
    return all(font.has_glyph(ord(c)) for c in _NEEDED)


@lru_cache(maxsize=400)
def _font(index: int, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(
        io.BytesIO(font_sources()[index][1]), pixels, layout_engine=ImageFont.Layout.BASIC
    )


@lru_cache(maxsize=2)
def _pools(held: bool) -> tuple[list[int], list[int], list[int]]:
    """Return the indexes of official, usual and all typefaces, held out or to be learned from."""
    names = [
        (i, n)
        for i, (n, _) in enumerate(font_sources())
        if any(n.startswith(h) for h in HELD_OUT) == held
    ]
    usual = [i for i, n in names if not any(o in n for o in _ODD)]
    official = [i for i, n in names if any(o in n for o in _OFFICIAL)]
    return official or usual, usual, [i for i, _ in names]


def _choose_font(rng: random.Random, held: bool) -> int:
    return rng.choice(rng.choices(_pools(held), (10, 7, 3))[0])


def make_sheet(
    seed: int, words: Sequence[str], *, held: bool = False, strength: Strength | None = None
) -> list[Sample]:
    """Return the lines of one sheet; the same seed gives the same lines on the same fonts.

    Args:
        seed: of everything that is drawn.
        words: what ordinary cells are made of.
        held: print in the typefaces of ``HELD_OUT`` instead of all others.
        strength: how the sheet is spoiled; None takes any way.
    """
    rng, noise = random.Random(seed), np.random.default_rng(seed)
    dpis = (150, 150, 150, 150, 175, 200, 200, 200, 240, 300)
    dpi = strength.dpi if strength else rng.choice(dpis)
    page, printed = _drawn(rng, dpi, words, held)
    if rng.random() < 0.2:
        place = (rng.randint(0, page.shape[1]), rng.randint(0, page.shape[0]))
        page = stamp(page, place, dpi, "Trường học", seed)
    given = strength or _any_strength(dpi, rng)
    turned = _turn(page, rng.uniform(-1, 1) * given.skew)
    scanned = _scanned(page, turned, given, rng, noise)
    if strength is None and rng.random() < 0.08:
        scanned = np.where(scanned > rng.randint(120, 190), 255, 0).astype(np.uint8)
    prepared = prepare(scanned, dpi, turn=0)
    sheet = without_stamps(prepared.sheet)
    clean = without_rulings(sheet, find_rulings(sheet)).gray
    matrix = np.linalg.inv(prepared.to_points) @ np.diag([72.0 / dpi, 72.0 / dpi, 1.0]) @ turned
    samples = (_cut(clean, line, matrix, prepared.dpi, rng) for line in printed)
    return [sample for sample in samples if sample is not None]


def _drawn(
    rng: random.Random, dpi: int, words: Sequence[str], held: bool
) -> tuple[Picture, list[_Printed]]:
    """Return a clean sheet, height x width x 3, and its lines."""
    width, height = (round(s * dpi) for s in _SIZE)
    page = np.full((height, width), 255, np.uint8)
    font, points = (
        _choose_font(rng, held),
        rng.choice((8, 9, 9.5, 10, 10.5, 11, 11, 12, 12, 13, 13, 14)),
    )
    shades = (0, 0, 0, 20, 60)
    printed: list[_Printed] = []
    x = rng.randint(4, 20)
    thick = max(1, round(rng.uniform(0.4, 1.2) * dpi / 72))
    while x < width - dpi // 2:
        across = min(round(rng.uniform(0.32, 1.9) * dpi), width - x - 4)
        y = rng.randint(4, 20)
        while y < height - dpi // 4:
            if rng.random() < 0.15:
                font = _choose_font(rng, held)
            text = ordinary(rng, words) if rng.random() < 0.16 else field(rng)
            ink, lines = _cell(text, font, points * dpi / 72, across, rng)
            down = min(ink.shape[0] + rng.randint(0, dpi // 8), height - y - 4)
            part = ink[:down]
            shade = rng.choice(shades)
            left = x
            spot = page[y : y + part.shape[0], left : left + part.shape[1]]
            part = part[: spot.shape[0], : spot.shape[1]]
            spot[:] = np.minimum(spot, 255 - part * ((255 - shade) / 255)).astype(np.uint8)
            printed += [
                _Printed((left + b[0], y + b[1], left + b[2], y + b[3]), said)
                for b, said in lines
                if b[3] <= part.shape[0] and b[2] <= part.shape[1]
            ]
            if rng.random() < 0.95:
                cv2.rectangle(page, (x, y), (x + across, y + down), (rng.choice(shades),), thick)
            y += down
        x += across
    return np.repeat(page[:, :, None], 3, axis=2), printed


def _cell(
    text: str, font: int, pixels: float, width: int, rng: random.Random
) -> tuple[npt.NDArray[np.float32], list[tuple[tuple[int, int, int, int], str]]]:
    """Return the ink of a cell (0..255 where there is ink) and its lines with their ink boxes.

    Drawn at twice the size and reduced, for letters stand between pixels.
    """
    face = _font(font, max(12, round(2 * pixels)))
    pad = 2 * max(2, round(rng.uniform(0.02, 0.08) * pixels * 6))
    lines = _wrapped(text, face, 2 * width - 2 * pad)
    leading = round(2 * pixels * rng.uniform(1.12, 1.35))
    height = leading * len(lines) + 2 * pad + round(pixels * 0.5)
    height += height % 2
    large = Image.new("L", (2 * width, height), 0)
    draw = ImageDraw.Draw(large)
    align = rng.choice((0.0, 0.5, 0.5))
    boxes = []
    for index, line in enumerate(lines):
        room = 2 * width - 2 * pad - face.getlength(line)
        place = (pad + max(0.0, room) * align, pad + index * leading)
        draw.text(place, line, fill=255, font=face)
        box = draw.textbbox(place, line, font=face)
        boxes.append((tuple(round(v / 2) for v in box), line))
    ink = cv2.resize(np.asarray(large), (width, height // 2), interpolation=cv2.INTER_AREA)
    return np.asarray(ink, np.float32), boxes  # type: ignore[return-value]


def _wrapped(text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and face.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _any_strength(dpi: int, rng: random.Random) -> Strength:
    """Return some way of spoiling a sheet, from hardly to harder than an archive does."""
    hard = rng.random()
    return Strength(
        dpi, rng.choice((0.0, 0.7, 2.0)), rng.uniform(0, 13) * hard + 1,
        rng.uniform(0.1, 1.1) * dpi / 170, rng.uniform(0, 0.3),
        rng.choice((rng.uniform(-0.2, 0.3), rng.uniform(0.2, 0.6))),
        int(rng.uniform(0, 180) * hard), rng.choice((0.0, 0.15, 0.3)), rng.randint(35, 90), 0.3,
    )  # fmt: skip


def _turn(page: Picture, degrees: float) -> npt.NDArray[np.float64]:
    """Return the 3 x 3 matrix that turns a page about its middle."""
    turned = np.eye(3)
    turned[:2] = cv2.getRotationMatrix2D((page.shape[1] / 2, page.shape[0] / 2), degrees, 1.0)
    return turned


def _scanned(
    page: Picture,
    turned: npt.NDArray[np.float64],
    strength: Strength,
    rng: random.Random,
    noise: np.random.Generator,
) -> Picture:
    """Return the sheet as a copier gives it, ``turned`` (3 x 3) and spoiled."""
    image = cv2.warpAffine(
        page, turned[:2], page.shape[1::-1], flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    )
    if rng.random() < 0.25:  # a worn or a heavy drum
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2, 2))
        step = cv2.dilate if rng.random() < 0.5 else cv2.erode
        share = rng.uniform(0.2, 0.7)
        image = cv2.addWeighted(image, 1 - share, step(image, kernel), share, 0)
    out = degrade(np.asarray(image, np.uint8), replace(strength, skew=0.0), noise)
    _, data = cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, strength.jpeg])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


def _cut(
    clean: Gray, line: _Printed, matrix: npt.NDArray[np.float64], dpi: int, rng: random.Random
) -> Sample | None:
    """Return a line cut roughly where an engine would see it; None where its ink is gone."""
    x0, y0, x1, y1 = line.box
    middle = np.array([[(x0 + x1) / 2, (y0 + y1) / 2, 1.0]]).T
    cx, cy, _ = (matrix @ middle)[:, 0]
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    w, h = (x1 - x0) * scale, (y1 - y0) * scale
    box = [
        round(cx - w / 2) - 1,
        round(cy - h / 2) - 1,
        round(cx + w / 2) + 2,
        round(cy + h / 2) + 2,
    ]
    box = [max(0, v) for v in box]
    ink = clean[box[1] : box[3], box[0] : box[2]] < 140
    rows, cols = np.flatnonzero(ink.sum(axis=1) > 0), np.flatnonzero(ink.any(axis=0))
    if rows.size < 2 or cols.size < 2 or (cols[-1] - cols[0]) < 0.6 * w - 4:
        return None
    top, bottom = box[1] + int(rows[0]), box[1] + int(rows[-1]) + 1
    left, right = box[0] + int(cols[0]), box[0] + int(cols[-1]) + 1
    tall = bottom - top
    around = [round(rng.gauss(0.02, 0.06) * tall) for _ in range(2)]
    aside = [round(rng.choice((0.0, rng.uniform(0, 0.6))) * tall) for _ in range(2)]
    place = (left - aside[0], top - around[0], right + aside[1], bottom + around[1])
    rim = max(2, round(0.25 * tall))
    crop = clean[max(0, top - rim) : bottom + rim, max(0, left - rim) : right + rim].copy()
    return Sample(cut_line(Sheet(clean, dpi), place), wanted(line.text), crop, dpi, line.text)
