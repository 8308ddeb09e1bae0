"""What the flags of the normalisers mean, in sentences for people."""

from __future__ import annotations

from typing import Final

__all__ = ["FLAG_SENTENCES"]

FLAG_SENTENCES: Final[dict[str, str]] = {
    # criteria
    "criteria_dot_restored": "Mã tiêu chí thiếu dấu chấm, đã được khôi phục.",
    "criteria_from_sequence": "Mã tiêu chí được suy ra từ thứ tự các dòng.",
    "criteria_from_title": "Mã tiêu chí được suy ra từ tên tiêu chí.",
    "criteria_ocr_mended": "Mã tiêu chí bị nhận dạng sai, đã được sửa.",
    "criteria_out_of_order": "Mã tiêu chí không theo thứ tự.",
    "criteria_range_across_standards": "Khoảng tiêu chí trải qua nhiều tiêu chuẩn.",
    "criteria_range_odd": "Khoảng tiêu chí không hợp lý (mã cuối đứng trước mã đầu).",
    "criteria_unparsed": "Không đọc được mã tiêu chí.",
    "criterion_not_in_framework": "Mã tiêu chí không có trong thông tư mà kế hoạch áp dụng.",
    "level_several": "Ô ghi nhiều mức đánh giá.",
    "standard_mismatch": "Tiêu chuẩn ghi trong ô khác với tiêu chuẩn của mã tiêu chí.",
    # deadlines
    "date_weekday_mismatch": "Thứ ghi bên cạnh không khớp với ngày.",
    "deadline_ocr_mended": "Thời hạn bị nhận dạng sai, đã được sửa.",
    "deadline_partial": "Thời hạn còn phần chưa hiểu được.",
    "deadline_unparsed": "Không hiểu được thời hạn.",
    "deadline_year_mended": "Năm của thời hạn bị nhận dạng sai, đã sửa theo năm học.",
    "end_before_start": "Ngày kết thúc sớm hơn ngày bắt đầu.",
    "hours_only": "Chỉ ghi giờ trong ngày, không ghi ngày.",
    "impossible_date": "Ngày ghi không có trong lịch.",
    "open_end": "Thời hạn chỉ ghi lúc bắt đầu.",
    "part_of_month": "Chỉ ghi đầu hoặc giữa tháng; lấy cả tháng.",
    "part_of_quarter": "Chỉ ghi đầu hoặc giữa quý; lấy cả quý.",
    "part_of_school_year": "Chỉ ghi đầu hoặc giữa năm học; lấy cả năm học.",
    "part_of_semester": "Chỉ ghi đầu hoặc giữa học kỳ; lấy cả học kỳ.",
    "part_of_year": "Chỉ ghi đầu hoặc giữa năm; lấy cả năm.",
    "part_of_day": "Chỉ ghi một phần của ngày.",
    "semester_by_frame": "Ngày của học kỳ, kỳ hè lấy theo khung thời gian năm học.",
    "several_dates": "Ô ghi nhiều thời điểm; lấy từ thời điểm đầu đến thời điểm cuối.",
    "week_of_month": "Tuần trong tháng được quy ra ngày theo quy ước.",
    "week_one_assumed": "Tuần 1 được coi là tuần có ngày 5 tháng 9.",
    "week_one_unknown": "Chưa biết tuần 1 bắt đầu ngày nào.",
    "year_ambiguous": "Thời hạn không ghi năm; năm được suy ra nhưng chưa chắc.",
    "year_doubtful": "Năm ghi trong ô trái với thứ tự các dòng và thời gian của văn bản.",
    "year_from_school_year": "Thời hạn không ghi năm; lấy theo năm học của kế hoạch.",
    "year_inferred": "Thời hạn không ghi năm; năm được suy ra từ cả văn bản.",
    "year_missing": "Thời hạn không ghi năm.",
    # owners and money
    "money_ocr_mended": "Số tiền bị nhận dạng sai, đã được sửa.",
    "money_several": "Ô ghi nhiều số tiền; lấy số đầu tiên.",
    "money_unparsed": "Có chữ số nhưng không đọc được số tiền.",
    "owner_expanded": "Tên viết tắt được hiểu theo định nghĩa trong chính văn bản.",
    "owner_extra_text": "Ô người thực hiện còn chữ khác ngoài tên vai trò.",
    "owner_ocr_mended": "Tên vai trò bị nhận dạng sai, đã được sửa.",
    "owner_unknown": "Vai trò chưa có trong danh mục; giữ nguyên như đã ghi.",
    # header and ending
    "district_from_place": "Huyện (quận) được suy ra từ địa danh nơi ban hành.",
    "document_number_blank": "Văn bản để trống số.",
    "document_number_mended": "Ký hiệu văn bản bị nhận dạng sai, đã được sửa.",
    "document_number_unparsed": "Không đọc được số, ký hiệu văn bản.",
    "framework_from_school": "Thông tư áp dụng được suy ra từ cấp học của trường.",
    "framework_mended": "Số hoặc năm của thông tư ghi sai, đã được hiểu theo ngày ban hành.",
    "framework_several": "Kế hoạch áp dụng nhiều thông tư; ghi đủ, cách nhau bằng dấu chấm phẩy.",
    "framework_unknown": "Không rõ kế hoạch áp dụng thông tư nào.",
    "issued_date_partial": "Ngày ban hành còn để trống.",
    "issuer_from_number": "Cơ quan ban hành được suy ra từ ký hiệu văn bản.",
    "issuer_mended": "Tên cơ quan ban hành bị nhận dạng sai, đã được sửa.",
    "legal_number_mended": "Ký hiệu văn bản căn cứ bị nhận dạng sai, đã được sửa.",
    "legal_number_partial": "Văn bản căn cứ chỉ ghi số và năm.",
    "legal_year_mismatch": "Năm trong số văn bản khác với năm ban hành.",
    "place_ocr_mended": "Tên địa danh bị nhận dạng sai dấu, đã được sửa.",
    "place_ambiguous": "Địa danh có ở nhiều tỉnh nên không chọn.",
    "province_inferred": "Tỉnh được suy ra từ nội dung hoặc địa chỉ mạng ghi trong văn bản.",
    "province_from_district": "Tỉnh được suy ra từ huyện (quận).",
    "school_odd": "Tên trường không có dạng thường gặp.",
    "signer_unknown": "Không tìm thấy tên người ký.",
}
"""Every flag a normaliser may set, with its sentence."""
