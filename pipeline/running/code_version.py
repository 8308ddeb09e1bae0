"""Which state of the program made something: a digest of the code that does it.

A number raised by hand is forgotten. The digest is of what can change a result: the modules that
can be reached by imports from where the work begins, the data files whose names these modules
write, the versions of the libraries, and the engine with its language data. Comments change it
too: read once more, never wrong.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from extractors.ocr.engines import find_tesseract, tessdata_folder

__all__ = ["Tree", "export_version", "program_version", "read_version", "reached", "state_of"]

PACKAGES = ("extractors", "normalizers", "pipeline")
READING = ("extractors.reading",)
"""Where the reading of a page begins."""
MAKING = (*READING, "pipeline.run", "pipeline.dataset.schema")
"""Where the making of a document's rows begins."""

EXPORTING = ("pipeline.dataset.export",)
"""Where the writing of exports begins."""

_READING_LIBRARIES = (
    "beautifulsoup4",
    "html5lib",
    "lxml",
    "numpy",
    "onnxruntime",
    "opencv-python-headless",
    "pdfminer.six",
    "pdfplumber",
    "pillow",
    "pymupdf",
    "pytesseract",
    "python-docx",
    "scipy",
    "tesserocr",
    "trueocr",
)
_MAKING_LIBRARIES = (*_READING_LIBRARIES, "pandera", "rapidfuzz", "spacy", "underthesea")
_EXPORTING_LIBRARIES = ("openpyxl", "pandas", "pandera", "pyarrow")
_IMPORTS = tuple(f"{how} {name}".encode() for name in PACKAGES for how in ("from", "import"))
_IMPORT = re.compile(rb"\w+ ([\w.]+)(?: import (\([^)]*\)|[\w, ]+))?")
_NAME = re.compile(rb"\w+")
_NO_DATA = (".pyc", ".typed")
_WHOLE = 1_000_000
_ENDS = 65_536
"""Bytes; of a larger file size and ends count: an .npz has the checksums of its parts at its end"""


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of our packages: modules by their dotted name, data by their path in it."""

    modules: Mapping[str, Path]
    data: Mapping[str, Path]

    @classmethod
    def of(cls, roots: Mapping[str, Path]) -> Tree:
        """Look through the folder of each package (a checkout, or an installed wheel)."""
        modules, data = {}, {}
        for package, root in roots.items():
            for folder, _, files in os.walk(root):
                inner = ".".join([package, *Path(folder).relative_to(root).parts])
                for file in files:
                    if file.endswith(".py"):
                        name = f"{inner}.{file[:-3]}".removesuffix(".__init__")
                        modules[name] = Path(folder, file)
                    elif not file.endswith(_NO_DATA):
                        data[f"{inner}/{file}"] = Path(folder, file)
        return cls(modules, data)


def reached(starts: Sequence[str], tree: Tree) -> dict[str, bytes]:
    """Return the source of every module of ours that ``starts`` reach by imports, by its name."""
    found: dict[str, bytes] = {}
    waiting = list(starts)
    while waiting:
        name = waiting.pop()
        if name in found or name not in tree.modules:  # a function or class, not a module
            continue
        found[name] = tree.modules[name].read_bytes()
        waiting += _named_in(found[name])
        waiting.append(name.rpartition(".")[0])
    return found


def _named_in(source: bytes) -> Iterator[str]:
    """Yield what a module imports; of ``from a import b`` also ``a.b``, which may be a module.

    A line of prose that looks like an import does no harm: it names one module more.
    """
    for wording in _IMPORTS:
        at = source.find(wording)
        while at >= 0:
            if match := _IMPORT.match(source, at):
                base = match[1].decode()
                yield base
                for word in _NAME.findall(match[2] or b""):
                    yield f"{base}.{word.decode()}"
            at = source.find(wording, at + 1)


def state_of(starts: Sequence[str], tree: Tree) -> str:
    """Return a digest (16 hex digits) of the modules reached and of their data files.

    A data file belongs to the module that has its name, or its folder's name, in quotes.
    """
    modules = reached(starts, tree)
    digest = hashlib.sha256()
    for name, source in sorted(modules.items()):
        digest.update(f"{name} {len(source)}\n".encode())
        digest.update(source)
    whole = b"\n".join(modules.values())
    for name, path in sorted(tree.data.items()):
        if any(f'"{known}"'.encode() in whole for known in (path.name, path.parent.name)):
            digest.update(f"{name} {path.stat().st_size}\n".encode())
            for part in _content(path):
                digest.update(part)
    return digest.hexdigest()[:16]


def _content(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        if path.stat().st_size <= _WHOLE:
            yield stream.read()
            return
        yield stream.read(_ENDS)
        stream.seek(-_ENDS, 2)
        yield stream.read()


def _own_tree() -> Tree:
    specs = {name: find_spec(name) for name in PACKAGES}
    return Tree.of({n: Path(s.origin).parent for n, s in specs.items() if s and s.origin})


def _library(name: str) -> str:
    try:
        return f"{name} {metadata.version(name)}"
    except metadata.PackageNotFoundError:
        return f"{name} -"


def _stamp(path: Path | None) -> str:
    """Return size and time of a file that is not ours; tesseract comes with its library."""
    if path is None or not path.is_file():
        return "-"
    state = path.stat()
    return f"{state.st_size} {int(state.st_mtime)}"


def _engine() -> list[str]:
    program, data = find_tesseract(), tessdata_folder("vie")
    return [
        _stamp(Path(program) if program else None),
        _stamp(data / "vie.traineddata" if data else None),
    ]


def _version(starts: Sequence[str], libraries: Sequence[str]) -> str:
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    parts = [state_of(starts, _own_tree()), python, *map(_library, libraries), *_engine()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def read_version() -> str:
    """Return the state of whatever decides what reading a page yields (16 hex digits)."""
    return _version(READING, _READING_LIBRARIES)


@lru_cache(maxsize=1)
def program_version() -> str:
    """Return the state of whatever decides the rows of a document (16 hex digits)."""
    return _version(MAKING, _MAKING_LIBRARIES)


@lru_cache(maxsize=1)
def export_version() -> str:
    """Return the state of whatever decides what exports look like (16 hex digits)."""
    return _version(EXPORTING, _EXPORTING_LIBRARIES)
