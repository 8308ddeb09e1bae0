"""A lattice of readings: which words may stand where, at what cost.

Nodes are numbered from 0 in reading order; node 0 is the start of the segment. An edge spans from
one node to a later one and reads the characters between as one word. A token that may be two words
has an inner node; two tokens that may be one word have an edge over both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["Edge", "Lattice", "Reading"]


class Edge(NamedTuple):
    """One reading of a stretch of text.

    Attributes:
        src: node before the stretch.
        dst: node after it.
        word: language-model id.
        cost: log probability of the text given the word (channel), at most about 0.
        line: number of the line the stretch stands on.
        start: offset of its first character in the line.
        end: offset after its last character.
        surface: what to write; "" keeps the characters as they stand.
    """

    src: int
    dst: int
    word: int
    cost: float
    line: int
    start: int
    end: int
    surface: str = ""

    def dearer(self, amount: float) -> Edge:
        """Return the edge with ``amount`` added to its cost."""
        cost = self.cost + amount
        return Edge(
            self.src, self.dst, self.word, cost, self.line, self.start, self.end, self.surface
        )


@dataclass(slots=True)
class Lattice:
    """The readings of one segment; ``nodes`` counts the nodes, the start included."""

    nodes: int = 1
    edges: list[Edge] = field(default_factory=list)

    def grow(self, count: int = 1) -> int:
        """Add nodes and return the number of the last one."""
        self.nodes += count
        return self.nodes - 1


@dataclass(frozen=True, slots=True)
class Reading:
    """The chosen reading of one stretch, with the probability that it is right."""

    line: int
    start: int
    end: int
    surface: str
    probability: float
