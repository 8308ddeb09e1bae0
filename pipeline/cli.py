"""The ``kehoach`` command. Each command parses, calls one function, prints, and exits.

Imports of the heavy parts stand inside the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import json
import shutil
import sys
from contextlib import nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from extractors.errors import DocumentError
from normalizers.text.visible import visible
from pipeline.errors import ExitCode, RunError
from pipeline.version import VERSION

app = typer.Typer(
    name="kehoach",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Biến kế hoạch của các trường (bản quét, PDF, Word, web) thành một bộ dữ liệu.",
)

Out = Annotated[Path, typer.Option("--out", help="Thư mục kết quả.")]
Db = Annotated[
    str,
    typer.Option(
        "--db",
        metavar="URL",
        envvar="KEHOACH_DB",
        help="Bộ dữ liệu ở máy chủ PostgreSQL; trống: dataset.sqlite trong thư mục kết quả.",
    ),
]


def main() -> None:
    """Run the command line; errors become a Vietnamese sentence and a stable exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(sys.argv[1:] or ["review"])
    except (RunError, DocumentError) as error:
        print(visible(str(error), lines=True), file=sys.stderr)
        sys.exit(int(error.exit_code))
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(ExitCode.OK)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"kehoach {VERSION}")
        raise typer.Exit


@app.callback()
def _callback(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="In phiên bản.")
    ] = False,
) -> None:
    """Đọc -> sửa dấu -> lấy bảng -> chuẩn hóa -> một bộ dữ liệu."""


@app.command()
def run(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Tệp, thư mục, mẫu.")],
    out: Out = Path("outputs"),
    jobs: Annotated[int, typer.Option(help="Số trang đọc cùng lúc; 0: theo số nhân.")] = 0,
    resume: Annotated[
        bool, typer.Option("--resume/--fresh", help="Làm tiếp, hoặc đọc lại tất cả từ đầu.")
    ] = True,
    db: Db = "",
    engine: Annotated[
        str, typer.Option(help="tesserocr, pytesseract, trueocr, pair; trống: tự chọn.")
    ] = "",
    force_ocr: Annotated[
        bool, typer.Option("--force-ocr", help="Bỏ qua lớp chữ, luôn đọc bằng OCR.")
    ] = False,
    timeout: Annotated[float, typer.Option(help="Số giây tối đa cho một trang.")] = 300.0,
    document_timeout: Annotated[
        float,
        typer.Option(help="Số giây đọc tối đa cho cả văn bản; trang đã đọc được giữ."),
    ] = 14_400.0,
    retry: Annotated[
        bool, typer.Option("--retry", help="Thử lại các tệp lỗi, dù tệp và chương trình vẫn vậy.")
    ] = False,
    exports: Annotated[
        str,
        typer.Option(
            "--export",
            metavar="none|changed|all",
            help="Ghi tệp xuất: không, khi dữ liệu đã đổi, hoặc luôn luôn.",
        ),
    ] = "changed",
    existing: Annotated[
        str,
        typer.Option(metavar="skip|overwrite|abort", help="Văn bản đã có: bỏ qua, đọc lại, dừng."),
    ] = "skip",
    missing: Annotated[
        str,
        typer.Option(
            metavar="skip|copy|abort", help="Văn bản lỗi: ghi lỗi, giữ dòng lần trước, dừng."
        ),
    ] = "skip",
    max_failures: Annotated[
        float, typer.Option("--max-failures", help="Dừng khi tỷ lệ văn bản lỗi vượt mức này (0-1).")
    ] = 1.0,
    dask: Annotated[
        str,
        typer.Option(
            "--dask",
            metavar="ADDRESS|local",
            help="Đọc bằng cụm máy Dask, như tcp://10.0.0.5:8786.",
        ),
    ] = "",
    quiet: Annotated[bool, typer.Option("--quiet", help="Không in gì, trừ lỗi.")] = False,
    json_lines: Annotated[
        bool, typer.Option("--json", help="In mỗi sự kiện một dòng JSON, cho chương trình khác.")
    ] = False,
    roles: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Tệp cách viết vai trò riêng: cách viết<TAB>tên."),
    ] = None,
    week_one: Annotated[
        str,
        typer.Option(
            "--week-one", metavar="NGÀY", help="Một ngày trong tuần 1: 05/09, hoặc 04/09/2023."
        ),
    ] = "",
) -> None:
    """Đọc các tệp thành bộ dữ liệu trong thư mục kết quả."""
    from pipeline.commands.running import EXPORTS, Telling, checkpoints_of, run_and_tell
    from pipeline.running.batch import BatchOptions
    from pipeline.running.conventions import conventions_of
    from pipeline.running.sources import gather

    if exports not in EXPORTS:
        raise typer.BadParameter(f"chỉ có: {', '.join(EXPORTS)}", param_hint="--export")
    gathered = gather(inputs, out)
    options = BatchOptions(
        jobs=jobs,
        fresh=not resume or existing == "overwrite",
        retry=retry,
        engine=engine,
        force_ocr=force_ocr,
        page_timeout=timeout,
        document_timeout=document_timeout,
        conventions=conventions_of(roles or _own_corrections(out), week_one),
        db=db,
        dask=dask,
        checkpoints=checkpoints_of(existing, missing, max_failures),
    )
    telling: Telling = "json" if json_lines else "quiet" if quiet else "people"
    if not run_and_tell(gathered, out, options, exports, telling):
        raise typer.Exit(ExitCode.SOME_FAILED)


