"""The fast reader: printed lines read in batches by the network of the package ``trueocr``.

The package is optional (extra ``fast``). Of it the recogniser's weights are used, and its way of
cutting lines; lines are found, and words judged, by this program.
"""

from __future__ import annotations

import functools
import importlib.util
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from extractors.errors import MissingToolError
from extractors.images.sheet import Sheet
from extractors.ocr.engines import PixelBox
from extractors.ocr.letters import ink_parts
from extractors.ocr.lines.ctc import Seen, Spelled, glyphs, words

__all__ = ["FAST", "FastLine", "FastReader", "fast_reader", "is_installed"]


@dataclass(frozen=True, slots=True)
class FastSettings:
    """How a line is cut for the network.

    Attributes:
        over: from the foot of the letters up, of the size of print; the network is used to print
            of one size.
        under: from the foot of the letters down.
        usual: percentile of the heights of the lines read together that tells the size of print.
        of_size: height of such a line, marks and tails included, of the size of print.
        alike: times the usual height that a line of the same print is high, at least and at most.
        aside: of the height so taken, paper at both ends of a line.
        least_letter: height of a letter in inches; marks and stops are lower.
        widest: pixels across a line when it is 32 high; wider ones are squeezed.
    """

    over: float = 1.0
    under: float = 0.22
    usual: float = 75.0
    of_size: float = 0.96
    alike: tuple[float, float] = (0.55, 1.15)
    aside: float = 0.4
    least_letter: float = 0.045
    widest: int = 4096


FAST = FastSettings()


@dataclass(frozen=True, slots=True)
class FastLine:
    """A line as the network reads it; ``box`` is its ink, ``cut`` what the steps reach across."""

    box: PixelBox
    cut: tuple[float, float]
    seen: Seen

    @property
    def words(self) -> list[Spelled]:
        """Its words from left to right."""
        return words(glyphs(self.seen))

    @property
    def text(self) -> str:
        """Its words with blanks between them."""
        return " ".join(word.text for word in self.words)


class FastReader:
    """The network, loaded once."""

    name = "trueocr"

    def __init__(self) -> None:
        """Load the weights.

        Raises:
            ImportError: ``trueocr`` or ``onnxruntime`` is not installed.
        """
        import onnxruntime
        import trueocr

        folder = Path(trueocr.__file__).parent / "models"
        told = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        self.alphabet = "".join(told["charset"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            (folder / "rec.onnx").read_bytes() + _outputs(),
            options,
            providers=["CPUExecutionProvider"],
        )

    def read(self, sheet: Sheet, boxes: Sequence[PixelBox]) -> list[FastLine]:
        """Read lines of one page or cell table; they tell the size of print together.

        Args:
            sheet: the page, dark ink on white.
            boxes: the ink of each line, in pixels.
        """
        from trueocr.preprocess import WINDOW, crop_line, pad_batch, width_batches

        if not boxes:
            return []
        usual = float(np.percentile([box.y1 - box.y0 for box in boxes], FAST.usual))
        cuts = [_cut(sheet, box, usual) for box in boxes]
        pictures = [
            crop_line(
                sheet.gray, cut, window=WINDOW, max_width=FAST.widest, pad_y=0.2, pad_x=FAST.aside
            )
            for cut in cuts
        ]
        out: dict[int, FastLine] = {}
        for chosen in width_batches([picture.shape[1] for picture in pictures]):
            tensor, widths = pad_batch([pictures[i] for i in chosen])
            logp, ids, lengths = self._session.run(
                ["topv", "topi", "lengths"], {"x": tensor, "widths": widths}
            )
            for place, index in enumerate(chosen):
                length = int(lengths[place])
                seen = Seen(logp[place, :length], ids[place, :length], self.alphabet)
                x0, y0, x1, y1 = cuts[index]
                rim = FAST.aside * (y1 - y0)
                out[index] = FastLine(boxes[index], (x0 - rim, x1 + rim), seen)
        return [out[index] for index in range(len(boxes))]


def _cut(sheet: Sheet, box: PixelBox, usual: float) -> tuple[float, float, float, float]:
    """Return the part of the page the network is to see as one line of its usual print."""
    high = box.y1 - box.y0
    least, most = (share * usual for share in FAST.alike)
    size = (usual if least <= high <= most or high < least else high) / FAST.of_size
    letters = [
        part for part in ink_parts(sheet, box) if part[3] - part[1] >= FAST.least_letter * sheet.dpi
    ]
    foot = float(np.median([part[3] for part in letters])) if letters else float(box.y1)
    return box.x0, foot - FAST.over * size, box.x1, foot + FAST.under * size


def _outputs() -> bytes:
    """Return what makes the network tell the likeliest characters of every step.

    It works them out but does not list them among its outputs. Messages of protobuf are joined by
    writing one after the other: this one holds a graph with these outputs and nothing else.
    """
    values = (("topv", 1), ("topi", 7))  # name and kind of element: float, 64-bit integer
    named = (
        _field(1, name.encode()) + _field(2, _field(1, bytes((8, kind)))) for name, kind in values
    )
    return _field(7, b"".join(_field(12, value) for value in named))


def _field(number: int, content: bytes) -> bytes:
    """Return a field of a protobuf message; the contents here are shorter than 128 bytes."""
    return bytes((number << 3 | 2, len(content))) + content


def is_installed() -> bool:
    """Say whether the fast reader can be loaded, without loading it."""
    return all(importlib.util.find_spec(name) for name in ("trueocr", "onnxruntime"))


@functools.lru_cache(maxsize=1)
def fast_reader() -> FastReader:
    """Return the reader, loaded once per process.

    Raises:
        MissingToolError: the package is not installed.
    """
    try:
        return FastReader()
    except ImportError as error:
        raise MissingToolError("trueocr", "chưa cài gói trueocr") from error
