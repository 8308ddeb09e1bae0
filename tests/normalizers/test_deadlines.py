"""Deadlines in every form plans print, and as OCR damages them (school year 2023-2024)."""

from __future__ import annotations

from datetime import date

import pytest

from normalizers.deadlines import parse_deadline, week_one_of
from normalizers.school_year import SchoolYear

YEAR = SchoolYear(2023)

# (text, start, end, kind, precision); dates as ISO, "" for none
CASES: list[tuple[str, str, str, str, str]] = [
    # one day
    ("15/5/2024", "2024-05-15", "2024-05-15", "range", "day"),
    ("Ngày 15/5/2024", "2024-05-15", "2024-05-15", "range", "day"),
    ("15-5-2024", "2024-05-15", "2024-05-15", "range", "day"),
    ("15.05.2024", "2024-05-15", "2024-05-15", "range", "day"),
    ("Ngày 20 tháng 11 năm 2023", "2023-11-20", "2023-11-20", "range", "day"),
    ("20 tháng 11", "2023-11-20", "2023-11-20", "range", "day"),
    ("ngày 05/9", "2023-09-05", "2023-09-05", "range", "day"),
    ("7h30 ngày 05/9/2023", "2023-09-05", "2023-09-05", "range", "day"),
    ("14 giờ 00 phút, ngày 10/10/2023", "2023-10-10", "2023-10-10", "range", "day"),
    ("14h00 - 17h00. ngày 23/11/2023", "2023-11-23", "2023-11-23", "range", "day"),
    ("08h00 11h00, ngày 23/11/2023", "2023-11-23", "2023-11-23", "range", "day"),
    ("0§h00 – 11h00, ngày 21/11/2023", "2023-11-21", "2023-11-21", "range", "day"),
    ("Từ 7h30 đến 11h ngày 21/11/2023", "2023-11-21", "2023-11-21", "range", "day"),
    ("Sáng ngày 24/11/2023", "2023-11-24", "2023-11-24", "range", "day"),
    ("Ngày 20 — 21/11/2023", "2023-11-20", "2023-11-21", "range", "day"),
    ("Thứ Hai, ngày 11/9/2023", "2023-09-11", "2023-09-11", "range", "day"),
    ("15/5/24", "2024-05-15", "2024-05-15", "range", "day"),
    ("01/01/2024", "2024-01-01", "2024-01-01", "range", "day"),
    ("29/02/2024", "2024-02-29", "2024-02-29", "range", "day"),
    # the year first, short years, dots and dashes for slashes
    ("2023-09-15", "2023-09-15", "2023-09-15", "range", "day"),
    ("2024/01/20", "2024-01-20", "2024-01-20", "range", "day"),
    ("2024.01.20", "2024-01-20", "2024-01-20", "range", "day"),
    ("2023-09-05 08:30", "2023-09-05", "2023-09-05", "range", "day"),
    ("từ 2023-09-15 đến 2023-10-01", "2023-09-15", "2023-10-01", "range", "day"),
    ("2023-10-02 - 2023-10-06", "2023-10-02", "2023-10-06", "range", "day"),
    ("2023/9", "2023-09-01", "2023-09-30", "range", "month"),
    ("2022-23", "2022-08-01", "2023-07-31", "school_year", "year"),
    ("5-9-23", "2023-09-05", "2023-09-05", "range", "day"),
    ("5.9.23", "2023-09-05", "2023-09-05", "range", "day"),
    ("15-9", "2023-09-15", "2023-09-15", "range", "day"),
    ("20.9 - 25.9", "2023-09-20", "2023-09-25", "range", "day"),
    ("05.09 - 10.09.2023", "2023-09-05", "2023-09-10", "range", "day"),
    ("05-09/9", "2023-09-05", "2023-09-09", "range", "day"),
    # weekdays and lunar days beside the date
    ("Thứ 2 (18/9)", "2023-09-18", "2023-09-18", "range", "day"),
    ("Thứ 2, ngày 18/9/2023", "2023-09-18", "2023-09-18", "range", "day"),
    ("T2 18/9", "2023-09-18", "2023-09-18", "range", "day"),
    ("CN, 24/12", "2023-12-24", "2023-12-24", "range", "day"),
    ("Tư 18/9", "2023-09-18", "2023-09-18", "range", "day"),
    ("Từ 18/9", "2023-09-18", "", "range", "day"),
    ("18/9 (thứ Hai)", "2023-09-18", "2023-09-18", "range", "day"),
    ("từ thứ Hai 18/9 đến thứ Sáu 22/9", "2023-09-18", "2023-09-22", "range", "day"),
    ("14/02 (mùng 5 Tết)", "2024-02-14", "2024-02-14", "range", "day"),
    ("08:00 15/09/2023", "2023-09-15", "2023-09-15", "range", "day"),
    ("Sau ngày 15/9", "2023-09-15", "", "range", "day"),
    ("20/9/2023 trở đi", "2023-09-20", "", "range", "day"),
    ("6 tháng cuối năm 2024", "2024-07-01", "2024-12-31", "range", "quarter"),
    # days from - to
    ("01-30/11/2023", "2023-11-01", "2023-11-30", "range", "day"),
    ("Từ 01-30/11/2023.", "2023-11-01", "2023-11-30", "range", "day"),
    ("01 – 30/11/2023", "2023-11-01", "2023-11-30", "range", "day"),
    ("Từ 01 đến 30/11/2023", "2023-11-01", "2023-11-30", "range", "day"),
    ("31/01/2024-15/03/2024", "2024-01-31", "2024-03-15", "range", "day"),
    ("16/3/2024-30/3/2024", "2024-03-16", "2024-03-30", "range", "day"),
    ("08/4/2024 – 27/4/2024", "2024-04-08", "2024-04-27", "range", "day"),
    ("29/4/2024 – 04/5/2024", "2024-04-29", "2024-05-04", "range", "day"),
    ("20/10/2023 - 30/10/2023", "2023-10-20", "2023-10-30", "range", "day"),
    ("Từ ngày 01 đến ngày 30 tháng 11 năm 2023", "2023-11-01", "2023-11-30", "range", "day"),
    ("từ ngày 05/9/2023 đến ngày 31/5/2024", "2023-09-05", "2024-05-31", "range", "day"),
    ("15/9-20/10/2023", "2023-09-15", "2023-10-20", "range", "day"),
    ("15/12 - 20/1/2024", "2023-12-15", "2024-01-20", "range", "day"),
    ("15/12/2023 - 20/1", "2023-12-15", "2024-01-20", "range", "day"),
    ("05/9 đến 31/5", "2023-09-05", "2024-05-31", "range", "day"),
    ("15-20/5", "2024-05-15", "2024-05-20", "range", "day"),
    ("Từ 5 đến 10/9/2023", "2023-09-05", "2023-09-10", "range", "day"),
    ("1/11/2023 → 15/11/2023", "2023-11-01", "2023-11-15", "range", "day"),
    ("1/11/2023 ~ 15/11/2023", "2023-11-01", "2023-11-15", "range", "day"),
    ("ngày 15, 16 tháng 5 năm 2024", "2024-05-15", "2024-05-16", "range", "day"),
    ("Từ ngày 2/10/2023\nđến ngày 6/10/2023", "2023-10-02", "2023-10-06", "range", "day"),
    ("(01/11/2023-31/5/2024)", "2023-11-01", "2024-05-31", "range", "day"),
    # one month
    ("Tháng 11/2022", "2022-11-01", "2022-11-30", "range", "month"),
    ("tháng 2/2024", "2024-02-01", "2024-02-29", "range", "month"),
    ("Tháng 02/2023", "2023-02-01", "2023-02-28", "range", "month"),
    ("11/2022", "2022-11-01", "2022-11-30", "range", "month"),
    ("Tháng 11 năm 2022", "2022-11-01", "2022-11-30", "range", "month"),
    ("T11/2022", "2022-11-01", "2022-11-30", "range", "month"),
    ("T.11/2022", "2022-11-01", "2022-11-30", "range", "month"),
    ("T 9/2023", "2023-09-01", "2023-09-30", "range", "month"),
    ("Tháng 9-2023", "2023-09-01", "2023-09-30", "range", "month"),
    ("Tháng 9.2023", "2023-09-01", "2023-09-30", "range", "month"),
    ("Tháng 11", "2023-11-01", "2023-11-30", "range", "month"),
    ("Trong tháng 5", "2024-05-01", "2024-05-31", "range", "month"),
    ("tháng 8", "2023-08-01", "2023-08-31", "range", "month"),
    ("Tháng 7", "2024-07-01", "2024-07-31", "range", "month"),
    ("T12", "2023-12-01", "2023-12-31", "range", "month"),
    ("5/24", "2024-05-01", "2024-05-31", "range", "month"),
    ("tháng 10 năm học 2025 -2026", "2025-10-01", "2025-10-31", "range", "month"),
    ("Đầu tháng 9", "2023-09-01", "2023-09-30", "range", "month"),
    ("Giữa tháng 10/2023", "2023-10-01", "2023-10-31", "range", "month"),
    ("Thượng tuần tháng 9/2023", "2023-09-01", "2023-09-30", "range", "month"),
    # months from - to
    ("Tháng 1-5/2022", "2022-01-01", "2022-05-31", "range", "month"),
    ("Tháng 8/2023 đến tháng 5/2024.", "2023-08-01", "2024-05-31", "range", "month"),
    ("- Tháng 8/2023 đến tháng 5/2024.", "2023-08-01", "2024-05-31", "range", "month"),
    ("Tháng 9/2023 - 5/2024", "2023-09-01", "2024-05-31", "range", "month"),
    ("9/2023-5/2024", "2023-09-01", "2024-05-31", "range", "month"),
    ("Từ tháng 9 đến tháng 12 năm 2023", "2023-09-01", "2023-12-31", "range", "month"),
    ("Tháng 9 đến tháng 5", "2023-09-01", "2024-05-31", "range", "month"),
    ("Tháng 9-5/2024", "2023-09-01", "2024-05-31", "range", "month"),
    ("9-12/2023", "2023-09-01", "2023-12-31", "range", "month"),
    ("T9-T12/2023", "2023-09-01", "2023-12-31", "range", "month"),
    ("T8/2023 – T5/2024", "2023-08-01", "2024-05-31", "range", "month"),
    ("Tháng 9, 10, 11/2023", "2023-09-01", "2023-11-30", "range", "month"),
    ("tháng 10 -11/2023", "2023-10-01", "2023-11-30", "range", "month"),
    ("Tháng 9 và tháng 10", "2023-09-01", "2023-10-31", "range", "month"),
    ("Tháng 11, 12 năm 2023", "2023-11-01", "2023-12-31", "range", "month"),
    ("Tháng 8/2023đến tháng 5/2024", "2023-08-01", "2024-05-31", "range", "month"),
    ("Tháng8/2023 đến tháng5/2024", "2023-08-01", "2024-05-31", "range", "month"),
    ("Từ T9/2023 tới T5/2024", "2023-09-01", "2024-05-31", "range", "month"),
    # by
    ("Trước 15/5", "", "2024-05-15", "by", "day"),
    ("Trước ngày 15/5/2024", "", "2024-05-15", "by", "day"),
    ("trước ngày 15 tháng 5 năm 2024", "", "2024-05-15", "by", "day"),
    ("Chậm nhất 30/5/2024", "", "2024-05-30", "by", "day"),
    ("Muộn nhất ngày 30/5", "", "2024-05-30", "by", "day"),
    ("Không quá 30/5/2024", "", "2024-05-30", "by", "day"),
    ("Hạn cuối 30/5", "", "2024-05-30", "by", "day"),
    ("Xong trước 20/11/2023", "", "2023-11-20", "by", "day"),
    ("Hoàn thành trước ngày 31/12/2023", "", "2023-12-31", "by", "day"),
    ("Đến ngày 31/5/2024", "", "2024-05-31", "by", "day"),
    ("Đến hết ngày 31/5/2024", "", "2024-05-31", "by", "day"),
    ("Đến hết tháng 5/2024", "", "2024-05-31", "by", "month"),
    ("Hết tháng 12/2023", "", "2023-12-31", "by", "month"),
    ("Đến tháng 5/2024", "", "2024-05-31", "by", "month"),
    ("Trước tháng 12/2023", "", "2023-11-30", "by", "month"),
    ("Chậm nhất tháng 5", "", "2024-05-31", "by", "month"),
    ("Cuối tháng 5/2024", "", "2024-05-31", "by", "month"),
    ("cuối tháng 2", "", "2024-02-29", "by", "month"),
    ("Hạ tuần tháng 9/2023", "", "2023-09-30", "by", "month"),
    ("Cuối học kỳ I", "", "2024-01-15", "by", "semester"),
    ("cuối HKI", "", "2024-01-15", "by", "semester"),
    ("Hết học kỳ II", "", "2024-05-31", "by", "semester"),
    ("Cuối năm học", "", "2024-05-31", "by", "year"),
    ("Cuối năm học 2023-2024", "", "2024-05-31", "by", "year"),
    ("Đến hết năm học 2023-2024", "", "2024-05-31", "by", "year"),
    ("đến năm 2025", "", "2025-12-31", "by", "year"),
    ("Cuối năm 2023", "", "2023-12-31", "by", "year"),
    ("Từ tháng 9/2023, hoàn thành trước 15/5/2024", "2023-09-01", "2024-05-15", "range", "day"),
    # open end
    ("Từ tháng 9/2023", "2023-09-01", "", "range", "month"),
    ("Bắt đầu từ ngày 05/9/2023", "2023-09-05", "", "range", "day"),
    # quarters, semesters, years
    ("Quý IV", "2023-10-01", "2023-12-31", "range", "quarter"),
    ("Quý IV/2023", "2023-10-01", "2023-12-31", "range", "quarter"),
    ("Quý 1 năm 2024", "2024-01-01", "2024-03-31", "range", "quarter"),
    ("quý I", "2024-01-01", "2024-03-31", "range", "quarter"),
    ("Quý III", "2023-07-01", "2023-09-30", "range", "quarter"),
    ("Quý I, II năm 2024", "2024-01-01", "2024-06-30", "range", "quarter"),
    ("Quý III-IV/2023", "2023-07-01", "2023-12-31", "range", "quarter"),
    ("Học kỳ I", "2023-09-05", "2024-01-15", "range", "semester"),
    ("HKI", "2023-09-05", "2024-01-15", "range", "semester"),
    ("HK 2", "2024-01-16", "2024-05-31", "range", "semester"),
    ("Học kì 2", "2024-01-16", "2024-05-31", "range", "semester"),
    ("Trong học kỳ II", "2024-01-16", "2024-05-31", "range", "semester"),
    ("Học kỳ I, năm học 2022-2023", "2022-09-05", "2023-01-15", "range", "semester"),
    ("Học kỳ I và học kỳ II", "2023-09-05", "2024-05-31", "range", "semester"),
    ("Năm 2024", "2024-01-01", "2024-12-31", "range", "year"),
    ("2022-2025", "2022-01-01", "2025-12-31", "range", "year"),
    # school year
    ("Năm học 2023-2024", "2023-08-01", "2024-07-31", "school_year", "year"),
    ("năm học 2022 – 2023", "2022-08-01", "2023-07-31", "school_year", "year"),
    ("NH 2023-2024", "2023-08-01", "2024-07-31", "school_year", "year"),
    ("NH2023-2024", "2023-08-01", "2024-07-31", "school_year", "year"),
    ("Cả năm học 2023-2024", "2023-08-01", "2024-07-31", "school_year", "year"),
    ("Trong năm học", "2023-08-01", "2024-07-31", "school_year", "year"),
    ("Cả năm học", "2023-08-01", "2024-07-31", "school_year", "year"),
    ("2023-2024", "2023-08-01", "2024-07-31", "school_year", "year"),
    ("Năm học 2023-24", "2023-08-01", "2024-07-31", "school_year", "year"),
    ("Tháng 8 đến hết năm học", "2023-08-01", "2024-05-31", "range", "year"),
    # weeks
    ("Tuần 1", "2023-09-04", "2023-09-10", "relative", "week"),
    ("Tuần 20-21", "2024-01-15", "2024-01-28", "relative", "week"),
    ("Tuần 3 - 8", "2023-09-18", "2023-10-29", "relative", "week"),
    ("Tuần\n11-12", "2023-11-13", "2023-11-26", "relative", "week"),
    ("Từ tuần 3 đến tuần 8", "2023-09-18", "2023-10-29", "relative", "week"),
    ("Tuần 33-35", "2024-04-15", "2024-05-05", "relative", "week"),
    # summer
    ("Hè 2024", "2024-06-01", "2024-07-31", "range", "month"),
    ("Trong dịp hè", "2024-06-01", "2024-07-31", "range", "month"),
    ("Hè năm 2024", "2024-06-01", "2024-07-31", "range", "month"),
    ("Trước hè", "", "2024-05-31", "by", "month"),
    # weeks counted beside the days they stand for
    ("Tuần 1 (từ 05/9 - 10/9/2023)", "2023-09-05", "2023-09-10", "range", "day"),
    ("Tuần 4 - 9: 25/9/2023 đến 05/11/2023", "2023-09-25", "2023-11-05", "range", "day"),
    ("Tuần 3 tháng 9 (18/9-24/9)", "2023-09-18", "2023-09-24", "range", "day"),
    ("Từ tuần 3 đến ngày 10/10/2023", "2023-09-18", "2023-10-10", "relative", "day"),
    ("Tuần thứ 2", "2023-09-11", "2023-09-17", "relative", "week"),
    ("Tuần 2 tháng 9/2023", "2023-09-08", "2023-09-14", "range", "week"),
    ("Tuần đầu tháng 9/2023", "2023-09-01", "2023-09-07", "range", "week"),
    ("Tuần cuối tháng 5", "2024-05-22", "2024-05-31", "range", "week"),
    # recurring
    ("Hằng năm", "", "", "recurring", ""),
    ("hàng năm", "", "", "recurring", ""),
    ("Thường xuyên", "", "", "recurring", ""),
    ("Hằng tháng", "", "", "recurring", ""),
    ("Hàng tuần", "", "", "recurring", ""),
    ("Định kỳ hằng quý", "", "", "recurring", ""),
    ("Cuối mỗi học kỳ", "", "", "recurring", ""),
    ("2 lần/năm", "", "", "recurring", ""),
    ("Thường xuyên trong năm học", "", "", "recurring", "year"),
    ("Thường xuyên trong năm học 2023-2024", "2023-08-01", "2024-07-31", "recurring", "year"),
    ("Hằng tháng, từ tháng 9/2023 đến tháng 5/2024",
     "2023-09-01", "2024-05-31", "recurring", "month"),
    ("Tháng 9 hằng năm", "", "", "recurring", "month"),
    # relative without dates
    ("Sau khi có kết quả đánh giá ngoài", "", "", "relative", ""),
    ("Khi có yêu cầu", "", "", "relative", ""),
    ("Theo kế hoạch của Sở GDĐT", "", "", "relative", ""),
    ("Theo kế hoạch năm học", "", "", "relative", ""),
    ("Đột xuất", "", "", "relative", ""),
    # OCR damage
    ("1172022", "2022-11-01", "2022-11-30", "range", "month"),
    ("03/09/20 21 - 28/09/20 21", "2021-09-03", "2021-09-28", "range", "day"),
    ("07/11/2021-25/5⁄2 022", "2021-11-07", "2022-05-25", "range", "day"),
    ("01/11/2019-24/52 020", "2019-11-01", "2020-05-24", "range", "day"),
    ("15/12/2 021", "2021-12-15", "2021-12-15", "range", "day"),
    ("Tháng 8/2023 đến tháng 5/20 24", "2023-08-01", "2024-05-31", "range", "month"),
    ("3/9/20 - 21/9/20", "2020-09-03", "2020-09-21", "range", "day"),
    ("Tháng 1172022", "2022-11-01", "2022-11-30", "range", "month"),
    ("Tháng 1112022", "2022-11-01", "2022-11-30", "range", "month"),
    ("31710 72022".replace(" ", ""), "2022-10-31", "2022-10-31", "range", "day"),
    ("Théng 11/2022", "2022-11-01", "2022-11-30", "range", "month"),
    ("Thang 11/2022", "2022-11-01", "2022-11-30", "range", "month"),
    ("Thdng 11/2022", "2022-11-01", "2022-11-30", "range", "month"),
    ("Tháhg 11/2022", "2022-11-01", "2022-11-30", "range", "month"),
    ("háng 11/2022", "2022-11-01", "2022-11-30", "range", "month"),
    ("T3 11/2022", "2022-11-01", "2022-11-30", "range", "month"),
    ("Tháng l1/2022", "2022-11-01", "2022-11-30", "range", "month"),
    ("Tháng 1O/2022", "2022-10-01", "2022-10-31", "range", "month"),
    ("Tháng 11/2O22", "2022-11-01", "2022-11-30", "range", "month"),
    ("Tháng 11|2022", "2022-11-01", "2022-11-30", "range", "month"),
    ("Tháng 11//2022", "2022-11-01", "2022-11-30", "range", "month"),
    ("11/ 2022", "2022-11-01", "2022-11-30", "range", "month"),
    ("11 / 2022", "2022-11-01", "2022-11-30", "range", "month"),
    ("Tháng 11/202", "2023-11-01", "2023-11-30", "range", "month"),
    ("O1/11/2023-3l/5/2024", "2023-11-01", "2024-05-31", "range", "day"),
    ("01/11/202331/5/2024", "2023-11-01", "2024-05-31", "range", "day"),
    ("ngảy 15/5/2024", "2024-05-15", "2024-05-15", "range", "day"),
    ("Quý 1V", "2023-10-01", "2023-12-31", "range", "quarter"),
    ("Quý lV/2023", "2023-10-01", "2023-12-31", "range", "quarter"),
    ("Tháng\u00a011/2022", "2022-11-01", "2022-11-30", "range", "month"),
    ("THÁNG 9/2023", "2023-09-01", "2023-09-30", "range", "month"),
    ("thang 9/2023 den thang 5/2024", "2023-09-01", "2024-05-31", "range", "month"),
    ("Tha\u0301ng 11/2022", "2022-11-01", "2022-11-30", "range", "month"),
    ("Trữic ngày 05 tháng 03 năm 2023", "", "2023-03-05", "by", "day"),
    ("Trfũc 07/04/2021", "", "2021-04-07", "by", "day"),
    ("lrước ngày 22/10/2023", "", "2023-10-22", "by", "day"),
    ("Chềm nhật ngày 01/04/2022", "", "2022-04-01", "by", "day"),
    ("Hữt tháng 4/2024", "", "2024-04-30", "by", "month"),
    ("Hấết tháng 10/2021", "", "2021-10-31", "by", "month"),
    ("Hồng tháng", "", "", "recurring", ""),
    ("27/112024", "2024-11-27", "2024-11-27", "range", "day"),
    ("2711/2024", "2024-11-27", "2024-11-27", "range", "day"),
    ("Tháng 11:2023", "2023-11-01", "2023-11-30", "range", "month"),
    ("Tháng II năm 2024", "2024-11-01", "2024-11-30", "range", "month"),
    ("Quý 11/2024", "2024-04-01", "2024-06-30", "range", "quarter"),
    ("Học kỳ HI năm học 2023-2024", "2024-01-16", "2024-05-31", "range", "semester"),
    ("HKNI", "2024-01-16", "2024-05-31", "range", "semester"),
    ("HKN", "2024-01-16", "2024-05-31", "range", "semester"),
    ("Năm học 3022-2023", "2022-08-01", "2023-07-31", "school_year", "year"),
    ("16 tháng 01 năm 3024", "2024-01-16", "2024-01-16", "range", "day"),
    ("Tháng 10/2033", "2023-10-01", "2023-10-31", "range", "month"),
    ("Tháng 10/2030", "2030-10-01", "2030-10-31", "range", "month"),
    ("ngày 08 tháng. 04 năm 2022", "2022-04-08", "2022-04-08", "range", "day"),
    # impossible or nothing
    ("31/02/2024", "", "", "range", "day"),
    ("30/02/2024 - 15/3/2024", "", "2024-03-15", "range", "day"),
    ("Tháng 13/2023", "", "", "range", "month"),
    ("Ngân sách", "", "", "", ""),
    ("35%", "", "", "", ""),
    ("", "", "", "", ""),
    ("-", "", "", "", ""),
    ("Tuần", "", "", "", ""),
]  # fmt: skip


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def test_the_table_is_long_enough() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize(("text", "start", "end", "kind", "precision"), CASES)
def test_deadline(text: str, start: str, end: str, kind: str, precision: str) -> None:
    value = parse_deadline(text, school_year=YEAR)
    found = (_iso(value.start), _iso(value.end), value.kind, value.precision)
    assert found == (start, end, kind, precision)


