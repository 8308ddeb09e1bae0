"""Repairing lines of text: modes, segments, search and the record of changes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, TypeVar

from normalizers.diacritics.context import RepairContext
from normalizers.diacritics.damage import TextQuality, assess, foreign_names
from normalizers.diacritics.decoding.evidence import is_unsure
from normalizers.diacritics.decoding.lattice import Reading
from normalizers.diacritics.decoding.posterior import readings
from normalizers.diacritics.decoding.search import best_paths
from normalizers.diacritics.decoding.segment import Token, tokenize
from normalizers.diacritics.fixed import fixed_forms
from normalizers.diacritics.guard import protected_lines
from normalizers.diacritics.hints import add_context
from normalizers.diacritics.readings import Placed, Reader
from normalizers.diacritics.tagger import load_tagger
from normalizers.diacritics.tagging import add_tags
from normalizers.text.alternative import Alternative
from normalizers.text.change import Change

__all__ = ["Mode", "RepairResult", "repair", "repair_cells", "repair_lines"]

Mode: TypeAlias = Literal["auto", "stripped", "garbled", "ocr", "none"]
Seen: TypeAlias = tuple[Alternative, ...]
_T = TypeVar("_T")
BATCH, BATCH_LETTERS = 160, 24_000
# Below these probabilities a change is only a suggestion.
THRESHOLDS = {"stripped": 0.3, "garbled": 0.2, "ocr": 0.88}
TAG_WEIGHTS = {"stripped": 0.6, "garbled": 0.5, "ocr": 0.4}
WEIGHTS = {"stripped": 1.0, "garbled": 0.9, "ocr": 0.85}
TEMPERATURES = {"stripped": 1.5, "garbled": 1.5, "ocr": 1.0}
NEAR, ROUGHLY = {"stripped": 99.0, "garbled": 9.0, "ocr": 9.0}, 6.0
_LIST_START = re.compile(r"^\s*(?:[-–—•+*●○▪■]|\(?\w{1,3}[.)]\s|Điều\s|Chương\s)")
_LOST_BLANK = {".": 0.95, "-": 0.6}
_SPECKS, _SPECK = ".-:,;'", 0.95
_FIXED = 0.97
_BREAK_END = re.compile(r"[.;:!?]\s*$")


@dataclass(frozen=True, slots=True)
class _Told:
    """What an engine tells of the words of each line."""

    confs: Sequence[Sequence[float] | None] | None
    alternatives: Sequence[Sequence[Seen] | None] | None

    def of(self, line: int) -> tuple[Sequence[float] | None, Sequence[Seen] | None]:
        """Return the confidences and the alternatives of a line's words."""
        confs = self.confs[line] if self.confs else None
        return confs, self.alternatives[line] if self.alternatives else None


@dataclass(frozen=True, slots=True)
class RepairResult:
    """Text after repair, what was changed or suggested, and the mode that was used."""

    text: str
    changes: tuple[Change, ...]
    mode: str


def repair(
    text: str,
    *,
    mode: Mode = "auto",
    context: RepairContext | None = None,
    word_confs: Sequence[float] | None = None,
    alternatives: Sequence[Seen] | None = None,
) -> RepairResult:
    """Repair a text of one or more lines.

    Args:
        text: the text; line breaks and spacing survive.
        mode: what is wrong with it; "auto" looks, "none" changes nothing.
        context: what the rest of the document tells.
        word_confs: confidence 0..1 of each white-space separated word, for mode "ocr".
        alternatives: other letters the engine saw in each of these words, for mode "ocr".

    Returns:
        The repaired text with its changes; their offsets refer to ``text``.
    """
    lines = text.split("\n")
    results = repair_lines(
        lines,
        mode=mode,
        context=context,
        word_confs=_share_out(lines, word_confs),
        alternatives=_share_out(lines, alternatives),
    )
    return _join(lines, results)


