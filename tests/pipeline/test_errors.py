"""Errors cross processes whole: a worker's error is the same in the process that leads the run."""

from __future__ import annotations

import ast
import inspect
import pickle
from importlib import import_module
from pathlib import Path

import pytest

from pipeline.errors import OutputError, OutputsError

ROOT = Path(__file__).parents[2]


def _errors() -> list[type[Exception]]:
    """Return every error class of the packages, wherever it is defined."""
    found = []
    for package in ("normalizers", "extractors", "pipeline", "kehoach"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.parse(path.read_text("utf-8")).body:
                if isinstance(node, ast.ClassDef) and node.name.endswith("Error"):
                    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                    found.append(getattr(import_module(module), node.name))
    return found


ERRORS = _errors()


def _made(cls: type[Exception]) -> Exception:
    if cls is OutputsError:
        return OutputsError([OutputError("a.csv", "đầy"), OutputError("b.csv", "đầy")])
    if cls.__init__ is Exception.__init__ or cls.__init__ is ValueError.__init__:
        return cls("lời")
    asked = [
        p
        for p in inspect.signature(cls).parameters.values()
        if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)
    ]
    numbers = {"int": 3, "float": 0.5}
    return cls(*(numbers.get(str(p.annotation), f"giá trị {p.name}") for p in asked))


def test_all_errors_were_found() -> None:
    assert len(ERRORS) > 25


@pytest.mark.parametrize("cls", ERRORS, ids=lambda cls: cls.__name__)
def test_an_error_of_a_worker_arrives_whole(cls: type[Exception]) -> None:
    error = _made(cls)
    arrived = pickle.loads(pickle.dumps(error))
    assert type(arrived) is cls
    assert str(arrived) == str(error)
    assert (arrived.args, vars(arrived)) == (error.args, vars(error))
