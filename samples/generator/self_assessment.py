"""A self-assessment plan: council, groups, criteria by group, evidence, schedule."""

from __future__ import annotations

import random
from datetime import date, timedelta

from samples.generator import owners
from samples.generator.facts import School, person, standards
from samples.generator.improvement_plan import close, opening
from samples.generator.model import Block, Para, Plan, Row, TableBlock, TableCell, TruthItem

_POSTS = (
    "Phó hiệu trưởng",
    "Chủ tịch Công đoàn",
    "Tổ trưởng chuyên môn",
    "Nhân viên y tế",
    "Kế toán",
    "Nhân viên thư viện",
    "Giáo viên",
    "Tổng phụ trách Đội",
    "Văn thư",
)
_STEPS = (
    "Họp lãnh đạo để thống nhất mục đích, phạm vi, thời gian biểu và nhân sự của Hội đồng",
    "Hiệu trưởng ban hành quyết định thành lập Hội đồng tự đánh giá",
    "Phổ biến kế hoạch tự đánh giá đến toàn thể cán bộ, giáo viên, nhân viên",
    "Tập huấn nghiệp vụ tự đánh giá cho các thành viên Hội đồng",
    "Các nhóm thu thập, mã hóa và sắp xếp minh chứng theo từng tiêu chí",
    "Viết phiếu đánh giá tiêu chí và góp ý chéo giữa các nhóm",
    "Nhóm thư ký tổng hợp phiếu, viết dự thảo báo cáo tự đánh giá",
    "Hội đồng thảo luận, chỉnh sửa dự thảo báo cáo",
    "Công bố dự thảo trong nội bộ nhà trường và lấy ý kiến đóng góp",
    "Hoàn thiện, thông qua và nộp báo cáo tự đánh giá cho cấp trên",
)
_EVIDENCE = (
    "Kế hoạch năm học, nghị quyết hội nghị viên chức",
    "Hồ sơ quản lý nhân sự, bảng phân công chuyên môn",
    "Sổ tài sản, biên bản kiểm kê thiết bị",
    "Biên bản họp ban đại diện cha mẹ, sổ góp ý",
    "Sổ theo dõi chất lượng, báo cáo sơ kết học kỳ",
)


def _row(*texts: str, bold: bool = False) -> Row:
    return tuple(TableCell(text, bold=bold, align="center" if bold else "left") for text in texts)


def council(rng: random.Random, school: School, block: int) -> tuple[TableBlock, list[TruthItem]]:
    """Return a table of the council's members: who, which post, which duty; with its true items."""
    rows, items = [_row("TT", "Họ và tên", "Chức vụ", "Nhiệm vụ", bold=True)], []
    members = [(school.principal, "Hiệu trưởng", "Chủ tịch Hội đồng")]
    for index, post in enumerate(rng.sample(_POSTS, rng.randint(5, 8))):
        duty = ("Phó chủ tịch Hội đồng", "Thư ký Hội đồng")[index] if index < 2 else "Ủy viên"
        members.append((person(rng), post, duty))
    for number, (name, post, duty) in enumerate(members, start=1):
        rows.append(_row(str(number), name, post, duty))
        values = {"kind": "assignment", "people": name, "owner": post, "owners": post}
        items.append(TruthItem((block, number), values | {"action": duty}))
    return TableBlock(tuple(rows), (0.08, 0.36, 0.28, 0.28), 1, size=12.0), items


def ranges(rng: random.Random, school: School, block: int) -> tuple[TableBlock, list[TruthItem]]:
    """Return a table of which group works on which criteria, and when; with its true items."""
    head = ("Tiêu chuẩn", "Tiêu chí", "Các nguồn lực cần huy động", "Thời điểm huy động", "Ghi chú")
    rows, items = [_row(*head, bold=True)], []
    first = date(school.start, 11, rng.randint(1, 9))
    last = date(school.start + 1, 5, rng.randint(20, 31))
    shown = f"{first:%d/%m/%Y}-{last.day}/{last.month}/{last.year}"
    for index, (code, _, criteria) in enumerate(standards(school.level), start=1):
        codes = [c for c, _ in criteria]
        text = f"Tiêu chí {codes[0]} đến tiêu chí {codes[-1]}"
        rows.append(_row(code, text, f"Nhóm công tác số {code}", shown, ""))
        items.append(
            TruthItem(
                (block, index),
                {
                    "kind": "assignment",
                    "standard": code,
                    "criteria": ";".join(codes),
                    "owner": f"Nhóm công tác số {code}",
                    "owners": f"Nhóm công tác số {code}",
                    "deadline": shown,
                    "start_date": first.isoformat(),
                    "end_date": last.isoformat(),
                    "deadline_kind": "range",
                },
            )
        )
    return TableBlock(tuple(rows), (0.13, 0.32, 0.24, 0.21, 0.10), 1, size=12.0), items


