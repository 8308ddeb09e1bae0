"""Every flag that any stage sets has a sentence; the sentences are in the documentation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.flags import ALL_SENTENCES, DETAILED, SENTENCES, bare_flag, sentence

ROOT = Path(__file__).parents[2]
_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*:?")
_ADDS = ("append", "extend", "add")
# Strings that stand where flags do and are none: keys of records, parts of a time, page marks.
_OTHERS = {"char_flags", "criteri", "early", "middle", "flags", "p", "report_"}


def _strings(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        text = part.value if isinstance(part, ast.Constant) else None
        if isinstance(text, str) and _NAME.fullmatch(text):
            yield text


def _is_flags(target: ast.expr, *more: str) -> bool:
    if isinstance(target, ast.Subscript):
        return _is_flags(target.value, *more)
    name = getattr(target, "id", getattr(target, "attr", ""))
    return "flag" in name or name in ("odd", "derived", *more)


def _set_by(node: ast.AST) -> Iterator[str]:
    """Yield the flags a piece of code sets: keywords, assignments, additions, returns."""
    if isinstance(node, ast.keyword) and "flag" in (node.arg or ""):
        yield from _strings(node.value)
    elif isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(map(_is_flags, targets)):
            yield from _strings(node)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in _ADDS and _is_flags(node.func.value, "found"):
            for argument in node.args:
                yield from _strings(argument) if isinstance(argument, ast.Constant) else ()
    elif isinstance(node, ast.FunctionDef) and "flag" in node.name:
        for part in ast.walk(node):
            if isinstance(part, ast.Return) and part.value is not None:
                yield from _strings(part.value)


def flags_in_code() -> set[str]:
    """Return the flags of the three packages; "layer:" is one that says more."""
    found: set[str] = set()
    for package in ("normalizers", "extractors", "pipeline"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                found.update(_set_by(node))
    return found - _OTHERS


FLAGS = sorted(flags_in_code())


def test_the_code_was_searched() -> None:
    assert {"stitched", "layer:", "owner_empty", "no_letterhead", "place_ambiguous"} <= set(FLAGS)
    assert len(FLAGS) > 60


@pytest.mark.parametrize("flag", FLAGS)
def test_every_flag_in_the_code_has_a_sentence(flag: str) -> None:
    stems = [name for name in ALL_SENTENCES if name.startswith(flag)]  # "turned_" + degrees
    assert sentence(flag).endswith(".") or (flag.endswith("_") and stems)


@pytest.mark.parametrize("flag", ALL_SENTENCES)
def test_every_sentence_is_in_the_documentation(flag: str) -> None:
    shown = f"{flag}:..." if flag in DETAILED else flag
    assert f"| `{shown}` | {ALL_SENTENCES[flag]} |" in (ROOT / "docs/flags.md").read_text("utf-8")


CODE = "\n".join(
    path.read_text("utf-8")
    for package in ("extractors", "pipeline", "normalizers")
    for path in (ROOT / package).rglob("*.py")
    if path.name != "flags.py"
)


@pytest.mark.parametrize("flag", [*SENTENCES, *DETAILED])
def test_no_sentence_is_left_over(flag: str) -> None:
    stem = flag.rsplit("_", 1)[0] + "_{" if flag.startswith("turned_") else flag
    assert re.search(rf'["{{:]{stem}', CODE)


def test_pages_details_and_reports() -> None:
    assert bare_flag("p12:stitched") == "stitched"
    assert sentence("p12:stitched") == SENTENCES["stitched"]
    assert sentence("p3:layer:garbled") == sentence("layer:blank") == DETAILED["layer"]
    assert sentence("report_year_missing").startswith("Thời điểm báo cáo: Thời hạn")
    assert sentence("report_") == sentence("unheard_of") == ""
