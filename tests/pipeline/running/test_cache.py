from __future__ import annotations

from pathlib import Path

import pytest

from extractors.types import BBox, Cell, Change, Line, Page, Table, Word
from normalizers.text.alternative import Alternative
from pipeline.running.cache import Freed, PageCache, page_from_json, page_to_json


def a_page(number: int = 1) -> Page:
    nearly = (Alternative(1, 2, "ề", 0.4),)
    line = Line(
        "Kế hoạch",
        number,
        BBox(10.0, 20.0, 110.5, 32.0),
        conf=0.9,
        words=(Word("Kế", BBox(10.0, 20.0, 30.0, 32.0), 0.8, "Times", 13.0, nearly), Word("hoạch")),
        raw="Ke hoach",
        changes=(Change(0, 2, "Ke", "Kế", 0.99),),
        bold=True,
    )
    cell = Cell(0, 0, "1.5", number, bbox=BBox(1.0, 2.0, 3.0, 4.0), conf=0.7, raw="1.S")
    table = Table(number, 1, 1, (cell,), "ruled", BBox(1.0, 2.0, 3.0, 4.0), 0.95, (1.0, 3.0))
    return Page(number, 595.0, 842.0, "ocr", (line, table), 90, -0.4, 200, ("stamp",))


def test_page_survives_the_round_trip() -> None:
    assert page_from_json(page_to_json(a_page())) == a_page()


def test_other_json_is_refused() -> None:
    with pytest.raises(ValueError, match="not a page"):
        page_from_json('{"number": 1}')


def test_cache_gives_back_what_was_put(tmp_path: Path) -> None:
    cache = PageCache(tmp_path)
    key = cache.key("abc", "tesserocr")
    assert cache.get(key) is None
    cache.put(key, a_page(3))
    assert cache.get(key) == a_page(3)


def test_key_depends_on_content_and_engine(tmp_path: Path) -> None:
    cache = PageCache(tmp_path)
    keys = {cache.key(page, engine) for page in ("a", "b") for engine in ("x", "y")}
    assert len(keys) == 4


def test_damaged_entry_is_a_miss(tmp_path: Path) -> None:
    cache = PageCache(tmp_path)
    key = cache.key("abc", "e")
    cache.put(key, a_page())
    entry = next(tmp_path.rglob("*.json.gz"))
    entry.write_bytes(entry.read_bytes()[:40])
    assert cache.get(key) is None


def test_disabled_cache_reads_nothing_but_writes(tmp_path: Path) -> None:
    cache = PageCache(tmp_path, enabled=False)
    key = cache.key("abc", "e")
    cache.put(key, a_page())
    assert cache.get(key) is None
    assert PageCache(tmp_path).get(key) == a_page()


def test_pages_of_other_versions_go_and_the_own_stay(tmp_path: Path) -> None:
    old, new = PageCache(tmp_path, version="old"), PageCache(tmp_path, version="new")
    for cache in (old, new):
        cache.put(cache.key("abc", "e"), a_page())
    assert old.key("abc", "e") != new.key("abc", "e")
    freed = new.drop_other_versions()
    assert freed.pages == 1 and freed.size > 0
    assert old.get(old.key("abc", "e")) is None and new.get(new.key("abc", "e")) == a_page()
    assert new.clear().pages == 1 and new.clear() == Freed()
