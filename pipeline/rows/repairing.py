"""Repair of whole pages: every line and cell keeps what it was as read.

Lines are repaired with their neighbours, cells with the field of their column and the words the
document spells right elsewhere. Which damage a page suffers decides the mode: text of an English
engine is rebuilt, text read here by ``-l vie`` is touched only where it is implausible, and good
text comes back as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.tables.fields.columns import map_columns
from extractors.types import Block, Cell, Line, Page, Table, Word, with_text
from normalizers.diacritics import (
    Mode,
    RepairContext,
    assess,
    attested_pairs,
    build_context,
    repair_cells,
    repair_lines,
)
from normalizers.text.alternative import Alternative
from normalizers.text.unicode import has_invisible, visible


def repair_pages(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return the pages with repaired lines and cells; ``raw`` fields keep the text as read."""
    texts = [text for page in pages for text in page_texts(page)]
    attested = attested_pairs(pair for page in pages for pair in _sureness(page))
    context = replace(build_context(texts), attested=attested)
    sound = _is_sound([page for page in pages if page.read_by != "ocr"])
    return tuple(_repair_page(_shown(page), context, sound) for page in pages)


def _is_sound(typed: Sequence[Page]) -> bool:
    """Say whether the typed pages of a document are good Vietnamese taken together."""
    return assess("\n".join(text for page in typed for text in page_texts(page))).kind == "good"


def _sureness(page: Page) -> Iterator[tuple[str, list[float] | None]]:
    """Yield the page's lines and cells with how sure their words are; typed text is sure."""
    for block in page.blocks:
        for part in (block,) if isinstance(block, Line) else block.cells:
            if page.read_by != "ocr":
                yield part.text, None
            elif confs := word_confidences(part.text, part.words):
                yield part.text, confs


def _shown(page: Page) -> Page:
    """Return the page without characters that nobody sees (soft hyphens, zero-width blanks)."""
    if not any(map(has_invisible, page_texts(page))):
        return page
    blocks: list[Block] = []
    for block in page.blocks:
        if isinstance(block, Line):
            blocks.append(replace(block, text=visible(block.text)))
        else:
            cells = tuple(with_text(cell, visible(cell.text), ()) for cell in block.cells)
            blocks.append(replace(block, cells=cells))
    return replace(page, blocks=tuple(blocks))


def page_texts(page: Page) -> list[str]:
    """Return the texts of a page's lines and cells in reading order."""
    texts: list[str] = []
    for block in page.blocks:
        if isinstance(block, Line):
            texts.append(block.text)
        else:
            texts.extend(cell.text for cell in block.cells)
    return texts


def _mode(page: Page, sound: bool) -> Mode:
    """Return how to repair a page: typed pages that are good as a whole are left as they are.

    A typed page is looked at by itself where the typed text of the document is damaged, or where
    only this page of it is.
    """
    if page.read_by == "ocr":
        return "ocr"
    return "none" if sound and _is_sound([page]) else "auto"


def _repair_page(page: Page, context: RepairContext, sound: bool) -> Page:
    mode = _mode(page, sound)
    lines = iter(_repair_lines(page.lines, mode, context))
    blocks: list[Block] = [
        next(lines) if isinstance(block, Line) else _repair_table(block, mode, context)
        for block in page.blocks
    ]
    return replace(page, blocks=tuple(blocks))


def _repair_lines(lines: Sequence[Line], mode: Mode, context: RepairContext) -> list[Line]:
    results = repair_lines(
        [line.text for line in lines],
        mode=mode,
        context=context,
        word_confs=[word_confidences(line.text, line.words) for line in lines],
        alternatives=[word_alternatives(line.text, line.words) for line in lines],
    )
    return [
        replace(line, text=result.text, changes=line.changes + result.changes)
        if result.changes
        else line
        for line, result in zip(lines, results, strict=True)
    ]


def _repair_table(table: Table, mode: Mode, context: RepairContext) -> Table:
    fields = map_columns(table).fields
    results = repair_cells(
        [cell.text for cell in table.cells],
        mode=mode,
        context=context,
        columns=[_column(fields, cell) for cell in table.cells],
        word_confs=[word_confidences(cell.text, cell.words) for cell in table.cells],
        alternatives=[word_alternatives(cell.text, cell.words) for cell in table.cells],
    )
    cells = tuple(
        with_text(cell, result.text, result.changes) if result.changes else cell
        for cell, result in zip(table.cells, results, strict=True)
    )
    return replace(table, cells=cells)


def _column(fields: Sequence[str | None], cell: Cell) -> str | None:
    return fields[cell.col] if cell.col < len(fields) else None


def word_confidences(text: str, words: Sequence[Word]) -> list[float] | None:
    """Return one confidence per blank-separated token of ``text``; None if words do not match."""
    return [w.conf for w in words] if _match(text, words) else None


def word_alternatives(text: str, words: Sequence[Word]) -> list[tuple[Alternative, ...]] | None:
    """Return what else the engine saw in each token of ``text``; None if it tells nothing."""
    if not any(w.alternatives for w in words) or not _match(text, words):
        return None
    return [w.alternatives for w in words]


def _match(text: str, words: Sequence[Word]) -> bool:
    return bool(words) and [w.text for w in words] == text.split()
