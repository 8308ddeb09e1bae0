"""What reading a page costs beside one bare whole-page read of the same picture.

    python -m benchmarks.page_cost                    five ten-column pages at 200 dpi
    python -m benchmarks.page_cost --pages 3 --seed 5 --columns 8 --degrade archive

Both are measured in CPU seconds of one process on one core, the engine loaded before: the bare
read is ``tesseract``'s own layout and recognition of the picture as it came (page segmentation mode
3, the LSTM engine, Vietnamese), in process, without writing files. Beside it stands the installed
``tesseract`` program on the same picture, which may be another version and loads anew each time.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from statistics import median

import cv2
import numpy as np
import pymupdf

from benchmarks._print import table
from samples.generate import make_plan
from samples.generator.degrade import STRENGTHS, Picture, degrade
from samples.generator.pdf import print_pdf

_THREADS = ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
"""Pinned to one, as in the pipeline's workers; libraries read them when they load."""


def table_pages(count: int, seed: int, columns: int, strength: str) -> Iterator[Picture]:
    """Yield ``count`` scanned pages (BGR), nearly all table; 0 ``columns`` are pages of prose."""
    how = STRENGTHS[strength]
    for number in range(count):
        kind = "improvement_plan" if columns else "district_plan"
        plan = make_plan(kind, seed * 1000 + number, columns, rows=18)
        data, _ = print_pdf(plan)
        rng = np.random.default_rng(seed * 1000 + number)
        with pymupdf.open(stream=data, filetype="pdf") as document:
            yield degrade(_fullest(document, how.dpi), how, rng)


def _fullest(document: pymupdf.Document, dpi: int) -> Picture:
    """Return the page with the most words, as BGR."""
    page = max(document, key=lambda p: len(p.get_text("words")))
    made = page.get_pixmap(dpi=dpi)
    rgb = np.frombuffer(made.samples, np.uint8).reshape(made.height, made.width, 3)
    return rgb[:, :, ::-1].copy()


def bare_reader() -> Callable[[Picture, int], None]:
    """Return one whole-page read by tesseract as it comes: no alternatives, no boxes.

    Raises:
        ImportError: tesserocr is not installed.
        MissingToolError: the Vietnamese language data is missing.
    """
    import tesserocr

    from extractors.errors import MissingToolError
    from extractors.ocr.engines import tessdata_folder

    folder = tessdata_folder("vie")
    if folder is None:
        raise MissingToolError("vie.traineddata", "thiếu dữ liệu ngôn ngữ của Tesseract")
    api = tesserocr.PyTessBaseAPI(path=str(folder), lang="vie", oem=tesserocr.OEM.LSTM_ONLY)

    def read(picture: Picture, dpi: int) -> None:
        gray = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
        height, width = gray.shape
        api.SetPageSegMode(tesserocr.PSM.AUTO)
        api.SetImageBytes(gray.tobytes(), width, height, 1, width)
        api.SetSourceResolution(dpi)
        api.GetTSVText(0)

    return read


def program_seconds(picture: Picture, dpi: int) -> float:
    """Return the CPU seconds of the ``tesseract`` program on the page, its start included.

    Raises:
        MissingToolError: the program is not installed.
    """
    from extractors.errors import MissingToolError
    from extractors.ocr.engines import find_tesseract

    command = find_tesseract()
    if command is None:
        raise MissingToolError("tesseract", "chưa cài Tesseract")
    data = cv2.imencode(".png", picture)[1].tobytes()
    start = os.times()
    call = [command, "stdin", "stdout", "-l", "vie", "--oem", "1", "--dpi", str(dpi), "tsv"]
    subprocess.run(
        call, input=data, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True
    )
    end = os.times()
    return end.children_user + end.children_system - start.children_user - start.children_system


def page_reader(name: str = "") -> Callable[[Picture, int], None]:
    """Return our whole reading of a page picture: cells, prose, alternatives."""
    from extractors.ocr.choose import get_engine
    from extractors.scan.page import read_image_page

    engine = get_engine(name or None)

    def read(picture: Picture, dpi: int) -> None:
        read_image_page(picture, dpi=dpi, number=1, engine=engine)

    return read


def cpu_seconds(read: Callable[[Picture, int], None], picture: Picture, dpi: int) -> float:
    """Return the CPU seconds of this process that one reading takes."""
    start = time.process_time()
    read(picture, dpi)
    return time.process_time() - start


def main() -> int:
    """Measure and print; exit 1 where the median ratio is above ``--bar``."""
    asked = _parser().parse_args()
    if any(os.environ.get(name) != "1" for name in _THREADS):
        pinned = {**os.environ, **dict.fromkeys(_THREADS, "1")}
        return subprocess.call([sys.executable, "-m", __spec__.name, *sys.argv[1:]], env=pinned)
    cv2.setNumThreads(1)
    dpi = STRENGTHS[asked.degrade].dpi
    bare, ours = bare_reader(), page_reader(asked.engine)
    rows: list[list[str]] = []
    ratios: list[float] = []
    programs: list[float] = []
    pages = table_pages(asked.pages + 1, asked.seed, asked.columns, asked.degrade)
    for number, picture in enumerate(pages):
        times = cpu_seconds(bare, picture, dpi), cpu_seconds(ours, picture, dpi)
        program = program_seconds(picture, dpi)
        if number:  # the first page warms both up
            ratios.append(times[1] / times[0])
            programs.append(times[1] / program)
            shown = (program, *times, programs[-1], ratios[-1])
            rows.append([str(number), *(f"{value:.2f}" for value in shown)])
    heads = ["page", "program", "same engine", "ours", "to program", "to engine"]
    print(table(heads, rows, f"CPU seconds, {asked.columns} columns, {dpi} dpi"))
    print(f"median ratio to the installed program {median(programs):.3f}")
    print(f"median ratio to the same engine {median(ratios):.3f} (bar {asked.bar:g})")
    return int(median(ratios) > asked.bar)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, default=5)
    parser.add_argument("--seed", type=int, default=401)
    parser.add_argument("--columns", type=int, default=10, help="of the tables; 0 is prose")
    parser.add_argument("--degrade", choices=sorted(STRENGTHS), default="office")
    parser.add_argument("--engine", default="", help="what reads; as for kehoach run")
    parser.add_argument("--bar", type=float, default=1.25)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
