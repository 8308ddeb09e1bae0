"""Hostile pictures."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.hostile.kinds import kind


def png(width: int, height: int, colour: int = 0, bits: int = 1, more: bytes = b"") -> bytes:
    """Return a white PNG, made without holding its pixels; ``more`` stands before the data."""
    channels = {0: 1, 2: 3, 6: 4}[colour]
    row = b"\0" + b"\xff" * ((width * channels * bits + 7) // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    parts = _chunk(b"IHDR", head) + more + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def paper(kind_of: str = "JPEG") -> bytes:
    """Return a page of noise, as it comes from a scanner."""
    noise = np.random.default_rng(7).integers(0, 255, (900, 700), np.uint8)
    out = io.BytesIO()
    Image.fromarray(noise).save(out, kind_of)
    return out.getvalue()


@kind("a.png")
def png_of_177_megapixels(path: Path) -> None:
    path.write_bytes(png(13_300, 13_300, 2, 8))


@kind("a.png")
def png_just_allowed(path: Path) -> None:
    path.write_bytes(png(9_990, 9_990, 6, 8))


@kind("a.png")
def png_of_text(path: Path) -> None:
    bomb = _chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * 100_000_000, 9))
    path.write_bytes(png(100, 100, more=bomb))


@kind("a.png")
def png_of_an_edge(path: Path) -> None:
    path.write_bytes(png(90_000_000, 1))


@kind("a.jpg")
def jpeg_that_claims_more(path: Path) -> None:
    data = bytearray(paper())
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", 65_500, 65_500)
    path.write_bytes(data)


@kind("a.jpg")
def jpeg_cut(path: Path) -> None:
    data = paper()
    path.write_bytes(data[: len(data) // 2])


@kind("a.tif")
def tiff_of_many_frames(path: Path) -> None:
    frames = [Image.new("1", (8, 8)) for _ in range(3_000)]
    frames[0].save(path, "TIFF", save_all=True, append_images=frames[1:])


@kind("a.tif")
def tiff_in_a_ring(path: Path) -> None:
    out = io.BytesIO()
    Image.new("L", (64, 64), 255).save(out, "TIFF")
    data = bytearray(out.getvalue())
    first = struct.unpack("<I", data[4:8])[0]
    count = struct.unpack("<H", data[first : first + 2])[0]
    data[first + 2 + 12 * count : first + 6 + 12 * count] = struct.pack("<I", first)
    path.write_bytes(data)


@kind("a.bmp")
def bmp_of_another_height(path: Path) -> None:
    data = bytearray(paper("BMP"))
    data[18:26] = struct.pack("<ii", 30_000, -2_000_000_000)
    path.write_bytes(data)


@kind("a.webp")
def webp_cut(path: Path) -> None:
    path.write_bytes(paper("WEBP")[:3000])
