"""A Header (lines of the letterhead and the ending, as written) to a Document row."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from extractors.paper.header import Header
from extractors.types import FieldValue, Page
from normalizers.deadlines import DocumentTime, document_time
from normalizers.frameworks import detect_framework
from normalizers.office.header_values import clean_title, parse_authority, parse_signer
from normalizers.office.legal import (
    DocumentNumber,
    LegalReference,
    find_legal_references,
    parse_document_number,
    parse_place_date,
)
from normalizers.office.places import PlaceValue, province_of_domains, with_place_marks
from normalizers.office.schools import parse_place, parse_school
from normalizers.people import title_case
from normalizers.school_year import SchoolYear, parse_school_year
from normalizers.text.lines import one_line
from normalizers.text.unicode import clean, fold, fold_aligned, tone_key
from pipeline.model import Document, Identity
from pipeline.rows.handwritten import held_against_print

_UNSURE_NUMBER = frozenset(("document_number_blank", "number_unreadable"))
"""Flags of a number that is not given: what was read stays among the lines of the page."""


def document_of(
    identity: Identity, header: Header, pages: tuple[Page, ...]
) -> tuple[Document, SchoolYear | None]:
    """Return the document row and its school year (the rows' missing years come from it)."""
    values = {name: clean_title(one_line(value.text)) for name, value in header.fields.items()}
    header = replace(header, flags=held_against_print(header, pages))
    number = parse_document_number(values.get("number", ""))
    if not _UNSURE_NUMBER.isdisjoint(header.flags):
        number = DocumentNumber("")
    dated = parse_place_date(_place_date_text(values))
    if "issued_date_unreadable" in header.flags:
        dated = replace(dated, date=None, flags=())
    school = parse_school(values.get("school", ""))
    place = parse_place(_place_text(values), _province_hints(values, pages))
    year = parse_school_year(values.get("school_year", "") or values.get("title", ""))
    signer = parse_signer([header.fields["signer"].text]) if "signer" in header.fields else None
    derived: list[str] = []
    signed = signer.name if signer else ""
    if signed and (elsewhere := _elsewhere(signed, header.fields["signer"], pages)):
        signed = elsewhere
        derived.append("signer_mended")
    if year is None and dated.date is not None:
        year = SchoolYear.of(dated.date)
        derived.append("school_year_from_date")
    framework = detect_framework(_framework_texts(values, header, pages), school.name)
    flags = (*header.flags, *number.flags, *dated.flags, *place.flags, *framework.flags, *derived)
    document = Document(
        document_id=identity.document_id,
        source=identity.source,
        pages=len(pages),
        read_by=read_by(pages),
        kind=header.kind,
        title=clean_title(values.get("title", "")),
        number=number.number,
        issued_place=_own_place(dated.place, place),
        issued_date=dated.date.isoformat() if dated.date else "",
        school=school.name,
        authority=with_place_marks(parse_authority(_lines(header, "authority")), place),
        district=place.district,
        province=place.province,
        school_level=school.level,
        school_year=year.label if year else "",
        framework=framework.framework,
        signer=signed,
        legal_bases=legal_json(header),
        flags=";".join(dict.fromkeys((*flags, *page_flags(pages)))),
    )
    return document, year


def time_of(document: Document, header: Header) -> DocumentTime:
    """Return what the letterhead tells of the time of the document's rows."""
    place_date = header.fields.get("issued_date") or header.fields.get("issued_place")
    named = "school_year_from_date" not in document.flags.split(";")
    papers = [found for value in header.legal_bases for found in find_legal_references(value.text)]
    return document_time(
        document.title,
        issued=date.fromisoformat(document.issued_date) if document.issued_date else None,
        issued_text=one_line(place_date.text) if place_date else "",
        school_year=parse_school_year(document.school_year) if named else None,
        cited=[paper.date for paper in papers if paper.date],
    )


def _lines(header: Header, name: str) -> list[str]:
    value = header.fields.get(name)
    return value.text.split("\n") if value else []


def read_by(pages: tuple[Page, ...]) -> str:
    """Return text, ocr, or mixed when pages differ; "" for no page."""
    ways = {page.read_by for page in pages}
    return ways.pop() if len(ways) == 1 else "mixed" if ways else ""


def page_flags(pages: tuple[Page, ...]) -> list[str]:
    """Return the flags of the pages, each with its page number ("p3:bad_text_layer")."""
    return [f"p{page.number}:{flag}" for page in pages for flag in page.flags]


def _place_date_text(values: dict[str, str]) -> str:
    place, day = values.get("issued_place", ""), values.get("issued_date", "")
    return day if not place or place in day else f"{place}, {day}"


def _place_text(values: dict[str, str]) -> str:
    names = ("authority", "school", "issued_place", "district")
    return "; ".join(values[name] for name in names if values.get(name))


def _elsewhere(name: str, value: FieldValue, pages: tuple[Page, ...]) -> str:
    """Return the signer's name with the marks it bears elsewhere in the document, where surer.

    Under a stamp marks are misread; the list of members names the same person. "" if the name
    stands nowhere else, or nowhere surer, or with the marks it has.
    """
    wanted = re.compile(rf"(?<!\w){re.escape(fold(name))}(?!\w)")
    seen: Counter[str] = Counter()
    for text, conf in _texts(pages):
        for match in wanted.finditer(fold_aligned(clean(text))):
            if conf > value.conf:
                seen[clean(text)[match.start() : match.end()]] += 1
    best = seen.most_common(1)[0][0] if seen else name
    return "" if tone_key(best) == tone_key(name) else title_case(best)


def _texts(pages: tuple[Page, ...]) -> Iterator[tuple[str, float]]:
    for page in pages:
        yield from ((line.text, line.conf) for line in page.lines)
        yield from ((cell.text, cell.conf) for table in page.tables for cell in table.cells)


def _own_place(written: str, place: PlaceValue) -> str:
    """Return the place of issue; where it is the district's own name, with that name's marks."""
    own = place.district.split(" ", 1)[-1].removeprefix("phố ").removeprefix("xã ")
    return with_place_marks(written, place) if fold(written) == fold(own) else written


def _province_hints(values: dict[str, str], pages: tuple[Page, ...]) -> tuple[str, ...]:
    """Return the provinces that the text and the web addresses in it name, the text first."""
    named = parse_place(values.get("province", "")).province
    of_site = province_of_domains("\n".join(line.text for p in pages for line in p.lines))
    return tuple(filter(None, (named, of_site)))


def _framework_texts(values: dict[str, str], header: Header, pages: tuple[Page, ...]) -> list[str]:
    """Legal bases first; where there are none, the whole text (a plan may cite in its body)."""
    bases = [value.text for value in header.legal_bases]
    return bases or [line.text for page in pages for line in page.lines]


def legal_json(header: Header) -> str:
    """Return the legal bases as a JSON list, each with its text as written."""
    return json.dumps([_legal(value) for value in header.legal_bases], ensure_ascii=False)


def _legal(value: FieldValue) -> dict[str, object]:
    found = find_legal_references(value.text)
    first = found[0] if found else LegalReference("", "", None, "", 0, 0, ())
    return {
        "kind": first.kind,
        "number": first.number,
        "date": first.date.isoformat() if first.date else "",
        "issuer": first.issuer,
        "text": one_line(value.text),
        "page": value.page,
        "others": [r.number for r in found[1:]],
        "flags": list(first.flags),
    }
