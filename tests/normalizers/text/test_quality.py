from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.text.quality import assess
from normalizers.text.unicode import strip_marks


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nhà trường xây dựng kế hoạch cải tiến chất lượng giáo dục", "good"),
        ("Hiệu trưởng", "good"),
        ("HIỆU TRƯỞNG", "good"),
        ("Ông Wayne Jerman, cảnh sát trưởng thành phố Cedar Rapids, cho biết", "good"),
        ("Nha truong xay dung ke hoach cai tien chat luong giao duc", "stripped"),
        ("KE HOACH CAI TIEN CHAT LUONG", "stripped"),
        ("Cong tac KPCLGD phai dugc thue hién nghiém tuc, thuong xuyén; chd trong", "garbled"),
        ("Ké hoach sb 63 cia Uy ban nhéan dén tinh vé Kiém dinh chit lugng", "garbled"),
        ("ngµy 22 th¸ng 11 n¨m 2002 quyÕt ®Þnh cña bé tr\u00adëng", "legacy"),
        ("The quick brown fox jumps over the lazy dog while nobody watches", "foreign"),
        ("12/2022", "empty"),
        ("", "empty"),
    ],
)
def test_verdicts(text: str, kind: str) -> None:
    assert assess(text).kind == kind


def test_scores_order_texts_by_soundness() -> None:
    good = assess("Nhà trường xây dựng kế hoạch cải tiến chất lượng giáo dục năm học")
    garbled = assess("Nha trudng xay dung ké hoach cai tién chat lugng gido duc nam hoc")
    assert good.score > 0.9 > 0.3 > garbled.score


def test_shares_are_shares() -> None:
    quality = assess("Kế hoạch cua nha truong, xyzq 2022")
    assert quality.words == 6
    assert quality.attested <= quality.restorable <= 1


