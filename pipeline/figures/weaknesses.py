"""What plans name most often as state or weakness, near-identical wordings counted as one."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.figures.facts import Facts, Row, joined_ids
from pipeline.figures.table import Figure, Line, figure
from pipeline.figures.texts import near, neighbours, plain_words

MOST = 40
"""Lines shown: what fewer plans name is better read in the rows themselves."""


def weaknesses(facts: Facts, most: int = MOST) -> Figure:
    """Return the contents named by the most schools, with the criteria they stand under."""
    by_words: dict[tuple[str, ...], list[Row]] = {}
    for row in facts.rows:
        words = plain_words(row.content)
        if words:
            by_words.setdefault(words, []).append(row)
    groups = sorted(_grouped(by_words), key=lambda rows: (-_schools(rows), -len(rows)))
    lines = [
        Line((_shortest(rows), _codes(rows), _schools(rows), len(rows)), joined_ids(rows))
        for rows in groups[:most]
    ]
    columns = (
        ("text", "Hiện trạng, điểm yếu"),
        ("criteria", "Tiêu chí"),
        ("schools", "Số trường"),
        ("rows", "Số lần nêu"),
    )
    return figure("weaknesses", "Điểm yếu được nêu nhiều nhất", columns, lines, ("rows",))


def _grouped(by_words: dict[tuple[str, ...], list[Row]]) -> list[list[Row]]:
    """Let each wording, the most frequent first, gather those near it that are still free."""
    texts = list(by_words)
    alike = near(texts)
    free = set(range(len(texts)))
    groups = []
    for number in sorted(free, key=lambda n: (-len(by_words[texts[n]]), n)):
        if number not in free:
            continue
        members = [n for n in neighbours(alike, number) if n in free]
        free.difference_update(members)
        groups.append([row for n in members for row in by_words[texts[n]]])
    return groups


def _schools(rows: Iterable[Row]) -> int:
    return len({row.school or row.document_id for row in rows})


def _codes(rows: Iterable[Row]) -> str:
    counted: dict[str, int] = {}
    for row in rows:
        for code in row.criteria:
            counted[code] = counted.get(code, 0) + 1
    return ";".join(sorted(counted, key=lambda code: (-counted[code], code))[:5])


def _shortest(rows: list[Row]) -> str:
    return min((row.content for row in rows), key=lambda text: (len(text), text))
