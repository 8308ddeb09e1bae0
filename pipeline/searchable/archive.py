"""PDF/A-2b: what a document needs for it, and what in an original stands against it.

The pictures are never converted, so some originals cannot become PDF/A; they are not declared as
such, and the reasons are told. The checks are those of ISO 19005-2 that scans and office exports
break in practice; they are no validator (veraPDF is).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import ImageCms

from pipeline.version import VERSION

_NOT_ALONE = ("/Movie", "/Sound", "/FileAttachment", "/Screen", "/3D")
_STANDARD_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def archived(pdf: pikepdf.Pdf, title: str) -> list[str]:
    """Declare the document PDF/A-2b if it may be; return what stands against it, in Vietnamese.

    The metadata, the output intent (sRGB) and the flag against smoothing are set in any case.
    """
    if pdf.is_encrypted:
        return ["tệp gốc có mật khẩu hoặc hạn chế"]
    _mend(pdf)
    found = list(dict.fromkeys(obstacles(pdf)))
    with pdf.open_metadata(set_pikepdf_as_editor=False) as data:
        data["pdf:Producer"] = f"kehoach {VERSION}"
        if not data.get("dc:title"):
            data["dc:title"] = title
        if not found:
            data["pdfaid:part"], data["pdfaid:conformance"] = "2", "B"
        elif "pdfaid:part" in data:
            del data["pdfaid:part"]
    return found


def _mend(pdf: pikepdf.Pdf) -> None:
    """Set what is missing and changes nothing that is seen."""
    root = pdf.Root
    for name in ("/OpenAction", "/AA"):
        if name in root:
            del root[name]
    if "/OutputIntents" not in root:
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        stream = pdf.make_stream(profile, N=3, Alternate=Name.DeviceRGB)
        root.OutputIntents = Array(
            [
                Dictionary(
                    Type=Name.OutputIntent,
                    S=Name("/GTS_PDFA1"),
                    OutputConditionIdentifier="sRGB",
                    Info="sRGB",
                    RegistryName="http://www.color.org",
                    DestOutputProfile=stream,
                )
            ]
        )
    for one in _dictionaries(pdf):
        if one.get("/Subtype") == Name.Image and one.get("/Interpolate"):
            one.Interpolate = False


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every dictionary and stream that the document still reaches."""
    todo: list[Any] = [pdf.Root]
    seen: set[tuple[int, int]] = set()
    while todo:
        one = todo.pop()
        if isinstance(one, pikepdf.Array):
            todo += [part for part in one if isinstance(part, pikepdf.Object)]
            continue
        if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            continue
        if one.is_indirect:
            if one.objgen in seen:
                continue
            seen.add(one.objgen)
        yield one
        todo += [one[name] for name in one.keys() if isinstance(one[name], pikepdf.Object)]  # noqa: SIM118


def obstacles(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield what in the document PDF/A-2b forbids."""
    names = pdf.Root.get("/Names", Dictionary())
    if "/JavaScript" in names:
        yield "có mã JavaScript"
    if "/EmbeddedFiles" in names:
        yield "có tệp đính kèm"
    for one in _dictionaries(pdf):
        yield from _against(one)


def _against(one: Any) -> Iterator[str]:
    filters = one.get("/Filter")
    used = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
    if isinstance(one, pikepdf.Stream) and "/LZWDecode" in [str(name) for name in used if name]:
        yield "có dòng dữ liệu nén LZW"
    kind = one.get("/Subtype")
    if one.get("/Type") == Name.Annot and str(kind) in _NOT_ALONE:
        yield "có chú thích dạng tệp, âm thanh hoặc phim"
    if one.get("/S") in (Name.JavaScript, Name.Launch):
        yield "có mã JavaScript hoặc lệnh mở tệp"
    if one.get("/Subtype") == Name.Image and one.get("/ColorSpace") == Name.DeviceCMYK:
        yield "ảnh dùng hệ màu CMYK"
    if one.get("/Type") == Name.Font and kind not in (Name.Type0, Name.Type3):
        descriptor = one.get("/FontDescriptor")
        if descriptor is None or not any(name in descriptor for name in _STANDARD_FILES):
            yield "có phông chữ không nhúng trong tệp"
