"""What copiers and scanners do to a clean page: skew, shading, blur, noise, speckle, stamps.

Pictures are height x width x 3, BGR, uint8; every effect takes a random generator, so that the
same seed gives the same scan.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from samples.generator.fonts import font_file

Picture = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Strength:
    """How hard a page is treated. Angles in degrees, noise in grey levels, blur in pixels.

    ``sag`` is by how many inches lines sag at most, ``lean`` by which share of its distance from
    the middle a column runs outwards at most.
    """

    dpi: int
    skew: float
    noise: float
    blur: float
    shading: float
    fade: float
    speckle: int
    broken: float
    jpeg: int
    colour: float
    sag: float = 0.0
    lean: float = 0.0


STRENGTHS: dict[str, Strength] = {
    "clean": Strength(200, 0.0, 0.0, 0.0, 0.0, 0.0, 0, 0.0, 92, 1.0),
    "office": Strength(200, 0.7, 4.0, 0.6, 0.10, 0.10, 25, 0.0, 72, 0.7),
    "archive": Strength(150, 2.0, 9.0, 0.7, 0.20, 0.25, 160, 0.25, 60, 0.2),
    "faint": Strength(200, 0.7, 5.0, 0.6, 0.08, 0.62, 20, 0.1, 75, 0.3),
    "dark": Strength(200, 0.7, 6.0, 1.0, 0.35, -0.25, 90, 0.0, 70, 0.2),
    "bent": Strength(200, 0.7, 4.0, 0.6, 0.20, 0.10, 25, 0.0, 72, 0.7, sag=0.12, lean=0.015),
}


def degrade(page: Picture, strength: Strength, rng: np.random.Generator) -> Picture:
    """Return the page as a scanner of that strength would give it; same size unless turned."""
    image = page.astype(np.float32)
    image = 255 - (255 - image) * (1 - strength.fade)
    if strength.broken:
        image = _broken(image, strength, rng)
    if strength.speckle:
        image = _speckled(image, strength, rng)
    image = _skewed(image, strength, rng)
    if strength.sag:
        image = _bent(image, strength, rng)
    if strength.blur:
        image = cv2.GaussianBlur(image, (0, 0), strength.blur)
    if strength.shading:
        image = image * _shade(image.shape, strength, rng)
    if strength.noise:
        image = image + rng.normal(0, strength.noise, image.shape[:2])[:, :, None]
    out = np.clip(image, 0, 255).astype(np.uint8)
    if rng.random() > strength.colour:
        gray = cv2.cvtColor(out, cv2.COLOR_BGR2GRAY)
        out = np.asarray(cv2.cvtColor(gray, cv2.COLOR_GRAY2BGR), np.uint8)
    return out


def _skewed(
    image: npt.NDArray[np.float32], strength: Strength, rng: np.random.Generator
) -> npt.NDArray[np.float32]:
    angle = float(rng.uniform(-strength.skew, strength.skew))
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(
        image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    )
    return np.asarray(turned, np.float32)


def _bent(
    image: npt.NDArray[np.float32], strength: Strength, rng: np.random.Generator
) -> npt.NDArray[np.float32]:
    """Return the page as an open book bends it, and a lens that looks at it from aside."""
    height, width = image.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    sag = rng.uniform(-strength.sag, strength.sag) * strength.dpi
    lean = rng.uniform(-strength.lean, strength.lean)
    down = y + sag * np.sin(np.pi * (x / width) ** rng.uniform(0.7, 1.4))
    across = x + lean * (x - width / 2) * (2 * y / height - 1)
    white = (255, 255, 255)
    flags = cv2.INTER_CUBIC
    seen = cv2.remap(
        image, across, down.astype(np.float32), flags, borderMode=cv2.BORDER_CONSTANT,
        borderValue=white,
    )  # fmt: skip
    return np.asarray(seen, np.float32)


def _shade(
    shape: tuple[int, ...], strength: Strength, rng: np.random.Generator
) -> npt.NDArray[np.float32]:
    """Return a smooth factor: darker towards one edge, with a soft fold."""
    height, width = shape[:2]
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
    direction = rng.uniform(0, 2 * np.pi)
    ramp = np.cos(direction) * (x - 0.5) + np.sin(direction) * (y - 0.5)
    fold = np.exp(-(((x - rng.uniform(0.1, 0.9)) / 0.05) ** 2)) * 0.3
    factor = 1 - strength.shading * (np.clip(ramp + 0.5, 0, 1) * 0.7 + fold)
    return np.asarray(factor[:, :, None], np.float32)


def _speckled(
    image: npt.NDArray[np.float32], strength: Strength, rng: np.random.Generator
) -> npt.NDArray[np.float32]:
    height, width = image.shape[:2]
    out = image.copy()
    for _ in range(strength.speckle):
        centre = (int(rng.integers(0, width)), int(rng.integers(0, height)))
        shade = float(rng.uniform(0, 120))
        cv2.circle(out, centre, int(rng.integers(1, 3)), (shade, shade, shade), -1)
    return out


def _broken(
    image: npt.NDArray[np.float32], strength: Strength, rng: np.random.Generator
) -> npt.NDArray[np.float32]:
    """Wash out small patches, as a worn drum does to hairlines."""
    height, width = image.shape[:2]
    out = image.copy()
    for _ in range(int(strength.broken * 600)):
        x, y = int(rng.integers(0, width)), int(rng.integers(0, height))
        w, h = int(rng.integers(2, 9)), int(rng.integers(2, 9))
        patch = out[y : y + h, x : x + w]
        out[y : y + h, x : x + w] = patch + (255 - patch) * 0.75
    return out


def stamp(page: Picture, centre: tuple[int, int], dpi: int, text: str, seed: int) -> Picture:
    """Return the page with a red round stamp (36 mm, as official seals are) over ``centre``."""
    radius = round(18 / 25.4 * dpi)
    size = 2 * radius + 8
    seal = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(seal)
    thick = max(2, dpi // 60)
    for inset in (4, 4 + radius // 12, 4 + radius * 2 // 5):
        draw.ellipse((inset, inset, size - inset, size - inset), outline=230, width=thick)
    _around(seal, text.upper(), radius * 4 // 5, dpi)
    draw.text((size / 2, size / 2), "★", fill=230, anchor="mm", font=_font(radius // 2))
    angle = float(np.random.default_rng(seed).uniform(-18, 18))
    mask = np.asarray(seal.rotate(angle), np.float32) / 255
    return _laid(page, mask, centre, (45, 40, 205))


def signature(page: Picture, centre: tuple[int, int], dpi: int, seed: int) -> Picture:
    """Return the page with a blue scribble, like a signature, over ``centre``."""
    rng = np.random.default_rng(seed)
    width, height = round(1.5 * dpi), round(0.6 * dpi)
    t = np.linspace(0, 1, 260)
    x = width * (0.05 + 0.9 * t + 0.08 * np.sin(2 * np.pi * (3 + rng.random()) * t))
    y = height * (0.5 + 0.4 * np.sin(2 * np.pi * (2.2 + 2 * rng.random()) * t) * (1 - 0.6 * t))
    mask = np.zeros((height, width), np.uint8)
    points = np.stack([x, y], axis=1).astype(np.int32).reshape(-1, 1, 2)
    cv2.polylines(mask, [points], False, 220, max(2, dpi // 70), cv2.LINE_AA)
    return _laid(page, mask.astype(np.float32) / 255, centre, (150, 60, 30))


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_file("Sans", 1)), max(6, size))


def _around(seal: Image.Image, text: str, radius: int, dpi: int) -> None:
    """Write the text along a circle."""
    centre = seal.width / 2
    letters = f"{text} * "
    for index, letter in enumerate(letters):
        angle = 360 * index / len(letters)
        tile = Image.new("L", (dpi // 6, dpi // 6), 0)
        ImageDraw.Draw(tile).text(
            (tile.width / 2, tile.height / 2), letter, fill=230, anchor="mm", font=_font(dpi // 15)
        )
        turned = tile.rotate(-angle)
        x = centre + radius * np.sin(np.radians(angle)) - tile.width / 2
        y = centre - radius * np.cos(np.radians(angle)) - tile.height / 2
        seal.paste(turned, (round(x), round(y)), turned)


def _laid(
    page: Picture,
    mask: npt.NDArray[np.float32],
    centre: tuple[int, int],
    colour: tuple[int, int, int],
) -> Picture:
    """Multiply the colour into the page through the mask (ink on ink stays dark)."""
    height, width = mask.shape
    x0, y0 = max(0, centre[0] - width // 2), max(0, centre[1] - height // 2)
    x1, y1 = min(page.shape[1], x0 + width), min(page.shape[0], y0 + height)
    part = mask[: y1 - y0, : x1 - x0, None]
    ink = 1 - part * (1 - np.array(colour, np.float32) / 255)
    out = page.copy()
    out[y0:y1, x0:x1] = np.clip(page[y0:y1, x0:x1] * ink, 0, 255).astype(np.uint8)
    return out
