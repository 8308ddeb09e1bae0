"""Hostile texts and web pages."""

from __future__ import annotations

from pathlib import Path

from benchmarks.hostile.kinds import NOWHERE, PLAN, kind


def _text(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


@kind("a.txt")
def form_feeds(path: Path) -> None:
    _text(path, "việc\f" * 50_000)


@kind("a.txt")
def one_long_line(path: Path) -> None:
    _text(path, "Kế hoạch " * 400_000)


@kind("a.txt")
def one_long_word(path: Path) -> None:
    _text(path, "k" * 3_000_000)


@kind("a.txt")
def blank_lines(path: Path) -> None:
    _text(path, "\n" * 9_000_000)


@kind("a.txt")
def control_characters(path: Path) -> None:
    _text(path, PLAN.replace("Rà", "\x1b]0;x\x07\x1b[2JRà"))


@kind("a.txt")
def turned_writing(path: Path) -> None:
    _text(path, PLAN.replace("Rà", "\u202eRà\u2066"))


@kind("a.txt")
def piled_marks(path: Path) -> None:
    _text(path, PLAN + "e" + "\u0301" * 500_000)


@kind("a.txt")
def wide_tab_table(path: Path) -> None:
    _text(path, "\n".join("\t".join(f"{n}" for n in range(100_000)) for _ in range(3)))


@kind("a.txt")
def wide_pipe_table(path: Path) -> None:
    _text(path, "\n".join("|" + "a|" * 200_000 for _ in range(3)))


@kind("a.txt")
def blanks_like_columns(path: Path) -> None:
    _text(path, "\n".join("a" + " " * 300 + "b" + " " * 300 + "c" for _ in range(3_000)))


@kind("a.txt")
def chain_of_codes(path: Path) -> None:
    _text(path, PLAN + "1.1" + ".1" * 200_000)


@kind("a.txt")
def chain_of_dates(path: Path) -> None:
    _text(path, PLAN.replace("Tháng 9/2023", "01/9/2023-" * 20_000))


@kind("a.txt")
def mentions_wordml(path: Path) -> None:
    _text(path, f"http://schemas.microsoft.com/office/word/2003/wordml {NOWHERE}/a.png\n{PLAN}")


@kind("a.txt")
def open_tables(path: Path) -> None:
    _text(path, "<table>\n" * 5_000)


@kind("a.txt")
def half_a_utf16(path: Path) -> None:
    path.write_bytes(PLAN.encode("utf-16")[:-1])


@kind("a.txt")
def sparse_giant(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(20_000_000_000)


@kind("a.html")
def deep_tags(path: Path) -> None:
    _text(path, "<html>" + "<div>" * 20_000 + PLAN)


@kind("a.html")
def many_tags(path: Path) -> None:
    _text(path, "<html><body>" + "<b>x</b>" * 600_000)


@kind("a.html")
def wide_spans(path: Path) -> None:
    rows = "".join(f"<tr><td colspan=9999>Việc {n}<td>Ai" for n in range(100))
    _text(path, f"<html><table border=1>{rows}</table>")


@kind("a.html")
def tall_spans(path: Path) -> None:
    rows = "<tr>" + "<td rowspan=9999 colspan=9999>x" * 2 + "</tr>"
    _text(path, f"<html><table border=1>{rows * 20_000}</table>")


@kind("a.html")
def tables_in_tables(path: Path) -> None:
    _text(path, "<html>" + "<table border=1><tr><td>a<td>" * 400 + PLAN)


@kind("a.html")
def external_parts(path: Path) -> None:
    _text(
        path,
        f"<html><link rel=stylesheet href={NOWHERE}/a.css><script src={NOWHERE}/a.js></script>"
        f"<img src={NOWHERE}/a.png><iframe src={NOWHERE}></iframe><p>Việc",
    )


@kind("a.html")
def entities_in_xhtml(path: Path) -> None:
    _text(
        path,
        "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/passwd'>"
        f"<!ENTITY b SYSTEM '{NOWHERE}/x'>]><html><p>&a;&b;</p></html>",
    )


@kind("a.html")
def many_styles(path: Path) -> None:
    rules = "".join(f".a{n} > .b{n} ~ .c{n} * {{display:none}}" for n in range(3_000))
    _text(path, f"<html><style>{rules}</style>" + "<p class=a1>x</p>" * 3_000)


@kind("a.mht")
def parts_in_parts(path: Path) -> None:
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
    inner = "Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 3_000
    _text(path, head + inner + "Content-Type: text/html\n\n<p>a\n--x--\n")
