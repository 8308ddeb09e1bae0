"""Corrections of reviewers as a file: for the next run here, and for another office.

One file serves both: its lines are spellings and the roles they stand for, as ``run --roles``
reads them; words that were misread stand in lines that begin with ``#chữ``, comments to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

import sqlalchemy as sa

from normalizers.owners import default_synonyms
from normalizers.owners.synonyms import tokens_of, tsv_pairs
from normalizers.text.lines import one_line
from pipeline.dataset import reviewing
from pipeline.dataset.atomic import write_text
from pipeline.dataset.store import Store
from pipeline.dataset.tables import events, items
from pipeline.edits.events import Event, in_force
from pipeline.errors import UsageError
from pipeline.review.alike import TEXT_FIELDS, replaced_word

__all__ = [
    "CORRECTIONS_FILE",
    "Corrections",
    "corrections_of",
    "known",
    "load",
    "merged",
    "parsed",
    "save",
    "take_in",
    "told",
]

CORRECTIONS_FILE: Final = "corrections.tsv"
"""Name in the output folder; a run there reads it by itself."""

_WORD: Final = "#chữ"
_AT_ONCE: Final = 500  # ids in one query; SQLite takes 32,766

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Corrections:
    """What reviewers taught.

    Attributes:
        roles: owner as written to the name of the role it stands for.
        words: (column, wrong word, right word) to how often it was corrected so.
    """

    roles: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[tuple[str, str, str], int] = field(default_factory=dict)


def corrections_of(store: Store) -> Corrections:
    """Return what the events in force of a dataset teach.

    A spelling given two roles, and a word corrected to two others, teach nothing.
    """
    said = _edits(store)
    owners = _owners(store, said)
    roles = _agreed(_role_pairs(said, owners))
    words: Counter[tuple[str, str, str]] = Counter(
        (name, *pair) for event in said for name, pair in _word_pairs(event)
    )
    sure = _agreed(((name, wrong), right) for name, wrong, right in words)
    return Corrections(
        roles,
        {(name, wrong, right): words[name, wrong, right] for (name, wrong), right in sure.items()},
    )


def _edits(store: Store) -> list[Event]:
    with store.reading() as connection:
        touched = sorted(connection.execute(sa.select(events.c.document_id).distinct()).scalars())
        said = [e for name in touched for e in in_force(reviewing.events_of(connection, name))]
    return [event for event in said if event.op == "edit"]


def _owners(store: Store, said: Iterable[Event]) -> dict[str, str]:
    """Return the owner as it counts of every row somebody edited."""
    wanted = sorted({event.item_id for event in said if "owners" in event.after})
    found: dict[str, str] = {}
    with store.reading() as connection:
        for at in range(0, len(wanted), _AT_ONCE):
            here = items.c.item_id.in_(wanted[at : at + _AT_ONCE])
            rows = connection.execute(sa.select(items.c.item_id, items.c.owner).where(here))
            found.update((row.item_id, row.owner) for row in rows)
    return found


def _role_pairs(said: Iterable[Event], owners: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield owner and role where a person set the role of a text that stayed."""
    known = default_synonyms()
    for event in said:
        owner, role = owners.get(event.item_id, ""), str(event.after.get("owners", ""))
        if "owner" in event.after or not owner or not role or ";" in role:
            continue
        if known.exact.get(tokens_of(owner)) != role:
            yield owner, role


def _word_pairs(event: Event) -> Iterator[tuple[str, tuple[str, str]]]:
    for name in TEXT_FIELDS:
        before, after = event.before.get(name), event.after.get(name)
        pair = replaced_word(str(before), str(after)) if before and after else None
        if pair:
            yield name, pair


def _agreed(pairs: Iterable[tuple[K, str]]) -> dict[K, str]:
    """Return the pairs whose first side never stands for two things."""
    found: dict[K, set[str]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return {key: next(iter(values)) for key, values in found.items() if len(values) == 1}


def known(store: Store, out: Path) -> Corrections:
    """Return what reviewers of this dataset taught, with the file of its folder if there is one."""
    path = out / CORRECTIONS_FILE
    own = corrections_of(store)
    return merged(own, load(path)) if path.is_file() else own


def take_in(given: Corrections, out: Path) -> Corrections:
    """Merge another office's corrections into the folder's file; return what both teach.

    Raises:
        UsageError: a line of the folder's file has another shape.
        OutputError: the file cannot be written.
    """
    path = out / CORRECTIONS_FILE
    both = merged(load(path), given) if path.is_file() else given
    save(both, path)
    return both


def save(corrections: Corrections, path: Path) -> None:
    """Write corrections as a file.

    Raises:
        OutputError: it cannot be written.
    """
    write_text(path, told(corrections))


def told(corrections: Corrections) -> str:
    """Return corrections as the text of a file."""
    lines = [
        "# Cách viết<TAB>tên vai trò: dùng với `kehoach run --roles TỆP`.",
        f"# Dòng {_WORD}: cột, chữ sai, chữ đúng, số lần sửa.",
        *(f"{one_line(spelling)}\t{role}" for spelling, role in sorted(corrections.roles.items())),
        *(
            "\t".join((_WORD, name, wrong, right, str(count)))
            for (name, wrong, right), count in sorted(corrections.words.items())
        ),
    ]
    return "\n".join(lines) + "\n"


def load(path: Path) -> Corrections:
    """Return the corrections of a file.

    Raises:
        UsageError: the file cannot be read, or a line has another shape.
    """
    try:
        return parsed(path.read_text("utf-8-sig"), str(path))
    except (OSError, ValueError) as error:
        raise _unreadable(str(path), error) from error


def parsed(text: str, name: str = CORRECTIONS_FILE) -> Corrections:
    """Return the corrections that the text of a file tells.

    Args:
        text: of the file.
        name: of the file, for the error.

    Raises:
        UsageError: a line has another shape.
    """
    try:
        tsv_pairs(text)  # what ``run --roles`` asks of the file
        rows = [line.split("\t") for line in text.splitlines() if line.strip()]
        words = {(r[1], r[2], r[3]): int(r[4]) for r in rows if r[0] == _WORD}
    except (ValueError, IndexError) as error:
        raise _unreadable(name, error) from error
    return Corrections({r[0]: r[1] for r in rows if not r[0].startswith("#")}, words)


def _unreadable(name: str, error: Exception) -> UsageError:
    return UsageError(
        f"Không đọc được tệp sửa lỗi '{name}': {error}. Hãy dùng tệp do "
        "`kehoach corrections export` ghi ra."
    )


def merged(own: Corrections, other: Corrections) -> Corrections:
    """Return both together; where they differ on a role, one's own stays."""
    words = Counter(dict(own.words))
    words.update(dict(other.words))
    return Corrections({**other.roles, **own.roles}, dict(words))
