"""Make the pictures of the review screen in the README and the docs.

    python -m benchmarks.review_pictures            writes docs/pictures/*.png

The plan is invented; Chromium draws the queue and the review screen light, dark and on a phone.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from benchmarks._review_app import chromium, running_app, settings_of
from benchmarks._review_plan import plan_read, write_plan
from pipeline.dataset.store import Store

PLACE = Path(__file__).parent.parent / "docs" / "pictures"
COLOURS = 128  # of the palette: a screen of text has few, and the file stays below 150 kB
PAGES = 3
NAMES = ("ke-hoach-cai-tien.pdf", "ke-hoach-tu-danh-gia.pdf", "ke-hoach-to-chuyen-mon.pdf")


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, its screen, how wide and high it is in pixels, light or dark."""

    name: str
    screen: str
    width: int = 1366
    height: int = 768
    theme: str = "light"


SHOTS = (
    Shot("review-queue", "queue"),
    Shot("review-queue-dark", "queue", theme="dark"),
    Shot("review-queue-phone", "queue", 390, 844),
    Shot("review", "review"),
    Shot("review-dark", "review", theme="dark"),
    Shot("review-phone", "review", 390, 844),
)


def fill(out: Path, folder: Path) -> str:
    """Make a dataset of three plans; return the id of the first."""
    shas = []
    with Store(out / "dataset.sqlite") as store:
        for number, name in enumerate(NAMES):
            shas.append(write_plan(folder / name, PAGES - number))
            store.put(plan_read(shas[-1], str(folder / name), PAGES - number))
    return shas[0]


def taken(browser: Browser, shot: Shot, address: str) -> bytes:
    """Return a screen as PNG."""
    size = {"width": shot.width, "height": shot.height}
    page = browser.new_page(viewport=size, color_scheme=shot.theme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(300)  # the picture of the page is painted
    data = page.screenshot()
    page.close()
    return data


def small(data: bytes) -> bytes:
    """Return a PNG with a palette."""
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    stream = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, default=PLACE)
    place = parser.parse_args(arguments).to
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        out = Path(folder) / "outputs"
        sha = fill(out, Path(folder))
        with running_app(settings_of(out)) as address:
            for shot in SHOTS:
                path = "/" if shot.screen == "queue" else f"/documents/{sha}"
                data = small(taken(browser, shot, address + path))
                (place / f"{shot.name}.png").write_bytes(data)
                print(f"{shot.name}.png  {len(data) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