GOOD = [
    "Hiệu trưởng phân công giáo viên chủ nhiệm lớp",
    "Rà soát hồ sơ minh chứng của từng tiêu chí",
    "Tổ chức tập huấn nghiệp vụ tự đánh giá cho giáo viên",
    "Báo cáo kết quả về Phòng Giáo dục và Đào tạo",
    "Kế hoạch cải tiến chất lượng giáo dục năm học 2023-2024",
    "Hoàn thành trước ngày 15/5/2024",
    "Tham mưu với Ủy ban nhân dân xã xây thêm hai phòng học",
    "Vận động cha mẹ học sinh đóng góp ngày công",
    "Bổ sung thiết bị dạy học tối thiểu theo quy định",
    "Sửa chữa nhà vệ sinh của học sinh khối lớp bốn",
    "Trồng thêm cây bóng mát quanh sân trường",
    "Lập dự toán kinh phí từ nguồn ngân sách nhà nước",
    "Duy trì sĩ số, không để học sinh bỏ học giữa chừng",
    "Phụ đạo học sinh gặp khó khăn trong học tập",
    "Bồi dưỡng học sinh giỏi cấp huyện và cấp tỉnh",
    "Kiểm tra nội bộ theo kế hoạch đã được phê duyệt",
    "Công khai chất lượng giáo dục trên trang thông tin điện tử",
    "Các nhóm công tác viết phiếu đánh giá tiêu chí",
    "Hội đồng tự đánh giá thảo luận dự thảo báo cáo",
    "Nhân viên thư viện kiểm kê sách và tài liệu tham khảo",
    "Phối hợp với công an xã giữ gìn an ninh trật tự trường học",
    "Xây dựng quy chế chi tiêu nội bộ",
    "Giám sát việc thực hiện của các tổ chuyên môn",
    "Đánh giá xếp loại cán bộ, giáo viên, nhân viên cuối năm học",
    "Thời gian thực hiện: từ tháng 9 đến tháng 11",
    "Người chịu trách nhiệm: Phó hiệu trưởng",
    "TIÊU CHUẨN 1: TỔ CHỨC VÀ QUẢN LÝ NHÀ TRƯỜNG",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Quản lý hành chính, tài chính và tài sản",
    "Đảm bảo an toàn trường học, phòng chống bạo lực",
    "Khuôn viên, khu sân chơi, bãi tập",
    "Thực hiện nội dung giáo dục địa phương",
    "Hình thành kỹ năng sống cho học sinh",
    "Ban đại diện cha mẹ học sinh họp ba kỳ mỗi năm",
    "Lưu trữ hồ sơ khoa học, đầy đủ, đúng quy định",
    "Nâng cấp phòng tin học và đường truyền mạng",
    "Tổ chức hội thảo cấp trường về đổi mới phương pháp dạy học",
]
# as an engine without Vietnamese reads them
GARBLED = [
    "Cong tac kiém dinh chit lugng gido duc phai dugc thuc hién",
    "Ké hoach cai tién chét lugng cia nha truong",
    "Nha trudng da tiép tuc bé sung, diéu chinh néi ham",
    "Hi¢u truéng phan céng gido vién chi nhiém 16p",
    "Ra sodt hd so minh ching cua timg tiéu chi",
    "Té chirc tap huan nghiép vu tu danh gid cho gido vién",
    "Béo cdo két qua vé Phong Gido duc va Dao tao",
    "Hoan thanh tru6c ngay 15/5/2024, nép vé phong",
    "Tham muu véi Uy ban nhan dan xa xdy thém hai phong hoc",
    "Van dong cha me hoc sinh déng gép ngay céng",
    "Bé sung thiét bi day hoc téi thiéu theo quy dinh",
    "Sta chita nha vé sinh cia hoc sinh kh6i l6p bén",
    "Lap du todn kinh phi tir nguén ngan sdch nha nudc",
    "Kiém tra n6i b6 theo ké hoach da dugc phé duyét",
    "Nhan vién thu vién kiém ké sdch va tai liéu tham khdo",
    "Phéi hgp véi céng an xa gitt gin an ninh trat tu",
    "Ngudi chiu trach nhiém: Phé hi¢u truéng phu trdch",
    "Nang cdp phong tin hoc va dudng truyén mang",
]
# TCVN3 and VNI
LEGACY = [
    "KÕ ho¹ch c¶i tiÕn chÊt l\xadîng gi¸o dôc",
    "ngµy 22 th¸ng 11 n¨m 2002 cña Bé tr\xadëng",
    "C«ng v¨n vÒ viÖc h\xadíng dÉn tù ®¸nh gi¸",
    "HiÖu tr\xadëng ph©n c«ng gi¸o viªn chñ nhiÖm",
    "Keá hoaïch caûi tieán chaát löôïng giaùo duïc",
    "Hieäu tröôûng phaân coâng giaùo vieân chuû nhieäm",
    "Coâng vaên veà vieäc höôùng daãn töï ñaùnh giaù",
    "Baùo caùo keát quaû veà Phoøng Giaùo duïc",
]
FOREIGN = [
    "The quick brown fox jumps over the lazy dog while nobody watches",
    "Le conseil de classe se réunit chaque trimestre avec les parents",
]
EMPTY = [
    "",
    "   ",
    "12/2022",
    "---",
    "1.5",
    "15/5/2024 - 20/5/2024",
    "..........",
    "100%",
    "(1) (2) (3)",
    "5.000.000",
]
TABLE = [
    *((text, "good") for text in GOOD),
    *((unicodedata.normalize("NFD", text), "good") for text in GOOD),
    *((strip_marks(text), "stripped") for text in GOOD),
    *((text.upper(), "good") for text in GOOD[:20]),
    *((text, "garbled") for text in GARBLED),
    *((text, "legacy") for text in LEGACY),
    *((text, "foreign") for text in FOREIGN),
    *((text, "empty") for text in EMPTY),
]


@pytest.mark.parametrize(("text", "kind"), TABLE)
def test_table(text: str, kind: str) -> None:
    assert assess(text).kind == kind


@given(st.sampled_from(GOOD), st.sampled_from(GARBLED))
def test_sound_text_scores_higher_than_damaged_text(good: str, garbled: str) -> None:
    mixed = f"{good} {garbled}"
    assert assess(good).score > assess(garbled).score
    assert assess(good).attested >= assess(mixed).attested >= assess(garbled).attested


@given(st.text(max_size=80))
def test_any_text_is_judged(text: str) -> None:
    quality = assess(text)
    assert 0 <= quality.score <= 1
    assert quality.kind in ("good", "ocr", "stripped", "garbled", "legacy", "foreign", "empty")
