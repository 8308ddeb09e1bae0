from __future__ import annotations

from pipeline.figures.twins import near_plans
from tests.pipeline.figures.rows import facts, items, plan

OWN = [
    "Sửa chữa mái tôn dãy nhà hai tầng bằng nguồn vận động của hội cựu học sinh",
    "Trồng 30 cây bóng mát quanh sân bóng và giao từng lớp chăm sóc hằng tuần",
    "Mở lớp bồi dưỡng kỹ năng sơ cấp cứu cho giáo viên và nhân viên bếp ăn",
    "Lập thư viện lưu động phục vụ học sinh hai điểm trường lẻ vào chiều thứ năm",
]
OTHER = [
    "Rà soát hồ sơ phổ cập và đối chiếu với danh sách của công an xã mỗi học kỳ",
    "Tổ chức giải bóng đá mini chào mừng ngày thành lập Đoàn cho khối chín",
    "Kiểm tra nguồn nước giếng khoan và thay lõi lọc trước ngày khai giảng",
    "Khảo sát chất lượng môn Khoa học tự nhiên giữa kỳ và phụ đạo theo nhóm nhỏ",
]
PRESCRIBED = "Báo cáo kết quả thực hiện kế hoạch về phòng giáo dục đúng thời gian quy định"


def names(number: int) -> str:
    return f"Trường THCS Đồi {'ABCDEFGHIJKLMN'[number]}"


def test_a_copied_plan_is_found_though_name_and_numbers_were_changed() -> None:
    a, b, c = plan("a", names(0)), plan("b", names(1)), plan("c", names(2))
    copied = [text.replace("30", "40").replace("hằng tuần", "mỗi tuần") for text in OWN]
    rows = [*items(a, OWN), *items(b, copied), *items(c, OTHER)]
    (pair,), _ = near_plans(facts([a, b, c], rows))
    assert {pair.left, pair.right} == {a.document_id, b.document_id}
    assert len(pair.passages) == 4 and pair.share_own > 0.9
    assert pair.passages[0].left.action != pair.passages[1].left.action


def test_wording_the_office_prescribes_makes_no_pair_and_is_told_apart() -> None:
    documents = [plan(str(i), names(i)) for i in range(6)]
    own = [*OWN, *OTHER]
    rows = [
        row
        for i, document in enumerate(documents)
        for row in items(document, [PRESCRIBED, own[i], own[i][::-1], own[i] + own[i][::-1]])
    ]
    pairs, common = near_plans(facts(documents, rows))
    assert pairs == []
    assert (common[0].text, common[0].schools) == (PRESCRIBED, 6)


def test_plans_alike_from_end_to_end_show_even_if_many_schools_hand_them_in() -> None:
    documents = [plan(str(i), names(i)) for i in range(6)]
    rows = [row for document in documents for row in items(document, OWN)]
    pairs, common = near_plans(facts(documents, rows))
    assert len(pairs) == 15 and {p.share_all for p in pairs} == {1.0}
    assert {p.share_own for p in pairs} == {0.0} and len(common) == 4


def test_the_same_school_does_not_copy_itself_and_short_phrases_prove_nothing() -> None:
    a, b = plan("a", names(0)), plan("b", names(0), "2022-2023")
    short = plan("c", names(1))
    rows = [*items(a, OWN), *items(b, OWN), *items(short, ["Rà soát", "Bổ sung hồ sơ", "Họp"])]
    assert near_plans(facts([a, b, short], rows))[0] == []


def test_lists_of_duties_are_alike_by_nature() -> None:
    a, b = plan("a", names(0)), plan("b", names(1))
    rows = [*items(a, OWN, kind="assignment"), *items(b, OWN, kind="assignment")]
    assert near_plans(facts([a, b], rows)) == ([], [])
