"""Which words of a PDF page a person sees: not those painted over, white on white, or struck out.

A page is painted in order. A word under a box that is filled later is gone; a word in the colour of
the paper was never to be seen; a bar through the middle of a word strikes it out; large pale words
that others are printed over are a mark, no text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from extractors.formats.pdf.mupdf import PdfPage, mupdf
from extractors.formats.pdf.words import PdfWord, Print, share
from extractors.types import BBox

__all__ = ["SeenWords", "seen_words"]

_OPAQUE = 0.99  # of 1, from which a filled path hides what lies under it
_COVERED = 0.75  # of a word's area, from which a box hides it
_PALE = 0xF0  # of every colour, from which letters may be invisible on paper
_CONTRAST = 24  # grey levels between the lightest and darkest point of what can be seen
_LOOK_DPI = 144
_BAR = 2.5  # points a bar that strikes out may be thick
_BAR_TOP, _BAR_END = 0.38, 0.72  # of a word's height, where a bar through it runs
_STRUCK = 0.7  # of a word's width under bars
_MARK_SIZE = 2.0  # of the page's letters
_MARK_GREY = 0xA0
_FEWEST_OVER, _SHARE_OVER = 2, 0.2  # words of a small mark that others are printed over
_MOST_OF_PAGE = 0.25  # that a picture laid over words covers; larger ones are scans
_MOST_POINTS = 4_000_000  # of a picture looked at
_MOST_HIDDEN = 0.5  # of the words; more is the layer of a scan


@dataclass(frozen=True, slots=True)
class SeenWords:
    """The words of a page told apart.

    Attributes:
        words: those that are seen and valid, in the order they came.
        struck: those with a line through them.
        flags: ``hidden_left_out``, ``struck_out``.
    """

    words: tuple[PdfWord, ...]
    struck: tuple[PdfWord, ...]
    flags: tuple[str, ...]


def seen_words(page: PdfPage, words: Sequence[PdfWord]) -> SeenWords:
    """Tell seen words from hidden, struck-out and marking ones; ``page`` is the one they are of."""
    log = [(str(kind), BBox(*box)) for kind, box in page.get_bboxlog()]
    hidden = _pale_on_paper(page, words) | _covered(page, words, log)
    if share(words, "hidden") <= _MOST_HIDDEN:
        hidden |= {at for at, found in enumerate(words) if found.hidden}
    marks = _marks(words)
    struck = _struck(words, log) - hidden - marks
    kept = tuple(w for at, w in enumerate(words) if at not in hidden | marks | struck)
    flags = (*(("hidden_left_out",) if hidden else ()), *(("struck_out",) if struck else ()))
    return SeenWords(kept, tuple(words[at] for at in sorted(struck)), flags)


def _box(found: PdfWord) -> BBox:
    return found.word.bbox or BBox(0.0, 0.0, 0.0, 0.0)


def _pale_on_paper(page: PdfPage, words: Sequence[PdfWord]) -> set[int]:
    """Return the pale words at whose place the page as drawn shows nothing."""
    pale = [at for at, w in enumerate(words) if not w.hidden and _lightest(w.colour) >= _PALE]
    return {at for at in pale if _is_blank(page, _box(words[at]))}


def _lightest(colour: int) -> int:
    """Return the darkest of the three parts of a colour, 0..255."""
    return min(colour >> 16 & 255, colour >> 8 & 255, colour & 255)


def _is_blank(page: PdfPage, box: BBox) -> bool:
    clip = mupdf.Rect(box) & page.rect
    if clip.is_empty:
        return True
    pixmap = page.get_pixmap(dpi=_LOOK_DPI, colorspace=mupdf.csGRAY, alpha=False, clip=clip)
    grey = np.frombuffer(pixmap.samples, dtype=np.uint8)
    return grey.size == 0 or int(grey.max()) - int(grey.min()) < _CONTRAST


def _covered(page: PdfPage, words: Sequence[PdfWord], log: Sequence[tuple[str, BBox]]) -> set[int]:
    """Return the words under a box that was filled after them."""
    first_text = next((at for at, (kind, _) in enumerate(log) if kind.endswith("text")), len(log))
    boxes = [
        (at, box)
        for at, (kind, box) in enumerate(log)
        if kind == "fill-path" and at > first_text and box.height > 2 * _BAR and box.width > _BAR
    ]
    pasted = [
        (at, box) for at, (kind, box) in enumerate(log) if kind == "fill-image" and at > first_text
    ]
    boxes, pasted = (
        [(at, box) for at, box in some if any(_hides(box, _box(w)) for w in words)]
        for some in (boxes, pasted)
    )
    opaque = _opaque_fills(page) if boxes else set()
    plain = _plain_pictures(page) if pasted else []
    boxes = [(at, box) for at, box in boxes if at in opaque]
    boxes += [(at, box) for at, box in pasted if any(_same_place(box, p) for p in plain)]
    if not boxes:
        return set()
    return {
        index
        for index, (found, painted) in enumerate(zip(words, _painted(page, words), strict=True))
        if any(
            painted is not None and at > painted and _hides(box, _box(found)) for at, box in boxes
        )
    }


def _hides(box: BBox, word: BBox) -> bool:
    across = min(box.x1, word.x1) - max(box.x0, word.x0)
    down = min(box.y1, word.y1) - max(box.y0, word.y0)
    area = word.width * word.height
    return across > 0 and down > 0 and across * down >= _COVERED * area > 0


def _opaque_fills(page: PdfPage) -> set[int]:
    """Return the places in the painting order of plain opaque rectangles."""
    return {
        int(path["seqno"])
        for path in page.get_drawings()
        if path["fill"] is not None
        and float(path.get("fill_opacity") or 0) >= _OPAQUE
        and all(item[0] in ("re", "qu", "l") for item in path["items"])
    }


def _plain_pictures(page: PdfPage) -> list[BBox]:
    """Return the boxes of pictures of one tone that nothing shows through, as laid over words."""
    found = []
    for info in page.get_image_info(xrefs=True):
        box = BBox(*(mupdf.Rect(info["bbox"]) * page.rotation_matrix))
        if box.width * box.height > _MOST_OF_PAGE * page.rect.width * page.rect.height:
            continue
        if info["xref"] and not info["has-mask"] and _is_plain(page, int(info["xref"])):
            found.append(box)
    return found


def _is_plain(page: PdfPage, xref: int) -> bool:
    pixmap = mupdf.Pixmap(page.parent, xref)
    if pixmap.alpha or pixmap.width * pixmap.height > _MOST_POINTS:
        return False
    tones = np.frombuffer(pixmap.samples, dtype=np.uint8)
    return tones.size > 0 and int(tones.max()) - int(tones.min()) < _CONTRAST


def _same_place(box: BBox, other: BBox) -> bool:
    return all(abs(a - b) <= 1.0 for a, b in zip(box, other, strict=True))


def _painted(page: PdfPage, words: Sequence[PdfWord]) -> list[int | None]:
    """Return when each word was last painted; words at one place are taken in turn."""
    when: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for span in page.get_texttrace():
        for code, _, origin, _ in span["chars"]:
            when.setdefault(_key(*origin), []).append((int(span["seqno"]), chr(code)))
    return [
        max((time for part in w.prints if (time := _time(part, when)) is not None), default=None)
        for w in words
    ]


def _time(part: Print, when: dict[tuple[int, int], list[tuple[int, str]]]) -> int | None:
    """Return when most letters of one print were painted, and take them out of ``when``."""
    times: list[int] = []
    for char, origin in part:
        near = when.get(_key(*origin), [])
        own = next((entry for entry in near if entry[1] == char), None)
        if own is not None:
            near.remove(own)
            times.append(own[0])
    return int(median(times)) if times else None


def _key(x: float, y: float) -> tuple[int, int]:
    return round(x * 2), round(y * 2)


def _struck(words: Sequence[PdfWord], log: Sequence[tuple[str, BBox]]) -> set[int]:
    """Return the words with a bar through their middle."""
    bars = [
        box
        for kind, box in log
        if kind in ("fill-path", "stroke-path") and box.height <= _BAR and box.width > _BAR
    ]
    if not bars:
        return set()
    return {at for at, w in enumerate(words) if w.turn == 0 and _under_bars(_box(w), bars)}


def _under_bars(word: BBox, bars: Sequence[BBox]) -> bool:
    low, high = word.y0 + _BAR_TOP * word.height, word.y0 + _BAR_END * word.height
    width = sum(
        max(0.0, min(bar.x1, word.x1) - max(bar.x0, word.x0))
        for bar in bars
        if low <= bar.center[1] <= high
    )
    return word.width > 0 and width >= _STRUCK * word.width


def _marks(words: Sequence[PdfWord]) -> set[int]:
    """Return the words of pale marks behind the text ("BẢN DỰ THẢO" from edge to edge).

    Large ones are a mark where a word stands over one of them; a name and an hour strewn small over
    the page where words stand over several: no text of a page is printed over.
    """
    pale = [at for at, w in enumerate(words) if _lightest(w.colour) >= _MARK_GREY]
    if not pale or len(pale) == len(words):
        return set()
    known = set(pale)
    text = [_box(w) for at, w in enumerate(words) if at not in known]
    usual = median(w.word.size or 0.0 for at, w in enumerate(words) if at not in known)
    groups: dict[tuple[float, int], list[int]] = {}
    for at in pale:
        groups.setdefault((words[at].word.size or 0.0, words[at].colour), []).append(at)
    marks: set[int] = set()
    for (size, _), group in groups.items():
        over = sum(_is_behind(_box(words[at]), text) for at in group)
        large = size >= _MARK_SIZE * usual
        if over and (large or (over >= _FEWEST_OVER and over >= _SHARE_OVER * len(group))):
            marks |= set(group)
    return marks


def _is_behind(mark: BBox, text: Sequence[BBox]) -> bool:
    return any(mark.contains(*box.center) or box.contains(*mark.center) for box in text)
