"""``kehoach doctor``: what is installed, what is missing, how to get it on each system."""

from __future__ import annotations

import importlib
import importlib.util
import os
import platform
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from extractors.errors import DocumentError
from extractors.ocr.choose import get_engine
from extractors.ocr.lines.fast import FastReader


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked for. ``needed`` things make the doctor fail when they are missing."""

    name: str
    present: bool
    detail: str
    needed: bool = True
    remedy: str = ""


_TESSERACT = {
    "Linux": "sudo apt install tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd",
    "Windows": "winget install UB-Mannheim.TesseractOCR (khi cài, chọn thêm ngôn ngữ Vietnamese)",
    "Darwin": "brew install tesseract tesseract-lang",
}
_OFFICE = {
    "Linux": "sudo apt install libreoffice-writer libreoffice-calc",
    "Windows": "winget install TheDocumentFoundation.LibreOffice",
    "Darwin": "brew install --cask libreoffice",
}


def examine() -> list[Finding]:
    """Look for every program and package that a run may need."""
    return [
        _python(),
        *(_package(name) for name in ("pymupdf", "pdfplumber", "cv2", "spacy", "underthesea")),
        _tesseract(),
        _optional_engine("tesserocr", "nhanh hơn nhiều lần", "pip install tesserocr"),
        _optional_engine(
            "trueocr", "đọc nhanh, đối chiếu với Tesseract: --engine pair", "pip install trueocr"
        ),
        _office(),
        _reader("pillow_heif", "ảnh HEIC của điện thoại", "heic"),
        _reader("pillow_jxl", "ảnh JPEG XL", "jxl"),
        _memory(),
    ]


def _python() -> Finding:
    good = sys.version_info >= (3, 11)
    return Finding("Python", good, platform.python_version(), remedy="Cần Python 3.11 trở lên.")


def _package(module: str) -> Finding:
    names = {"cv2": "opencv-python-headless"}
    package = names.get(module, module)
    if importlib.util.find_spec(module) is None:
        return Finding(package, False, "chưa cài", remedy=f"pip install {package}")
    try:
        return Finding(package, True, version(package))
    except PackageNotFoundError:
        return Finding(package, True, "có")


def _reader(module: str, purpose: str, extra: str) -> Finding:
    present = importlib.util.find_spec(module) is not None
    remedy = f"pip install 'kehoach[{extra}]'"
    return Finding(module, present, f"đọc {purpose}", needed=False, remedy=remedy)


def _tesseract() -> Finding:
    name, remedy = "tesseract + vie", _for_system(_TESSERACT)
    try:
        engine = get_engine(None).name
    except DocumentError as error:
        return Finding(name, False, str(error), remedy=remedy)
    if engine != FastReader.name:
        return Finding(name, True, f"đọc ảnh quét bằng {engine}")
    lost = f"chưa cài; đọc ảnh quét chỉ bằng {engine}: sai nhiều hơn, không có ai đối chiếu"
    return Finding(name, False, lost, needed=False, remedy=remedy)


def _optional_engine(module: str, purpose: str, remedy: str) -> Finding:
    try:
        importlib.import_module(module)
    except ImportError:
        return Finding(module, False, "chưa cài", needed=False, remedy=f"{remedy} ({purpose})")
    return Finding(module, True, version(module), needed=False)


def _office() -> Finding:
    path = shutil.which("soffice") or shutil.which("libreoffice")
    detail = path or "chưa cài: không đọc được tệp .doc, .rtf, .xls, .ods"
    remedy = _for_system(_OFFICE)
    return Finding("LibreOffice", path is not None, detail, needed=False, remedy=remedy)


def _memory() -> Finding:
    cores = os.cpu_count() or 1
    return Finding("CPU", True, f"{cores} nhân: đọc {cores} trang cùng lúc", needed=False)


def _for_system(remedies: dict[str, str]) -> str:
    own = platform.system()
    first = [remedies[own]] if own in remedies else []
    others = [f"{name}: {text}" for name, text in remedies.items() if name != own]
    return "\n".join(first + others)
