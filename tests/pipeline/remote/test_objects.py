"""Plans in an object store: a real S3 server (moto) with real requests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.dataset.originals import original_path
from pipeline.dataset.store import Store
from pipeline.errors import UsageError
from pipeline.remote.objects import copy_of, is_remote, url_of
from pipeline.running.batch import BatchOptions, run_batch
from pipeline.running.sources import gather
from tests.pipeline.running.test_rerun import PLAN, Pool, states


def test_names_of_objects_and_their_copies(tmp_path: Path) -> None:
    copy = copy_of("s3://plans/2024/a.txt", tmp_path)
    assert copy == tmp_path / ".cache" / "remote" / "s3" / "plans" / "2024" / "a.txt"
    assert url_of(copy) == "s3://plans/2024/a.txt"
    outside = copy_of("s3://plans/../../../etc/passwd", tmp_path)
    assert outside is not None and tmp_path in outside.parents
    assert is_remote("s3://plans") and not is_remote(r"C:\plans") and not is_remote("a/b")
    assert url_of(tmp_path / "a.txt") == ""


def test_a_store_without_driver_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nosuchstore"):
        gather(["nosuchstore://bucket"], tmp_path)


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    pytest.importorskip("s3fs")
    server_of = pytest.importorskip("moto.server")
    server = server_of.ThreadedMotoServer(port=0)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    store = s3fs.S3FileSystem()
    store.mkdir("plans")
    yield store
    s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


@pytest.mark.slow
def test_objects_are_read_by_their_url_and_again_only_when_they_changed(
    bucket: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool, out = Pool(), tmp_path / "out"
    monkeypatch.setattr("pipeline.running.batch.worker_pool", lambda _: pool)

    def put(name: str, text: str) -> None:
        bucket.pipe(f"plans/2024/{name}", text.encode())  # type: ignore[attr-defined]
        bucket.invalidate_cache()  # type: ignore[attr-defined]

    def run() -> list[str]:
        files = gather(["s3://plans/2024"], out).files
        return states(run_batch(files, out, BatchOptions(jobs=1)))

    put("a.txt", PLAN)
    put("b.txt", PLAN.replace("1.5", "1.6"))
    put("notes.md", "not a plan")
    assert run() == ["ok", "ok"]
    with Store(out / "dataset.sqlite") as store:
        sources = [document.source for document in store.documents()]
    assert sources == ["s3://plans/2024/a.txt", "s3://plans/2024/b.txt"]
    found = original_path(sources[0], out)
    assert found is not None and found.read_text("utf-8") == PLAN
    copy = copy_of(sources[0], out)
    assert copy is not None
    before = copy.stat().st_mtime_ns
    put("b.txt", PLAN.replace("1.5", "1.7"))
    assert run() == ["kept", "ok"] and copy.stat().st_mtime_ns == before
