"""The text a page already has and nobody should search: made silent, and nothing seen changes.

Invisible text (render mode 3) is taken out. Text that is drawn stays drawn, inside a marked span
whose ``ActualText`` is empty, so that programs that read or search the page get nothing of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Name, Operator

_SHOWS = ("Tj", "TJ", "'", '"')
_INVISIBLE = 3


def silence(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Silence the text of a page's own content and of the forms it draws."""
    page.contents_coalesce()
    data, fonts = _silenced(page)
    if data is not None:
        page.obj.Contents = pdf.make_stream(data)
        _drop_fonts(page.obj.get("/Resources"), fonts)
    for form in _forms(page.obj.get("/Resources")):
        data, fonts = _silenced(form)
        if data is not None:
            form.write(data)
            _drop_fonts(form.get("/Resources"), fonts)


def _forms(resources: Any) -> list[Any]:
    objects = resources.get("/XObject") if resources is not None else None
    found = [] if objects is None else [objects[name] for name in objects.keys()]  # noqa: SIM118
    return [one for one in found if one.get("/Subtype") == Name.Form]


def _silenced(content: Any) -> tuple[bytes | None, set[str]]:
    """Return the content without its text and the fonts still used; None where it has none."""
    kept: list[Any] = []
    fonts: set[str] = set()
    inside: list[Any] = []
    mode, font, spoke, drawn = 0, "", False, False
    for instruction in pikepdf.parse_content_stream(content):
        operands: Any = instruction.operands
        operator = instruction.operator
        name = str(operator)
        if name == "Tr":
            mode = int(operands[0])
        elif name == "Tf":
            font = str(operands[0])
        elif name in _SHOWS:
            spoke = True
            drawn = drawn or mode != _INVISIBLE
            if mode == _INVISIBLE:
                continue
            fonts.add(font)
        if name == "BT":
            inside, drawn = [], False
        inside.append(instruction)
        if name == "ET":
            kept += _span(inside) if drawn else []
            inside = []
        elif not _in_text(inside):
            kept += inside
            inside = []
    return (pikepdf.unparse_content_stream(kept + inside) if spoke else None), fonts


def _in_text(inside: Sequence[Any]) -> bool:
    return bool(inside) and str(inside[0].operator) == "BT"


def _span(inside: Sequence[Any]) -> list[Any]:
    """Return a text object inside a span that says it reads as nothing."""
    opening = ([Name.Span, pikepdf.Dictionary(ActualText=pikepdf.String(""))], Operator("BDC"))
    return [opening, *inside, ([], Operator("EMC"))]


def _drop_fonts(resources: Any, used: set[str]) -> None:
    """Drop the fonts nothing is drawn in any more: they need not be embedded to be archived."""
    if resources is None or "/Font" not in resources:
        return
    for name in list(resources.Font.keys()):
        if name not in used:
            del resources.Font[name]