@app.command()
def watch(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Thư mục cần theo dõi.")],
    out: Out = Path("outputs"),
    db: Db = "",
    done: Annotated[
        Path | None,
        typer.Option("--done", metavar="DIR", help="Chuyển tệp đã đọc xong sang đây (không xóa)."),
    ] = None,
    every: Annotated[float, typer.Option(help="Số giây giữa hai lần xem.")] = 30.0,
    settle: Annotated[float, typer.Option(help="Tệp phải đứng yên bao nhiêu giây.")] = 10.0,
    jobs: Annotated[int, typer.Option(help="Số trang đọc cùng lúc; 0: theo số nhân.")] = 0,
    install: Annotated[
        bool, typer.Option("--install", help="In tệp để máy tự chạy lệnh này khi khởi động.")
    ] = False,
) -> None:
    """Theo dõi một thư mục: tệp nào chép vào xong thì đọc; tệp gốc không bao giờ bị xóa."""
    from pipeline.commands.watch import how_to_install
    from pipeline.commands.watch import watch as begin
    from pipeline.running.batch import BatchOptions
    from pipeline.running.conventions import conventions_of
    from pipeline.watching.loop import WatchOptions

    if install:
        told = [str(folder.resolve()), "--out", str(out.resolve())]
        told += ["--done", str(done.resolve())] if done else []
        told += ["--every", f"{every:g}", "--settle", f"{settle:g}", "--jobs", str(jobs)]
        print(how_to_install(told), end="")
        return
    batch = BatchOptions(jobs=jobs, db=db, conventions=conventions_of(_own_corrections(out), ""))
    begin(WatchOptions(folder, out, batch, every, settle, done), "changed")


@app.command()
def review(
    out: Out = Path("outputs"),
    port: Annotated[int, typer.Option(help="Cổng; 0: cổng trống nào cũng được.")] = 8765,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Tự mở trình duyệt.")
    ] = True,
    host: Annotated[
        str, typer.Option(help="Địa chỉ để máy khác vào được; cần mật khẩu.")
    ] = "127.0.0.1",
    password_file: Annotated[
        Path | None,
        typer.Option(
            "--password-file",
            metavar="FILE",
            help="Tệp chứa mật khẩu ở dòng đầu; hoặc đặt biến KEHOACH_PASSWORD.",
        ),
    ] = None,
    db: Db = "",
    jobs: Annotated[int, typer.Option(help="Số trang đọc cùng lúc; 0: theo số nhân.")] = 0,
) -> None:
    """Mở màn hình duyệt trong trình duyệt: thả tệp, xem trang gốc, sửa bằng bàn phím."""
    from pipeline.review.web.serve import serve
    from pipeline.review.web.settings import WebSettings, names_of, password_of, user_name

    settings = WebSettings(
        out=out,
        db=db,
        host=host,
        port=port,
        password=password_of(password_file),
        names=names_of(host),
        jobs=jobs,
        who=user_name(),
    )
    serve(settings, browser=browser)


def _own_corrections(out: Path) -> Path | None:
    """Return what reviewers of this folder taught, if it was written."""
    from pipeline.review.corrections import CORRECTIONS_FILE

    path = out / CORRECTIONS_FILE
    return path if path.exists() else None


