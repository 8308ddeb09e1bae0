"""The fast reader's words as the language makes them likeliest, and what speaks for each.

The network sees letters; between "kiếm" and "kiểm" the repair model decides by the words around and
by what else the network saw. Nothing is decided that the repair of pages would not decide as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.images.sheet import Sheet
from extractors.ocr.belief import PUNCTUATION
from extractors.ocr.engines import OcrWord, PixelBox
from extractors.ocr.ink import around_ink
from extractors.ocr.lines.ctc import Glyph, Spelled
from extractors.ocr.lines.fast import FastLine
from extractors.ocr.lines.language import word_scores
from extractors.ocr.lines.speller import Spelling, spellings
from normalizers.diacritics import RepairResult, repair_lines
from normalizers.text.alternative import Alternative
from normalizers.text.change import Change
from normalizers.text.syllables import is_syllable

__all__ = ["Decoded", "DecodedLine", "decoded", "placed"]

_SURE = 0.9
"""Belief in every letter of a word from which it needs no other opinion."""

_SURELY_SPELLED = 0.95
"""Share of a spelling among a word's from which the repair is not asked, which costs ten times as
much: three lines in four need it no more."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A word of a line after the language was heard.

    Attributes:
        text: as it is likeliest.
        raw: as the network saw it, blanks and all.
        steps: from its first step on the line to after its last.
        box: that of its line, or its ink once it is ``placed``; pixels of the page.
        conf: belief of the network in all its characters (0..1),
        weakest: and in the least sure one.
        changed: probability of what the language changed in it (0..1); 0 for nothing.
        doubted: probability of a change that was not sure enough to be made.
        language: log probability (nats) after the words before it.
        alternatives: what else the network saw; empty where the word was changed.
    """

    text: str
    raw: str
    steps: tuple[int, int]
    box: PixelBox
    conf: float
    weakest: float
    changed: float
    doubted: float
    language: float
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class DecodedLine:
    """A line of the fast reader with its words."""

    line: FastLine
    words: tuple[Decoded, ...]

    @property
    def text(self) -> str:
        """Its words with blanks between them."""
        return " ".join(word.text for word in self.words)

    def as_words(self, confs: Sequence[float], number: int) -> tuple[OcrWord, ...]:
        """Return its words as an engine's, with these confidences, on line ``number``."""
        return tuple(
            OcrWord(word.text, word.box, conf, (1, 1, number), word.alternatives)
            for word, conf in zip(self.words, confs, strict=True)
        )


def decoded(paragraphs: Sequence[Sequence[FastLine]]) -> list[list[DecodedLine]]:
    """Return lines with the words the language makes likeliest, each as long as its line still.

    Args:
        paragraphs: lines that follow one another, of a cell or a column of prose.
    """
    lines = [line for paragraph in paragraphs for line in paragraph]
    spelled = [line.words for line in lines]
    words = iter(spelled)
    repaired = _repaired([[next(words) for _ in paragraph] for paragraph in paragraphs])
    made = iter(_all_decoded(lines, spelled, repaired))
    return [[next(made) for _ in paragraph] for paragraph in paragraphs]


def _repaired(paragraphs: Sequence[Sequence[Sequence[Spelled]]]) -> list[RepairResult]:
    """Return each line as it is likeliest: first spelled, and where that leaves a doubt repaired.

    Lines that follow one another are told as such; an empty line parts all others.
    """
    every = [words for paragraph in paragraphs for words in paragraph]
    spelled = [
        _as_result(words, found) for words, found in zip(every, spellings(every), strict=True)
    ]
    flat: list[Sequence[Spelled]] = []
    places: list[int | None] = []
    for paragraph in paragraphs:
        flat.append([])
        for words in paragraph:
            plain = spelled[len(places)] is not None
            places.append(None if plain else len(flat))
            flat.append([] if plain else words)
    results = repair_lines(
        [_joined(words) for words in flat],
        mode="ocr",
        word_confs=[[word.conf for word in words] for words in flat],
        alternatives=[[word.alternatives for word in words] for words in flat],
    )
    return [
        made if made is not None else results[place or 0]
        for made, place in zip(spelled, places, strict=True)
    ]


def _as_result(words: Sequence[Spelled], found: Sequence[Spelling]) -> RepairResult | None:
    """Return a line as spelled, with its changes; None where a word of it is in doubt still."""
    changes: list[Change] = []
    at = 0
    for word, said in zip(words, found, strict=True):
        if not _is_plain(word, said):
            return None
        end = at + len(word.text)
        if said.text != word.text:
            changes.append(Change(at, end, word.text, said.text, said.share))
        at = end + 1
    return RepairResult(" ".join(said.text for said in found), tuple(changes), "ocr")


def _joined(words: Sequence[Spelled]) -> str:
    return " ".join(word.text for word in words)


