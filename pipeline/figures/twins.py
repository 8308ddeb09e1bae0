"""Plans of two schools that are nearly the same, passage by passage.

Wording that many schools share (the titles of the circular, the model of the office above) proves
nothing about two of them. So two shares are told: of all words, and of the words that are neither
official nor common to many schools; the second decides. What is common is listed apart, with the
number of schools, so nothing is hidden. Whole plans that many schools hand in alike show as a
group by the first share.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from normalizers.frameworks import all_frameworks
from pipeline.figures.facts import Facts, Row, joined_ids
from pipeline.figures.table import Figure, Line, figure
from pipeline.figures.texts import near, neighbours, plain_words

OWN_SHARE = 0.5
"""Share of the shorter plan's own words found in the other, from which two plans are near."""

ALL_SHARE = 0.9
"""The same of all words, common ones included: plans alike from end to end."""

LEAST_OWN = 40
"""Own words a plan must have before its share of them says anything."""

COMMON_SCHOOLS = 4
"""Schools that share a passage before it can be common wording: two or three may copy."""

COMMON_PART = 0.1
"""... and the part of all schools they must be."""

_WORK = ("action", "task")
"""Rows that are sentences of the school's own; lists of duties and evidence are alike by nature."""

_SHORT = 5
"""Words below which a passage is a phrase everybody writes ("Rà soát, bổ sung")."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Two rows of two plans that say nearly the same; ``common`` if many schools say it."""

    left: Row
    right: Row
    common: bool


@dataclass(frozen=True, slots=True)
class Twins:
    """Two plans of different schools with the shares of the shorter one, and their passages."""

    left: str
    right: str
    share_all: float
    share_own: float
    own_words: int
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Common:
    """A passage that many schools share; ``official`` if it is a title of the circular."""

    text: str
    schools: int
    official: bool
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Bodies:
    """The passages of all plans.

    ``of`` numbers the distinct passages; ``holds`` says which plan (line) holds which passage
    (column); ``alike`` which passages are near each other; ``words`` counts their words, ``spread``
    the schools they stand in, common from ``least`` on.
    """

    plans: tuple[str, ...]
    schools: tuple[str, ...]
    rows: tuple[tuple[Row, ...], ...]
    passage: dict[str, int]
    holds: sparse.csr_matrix
    alike: sparse.csr_matrix
    words: np.ndarray
    common: np.ndarray
    official: np.ndarray
    spread: np.ndarray
    least: float


def _bodies(facts: Facts) -> _Bodies:
    rows_of = {
        document_id: [row for row in rows if row.kind in _WORK and row.action]
        for document_id, rows in facts.rows_of().items()
    }
    papers = [p for p in facts.papers if p.school and rows_of[p.document_id]]
    own_name = {p.document_id: " ".join(plain_words(facts.school(p.school))) for p in papers}
    number: dict[tuple[str, ...], int] = {}
    passage: dict[str, int] = {}
    for paper in papers:
        for row in rows_of[paper.document_id]:
            words = plain_words(row.action, own_name[paper.document_id])
            passage[row.item_id] = number.setdefault(words, len(number))
    texts = list(number)
    held = [
        (i, passage[row.item_id])
        for i, paper in enumerate(papers)
        for row in rows_of[paper.document_id]
    ]
    holds = _matrix(held, len(papers), len(texts))
    alike = near(texts)
    schools = tuple(p.school for p in papers)
    spread = _spread(holds, alike, schools)
    official = _official(texts)
    short = np.array([len(text) < _SHORT for text in texts], bool)
    least = max(COMMON_SCHOOLS, COMMON_PART * len(set(schools)))
    return _Bodies(
        tuple(p.document_id for p in papers),
        schools,
        tuple(tuple(rows_of[p.document_id]) for p in papers),
        passage,
        holds,
        alike,
        np.array([len(text) for text in texts], float),
        (spread >= least) | official | short,
        official,
        spread,
        least,
    )


def _matrix(pairs: list[tuple[int, int]], lines: int, columns: int) -> sparse.csr_matrix:
    pairs = sorted(set(pairs))
    ones = np.ones(len(pairs), bool)
    at = ([i for i, _ in pairs], [j for _, j in pairs])
    return sparse.csr_matrix((ones, at), shape=(lines, columns))


def _spread(
    holds: sparse.csr_matrix, alike: sparse.csr_matrix, schools: tuple[str, ...]
) -> np.ndarray:
    """Return in how many schools each passage, or one near it, stands."""
    order = {school: i for i, school in enumerate(dict.fromkeys(schools))}
    belongs = _matrix([(order[s], i) for i, s in enumerate(schools)], len(order), len(schools))
    in_school = (belongs.astype(np.int32) @ holds.astype(np.int32) @ alike.astype(np.int32)) > 0
    return np.asarray(in_school.sum(axis=0)).ravel()


def _official(texts: list[tuple[str, ...]]) -> np.ndarray:
    """Say which passages are nothing but a title of a circular."""
    titles = {
        plain_words(criterion.title)
        for f in all_frameworks()
        for criterion in (*f.standards, *f.criteria, *f.level4)
    }
    return np.array([text in titles for text in texts], bool)