def _join(lines: Sequence[str], results: Sequence[RepairResult]) -> RepairResult:
    """Put the results of a text's lines together again."""
    changes: list[Change] = []
    offset = 0
    for line, result in zip(lines, results, strict=True):
        changes += [replace(c, start=c.start + offset, end=c.end + offset) for c in result.changes]
        offset += len(line) + 1
    modes = [r.mode for r in results if r.mode != "none"]
    used = max(set(modes), key=modes.count) if modes else "none"
    return RepairResult("\n".join(r.text for r in results), tuple(changes), used)


def _share_out(
    lines: Sequence[str], of_words: Sequence[_T] | None
) -> list[Sequence[_T] | None] | None:
    if of_words is None:
        return None
    out: list[Sequence[_T] | None] = []
    at = 0
    for line in lines:
        size = len(line.split())
        out.append(of_words[at : at + size])
        at += size
    return out


def repair_lines(
    lines: Sequence[str],
    *,
    mode: Mode = "auto",
    context: RepairContext | None = None,
    word_confs: Sequence[Sequence[float] | None] | None = None,
    alternatives: Sequence[Sequence[Seen] | None] | None = None,
) -> list[RepairResult]:
    """Repair lines that follow one another; wrapped lines are read as one paragraph.

    Args:
        lines: the lines, without line breaks.
        mode: as for :func:`repair`, for every line.
        context: what the rest of the document tells.
        word_confs: for each line the confidences of its white-space separated words, or None.
        alternatives: for each line what else the engine saw in each of these words, or None.

    Returns:
        One result per line, in order.
    """
    modes = _modes(lines, mode)
    told = _Told(word_confs, alternatives)
    results = [RepairResult(line, (), m) for line, m in zip(lines, modes, strict=True)]
    for kind in ("stripped", "garbled", "ocr"):
        segments = [s for s in _segments(lines) if any(modes[n] == kind for n in s)]
        reader = Reader(kind, context)
        kept = protected_lines(lines, reader.attested) if kind == "ocr" and segments else {}
        for batch in _batches(segments, lines):
            _repair_batch(batch, lines, modes, kind, reader, told, kept, results)
    return results


def repair_cells(
    texts: Sequence[str],
    *,
    mode: Mode = "auto",
    context: RepairContext | None = None,
    columns: Sequence[str | None] | None = None,
    word_confs: Sequence[Sequence[float] | None] | None = None,
    alternatives: Sequence[Sequence[Seen] | None] | None = None,
) -> list[RepairResult]:
    """Repair table cells, each by itself but all in one go, several times as fast as singly.

    Args:
        texts: the cells' texts; they may hold line breaks.
        mode: as for :func:`repair`; "auto" judges the cells of a column together.
        context: what the rest of the document tells; its own column is not used.
        columns: kind of each cell's column ("owner", ...), or None.
        word_confs: for each cell the confidences of its words, or None.
        alternatives: for each cell what else the engine saw in each of its words, or None.

    Returns:
        One result per cell, in order.
    """
    kinds = list(columns) if columns is not None else [None] * len(texts)
    results: list[RepairResult] = [RepairResult(text, (), "none") for text in texts]
    for kind in dict.fromkeys(kinds):
        numbers = [n for n, k in enumerate(kinds) if k == kind]
        lines = [line for n in numbers for line in (*texts[n].split("\n"), "")]
        about = replace(context or RepairContext(), column=kind)
        found = iter(
            repair_lines(
                lines,
                mode=mode,
                context=about,
                word_confs=_by_line(texts, numbers, word_confs),
                alternatives=_by_line(texts, numbers, alternatives),
            )
        )
        for n in numbers:
            own = texts[n].split("\n")
            results[n] = _join(own, [next(found) for _ in own])
            next(found)
    return results


def _by_line(
    texts: Sequence[str], numbers: Sequence[int], of_cells: Sequence[Sequence[_T] | None] | None
) -> list[Sequence[_T] | None] | None:
    """Return what is told of some cells' words, line by line, None after each cell."""
    if of_cells is None:
        return None
    out: list[Sequence[_T] | None] = []
    for n in numbers:
        own = texts[n].split("\n")
        out += [*(_share_out(own, of_cells[n]) or [None] * len(own)), None]
    return out


