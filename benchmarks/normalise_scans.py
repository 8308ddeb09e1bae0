"""How often values survive a scan: generated cells are printed, degraded, read and normalised.

Run ``python benchmarks/normalise_scans.py [--cells 300] [--dpi 200] [--lang vie]``. Cells come from
the sample generator, so their true values are known; repair by language model is left out, so the
figures are those of recognition and normalisers alone. Needs tesseract, Pillow, OpenCV and a serif
font with Vietnamese letters (found by fontconfig).
"""

from __future__ import annotations

import argparse
import random
import subprocess
from collections import Counter

import cv2
import numpy as np
import pytesseract
from PIL import Image, ImageDraw, ImageFont

from normalizers.criteria import parse_criteria
from normalizers.deadlines import parse_deadline
from normalizers.owners import parse_owners
from normalizers.school_year import SchoolYear
from normalizers.text.lines import one_line, unwrap
from samples.generator import owners, times

MARGIN, POINTS = 25, 12
KINDS = ("criteria", "deadline", "owners")


def font_file() -> str:
    """Return the file of the system's serif font for Vietnamese."""
    command = ["fc-match", "-f", "%{file}", "Times New Roman:lang=vi"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def printed(text: str, rng: random.Random, dpi: int, font_path: str) -> Image.Image:
    """Return the cell as a bad copy: a little turned, blurred, noisy, compressed."""
    font = ImageFont.truetype(font_path, POINTS * dpi // 72)
    width = rng.choice((70, 90, 130)) * dpi // 72
    lines = [line for part in text.split("\n") for line in _wrapped(part, font, width)]
    height = POINTS * dpi * 135 // 7200
    page = Image.new("L", (width + 60, height * len(lines) + 2 * MARGIN), 255)
    draw = ImageDraw.Draw(page)
    for i, line in enumerate(lines):
        draw.text((MARGIN, MARGIN + i * height), line, font=font, fill=20)
    return Image.fromarray(_degraded(np.asarray(page, dtype=np.float32), rng))


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _degraded(page: np.ndarray, rng: random.Random) -> np.ndarray:
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(-0.6, 0.6), 1)
    page = cv2.warpAffine(page, turn, (width, height), borderValue=255)
    page = cv2.GaussianBlur(page, (0, 0), rng.uniform(0.4, 1.0))
    noise = np.random.default_rng(rng.randint(0, 1 << 30))
    page = page + noise.normal(0, rng.uniform(4, 14), page.shape)
    if rng.random() < 0.4:
        page = np.where(page > rng.uniform(110, 170), 255, 0)
    quality = [cv2.IMWRITE_JPEG_QUALITY, rng.choice((40, 60, 80))]
    _, packed = cv2.imencode(".jpg", np.clip(page, 0, 255).astype(np.uint8), quality)
    return cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE)


def cell(rng: random.Random) -> tuple[str, str, object, int]:
    """Return ``(kind, text, truth, first year of the school year)`` of a generated cell."""
    kind, start = rng.choice(KINDS), rng.randint(2019, 2024)
    if kind == "deadline":
        d = times.deadline(rng, start, rng.choice(("long", "short", "pad")))
        return kind, d.text, (d.start, d.end, d.kind), start
    if kind == "owners":
        o = owners.owner(rng, rng.choice(("list", "dash", "lead", "person")), "THCS")
        return kind, o.text, frozenset(o.roles), start
    code = rng.choice(("1.1", "1.5", "1.10", "2.2", "2.4", "3.3", "3.6", "4.1", "5.1", "5.6"))
    forms = (f"Tiêu chí {code}", code, f"Tiêu chí {code}: Nội dung", f"{code}. Nội dung")
    return kind, rng.choice(forms), (code,), start


def value(kind: str, text: str, start: int) -> object:
    """Return what the normaliser of the kind makes of the text read."""
    if kind == "deadline":
        d = parse_deadline(one_line(unwrap(text)), school_year=SchoolYear(start))
        return d.start, d.end, d.kind
    if kind == "owners":
        return frozenset(parse_owners(unwrap(text)).owners)
    return parse_criteria(one_line(unwrap(text)), framework="18/2018/TT-BGDĐT").codes


def main() -> None:
    """Print the share of cells whose value is wholly right, per kind."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cells", type=int, default=300)
    options.add_argument("--dpi", type=int, default=200)
    options.add_argument("--lang", default="vie")
    options.add_argument("--seed", type=int, default=1)
    args = options.parse_args()
    right, seen, font = Counter[str](), Counter[str](), font_file()
    for number in range(args.cells):
        rng = random.Random(args.seed * 1_000_003 + number)
        kind, text, truth, start = cell(rng)
        picture = printed(text, rng, args.dpi, font)
        config = f"--psm 6 --dpi {args.dpi}"
        got = pytesseract.image_to_string(picture, lang=args.lang, config=config)
        seen[kind] += 1
        right[kind] += value(kind, got, start) == truth
    for kind in KINDS:
        print(f"{kind:9} {right[kind]:4} of {seen[kind]:4}  {right[kind] / max(1, seen[kind]):.3f}")


if __name__ == "__main__":
    main()
