"""Opening and ending of an administrative document as Nghị định 30/2020/NĐ-CP sets them out."""

from __future__ import annotations

import random
from datetime import date

from samples.generator.facts import School
from samples.generator.model import Para, SideBySide

MOTTO = "Độc lập - Tự do - Hạnh phúc"
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def _line(text: str, **style: object) -> Para:
    base: dict[str, object] = {"align": "center", "indent": False, "after": 1.0, "size": 12.0}
    return Para(text, **{**base, **style})  # type: ignore[arg-type]


def authority_of(rng: random.Random, school: School) -> str:
    """Return the authority above a school as its letterhead names it."""
    if school.level == "THPT":
        return rng.choice(
            (
                f"SỞ GIÁO DỤC VÀ ĐÀO TẠO {school.province.upper()}",
                f"SỞ GD&ĐT {school.province.upper()}",
            )
        )
    district = school.district.upper()
    return rng.choice(
        (
            f"PHÒNG GD&ĐT {district}",
            f"UBND {district}",
            f"ỦY BAN NHÂN DÂN {district}",
            f"PHÒNG GIÁO DỤC VÀ ĐÀO TẠO {district}",
        )
    )


def place_date(place: str, day: date) -> str:
    """Return "Tân Lập, ngày 05 tháng 9 năm 2023": days under 10 and months 1, 2 take a zero."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{place}, ngày {day.day:02d} tháng {month} năm {day.year}"


def letterhead(authority: str, body: str, number: str, where: str) -> SideBySide:
    """Return the two columns: authority, school and number; nation, motto, place and date."""
    left = (
        _line(authority),
        _line(body.upper(), bold=True, underline=False, after=9.0),
        _line(f"Số: {number}", size=13.0),
    )
    right = (
        _line(NATION, bold=True),
        _line(MOTTO, bold=True, underline=True, size=13.0, after=9.0),
        _line(where, italic=True, size=13.0),
    )
    return SideBySide(left, right, share=0.42)


def title(*lines: str) -> tuple[Para, ...]:
    """Return the centred title: the kind of document, then what it is about."""
    first = _line(lines[0], bold=True, size=14.0, after=2.0)
    others = [_line(text, bold=True, size=14.0, after=2.0) for text in lines[1:]]
    return (_line("", after=4.0), first, *others[:-1], *(_last(p) for p in others[-1:]))


def _last(para: Para) -> Para:
    return _line(para.text, bold=True, size=14.0, after=12.0)


def ending(recipients: tuple[str, ...], posts: tuple[str, ...], signer: str) -> SideBySide:
    """Return the ending: recipients at the left, post and name of the signer at the right."""
    small = {"align": "left", "size": 11.0}
    left = (
        _line("Nơi nhận:", bold=True, italic=True, align="left", size=12.0),
        *(_line(f"- {r}", **small) for r in recipients),
    )
    right = (
        *(_line(p, bold=True, size=13.0, after=(70.0 if p == posts[-1] else 1.0)) for p in posts),
        _line(signer, bold=True, size=13.0),
    )
    return SideBySide(left, right, share=0.5, closing=True)


def legal_bases(rng: random.Random, school: School) -> tuple[tuple[str, ...], list[dict[str, str]]]:
    """Return the "Căn cứ" lines of a school's plan, and their numbers and dates."""
    number = school.framework
    kind = {"17": "trường tiểu học", "19": "trường mầm non"}.get(
        number[:2],
        "trường trung học cơ sở, trường trung học phổ thông và trường phổ thông có nhiều cấp học",
    )
    guide = "5942/BGDĐT-QLCL" if school.level == "mầm non" else "5932/BGDĐT-QLCL"
    decree_day = date(school.start, 7, rng.randint(10, 28))
    own = f"{rng.randint(300, 2900)}/QĐ-UBND"
    day = rng.choice(("ngày 22 tháng 8 năm 2018", "ngày 22/8/2018"))
    lines = [
        f"Căn cứ Thông tư số {number} {day} của Bộ trưởng Bộ Giáo dục và Đào tạo ban hành Quy định "
        f"về kiểm định chất lượng giáo dục và công nhận đạt chuẩn quốc gia đối với {kind};",
        f"Căn cứ Công văn số {guide} ngày 28 tháng 12 năm 2018 của Bộ Giáo dục và Đào tạo về việc "
        "hướng dẫn tự đánh giá và đánh giá ngoài;",
        f"Căn cứ Quyết định số {own} ngày {decree_day.day} tháng {decree_day.month} năm "
        f"{decree_day.year} của Ủy ban nhân dân tỉnh {school.province} ban hành kế hoạch thời gian "
        f"năm học {school.year};",
        f"Căn cứ kết quả tự đánh giá năm học {school.start - 1}-{school.start} của nhà trường;",
    ]
    found = [
        {"number": number, "date": "2018-08-22"},
        {"number": guide, "date": "2018-12-28"},
        {"number": own, "date": decree_day.isoformat()},
    ]
    keep = 4 if rng.random() < 0.6 else 2
    return tuple(lines[:keep]), found[: min(keep, 3)]
