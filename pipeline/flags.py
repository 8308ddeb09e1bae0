"""Every flag of the dataset with its sentence in Vietnamese, whichever stage sets it.

The flags of the normalisers have theirs in ``normalizers.flags``; those of reading, tables and
cross-checks stand here. A flag may bear a page ("p3:stitched") or say more after a colon
("layer:garbled").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from normalizers.flags import FLAG_SENTENCES

__all__ = ["ALL_SENTENCES", "DETAILED", "NOTES", "SENTENCES", "bare_flag", "sentence", "to_check"]

SENTENCES: Final[dict[str, str]] = {
    # pages and files
    "bad_text_layer": "Lớp chữ có sẵn của trang bị hỏng nên không dùng.",
    "colour_marks": "Trang có dấu đỏ hoặc chữ ký màu, đã tách ra trước khi đọc.",
    "bent": "Trang bị cong hoặc chụp nghiêng, đã nắn phẳng để đọc.",
    "turned_90": "Trang nằm ngang, đã xoay lại để đọc.",
    "turned_180": "Trang bị ngược, đã xoay lại để đọc.",
    "turned_270": "Trang nằm ngang, đã xoay lại để đọc.",
    "no_ocr_engine": "Chưa cài chương trình nhận dạng chữ nên trang ảnh để trống.",
    "picture_text": "Trang có ảnh chứa chữ, đã đọc chữ trong ảnh.",
    "picture_without_text": "Trang là ảnh mà không đọc được chữ nào.",
    "hidden_left_out": "Có phần không ai thấy (hàng, cột, chữ ẩn, chữ bị che); không đọc phần đó.",
    "struck_out": "Có chữ bị gạch bỏ; không lấy, chữ gạch còn trong cột raw.",
    "formula_without_value": "Có ô công thức chưa lưu kết quả trong tệp; ô để trống.",
    "damaged_file": "Tệp bị cụt hoặc hỏng một phần; có thể thiếu nội dung.",
    "part_unread": "Có ảnh hoặc phần nhúng không đọc được (hỏng, quá lớn); có thể thiếu nội dung.",
    "attachments_inside": "Tệp có tệp đính kèm; chỉ đọc các PDF của bộ hồ sơ (portfolio).",
    "undecodable_bytes": "Tệp có ký tự không giải mã được; chỗ đó thay bằng dấu hỏi.",
    "table_without_rows": "Trang có bảng không thuộc loại việc cần làm; chữ còn ở bảng pages.",
    # tables
    "table_cut": "Bảng quá lớn nên chỉ đọc phần đầu; có thể thiếu dòng.",
    "action_from_heading": "Công việc lấy từ đề mục phía trên bảng.",
    "columns_by_content": "Cột không có tiêu đề, được nhận ra theo nội dung.",
    "columns_displaced": "Ô bị lệch cột trong văn bản nguồn, đã xếp lại theo nội dung.",
    "continued": "Dòng nằm trên hai trang, đã nối lại.",
    "deadline_from_above": "Thời hạn lấy từ ô phía trên (ô để trống hoặc ghi như trên).",
    "deadline_from_notes": "Thời hạn lấy từ cột ghi chú.",
    "deadline_from_text": "Ngày lấy từ lời ghi trong ô công việc, trong tháng hay tuần của dòng.",
    "action_from_above": "Công việc ghi như dòng trên (“nt”); lấy từ ô phía trên.",
    "owner_from_above": "Người thực hiện lấy từ ô phía trên (ô để trống hoặc ghi như trên).",
    "owner_from_text": "Người thực hiện lấy từ lời ghi trong ô công việc.",
    "parallel_lists": "Một dòng liệt kê nhiều việc kèm người làm; đã tách mỗi việc một dòng.",
    "criteria_from_above": "Tiêu chí lấy từ dòng trên, vì ô gộp chỉ ghi một lần.",
    "criteria_from_section": "Tiêu chí lấy từ dòng tiêu đề của nhóm phía trên.",
    "flattened": "Bảng dựng lại từ văn bản đã mất khung.",
    "from_prose": "Việc lấy từ đoạn văn, không phải từ bảng.",
    "deadline_inherited": "Thời hạn lấy từ đề mục hoặc dòng chung phía trên.",
    "no_rows_though_work": "Văn bản có giao việc mà không lấy được việc nào; cần người đọc.",
    "owner_inherited": "Người thực hiện lấy từ đề mục hoặc câu dẫn phía trên.",
    "columns_joined": "Bảng rộng in sang trang sau: các cột của hai trang đã ghép lại.",
    "interleaved": "Bảng bị đọc lẫn các cột; ô được ghép lại theo phỏng đoán.",
    "joined_row": "Có dòng bị ngắt giữa hai trang, đã nối lại.",
    "row_number_gap": "Số thứ tự bị nhảy: có thể thiếu dòng.",
    "row_number_order": "Số thứ tự không tăng dần.",
    "stitched": "Bảng nằm trên nhiều trang, đã nối thành một.",
    "uncertain_rows": "Chưa chắc các dòng được tách đúng; cần xem lại.",
    "uneven_rows": "Các dòng của bảng có số cột khác nhau.",
    "unmapped_columns": "Có cột chưa rõ nghĩa; nội dung còn giữ trong cột raw.",
    # header
    "date_from_text": "Ngày lấy từ câu nêu thời gian họp, vì không có ở phần đầu.",
    "authority_from_text": "Cơ quan ban hành lấy từ nội dung văn bản, vì không có phần đầu.",
    "issued_date_unreadable": "Ngày ban hành viết tay hoặc mờ, không đọc chắc được; để trống.",
    "issued_date_handwritten": "Ngày, tháng ban hành viết tay, máy đọc chắc; nên xem lại.",
    "issued_date_handwritten_unsure": "Ngày, tháng viết tay, đọc chưa thật chắc; cần xem lại.",
    "issued_date_contradicted": "Ngày ban hành viết tay đọc được trái với ngày khác trong văn bản.",
    "no_letterhead": "Văn bản không có quốc hiệu, phần đầu.",
    "number_doubtful": "Ký hiệu văn bản không hợp với loại văn bản; cần xem lại.",
    "number_contradicted": "Số viết tay đọc được trái với số ghi ở phụ lục kèm theo.",
    "number_handwritten": "Số văn bản viết tay, máy đọc chắc; nên xem lại.",
    "number_handwritten_unsure": "Số văn bản viết tay, đọc chưa thật chắc; cần xem lại.",
    "number_missing": "Không tìm thấy số, ký hiệu ở phần đầu văn bản.",
    "number_unreadable": "Số văn bản viết tay hoặc mờ, không đọc chắc được; để trống.",
    "school_from_text": "Tên trường lấy từ nội dung văn bản, vì không có phần đầu.",
    "signer_doubtful": "Không thấy chức vụ trên tên người ký; cần xem lại.",
    "signer_several": "Tên nhiều người ký cạnh nhau có thể đã nhập làm một; cần xem lại.",
    "signer_read_again": "Tên người ký lẫn với dấu hoặc chữ ký, đọc được ở lần đọc thứ hai.",
    "signer_mended": "Dấu trong tên người ký lấy theo chỗ khác trong văn bản.",
    "title_missing": "Không tìm thấy tên loại hoặc trích yếu của văn bản.",
    "school_year_from_date": "Năm học được suy ra từ ngày ký văn bản.",
    # values and cross-checks
    "action_empty": "Chưa ghi công việc (giải pháp).",
    "budget_from_text": "Số tiền lấy từ câu văn nêu công việc.",
    "criteria_from_text": "Tiêu chí lấy từ câu văn nêu công việc.",
    "criterion_from_evidence_code": "Mã tiêu chí lấy từ mã minh chứng của dòng.",
    "criterion_from_title": "Mã tiêu chí được suy ra từ tên tiêu chí ghi trong kế hoạch.",
    "criterion_not_in_framework": FLAG_SENTENCES["criterion_not_in_framework"],
    "deadline_empty": "Chưa ghi thời hạn.",
    "deadline_outside_school_year": "Thời hạn nằm ngoài năm học của kế hoạch.",
    "duplicate_action": "Công việc giống hệt một dòng khác trong cùng tài liệu.",
    "end_before_start": FLAG_SENTENCES["end_before_start"],
    "low_confidence": "Chữ đọc chưa chắc chắn, cần người xem lại.",
    "owner_empty": "Chưa ghi người (bộ phận) chịu trách nhiệm.",
    "readers_differ": "Hai bộ đọc chữ đọc khác nhau ở tiêu chí, người hoặc thời hạn; xem lại.",
    "reviewed": "Người duyệt đã xem và xác nhận.",
    "standard_of_older_rules": "Tiêu chuẩn theo quy định cũ; số lấy theo thứ tự ghi trong bảng.",
}
"""The flags of all stages but the normalisers."""

DETAILED: Final[dict[str, str]] = {
    "corrected": "Người duyệt đã sửa giá trị này (tên cột đứng sau dấu hai chấm).",
    "cell_cut": "Chữ dài hơn một ô Excel chứa được nên bị cắt; bản đủ ở dataset.sqlite và CSV.",
    "columns_doubtful": "Có cột hiểu theo nghĩa khác cũng gần hợp như vậy; cần xem lại.",
    "duplicate_of": "Tệp giống hệt một tệp khác đã đọc; dòng không tính hai lần.",
    "issued_date_perhaps": "Ngày ban hành viết tay có lẽ là ngày sau dấu hai chấm; cần người xem.",
    "layer": "Lý do không dùng lớp chữ có sẵn của trang (mã lý do đứng sau dấu hai chấm).",
    "legacy_font": "Chữ viết bằng bảng mã cũ (TCVN3, VNI), đã chuyển sang Unicode.",
    "number_perhaps": "Số viết tay có lẽ là số sau dấu hai chấm; cần người xem.",
    "page_failed": "Một trang không đọc được; các trang khác vẫn có.",
    "schema": "Giá trị sai cấu trúc nên để trống; chữ đọc được còn trong cột raw.",
}
"""Flags that say more after a colon."""

ALL_SENTENCES: Final[dict[str, str]] = {**FLAG_SENTENCES, **SENTENCES, **DETAILED}

NOTES: Final = frozenset(
    (
        "action_from_above",
        "action_from_heading",
        "authority_from_text",
        "bad_text_layer",
        "bent",
        "budget_from_text",
        "colour_marks",
        "columns_by_content",
        "continued",
        "corrected",
        "criteria_dot_restored",
        "criteria_from_above",
        "criteria_from_section",
        "criteria_from_text",
        "criteria_from_title",
        "criterion_from_evidence_code",
        "criterion_from_title",
        "date_from_text",
        "deadline_from_above",
        "deadline_from_notes",
        "deadline_from_text",
        "deadline_inherited",
        "district_from_place",
        "document_number_blank",
        "duplicate_of",
        "flattened",
        "formula_without_value",
        "framework_from_school",
        "framework_several",
        "from_prose",
        "hidden_left_out",
        "hours_only",
        "issuer_from_number",
        "joined_row",
        "layer",
        "legacy_font",
        "legal_number_partial",
        "level_several",
        "no_letterhead",
        "number_missing",
        "open_end",
        "owner_expanded",
        "owner_from_above",
        "owner_from_text",
        "owner_inherited",
        "owner_unknown",
        "parallel_lists",
        "part_of_day",
        "part_of_month",
        "part_of_quarter",
        "part_of_school_year",
        "part_of_semester",
        "part_of_year",
        "picture_text",
        "province_from_district",
        "province_inferred",
        "reviewed",
        "school_from_text",
        "school_year_from_date",
        "semester_by_frame",
        "several_dates",
        "signer_mended",
        "standard_of_older_rules",
        "stitched",
        "struck_out",
        "turned_90",
        "turned_180",
        "turned_270",
        "week_of_month",
        "week_one_assumed",
        "year_from_school_year",
        "year_inferred",
    )
)
"""Flags that tell how something was read; nobody need look at the row for them."""

_PAGE = re.compile(r"^p\d+:")
_REPORT = "report_"


def bare_flag(flag: str) -> str:
    """Return a flag without the page it was set for ("p3:stitched" is "stitched")."""
    return _PAGE.sub("", flag)


def sentence(flag: str) -> str:
    """Return what a flag of any stage means, in Vietnamese; "" for one that is not known.

    "report_..." is a flag of the time of the report, "layer:garbled" one that says more.
    """
    name = bare_flag(flag).split(":", 1)[0]
    known = ALL_SENTENCES.get(name, "")
    if not known and name.startswith(_REPORT):
        of_report = ALL_SENTENCES.get(name.removeprefix(_REPORT), "")
        return f"Thời điểm báo cáo: {of_report}" if of_report else ""
    return known


def to_check(flags: Iterable[str]) -> list[str]:
    """Return the flags that ask for a look, in order: all but those of ``NOTES``."""
    return [flag for flag in flags if _stem(flag) not in NOTES]


def _stem(flag: str) -> str:
    return bare_flag(flag).split(":", 1)[0].removeprefix(_REPORT)
