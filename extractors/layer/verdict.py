"""Is the text layer of a PDF page to be trusted?

A layer is trusted if it is good Vietnamese and accounts for what is printed on the page. Layers
that an English engine garbled, layers without marks, a number or signature typed over a scan, and
pages whose text is drawn as curves are not: those pages are rendered and recognised.

The verdict is reached from figures a caller measures (shares of words and of ink), so that it can
be tested without a PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.types import BBox, Word
from normalizers.text.legacy import detect_encoding
from normalizers.text.quality import assess

__all__ = ["VERDICT", "LayerVerdict", "ink_cover", "judge_layer"]

# None of them is a Vietnamese syllable, with or without marks.
_SMALL_WORDS = frozenset(
    ["of", "and", "for", "is", "with", "from", "by", "that", "this", "are", "which", "les", "des"]
    + ["und", "der", "das", "pour", "dans", "sur", "avec", "sont"]
)
_NUMBER = re.compile(r"[\d.,:/%+\-–()]+")
_UNMAPPED = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class VerdictSettings:
    """When a text layer is trusted; shares 0..1 unless said.

    Attributes:
        scan: of the page that pictures cover, from which it is a scan.
        few: words of a text, below which its language tells nothing.
        good: score of a text with some misread words, at least.
        blank_cover: of the page, below which pictures are decoration on a blank page,
        blank_curves: and paths with curves, below which drawings are.
        curves: paths with curves from which the text of a page may be drawn as shapes.
        unmapped: of the characters, above which a font has no table of its letters.
        hidden: of the words drawn invisibly, above which an engine made the layer.
        small_words: of the words, at least, that a text in English, French or German has.
        tokens: of a text that can be told to have no words, at least,
        words: and of those without numbers, below which it has none,
        numbers: unless so many are numbers.
        ink_needed: of the ink of a scan that lies under words, if they are all of it,
        ink_overlay: and of any page, below which they are only laid over it.
        height_overlay: of the page's height in which words stand, below which they are.
    """

    scan: float = 0.6
    few: int = 8
    good: float = 0.9
    blank_cover: float = 0.02
    blank_curves: int = 40
    curves: int = 400
    unmapped: float = 0.05
    hidden: float = 0.5
    small_words: float = 0.05
    tokens: int = 20
    words: float = 0.3
    numbers: float = 0.5
    ink_needed: float = 0.55
    ink_overlay: float = 0.2
    height_overlay: float = 0.08


@dataclass(frozen=True, slots=True)
class InkSettings:
    """What of a small grey picture of a page is ink of its text; points of the page unless said.

    Attributes:
        ground: pixels across which the paper's grey is averaged.
        darker: grey levels by which ink is darker than the paper around it,
        ink: and the grey level, 0..255, below which it is.
        rim: of the page's sides, one in so many, that is the dark rim of a copy.
        least: pixels of ink, at least; fewer are specks, and all of it counts as covered.
        pad: around a word: letters reach over their boxes.
        ruling: length of a straight run that is a ruling,
        ruling_pixels: and pixels of it, at least.
    """

    ground: int = 41
    darker: int = 35
    ink: int = 190
    rim: int = 40
    least: int = 30
    pad: float = 1.5
    ruling: float = 40.0
    ruling_pixels: int = 8


VERDICT = VerdictSettings()
PAGE_INK = InkSettings()


@dataclass(frozen=True, slots=True)
class LayerVerdict:
    """What was decided.

    Attributes:
        trusted: whether the text of the layer is to be used.
        reason: machine name of the reason: ``good``, ``few_words``, ``blank``, ``no_text``,
            ``overlay``, ``uncovered``, ``unmapped``, or the kind of damage
            (``stripped``, ``garbled``, ...).
        encoding: ``tcvn3`` or ``vni`` if the text must be converted first.
    """

    trusted: bool
    reason: str
    encoding: str | None = None


def judge_layer(
    words: Sequence[Word],
    page_size: tuple[float, float],
    image_cover: float,
    fonts: Iterable[str],
    text: str,
    *,
    ink_covered: float | None = None,
    hidden_share: float = 0.0,
    curves: int = 0,
) -> LayerVerdict:
    """Decide on one page.

    Args:
        words: the words of the layer, boxes in points.
        page_size: width and height of the page in points.
        image_cover: share of the page that pictures cover, 0..1.
        fonts: font names in use, legacy ones give the encoding away.
        text: the text of the layer.
        ink_covered: share of the page's ink that lies under words, None if not measured.
        hidden_share: share of the words drawn invisibly (render mode 3).
        curves: number of vector paths with curves; many and no words mean text drawn as shapes.
    """
    scan = image_cover >= VERDICT.scan
    if not words:
        blank = image_cover < VERDICT.blank_cover and curves < VERDICT.blank_curves
        return LayerVerdict(blank, "blank" if blank else "no_text")
    if _is_overlay(words, page_size, scan, ink_covered, curves):
        return LayerVerdict(False, "overlay")
    encoding = detect_encoding(text, tuple(fonts))
    if encoding is not None and not scan:
        return LayerVerdict(True, "good", encoding)
    if len(_UNMAPPED.findall(text)) > VERDICT.unmapped * len(text):
        return LayerVerdict(False, "unmapped")
    if scan and ink_covered is not None and ink_covered < VERDICT.ink_needed:
        return LayerVerdict(False, "uncovered")
    verdict = _judge_text(text, scan, hidden_share)
    return LayerVerdict(verdict.trusted, verdict.reason, encoding)


def _judge_text(text: str, scan: bool, hidden_share: float) -> LayerVerdict:
    """Judge by the language alone. A layer over a scan has to prove itself, others need not."""
    quality = assess(text)
    engine_made = scan or hidden_share > VERDICT.hidden
    if _no_words(text, quality.words):
        return LayerVerdict(False, "foreign")
    if quality.words < VERDICT.few:
        return LayerVerdict(not engine_made, "few_words")
    if quality.kind == "good" or (quality.kind == "ocr" and quality.score >= VERDICT.good):
        return LayerVerdict(True, "good")
    if not engine_made and _reads_like_language(text):
        return LayerVerdict(True, "good")
    return LayerVerdict(False, quality.kind)


def _reads_like_language(text: str) -> bool:
    """Say whether a foreign text has the small words that English, French or German run on.

    Fonts without a code table give letters too, only the wrong ones: such a text has none.
    """
    words = [word.strip(".,;:()\"'").lower() for word in text.split()]
    return sum(word in _SMALL_WORDS for word in words) >= VERDICT.small_words * len(words)


def _no_words(text: str, words: int) -> bool:
    """Say whether hardly any token of a longer text is a word or a number."""
    tokens = text.split()
    numbers = sum(1 for token in tokens if _NUMBER.fullmatch(token))
    if len(tokens) < VERDICT.tokens or numbers >= VERDICT.numbers * len(tokens):
        return False
    return words < VERDICT.words * (len(tokens) - numbers)


def _is_overlay(
    words: Sequence[Word],
    page_size: tuple[float, float],
    scan: bool,
    ink_covered: float | None,
    curves: int,
) -> bool:
    """Say whether the words are only laid over a page whose own text is a picture or curves."""
    if not scan and curves < VERDICT.curves:
        return False
    if ink_covered is not None:
        few = len(words) < VERDICT.few
        return ink_covered < (VERDICT.ink_needed if few else VERDICT.ink_overlay)
    share = _height_share(words, page_size)
    return len(words) < VERDICT.few or share < VERDICT.height_overlay


def _height_share(words: Sequence[Word], page_size: tuple[float, float]) -> float:
    """Return the share of the page's height in which words stand."""
    height = max(1, round(page_size[1]))
    rows = np.zeros(height, dtype=bool)
    for word in words:
        if word.bbox is not None:
            rows[max(0, int(word.bbox.y0)) : max(0, int(word.bbox.y1) + 1)] = True
    return float(rows.mean())


