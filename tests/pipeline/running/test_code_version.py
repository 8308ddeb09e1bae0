"""Pages and rows are made anew when the code that makes them has changed, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.types import Page
from pipeline.running import code_version
from pipeline.running.cache import PageCache
from pipeline.running.code_version import MAKING, READING, Tree, reached, state_of

ROOT = Path(__file__).parents[3]
TREE = Tree.of({name: ROOT / name for name in code_version.PACKAGES})


@pytest.fixture
def tree(tmp_path: Path) -> dict[str, Path]:
    """Write a small program: reading draws on a module with a data file, rows on more."""
    files = {
        "extractors/__init__.py": "",
        "extractors/reading.py": "from extractors.scan import (\n    page,\n    sheet as s,\n)\n",
        "extractors/scan/__init__.py": "",
        "extractors/scan/page.py": 'def f():\n    import normalizers.marks\n\nPACK = "w.npz"\n',
        "extractors/scan/sheet.py": "",
        "extractors/scan/w.npz": "weights",
        "extractors/scan/other.txt": "for others",
        "extractors/records.py": "import extractors.scan.page\n",
        "normalizers/__init__.py": "",
        "normalizers/marks.py": "",
        "normalizers/roles.py": "",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return {name: tmp_path / name for name in ("extractors", "normalizers")}


@pytest.mark.parametrize(
    ("changed", "is_other"),
    [
        ("extractors/scan/page.py", True),
        ("extractors/scan/sheet.py", True),
        ("extractors/scan/__init__.py", True),
        ("normalizers/marks.py", True),
        ("extractors/scan/w.npz", True),
        ("extractors/scan/other.txt", False),
        ("extractors/records.py", False),
        ("normalizers/roles.py", False),
    ],
)
def test_state_follows_what_reading_draws_on(
    tree: dict[str, Path], changed: str, is_other: bool
) -> None:
    before = state_of(READING, Tree.of(tree))
    path = tree["extractors"].parent / changed
    path.write_text(path.read_text("utf-8") + "# more\n", encoding="utf-8")
    assert (state_of(READING, Tree.of(tree)) != before) is is_other


def test_page_kept_by_other_reading_code_is_not_used(
    tree: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code_version, "_own_tree", lambda: Tree.of(tree))
    page = Page(1, 0.0, 0.0, "text", ())

    def cache() -> PageCache:
        code_version.read_version.cache_clear()
        return PageCache(tmp_path / "pages")

    kept = cache()
    kept.put(kept.key("page", "auto"), page)
    same = cache()
    assert same.get(same.key("page", "auto")) == page
    (tree["extractors"] / "scan" / "page.py").write_text("# mended\n", encoding="utf-8")
    other = cache()
    assert other.get(other.key("page", "auto")) is None
    code_version.read_version.cache_clear()


def test_reading_is_what_reads_and_rows_are_more() -> None:
    reading, making = reached(READING, TREE), reached(MAKING, TREE)
    assert {"extractors.scan.page", "extractors.layer.page", "extractors.formats.word.docx"} <= set(
        reading
    )
    assert not [n for n in reading if n.startswith(("extractors.records", "pipeline"))]
    assert set(reading) < set(making)
    assert {"pipeline.rows.normalising", "extractors.records.rows", "normalizers.owners"} <= set(
        making
    )


OF_SCREENS = ("pipeline.review.", "pipeline.report", "pipeline.searchable", "pipeline.telling")
"""Rooms whose files make screens, reports and PDFs, and no rows."""


def test_every_data_file_belongs_to_somebody() -> None:
    whole = b"\n".join(reached(MAKING, TREE).values())
    unread = [
        name
        for name, path in TREE.data.items()
        if not name.startswith(OF_SCREENS)
        and not any(f'"{known}"'.encode() in whole for known in (path.name, path.parent.name))
    ]
    assert unread == []


def test_version_is_short_and_steady() -> None:
    first = code_version.read_version()
    code_version.read_version.cache_clear()
    assert code_version.read_version() == first != code_version.program_version()
    assert len(first) == 16
