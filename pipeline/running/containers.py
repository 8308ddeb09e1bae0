"""Archives and mails of a run: the files they hold are read in their place, by their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from extractors.errors import NoPagesError
from extractors.formats import Limits
from extractors.formats.containers import Member, laid_out, unpack
from extractors.formats.office import is_old_office
from extractors.formats.office_bulk import GROUP, convert_group
from pipeline.dataset.originals import shown_name, unpacked_folder
from pipeline.dataset.store import Store
from pipeline.model import Identity
from pipeline.running.run_log import log
from pipeline.running.seen import Seen, look
from pipeline.running.sources import display_name, is_hidden, is_left_out
from pipeline.running.work import NO_BYTES, Probe, error_text
from pipeline.running.workers import Failure, Workers

__all__ = ["Entry", "drop_earlier_members", "entries_of"]

_AT_ONCE: Final = 500
"""Files opened before what they told is kept: a killed run opens no more than these again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document to read.

    Attributes:
        path: where its bytes lie.
        identity: its hash, and its name: of a file in a container "nop.zip/truong-a/KH.pdf".
        found: what opening it told.
        container: the name of the file it came in, "" if it is a file of its own.
        left_out: files of its container that are no plans, told once.
    """

    path: Path
    identity: Identity
    found: Probe
    container: str = ""
    left_out: tuple[str, ...] = ()


def entries_of(
    files: Iterable[Path],
    out: Path,
    workers: Workers,
    limits: Limits,
    seen: Seen,
    base: Path | None = None,
) -> list[Entry]:
    """Look at every file, open those not seen before; files in an archive stand in its place.

    A container that cannot be unpacked is an entry itself, with its error.

    Raises:
        StoppedError: the run was stopped.
    """
    files = list(files)
    probes = _probed(files, workers, limits, seen)
    unpacked = _unpacked(files, probes, out, workers, limits)
    entries: list[Entry] = []
    for path, found in zip(files, probes, strict=True):
        name, members = display_name(path, base), unpacked.get(path)
        if isinstance(members, Failure):
            log.error("%s: %s\n%s", path, members.error, members.trace)
            found = Probe(found.document_id, error=members.error)
        if isinstance(members, tuple):
            entries += _members(name, path, found, members, workers, limits, seen)
        else:
            entries.append(Entry(path, Identity(found.document_id, name), found))
    return entries


def _probed(files: Sequence[Path], workers: Workers, limits: Limits, seen: Seen) -> list[Probe]:
    """Return what opening the files tells; those that look as before are not opened."""
    looks = [look(path) for path in files]
    told = [seen.known(path, now) for path, now in zip(files, looks, strict=True)]
    new = [at for at, known in enumerate(told) if known is None]
    for start in range(0, len(new), _AT_ONCE):
        part = new[start : start + _AT_ONCE]
        paths = [files[at] for at in part]
        _convert_ahead(paths, workers, limits)
        found = workers.probe_all(paths)
        seen.keep(zip(paths, [looks[at] for at in part], found, strict=True))
        for at, probe in zip(part, found, strict=True):
            told[at] = probe
    return [probe for probe in told if probe is not None]


def _unpacked(
    files: Sequence[Path], probes: Sequence[Probe], out: Path, workers: Workers, limits: Limits
) -> dict[Path, tuple[Member, ...] | Failure]:
    """Return the members of every container, or why there are none."""
    folder = unpacked_folder(out)
    inside = {path: p for path, p in zip(files, probes, strict=True) if p.container}
    known = {path: laid_out(folder, probe.document_id) for path, probe in inside.items()}
    new = [path for path, members in known.items() if members is None]
    done = workers.each(unpack, new, folder, limits)
    there = {path: members for path, members in known.items() if members is not None}
    return {**there, **dict(zip(new, done, strict=True))}


def _convert_ahead(files: Sequence[Path], workers: Workers, limits: Limits) -> None:
    """Convert old office files many at a time: one start of LibreOffice costs more than a file."""
    old = [path for path in files if is_old_office(path)]
    groups = [old[at : at + GROUP] for at in range(0, len(old), GROUP)]
    workers.groups(convert_group, [group for group in groups if len(group) > 1], limits)


def _members(
    container: str,
    path: Path,
    whole: Probe,
    members: Sequence[Member],
    workers: Workers,
    limits: Limits,
    seen: Seen,
) -> Iterator[Entry]:
    """Yield the files of one container, what is hidden in it and what is no plan left out."""
    shown = [m for m in members if not any(map(is_hidden, m.name.split("/")))]
    kept = [m for m in shown if not is_left_out(PurePosixPath(m.name).name)]
    left_out = tuple(m.name for m in shown if m not in kept)
    if not kept:
        error = NoPagesError(path, "không có văn bản nào bên trong")
        found = Probe(whole.document_id, error=error_text(error))
        yield Entry(path, Identity(found.document_id, container), found, "", left_out)
    read = [m.path for m in kept if m.path is not None and not m.error]
    told = dict(zip(read, _probed(read, workers, limits, seen), strict=True))
    for number, member in enumerate(kept):
        place = member.path or path
        found = told.get(place) or Probe(NO_BYTES, error=member.error)
        own_name = PurePosixPath(member.name).name  # people know the file by it, not by a number
        found = replace(found, error=found.error.replace(f"] {place.name}:", f"] {own_name}:"))
        identity = Identity(found.document_id, shown_name(f"{container}/{member.name}"))
        yield Entry(place, identity, found, container, () if number else left_out)


def drop_earlier_members(store: Store, entries: Iterable[Entry]) -> None:
    """Forget what containers of this run held before and hold no longer, or failed with whole."""
    entries = list(entries)
    here = {entry.identity.source for entry in entries}
    containers = {entry.container for entry in entries} - {""}
    if not containers:
        return
    for row in store.documents():
        above = {row.source, *map(str, PurePosixPath(row.source).parents)}
        if row.source not in here and not containers.isdisjoint(above):
            store.forget_place(row.document_id, row.source)