@app.command()
def explain(
    document: Annotated[str, typer.Argument(help="Tên tệp, hoặc mấy ký tự đầu của mã văn bản.")],
    item: Annotated[
        str, typer.Argument(help="Số dòng, hoặc mấy ký tự đầu của mã dòng; trống: mọi dòng.")
    ] = "",
    out: Out = Path("outputs"),
    db: Db = "",
) -> None:
    """Giải thích vì sao một dòng có người thực hiện, thời hạn, tiêu chí như vậy."""
    from pipeline.commands.explain import explained
    from pipeline.dataset.store import open_store

    with open_store(out, db) as store:
        found = list(explained(store.items(), document, item))
    if not found:
        raise typer.BadParameter(f"không có dòng nào của “{document}” {item}".strip())
    print("\n\n".join(found))


@app.command()
def repair(
    file: Annotated[
        Path | None, typer.Argument(help="Tệp văn bản; trống: đọc từ bàn phím.")
    ] = None,
    mode: Annotated[str, typer.Option(help="auto, stripped, garbled, ocr.")] = "auto",
) -> None:
    """Sửa dấu và lỗi OCR của văn bản, từng dòng một."""
    from pipeline.commands.repair_stream import MODES, repair_stream

    if mode not in MODES:
        raise typer.BadParameter(f"chỉ có: {', '.join(MODES)}", param_hint="--mode")
    if file is not None and not file.exists():
        raise typer.BadParameter(f"không thấy tệp {file}", param_hint="FILE")
    stream = sys.stdin.buffer if file is None else file.open("rb")
    with stream:
        for line in repair_stream(stream, mode):
            sys.stdout.write(line)
            sys.stdout.flush()


@app.command()
def tables(
    file: Annotated[Path, typer.Argument(help="Tệp cần lấy bảng.")],
    format: Annotated[str, typer.Option("--format", help="json hoặc text.")] = "text",
    debug: Annotated[
        Path | None, typer.Option("--debug", metavar="DIR", help="Vẽ các ô lên ảnh từng trang.")
    ] = None,
    engine: Annotated[str, typer.Option(help="tesserocr, pytesseract, trueocr, pair.")] = "",
    repaired: Annotated[bool, typer.Option("--repair/--raw", help="Sửa chữ trong ô.")] = True,
) -> None:
    """In mọi bảng của một tệp: ô, hàng, cột, ô gộp, vị trí trên trang."""
    from extractors.tables.trace import Trace, listening
    from pipeline.commands.tables_command import (
        displayed_tables,
        draw_pages,
        read_tables,
        table_dict,
        table_text,
    )

    if format not in ("json", "text"):
        raise typer.BadParameter("chỉ có json hoặc text", param_hint="--format")
    with nullcontext(Trace()) if debug is None else listening() as trace:
        pages = read_tables(file, engine=engine, repaired=repaired)
    found = displayed_tables(pages)
    if debug is not None:
        for path in draw_pages(file, pages, debug, trace):
            print(path, file=sys.stderr)
    if format == "json":
        print(json.dumps([table_dict(table) for table in found], ensure_ascii=False))
    else:
        print("\n\n".join(table_text(table) for table in found))


@app.command()
def ocr(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE... [OUT.pdf]", help="Tệp quét, rồi PDF kết quả."),
    ],
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="Thư mục kết quả khi có nhiều tệp.")
    ] = None,
    engine: Annotated[str, typer.Option(help="tesserocr, pytesseract, trueocr, pair.")] = "",
) -> None:
    """Tạo PDF tìm kiếm được (PDF/A-2b nếu được), chữ đã sửa; tệp gốc giữ nguyên."""
    from extractors.ocr.choose import get_engine
    from pipeline.running.work import pin_threads
    from pipeline.searchable.make import make_searchable, targets_of
    from pipeline.telling.bars import page_counter

    wanted = targets_of(files, to)
    pin_threads()
    for source, target in wanted:
        with page_counter(source.name) as advance:
            made = make_searchable(source, target, get_engine(engine or None), on_page=advance)
        why = "PDF/A-2b" if not made.obstacles else f"chưa là PDF/A: {', '.join(made.obstacles)}"
        print(f"{target}: {made.pages} trang, {made.laid} trang thêm chữ; {why}")