def near_plans(facts: Facts) -> tuple[list[Twins], list[Common]]:
    """Return pairs of near-identical plans of different schools, and the common wording."""
    bodies = _bodies(facts)
    if not bodies.plans:
        return [], []
    weights = np.where(bodies.common, 0.0, bodies.words)
    share_all, _ = _shares(bodies, bodies.words)
    share_own, own = _shares(bodies, weights)
    pairs = [
        _twins(bodies, i, j, share_all, share_own, own)
        for i, j in zip(*np.nonzero(np.triu(share_all + share_own, 1)), strict=True)
        if bodies.schools[i] != bodies.schools[j]
        and (
            (share_own[i, j] >= OWN_SHARE and min(own[i], own[j]) >= LEAST_OWN)
            or share_all[i, j] >= ALL_SHARE
        )
    ]
    pairs.sort(key=lambda t: (-t.share_own, -t.share_all, t.left, t.right))
    return pairs, _commons(bodies)


def _shares(bodies: _Bodies, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return for each two plans the share of the shorter one's words that the other has too.

    Returns:
        The shares, of shape (plans, plans), and the words of each plan.
    """
    holds = bodies.holds.astype(float)
    reached = ((bodies.holds.astype(np.int32) @ bodies.alike.astype(np.int32)) > 0).astype(float)
    weighed = holds @ sparse.diags(weights)
    shared = np.asarray((weighed @ reached.T).todense())
    size = np.asarray(weighed.sum(axis=1)).ravel()
    smaller = np.minimum(size[:, None], size[None, :])
    # Of two plans the shorter one's share counts; of two as long, the lesser share.
    part = np.where(size[:, None] <= size[None, :], shared, np.inf)
    part = np.minimum(part, part.T)
    return np.where(smaller > 0, part / np.maximum(smaller, 1.0), 0.0), size


def _twins(
    bodies: _Bodies, i: int, j: int, share_all: np.ndarray, share_own: np.ndarray, own: np.ndarray
) -> Twins:
    passages: list[Passage] = []
    theirs: dict[int, Row] = {}
    for row in bodies.rows[j]:
        theirs.setdefault(bodies.passage[row.item_id], row)
    for row in bodies.rows[i]:
        number = bodies.passage[row.item_id]
        near_it = bodies.alike.indices[
            bodies.alike.indptr[number] : bodies.alike.indptr[number + 1]
        ]
        found = [number] if number in theirs else [n for n in near_it if n in theirs]
        if found:
            passages.append(Passage(row, theirs[found[0]], bool(bodies.common[number])))
    return Twins(
        bodies.plans[i],
        bodies.plans[j],
        round(float(share_all[i, j]), 3),
        round(float(share_own[i, j]), 3),
        int(min(own[i], own[j])),
        tuple(passages),
    )


def _commons(bodies: _Bodies) -> list[Common]:
    """Return the passages that many schools share, one for all that are near each other."""
    rows: dict[int, list[Row]] = {}
    for plan in bodies.rows:
        for row in plan:
            rows.setdefault(bodies.passage[row.item_id], []).append(row)
    wanted = np.flatnonzero(bodies.common & (bodies.spread >= bodies.least) & (bodies.words > 0))
    found: list[Common] = []
    told: set[int] = set()
    for number in sorted(wanted, key=lambda n: (-bodies.spread[n], -bodies.words[n], n)):
        if number in told:
            continue
        close = neighbours(bodies.alike, int(number))
        told.update(close)
        meant = [row for n in close for row in rows.get(n, ())]
        found.append(
            Common(
                rows[int(number)][0].action,
                int(bodies.spread[number]),
                bool(bodies.official[number]),
                joined_ids(meant),
            )
        )
    return found


def twins_figure(facts: Facts, pairs: list[Twins]) -> Figure:
    """Return the pairs of near-identical plans as a table."""
    papers = {p.document_id: p for p in facts.papers}
    lines = []
    for pair in pairs:
        left, right = papers[pair.left], papers[pair.right]
        rows = joined_ids(r for p in pair.passages for r in (p.left, p.right))
        values = (
            facts.school(left.school),
            left.year,
            left.source,
            facts.school(right.school),
            right.year,
            right.source,
            pair.share_own,
            pair.share_all,
            len(pair.passages),
        )
        lines.append(Line(values, rows))
    columns = (
        ("school_a", "Trường A"),
        ("year_a", "Năm học A"),
        ("source_a", "Tệp A"),
        ("school_b", "Trường B"),
        ("year_b", "Năm học B"),
        ("source_b", "Tệp B"),
        ("share_own", "Trùng (bỏ câu chữ chung)"),
        ("share_all", "Trùng (mọi câu chữ)"),
        ("passages", "Số đoạn trùng"),
    )
    return figure("twins", "Kế hoạch gần như giống nhau", columns, lines, ("passages",))


def common_figure(commons: list[Common]) -> Figure:
    """Return the wording that many schools share as a table."""
    lines = [Line((c.text, c.schools, "có" if c.official else ""), c.rows) for c in commons]
    columns = (
        ("text", "Câu chữ"),
        ("schools", "Số trường"),
        ("official", "Là tên trong thông tư"),
    )
    return figure("common_wording", "Câu chữ nhiều trường dùng chung", columns, lines, ("schools",))
