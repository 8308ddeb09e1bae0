"""The house keeps its measures: short chains of imports, no folder one cannot look over."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import grimp
import pytest

PACKAGES = ("normalizers", "extractors", "pipeline")
_ROOT = Path(__file__).parents[1]
_MOST_MODULES = 15
_LONGEST_CHAIN = 8


def _longest_chain(graph: grimp.ImportGraph, within: str) -> list[str]:
    """Return the longest chain of modules of one room, each importing the next."""
    room = {name for name in graph.modules if name.startswith(f"{within}.")}

    @cache
    def chain(name: str) -> tuple[str, ...]:
        below = (chain(n) for n in graph.find_modules_directly_imported_by(name) if n in room)
        return (name, *max(below, key=len, default=()))

    return list(max(map(chain, sorted(room)), key=len))


def test_tables_are_found_in_few_steps() -> None:
    chain = _longest_chain(grimp.build_graph("extractors"), "extractors.tables")
    assert len(chain) <= _LONGEST_CHAIN, " > ".join(chain)


def _folders() -> list[str]:
    return sorted(
        folder.parent.relative_to(_ROOT).as_posix()
        for package in PACKAGES
        for folder in (_ROOT / package).rglob("__init__.py")
    )


@pytest.mark.parametrize("folder", _folders())
def test_folder_can_be_looked_over(folder: str) -> None:
    modules = [path for path in (_ROOT / folder).glob("*.py") if path.name != "__init__.py"]
    assert len(modules) <= _MOST_MODULES