@app.command()
def export(
    out: Out = Path("outputs"),
    format: Annotated[str, typer.Option("--format", help="csv,xlsx,parquet,json")] = (
        "csv,xlsx,parquet,json"
    ),
    db: Db = "",
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar="FILE.xlsx", help="Điền vào biểu mẫu của cơ quan."),
    ] = None,
    by_year: Annotated[
        bool, typer.Option("--by-year", help="Parquet chia theo năm học, cho bộ dữ liệu rất lớn.")
    ] = False,
) -> None:
    """Xuất lại bộ dữ liệu ra các định dạng, hoặc điền vào biểu mẫu Excel của cơ quan."""
    from pipeline.dataset.export import export as write
    from pipeline.dataset.export import fill_template
    from pipeline.dataset.files import FORMATS
    from pipeline.dataset.store import open_store

    wanted = [name.strip() for name in format.split(",") if name.strip()]
    if unknown := [name for name in wanted if name not in FORMATS]:
        raise typer.BadParameter(f"không có định dạng: {', '.join(unknown)}", param_hint="--format")
    with open_store(out, db) as store:
        if by_year:
            from pipeline.dataset.bulk.partitions import write_partitions

            print(write_partitions(store, out))
            return
        for path in (
            [fill_template(store, template, out)] if template else write(store, out, wanted)
        ):
            print(path)


@app.command()
def compare(
    out: Out = Path("outputs"),
    db: Db = "",
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="DIR", help="Thư mục báo cáo; trống: OUT/compare."),
    ] = None,
    names: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Cách viết<TAB>tên, của trường và vai trò (cluster)."),
    ] = None,
    pictures: Annotated[
        bool, typer.Option("--pictures", help="Kèm ảnh các trang có việc (lâu, nặng).")
    ] = False,
) -> None:
    """So sánh kế hoạch của các trường: một báo cáo HTML và các bảng CSV."""
    from pipeline.dataset.store import open_store
    from pipeline.report.compare import compare as report
    from pipeline.running.conventions import read_names

    same = read_names(names)
    with open_store(out, db) as store:
        for path in report(store, out, to or out / "compare", same=same, pictures=pictures):
            print(path)


@app.command()
def browse(
    out: Out = Path("outputs"),
    db: Db = "",
    port: Annotated[int, typer.Option(help="Cổng trên máy này.")] = 8001,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Mở trình duyệt.")] = True,
) -> None:
    """Xem bộ dữ liệu bằng Datasette: lọc theo nhóm, tìm chữ có dấu hoặc không dấu."""
    from pipeline.commands.browse import prepare, serve
    from pipeline.dataset.store import open_store

    with open_store(out, db) as store:
        target, described = prepare(store, out)
    print(target)
    raise typer.Exit(serve(target, described, port, browser=browser))


@app.command()
def due(
    out: Out = Path("outputs"),
    db: Db = "",
    week: Annotated[bool, typer.Option("--week", help="Đến hết Chủ nhật tuần này.")] = False,
    month: Annotated[bool, typer.Option("--month", help="Đến hết tháng này.")] = False,
    school: Annotated[str, typer.Option(help="Một phần tên trường, có dấu hoặc không.")] = "",
    on: Annotated[
        datetime | None, typer.Option(formats=["%d/%m/%Y", "%Y-%m-%d"], help="Tính từ ngày này.")
    ] = None,
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="DIR", help="Ghi lịch .ics vào thư mục này.")
    ] = None,
    by: Annotated[str, typer.Option(help="Một tệp .ics cho mỗi: school hoặc owner.")] = "school",
) -> None:
    """Việc đến hạn và quá hạn; lịch .ics cho Outlook, Google Calendar."""
    from pipeline.commands.calendars import write_calendars
    from pipeline.console import print_due
    from pipeline.dataset.store import open_store
    from pipeline.figures.due import due as found_due
    from pipeline.figures.facts import facts_of

    if by not in ("school", "owner"):
        raise typer.BadParameter("chỉ có school hoặc owner", param_hint="--by")
    with open_store(out, db) as store:
        facts = facts_of(store.frame("items"), store.frame("documents"))
    today = on.date() if on else date.today()
    found = found_due(facts, today, "week" if week else "month" if month else "all", school)
    print_due(found, facts)
    for path in write_calendars(found, facts, ics, by) if ics else ():  # type: ignore[arg-type]
        print(path)


