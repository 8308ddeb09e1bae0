"""Page images: frames, modes, resolution, orientation from the camera, damage."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from extractors.errors import DocumentError, TruncatedFileError
from extractors.formats import Kind, Limits, open_document
from extractors.formats.picture.file import nominal_dpi, to_bgr
from extractors.reading import read_page
from extractors.types import Page

ENGINE: Any = SimpleNamespace(name="fake")


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = []

    def read_image_page(image: np.ndarray, **told: Any) -> Page:
        calls.append({"image": image, **told})
        return Page(told["number"], *told["page_size"], "ocr", (), dpi=told["dpi"])

    monkeypatch.setattr("extractors.reading.read_image_page", read_image_page)
    return calls


def _picture(width: int = 827, height: int = 1169, mode: str = "RGB") -> Image.Image:
    array = np.random.default_rng(3).integers(0, 255, (height, width, 3), dtype=np.uint8)
    return Image.fromarray(array).convert(mode)


@pytest.mark.parametrize("extension", ["png", "jpg", "bmp", "webp", "tif"])
def test_all_kinds_are_read(tmp_path: Path, seen: list[Any], extension: str) -> None:
    path = tmp_path / "page.dat"
    _picture().save(path, format={"jpg": "JPEG", "tif": "TIFF"}.get(extension, extension.upper()))
    with open_document(path) as document:
        assert (document.kind, document.page_count) == (Kind.IMAGE, 1)
        page = read_page(document, 1, engine=ENGINE)
    assert page.read_by == "ocr"
    assert seen[0]["image"].shape == (1169, 827, 3)
    assert seen[0]["page_size"] == pytest.approx((595.4, 841.7), abs=3)


def test_frames_of_a_tiff_are_pages(tmp_path: Path, seen: list[Any]) -> None:
    path = tmp_path / "a.tif"
    first, second = Image.new("1", (1654, 2339), 1), Image.new("1", (2339, 1654), 0)
    first.save(path, save_all=True, append_images=[second], compression="group4", dpi=(200, 200))
    with open_document(path) as document:
        assert document.page_count == 2
        pages = [read_page(document, n, engine=ENGINE) for n in (1, 2)]
        assert document.page_key(1) != document.page_key(2)
    assert [call["image"].shape[:2] for call in seen] == [(2339, 1654), (1654, 2339)]
    assert [page.dpi for page in pages] == [200, 200]
    assert seen[0]["image"].mean() == 255 and seen[1]["image"].mean() == 0


@pytest.mark.parametrize(
    ("size", "told", "dpi"),
    [
        ((1654, 2339), 200.0, 200),
        ((1654, 2339), 72.0, 200),
        ((3024, 4032), 72.0, 345),
        ((2480, 3508), 0.0, 300),
        ((1654, 2339), 1200.0, 200),
        ((100, 60), 96.0, 50),
    ],
)
def test_nominal_resolution(size: tuple[int, int], told: float, dpi: int) -> None:
    assert nominal_dpi(*size, told) == dpi


def test_transparent_places_are_white_and_grey_depths_survive() -> None:
    assert to_bgr(Image.new("RGBA", (4, 4), (0, 0, 0, 0))).min() == 255
    deep = Image.fromarray(np.array([[0, 65535]], dtype=np.uint16))
    assert to_bgr(deep)[0, :, 0].tolist() == [0, 255]
    red = to_bgr(Image.new("CMYK", (2, 2), (0, 255, 255, 0)))[0, 0]
    assert red[2] > 200 and red[0] < 60


def test_camera_orientation_is_applied(tmp_path: Path, seen: list[Any]) -> None:
    path = tmp_path / "a.jpg"
    picture = Image.new("RGB", (1200, 800), "white")
    exif = picture.getexif()
    exif[0x0112] = 6
    picture.save(path, exif=exif)
    with open_document(path) as document:
        read_page(document, 1, engine=ENGINE)
    assert seen[0]["image"].shape == (1200, 800, 3)


def test_fax_points_are_made_square(tmp_path: Path, seen: list[Any]) -> None:
    path = tmp_path / "a.tif"
    Image.new("1", (1728, 1145), 1).save(path, compression="group4", dpi=(204, 98))
    with open_document(path) as document:
        read_page(document, 1, engine=ENGINE)
    height, width = seen[0]["image"].shape[:2]
    assert width == 1728 and height == pytest.approx(1145 * 204 / 98, abs=2)


def test_cut_off_jpeg_is_salvaged_and_flagged(tmp_path: Path, seen: list[Any]) -> None:
    path = tmp_path / "a.jpg"
    _picture().save(path, quality=85)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with open_document(path) as document:
        page = read_page(document, 1, engine=ENGINE)
    assert "damaged_file" in page.flags and seen[0]["image"].shape == (1169, 827, 3)


def test_picture_that_is_only_a_head_is_truncated(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    _picture().save(path)
    path.write_bytes(path.read_bytes()[:12])
    with pytest.raises(TruncatedFileError):
        open_document(path)


def test_bad_frame_does_not_spoil_the_others(tmp_path: Path, seen: list[Any]) -> None:
    path = tmp_path / "a.tif"
    _picture(400, 300).save(path, save_all=True, append_images=[_picture(400, 300)])
    data = bytearray(path.read_bytes())
    del data[-200_000:]
    path.write_bytes(data)
    try:
        with open_document(path) as document:
            read_page(document, 1, engine=ENGINE)
    except DocumentError as error:
        assert error.code


def test_large_picture_is_scaled_below_the_limit(tmp_path: Path, seen: list[Any]) -> None:
    path = tmp_path / "a.png"
    Image.new("L", (4000, 5000), 255).save(path, dpi=(400, 400))
    with open_document(path, limits=Limits(max_page_pixels=2_000_000)) as document:
        page = read_page(document, 1, engine=ENGINE)
    height, width = seen[0]["image"].shape[:2]
    assert height * width <= 2_010_000
    assert (page.width, page.height) == pytest.approx((720, 900), rel=0.02)


def test_without_an_engine_the_page_is_empty_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    _picture().save(path)
    with open_document(path) as document:
        page = read_page(document, 1, engine=None)
    assert page.blocks == () and "no_ocr_engine" in page.flags


def test_render_scales_to_the_resolution(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    _picture(1654, 2339).save(path, dpi=(200, 200))
    with open_document(path) as document:
        image = document.render_page(1, 100)
    assert image.shape == (1170, 827, 3) or image.shape == (1169, 827, 3)
    assert image.dtype == np.uint8
