"""What a run does with output that is there and output that fails, as OCR-D names it.

``existing``: a document that is in the dataset is skipped, made anew (overwrite), or stops the run
before anything is read (abort). ``missing``: what cannot be read is a row that says so (skip),
leaves the rows of an earlier reading where there are any (copy), or stops the run (abort).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from pipeline.errors import ExistingOutputError, MissingOutputError, RunError, TooManyFailuresError
from pipeline.model import Document

__all__ = ["EXISTING", "MISSING", "Checkpoints", "Existing", "Missing", "Stops"]

Existing: TypeAlias = Literal["skip", "overwrite", "abort"]
Missing: TypeAlias = Literal["skip", "copy", "abort"]

EXISTING: Final[tuple[Existing, ...]] = ("skip", "overwrite", "abort")
MISSING: Final[tuple[Missing, ...]] = ("skip", "copy", "abort")

FEWEST: Final = 20
"""Documents before a rate of failures says anything."""


@dataclass(frozen=True, slots=True)
class Checkpoints:
    """When a run goes on and when it stops.

    Attributes:
        existing: what becomes of a document that is in the dataset.
        missing: what becomes of one that cannot be read whole.
        max_failures: share of failed documents (0 to 1) beyond which the run stops, looked at from
            ``FEWEST`` documents on; 1 never stops.
    """

    existing: Existing = "skip"
    missing: Missing = "skip"
    max_failures: float = 1.0

    def refuse_existing(
        self, sources: Iterable[str], there: Callable[[], Iterable[Document]]
    ) -> None:
        """Stop before anything is read if a file's document is in the dataset.

        Args:
            sources: the files of the run, as the dataset names them.
            there: tells the documents of the dataset; asked only where it matters.

        Raises:
            ExistingOutputError: it is, and ``existing`` is "abort".
        """
        if self.existing != "abort":
            return
        known = {document.source for document in there()}
        found = [source for source in sources if source in known]
        if found:
            raise ExistingOutputError(found[0], len(found))


@dataclass(slots=True)
class Stops:
    """Counts what became of documents read, and says when the run has to stop."""

    checkpoints: Checkpoints
    read: int = 0
    failed: int = 0
    why: RunError | None = field(default=None)

    def count(self, document: Document) -> bool:
        """Count a document; say whether the run has to stop (``why`` says for what reason)."""
        self.read += 1
        if document.status not in ("failed", "partial"):
            return False
        self.failed += 1
        if self.checkpoints.missing == "abort":
            self.why = self.why or MissingOutputError(document.source, document.error)
        elif self.read >= FEWEST and self.failed > self.checkpoints.max_failures * self.read:
            self.why = self.why or TooManyFailuresError(self.failed, self.read)
        return self.why is not None
