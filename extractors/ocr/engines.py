"""OCR engines behind one protocol: ``tesserocr`` in process, or ``pytesseract``.

Both read the same thing the same way: a grey picture, whole or box by box, into words with pixel
boxes and confidences. OpenMP is pinned to one thread before either loads, because two threads that
wait for each other made a page cost five times its time; parallelism is by page.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np

from extractors.errors import MissingToolError
from extractors.images.sheet import Gray, Sheet
from extractors.ocr.alternatives import CHOICES, hocr_alternatives, word_alternatives
from normalizers.text.alternative import Alternative

os.environ.setdefault("OMP_THREAD_LIMIT", "1")


# Modes of tesseract: how it lays out what it is given.
PSM_AUTO = 3
PSM_BLOCK = 6
PSM_LINE = 7
PSM_WORD = 8
PSM_RAW_LINE = 13


class PixelBox(NamedTuple):
    """A box in pixels, ``(x0, y0, x1, y1)``, the right and lower edges excluded."""

    x0: int
    y0: int
    x1: int
    y1: int


def hull(boxes: Sequence[PixelBox]) -> PixelBox:
    """Return the smallest box around boxes, at least one."""
    return PixelBox(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


@dataclass(frozen=True, slots=True)
class OcrWord:
    """One word: text, pixel box in the whole picture, confidence 0..1, and its line.

    ``line`` is ``(block, paragraph, line)``, unique within one box that was read. ``alternatives``
    are other letters the engine saw in a word it was not sure of. ``by_hand`` and ``disputed``:
    see ``types.Word``.
    """

    text: str
    box: PixelBox
    conf: float
    line: tuple[int, int, int]
    alternatives: tuple[Alternative, ...] = ()
    by_hand: bool = False
    disputed: bool = False


def mean_conf(words: Sequence[OcrWord]) -> float:
    """Return the mean confidence weighted by word length; 1.0 for no words."""
    weight = sum(len(word.text) for word in words)
    if not weight:
        return 1.0
    return sum(word.conf * len(word.text) for word in words) / weight


def by_line(words: Iterable[OcrWord]) -> list[list[OcrWord]]:
    """Return the words grouped by line, in the order in which the lines begin."""
    groups: dict[tuple[int, int, int], list[OcrWord]] = {}
    for word in words:
        groups.setdefault(word.line, []).append(word)
    return list(groups.values())


class OcrEngine(Protocol):
    """What the rest of the program asks of an engine."""

    name: str

    def read(
        self,
        sheet: Sheet,
        *,
        boxes: Sequence[PixelBox] | None = None,
        psm: int = PSM_AUTO,
        whitelist: str = "",
    ) -> list[list[OcrWord]]:
        """Read the picture, or each box of it; one list of words per box (one for the whole).

        Args:
            sheet: the picture, dark text on light ground.
            boxes: pixel boxes to read one by one; None reads the whole picture.
            psm: tesseract's page segmentation mode.
            whitelist: the only characters allowed; "" allows all.
        """
        ...


def parse_tsv(tsv: str) -> Iterable[tuple[int, OcrWord]]:
    """Yield ``(page number, word)`` from tesseract's TSV; level 5 rows are the words."""
    for row in tsv.splitlines():
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        left, top, width, height = (int(v) for v in cells[6:10])
        yield (
            int(cells[1]),
            OcrWord(
                cells[11].strip(),
                PixelBox(left, top, left + width, top + height),
                max(0.0, float(cells[10]) / 100),
                (int(cells[2]), int(cells[3]), int(cells[4])),
            ),
        )


def with_alternatives(
    words: Sequence[OcrWord], nearly: Iterable[tuple[str, tuple[Alternative, ...]]]
) -> list[OcrWord]:
    """Give words their alternatives; words that do not answer one to one stay as they are."""
    pairs = list(nearly)
    if [word.text for word in words] != [text for text, _ in pairs]:
        return list(words)
    return [
        replace(word, alternatives=seen) if seen else word
        for word, (_, seen) in zip(words, pairs, strict=True)
    ]


class TesserocrEngine:
    """Tesseract in this process: no start-up per page, one rectangle after another."""

    name = "tesserocr"

    def __init__(self, lang: str = "vie") -> None:
        """Load the language once.

        Raises:
            ImportError: tesserocr is not installed.
            MissingToolError: the language file is not found.
        """
        import tesserocr

        folder = tessdata_folder(lang)
        if folder is None:
            raise MissingToolError(f"{lang}.traineddata", "thiếu dữ liệu ngôn ngữ của Tesseract")
        self._api: Any = tesserocr.PyTessBaseAPI(
            path=str(folder), lang=lang, oem=tesserocr.OEM.LSTM_ONLY
        )
        # Blank cells and rulings are found before; the engine need not look for them again.
        self._api.SetVariable("textord_tabfind_find_tables", "0")
        for variable, value in CHOICES.items():
            self._api.SetVariable(variable, value)

    def read(
        self,
        sheet: Sheet,
        *,
        boxes: Sequence[PixelBox] | None = None,
        psm: int = PSM_AUTO,
        whitelist: str = "",
    ) -> list[list[OcrWord]]:
        """Read the picture or its boxes; see ``OcrEngine.read``."""
        height, width = sheet.gray.shape
        self._api.SetVariable("tessedit_char_whitelist", whitelist)
        self._api.SetPageSegMode(psm)
        data = np.ascontiguousarray(sheet.gray)
        self._api.SetImageBytes(data.tobytes(), width, height, 1, width)
        self._api.SetSourceResolution(round(sheet.dpi))
        wanted = boxes if boxes is not None else [PixelBox(0, 0, width, height)]
        return [self._read_box(box, width, height) for box in wanted]

    def _read_box(self, box: PixelBox, width: int, height: int) -> list[OcrWord]:
        if min(box.x1, width) - max(box.x0, 0) < 1 or min(box.y1, height) - max(box.y0, 0) < 1:
            return []  # nothing of it lies in the picture
        # Tesseract 5.5 reads noise from a rectangle as wide but not as high as the picture.
        wide = box.x0 == 0 and box.x1 == width and (box.y1 - box.y0) < height
        x1 = box.x1 - 1 if wide else box.x1
        self._api.SetRectangle(box.x0, box.y0, x1 - box.x0, box.y1 - box.y0)
        words = [word for _, word in parse_tsv(self._api.GetTSVText(0))]
        return with_alternatives(words, word_alternatives(self._api))