def ink_cover(grey: NDArray[np.uint8], boxes: Iterable[BBox], scale: float) -> float:
    """Return the share of dark picture points that lie under boxes, after rulings are taken out.

    Args:
        grey: the rendered page, uint8, white 255.
        boxes: word boxes in points.
        scale: picture points per PDF point.
    """
    ink = _ink(grey)
    ink[_rulings(ink, scale) > 0] = 0
    # Speckle and the dark rim of a copy are no text.
    rim_y, rim_x = (max(1, side // PAGE_INK.rim) for side in ink.shape)
    ink[:rim_y], ink[-rim_y:], ink[:, :rim_x], ink[:, -rim_x:] = 0, 0, 0, 0
    total = int(np.count_nonzero(ink))
    if total < PAGE_INK.least:
        return 1.0
    covered = np.zeros_like(ink)
    pad = PAGE_INK.pad * scale
    for box in boxes:
        x0, y0 = max(0, int(box.x0 * scale - pad)), max(0, int(box.y0 * scale - pad))
        covered[y0 : int(box.y1 * scale + pad) + 1, x0 : int(box.x1 * scale + pad) + 1] = 1
    return float(np.count_nonzero(ink & covered)) / total


def _ink(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return 1 where a point is clearly darker than the paper around it."""
    paper = cv2.blur(grey, (PAGE_INK.ground, PAGE_INK.ground)).astype(np.int16)
    dark = (grey.astype(np.int16) < paper - PAGE_INK.darker) & (grey < PAGE_INK.ink)
    return dark.astype(np.uint8)


def _rulings(ink: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    long = max(PAGE_INK.ruling_pixels, int(PAGE_INK.ruling * scale))
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((long, 1), np.uint8))
    both = np.maximum(across, down).astype(np.uint8)
    return np.asarray(cv2.dilate(both, np.ones((3, 3), np.uint8)), dtype=np.uint8)
