"""LibreOffice in front of hostile files: shut off, bounded, and gone when it should be."""

from __future__ import annotations

import http.server
import os
import signal
import stat
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from extractors.errors import OutOfMemoryError
from extractors.formats import Limits, open_document
from extractors.formats.office import converted_copy, find_office
from extractors.formats.office_process import Conversion, run_office

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs an executable script")

needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")


def program(folder: Path, body: str) -> str:
    """Return a stand-in for LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!{sys.executable}\nimport os, sys, time, socket, subprocess\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def asked(folder: Path, body: str) -> Conversion:
    work = folder / "work"
    work.mkdir()
    source = work / "input.rtf"
    source.write_text("{\\rtf1 x}")
    return Conversion(program(folder, body), [source], work, "docx")


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat_file = Path(f"/proc/{pid}/stat")
    return not stat_file.exists() or stat_file.read_text().rpartition(")")[2].split()[0] != "Z"


def gone(pid: int, seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not alive(pid)


def pids(path: Path, count: int) -> list[int]:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if path.exists() and len(found := path.read_text().split()) >= count:
            return list(map(int, found))
        time.sleep(0.05)
    raise AssertionError("the stand-in did not start")


BREEDS = """
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open("{pids}", "w").write(f"{{os.getpid()}} {{child.pid}} ")
time.sleep(60)
"""


def test_after_a_timeout_nothing_is_left_running(tmp_path: Path) -> None:
    told = tmp_path / "pids"
    job = asked(tmp_path, BREEDS.format(pids=told))
    with pytest.raises(subprocess.TimeoutExpired):
        run_office(job, Limits(office_timeout_s=3))
    assert all(gone(pid) for pid in pids(told, 2))


WORKER = """
from pathlib import Path
from extractors.formats.limits import Limits
from extractors.formats.office_process import Conversion, run_office
run_office(Conversion({program!r}, [Path({source!r})], Path({folder!r}), "docx"), Limits())
"""


def test_a_killed_worker_leaves_no_office_and_no_folder(tmp_path: Path) -> None:
    told = tmp_path / "pids"
    job = asked(tmp_path, BREEDS.format(pids=told))
    code = WORKER.format(program=job.program, source=str(job.sources[0]), folder=str(job.folder))
    worker = subprocess.Popen([sys.executable, "-c", code])
    found = pids(told, 2)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert all(gone(pid) for pid in found)
    end = time.monotonic() + 10
    while job.folder.exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert not job.folder.exists()


def test_it_gets_no_more_memory_than_it_may_have(tmp_path: Path) -> None:
    path = tmp_path / "bom.rtf"
    path.write_text("{\\rtf1 x}")
    grows = program(tmp_path, "keep = []\nwhile True: keep.append(bytearray(10_000_000))")
    limits = Limits(max_memory_bytes=300_000_000)
    if sys.platform != "linux":
        pytest.skip("bounds on data are those of Linux")
    with (
        pytest.raises(OutOfMemoryError, match="LibreOffice"),
        converted_copy(grows, path, "rtf", "docx", limits),
    ):
        pass


def test_home_and_temporary_files_are_in_the_working_folder(tmp_path: Path) -> None:
    told = tmp_path / "told"
    body = f'open({str(told)!r}, "w").write(os.environ["HOME"] + " " + os.environ["TMPDIR"])'
    job = asked(tmp_path, body)
    assert run_office(job, Limits()).code == 0
    assert all(Path(place).is_relative_to(job.folder) for place in told.read_text().split())
    (profile,) = job.folder.rglob("registrymodifications.xcu")
    written = profile.read_text("utf-8")
    assert "DisableMacrosExecution" in written and "ooInetHTTPSProxyPort" in written


@contextmanager
def web_server() -> Iterator[tuple[int, list[str]]]:
    """Give the port of a server on this machine and the paths it is asked for."""
    hits: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802
            hits.append(self.path)
            self.send_error(404)

        do_OPTIONS = do_HEAD = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1], hits
    finally:
        server.shutdown()
        server.server_close()


def test_where_the_system_allows_it_has_a_network_that_leads_nowhere(tmp_path: Path) -> None:
    told = tmp_path / "told"
    with web_server() as (port, _):
        body = (
            f'try: socket.create_connection(("127.0.0.1", {port}), 2); found = "in"\n'
            f'except OSError: found = "out"\nopen({str(told)!r}, "w").write(found)'
        )
        ended = run_office(asked(tmp_path, body), Limits())
    if not ended.offline:
        pytest.skip("this system gives no namespace")
    assert told.read_text() == "out"


ODS_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{place}:1.0"'
    for name, place in [
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("manifest", "manifest"),
    ]
)


def linked_sheet(path: Path, url: str) -> Path:
    """Write an ODS whose picture lies in the web: LibreOffice would fetch it when it opens."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    picture = f'<draw:frame><draw:image xlink:href="{url}/o.png"/></draw:frame>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest {ODS_NAMES}><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{kind}"/><manifest:file-entry manifest:media-type="text/xml" '
            'manifest:full-path="content.xml"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content {ODS_NAMES} xmlns:xlink="http://www.w3.org/1999/xlink" '
            'office:version="1.2"><office:body><office:spreadsheet><table:table table:name="A">'
            f"<table:table-row><table:table-cell><text:p>Việc</text:p>{picture}"
            "</table:table-cell></table:table-row></table:table></office:spreadsheet>"
            "</office:body></office:document-content>",
        )
    return path


@pytest.mark.office
@needs_office
def test_a_linked_picture_is_not_fetched(tmp_path: Path) -> None:
    with web_server() as (port, hits):
        path = linked_sheet(tmp_path / "la.ods", f"http://127.0.0.1:{port}")
        with open_document(path) as document:
            assert document.page_count == 1
    assert hits == []