class PytesseractEngine:
    """Tesseract as a program; many boxes go to one process as a list of small pictures."""

    name = "pytesseract"

    def __init__(self, lang: str = "vie") -> None:
        """Find the program.

        Raises:
            MissingToolError: tesseract or the language is not installed.
        """
        import pytesseract

        self._lang = lang
        command = find_tesseract()
        if command is None:
            raise MissingToolError("tesseract", "chưa cài Tesseract")
        pytesseract.pytesseract.tesseract_cmd = command
        if lang not in pytesseract.get_languages(config=""):
            raise MissingToolError(f"{lang}.traineddata", "thiếu dữ liệu ngôn ngữ của Tesseract")
        self._tesseract = pytesseract

    def read(
        self,
        sheet: Sheet,
        *,
        boxes: Sequence[PixelBox] | None = None,
        psm: int = PSM_AUTO,
        whitelist: str = "",
    ) -> list[list[OcrWord]]:
        """Read the picture or its boxes; see ``OcrEngine.read``."""
        wanted = list(boxes) if boxes is not None else [PixelBox(0, 0, *sheet.gray.shape[::-1])]
        if not wanted:
            return []
        config = f"--oem 1 --psm {psm} --dpi {round(sheet.dpi)}"
        if whitelist:
            config += f" -c tessedit_char_whitelist={whitelist}"
        with tempfile.TemporaryDirectory(prefix="kehoach-") as folder:
            listing = _write_crops(sheet.gray, wanted, Path(folder))
            tsv, hocr = self._run(str(listing), config)
        words: list[list[OcrWord]] = [[] for _ in wanted]
        for page, word in parse_tsv(tsv):
            words[page - 1].append(_shifted(word, wanted[page - 1]))
        nearly: list[list[tuple[str, tuple[Alternative, ...]]]] = [[] for _ in wanted]
        for page, text, seen in hocr_alternatives(hocr):
            nearly[page - 1].append((text, seen))
        return [with_alternatives(w, n) for w, n in zip(words, nearly, strict=True)]

    def _run(self, listing: str, config: str) -> tuple[str, str]:
        """Return the TSV and the hOCR of one run; only the latter tells the alternatives."""
        tool = self._tesseract.pytesseract
        wanted = {**CHOICES, "tessedit_create_tsv": "1", "tessedit_create_hocr": "1"}
        config += "".join(f" -c {name}={value}" for name, value in wanted.items())
        with tool.save(listing) as (base, _):
            tool.run_tesseract(listing, base, "tsv", self._lang, config)
            tsv, hocr = (Path(f"{base}.{kind}").read_text("utf-8") for kind in ("tsv", "hocr"))
        return tsv, hocr


def _write_crops(image: Gray, boxes: Sequence[PixelBox], folder: Path) -> Path:
    import cv2

    paths = []
    for index, box in enumerate(boxes):
        path = folder / f"{index:05d}.png"
        crop = image[box.y0 : box.y1, box.x0 : box.x1]
        _, data = cv2.imencode(".png", crop, [cv2.IMWRITE_PNG_COMPRESSION, 1])
        path.write_bytes(data.tobytes())
        paths.append(str(path))
    listing = folder / "pictures.txt"
    listing.write_text("\n".join(paths) + "\n", encoding="utf-8")
    return listing


def _shifted(word: OcrWord, box: PixelBox) -> OcrWord:
    x0, y0, x1, y1 = word.box
    moved = PixelBox(x0 + box.x0, y0 + box.y0, x1 + box.x0, y1 + box.y0)
    return OcrWord(word.text, moved, word.conf, word.line)


def find_tesseract() -> str | None:
    """Return the path of the tesseract program, also where Windows installers put it."""
    places = [Path(os.environ.get(name, "")) for name in ("ProgramFiles", "LOCALAPPDATA")]
    candidates = [
        place / folder / "tesseract.exe"
        for place in places
        for folder in ("Tesseract-OCR", "Programs/Tesseract-OCR")
    ]
    found = shutil.which("tesseract")
    return found or next((str(path) for path in candidates if path.is_file()), None)


def tessdata_folder(lang: str) -> Path | None:
    """Return the folder that holds ``<lang>.traineddata``, or None."""
    prefix = os.environ.get("TESSDATA_PREFIX", "")
    program = find_tesseract()
    candidates = [Path(prefix), Path(prefix) / "tessdata"] if prefix else []
    candidates += sorted(Path("/usr/share/tesseract-ocr").glob("*/tessdata"), reverse=True)
    candidates += [
        Path("/usr/share/tessdata"),
        Path("/usr/local/share/tessdata"),
        Path("/opt/homebrew/share/tessdata"),
    ]
    if program:
        candidates.append(Path(program).parent / "tessdata")
    return next((path for path in candidates if (path / f"{lang}.traineddata").is_file()), None)