def evidence(rng: random.Random, school: School, block: int) -> tuple[TableBlock, list[TruthItem]]:
    """Return a table of which evidence is gathered where, by whom and when; with its true items."""
    head = ("Tiêu chuẩn", "Minh chứng cần thu thập", "Nơi thu thập", "Người thu thập", "Thời gian")
    rows, items = [_row(*head, bold=True)], []
    for index, text in enumerate(_EVIDENCE, start=1):
        who = owners.owner(rng, "list", school.level)
        month = rng.randint(9, 12)
        when = f"Tháng {month}/{school.start}"
        end = date(school.start + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        rows.append(_row(str(index), text, "Văn phòng", who.text, when))
        items.append(
            TruthItem(
                (block, index),
                {
                    "kind": "evidence",
                    "standard": str(index),
                    "action": text,
                    "owner": who.text,
                    "owners": ";".join(who.roles),
                    "deadline": when,
                    "start_date": date(school.start, month, 1).isoformat(),
                    "end_date": end.isoformat(),
                    "deadline_kind": "range",
                },
            )
        )
    return TableBlock(tuple(rows), (0.12, 0.36, 0.14, 0.22, 0.16), 1, size=12.0), items


def schedule(rng: random.Random, school: School, block: int) -> tuple[TableBlock, list[TruthItem]]:
    """Return a table of what happens when; with its true items."""
    rows, items = [_row("Thời gian", "Nội dung hoạt động", bold=True)], []
    day, left = date(school.start, 10, rng.randint(5, 25)), list(_STEPS)
    row = 0
    while left:
        row += 1
        taken, left = left[: rng.randint(1, 2)], left[2:] if len(left) > 2 else []
        end = day + timedelta(days=rng.randint(10, 28))
        shown = f"{day.day:02d}/{day.month}/{day.year} - {end.day:02d}/{end.month}/{end.year}"
        text = "\n".join(f"- {step}." for step in taken)
        rows.append(_row(shown, text))
        values = {"kind": "schedule", "action": text, "deadline": shown, "deadline_kind": "range"}
        values |= {"start_date": day.isoformat(), "end_date": end.isoformat()}
        items.append(TruthItem((block, row), values))
        day = end + timedelta(days=rng.randint(1, 6))
    return TableBlock(tuple(rows), (0.26, 0.74), 1, repeat=rng.random() < 0.5, size=12.0), items


def self_assessment_plan(rng: random.Random, school: School) -> Plan:
    """Return a self-assessment plan with four tables."""
    lines = ("KẾ HOẠCH", "Tự đánh giá chất lượng giáo dục", f"Năm học {school.year}")
    blocks, values, _ = opening(rng, school, "self_assessment_plan", lines)
    items: list[TruthItem] = []

    def section(title: str, *texts: str) -> None:
        blocks.append(Para(title, bold=True, align="left"))
        blocks.extend(Para(text) for text in texts)

    def add(made: tuple[TableBlock, list[TruthItem]]) -> None:
        blocks.append(made[0])
        items.extend(made[1])

    section(
        "I. MỤC ĐÍCH TỰ ĐÁNH GIÁ",
        "Xác định mức độ đáp ứng mục tiêu giáo dục của nhà trường trong từng giai đoạn; làm cơ sở "
        "để nhà trường lập kế hoạch cải tiến và công khai với xã hội về thực trạng chất lượng.",
    )
    section("II. HỘI ĐỒNG TỰ ĐÁNH GIÁ")
    add(council(rng, school, len(blocks)))
    section("III. DỰ KIẾN NGUỒN LỰC", "1. Đối với các tiêu chí Mức 1, 2 và 3")
    add(ranges(rng, school, len(blocks)))
    section("IV. THU THẬP MINH CHỨNG")
    add(evidence(rng, school, len(blocks)))
    section("V. THỜI GIAN BIỂU")
    add(schedule(rng, school, len(blocks)))
    blocks.append(close(rng, school, ("TM. HỘI ĐỒNG", "CHỦ TỊCH")))
    return Plan(values, _frozen(blocks), tuple(items))


def _frozen(blocks: list[Block]) -> tuple[Block, ...]:
    return tuple(blocks)