@app.command()
def cluster(
    of: Annotated[str, typer.Argument(help="owners, schools hoặc actions.")] = "owners",
    out: Out = Path("outputs"),
    db: Db = "",
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="Tệp gộp tên; OUT/names-OF.tsv.")
    ] = None,
) -> None:
    """Gom các cách viết của cùng một tên thành tệp mà `run --roles`, `compare --names` đọc."""
    from pipeline.console import print_clusters
    from pipeline.dataset.atomic import write_text
    from pipeline.dataset.store import open_store
    from pipeline.figures.clusters import clusters_of, mapping_file, names_of

    if of not in ("owners", "schools", "actions"):
        raise typer.BadParameter("chỉ có owners, schools, actions", param_hint="OF")
    with open_store(out, db) as store:
        names = names_of(store.frame("items"), store.frame("documents"), of)  # type: ignore[arg-type]
    clusters = clusters_of(names, of)  # type: ignore[arg-type]
    print_clusters(clusters)
    target = to or out / f"names-{of}.tsv"
    write_text(target, mapping_file(clusters))
    print(target)


@app.command()
def verify(out: Out = Path("outputs"), db: Db = "") -> None:
    """Kiểm tra bộ dữ liệu: cấu trúc, nguồn gốc từng dòng, tệp gốc có bị đổi không."""
    from pipeline.dataset.store import open_store
    from pipeline.dataset.verify import verify as examine

    with open_store(out, db) as store:
        problems = examine(store, out)
        documents, items = len(store.documents()), len(store.items())
    for problem in problems:
        print(f"{problem.code}\t{visible(problem.source)}\t{visible(problem.text)}")
    if problems:
        print(f"{len(problems)} vấn đề.", file=sys.stderr)
        raise typer.Exit(ExitCode.VERIFY_FAILED)
    print(f"Tốt: {documents} văn bản, {items} dòng, không có vấn đề.")


corrections = typer.Typer(no_args_is_help=True, help="Những gì người duyệt đã sửa, thành tệp.")
app.add_typer(corrections, name="corrections")


@corrections.command("export")
def export_corrections(
    file: Annotated[
        Path | None, typer.Argument(help="Trống: corrections.tsv trong thư mục kết quả.")
    ] = None,
    out: Out = Path("outputs"),
    db: Db = "",
) -> None:
    """Ghi những gì người duyệt đã sửa; `run` ở cùng thư mục tự dùng tệp này."""
    from pipeline.dataset.store import open_store
    from pipeline.review.corrections import CORRECTIONS_FILE, corrections_of, save

    with open_store(out, db) as store:
        found = corrections_of(store)
    save(found, file or out / CORRECTIONS_FILE)
    print(f"{file or out / CORRECTIONS_FILE}: {len(found.roles)} vai trò, {len(found.words)} chữ")


@corrections.command("import")
def import_corrections(
    file: Annotated[Path, typer.Argument(help="Tệp do nơi khác ghi ra.")],
    out: Out = Path("outputs"),
) -> None:
    """Nhận tệp sửa lỗi của nơi khác; chỗ khác nhau thì giữ của mình."""
    from pipeline.review.corrections import CORRECTIONS_FILE, load, take_in

    both = take_in(load(file), out)
    print(f"{out / CORRECTIONS_FILE}: {len(both.roles)} vai trò, {len(both.words)} chữ")


@app.command()
def clean(out: Out = Path("outputs")) -> None:
    """Xóa các trang đã đọc được giữ lại để làm tiếp; bộ dữ liệu giữ nguyên."""
    from pipeline.dataset.originals import converted_folder, pictures_folder, unpacked_folder
    from pipeline.remote.objects import remote_folder
    from pipeline.running.cache import PageCache, page_folder

    freed = PageCache(page_folder(out)).clear()
    kept = (unpacked_folder(out), converted_folder(out), pictures_folder(out), remote_folder(out))
    for folder in kept:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"Đã xóa {freed.pages} trang đã đọc, lấy lại {freed.size / 1e6:.1f} MB.")


@app.command()
def doctor(
    shortcut: Annotated[
        bool, typer.Option("--shortcut", help="Ghi ra màn hình nền tệp nháy đúp để mở.")
    ] = False,
    out: Out = Path("outputs"),
) -> None:
    """Xem máy đã cài đủ chưa, thiếu gì, cách cài."""
    from pipeline.commands.doctor import examine
    from pipeline.commands.shortcut import desktop_folder, write_shortcut
    from pipeline.console import print_findings

    if shortcut:
        print(f"Nháy đúp để mở màn hình duyệt: {write_shortcut(desktop_folder(), out)}")
    findings = examine()
    print_findings(findings)
    if any(f.needed and not f.present for f in findings):
        raise typer.Exit(ExitCode.MISSING_TOOL)


def command_names() -> list[str]:
    """Return the names of all commands (the documentation is tested against them)."""
    group: Any = typer.main.get_command(app)
    return sorted(group.commands)


if __name__ == "__main__":
    main()
