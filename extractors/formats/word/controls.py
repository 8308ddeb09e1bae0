"""Form controls and foreign parts of a Word body: what a person sees of them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from extractors.errors import DocumentError
from extractors.formats.limits import Limits
from extractors.formats.text.html import decode_html, html_blocks
from extractors.formats.word.xml import W, attr, child, children, local, on
from extractors.types import Block, Line

__all__ = ["chunk_blocks", "notes", "settle_controls"]


def settle_controls(body: Any) -> None:
    """Blank the prompts of controls nobody filled in, write the choice of drop-down fields.

    Changes the tree in memory. A prompt ("Chọn một mục.") is grey on the screen and says nothing;
    the choice of an old drop-down stands only in the definition of its field.
    """
    for control in body.iter(W + "sdt"):
        prompt = (
            child(child(control, "sdtPr"), "showingPlcHdr") if _has_properties(control) else None
        )
        if prompt is not None and on(prompt):
            for text in control.iter(W + "t"):
                text.text = ""
    for definition in list(body.iter(W + "ddList")):
        _write_choice(definition)


def _has_properties(control: Any) -> bool:
    return child(control, "sdtPr") is not None


def _write_choice(definition: Any) -> None:
    entries = [attr(entry, "val") for entry in children(definition, "listEntry")]
    chosen = child(definition, "result")
    if chosen is None:
        chosen = child(definition, "default")
    at = attr(chosen, "val") if chosen is not None else "0"
    run = next((node for node in definition.iterancestors() if local(node) == "r"), None)
    if run is None or not at.isdigit() or int(at) >= len(entries):
        return
    for after in run.itersiblings():
        if any(attr(mark, "fldCharType") == "end" for mark in after.iter(W + "fldChar")):
            break
        for text in after.iter(W + "t"):
            text.text = ""
    written = run.makeelement(W + "t", {})
    written.text = entries[int(at)]
    run.append(written)


def chunk_blocks(node: Any, part: Any, limits: Limits) -> tuple[tuple[Block, ...], bool]:
    """Return the blocks of a document laid into this one as a whole (``w:altChunk``).

    And whether all of it was read: it may be missing, damaged, an RTF, or too many lie in each
    other.
    """
    key = next((value for name, value in node.attrib.items() if name.endswith("}id")), "")
    inner = part.related_parts.get(key)
    blob = bytes(inner.blob) if inner is not None else b""
    if blob.startswith(b"PK"):
        return _inner_docx(blob, limits)
    text = decode_html(blob).text
    if not blob or blob.lstrip().startswith(b"{\\rtf") or len(text) > limits.max_html_chars:
        return (), False
    if "<" not in text:
        return tuple(Line(line.strip(), 1) for line in text.splitlines() if line.strip()), True
    return html_blocks(text, page=1, max_places=limits.max_table_cells), True


def _inner_docx(blob: bytes, limits: Limits) -> tuple[tuple[Block, ...], bool]:
    from extractors.formats.word.docx import docx_content  # which reads this room's chunks

    if limits.max_depth < 1:
        return (), False
    inner = replace(limits, max_depth=limits.max_depth - 1)
    with tempfile.TemporaryDirectory(prefix="kehoach-chunk-") as folder:
        path = Path(folder) / "inner.docx"
        path.write_bytes(blob)
        try:
            content = docx_content(path, inner)
        except DocumentError:
            return (), False
    return content.blocks, "part_unread" not in content.flags


def notes(part: Any) -> Iterator[Any]:
    """Yield the bodies of footnotes and endnotes, the lines that part them left out."""
    for relation in part.rels.values():
        if relation.is_external or not relation.reltype.endswith(("/footnotes", "/endnotes")):
            continue
        target = relation.target_part
        root = getattr(target, "element", None)
        if root is None:
            root = _parsed(target.blob)
        for note in root if root is not None else ():
            if local(note) in ("footnote", "endnote") and not attr(note, "type"):
                yield note


def _parsed(blob: bytes) -> Any | None:
    from lxml import etree

    try:
        return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
