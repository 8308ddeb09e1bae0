"""Owner cells: roles, groups, people, who leads, as written and as damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.owners import default_synonyms, find_roles, load_synonyms, parse_owners
from normalizers.text.unicode import strip_marks

HT, PHT, BGH = "Hiệu trưởng", "Phó hiệu trưởng", "Ban giám hiệu"
TTCM, TCM, CD = "Tổ trưởng chuyên môn", "Tổ chuyên môn", "Công đoàn"
GV, GVCN, GVBM = "Giáo viên", "Giáo viên chủ nhiệm", "Giáo viên bộ môn"
BDD, DTN, ALL = "Ban đại diện cha mẹ học sinh", "Đoàn Thanh niên", "Cán bộ, giáo viên, nhân viên"
TPT, TV, VT, KT = "Tổng phụ trách Đội", "Nhân viên thư viện", "Văn thư", "Kế toán"
YT, NV, HDT = "Nhân viên y tế", "Nhân viên", "Hội đồng trường"
HDTDG, PGD = "Hội đồng tự đánh giá", "Phòng Giáo dục và Đào tạo"


def group(n: int) -> str:
    return f"Nhóm công tác số {n}"


# (cell, owners in order)
CASES: list[tuple[str, list[str]]] = [
    # schools by name, offices of a department, members of a group
    ("Trường TH Phan Thị Lụa, xã Hòa Bình", ["Trường Tiểu học Phan Thị Lụa"]),
    ("Trường THPT chuyên Trần Minh Đức", ["Trường THPT chuyên Trần Minh Đức"]),
    ("Trường THPT Hòa Bình 1", ["Trường THPT Hòa Bình 1"]),
    ("TRƯỜNG THCS HOA MAI", ["Trường THCS Hoa Mai"]),
    (
        "Trường Mầm non 8/3 và Trường Mầm non Hoa Sen",
        ["Trường Mầm non 8/3", "Trường Mầm non Hoa Sen"],
    ),
    ("Hiệu trưởng Trường THCS Hoa Mai", [HT]), ("Hội đồng trường Tiểu học A", [HDT]),
    ("Trường THCS", ["Nhà trường"]), ("Phòng Giáo dục Phổ thông", ["Phòng Giáo dục Phổ thông"]),
    ("Phòng GDPT; Phòng KH-TC", ["Phòng Giáo dục Phổ thông", "Phòng Kế hoạch - Tài chính"]),
    ("Phòng Giáo dục Quận Tân Bình", [PGD]),
    ("Các thành viên trong nhóm mạng lưới KĐCLGD của Phòng GD&ĐT", ["Nhóm mạng lưới KĐCLGD"]),
    ("Các thành viên", ["Các thành viên"]),
    ("- Nhóm thư ký\n- Công-đoàn\n- Hiệu trưởng", ["Nhóm thư ký", CD, HT]),
    ("Hội đồng -\ntrường", [HDT]), ("Hiệu-trưởng - Kế toán", [HT, KT]),
    # one role, its spellings
    ("Hiệu trưởng", [HT]), ("HIỆU TRƯỞNG", [HT]), ("hiệu trưởng", [HT]), ("HT", [HT]),
    ("- Hiệu trưởng.", [HT]), ("Hiệu  trưởng;", [HT]), ("Đ/c Hiệu trưởng", [HT]),
    ("Hiệu trưởng nhà trường", [HT]), ("Thủ trưởng đơn vị", [HT]),
    ("Phó hiệu trưởng", [PHT]), ("Phó HT", [PHT]), ("P. Hiệu trưởng", [PHT]), ("PHT", [PHT]),
    ("P.HT", [PHT]), ("Hiệu phó", [PHT]), ("Các phó hiệu trưởng", [PHT]),
    ("Phó Hiệu Trưởng", [PHT]),
    ("Phó hiệu trưởng chuyên môn", [PHT]), ("BGH", [BGH]), ("Ban giám hiệu", [BGH]),
    ("Lãnh đạo nhà trường", [BGH]), ("Ban Giám hiệu nhà trường", [BGH]),
    ("TTCM", [TTCM]), ("Tổ trưởng CM", [TTCM]), ("Các tổ trưởng chuyên môn", [TTCM]),
    ("Tổ trưởng tổ chuyên môn", [TTCM]), ("TT CM", [TTCM]), ("TT tổ CM 2", [TTCM]),
    ("Tổ trưởng tổ 1", [TTCM]), ("Tổ trưởng tổ Toán", [TTCM]),
    ("TP tổ CM 1", ["Tổ phó chuyên môn"]),
    ("Các tổ chuyên môn", [TCM]), ("Tổ CM", [TCM]), ("Công đoàn", [CD]), ("CĐ", [CD]),
    ("BCH Công đoàn", [CD]), ("Công đoàn trường", [CD]), ("CT Công đoàn", ["Chủ tịch Công đoàn"]),
    ("GVCN", [GVCN]), ("Giáo viên chủ nhiệm", [GVCN]), ("GV chủ nhiệm", [GVCN]),
    ("Đội ngũ giáo viên chủ nhiệm", [GVCN]), ("GVCN lớp 9A", [GVCN]), ("GVCN các lớp", [GVCN]),
    ("GVBM", [GVBM]), ("Giáo viên bộ môn Toán", [GVBM]), ("GV", [GV]), ("Giáo viên", [GV]),
    ("Toàn thể giáo viên", [GV]), ("Đội ngũ CBGVNV", [ALL]), ("CB-GV-NV", [ALL]),
    ("CB, GV, NV", [ALL]), ("Toàn thể CBGVNV", [ALL]), ("Cán bộ, giáo viên, nhân viên", [ALL]),
    ("Ban đại diện CMHS", [BDD]), ("Hội cha mẹ học sinh", [BDD]), ("BĐD CMHS", [BDD]),
    ("Ban đại diện cha mẹ trẻ", [BDD]), ("Hội phụ huynh", [BDD]),
    ("Đoàn TNCS Hồ Chí Minh", [DTN]), ("Đoàn TN", [DTN]), ("Chi đoàn", [DTN]), ("ĐTN", [DTN]),
    ("Bí thư ĐTN", ["Bí thư Đoàn"]), ("TPT Đội", [TPT]), ("Tổng phụ trách Đội", [TPT]),
    ("GV TPT Đội", [TPT]), ("Liên đội", ["Đội Thiếu niên Tiền phong"]),
    ("NV thư viện", [TV]), ("Cán bộ thư viện", [TV]), ("Thư viện", [TV]), ("Văn thư", [VT]),
    ("Kế toán", [KT]), ("NV kế toán", [KT]), ("Y tế", [YT]), ("NV y tế", [YT]),
    ("Bảo vệ", ["Bảo vệ"]),
    ("Nhân viên", [NV]), ("Hội đồng trường", [HDT]), ("HĐ TĐG", [HDTDG]),
    ("Chủ tịch HĐ", ["Chủ tịch hội đồng"]), ("Chủ tịch HĐT", ["Chủ tịch Hội đồng trường"]),
    ("Phó CT HĐ, Ủy viên HĐ", ["Phó chủ tịch hội đồng", "Ủy viên hội đồng"]),
     ("HĐTĐG", [HDTDG]),
    ("Hội đồng TĐG", [HDTDG]), ("Nhóm thư ký", ["Nhóm thư ký"]), ("Ban thư kí", ["Nhóm thư ký"]),
    ("Phòng GD&ĐT", [PGD]), ("PGD", [PGD]), ("Phòng Giáo dục và Đào tạo quận Tân Bình", [PGD]),
    ("UBND xã", ["Ủy ban nhân dân xã"]), ("Nhà trường", ["Nhà trường"]),
    ("Các nhóm công tác", ["Các nhóm công tác"]), ("Chi bộ", ["Chi bộ"]),
    # numbered groups and teams
    ("Nhóm công tác số 1", [group(1)]), ("Nhóm 2", [group(2)]), ("Nhóm công tác 3", [group(3)]),
    ("Nhóm chuyên trách số 4", [group(4)]), ("nhóm số 5", [group(5)]),
    ("NHÓM CÔNG TÁC SỐ 1", [group(1)]),
    ("Nhóm 1, 2 và 3", [group(1), group(2), group(3)]), ("Nhóm 01", [group(1)]),
    ("Nhóm 1; Nhóm 2", [group(1), group(2)]), ("Tổ Toán - Tin", ["Tổ Toán - Tin"]),
    ("Tổ Ngữ văn", ["Tổ Ngữ văn"]), ("Tổ 4-5", ["Tổ 4-5"]), ("Tổ chuyên môn 2", ["Tổ 2"]),
    ("Tổ Toán; Tổ Văn", ["Tổ Toán", "Tổ Văn"]),
    # lists
    ("Hiệu trưởng, Phó hiệu trưởng", [HT, PHT]), ("HT/PHT", [HT, PHT]), ("BGH + TTCM", [BGH, TTCM]),
    ("BGH, TTCM, GVCN", [BGH, TTCM, GVCN]), ("Hiệu trưởng và các phó hiệu trưởng", [HT, PHT]),
    ("Hiệu trưởng - Công đoàn", [HT, CD]), ("BGH & GVCN", [BGH, GVCN]),
    ("- Hội đồng trường; Lãnh đạo nhà trường; - Đội ngũ giáo viên chủ nhiệm - Nhân viên",
     [HDT, BGH, GVCN, NV]),
    ("- Lãnh đạo nhà trường. - Tổ trưởng chuyên môn.\n- Đội ngũ CBGVNV\n- Phó HT",
     [BGH, TTCM, ALL, PHT]),
    ("Hiệu trưởng\nKế toán", [HT, KT]), ("Nhân viên y tế và GVCN", [YT, GVCN]),
    ("Hiệu trưởng, hiệu trưởng", [HT]), ("Công đoàn, Đoàn TN, Đội TNTP",
     [CD, DTN, "Đội Thiếu niên Tiền phong"]),
    ("Văn thư, giáo viên phụ trách, Kế toán", [VT, GV, KT]),
    ("GVCN; GVBM; TPT Đội", [GVCN, GVBM, TPT]),
    ("Hiệu trưởng Phó hiệu trưởng", [HT, PHT]), ("HT, PHT, TTCM, GV", [HT, PHT, TTCM, GV]),
    ("Ban giám hiệu, Ban đại diện cha mẹ học sinh", [BGH, BDD]), ("* BGH\n* GVCN", [BGH, GVCN]),
    ("Giáo viên và học sinh", [GV, "Học sinh"]), ("1. Hiệu trưởng 2. Công đoàn", [HT, CD]),
    # qualifiers do not become owners
    ("Phó hiệu trưởng phụ trách cơ sở vật chất", [PHT]), ("Phó HT phụ trách chuyên môn", [PHT]),
    ("Giáo viên trong trường", [GV]), ("Hiệu trưởng ra quyết định", [HT]),
    ("Giáo viên dạy khối 9", [GV]), ("Tổ trưởng các tổ chuyên môn", [TTCM]),
    # people
    ("Ông Nguyễn Văn An - Phó hiệu trưởng", [PHT]), ("Bà Trần Thị Thanh Mai (HT)", [HT]),
    ("Nguyễn Thị Hoa", []), ("Nhóm 1: Nhóm trưởng Phan Hồng Yến", [group(1), "Nhóm trưởng"]),
    ("Hiệu trưởng: Lê Văn Tám", [HT]), ("Cô Lan - GVCN", [GVCN]),
    ("Bí thư chi bộ: Lương Văn Thu Hạnh", ["Bí thư chi bộ"]), ("Kế toán - Tạ Văn Thu Huệ", [KT]),
    ("Giáo viên, Nhân viên văn thư", [GV, VT]), ("Giáo viên, nhân viên", ["Giáo viên, nhân viên"]),
    # lead and support
    ("Chủ trì: Hiệu trưởng; phối hợp: Công đoàn, GVCN", [HT, CD, GVCN]),
    ("Hiệu trưởng chủ trì, TTCM phối hợp", [HT, TTCM]), ("Văn thư phối hợp Hiệu trưởng", [VT, HT]),
    ("Hiệu trưởng (chủ trì), Công đoàn (phối hợp)", [HT, CD]),
    ("Giáo viên chủ nhiệm phối hợp với Ban đại diện cha mẹ học sinh", [GVCN, BDD]),
    # without marks
    ("Hieu truong", [HT]), ("Pho hieu truong", [PHT]), ("To truong chuyen mon", [TTCM]),
    ("Cong doan", [CD]), ("Hieu truong, pho hieu truong", [HT, PHT]), ("Ke toan", [KT]),
    ("Giao vien chu nhiem", [GVCN]), ("Ban dai dien cha me hoc sinh", [BDD]), ("Van thu", [VT]),
    ("Nhom cong tac so 2", [group(2)]), ("HIEU TRUONG", [HT]), ("BGH, TTCM", [BGH, TTCM]),
    # OCR damage
    ("Hiệu trường", [HT]), ("Hiéu truong", [HT]), ("Hiệu trưong", [HT]), ("Hiệu trướng", [HT]),
    ("Phó hiệu trường", [PHT]), ("Phô hiệu trưởng", [PHT]), ("Tổ trường chuyên mon", [TTCM]),
    ("Hôi đồng trường", [HDT]), ("Công đoan", [CD]), ("Giáo viên chù nhiệm", [GVCN]),
    ("Ban đại diên cha mẹ học sinh", [BDD]), ("Higu truong", [HT]),
    ("Tổ trưởng chuyén môn", [TTCM]),
    ("Hiệu\u00a0trưởng", [HT]), ("Hiê\u0323u trươ\u0309ng", [HT]), ("Ніệu trưởng", [HT]),
    ("TICM", [TTCM]), ("GVCGN", [GVCN]), ("NVyte", [YT]), ("T0 CM", [TCM]),
    ("Nhân viên thiết bỏ", ["Nhân viên thiết bị"]), ("Ch? tích Công đoàn", ["Chủ tịch Công đoàn"]),
    ("Chỉ trì: Kế toán\nPhôi hữp: Văn thư", [KT, VT]), ("~ GVCN\n~ Kế toán", [GVCN, KT]),
    ("Céng doan", [CD]), ("T6 CM", [TCM]), ("Chi b6", ["Chi bộ"]), ("“Kế toán", [KT]),
    ("Chủ trì: P.\nHiệu trưởng", [PHT]),
    # good words that only look alike
    ("chuyền miễn", ["Chuyền miễn"]), ("Giáo viên, nhân viên hợp đồng", ["Giáo viên, nhân viên"]),
    # schools of a district plan
    ("các trường mầm non, tiểu học, trung học cơ sở", ["Các trường"]),
    ("Tất cả các trường MN, TH và THCS", ["Các trường"]), ("Các trường", ["Các trường"]),
    ("các trường tiểu học", ["Các trường"]), ("Mầm non 2/9", ["Mầm non 2/9"]),
    ("Các trường; Phòng GD&ĐT", ["Các trường", PGD]),
    ("Hiệu trưởng các trường", [HT]),
    ("Tiểu học: Tân An, Lê Thị Bé", ["Trường Tiểu học Tân An", "Trường Tiểu học Lê Thị Bé"]),
    ("Mầm non: mầm non 1/6 và mầm non Sao Mai",
     ["Trường Mầm non 1/6", "Trường Mầm non Sao Mai"]),
    ("THCS: Ông Lê Văn Tám", ["THCS"]), ("Tiểu học: Hiệu trưởng", ["Tiểu học", HT]),
    # abbreviations tied together
    ("Trưởng phòng ĐBCL&KT", ["Trưởng phòng ĐBCL&KT"]), ("Trưởng phòng KH-TC",
     ["Trưởng phòng KH-TC"]), ("HT-PHT", [HT, PHT]), ("BGH-GVCN", [BGH, GVCN]),
    ("Văn phòng Sở Y tế", ["Văn phòng Sở"]), ("Trung tâm y tế huyện A", ["Trung tâm y tế"]),
    ("Nhóm 1 (TC 1,2,3)", [group(1)]), ("Nhóm Š (TC 9,10)", [group(5)]),
    ("Nhóm 2 - tiêu chí 2.1 đến 2.4", [group(2)]), ("Trưởng BM KTPM", ["Trưởng BM KTPM"]),
    ("Lãnh đạo các phòng chức năng", ["Các phòng chức năng"]), ("Các đơn vị", ["Các đơn vị"]),
    # unknown phrases stay
    ("Bộ phận chăm sóc cây xanh", ["Bộ phận chăm sóc cây xanh"]), ("Hội", ["Hội"]),
    ("Hồi", ["Hồi"]),
    ("Chủ tịch UBND xã", ["Chủ tịch UBND xã"]), ("ban văn nghệ", ["Ban văn nghệ"]),
    # nothing
    ("", []), ("-", []), ("…", []), ("12", []),
]  # fmt: skip


def test_the_table_is_long_enough() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize(("text", "want"), CASES)
def test_owners(text: str, want: list[str]) -> None:
    assert list(parse_owners(text).owners) == want


SIDES = [
    ("Chủ trì: Hiệu trưởng; phối hợp: Công đoàn, GVCN", [HT], [CD, GVCN]),
    ("Hiệu trưởng chủ trì, TTCM phối hợp", [HT], [TTCM]),
    ("Hiệu trưởng (chủ trì), Công đoàn (phối hợp)", [HT], [CD]),
    ("Văn thư phối hợp Hiệu trưởng", [VT], [HT]),
    ("GVCN phối hợp với Ban đại diện CMHS", [GVCN], [BDD]),
    ("Chủ trì: BGH\nPhối hợp: TTCM; GVCN", [BGH], [TTCM, GVCN]),
    ("Đơn vị chủ trì: Công đoàn. Đơn vị phối hợp: Chi đoàn", [CD], [DTN]),
    ("Hiệu trưởng, Phó hiệu trưởng", [], []),
    ("BGH và TTCM chủ trì; GV tham gia", [BGH, TTCM], [GV]),
]


@pytest.mark.parametrize(("text", "lead", "support"), SIDES)
def test_lead_and_support(text: str, lead: list[str], support: list[str]) -> None:
    value = parse_owners(text)
    assert (list(value.lead), list(value.support)) == (lead, support)


PEOPLE = [
    ("Ông Nguyễn Văn An - Phó hiệu trưởng", ["Nguyễn Văn An"]),
    ("Bà Trần Thị Thanh Mai (HT)", ["Trần Thị Thanh Mai"]),
    ("Nhóm 1: Nhóm trưởng Phan Hồng Yến", ["Phan Hồng Yến"]),
    ("Thầy Hùng, cô Lan", ["Hùng", "Lan"]),
    ("Hiệu trưởng: LÊ VĂN TÁM", ["Lê Văn Tám"]),
    ("Đ/c Hoa", ["Hoa"]),
    ("Hiệu trưởng", []),
    ("Đoàn Thanh niên", []),
    ("Công đoàn, Đoàn trường", []),
]


@pytest.mark.parametrize(("text", "want"), PEOPLE)
def test_people_of_a_cell(text: str, want: list[str]) -> None:
    assert list(parse_owners(text).people) == want


@pytest.mark.parametrize(
    ("text", "flag"),
    [("Bộ phận chăm sóc cây xanh", "owner_unknown"), ("Hội", "owner_unknown"),
     ("Hiệu trường", "owner_ocr_mended"), ("Hiệu trưởng ra quyết định", "owner_extra_text")],
)  # fmt: skip
def test_flags(text: str, flag: str) -> None:
    assert flag in parse_owners(text).flags


def test_clean_lists_have_no_flags() -> None:
    assert parse_owners("- Lãnh đạo nhà trường. - Tổ trưởng chuyên môn.\n- Phó HT").flags == ()


def test_different_tones_never_merge() -> None:
    assert parse_owners("Hội").owners != parse_owners("Hồi").owners
    assert parse_owners("Kế toán").owners != parse_owners("Kẻ toan").owners or (
        "owner_ocr_mended" in parse_owners("Kẻ toan").flags
    )


def test_users_extend_synonyms_by_tsv(tmp_path: Path) -> None:
    path = tmp_path / "roles.tsv"
    path.write_text(
        "# của trường\nCán sự lớp\tBan cán sự lớp\nTTCM\tTổ trưởng tổ bộ môn\n", "utf-8"
    )
    own = load_synonyms(path)
    assert parse_owners("Cán sự lớp", synonyms=own).owners == ("Ban cán sự lớp",)
    assert parse_owners("TTCM", synonyms=own).owners == ("Tổ trưởng tổ bộ môn",)
    assert parse_owners("HT", synonyms=own).owners == (HT,)
    assert parse_owners("Cán sự lớp").flags == ("owner_unknown",)


def test_users_extend_synonyms_by_json(tmp_path: Path) -> None:
    path = tmp_path / "roles.json"
    path.write_text('[{"name": "Ban cán sự lớp", "synonyms": ["BCS lớp"]}]', "utf-8")
    own = load_synonyms(path)
    assert parse_owners("BCS lớp", synonyms=own).owners == ("Ban cán sự lớp",)


@pytest.mark.parametrize("content", ["không có tab\n", "\tTên\n", "A\t \n"])
def test_a_bad_synonyms_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "roles.tsv"
    path.write_text(content, "utf-8")
    with pytest.raises(ValueError, match="dòng 1"):
        load_synonyms(path)


NAMES = sorted({name for name in default_synonyms().exact.values() if "," not in name})


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True),
       st.sampled_from(("; ", "\n", "\n- ")))  # fmt: skip
def test_any_list_of_roles_survives(names: list[str], separator: str) -> None:
    assert list(parse_owners(separator.join(names)).owners) == names


@given(st.sampled_from(NAMES))
def test_a_role_survives_capitals_and_lost_marks(name: str) -> None:
    assert parse_owners(name.upper()).owners == (name,)
    stripped = parse_owners(strip_marks(name))
    assert stripped.owners == (name,) or "owner_unknown" in stripped.flags


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    value = parse_owners(text)
    assert set(value.lead) | set(value.support) <= set(value.owners)


def test_roles_in_prose() -> None:
    text = "Giao Phó hiệu trưởng và Tổ trưởng chuyên môn kiểm tra hồ sơ."
    found = find_roles(text)
    assert [r.name for r in found] == [PHT, TTCM]
    assert text[found[0].start : found[0].end] == "Phó hiệu trưởng"


@pytest.mark.parametrize(
    ("text", "owners", "people"),
    [
        ("Phòng-Giáo dục và Đào tạo", ("Phòng Giáo dục và Đào tạo",), ()),
        ("Tổ trưởng, chuyên môn", ("Tổ trưởng chuyên môn",), ()),
        ("Chủ tịch Công đoàn (Lương Xuân.An)", ("Chủ tịch Công đoàn",), ("Lương Xuân An",)),
        ("Ban đại diện cha mẹ\nHọc sinh", ("Ban đại diện cha mẹ học sinh",), ()),
        ("Hộ;Đồng tự đánh giá", ("Hội đồng tự đánh giá",), ()),
        ("Hội; Đồng tự đánh giá", ("Hội đồng tự đánh giá",), ()),
        ("Tổ chuyên môn (Mai Văn, Phúc)", ("Tổ chuyên môn",), ("Mai Văn Phúc",)),
        ("Hiệu*trưởng; NV y tế", ("Hiệu trưởng", "Nhân viên y tế"), ()),
        ("Nhân viên văn* thư", ("Văn thư",), ()),
        ("Tổng phụ *rách Đội, Tổ VP", ("Tổng phụ trách Đội", "Tổ văn phòng"), ()),
        ("CT Côr.g đoàn, GVBM", ("Chủ tịch Công đoàn", "Giáo viên bộ môn"), ()),
        ("Ban TTND, Giáo viên-'bộ môn", ("Ban thanh tra nhân dân", "Giáo viên bộ môn"), ()),
        ("Ban đại diện cha + mẹ học sinh", ("Ban đại diện cha mẹ học sinh",), ()),
        ("Kế toán, @VBM", ("Kế toán", "Giáo viên bộ môn"), ()),
        ("Nhónrthư ký, P. Hiệu trưởng", ("Nhóm thư ký", "Phó hiệu trưởng"), ()),
    ],
)
def test_dirt_within_one_name_parts_nothing(
    text: str, owners: tuple[str, ...], people: tuple[str, ...]
) -> None:
    value = parse_owners(text)
    assert (value.owners, value.people) == (owners, people)
    assert value.flags == ("owner_ocr_mended",)


@pytest.mark.parametrize(
    "text",
    [
        "Chủ-trì: Chi bộ\nPhối hợp: Văn thư",
        "Chủ :rì: Chi bộ\nPhối hợp: Văn thư",
        "Chủ trì: Chi bộ\n- Phối „ hợp: Văn thư",
    ],
)
def test_a_speck_in_a_marker_is_no_sign(text: str) -> None:
    value = parse_owners(text)
    assert (value.lead, value.support) == (("Chi bộ",), ("Văn thư",))


def test_a_lost_blank_before_capitals() -> None:
    assert parse_owners("Bảo vệ; TổVP, TổCM").owners == ("Bảo vệ", "Tổ văn phòng", "Tổ chuyên môn")


@pytest.mark.parametrize("text", ["* Hiệu trưởng\n* Kế toán", "Hiệu trưởng* Kế toán"])
def test_a_star_between_roles_parts_them(text: str) -> None:
    assert parse_owners(text).owners == ("Hiệu trưởng", "Kế toán")


@pytest.mark.parametrize("text", ["Hiệu trưởng, Bạch Tuộc", "Ban giám hiệu, tổ hậu cần"])
def test_an_unknown_owner_after_a_comma_stays(text: str) -> None:
    assert len(parse_owners(text).owners) == 2


def test_those_given_the_lead_kept_only_half_their_name() -> None:
    """ "Các trường được giao chủ trì" names them; it does not say that they lead another."""
    value = parse_owners("Các trường được giao chủ trì")
    assert value.lead_text in ("", "Các trường được giao chủ trì")


def test_the_office_of_the_government_is_no_team_of_a_school() -> None:
    value = parse_owners("Văn phòng Chính phủ")
    assert (value.owners, value.flags) == (("Văn phòng Chính phủ",), ("owner_unknown",))
