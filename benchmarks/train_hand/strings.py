"""Strings of handwritten digits as they stand in the blanks of a printed letterhead.

Digits of one string come from one typeface, or one by one from MNIST and from strokes of our own,
with one pen and one slant. They touch, dance about the line, stand on dots or a line, have a colon
before them and the foot of a slash behind, are crossed by a stamp; then copied in grey or black and
white at 150 to 300 dpi. Some hold what is no digit: the reader must say so.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from benchmarks.train_hand.sources import Ink, Sources, load, printed
from benchmarks.train_hand.strokes import FORMS, TALL, cut_to_ink, drawn_digit, scribble
from benchmarks.train_short.lines import Lines
from extractors.handwriting.ink import Strip
from extractors.images.sheet import Gray, Sheet
from extractors.short.alphabet import UNKNOWN
from extractors.short.line import cut_line

_LENGTHS = (0.18, 0.34, 0.26, 0.18, 0.04)
"""Share of strings of one digit, two, ...: a day has one or two, a number one to four."""

_NO_NUMBER = 0.14
"""Share of slots that hold no number, or not only."""

_OF_STROKES = 0.1
"""Share of numbers full of ones and sevens, drawn stroke by stroke: plain strokes at the edges of a
slot, which are no slash, and sevens with bar and curls are in no other source."""

_LETTERS = "ABCDEGHKLMNPQRSTUVXYabcdeghklmnopqrstuvxy"
_ODD = ("a", "b", "B", "A", "/", "-", "x", "?", "(", "s", "u", "ng", "Tr", "QĐ", "kh", "th")


def make_line(rng: np.random.Generator, sources: Sources) -> tuple[Gray, str]:
    """Return one slot as ``cut_line`` gives it, and what is to be read in it."""
    says, ink = _no_number(rng, sources) if rng.random() < _NO_NUMBER else _number(rng, sources)
    return cut_line(*_copied(ink, rng)), says


def make_slot(rng: np.random.Generator, sources: Sources) -> tuple[Strip, str]:
    """Return one slot as it is found on a page, and what is to be read in it."""
    says, ink = _no_number(rng, sources) if rng.random() < _NO_NUMBER else _number(rng, sources)
    sheet, box = _copied(ink, rng)
    return Strip(sheet.gray, box, (0, 0)), says


def make_number(rng: np.random.Generator, sources: Sources) -> tuple[Gray, str]:
    """Return one slot with nothing but digits, and the digits."""
    says, ink = _number(rng, sources)
    return cut_line(*_copied(ink, rng)), says


def _number(rng: np.random.Generator, sources: Sources) -> tuple[str, Ink]:
    length = 1 + int(rng.choice(5, p=_LENGTHS))
    text = "".join(str(rng.integers(10)) for _ in range(length))
    if rng.random() < 0.25 and length <= 2:
        day = int(rng.integers(1, 32))
        text = f"{day:02d}" if rng.random() < 0.5 else str(day)
    if sources.strokes and rng.random() < _OF_STROKES:
        text = "".join(d if rng.random() < 0.4 else str(rng.choice(["1", "1", "7"])) for d in text)
        hand = int(rng.integers(1000))
        return text, _laid([drawn_digit(d, rng, hand) for d in text], rng)
    return text, _laid(_digits(text, rng, sources), rng)


def _digits(text: str, rng: np.random.Generator, sources: Sources) -> list[Ink]:
    """Return a picture of each digit, all in one hand as far as the source has hands."""
    way = rng.random()
    if way < 0.32:
        faces = sources.of_print if way < 0.06 else sources.typefaces
        face = faces[int(rng.integers(len(faces)))]
        return [printed(face, digit) for digit in text]
    drawn = 0.0 if way < 0.55 or not sources.strokes else 1.0 if way < 0.8 else 0.4
    hand = int(rng.integers(1000))
    forms = {d: hand + int(rng.integers(3)) for d in FORMS}
    return [
        drawn_digit(d, rng, forms[d]) if rng.random() < drawn else _of_mnist(d, rng, sources)
        for d in text
    ]


def _of_mnist(digit: str, rng: np.random.Generator, sources: Sources) -> Ink:
    pictures = sources.digits[digit]
    small = pictures[int(rng.integers(len(pictures)))].astype(np.float32) / 255
    factor = TALL / 20
    large = cv2.resize(small, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    level = float(rng.uniform(0.25, 0.65))
    sharp = np.clip((np.asarray(large, np.float32) - level) * 4 + 0.5, 0, 1)
    return cut_to_ink(np.asarray(sharp, np.float32))


def _laid(glyphs: list[Ink], rng: np.random.Generator) -> Ink:
    """Return the glyphs beside each other in one picture, by one pen and slant."""
    slant = float(rng.normal(0.08, 0.16))
    apart = float(rng.choice((rng.uniform(-0.1, 0.05), rng.uniform(0.02, 0.35))))
    across = float(np.exp(rng.normal(0, 0.14)))
    canvas = np.zeros((3 * TALL, 40 + 2 * TALL * (len(glyphs) + 1)), np.float32)
    x, climb = 20 + TALL // 2, float(rng.normal(0, 0.05))
    for glyph in glyphs:
        tall = TALL * float(np.exp(rng.normal(0, 0.1)))
        scale = tall / max(glyph.shape[0], 0.5 * glyph.shape[1], 0.35 * TALL)
        size = (
            max(2, round(glyph.shape[1] * scale * across)),
            max(2, round(glyph.shape[0] * scale)),
        )
        part = np.asarray(cv2.resize(glyph, size, interpolation=cv2.INTER_AREA), np.float32)
        y = round(2 * TALL - size[1] + rng.normal(0, 0.05) * TALL - climb * (x - 20))
        y = min(max(0, y), canvas.shape[0] - size[1])
        if x + size[0] >= canvas.shape[1]:
            break
        spot = canvas[y : y + size[1], x : x + size[0]]
        np.maximum(spot, part, out=spot)
        x += size[0] + round(apart * TALL + abs(rng.normal(0, 0.05)) * TALL)
    matrix = np.array([[1.0, -slant, slant * 1.5 * TALL], [0.0, 1.0, 0.0]])
    canvas = np.asarray(cv2.warpAffine(canvas, matrix, canvas.shape[::-1]), np.float32)
    return _penned(cut_to_ink(canvas), rng)


def _penned(ink: Ink, rng: np.random.Generator) -> Ink:
    """Return the string with strokes a little thinner or thicker than they were."""
    size = int(rng.integers(2, 5))
    kernel = np.ones((size, size), np.uint8)
    way = rng.random()
    framed = cv2.copyMakeBorder(ink, 6, 6, 6, 6, cv2.BORDER_CONSTANT, value=(0.0,))
    if way < 0.3:
        framed = cv2.dilate(framed, kernel)
    elif way < 0.45 and float((ink > 0.5).mean()) > 0.16:
        framed = cv2.erode(framed, kernel)
    return np.asarray(framed, np.float32)


def _no_number(rng: np.random.Generator, sources: Sources) -> tuple[str, Ink]:
    """Return what is no number, or not only: letters, a scribble, digits over digits, dirt."""
    way = rng.random()
    if way < 0.3:
        return UNKNOWN, _laid([scribble(rng) for _ in range(int(rng.integers(1, 3)))], rng)
    if way < 0.5:
        face = sources.typefaces[int(rng.integers(len(sources.typefaces)))]
        text = "".join(rng.choice(list(_LETTERS), int(rng.integers(1, 5))))
        return UNKNOWN, _laid([printed(face, text)], rng)
    if way < 0.75:
        return _with_letter(rng, sources)
    if way < 0.92:
        return _written_over(rng, sources)
    return UNKNOWN, _dirt(rng)


def _with_letter(rng: np.random.Generator, sources: Sources) -> tuple[str, Ink]:
    text = "".join(str(rng.integers(10)) for _ in range(int(rng.integers(1, 4))))
    face = sources.typefaces[int(rng.integers(len(sources.typefaces)))]
    odd = printed(face, str(rng.choice(_ODD[:4] + _ODD[6:])))
    digits = _digits(text, rng, sources)
    before = rng.random() < 0.25
    glyphs = [odd, *digits] if before else [*digits, odd]
    return (UNKNOWN + text if before else text + UNKNOWN), _laid(glyphs, rng)


def _written_over(rng: np.random.Generator, sources: Sources) -> tuple[str, Ink]:
    """Return a string one digit of which was written over another or struck out."""
    text = "".join(str(rng.integers(10)) for _ in range(int(rng.integers(1, 4))))
    glyphs = _digits(text, rng, sources)
    at = int(rng.integers(len(text)))
    over = _digits(str((int(text[at]) + int(rng.integers(1, 10))) % 10), rng, sources)[0]
    under = glyphs[at]
    shape = (max(over.shape[0], under.shape[0]), max(over.shape[1], under.shape[1]))
    both = np.zeros(shape, np.float32)
    for glyph in (over, under):
        spot = both[: glyph.shape[0], : glyph.shape[1]]
        np.maximum(spot, glyph, out=spot)
    if rng.random() < 0.3:
        cv2.line(
            both, (0, shape[0] // 2), (shape[1], int(shape[0] * rng.uniform(0.2, 0.8))), 1.0, 5
        )
    glyphs[at] = both
    return text[:at] + UNKNOWN + text[at + 1 :], _laid(glyphs, rng)


def _dirt(rng: np.random.Generator) -> Ink:
    canvas = np.zeros((TALL, int(rng.integers(TALL, 4 * TALL))), np.float32)
    for _ in range(int(rng.integers(1, 12))):
        at = (int(rng.integers(canvas.shape[1])), int(rng.integers(TALL)))
        cv2.circle(canvas, at, int(rng.integers(1, 5)), 1.0, -1)
    if rng.random() < 0.5:
        _dotted(canvas, TALL - 6, rng)
    return canvas


def _copied(ink: Ink, rng: np.random.Generator) -> tuple[Sheet, tuple[int, int, int, int]]:
    """Return the string as a copier and the program's preparation leave it, cut as a slot."""
    tall = float(rng.uniform(20, 60))  # pixels: 0.1 to 0.2 inches at 200 to 300 dpi
    rim = round(0.4 * TALL)
    page = cv2.copyMakeBorder(ink, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=(0.0,))
    page = np.asarray(page, np.float32)
    if rng.random() < 0.3:
        _surroundings(page, rim, rng)
    scale = tall / ink.shape[0]
    page = np.asarray(cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    shade = float(rng.uniform(0.55, 1.0))
    gray = 255 - page * 255 * shade
    gray = cv2.GaussianBlur(gray, (0, 0), float(rng.uniform(0.3, 1.1)))
    gray = gray + rng.normal(0, float(rng.uniform(0, 16)), gray.shape)
    out = np.clip(gray, 0, 255).astype(np.uint8)
    if rng.random() < 0.5:
        out = np.where(out > int(rng.integers(110, 205)), 255, 0).astype(np.uint8)
    edge = rim * scale
    around = [edge + rng.normal(0, 0.04) * tall for _ in range(4)]
    box = (
        round(around[0]), round(around[1]), round(out.shape[1] - around[2]),
        round(out.shape[0] - around[3]),
    )  # fmt: skip
    return Sheet(out, 200), box


def _surroundings(page: Ink, rim: int, rng: np.random.Generator) -> None:
    """Draw what stands about a slot: dots or a line below, a colon, a slash, rings of a stamp."""
    height, width = page.shape
    foot = height - rim - int(rng.integers(-4, 14))
    way = rng.random()
    if way < 0.3:
        _dotted(page, foot, rng)
    elif way < 0.45:
        cv2.line(
            page, (0, foot), (width, foot + int(rng.integers(-4, 5))), 1.0, int(rng.integers(1, 4))
        )
    if rng.random() < 0.35:  # the colon of "Số:"
        x = int(rng.integers(2, max(3, rim - 8)))
        for y in (height - rim - 36, height - rim - 4):
            cv2.circle(page, (x, y + int(rng.integers(-8, 9))), int(rng.integers(2, 5)), 1.0, -1)
    if rng.random() < 0.3:  # the foot of the slash
        x = width - int(rng.integers(2, max(3, rim - 4)))
        cv2.line(
            page, (x, height - rim + 6), (x + 14, height - rim - 34), 1.0, int(rng.integers(2, 6))
        )
    if rng.random() < 0.35:
        at = (int(rng.integers(-width, 2 * width)), int(rng.integers(-300, 300)))
        tone = float(rng.uniform(0.2, 0.8))
        ring = np.zeros_like(page)
        cv2.circle(ring, at, int(rng.integers(120, 400)), tone, int(rng.integers(2, 6)))
        np.maximum(page, ring, out=page)
    for _ in range(int(rng.integers(0, 4))):
        at = (int(rng.integers(width)), int(rng.integers(height)))
        cv2.circle(page, at, int(rng.integers(1, 4)), 1.0, -1)


def _dotted(page: Ink, y: int, rng: np.random.Generator) -> None:
    step = int(rng.integers(9, 22))
    for x in range(int(rng.integers(step)), page.shape[1], step):
        cv2.circle(page, (x, y), int(rng.integers(2, 4)), 1.0, -1)


def write_lines(
    sources: Sources, seed: int, count: int, kept: Path, *, only_numbers: bool = False
) -> Lines:
    """Return ``count`` slots, from ``kept`` where it exists."""
    if not kept.exists():
        cv2.setNumThreads(1)
        rng = np.random.default_rng(seed)
        make = make_number if only_numbers else make_line
        made = [make(rng, sources) for _ in tqdm(range(count), desc=kept.name, mininterval=10)]
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.savez(
            kept,
            pixels=np.hstack([line for line, _ in made]),
            ends=np.cumsum([line.shape[1] for line, _ in made]),
            texts=np.array([text for _, text in made]),
        )
    with np.load(kept) as pack:
        return Lines(pack["pixels"], pack["ends"], tuple(pack["texts"].tolist()))


def contact_sheet(lines: Lines, count: int) -> npt.NDArray[np.uint8]:
    """Return the first slots under each other, to be looked at."""
    rows = []
    for n in range(0, count, 6):
        row = [lines.line(i) for i in range(n, n + 6)]
        row = [cv2.copyMakeBorder(r, 2, 2, 2, 10, cv2.BORDER_CONSTANT, value=(200.0,)) for r in row]
        row = [r[:, :160] for r in row]
        row = [np.pad(r, ((0, 0), (0, 160 - r.shape[1])), constant_values=200) for r in row]
        rows.append(np.hstack(row))
    return np.vstack(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path)
    parser.add_argument("picture", type=Path)
    args = parser.parse_args()
    lines = write_lines(load(args.sources), 1, 240, args.picture.with_suffix(".npz"))
    cv2.imwrite(str(args.picture), contact_sheet(lines, 240))


if __name__ == "__main__":
    main()
