"""Archives and mails of a run: what they hold are documents of their own."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image

from pipeline.dataset.originals import original_path, unpacked_folder
from tests.pipeline.running.test_moved import PLAN, Office, office

__all__ = ["office"]

OTHER = PLAN.replace("Rà soát quy mô lớp học", "Thay bàn ghế hỏng")


def a_zip(path: Path, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)


def a_mail(path: Path, name: str, data: bytes) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@truong.vn", "b@phong.vn", "Nộp kế hoạch"
    mail.set_content("Kính gửi")
    mail.add_attachment(data, maintype="text", subtype="octet", filename=name)
    path.write_bytes(mail.as_bytes())


def test_plans_in_an_archive_and_a_mail_are_documents_of_their_own(office: Office) -> None:
    folder = office.folder / "nop"
    folder.mkdir()
    files = {"truong-a/KH.txt": PLAN.encode(), "hong.pdf": b"%PDF-1.4\n", "may.py": b"x = 1"}
    a_zip(folder / "nop.zip", files)
    a_mail(folder / "thu.eml", "KH.txt", OTHER.encode())
    assert office.run("nop") == {
        "nop/nop.zip/truong-a/KH.txt": "ok",
        "nop/nop.zip/hong.pdf": "failed",
        "nop/thu.eml/KH.txt": "ok",
    }
    assert {source for source, _ in office.owners()} == {
        "nop/nop.zip/truong-a/KH.txt",
        "nop/thu.eml/KH.txt",
    }
    assert office.problems() == []
    with office.store() as store:
        assert "hong.pdf" in "".join(document.error for document in store.documents())
    assert office.run("nop")["nop/thu.eml/KH.txt"] == "kept"


def test_original_in_an_archive_is_found_when_what_was_unpacked_is_gone(office: Office) -> None:
    a_zip(office.folder / "nop.zip", {"KH.txt": PLAN.encode()})
    office.run("nop.zip")
    for path in sorted(unpacked_folder(office.out).rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    found = original_path("nop.zip/KH.txt", office.out)
    assert found is not None
    assert found.read_text("utf-8") == PLAN
    assert original_path("nop.zip/khac.txt", office.out) is None


def test_archive_sent_again_with_other_plans_replaces_them(office: Office) -> None:
    a_zip(office.folder / "nop.zip", {"a.txt": PLAN.encode(), "b.txt": OTHER.encode()})
    office.run("nop.zip")
    a_zip(office.folder / "nop.zip", {"b.txt": OTHER.encode()})
    assert office.run("nop.zip") == {"nop.zip/b.txt": "kept"}
    assert [row[0] for row in office.rows()] == ["nop.zip/b.txt"]
    assert office.problems() == []


def test_plan_taken_out_of_its_archive_is_the_same_document(office: Office) -> None:
    a_zip(office.folder / "nop.zip", {"a.txt": PLAN.encode()})
    office.run("nop.zip")
    office.edit(owner="Thư viện")
    office.write("a.txt", PLAN)
    (office.folder / "nop.zip").unlink()
    assert office.run("a.txt") == {"a.txt": "kept"}
    assert office.owners()[0] == ("a.txt", "Thư viện")
    assert [row[0] for row in office.rows()] == ["a.txt"]


def test_archive_that_cannot_be_opened_is_a_row_with_its_error(office: Office) -> None:
    a_zip(office.folder / "trong.zip", {})
    assert office.run("trong.zip") == {"trong.zip": "failed"}
    a_zip(office.folder / "trong.zip", {"a.txt": PLAN.encode()})
    assert office.run("trong.zip") == {"trong.zip/a.txt": "ok"}
    assert [row[0] for row in office.rows()] == ["trong.zip/a.txt"]


def test_archive_that_holds_no_plan_is_told_of(office: Office) -> None:
    a_zip(office.folder / "ma.zip", {"may.py": b"x = 1"})
    assert office.run("ma.zip") == {"ma.zip": "failed"}


@pytest.mark.parametrize(("format", "module"), [("HEIF", "pillow_heif"), ("JXL", "pillow_jxl")])
def test_photo_of_a_phone_without_its_reader_names_the_remedy(
    office: Office, monkeypatch: pytest.MonkeyPatch, format: str, module: str
) -> None:
    plugin = pytest.importorskip(module)
    if format == "HEIF":
        plugin.register_heif_opener()
    stream = io.BytesIO()
    Image.new("RGB", (640, 900), "white").save(stream, format)
    (office.folder / "anh.jpg").write_bytes(stream.getvalue())
    assert office.run("anh.jpg") == {"anh.jpg": "ok"}
    import extractors.formats.picture.modern as modern

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(modern, "import_module", missing)
    (office.folder / "anh2.jpg").write_bytes(stream.getvalue() + b"\0")
    assert office.run("anh2.jpg") == {"anh2.jpg": "failed"}
    with office.store() as store:
        error = next(d.error for d in store.documents() if d.status == "failed")
    assert error.startswith("missing_tool:")
    assert "pip install" in error