FLAGS = [
    ("Tháng 11", "year_from_school_year"), ("Trước 15/5", "year_from_school_year"),
    ("cuối học kỳ I", "semester_by_frame"), ("Tuần 20-21", "week_one_assumed"),
    ("Tuần 2 tháng 9/2023", "week_of_month"), ("Đầu tháng 9/2023", "part_of_month"),
    ("31/02/2024", "impossible_date"), ("Tháng 13/2023", "impossible_date"),
    ("8h30 - 8h45", "hours_only"), ("Lúc 7 giờ 30", "hours_only"),
    ("20/5/2024 - 15/5/2024", "end_before_start"), ("1172022", "deadline_ocr_mended"),
    ("T3 11/2022", "deadline_ocr_mended"), ("Théng 11/2022", "deadline_ocr_mended"),
    ("Ngân sách", "deadline_unparsed"), ("Từ tháng 9/2023", "open_end"),
    ("tháng 9 và tháng 12", "several_dates"), ("Ngày 5/9 và ngày 20/11", "several_dates"),
    ("Tuần 60", "impossible_date"), ("Tháng 10/2033", "deadline_year_mended"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "flag"), FLAGS)
def test_flag(text: str, flag: str) -> None:
    assert flag in parse_deadline(text, school_year=YEAR).flags


