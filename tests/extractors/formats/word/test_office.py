"""Old Word files: the missing program is named; a real conversion where LibreOffice is there."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from extractors.errors import ConversionError, MissingToolError, PageTimeoutError
from extractors.formats import Kind, Limits, open_document
from extractors.formats.word import office
from extractors.reading import read_page

RTF = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times New Roman;}{\f1 .VnTime;}}"
    r"\f0 K\u7871? ho\u7841?ch\par \f1 K\'d5 ho\'b9ch tr\-\'eang\par "
    r"\trowd\clbrdrt\brdrs\clbrdrl\brdrs\clbrdrb\brdrs\clbrdrr\brdrs\cellx2000"
    r"\clbrdrt\brdrs\clbrdrl\brdrs\clbrdrb\brdrs\clbrdrr\brdrs\cellx6000"
    r"\clbrdrt\brdrs\clbrdrl\brdrs\clbrdrb\brdrs\clbrdrr\brdrs\cellx9000"
    r"\f0\intbl TT\cell Vi\u7879?c\cell Ai\cell\row"
    r"\intbl 1\cell H\u7885?p\cell HT\cell\row\pard H\u7871?t\par}"
)


@pytest.fixture
def rtf(tmp_path: Path) -> Path:
    path = tmp_path / "kế hoạch cũ.xyz"
    path.write_text(RTF, encoding="ascii")
    return path


@pytest.fixture(autouse=True)
def _forget() -> None:
    office._converted.cache_clear()


def test_missing_program_is_named(rtf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(MissingToolError, match="LibreOffice"):
        open_document(rtf)


def _fake(tmp_path: Path, body: str) -> str:
    path = tmp_path / "soffice"
    path.write_text(f"#!{sys.executable}\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.skipif(sys.platform == "win32", reason="needs an executable script")
def test_program_that_gives_nothing(
    rtf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = _fake(tmp_path, "pass")
    monkeypatch.setattr(office, "find_office", lambda: program)
    with pytest.raises(ConversionError):
        open_document(rtf)


@pytest.mark.skipif(sys.platform == "win32", reason="needs an executable script")
def test_program_that_hangs_is_stopped(
    rtf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = _fake(tmp_path, "import time; time.sleep(60)")
    monkeypatch.setattr(office, "find_office", lambda: program)
    with pytest.raises(PageTimeoutError):
        open_document(rtf, limits=Limits(office_timeout_s=0.5))


@pytest.mark.office
@pytest.mark.skipif(office.find_office() is None, reason="LibreOffice is not installed")
def test_rtf_with_legacy_font_and_table(rtf: Path) -> None:
    before = rtf.read_bytes()
    with open_document(rtf) as document:
        assert document.kind is Kind.RTF
        page = read_page(document, 1, engine=None)
    assert [line.text for line in page.lines] == ["Kế hoạch", "Kế hoạch trường", "Hết"]
    assert page.tables[0].text_rows() == [["TT", "Việc", "Ai"], ["1", "Họp", "HT"]]
    assert "legacy_font:tcvn3" in page.flags
    assert rtf.read_bytes() == before
