"""The documentation is held against the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.errors import DOCUMENT_ERRORS, DocumentError
from pipeline.cli import command_names
from pipeline.errors import ExitCode
from pipeline.model import DOCUMENT_COLUMNS, ITEM_COLUMNS

ROOT = Path(__file__).parents[2]


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", command_names())
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"kehoach {name}" in read("README.md")


@pytest.mark.parametrize("column", [*ITEM_COLUMNS, *DOCUMENT_COLUMNS])
def test_every_column_is_described(column: str) -> None:
    assert column in read("docs/dataset.md")


@pytest.mark.parametrize("error", DOCUMENT_ERRORS)
def test_every_document_error_is_listed(error: type[DocumentError]) -> None:
    (line,) = [x for x in read("docs/errors.md").splitlines() if f"| `{error.name}` |" in x]
    assert line.startswith(f"| {error.code} |") and line.endswith(f"| {error.exit_code} |")


def test_error_codes_are_unique() -> None:
    codes = [error.code for error in DOCUMENT_ERRORS]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("code", ExitCode)
def test_every_exit_code_is_listed(code: ExitCode) -> None:
    assert f"| {int(code)} |" in read("docs/architecture.md")


def test_the_two_commands_are_on_top_of_the_readme() -> None:
    head = read("README.md")[:700]
    assert "bash .ci/demo" in head
    assert "bash .ci/test" in head
    assert "exec bash .ci/test" in read(".ci/run")


def test_nothing_names_the_machine_it_was_built_on() -> None:
    for path in ROOT.rglob("*"):
        if path.suffix in {".md", ".py", ".toml", ".yaml", ".lock"} and ".venv" not in path.parts:
            text = path.read_text("utf-8")
            assert "/work/" + "main" not in text, path
            assert "/work/" + "shared" not in text, path
