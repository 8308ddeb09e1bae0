"""Words that tell who does what: verbs of doing, what stands before them, heads of names.

Generic words of Vietnamese offices and schools, as written with their marks; no phrase of any one
document.
"""

from __future__ import annotations

from functools import lru_cache

from extractors.wording.content import phrase_list
from normalizers.text.unicode import clean, fold

__all__ = [
    "HEADS",
    "NAMES_WITH_VERBS",
    "NOT_HEADS",
    "ROLES",
    "ROLE_VERBS",
    "STOPS",
    "TITLES",
    "verbs",
]

_VERBS = """
tự giải thể|tự túc|thử nghiệm|
dự họp|dự đầy đủ|dự các|dự lễ|dự buổi|dự tập huấn|kết nạp|hiến máu|ra số|ra mắt|ra quân|
gặp|chằng chống|
phối kết hợp|kết hợp|giải thích|
treo|cài đặt|cài|gỡ|gom|nhặt|tặng|biểu dương|cổ vũ|nhân bản|phô tô|đóng dấu|tăng|giảm|giữ vững|
ký nhận|bàn bạc|hội ý|quay phim|chiếu|phát sóng|phát quà|nạo vét|khơi thông|đào|đắp|xây|lát|lo|
lợp|quét vôi|chống thấm|rào|rào chắn|khoan|tẩy|giặt|rửa|lau|chùi|khử trùng|tiêm|tiêm chủng|cách ly|
cấp cứu|sơ cứu|đưa đón|chở|dắt|canh|gác|chốt chặn|ngăn|cấm|dừng|hoãn|lùi|gia hạn|bù|dạy bù|kéo|
đỡ đầu|nhận nuôi|bảo trợ|vay|chi|chi trả|hạch toán|thẩm duyệt|trộn|sắp|coi|vào điểm|kiểm quỹ|
kiểm điểm|phê bình|phân xử|tiếp dân|tổng rà soát|nêu|tuyên bố|giám định|đo đạc|khoanh vùng|
thả|thu hoạch|bón|ươm|gieo|dịch|phiên dịch|hiệu đính|xuất bản|đồng bộ|tích hợp|kết xuất|khai báo|
nhập liệu|phân quyền|tra cứu|truy cập|truy xuất|đặt lịch|đăng kí|khởi động|phát lệnh|bế mạc|
luân chuyển|thuyên chuyển|tuyển dụng|miễn nhiệm|kỷ luật|thi hành|cưỡng chế|chấm dứt|tạm ứng|
thanh lọc|biên mục|đóng gói|lập lịch|chủ động liên hệ|đứng lớp|phỏng vấn|quay|ghép|chuyển giao|
tiếp sức|động viên|nhắc lịch|trực tiếp nhận|xin ý kiến|tra soát|kiểm nghiệm|lấy mẫu|lưu mẫu|
dời|di dời|sơ tán|neo|chằng|chèn|chống|kê dọn|khôi phục|huy động|chặt|tỉa|phát quang|lật úp|
bàn giao|bảo dưỡng|bảo đảm|bảo trì|bắt đầu|biên soạn|biên tập|bình xét|bổ nhiệm|bốc thăm|cho mượn|
cho phép|ra quyết định|ra đề|dự giờ|
cam kết|cân đối|cân đo|cắm|cắt tỉa|cấp|cấp phát|chấm|chấm thi|chấn chỉnh|chấp hành|chạy thử|
chăm sóc|chi trả|chia|chốt|
chụp|chọn|chủ trì|chứng kiến|chịu trách nhiệm|coi thi|cụ thể hóa|cụ thể hoá|cung ứng|cải tạo|
cử người|
dán|dạy|dẫn|dẫn chương trình|dọn|dọn dẹp|dự trù|dự toán|dựng|dàn dựng|diễn tập|duyệt|duy tu|
đặt|đặt mua|điều chỉnh|điều chuyển|điều động|điều hành|điều tra|định hướng|đo|đóng|đóng góp|đón|
đối chiếu|đọc|đôn đốc|đánh|
đăng|đăng tải|đưa tin|đến thăm|
gặp gỡ|giải quyết|giải trình|giải đáp|giải tỏa|giao|giao ban|giảng dạy|giúp|giúp đỡ|giữ|giữ gìn|
gọi|gọi điện|góp|góp ý|ghi|ghi chép|gắn|
hiệp đồng|hòa giải|học|học tập|hỗ trợ|hoàn chỉnh|hoàn tất|huấn luyện|hủy|hợp đồng|hình thành|
in|in sao|
kèm|kèm cặp|kê khai|kê|kẻ|kết nối|khai giảng|khai mạc|khám|khen|khóa|khử khuẩn|khôi phục|kí|kí kết|
ký kết|ký duyệt|kiến nghị|kiểm đếm|kiểm định|kiểm soát|
làm quen|làm thủ tục|lắp|lấy ý kiến|lấy|lên|lên lịch|liên hệ|lưu|lưu giữ|luyện|luyện tập|
may|mở|mở cửa|mượn|mua|múa|
nắm|nắm bắt|nấu|nâng|nâng cấp|ngăn chặn|nghiên cứu|nhắc|nhắc nhở|nhận|nhận diện|nhân rộng|
niêm phong|nối|nuôi|nỗ lực|
ôn|ôn tập|ôn thi|
phát|phát hành|phát hiện|phân bổ|phân cấp|phân loại|phân luồng|phân nhóm|phê duyệt|phòng ngừa|
phóng sự|phun|phục vụ|phụ đạo|
quảng bá|quét|quét dọn|quy định|quyên góp|quyết định|
ra đề|ra soát|rèn|rèn luyện|
sáng tác|sao|sao lưu|san lấp|sắp đặt|siết chặt|soạn|soạn thảo|sơn|sơn lại|sửa sang|sửa|số hóa|
số hoá|sinh hoạt|
tạm dừng|tạo|tạo lập|tái hiện|tập|tập luyện|tập trung|tháo dỡ|tháo gỡ|tham quan|tham dự|thanh lí|
thanh lý|thanh toán|thanh tra|
thay|thảo luận|thăm|thăm hỏi|thẩm tra|theo dõi|thiết kế|thiết lập|thí điểm|thông báo|thông tin|
thống kê|thống nhất|thu|thu gom|thuê|thể chế hóa|
thực hành|tiếp|tiếp đón|tiếp thu|tiếp xúc|tìm hiểu|tính toán|tổng duyệt|tổng vệ sinh|tôn tạo|
tôn vinh|trả|trả lời|trang trí|trao|trao đổi|
trồng|trông|trông giữ|trông xe|trực|trực ban|truy quét|truyền đạt|tuần tra|tuyển|tuyển chọn|
tuyển sinh|tư vấn|tưới|tổ chức|
ủng hộ|uốn nắn|ứng phó|ưu tiên|
vào sổ|vận chuyển|vận hành|vẽ|vệ sinh|viết|viết bài|
xác định|xác minh|xác nhận|xem xét|xét|xét duyệt|xét chọn|xếp|xếp lịch|xóa|xử phạt|xử lí|
yêu cầu|quán xuyến|họp|thi|báo|mời|cân|tách|đếm|nhắn|bày|trưng bày|thuyết trình|rút|rà
"""
_EXTRA_NOT = (
    "hội khỏe", "hội diễn", "hội đàm", "phòng máy", "phòng thi", "phòng đọc", "phòng thủ", "tổ hợp",
    "đoàn kết", "đoàn viên tham", "trường lớp", "trường thi", "ban đầu", "cô đọng", "cô đơn",
    "bà con", "ông bà", "công an toàn", "báo cáo", "báo chí", "đài loan", "khoa học", "khoa bảng",
    "bộ đề", "bộ câu hỏi", "bộ tiêu chuẩn", "bộ tài liệu", "bộ sách", "đội ngũ", "đội tuyển",
    "viện trợ", "cục bộ", "đội mũ", "đội nón", "đội hình", "đội bóng", "đội ngũ", "đội giá",
    "hội trại", "hội thao", "hội chợ", "hội trường", "hội đàm", "hội báo", "hội làng", "hội xuân",
    "hội khoẻ", "quý i", "quý ii", "quý iii", "quý iv", "lớp học", "học sinh giỏi",
    "y tế trường học:", "thư viện thân thiện", "cơ sở vật chất", "cơ sở dữ liệu",
    "người dân tộc", "bảo vệ môi trường", "bảo vệ dữ liệu", "bảo vệ tài sản", "bảo vệ an toàn",
    "bảo vệ trường học", "bảo vệ trẻ", "bảo vệ sức khỏe", "bảo vệ sức khoẻ", "bảo vệ của công",
    "bảo vệ quyền", "bảo vệ cảnh quan", "bảo vệ hiện trường", "bảo vệ cơ sở", "bảo vệ bí mật",
    "bảo vệ chính trị", "bảo vệ nội bộ", "bảo vệ nền tảng", "bảo vệ và phát triển",
    "giám sát", "phòng dịch",
)  # fmt: skip
_HEADS = """
ủy viên|uỷ viên|các ủy viên|các uỷ viên|bảo mẫu|cô nuôi|lái xe|đội|câu lạc bộ|clb|ban nề nếp|
quản sinh|y sĩ|bác sĩ|điều dưỡng|quỹ|chủ nhiệm|chủ nhiệm đề tài|ban quản lý|chi hội|trưởng ban|
trưởng thôn|trưởng bản|trưởng đoàn|trưởng nhóm|trưởng tiểu ban|phụ huynh học sinh|chủ trường|
công an|kho bạc|điện lực|bệnh viện|tỉnh đoàn|tỉnh ủy|huyện đoàn|huyện ủy|thành đoàn|thành ủy|
xã đoàn|
liên minh|mặt trận|ủy ban|uỷ ban|bí thư|phó bí thư|tổng phụ trách|phụ huynh|cha mẹ|học viên|
bộ môn|bộ phận|
cơ quan|các cơ quan|các sở|các ngành|các ban|các địa phương|các huyện|các xã|các phường|
các nhà trường|các trường|
các thành viên|các đồng chí|các thầy|các cô|các nhóm|các khối|các lớp|các học viên|các chủ đầu tư|
chủ đầu tư|
các bậc|các cơ sở|các phòng|các đơn vị|các bộ phận|các tổ|các tiểu ban|các đoàn thể|các giáo viên|
các công ty|
đại học|các đại học|học viện|giám đốc|phó giám đốc|chánh|chánh văn phòng|trưởng|phó|đội cờ đỏ|
lực lượng|
thư viện|y tế|thủ quỹ|thủ thư|lớp trưởng|lớp phó|toàn trường|tiểu ban|người|chi cục|cơ sở|
cấp học|cấp ủy|khối|hợp tác xã|hộ|thủ kho|cấp dưỡng|bếp trưởng|tạp vụ|nhà bếp|trợ lý|trợ lí|nhóm|
cộng tác viên|tình nguyện viên|đoàn viên|hội viên|cụm trưởng|cụm|tổ trưởng|tổ phó|liên đội|
chi đội|chi hội|
thường trực|bộ trưởng|thứ trưởng|thủ tướng|phó thủ tướng|tổng cục|cục trưởng|vụ trưởng|viện trưởng|
ngành|ban cán sự|ban chấp hành|đại diện|tất cả|toàn thể|thành viên|từng|giáo vụ|quản trị mạng|
nhà trường|đảng bộ|
doanh nghiệp|ngân hàng|cá nhân|tập thể|mỗi trường|mỗi tổ|mỗi lớp|mỗi đơn vị|mỗi giáo viên|
mỗi cá nhân|sở
"""
_BEFORE_NAMES = frozenset(
    ("báo", "đài", "khoa", "bộ", "viện", "cục", "đội", "trạm", "hạt", "vụ", "ty")
)
TITLES = frozenset(
    ("ông", "bà", "thầy", "cô", "đ/c", "đồng chí", "anh", "chị", "bác", "chú", "ths", "ts",
     "các thầy", "các cô")
)  # fmt: skip
"""What stands before a person's name."""