def _modes(lines: Sequence[str], mode: Mode) -> list[str]:
    if mode != "auto":
        return [mode if line.strip() else "none" for line in lines]
    whole = assess("\n".join(lines))
    return [_line_mode(line, whole) for line in lines]


def _line_mode(line: str, whole: TextQuality) -> str:
    """Return the mode of one line: its own verdict where it is long enough to have one.

    In a sound document a line must be plainly damaged before it is touched; in a damaged one a
    line must be plainly sound to be left alone.
    """
    if not line.strip():
        return "none"
    general = _mode_of(whole.kind)
    own = assess(line)
    if own.words < 6 or own.kind == whole.kind:
        return general
    if whole.kind == "good":
        return own.kind if own.kind in ("stripped", "garbled") and own.score < 0.3 else "none"
    if own.kind == "good" or (own.kind == "foreign" and general != "garbled"):
        return "none"
    return general if own.kind in ("stripped", "foreign") else _mode_of(own.kind)


def _mode_of(kind: str) -> str:
    return kind if kind in THRESHOLDS else "none"


def _segments(lines: Sequence[str]) -> list[list[int]]:
    """Group the numbers of lines that read on from one to the next."""
    width = max((len(line) for line in lines), default=0)
    groups: list[list[int]] = []
    for number, line in enumerate(lines):
        if groups and _reads_on(lines[number - 1], line, width):
            groups[-1].append(number)
        elif line.strip():
            groups.append([number])
    return groups


def _batches(segments: list[list[int]], lines: Sequence[str]) -> Iterator[list[list[int]]]:
    """Yield segments of about the same length together: a batch takes as long as its longest."""
    sizes = {segment[0]: sum(len(lines[n]) for n in segment) for segment in segments}
    batch: list[list[int]] = []
    for segment in sorted(segments, key=lambda s: sizes[s[0]]):
        if batch and (len(batch) == BATCH or sizes[segment[0]] * len(batch) > BATCH_LETTERS):
            yield batch
            batch = []
        batch.append(segment)
    if batch:
        yield batch


def _reads_on(before: str, line: str, width: int) -> bool:
    if not before.strip() or not line.strip() or _BREAK_END.search(before):
        return False
    if _LIST_START.match(line):
        return False
    return line.strip()[0].islower() or len(before.rstrip()) > 0.7 * width


def _repair_batch(
    segments: list[list[int]],
    lines: Sequence[str],
    modes: list[str],
    kind: str,
    reader: Reader,
    told: _Told,
    kept: Mapping[int, list[tuple[int, int]]],
    results: list[RepairResult],
) -> None:
    fixed = _fixed(segments, lines) if kind != "stripped" else []
    spans = {(f.line, n) for f in fixed for n in range(f.start, f.end)}
    placed = [_place(segment, lines, modes, kind, told, spans) for segment in segments]
    lattices = [reader.lattice(tokens) for tokens in placed]
    weight = WEIGHTS[kind]
    if kind == "stripped":
        spots = [reader.spots(tokens) for tokens in placed]
    else:
        first = best_paths(lattices, reader.model, weight=weight, beam=4, near=ROUGHLY)
        spots = [reader.path_spots(path, lines) for path in first]
    tagger = load_tagger()
    if tagger is not None:
        add_tags(lattices, spots, tagger, TAG_WEIGHTS[kind])
    add_context(lattices, spots, reader.hints, reader.model)
    paths = best_paths(lattices, reader.model, weight=weight, near=NEAR[kind])
    chosen = readings(lattices, paths, reader.model, weight=weight, temperature=TEMPERATURES[kind])
    if kind != "stripped":
        chosen += [reading for tokens in placed for reading in _lost_blanks(tokens)]
        chosen = [c for c in chosen if (c.line, c.start) not in spans] + fixed
    by_line: dict[int, list[Reading]] = {}
    for reading in chosen:
        by_line.setdefault(reading.line, []).append(reading)
    for number, found in by_line.items():
        if modes[number] == kind:
            results[number] = _rewrite(lines[number], found, kind, kept.get(number, ()))


