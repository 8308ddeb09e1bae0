"""How long it takes to normalise one row: criteria, deadline, owners and money together.

Run ``python benchmarks/normalise_speed.py``. Every row is made anew and differs from all others,
so that caches do not help more than they would on a real plan; the first rows, which load the
reference data, are left out. The bar is a median below 2 ms.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator

from normalizers.criteria import parse_criteria
from normalizers.deadlines import parse_deadline
from normalizers.money import parse_money
from normalizers.owners import parse_owners
from normalizers.school_year import SchoolYear

ROWS = 2000
WARM_UP = 50
FRAMEWORK = "18/2018/TT-BGDĐT"
_ROLES = (
    "Hiệu trưởng", "Phó HT", "TTCM", "GVCN", "Công đoàn", "Ban đại diện CMHS", "Văn thư",
    "- Các tổ chuyên môn", "Đoàn TNCS Hồ Chí Minh", "Hiệu trường", "Bộ phận thi đua", "Kế toán",
    "Ông Nguyễn Văn Bình", "Chủ trì: BGH", "phối hợp: GVBM", "Nhóm công tác số 3",
)  # fmt: skip
_TIMES = (
    "Tháng {m}/{y}", "Từ {d}/{m}/{y} đến {e}/{m}/{y}", "Trước ngày {d}/{m}", "Tháng {m}-{m}/{y}",
    "Théng {m}/{y}", "{d}/{m}/{y} – {e}/{m}/{y}", "Cuối học kỳ I", "Thường xuyên, tháng {m}",
    "Tuần {d}", "Từ tháng {m} đến tháng 5/{y}",
)  # fmt: skip


def rows(count: int, seed: int) -> Iterator[tuple[str, str, str, str]]:
    """Yield ``(criteria, deadline, owners, money)`` cells, half of them long."""
    rng = random.Random(seed)
    for number in range(count):
        s, n = rng.randint(1, 5), rng.randint(1, 10)
        title = f"Nội dung số {number} cần cải tiến, nâng cao chất lượng trong năm học " * (
            rng.randint(0, 4)
        )
        when = rng.choice(_TIMES).format(
            m=rng.randint(1, 12), y=rng.randint(2019, 2026), d=rng.randint(1, 28), e=28
        )
        who = "; ".join(rng.sample(_ROLES, rng.randint(1, 5)))
        note = f" ({number})"
        yield f"Tiêu chí {s}.{n}. {title}", when + note, who + note, f"{number * 1000} đ"


def main() -> None:
    """Print the median, the 95th percentile and the slowest row, in milliseconds."""
    year = SchoolYear(2023)
    times: list[float] = []
    for cells in rows(ROWS + WARM_UP, seed=1):
        criteria, deadline, owners, money = cells
        begin = time.perf_counter()
        parse_criteria(criteria, framework=FRAMEWORK)
        parse_deadline(deadline, school_year=year)
        parse_owners(owners)
        parse_money(money)
        times.append((time.perf_counter() - begin) * 1000)
    times = sorted(times[WARM_UP:])
    print(f"rows {len(times)}")
    print(f"median {statistics.median(times):.3f} ms")
    print(f"p95    {times[int(0.95 * len(times))]:.3f} ms")
    print(f"max    {times[-1]:.3f} ms")


if __name__ == "__main__":
    main()