STOPS = frozenset(
    tuple(p.split())
    for p in (
        "có trách nhiệm", "có nhiệm vụ", "có kế hoạch", "có giải pháp", "có phương án",
        "có biện pháp",
        "chịu trách nhiệm", "phải", "cần", "sẽ", "được", "đã", "nên", "hãy", "không", "chưa", "chỉ",
        "là", "làm", "cùng phối hợp", "theo chức", "theo dõi", "theo thẩm", "theo nhiệm", "theo sự",
        "căn cứ", "trên cơ sở", "tiếp tục", "chủ động", "chủ trì", "khẩn trương", "kịp thời",
        "tích cực", "nghiêm túc", "thường xuyên", "tập trung", "tăng cường", "trực tiếp",
        "đồng thời",
        "phối hợp", "tùy theo", "định kỳ", "hằng", "hàng", "tự giác", "quyết liệt", "đẩy mạnh",
        "kết hợp", "dựa", "tranh thủ", "nhanh chóng", "ngoài", "để", "nhằm", "khi",
        "cho", "sau khi", "trước khi", "trước ngày", "sau ngày", "vào", "nghiên cứu", "thông qua",
        "cử", "giao", "phân công", "nắm", "luôn",
    )
)  # fmt: skip
"""Words of which none belongs to a name: a name that runs up to one of them ends there."""

