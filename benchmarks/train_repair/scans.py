"""Printed pages with known text: typesetting, degrading like a scan, reading with tesseract.

Three degradations: ``clean`` (300 dpi), ``office`` (an office scanner: 200 dpi, soft, half the
pages in two tones, JPEG) and ``poor`` (150 dpi, specks, thinned or thickened strokes). The look
of a page follows from its number alone, so a set can be made again.
"""

from __future__ import annotations

import io
import json
import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from extractors.ocr.alternatives import CHOICES, word_alternatives

__all__ = [
    "LEVELS",
    "ReadPage",
    "degrade",
    "load_pages",
    "read_page",
    "tessdata",
    "typeset",
    "wrap",
]

LEVELS = ("clean", "office", "poor")
_DPI = {"clean": 300, "office": 200, "poor": 150}
_FOLDERS = tuple(
    Path("/usr/share/fonts/truetype") / name for name in ("liberation2", "liberation", "dejavu")
)
_FACES = (
    ("LiberationSerif-Regular.ttf", 10),
    ("LiberationSerif-Bold.ttf", 3),
    ("LiberationSerif-Italic.ttf", 3),
    ("LiberationSans-Regular.ttf", 3),
    ("LiberationSans-Bold.ttf", 1),
    ("DejaVuSerif.ttf", 1),
)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One page: what was printed and what the engine read.

    Attributes:
        number: page number, the seed of its look.
        level: degradation.
        language: tesseract language ("eng" or "vie").
        printed: the printed lines.
        read: for each line the engine found, its words as ``[text, confidence 0..1,
            alternatives]`` (see ``normalizers/text/alternative.py``).
    """

    number: int
    level: str
    language: str
    printed: list[str]
    read: list[list[list[Any]]]


def _font_file(name: str) -> Path:
    for folder in _FOLDERS:
        if (folder / name).exists():
            return folder / name
    raise FileNotFoundError(f"font {name} is not installed")


def wrap(text: str, width: int) -> list[str]:
    """Break a paragraph into lines of at most ``width`` characters at blanks."""
    lines: list[str] = []
    current = ""
    for word in text.split():
        if current and len(current) + 1 + len(word) > width:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}".strip()
    return [*lines, current] if current else lines


def typeset(lines: Sequence[str], number: int, level: str) -> Image.Image:
    """Print lines on white paper; face and size (11 to 14 points) follow from the number."""
    rng = random.Random(number)
    face = rng.choices([f for f, _ in _FACES], [w for _, w in _FACES])[0]
    dpi = _DPI[level]
    size = rng.choice((11, 12, 12, 13, 13, 13, 14)) * dpi / 72
    font = ImageFont.truetype(str(_font_file(face)), size)
    pitch = int(size * rng.uniform(1.25, 1.6))
    margin = dpi // 3
    width = int(max(font.getlength(line) for line in lines)) + 2 * margin
    image = Image.new("L", (width, pitch * len(lines) + 2 * margin), 255)
    draw = ImageDraw.Draw(image)
    for i, line in enumerate(lines):
        draw.text((margin, margin + i * pitch), line, font=font, fill=rng.randint(0, 40))
    return image


def degrade(image: Image.Image, number: int, level: str) -> Image.Image:
    """Return the page as a scanner would give it back."""
    rng = np.random.default_rng(number + 1_000_003)
    if level == "clean":
        return image.filter(ImageFilter.GaussianBlur(0.3))
    poor = level == "poor"
    angle = float(rng.uniform(-0.7, 0.7) if poor else rng.uniform(-0.4, 0.4))
    image = image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255, expand=True)
    image = image.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.4, 0.9 if poor else 0.75))))
    grey = np.asarray(image, dtype=np.float32)
    grey = grey * rng.uniform(0.8, 0.95) + rng.uniform(5, 20)
    grey += rng.normal(0, rng.uniform(8, 18) if poor else rng.uniform(3, 10), grey.shape)
    if rng.random() < 0.5:
        grey = np.where(grey > rng.uniform(125, 175), 255.0, 0.0)
    if poor:
        specks = rng.random(grey.shape) < 0.0008
        grey = np.where(specks, 255 - grey, grey)
    scan = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
    buffer = io.BytesIO()
    scan.save(buffer, "JPEG", quality=int(rng.integers(35, 60) if poor else rng.integers(55, 85)))
    return Image.open(io.BytesIO(buffer.getvalue())).convert("L")


def read_page(api: Any, image: Image.Image, dpi: int) -> list[list[list[Any]]]:
    """Read a page with an open ``tesserocr.PyTessBaseAPI``; return lines of words."""
    import tesserocr

    for name, value in CHOICES.items():
        api.SetVariable(name, value)
    api.SetImage(image)
    api.SetSourceResolution(dpi)
    api.Recognize()
    found = api.GetIterator()
    lines: list[list[list[Any]]] = []
    if found is None:
        return lines
    word = tesserocr.RIL.WORD
    nearly = word_alternatives(api)
    for item in tesserocr.iterate_level(found, word):
        if item.IsAtBeginningOf(tesserocr.RIL.TEXTLINE) or not lines:
            lines.append([])
        text = (item.GetUTF8Text(word) or "").strip()
        if text:
            alternatives = next(nearly)[1]
            lines[-1].append([text, round(item.Confidence(word) / 100, 3), alternatives])
    return [line for line in lines if line]


def tessdata() -> str:
    """Return the folder of tesseract's language files (``TESSDATA_PREFIX`` or Debian's)."""
    told = os.environ.get("TESSDATA_PREFIX")
    if told:
        return told
    found = sorted(Path("/usr/share/tesseract-ocr").glob("*/tessdata"))
    return str(found[-1]) if found else ""


def make_page(api: Any, lines: Sequence[str], number: int, level: str, language: str) -> ReadPage:
    """Print, degrade and read one page."""
    image: Image.Image = degrade(typeset(lines, number, level), number, level)
    return ReadPage(number, level, language, list(lines), read_page(api, image, _DPI[level]))


def save_pages(path: Path, pages: Iterator[ReadPage]) -> None:
    """Append pages to a JSON-lines file as they come."""
    with path.open("a", encoding="utf-8") as stream:
        for page in pages:
            stream.write(json.dumps(asdict(page), ensure_ascii=False) + "\n")
            stream.flush()


def load_pages(path: Path) -> Iterator[ReadPage]:
    """Yield the pages of a JSON-lines file."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield ReadPage(**json.loads(line))
