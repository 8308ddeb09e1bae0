"""A district office's plan in prose: who does what until when, without a table."""

from __future__ import annotations

import random
from datetime import date

from samples.generator.facts import School, person
from samples.generator.letterhead import ending, letterhead, place_date, title
from samples.generator.model import Block, Para, Plan, TruthItem

_SCHOOL_TASKS = (
    "Hoàn thành báo cáo tự đánh giá và nộp về Phòng Giáo dục và Đào tạo trước ngày {by}.",
    "Rà soát kế hoạch cải tiến chất lượng, báo cáo kết quả thực hiện trước ngày {by}.",
    "Cập nhật minh chứng lên phần mềm kiểm định chậm nhất ngày {by}.",
    "Công khai kết quả tự đánh giá trên trang thông tin điện tử trước ngày {by}.",
    "Đăng ký đánh giá ngoài với Phòng Giáo dục và Đào tạo trước ngày {by}.",
)
_OFFICE_TASKS = (
    "Tổ chức tập huấn công tác tự đánh giá cho các trường trước ngày {by}.",
    "Kiểm tra hồ sơ minh chứng tại các trường đăng ký đánh giá ngoài trước ngày {by}.",
    "Tổng hợp, báo cáo Sở Giáo dục và Đào tạo kết quả kiểm định trước ngày {by}.",
    "Thành lập đoàn tư vấn, hỗ trợ các trường hoàn thiện hồ sơ trước ngày {by}.",
)


def _tasks(
    rng: random.Random, school: School, texts: tuple[str, ...], count: int, who: str, role: str
) -> list[tuple[Para, dict[str, str]]]:
    made = []
    for text in rng.sample(texts, count):
        month = rng.randint(9, 12)
        day = date(school.start, month, rng.randint(5, 28))
        full = text.format(by=f"{day.day:02d}/{day.month}/{day.year}")
        values = {"kind": "task", "action": full, "owner": who, "owners": role}
        values |= {"end_date": day.isoformat(), "deadline_kind": "by"}
        made.append((Para(f"- {full}"), values))
    return made


def district_plan(rng: random.Random, school: School) -> Plan:
    """Return a plan of the district office above ``school``."""
    name = school.district.upper()
    number = f"{school.serial + 400}/KH-PGDĐT"
    heading = ("KẾ HOẠCH", f"Công tác kiểm định chất lượng giáo dục năm học {school.year}")
    place = school.district.split(" ", 1)[-1]
    blocks: list[Block] = [
        letterhead(f"UBND {name}", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", number, place_date(place, school.issued)),
        *title(*heading),
        Para(
            "Căn cứ Thông tư số 18/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018 của Bộ trưởng Bộ Giáo dục "
            "và Đào tạo ban hành Quy định về kiểm định chất lượng giáo dục;"
        ),
        Para(
            f"Phòng Giáo dục và Đào tạo {school.district} xây dựng kế hoạch công tác kiểm định chất "
            f"lượng giáo dục năm học {school.year} như sau:"
        ),
        Para("I. MỤC ĐÍCH, YÊU CẦU", bold=True, align="left"),
        Para("Nâng cao nhận thức về kiểm định chất lượng giáo dục; phấn đấu trong năm học có "
             f"{rng.randint(20, 60)}% các trường được công nhận đạt chuẩn."),
        Para("II. TỔ CHỨC THỰC HIỆN", bold=True, align="left"),
    ]  # fmt: skip
    items: list[TruthItem] = []
    parts = (
        ("1. Đối với các trường", _SCHOOL_TASKS, 3, "Các trường", "Các trường"),
        (
            "2. Đối với Phòng Giáo dục và Đào tạo",
            _OFFICE_TASKS,
            3,
            "Phòng Giáo dục và Đào tạo",
            "Phòng Giáo dục và Đào tạo",
        ),
    )
    for head, texts, count, who, role in parts:
        blocks.append(Para(head, bold=True, align="left"))
        for para, values in _tasks(rng, school, texts, count, who, role):
            items.append(TruthItem((len(blocks), 0), values))
            blocks.append(para)
    blocks.append(
        Para("Trên đây là kế hoạch công tác kiểm định chất lượng giáo dục, đề nghị các trường "
             "nghiêm túc thực hiện./.")
    )  # fmt: skip
    signer = person(rng)
    recipients = ("Sở GD&ĐT (để b/c);", "Các trường MN, TH, THCS (để t/h);", "Lưu: VT.")
    blocks.append(ending(recipients, ("TRƯỞNG PHÒNG",), signer))
    values = {
        "kind": "district_plan",
        "title": " ".join(heading),
        "number": number,
        "issued_place": place,
        "issued_date": school.issued.isoformat(),
        "district": school.district,
        "province": school.province,
        "school_year": school.year,
        "framework": "18/2018/TT-BGDĐT",
        "signer": signer,
    }
    return Plan(dict(values), tuple(blocks), tuple(items))
