"""The house keeps its measures: short imports, folders to look over, numbers with a name."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
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


_MOST_BARE = 6
"""Numbers of a module of extractors that nothing names, at most: what the worst has."""

_PLAIN = (0.0, 1.0, 2.0, 255.0)
"""Fractions that say themselves what they are: nothing, all, both, white."""

_MODULES = sorted((_ROOT / "extractors").rglob("*.py"))


def _commented(source: str) -> set[int]:
    """Return the lines with a comment: what stands there is explained there."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.start[0] for token in tokens if token.type == tokenize.COMMENT}


def _is_text(node: ast.stmt | None) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _explained(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield what says what its numbers are: settings, constants with a text, powers, places."""
    for node, following in pairwise([*tree.body, None]):
        if isinstance(node, ast.Assign | ast.AnnAssign) and _is_text(following):
            yield node
    for inner in ast.walk(tree):
        if isinstance(inner, ast.ClassDef):
            yield from (n for n in inner.body if isinstance(n, ast.Assign | ast.AnnAssign))
        if isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Pow):
            yield inner.right
        if isinstance(inner, ast.Subscript):
            yield inner.slice


def _bare_numbers(path: Path) -> list[int]:
    """Return the lines of a module with a number that nothing names: a fraction, or a limit."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    commented = _commented(source)
    known = {id(part) for whole in _explained(tree) for part in ast.walk(whole)}
    limits = {
        id(side) for n in ast.walk(tree) if isinstance(n, ast.Compare) for side in ast.walk(n)
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and not {node.lineno, node.lineno - 1} & commented
        and id(node) not in known
        and (
            (isinstance(node.value, float) and node.value not in _PLAIN)
            or (type(node.value) is int and node.value > 2 and id(node) in limits)
        )
    ]


@pytest.mark.parametrize("path", _MODULES, ids=lambda path: path.relative_to(_ROOT).as_posix())
def test_thresholds_have_names(path: Path) -> None:
    """A threshold is a field of settings, or a constant, with its unit and its reason."""
    bare = _bare_numbers(path)
    assert len(bare) <= _MOST_BARE, f"{path.name}: lines {bare}"