@pytest.mark.parametrize(
    "text", ["01-30/11/2023", "Tháng 1-5/2022", "Tháng 11/2022", "15/5/2024", "Quý IV/2023"]
)
def test_clean_text_has_no_flags(text: str) -> None:
    assert parse_deadline(text, school_year=YEAR).flags == ()


@pytest.mark.parametrize("text", ["Tháng 11", "Trước 15/5", "Quý IV", "Học kỳ I", "Cả năm học"])
def test_no_year_is_invented(text: str) -> None:
    value = parse_deadline(text)
    assert (value.start, value.end) == (None, None)
    assert "year_missing" in value.flags


def test_week_needs_a_first_week() -> None:
    value = parse_deadline("Tuần 20-21")
    assert (value.start, value.end, value.kind) == (None, None, "relative")
    assert "week_one_unknown" in value.flags


def test_week_one_can_be_set() -> None:
    value = parse_deadline("Tuần 3", week_one=date(2021, 9, 13))
    assert (value.start, value.end, value.flags) == (date(2021, 9, 27), date(2021, 10, 3), ())


@pytest.mark.parametrize(
    ("start", "monday"),
    [(2020, date(2020, 9, 7)), (2021, date(2021, 9, 6)), (2022, date(2022, 9, 5)),
     (2023, date(2023, 9, 4))],
)  # fmt: skip
def test_first_school_week(start: int, monday: date) -> None:
    assert week_one_of(SchoolYear(start)) == monday


def test_ambiguous_run_of_digits_is_left_alone() -> None:
    value = parse_deadline("1112022", school_year=YEAR)
    assert value.start is None and value.end is None


def test_a_fraction_slash_beside_a_slash_hid_the_year() -> None:
    value = parse_deadline("Quý II/⁄2024", school_year=YEAR)
    assert (value.start, value.end) == (date(2024, 4, 1), date(2024, 6, 30))


def test_the_days_of_a_summer_are_flagged_as_those_of_the_frame() -> None:
    value = parse_deadline("trong hè năm 2024", school_year=YEAR)
    assert (value.start, value.end) == (date(2024, 6, 1), date(2024, 7, 31))
    assert "semester_by_frame" in value.flags


@pytest.mark.parametrize(("text", "day"), [("hạn 06/11", 6), ("hạn 20/11", 20), ("nhận 5/11", 5)])
def test_a_day_behind_a_word_was_read_as_a_month(text: str, day: int) -> None:
    """ "hạn" was mended to "tháng", and the day became the month."""
    value = parse_deadline(text, year=2024)
    assert (value.end, value.flags) == (date(2024, 11, day), ())
