"""Archives and mails are unpacked under numbers, within limits, names told as people wrote them."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from extractors.errors import (
    DocumentError,
    EncryptedFileError,
    NoPagesError,
    TooLargeError,
    TruncatedFileError,
)
from extractors.formats.containers import unpack
from extractors.formats.kinds import Kind, sniff
from extractors.formats.limits import Limits
from tests.extractors.formats.containers.ole2 import write_ole2


def a_zip(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def written(folder: Path, data: bytes, name: str = "nop.zip") -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def told(path: Path, limits: Limits | None = None) -> dict[str, bytes | str]:
    """What was unpacked: the bytes of each file, or the name of its error."""
    found = unpack(path, path.parent / "unpacked", limits)
    return {
        m.name: m.error.split(":")[0] if m.error else m.path.read_bytes() if m.path else b""
        for m in found
    }


def test_files_of_an_archive_have_their_names_and_folders(tmp_path: Path) -> None:
    path = written(tmp_path, a_zip({"Trường A/Kế hoạch.docx": b"a", "b.txt": b"b"}))
    assert told(path) == {"Trường A/Kế hoạch.docx": b"a", "b.txt": b"b"}
    assert told(path) == {"Trường A/Kế hoạch.docx": b"a", "b.txt": b"b"}  # found again
    assert sniff(path) is Kind.ZIP


@pytest.mark.parametrize("raw", ["Đơn vị".encode(), b"\xd0\xf5n vi\xf2"], ids=["utf8", "cp1258"])
def test_vietnamese_names_without_the_mark_of_utf8(tmp_path: Path, raw: bytes) -> None:
    data = a_zip({"x" * len(raw): b"a"}).replace(b"x" * len(raw), raw)
    assert list(told(written(tmp_path, data))) == ["Đơn vị"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/x.txt", "etc/x.txt"),
        ("/tmp/x.txt", "tmp/x.txt"),
        ("C:\\Windows\\x.txt", "Windows/x.txt"),
        ("..", "tep"),
    ],
)
def test_no_path_of_an_archive_reaches_the_disk(tmp_path: Path, name: str, shown: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    assert told(written(folder, a_zip({name: b"x"}))) == {shown: b"x"}
    assert {path.name for path in folder.rglob("*") if path.is_file()} <= {
        "nop.zip",
        "index.json",
        "0001.txt",
        "0001",
    }


def test_same_name_twice(tmp_path: Path) -> None:
    with pytest.warns(UserWarning), zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("KH.txt", "a")
        archive.writestr("KH.txt", "b")
    assert told(tmp_path / "a.zip") == {"KH.txt": b"a", "KH (2).txt": b"b"}


def test_archive_within_an_archive_is_opened_one_further_is_named(tmp_path: Path) -> None:
    third = a_zip({"sau.txt": b"x"})
    second = a_zip({"b.txt": b"b", "ba.zip": third})
    path = written(tmp_path, a_zip({"a.txt": b"a", "hai.zip": second}))
    assert told(path) == {
        "a.txt": b"a",
        "hai.zip/b.txt": b"b",
        "hai.zip/ba.zip": "too_large",
    }


@pytest.mark.parametrize(
    ("data", "limits", "error"),
    [
        (a_zip({"bom.txt": b"0" * 2_000_000}), Limits(max_unpacked_bytes=1_000_000), TooLargeError),
        (a_zip({f"{n}": b"" for n in range(9)}), Limits(max_members=8), TooLargeError),
        (
            a_zip({"a.zip": a_zip({"bom.txt": b"0" * 2_000_000})}),
            Limits(max_unpacked_bytes=1_000_000),
            TooLargeError,
        ),
        (a_zip({}), Limits(), NoPagesError),
        (a_zip({"a.txt": b"a"})[:40], Limits(), TruncatedFileError),
    ],
    ids=["unpacked", "many", "nested", "empty", "cut"],
)
def test_bombs_and_broken_archives(
    tmp_path: Path, data: bytes, limits: Limits, error: type[DocumentError]
) -> None:
    with pytest.raises(error):
        unpack(written(tmp_path, data), tmp_path / "unpacked", limits)
    left = list((tmp_path / "unpacked").rglob("*"))
    assert left == []


def test_archive_with_a_password(tmp_path: Path) -> None:
    data = bytearray(a_zip({"a.txt": b"a"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedFileError):
        told(written(tmp_path, bytes(data)))


def test_a_damaged_file_of_an_archive_is_named_and_the_others_are_there(tmp_path: Path) -> None:
    data = a_zip({"a.txt": b"first first", "b.txt": b"second"})
    at = data.index(b"a.txt") + 6
    path = written(tmp_path, data[:at] + b"\xff\xff" + data[at + 2 :])
    assert told(path) == {"a.txt": "truncated_file", "b.txt": b"second"}


def a_mail(**attached: bytes) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@truong.vn", "b@phong.vn", "Nộp kế hoạch"
    mail.set_content("Kính gửi")
    for name, data in attached.items():
        mail.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    return mail


def test_attachments_of_a_mail_are_read_its_logo_and_text_are_not(tmp_path: Path) -> None:
    mail = a_mail(**{"Kế hoạch.pdf": b"%PDF-1.4"})
    mail.add_attachment(b"x" * 900, "image", "png", filename="logo.png", disposition="inline")
    mail.add_attachment(b"x" * 60_000, "image", "png", filename="anh.png", disposition="inline")
    path = written(tmp_path, mail.as_bytes(), "thu.eml")
    assert sniff(path) is Kind.EML
    assert list(told(path)) == ["Kế hoạch.pdf", "anh.png"]


def test_mail_within_a_mail(tmp_path: Path) -> None:
    mail = a_mail()
    mail.add_attachment(a_mail(**{"KH.pdf": b"%PDF-1.4"}))
    (name,) = told(written(tmp_path, mail.as_bytes(), "thu.eml"))
    assert name.endswith(".eml/KH.pdf")


def test_text_of_a_mail_without_attachments_is_read(tmp_path: Path) -> None:
    mail = a_mail()
    mail.add_alternative("<p>Việc cần làm</p>", subtype="html")
    (found,) = told(written(tmp_path, mail.as_bytes(), "thu.eml")).items()
    assert found[0] == "noi-dung.html"
    assert "Việc cần làm" in found[1].decode("utf-8-sig")  # type: ignore[union-attr]


def test_web_page_saved_as_mhtml_is_no_mail(tmp_path: Path) -> None:
    head = "From: <Saved by Blink>\nSubject: KH\nDate: x\nMIME-Version: 1.0\n"
    page = f"{head}Content-Type: multipart/related; type=text/html\n\n<html></html>"
    assert sniff(written(tmp_path, page.encode(), "a.mht")) is Kind.HTML


def test_attachments_of_an_outlook_message(tmp_path: Path) -> None:
    def wide(text: str) -> bytes:
        return text.encode("utf-16-le")

    path = tmp_path / "thu.msg"
    first, second = "__attach_version1.0_#00000000", "__attach_version1.0_#00000001"
    inner = f"{second}/__substg1.0_3701000D/{first}"
    write_ole2(
        path,
        {
            "__properties_version1.0": b"",
            "__substg1.0_1000001F": wide("Kính gửi"),
            f"{first}/__substg1.0_3707001F": wide("Kế hoạch.pdf"),
            f"{first}/__substg1.0_37010102": b"%PDF-1.4",
            f"{second}/__substg1.0_3001001F": wide("Chuyển tiếp"),
            f"{inner}/__substg1.0_3707001F": wide("KH.docx"),
            f"{inner}/__substg1.0_37010102": b"PK",
        },
    )
    assert sniff(path) is Kind.MSG
    assert list(told(path)) == ["Kế hoạch.pdf", "Chuyển tiếp/KH.docx"]


def test_text_of_an_outlook_message_without_attachments(tmp_path: Path) -> None:
    path = tmp_path / "thu.msg"
    text = "Việc cần làm".encode("utf-16-le")
    write_ole2(path, {"__properties_version1.0": b"", "__substg1.0_1000001F": text})
    (found,) = told(path).items()
    assert found[0] == "noi-dung.txt"
    assert found[1].decode("utf-8-sig").startswith("Việc cần làm")  # type: ignore[union-attr]
