"""The map of the house in docs/architecture.md agrees with the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAP = (ROOT / "docs" / "architecture.md").read_text("utf-8")
PATHS = sorted(
    set(re.findall(r"`((?:extractors|normalizers|pipeline|tests|benchmarks)/[\w/.]+)`", MAP))
)


def rooms() -> list[str]:
    """Every folder and loose module of extractors that holds code."""
    top = ROOT / "extractors"
    folders = [p.parent for p in top.rglob("*.py") if p.name != "__init__.py" and p.parent != top]
    loose = [p for p in top.glob("*.py") if p.name != "__init__.py"]
    return sorted({p.relative_to(ROOT).as_posix() for p in (*folders, *loose)})


@pytest.mark.parametrize("path", PATHS)
def test_what_the_map_names_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_modules_that_the_documentation_names_exist() -> None:
    modules = {
        path.relative_to(ROOT).as_posix()
        for top in ("extractors", "normalizers", "pipeline", "benchmarks", "samples", "tests")
        for path in (ROOT / top).rglob("*.py")
    }
    pages = [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    for page in pages:
        for name in re.findall(r"`([\w/]+\.py)`", page.read_text("utf-8")):
            assert any(m == name or m.endswith(f"/{name}") for m in modules), (page.name, name)


@pytest.mark.parametrize("room", rooms())
def test_every_room_is_on_the_map(room: str) -> None:
    parts = room.split("/")
    named = room if room.startswith("extractors/formats") is False else "/".join(parts[:2])
    assert f"`{named}`" in MAP


def test_map_names_enough_to_be_one() -> None:
    assert len(PATHS) > 40 and len(rooms()) > 15
