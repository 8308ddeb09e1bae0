"""Examples for the models of ``extractors.ocr.lines.judge``: evidence, and what was right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.readers.readings import ReadLine, rightness
from extractors.ocr.lines.align import stretches
from extractors.ocr.lines.decode import DecodedLine, decoded
from extractors.ocr.lines.judge import line_evidence
from extractors.ocr.lines.pair import Met, meetings

__all__ = ["Examples", "Judged", "fast_examples", "judged"]


@dataclass(slots=True)
class Examples:
    """Evidence and verdicts of one model."""

    evidence: list[dict[str, float]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)

    def add(self, evidence: dict[str, float], right: bool) -> None:
        """Keep one."""
        self.evidence.append(evidence)
        self.right.append(right)


@dataclass(frozen=True, slots=True)
class Judged:
    """A stretch of a line and which reader has it right."""

    met: Met
    engine: bool
    fast: bool


def decode_all(lines: Sequence[ReadLine]) -> list[DecodedLine]:
    """Return the fast reader's lines as the language makes them likeliest, each by itself."""
    return [one for (one,) in decoded([[line.fast] for line in lines])]


def fast_examples(lines: Sequence[ReadLine], said: Sequence[DecodedLine]) -> Examples:
    """Return what speaks for each word of the fast reader, and whether it was right."""
    out = Examples()
    for line, one in zip(lines, said, strict=True):
        right = rightness([word.text for word in one.words], line.printed)
        for evidence, verdict in zip(line_evidence(one.words), right, strict=True):
            out.add(evidence, verdict)
    return out


def judged(lines: Sequence[ReadLine], said: Sequence[DecodedLine]) -> Iterable[list[Judged]]:
    """Yield the stretches of each line with who has them right."""
    for line, one in zip(lines, said, strict=True):
        met = meetings(line.engine, one)
        engine = _parts_right([[w.text for w in m.engine] for m in met], line.printed)
        fast = _parts_right([[w.text for w in m.fast] for m in met], line.printed)
        yield [Judged(m, e, f) for m, e, f in zip(met, engine, fast, strict=True)]


def _parts_right(parts: Sequence[Sequence[str]], printed: str) -> list[bool]:
    """Return which parts of a reading are right; an empty one is if nothing is lost there."""
    words = [word for part in parts for word in part]
    right = rightness(words, printed)
    lost = _lost_before(words, printed)
    out, at = [], 0
    for part in parts:
        if part:
            out.append(all(right[at : at + len(part)]))
        else:
            out.append(at not in lost)
        at += len(part)
    return out


def _lost_before(words: Sequence[str], printed: str) -> set[int]:
    """Return the places among the words at which a printed word is missing or not right."""
    lost: set[int] = set()
    true = printed.split()
    for part in stretches(words, true):
        if words[part.first] != true[part.second]:
            lost |= set(range(part.first.start, part.first.stop + 1))
    return lost