NAMES_WITH_VERBS = frozenset(
    ("tổ", "đoàn", "ban", "đội", "nhóm", "hội đồng", "bộ phận", "người", "tiểu ban", "hội",
     "các nhóm", "các tổ", "các tiểu ban", "lực lượng", "thành viên", "các thành viên", "cán bộ",
     "mạng lưới", "các đoàn")
)  # fmt: skip
"""Heads that say of themselves what they do: "tổ giám sát", "ban tổ chức"."""

ROLES = frozenset(
    ("giáo viên", "nhân viên", "học sinh", "học viên", "chuyên viên", "các giáo viên", "gv")
)
"""Heads that may be told apart by what they do: "giáo viên dạy lớp 1"."""

OWN_VERBS = frozenset(
    tuple(p.split())
    for p in (
        "giám sát", "kiểm tra", "tư vấn", "thẩm định", "tổ chức", "chỉ đạo", "tuyên truyền",
        "sao in",
        "in sao", "coi thi", "chấm thi", "coi", "chấm", "hỗ trợ", "giúp", "biên soạn", "quản lý",
        "quản lí",
        "điều hành", "vận động", "trực", "thanh tra", "đánh giá", "ra đề", "tuyển sinh", "phục vụ",
        "phụ trách", "thu thập", "viết", "soạn thảo", "xét duyệt", "xét", "tham gia", "dạy", "thi",
        "tiếp nhận", "tiếp", "kỷ luật", "kỉ luật", "khen thưởng", "nghiệm thu", "tuyển dụng",
        "nuôi dưỡng", "nuôi", "chăm sóc", "kiểm định", "kiểm kê", "đón tiếp", "đón", "dự", "bảo vệ",
    )
)  # fmt: skip
"""Verbs that are part of the name of a body: "ban tổ chức", "tổ thẩm định"."""

ROLE_VERBS = frozenset(("dạy", "phụ trách", "phục vụ", "trực", "được", "giảng dạy", "quản lý"))
"""The verbs by which they are told apart."""


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(
        tuple(clean(p).lower().split()) for p in text.replace("\n", "").split("|") if p.strip()
    )


HEADS = _phrases(_HEADS) | frozenset(tuple(clean(p).lower().split()) for p in phrase_list("organs"))
"""Words with which the name of a body or role begins."""

HEADS_OF_NAMES = frozenset((w,) for w in _BEFORE_NAMES)
"""Such words that count only before a capital: "Khoa Dược", no "khoa học"."""

NOT_HEADS = frozenset(
    tuple(clean(p).lower().split()) for p in (*phrase_list("not_organs"), *_EXTRA_NOT)
)
"""Words that begin alike and name no one."""


@lru_cache(maxsize=2)
def verbs(*, marked: bool) -> frozenset[tuple[str, ...]]:
    """Return the verbs of doing as words, with their marks or folded."""
    given = "|".join(phrase_list("verbs") + phrase_list("more_verbs"))
    phrases = _phrases(_VERBS) | _phrases(given)
    if marked:
        return phrases
    return frozenset(tuple(fold(w) for w in p) for p in phrases)
