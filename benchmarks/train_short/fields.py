"""What stands in the short cells of a plan: numbers, codes, levels, dates, money; from a grammar.

Texts are drawn wider than one plan would write them, so that every digit is seen in every place.
A line of ordinary words comes along now and then: its words are what the recogniser must refuse.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import lru_cache

from extractors.short.alphabet import UNKNOWN

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def field(rng: random.Random) -> str:
    """Return the text of one short cell, one printed paragraph."""
    makers = (number, criterion, code_list, level, deadline, deadline, deadline, money, other)
    weights = (8, 16, 7, 6, 18, 18, 14, 6, 7)
    text = rng.choices(makers, weights)[0](rng)
    return text.upper() if rng.random() < 0.02 else text


def number(rng: random.Random) -> str:
    n = rng.choice((rng.randint(1, 30), rng.randint(1, 150)))
    forms: tuple[str, ...] = (f"{n}",) * 6 + (f"{n}.", f"{n:02d}", f"{n})", f"({n})", f"{n:02d}.")
    forms += (rng.choice(_ROMAN), f"{rng.choice(_ROMAN)}.", f"{rng.randint(1, 100)}%")
    return rng.choice(forms)


def code(rng: random.Random) -> str:
    return f"{rng.randint(1, 6)}.{rng.choice((rng.randint(1, 6), rng.randint(1, 12)))}"


def criterion(rng: random.Random) -> str:
    c = code(rng)
    lead = rng.choice(("Tiêu chí", "Tiêu chí", "TC", "Tiêu chí số", "T.C", "Tchí"))
    forms: tuple[str, ...] = (c,) * 8 + (
        f"{c}.",
        f"{c}:",
        f"({c})",
        f"TC{c}",
        f"{c.replace('.', ',')}",
    )
    forms += (f"{lead} {c}",) * 5 + (f"{lead} {c}:", f"{lead} {c}.", f"{lead} {rng.randint(1, 12)}")
    standard = rng.choice(("Tiêu chuẩn", "Tiêu chuẩn", "TIÊU CHUẨN", "TCh", "Tchuẩn"))
    forms += (f"{standard} {rng.randint(1, 6)}",) * 2 + (f"{standard} {rng.randint(1, 6)}:",)
    forms += (f"Tiêu chuẩn {rng.randint(1, 5)}, tiêu chí {c}", f"{c}.{rng.choice('abc')}")
    forms += (f"{c}; mức {rng.randint(1, 4)}", f"{c}-{rng.choice('abc')}")
    return rng.choice(forms)


def code_list(rng: random.Random) -> str:
    codes = [code(rng) for _ in range(rng.randint(2, 6))]
    join = rng.choice((", ", ", ", "; ", " và ", " - ", "-", ",", "–", " đến ", " đến tiêu chí "))
    lead = rng.choice(("", "", "", "Tiêu chí ", "TC ", "Các tiêu chí ", "Từ tiêu chí ", "Từ "))
    if rng.random() < 0.3:
        evidence = [
            f"H{rng.randint(1, 20)}-{code(rng)}-{rng.randint(1, 20):02d}" for _ in codes[:3]
        ]
        shown = [f"[{e}]" if rng.random() < 0.4 else e for e in evidence]
        return rng.choice(("; ", ", ", " ")).join(shown)
    if "-" in join or "–" in join or "đến" in join:
        codes = codes[:2]
    return lead + join.join(codes)


def level(rng: random.Random) -> str:
    n = rng.choice((str(rng.randint(1, 4)), rng.choice(_ROMAN[:4])))
    word = rng.choice(("Mức", "Mức", "Mức độ", "Cấp độ", "Loại"))
    first = (f"{word} {n}",) * 5 + (f"Đạt mức {n}", f"Đạt Mức {n}", f"Chưa đạt mức {n}", f"MỨC {n}")
    second = (
        "Đạt",
        "Không đạt",
        "Chưa đạt",
        "Tốt",
        "Khá",
        "x",
        "X",
        f"Mức độ {n}:",
        f"({word} {n})",
    )
    return rng.choice(first + second)


def _year(rng: random.Random) -> int:
    return rng.choice((rng.randint(2018, 2027), rng.randint(2000, 2039)))


def _month(rng: random.Random) -> str:
    m = rng.randint(1, 12)
    return f"{m:02d}" if rng.random() < 0.3 else f"{m}"


def _my(rng: random.Random) -> str:
    m, y = _month(rng), _year(rng)
    return rng.choice((f"{m}/{y}",) * 6 + (f"{m} năm {y}",) * 2 + (f"{m}-{y}", f"{m}.{y}", m))


def _day(rng: random.Random) -> str:
    d, m, y = rng.randint(1, 31), rng.randint(1, 12), _year(rng)
    both = (f"{d:02d}/{m:02d}/{y}",) * 5 + (f"{d}/{m}/{y}",) * 4 + (f"{d:02d}/{m}/{y}",)
    rare = (f"{d}/{m}", f"{d:02d}/{m:02d}", f"{d}-{m}-{y}", f"{d}.{m}.{y}", f"{d}/{m}/{y % 100}")
    long = (f"{d:02d} tháng {m:02d} năm {y}", f"{d} tháng {m} năm {y}", f"{d} tháng {m}")
    return rng.choice(both + rare + long)


def _named_day(rng: random.Random) -> str:
    return rng.choice(("ngày ", "", "")) + _day(rng)


def _term(rng: random.Random) -> str:
    y = _year(rng)
    n = rng.choice(("I", "II", "1", "2", "I", "II"))
    tail = rng.choice(("", "", f" năm học {y}-{y + 1}", f" ({y}-{y + 1})", f" NH {y}-{y + 1}"))
    return rng.choice((f"học kỳ {n}", f"học kì {n}", f"HK{n}", f"HK {n}", f"kỳ {n}")) + tail


def _school_year(rng: random.Random) -> str:
    y = _year(rng)
    dash = rng.choice(("-", "-", " - ", "–", " – "))
    return rng.choice(("năm học ", "năm học ", "NH ", "")) + f"{y}{dash}{y + 1}"


def _quarter(rng: random.Random) -> str:
    n, y = rng.choice(_ROMAN[:4] * 3 + ("1", "2", "3", "4")), _year(rng)
    return rng.choice((f"Quý {n}/{y}", f"Quý {n} năm {y}", f"Quý {n}", f"quý {n}/{y}"))


def _recurring(rng: random.Random) -> str:
    unit = rng.choice(("năm", "tháng", "tuần", "quý", "ngày", "học kỳ", "kỳ", "năm học"))
    each = (f"Hằng {unit}", f"Hàng {unit}", f"Mỗi {unit}", f"Định kỳ hằng {unit}", f"1 lần/{unit}")
    ever = ("Thường xuyên", "Thường xuyên", "Định kỳ", "Cả năm", "Cả năm học", "Trong năm học")
    ever += ("Liên tục", "Trong năm", "Trong hè", "Hè", "Quanh năm", "Đột xuất", "Khi có yêu cầu")
    return rng.choice(each * 2 + ever + ever)


def _part(rng: random.Random) -> str:
    part = rng.choice(("Đầu", "Cuối", "Giữa", "cuối", "đầu", "Hết", "Trong", "Nửa đầu", "Nửa cuối"))
    ends = (
        "năm học",
        "năm",
        f"tháng {_my(rng)}",
        _term(rng),
        f"năm {_year(rng)}",
        _school_year(rng),
    )
    return f"{part} {rng.choice(ends)}"


def _week(rng: random.Random) -> str:
    n, m = rng.randint(1, 37), rng.randint(1, 4)
    forms = (f"Tuần {n}", f"Tuần {m} tháng {_my(rng)}", f"Tuần {n}-{n + 2}", f"Tuần {m}/{_my(rng)}")
    return rng.choice((*forms, f"Từ tuần {n} đến tuần {n + 4}", f"Tuần thứ {m} tháng {_my(rng)}"))


def _by(rng: random.Random) -> str:
    lead = rng.choice(
        ("Trước ngày", "Trước", "Hoàn thành trước ngày", "Chậm nhất ngày", "Chậm nhất", "Đến ngày")
        + (
            "Xong trước",
            "Xong trước ngày",
            "trước ngày",
            "Hạn cuối",
            "Hoàn thành",
            "Từ ngày",
            "Ngày",
        )
    )
    return f"{lead} {_day(rng)}" if rng.random() < 0.8 else f"{lead} tháng {_my(rng)}"


def _range(rng: random.Random) -> str:
    dash = rng.choice((" - ", " - ", "-", " – ", "–", " đến ", " đến ", " tới "))
    kinds: tuple[Callable[[random.Random], str], ...] = (_my, _named_day, _my, _my, _named_day)
    kind = rng.choice(kinds)
    word = "tháng " if kind is _my else ""
    again = word if rng.random() < 0.5 else ""
    first = rng.choice(("Từ ", "Từ ", "", "từ "))
    text = f"{first}{word}{kind(rng)}{dash}{again}{kind(rng)}"
    return text if rng.random() < 0.1 else text[:1].upper() + text[1:]


def _months(rng: random.Random) -> str:
    m, y = rng.randint(1, 9), _year(rng)
    some = ", ".join(str(n) for n in sorted(rng.sample(range(1, 13), rng.randint(2, 4))))
    forms = (
        f"Tháng {m}-{m + 2}/{y}",
        f"Tháng {some}",
        f"Tháng {some}/{y}",
        f"T{m}/{y}",
        f"T{m}-T{m + 3}",
    )
    return rng.choice(
        (*forms, f"Tháng {m} - {m + 3}/{y}", f"Tháng {m} và tháng {m + 1}", f"Năm {y}")
    )


def deadline(rng: random.Random) -> str:
    def month(r: random.Random) -> str:
        return rng.choice(("Tháng ", "Tháng ", "tháng ", "Hết tháng ", "Cuối tháng ", "")) + _my(r)

    makers = (_day, month, _by, _range, _term, _quarter, _recurring, _part, _week, _months)
    made = rng.choices((*makers, _school_year), (8, 14, 12, 18, 6, 7, 8, 6, 4, 6, 5))[0](rng)
    return made if rng.random() < 0.15 else made[:1].upper() + made[1:]


def money(rng: random.Random) -> str:
    n = rng.randint(1, 99) * rng.choice((10_000, 100_000, 500_000, 1_000_000))
    dotted = f"{n:,}".replace(",", rng.choice((".", ".", ",")))
    forms = (
        dotted,
        f"{dotted} đồng",
        f"{dotted}đ",
        f"{dotted} đ",
        f"{rng.randint(1, 99)} triệu đồng",
    )
    more = (
        f"{rng.randint(1, 9)},{rng.randint(1, 9)} triệu",
        f"{rng.randint(1, 9)}00 nghìn đồng",
        "Không",
    )
    return rng.choice((*forms, *more, "0 đồng", "0", f"{rng.randint(1, 99)}.000.000 VNĐ"))


def other(rng: random.Random) -> str:
    n = rng.randint(1, 60)
    unit = rng.choice(("giờ", "phút", "tiết", "buổi", "lần", "ngày", "tuần", "tháng", "năm", "lớp"))
    forms = (
        f"{n} {unit}",
        f"{rng.randint(6, 18)}h{rng.choice(('00', '30', '15', ''))}",
        f"{n}/{n + 9}",
    )
    titles = ("TT", "STT", "Tiêu chí", "Mức", "Thời gian", "Bắt đầu", "Kết thúc", "Hoàn thành")
    return rng.choice((*forms, f"{n / 10:.1f}%".replace(".", ","), f"{n}%", "-", "+", *titles))


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """Return every word of the grammar that is not a number: what the recogniser is to spell."""
    rng = random.Random(0)
    words = {w for _ in range(40_000) for w in field(rng).split()}
    return frozenset(w for w in words if not any(c.isdigit() for c in w))


def wanted(line: str) -> str:
    """Return what the recogniser should say of a line: each word it does not know as one sign."""
    known = vocabulary()
    return " ".join(w if _spelt(w, known) else UNKNOWN for w in line.split())


def _spelt(word: str, known: frozenset[str]) -> bool:
    return word in known or any(c.isdigit() for c in word)


def ordinary(rng: random.Random, words: Sequence[str]) -> str:
    """Return a few running words, at times with a number: what other cells hold."""
    count = rng.randint(1, 5)
    chosen = [rng.choice(words) for _ in range(count)]
    if rng.random() < 0.3:
        chosen.insert(rng.randint(0, count), rng.choice((number, code, _day, _my))(rng))
    text = " ".join(chosen)
    if rng.random() < 0.3:
        text = text[:1].upper() + text[1:]
    return text + rng.choice(("", "", "", ",", ".", ";"))
