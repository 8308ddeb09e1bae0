"""A whole improvement plan: letterhead, bases, sections of prose, the table, ending."""

from __future__ import annotations

import random

from samples.generator import improvement
from samples.generator.facts import School
from samples.generator.letterhead import authority_of, ending, legal_bases, letterhead, place_date
from samples.generator.letterhead import title as title_block
from samples.generator.model import Block, Para, Plan, SideBySide, Turn

_AIMS = (
    "Khắc phục những điểm yếu đã được nêu trong báo cáo tự đánh giá, phát huy điểm mạnh, từng bước "
    "đưa các tiêu chí lên mức cao hơn.",
    "Làm căn cứ để các bộ phận, cá nhân trong nhà trường xây dựng kế hoạch hoạt động của mình.",
    "Huy động sự tham gia của gia đình và cộng đồng vào việc nâng cao chất lượng giáo dục.",
    "Giữ vững kết quả kiểm định chất lượng giáo dục đã đạt được trong chu kỳ trước.",
    "Giúp mỗi cán bộ, giáo viên, nhân viên hiểu rõ công việc mình phải làm và thời hạn phải xong.",
)
_DEMANDS = (
    "Nội dung cải tiến phải cụ thể, khả thi, có người chịu trách nhiệm và có mốc thời gian.",
    "Việc kiểm tra, giám sát được tiến hành theo từng giai đoạn và có biên bản.",
    "Kinh phí sử dụng tiết kiệm, đúng mục đích và được công khai trong đơn vị.",
    "Các tổ, các đoàn thể chủ động phối hợp, kịp thời báo cáo khó khăn để cùng tháo gỡ.",
)
_WORKS = (
    "Các tổ trưởng căn cứ kế hoạch này để phân công công việc cho từng thành viên trong tổ.",
    "Bộ phận văn phòng theo dõi tiến độ, tổng hợp tình hình và báo cáo trong phiên họp hằng tháng.",
    "Trong quá trình thực hiện, nếu có vướng mắc đề nghị phản ánh về lãnh đạo để điều chỉnh.",
    "Cuối năm học nhà trường tổ chức tổng kết, rút kinh nghiệm và công bố kết quả cải tiến.",
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI")


def document_values(
    school: School, kind: str, heading: str, authority: str, number: str
) -> dict[str, object]:
    """Return the columns of ``documents`` a school's plan tells."""
    return {
        "kind": kind,
        "title": heading,
        "number": number,
        "issued_place": school.commune,
        "issued_date": school.issued.isoformat(),
        "school": school.name,
        "authority": authority,
        "district": "" if school.level == "THPT" else school.district,
        "province": school.province,
        "school_level": school.level,
        "school_year": school.year,
        "framework": school.framework,
        "signer": school.principal,
    }


def opening(
    rng: random.Random, school: School, kind: str, lines: tuple[str, ...]
) -> tuple[list[Block], dict[str, object], str]:
    """Return letterhead, title and legal bases, and the document's true values."""
    authority = authority_of(rng, school)
    suffix = rng.choice((f"KH-{school.code}", f"KH-{school.code.rstrip('ABCDĐ') or school.code}"))
    number = f"{school.serial:02d}/{suffix}"
    where = place_date(school.commune, school.issued)
    blocks: list[Block] = [letterhead(authority, school.name, number, where)]
    blocks += title_block(*lines)
    bases, found = legal_bases(rng, school)
    blocks += [Para(text, italic=False) for text in bases]
    values = document_values(school, kind, " ".join(lines), authority, number)
    values["legal_bases"] = found
    return blocks, values, number


def close(rng: random.Random, school: School, posts: tuple[str, ...]) -> SideBySide:
    """Return the ending of a school's plan."""
    boss = "Sở GD&ĐT" if school.level == "THPT" else "Phòng GD&ĐT"
    recipients = (
        f"{boss} (để b/c);",
        rng.choice(("Các tổ chuyên môn (để t/h);", "CB, GV, NV nhà trường (để t/h);")),
        rng.choice(("Lưu: VT.", "Lưu: VT, hồ sơ KĐCLGD.")),
    )
    return ending(recipients, posts, school.principal)


def points(rng: random.Random, texts: tuple[str, ...], count: int) -> list[Para]:
    """Return ``count`` of the texts as numbered or dashed paragraphs."""
    chosen = rng.sample(texts, count)
    if rng.random() < 0.5:
        return [Para(f"{i}. {text}") for i, text in enumerate(chosen, start=1)]
    return [Para(f"- {text}") for text in chosen]


def improvement_plan(
    rng: random.Random, school: School, count: int, rows: int, landscape: bool | None = None
) -> Plan:
    """Return an improvement plan with a table of ``count`` columns and about ``rows`` rows."""
    year = rng.choice((f"Năm học {school.year}", f"năm học {school.start} - {school.start + 1}"))
    blocks, values, _ = opening(
        rng,
        school,
        "improvement_plan",
        ("KẾ HOẠCH", "Cải tiến chất lượng giáo dục", year)
        if rng.random() < 0.5
        else ("KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC", year),
    )
    blocks.append(
        Para(
            f"{school.name} xây dựng kế hoạch cải tiến chất lượng giáo dục "
            f"năm học {school.year} như sau:"
        )
    )
    heads = iter(_ROMAN)
    blocks.append(Para(f"{next(heads)}. MỤC ĐÍCH, YÊU CẦU", bold=True, align="left"))
    blocks += points(rng, _AIMS, rng.randint(2, 4))
    blocks += points(rng, _DEMANDS, rng.randint(1, 3))
    blocks.append(Para(f"{next(heads)}. NỘI DUNG KẾ HOẠCH", bold=True, align="left", after=6.0))
    wide = count >= 9 if landscape is None else landscape
    if wide:
        blocks.insert(len(blocks) - 1, Turn(landscape=True))
    grid, items = improvement.table(rng, school, count, rows, len(blocks))
    blocks.append(grid)
    blocks.append(Para(f"{next(heads)}. TỔ CHỨC THỰC HIỆN", bold=True, align="left"))
    blocks += points(rng, _WORKS, rng.randint(2, 4))
    blocks.append(close(rng, school, ("HIỆU TRƯỞNG",)))
    return Plan(values, tuple(blocks), tuple(items))