def _fixed(segments: list[list[int]], lines: Sequence[str]) -> list[Reading]:
    """Return the readings of fixed forms; no word in them is read in any other way."""
    return [
        Reading(number, start, end, text, _FIXED)
        for segment in segments
        for number in segment
        for start, end, text in fixed_forms(lines[number])
    ]


def _place(
    segment: list[int],
    lines: Sequence[str],
    modes: list[str],
    kind: str,
    told: _Told,
    fixed: set[tuple[int, int]],
) -> list[Placed]:
    placed = []
    for number in segment:
        active = modes[number] == kind
        confs, seen = told.of(number)
        chunks = [m.span() for m in re.finditer(r"\S+", lines[number])] if confs or seen else []
        ends = [end for _, end in chunks]
        for token in tokenize(lines[number], noisy=kind != "stripped" and active):
            at = bisect_left(ends, token.end)
            conf = confs[at] if confs else None
            nearly = _within(seen[at], token, chunks[at][0]) if seen else None
            free = active and (number, token.start) not in fixed
            placed.append(Placed(number, token, free, conf, nearly))
    return placed


def _within(seen: Seen, token: Token, start: int) -> Seen:
    """Return a chunk's alternatives that lie in the token, counted from its first letter."""
    shift = token.start - start
    moved = (Alternative(a.start - shift, a.end - shift, a.text, a.share) for a in seen)
    return tuple(a for a in moved if a.start >= 0 and a.end <= len(token.text))


def _lost_blanks(placed: Sequence[Placed]) -> list[Reading]:
    """Read a stray sign between two words, the second in small letters, as a blank.

    A sign the engine nearly read otherwise is a speck rather than a sign.
    """
    found = []
    for at, (left, mark, right) in enumerate(zip(placed, placed[1:], placed[2:], strict=False)):
        a, b, c = left.token, mark.token, right.token
        together = left.line == right.line and a.end == b.start and b.end == c.start
        words = a.kind == c.kind == "word" and min(len(a.text), len(c.text)) > 1
        if not (together and words and mark.active and c.text[0].islower()):
            continue
        if _is_dash(placed, at - 1, a.start) or _is_dash(placed, at + 3, c.end):
            continue  # a foreign name in syllables ("Rô-mê-ô")
        speck = b.text in _SPECKS and is_unsure(mark.confidence, mark.seen)
        probability = _SPECK if speck else _LOST_BLANK.get(b.text, 0.0)
        if probability:
            found.append(Reading(mark.line, b.start, b.end, " ", probability))
    return found


def _is_dash(placed: Sequence[Placed], number: int, border: int) -> bool:
    """Say whether the token of this number is a dash that touches the border."""
    if not 0 <= number < len(placed) or placed[number].token.text != "-":
        return False
    return border in (placed[number].token.start, placed[number].token.end)


def _rewrite(
    line: str, found: list[Reading], kind: str, kept: Sequence[tuple[int, int]]
) -> RepairResult:
    """Return the line with its likely readings; those of what must be kept are only suggested."""
    parts: list[str] = []
    changes: list[Change] = []
    at = 0
    fixed = {(f[0], f[1]) for f in fixed_forms(line)} if kept else set()
    names = foreign_names(line) if kind == "ocr" else []
    for reading in sorted(found, key=lambda r: r.start):
        original = line[reading.start : reading.end]
        if reading.surface in ("", original):
            continue
        in_name = any(a <= reading.start and reading.end <= b for a, b in names)
        barred = (reading.start, reading.end) not in fixed and any(
            a <= reading.start and reading.end <= b for a, b in kept
        )
        applied = reading.probability >= THRESHOLDS[kind] and not in_name and not barred
        changes.append(
            Change(
                reading.start, reading.end, original, reading.surface, reading.probability, applied
            )
        )
        if applied:
            parts += [line[at : reading.start], reading.surface]
            at = reading.end
    parts.append(line[at:])
    return RepairResult("".join(parts), tuple(changes), kind)
