"""Invented outlines of many kinds with the tasks a careful reader finds in them.

Written before the rules they test. A task is (beginning of its action, owner, deadline); "" where
the paper names none. ``may`` holds beginnings of paragraphs that may be listed or not.
"""

# ruff: noqa: E501 (printed paragraphs stay whole)

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["OUTLINES", "Outline"]

Task = tuple[str, str, str]


@dataclass(frozen=True)
class Outline:
    """A document's running text and what it orders."""

    name: str
    text: str
    tasks: tuple[Task, ...]
    may: tuple[str, ...] = ()


OUTLINES = (
    Outline(
        "letter-with-dashes",
        """UBND HUYỆN SƠN LĨNH
PHÒNG GIÁO DỤC VÀ ĐÀO TẠO
Số: 311/PGDĐT
V/v tổ chức Tuần lễ học tập suốt đời
Kính gửi: Hiệu trưởng các trường mầm non, tiểu học, trung học cơ sở.
Căn cứ Công văn số 877/SGDĐT-GDTX ngày 05/9/2023 của Sở Giáo dục và Đào tạo;
Nhằm lan tỏa tinh thần tự học trong nhân dân, Phòng Giáo dục và Đào tạo đề nghị hiệu trưởng các trường triển khai một số việc như sau:
1. Công tác tuyên truyền
- Treo băng rôn trước cổng trường từ ngày 25/9 đến ngày 08/10/2023.
- Mỗi trường đăng ít nhất 02 bài viết trên trang thông tin điện tử.
2. Tổ chức hoạt động
a) Lễ khai mạc: các trường tổ chức trong tiết chào cờ ngày 02/10/2023.
b) Mở cửa thư viện cả thứ Bảy để phụ huynh cùng đọc sách với con.
3. Báo cáo: gửi báo cáo kết quả về Phòng (qua bộ phận GDTX) trước ngày 15/10/2023.
Trong quá trình thực hiện nếu có khó khăn, các trường liên hệ số 0200 111 222 để được giải đáp.
Trân trọng./.
Nơi nhận:
- Như trên;
- Lưu: VT.""",
        (
            ("Treo băng rôn", "hiệu trưởng các trường", "từ ngày 25/9 đến ngày 08/10/2023"),
            ("Mỗi trường đăng ít nhất", "hiệu trưởng các trường", ""),
            ("Lễ khai mạc: các trường tổ chức", "các trường", "ngày 02/10/2023"),
            ("Mở cửa thư viện", "hiệu trưởng các trường", ""),
            ("Báo cáo: gửi báo cáo kết quả", "hiệu trưởng các trường", "trước ngày 15/10/2023"),
        ),
    ),
    Outline(
        "conclusion-of-a-meeting",
        """THÔNG BÁO
Kết luận của Hiệu trưởng tại phiên họp giao ban tháng 3/2024
Sáng ngày 04/3/2024, Hiệu trưởng Đỗ Văn Khởi chủ trì phiên họp giao ban. Tham dự có các tổ trưởng và đoàn thể. Sau khi nghe các tổ báo cáo, Hiệu trưởng kết luận như sau:
I. Kết quả tháng 02
Các tổ đã hoàn thành chương trình, tổ chức tốt hội thi giáo viên giỏi. Tuy nhiên, việc nộp kế hoạch bài dạy còn chậm; một số lớp vệ sinh chưa sạch.
II. Nhiệm vụ tháng 3
1. Giao Phó Hiệu trưởng chuyên môn dự giờ đột xuất các lớp 9, hoàn thành trước 25/3/2024.
2. Tổ Toán - Tin rà soát ngân hàng đề; nộp bản in về văn phòng chậm nhất ngày 18/3/2024.
3. Đoàn Thanh niên phối hợp với Công đoàn tổ chức hội diễn văn nghệ 26/3.
4. Văn phòng:
- Cập nhật hồ sơ thi đua học kỳ I;
- Đăng công khai dự toán trên bảng tin trong tuần này.
5. Yêu cầu giáo viên chủ nhiệm gọi điện cho gia đình học sinh nghỉ học quá 03 buổi.
Trên đây là kết luận của Hiệu trưởng, Văn phòng thông báo để các bộ phận biết, thực hiện./.
Nơi nhận:
- Các tổ;
- Lưu: VT.""",
        (
            ("Giao Phó Hiệu trưởng chuyên môn dự giờ", "Phó Hiệu trưởng chuyên môn", "trước 25/3/2024"),
            ("Tổ Toán - Tin rà soát", "Tổ Toán - Tin", "chậm nhất ngày 18/3/2024"),
            ("Đoàn Thanh niên phối hợp", "Đoàn Thanh niên", ""),
            ("Cập nhật hồ sơ thi đua", "Văn phòng", ""),
            ("Đăng công khai dự toán", "Văn phòng", ""),
            ("Yêu cầu giáo viên chủ nhiệm gọi điện", "giáo viên chủ nhiệm", ""),
        ),
    ),
    Outline(
        "improvement-plan-in-prose",
        """TRƯỜNG TIỂU HỌC ĐẮK RƠ
KẾ HOẠCH
Cải tiến chất lượng năm học 2024 - 2025
Căn cứ báo cáo tự đánh giá, nhà trường xây dựng kế hoạch cải tiến chất lượng như sau:
Tiêu chuẩn 1: Tổ chức và quản lý nhà trường
1. Tiêu chí 1.3: Tổ chức Đảng Cộng sản Việt Nam, các đoàn thể và tổ chức khác
Điểm mạnh: Chi bộ hoạt động nền nếp.
Điểm yếu: Sinh hoạt Đội chưa phong phú.
Giải pháp thực hiện: Xây dựng lịch sinh hoạt Đội theo chủ điểm, mời cựu học sinh nói chuyện.
Người phụ trách: Tổng phụ trách Đội
Thời gian thực hiện: tháng 10 năm 2024
Kinh phí dự kiến: 3.000.000 đồng
2. Tiêu chí 1.5: Lớp học
Điểm yếu: Lớp 5A đông học sinh.
Giải pháp thực hiện:
- Điều chuyển học sinh, tách thành hai lớp.
- Đề nghị phòng giáo dục bổ sung 01 giáo viên.
Người phụ trách: Hiệu trưởng
Thời gian thực hiện: trước 30/9/2024
Tiêu chuẩn 3: Cơ sở vật chất và thiết bị dạy học
3. Tiêu chí 3.1: Khuôn viên, sân chơi, sân tập
Điểm yếu: Sân tập thiếu bóng mát.
Giải pháp thực hiện: Trồng thêm 20 cây bàng. Người phụ trách: Bảo vệ; phối hợp: Hội cha mẹ học sinh. Thời gian thực hiện: mùa mưa năm 2025. Kinh phí dự kiến: xã hội hóa.
TỔ CHỨC THỰC HIỆN
Hiệu trưởng theo dõi chung; các tổ trưởng đôn đốc, báo cáo hằng tháng.""",
        (
            ("Xây dựng lịch sinh hoạt Đội", "Tổng phụ trách Đội", "tháng 10 năm 2024"),
            ("Điều chuyển học sinh", "Hiệu trưởng", "trước 30/9/2024"),
            ("Đề nghị phòng giáo dục bổ sung", "Hiệu trưởng", "trước 30/9/2024"),
            ("Trồng thêm 20 cây bàng", "Bảo vệ", "mùa mưa năm 2025"),
            ("Hiệu trưởng theo dõi chung", "Hiệu trưởng; các tổ trưởng", "hằng tháng"),
        ),
    ),
    Outline(
        "parentheses",
        """KẾ HOẠCH
Sửa chữa trường lớp hè 2023
Thực hiện nghị quyết Hội đồng trường, nhà trường lập kế hoạch sửa chữa như sau:
I. Tình hình chung
Trường có 24 phòng học, trong đó 05 phòng xuống cấp.
II. Các công việc
1. Khảo sát hiện trạng, lập dự toán (Kế toán chủ trì; Bảo vệ phối hợp; xong trước 10/6/2023).
2. Trình cấp trên phê duyệt dự toán (Hiệu trưởng; 15/6/2023).
3. Chọn đơn vị thi công (Ban Giám hiệu, tháng 6/2023)
4. Giám sát thi công (Ban Thanh tra nhân dân thực hiện).
5. Nghiệm thu, bàn giao (Hiệu trưởng chủ trì; hoàn thành trước ngày 20/8/2023).
III. Kinh phí
Nguồn chi thường xuyên và đóng góp của các nhà hảo tâm.""",
        (
            ("Khảo sát hiện trạng", "Kế toán", "trước 10/6/2023"),
            ("Trình cấp trên phê duyệt", "Hiệu trưởng", "15/6/2023"),
            ("Chọn đơn vị thi công", "Ban Giám hiệu", "tháng 6/2023"),
            ("Giám sát thi công", "Ban Thanh tra nhân dân", ""),
            ("Nghiệm thu, bàn giao", "Hiệu trưởng", "trước ngày 20/8/2023"),
        ),
    ),
    Outline(
        "dated-steps",
        """TRƯỜNG THPT CAO BÁ NGẠN
KẾ HOẠCH
Tổ chức Hội khỏe Phù Đổng cấp trường
I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao sức khỏe, rèn luyện ý chí cho học sinh.
2. Hội thi tổ chức an toàn, tiết kiệm.
II. THỜI GIAN, ĐỊA ĐIỂM
Thời gian: 02 ngày, từ ngày 20/11/2025.
Địa điểm: sân vận động huyện.
III. CÁC BƯỚC TIẾN HÀNH
- Ngày 03/11: Phát động Hội khỏe tại lễ chào cờ.
- Từ 04/11 đến 10/11: Các lớp đăng ký vận động viên; lớp trưởng nộp danh sách cho Tổ Thể dục.
- Ngày 12/11: Tổ Thể dục bốc thăm, xếp lịch thi đấu.
- Sáng 20/11: Khai mạc.
IV. PHÂN CÔNG
1/ Ban Tổ chức
- Chuẩn bị sân bãi, dụng cụ;
- Mời khách.
2/ Y tế: trực sơ cứu suốt hai ngày thi.
3/ Đoàn trường, Đội Cờ đỏ: giữ trật tự, trông xe.
V. CƠ CẤU GIẢI THƯỞNG
1. Giải toàn đoàn: 01 nhất, 01 nhì, 02 ba.
2. Giải cá nhân từng môn: huy chương và tiền thưởng.""",
        (
            ("Ngày 03/11: Phát động", "", "Ngày 03/11"),
            ("Từ 04/11 đến 10/11: Các lớp đăng ký", "Các lớp; lớp trưởng", "Từ 04/11 đến 10/11"),
            ("Ngày 12/11: Tổ Thể dục bốc thăm", "Tổ Thể dục", "Ngày 12/11"),
            ("Sáng 20/11: Khai mạc", "", "Sáng 20/11"),
            ("Chuẩn bị sân bãi", "Ban Tổ chức", ""),
            ("Mời khách", "Ban Tổ chức", ""),
            ("trực sơ cứu", "Y tế", ""),
            ("giữ trật tự, trông xe", "Đoàn trường, Đội Cờ đỏ", ""),
        ),
    ),
    Outline(
        "provincial-plan-by-body",
        """KẾ HOẠCH
Triển khai phổ cập bơi an toàn cho trẻ em giai đoạn 2024 - 2026
I. MỤC TIÊU
- Đến năm 2026, 70% học sinh tiểu học biết bơi.
- 100% giáo viên thể dục được tập huấn cứu đuối.
II. NHIỆM VỤ VÀ GIẢI PHÁP
1. Truyền thông: đẩy mạnh tuyên truyền trên hệ thống loa xã; in 5.000 tờ rơi phát cho gia đình.
2. Cơ sở vật chất: lắp đặt 12 bể bơi di động ở các xã vùng trũng.
III. TỔ CHỨC THỰC HIỆN
1. Sở Văn hóa, Thể thao và Du lịch
a) Chủ trì, phối hợp với Sở Giáo dục và Đào tạo tập huấn hướng dẫn viên trong quý II hằng năm.
b) Tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12 hằng năm.
2. Sở Tài chính cân đối kinh phí, trình cấp có thẩm quyền phê duyệt.
3. Đề nghị Tỉnh đoàn, Hội Liên hiệp Phụ nữ tỉnh vận động hội viên đưa con em đi học bơi.
4. Ủy ban nhân dân các huyện:
- Xây dựng kế hoạch của địa phương, ban hành trong tháng 3/2024;
- Bố trí nhân viên cứu hộ tại các bể bơi.
Các cơ quan, đơn vị căn cứ Kế hoạch này triển khai thực hiện; định kỳ báo cáo trước ngày 30/11.""",
        (
            ("Chủ trì, phối hợp với Sở Giáo dục", "Sở Văn hóa, Thể thao và Du lịch", "trong quý II hằng năm"),
            ("Tổng hợp, báo cáo Ủy ban nhân dân tỉnh", "Sở Văn hóa, Thể thao và Du lịch", "trước ngày 15/12 hằng năm"),
            ("Sở Tài chính cân đối", "Sở Tài chính", ""),
            ("Đề nghị Tỉnh đoàn", "Tỉnh đoàn, Hội Liên hiệp Phụ nữ tỉnh", ""),
            ("Xây dựng kế hoạch của địa phương", "Ủy ban nhân dân các huyện", "trong tháng 3/2024"),
            ("Bố trí nhân viên cứu hộ", "Ủy ban nhân dân các huyện", ""),
            ("Các cơ quan, đơn vị căn cứ", "Các cơ quan, đơn vị", "trước ngày 30/11"),
        ),
        ("Truyền thông: đẩy mạnh", "đẩy mạnh tuyên truyền", "Cơ sở vật chất: lắp", "lắp đặt 12", "Đến năm 2026", "100% giáo viên"),
    ),
    Outline(
        "no-tasks-regulation",
        """QUY CHẾ
Làm việc của Hội đồng tự đánh giá
Điều 1. Phạm vi điều chỉnh
Quy chế này quy định nguyên tắc, chế độ làm việc của Hội đồng tự đánh giá.
Điều 2. Giải thích từ ngữ
1. Minh chứng là những văn bản, hồ sơ, hiện vật đã có của nhà trường.
2. Điểm yếu là những nội dung chưa đạt yêu cầu của tiêu chí.
Điều 3. Nguyên tắc làm việc
1. Hội đồng làm việc theo nguyên tắc tập thể, quyết định theo đa số.
2. Mọi thành viên có quyền bảo lưu ý kiến.""",
        (),
        ("Hội đồng làm việc",),
    ),
    Outline(
        "report-of-the-past",
        """BÁO CÁO
Kết quả công tác thư viện học kỳ I
I. Đặc điểm tình hình
Thư viện có 4.210 bản sách, 01 cán bộ chuyên trách. Nhà trường luôn quan tâm đầu tư.
II. Kết quả đạt được
1. Thư viện đã giới thiệu 18 cuốn sách dưới cờ; tổ chức 02 cuộc thi kể chuyện.
2. Giáo viên chủ nhiệm đã vận động học sinh góp 320 cuốn sách.
3. Ngày 22/12/2023, tổ chức thành công Ngày hội đọc sách.
III. Tồn tại
Một số lớp chưa đến thư viện theo lịch; sách tham khảo còn thiếu.
IV. Phương hướng học kỳ II
- Nhân viên thư viện xây dựng tủ sách lưu động, xong trước 15/3/2024.
- Tăng cường giới thiệu sách theo chủ đề.""",
        (("Nhân viên thư viện xây dựng tủ sách", "Nhân viên thư viện", "trước 15/3/2024"),),
        ("Tăng cường giới thiệu sách",),
    ),
    Outline(
        "blank-form",
        """Mẫu số 05
TRƯỜNG ..........................
KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG
Năm học 20... - 20...
Tiêu chí ......: ..........................
- Điểm yếu: ................................
- Biện pháp: ...............................
- Người thực hiện: .........................
- Thời gian: từ ...../..../20.... đến ...../..../20....
- Kinh phí: ................................
Giao tổ .............. thực hiện, báo cáo trước ngày ..../..../20....
Thủ trưởng đơn vị
(Ký tên, đóng dấu)""",
        (),
    ),
    Outline(
        "people-and-glued-numbers",
        """TRƯỜNG MẦM NON BẢN LẦU
KẾ HOẠCH
Tổ chức ngày hội Bé khỏe
1.Mục đích
Tạo sân chơi cho trẻ.
2.Nội dung phân công
a/Cô Sùng Thị Pà: dẫn chương trình, tập múa cho trẻ lớp lá.
b/Thầy Giàng A Dê, cô Lò Thị Mẩy: trang trí sân khấu, xong chiều 14/01/2025.
c/Nhóm bếp: nấu 180 suất ăn ngày 15/01/2025.
3.Giáo viên các lớp
-Luyện bài đồng diễn 10 phút mỗi sáng.
-Báo số trẻ tham gia cho văn phòng trước 10/01/2025.
4.Bảo vệ mở cổng lúc 6 giờ 30, trông xe cho phụ huynh.
Đề nghị các cô thực hiện nghiêm túc kế hoạch này./.""",
        (
            ("dẫn chương trình, tập múa", "Cô Sùng Thị Pà", ""),
            ("trang trí sân khấu", "Thầy Giàng A Dê, cô Lò Thị Mẩy", "chiều 14/01/2025"),
            ("nấu 180 suất ăn", "Nhóm bếp", "ngày 15/01/2025"),
            ("Luyện bài đồng diễn", "Giáo viên các lớp", ""),
            ("Báo số trẻ tham gia", "Giáo viên các lớp", "trước 10/01/2025"),
            ("Bảo vệ mở cổng", "Bảo vệ", ""),
        ),
        ("Đề nghị các cô",),
    ),
)  # fmt: skip