def _is_plain(word: Spelled, said: Spelling) -> bool:
    """Say whether a word needs no further thought: Vietnamese, and surely seen or spelled."""
    core = said.text.strip(PUNCTUATION)
    known = is_syllable(core.lower()) or not any(c.isalpha() for c in core)
    return known and (word.weakest >= _SURE or said.share >= _SURELY_SPELLED)


def _all_decoded(
    lines: Sequence[FastLine],
    spelled: Sequence[Sequence[Spelled]],
    repaired: Sequence[RepairResult],
) -> list[DecodedLine]:
    """Return lines after repair; how likely their words are is asked in one go."""
    made = []
    for words, result in zip(spelled, repaired, strict=True):
        made.append(_as_words(_pieces(_joined(words), [c for c in result.changes if c.applied])))
    scores = word_scores([[_said(pieces) for pieces in words] for words in made])
    out = []
    for n, line in enumerate(lines):
        offers = [change for change in repaired[n].changes if not change.applied]
        letters = _letters(spelled[n])
        found = (
            _word(line, letters, pieces, offers, score)
            for pieces, score in zip(made[n], scores[n], strict=True)
        )
        out.append(DecodedLine(line, tuple(word for word in found if word is not None)))
    return out


@dataclass(frozen=True, slots=True)
class _Piece:
    """Letters of the outcome that come from one stretch of the text as read."""

    text: str
    start: int
    end: int
    change: Change | None


def _pieces(text: str, changes: Sequence[Change]) -> list[_Piece]:
    """Return the text after changes, letter by letter where nothing changed."""
    out: list[_Piece] = []
    at = 0
    for change in sorted(changes, key=lambda change: change.start):
        out += [_Piece(text[n], n, n + 1, None) for n in range(at, change.start)]
        parts = change.replacement.split(" ")
        wide = (change.end - change.start) / len(parts)
        for n, part in enumerate(parts):
            if n:
                out.append(_Piece(" ", change.start, change.start, None))
            start = change.start + round(n * wide)
            out.append(_Piece(part, start, change.start + round((n + 1) * wide), change))
        at = change.end
    return out + [_Piece(text[n], n, n + 1, None) for n in range(at, len(text))]


def _as_words(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    out: list[list[_Piece]] = [[]]
    for piece in pieces:
        if piece.text == " ":
            out.append([])
        elif piece.text:
            out[-1].append(piece)
    return [word for word in out if word]


def _said(pieces: Sequence[_Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _letters(spelled: Sequence[Spelled]) -> list[tuple[Glyph, Spelled] | None]:
    """Return the letter at each place of a line's text and its word; None at blanks."""
    out: list[tuple[Glyph, Spelled] | None] = []
    for word in spelled:
        out += [(glyph, word) for glyph in word.glyphs]
        out.append(None)
    return out


def _word(
    line: FastLine,
    letters: Sequence[tuple[Glyph, Spelled] | None],
    pieces: Sequence[_Piece],
    offers: Sequence[Change],
    language: float,
) -> Decoded | None:
    """Return a word of the outcome with what speaks for it; None if no letter of it was seen."""
    start, end = pieces[0].start, pieces[-1].end
    own = [letter for letter in letters[start : max(end, start + 1)] if letter is not None]
    if not own:
        return None
    changed = [piece.change.probability for piece in pieces if piece.change is not None]
    doubted = [c.probability for c in offers if c.start < end and c.end > start]
    source = {id(word): word for _, word in own}.values()
    whole = next(iter(source)) if len(source) == 1 else None
    kept = whole.alternatives if whole and whole.text == _said(pieces) else ()
    conf = 1.0
    for glyph, _ in own:
        conf *= glyph.conf
    return Decoded(
        _said(pieces),
        " ".join(word.text for word in source),
        (own[0][0].start, own[-1][0].end),
        line.box,
        conf,
        min(glyph.conf for glyph, _ in own),
        min(changed) if changed else 0.0,
        max(doubted, default=0.0),
        language,
        kept,
    )


def placed(sheet: Sheet, found: DecodedLine) -> DecodedLine:
    """Return a line, its words with their ink: it is cut in the middle between two of them."""
    line = found.line
    left, right = line.cut
    step = (right - left) / max(1, line.seen.steps)
    cuts = [float(line.box.x0)]
    cuts += [left + step * (a.steps[1] + b.steps[0]) / 2 for a, b in pairwise(found.words)]
    cuts.append(float(line.box.x1))
    out = []
    for word, (x0, x1) in zip(found.words, pairwise(cuts), strict=bool(found.words)):
        start = min(max(line.box.x0, round(x0)), line.box.x1 - 1)
        part = line.box._replace(x0=start, x1=max(start + 1, min(line.box.x1, round(x1))))
        out.append(replace(word, box=around_ink(sheet.gray, part)))
    return replace(found, words=tuple(out))
