"""The bars repair has to clear, checked against the figures of one run of ``benchmarks.repair``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Bar", "bars"]

SPEED, MEMORY = 3000, 400


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what is measured, the figure, the least (or most) it may be."""

    name: str
    figure: float
    limit: float
    at_most: bool = False

    @property
    def holds(self) -> bool:
        """Say whether the figure clears the bar."""
        return self.figure <= self.limit if self.at_most else self.figure >= self.limit

    def __str__(self) -> str:
        sign = "at most" if self.at_most else "at least"
        verdict = "holds" if self.holds else "DOES NOT HOLD"
        return f"{verdict:13s} {self.name}: {self.figure:.4f}, {sign} {self.limit}"


def bars(
    rows: Sequence[Mapping[str, object]], speeds: Mapping[str, float], added: float
) -> Iterator[Bar]:
    """Yield the bars that the figures allow to check.

    Args:
        rows: the rows of this project's engine as ``report`` returns them.
        speeds: words a second of one core by mode.
        added: peak memory added, MB.
    """
    for row in rows:
        figures = {k: v for k, v in row.items() if isinstance(v, (int, float))}
        match row["set"], row["variant"]:
            case "a", "all":
                yield Bar("a: stripped words right", figures["accuracy"], 0.985)
            case "b", "office":
                yield Bar("b: words right, English engine, office", figures["accuracy"], 0.95)
            case "c", "all":
                yield Bar("c: word errors gone", figures["gone"], 0.40)
            case "d", "all":
                yield Bar("d: sound words changed", figures["changed"], 0.0005, at_most=True)
            case "e", variant if variant != "all":
                yield Bar(f"e: cells wholly right, {variant}", figures["whole"], 0.93)
    for mode, speed in speeds.items():
        yield Bar(f"words a second, {mode}", speed, SPEED)
    if added:
        yield Bar("peak memory added, MB", added, MEMORY, at_most=True)
