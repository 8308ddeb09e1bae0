"""A made-up district: 50 schools, three school years, 200 plans, and the facts planted in them.

Every name is invented. The truth is noted while planting, never computed by the code it measures.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from normalizers.frameworks import frameworks_by_id
from normalizers.owners import parse_owners
from pipeline.model import Document, Item
from samples.generator.grammar import expand

YEARS = (2021, 2022, 2023)
SCHOOLS = 50

_FIRST = ("An", "Bình", "Cẩm", "Đông", "Giang", "Hòa", "Hoa", "Kim", "Lâm", "Mai", "Nam", "Sơn")
_SECOND = ("Bàng", "Điền", "Hà", "Khê", "Lĩnh", "Mỹ", "Ngọc", "Phong", "Sa", "Thượng", "Vĩnh")
_LEVELS = (
    ("THCS", "Trường THCS", "Trường trung học cơ sở", "18/2018/TT-BGDĐT"),
    ("tiểu học", "Trường Tiểu học", "TRƯỜNG TH", "17/2018/TT-BGDĐT"),
    ("mầm non", "Trường Mầm non", "Trường MN", "19/2018/TT-BGDĐT"),
)

ROLES = {
    "Hiệu trưởng": ("Hiệu trưởng", "HT", "hiệu trưởng"),
    "Phó hiệu trưởng": ("Phó hiệu trưởng", "PHT", "Phó Hiệu trưởng"),
    "Tổ trưởng chuyên môn": ("Tổ trưởng chuyên môn", "TTCM", "tổ trưởng chuyên môn"),
    "Giáo viên chủ nhiệm": ("Giáo viên chủ nhiệm", "GVCN", "giáo viên chủ nhiệm"),
    "Tổng phụ trách Đội": ("Tổng phụ trách Đội", "TPT Đội", "Tổng phụ trách đội"),
}
"""Roles every school has: three spellings, one name."""

BODIES = {
    "Ban Quản lý vườn sinh thái": (
        "Ban Quản lý vườn sinh thái",
        "Ban QL vườn sinh thái",
        "ban quản lí vườn sinh thái",
    ),
    "Nhóm Bếp ăn an toàn": ("Nhóm Bếp ăn an toàn", "Nhóm bếp ăn - an toàn", "Nhom bep an an toan"),
    "Nhóm Sáng tạo khoa học trẻ": (
        "Nhóm Sáng tạo khoa học trẻ",
        "Nhóm STKH trẻ",
        "Nhóm sáng tạo khoa học trẻ.",
    ),
    "Ban Hòa giải học đường": (
        "Ban Hòa giải học đường",
        "Ban Hoà giải học đường",
        "BAN HÒA GIẢI HỌC ĐƯỜNG",
    ),
}
"""Bodies no list knows: three spellings each, to be offered for merging."""

APART = (
    "Tổ Toán",
    "Tổ Toán - Tin",
    "Ban Hoa viên học đường",
    "Nhóm Sáng tạo kỹ thuật trẻ",
    "Ban Quản lý vườn trường",
)
"""Bodies that look alike and must stay apart."""

COMMON = (
    "Thực hiện đầy đủ các nội dung theo hướng dẫn tự đánh giá của phòng giáo dục và đào tạo huyện",
    "Báo cáo kết quả thực hiện kế hoạch cải tiến về phòng giáo dục và đào tạo đúng thời gian",
    "Công khai kế hoạch cải tiến chất lượng tới toàn thể cán bộ, giáo viên, nhân viên và cha mẹ",
)
"""Wording the office above prescribes: in every plan, and no sign of copying."""

WEAK = (
    "Nhà vệ sinh của trẻ xuống cấp, thiếu nước vào mùa khô",
    "Thiếu phòng học bộ môn đạt chuẩn theo quy định hiện hành",
    "Sân chơi bị ngập khi mưa lớn, chưa có hệ thống thoát nước",
)


@dataclass
class Truth:
    """What was planted. Schools are told by their plain name, plans by ``(name, year)``."""

    missing: set[tuple[str, str, str]] = field(default_factory=set)
    late: set[tuple[str, str, str]] = field(default_factory=set)
    undated: set[tuple[str, str, str]] = field(default_factory=set)
    copied: set[frozenset[tuple[str, str]]] = field(default_factory=set)
    shared: dict[frozenset[tuple[str, str]], int] = field(default_factory=dict)
    lead: Counter[str] = field(default_factory=Counter)
    weeks: Counter[str] = field(default_factory=Counter)
    months: Counter[str] = field(default_factory=Counter)
    money: Counter[str] = field(default_factory=Counter)
    weak: Counter[str] = field(default_factory=Counter)
    repeated: dict[tuple[str, str], int] = field(default_factory=dict)
    added: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    dropped: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    doubtful: int = 0


@dataclass
class World:
    """Documents and rows as a dataset holds them, and the truth."""

    documents: list[Document] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    truth: Truth = field(default_factory=Truth)
    plain: dict[str, str] = field(default_factory=dict)
    """The plain name of each document's school."""


@dataclass(frozen=True)
class School:
    """One school; ``spellings`` are the ways its three plans write it, the first the plain one."""

    name: str
    level: str
    framework: str
    spellings: tuple[str, str, str]

    @property
    def codes(self) -> tuple[str, ...]:
        return next(
            f.codes for f in frameworks_by_id(self.framework) if self.level in f.school_levels
        )


def label(year: int) -> str:
    return f"{year}-{year + 1}"


def schools(rng: random.Random) -> list[School]:
    """Return the schools; "Hòa ..." and "Hoa ..." are different ones."""
    names = ["Hòa Yên", "Hoa Yên"]
    pairs = [f"{a} {b}" for a in _FIRST for b in _SECOND if f"{a} {b}" not in names]
    names += rng.sample(pairs, SCHOOLS - 2)
    found = []
    for number, name in enumerate(names):
        level, plain, other, framework = _LEVELS[number % 3 if number > 1 else 0]
        full = f"{plain} {name}"
        new_tones = full.replace("òa", "oà").replace("Mỹ", "Mĩ").upper()
        found.append(School(full, level, framework, (full, f"{other} {name}", new_tones)))
    return found


class Planter:
    """Plants plans one by one, so that the truth is noted where the fact is made."""

    def __init__(self, seed: int = 17) -> None:
        self.rng = random.Random(seed)
        self.world = World()
        self.schools = schools(self.rng)
        self.turn: Counter[str] = Counter()
        self.actions: dict[tuple[str, int], dict[str, str]] = {}

    def sentence(self, code: str) -> str:
        """Return two sentences of work for a criterion."""
        words = {"pupil": "học sinh", "pupils_cap": "Học sinh", "class": "lớp"}
        rule = f"action.{code.split('.')[0]}"
        first, second = expand(self.rng, rule, words), expand(self.rng, rule, words)
        return f"{first}; {second[:1].lower()}{second[1:]}"

    def spelling(self, name: str, spellings: tuple[str, ...]) -> str:
        """Return the spellings of a name in turn."""
        self.turn[name] += 1
        return spellings[self.turn[name] % len(spellings)]

    def plant(self) -> World:
        for school in self.schools:
            for year in YEARS:
                self.actions[school.name, year] = self.work(school, year)
        self.copy_plans()
        for number, school in enumerate(self.schools):
            for at, year in enumerate(YEARS):
                self.improvement_plan(school, year, number, school.spellings[at])
            self.assessment_plan(school, YEARS[-1])
        return self.world

    def work(self, school: School, year: int) -> dict[str, str]:
        """Return the work per criterion: one in four as last year, up to two left out."""
        before = self.actions.get((school.name, year - 1), {})
        out = set(self.rng.sample(school.codes, self.rng.choice((0, 0, 1, 2))))
        made = {}
        for code in school.codes:
            if code in out:
                continue
            again = code in before and self.rng.random() < 0.25
            made[code] = before[code] if again else self.sentence(code)
        return made

    def copy_plans(self) -> None:
        """Let some schools copy another's plan of a year: the name, numbers and a word changed."""
        by_level: dict[str, list[School]] = {}
        for school in self.schools[2:]:
            by_level.setdefault(school.level, []).append(school)
        for level, share in (("THCS", 1.0), ("tiểu học", 0.9), ("mầm non", 0.75)):
            model, copier = by_level[level][:2]
            year = YEARS[-1]
            source = self.actions[model.name, year]
            codes = [c for c in source if c in self.actions[copier.name, year]]
            taken = codes[: round(share * len(codes))]
            for code in taken:
                text = source[code].replace("30", "35").replace("Rà soát", "Rà soát lại")
                self.actions[copier.name, year][code] = text
            pair = frozenset({(model.name, label(year)), (copier.name, label(year))})
            self.world.truth.copied.add(pair)
            self.world.truth.shared[pair] = len(taken)

    def improvement_plan(self, school: School, year: int, number: int, spelled: str) -> None:
        truth, key = self.world.truth, (school.name, label(year))
        made = self.actions[school.name, year]
        truth.missing |= {(*key, code) for code in school.codes if code not in made}
        before = self.actions.get((school.name, year - 1))
        if before is not None:
            truth.added[key] = set(made) - set(before)
            truth.dropped[key] = set(before) - set(made)
            same = {_plain(text) for text in before.values()}
            truth.repeated[key] = sum(_plain(text) in same for text in made.values())
            truth.repeated[key] += len(COMMON)
        document = self.document(school, year, "improvement_plan", spelled)
        own = sorted(set(made) - {next(iter(made))})  # the first bears the common wording too
        late = set(self.rng.sample(own, self.rng.choice((0, 0, 0, 1))))
        undated = set(self.rng.sample(sorted(set(own) - late), self.rng.choice((0, 0, 0, 1))))
        for at, (code, text) in enumerate(made.items()):
            weak = WEAK[at % 3] if at < 3 and number % (at + 2) == 0 else ""
            if weak:
                truth.weak[weak] += year == YEARS[0]
            self.row(document, year, code, text, weak, late=code in late, undated=code in undated)
        truth.late |= {(*key, code) for code in late}
        truth.undated |= {(*key, code) for code in undated}
        for text in COMMON:
            self.row(document, year, next(iter(made)), text, "")

    def assessment_plan(self, school: School, year: int) -> None:
        """Plant a plan of self-assessment: each criterion given to somebody, none missing."""
        document = self.document(school, year, "self_assessment_plan", school.spellings[0])
        for code in school.codes:
            self.row(document, year, code, "", "", kind="assignment")

    def document(self, school: School, year: int, kind: str, spelled: str) -> Document:
        source = f"{label(year)}/{kind}/{len(self.world.documents):03}.pdf"
        document = Document(
            hashlib.sha256(source.encode()).hexdigest(),
            source,
            pages=3,
            read_by="ocr",
            kind=kind,
            title=f"Kế hoạch năm học {label(year)}",
            school=spelled,
            district="Suối Bàng",
            school_level=school.level,
            school_year=label(year),
            framework=school.framework,
        )
        self.world.documents.append(document)
        self.world.plain[document.document_id] = school.name
        return document

    def owner(self) -> str:
        """Return an owner as written, and count who it is."""
        if self.rng.random() < 0.12:
            name = self.rng.choice(sorted(BODIES))
            self.world.truth.lead[name] += 1
            return self.spelling(name, BODIES[name])
        if self.rng.random() < 0.05:
            name = self.rng.choice(APART)
            self.world.truth.lead[name] += 1
            return name
        name = self.rng.choice(sorted(ROLES))
        self.world.truth.lead[name] += 1
        return self.spelling(name, ROLES[name])

    def row(
        self,
        document: Document,
        year: int,
        code: str,
        text: str,
        content: str,
        *,
        late: bool = False,
        undated: bool = False,
        kind: str = "action",
    ) -> None:
        truth = self.world.truth
        end = self.day(year, late=late)
        owner = self.owner()
        money = self.rng.randrange(1, 90) * 1_000_000 if self.rng.random() < 0.1 else None
        doubtful = self.rng.random() < 0.02
        truth.doubtful += doubtful
        if money:
            truth.money[code] += money
        if not undated:
            truth.weeks[(end - timedelta(days=end.weekday())).isoformat()] += 1
            truth.months[f"{end:%Y-%m}"] += 1
        flags = ["criteria_from_above"] * (self.rng.random() < 0.1) + ["money_unparsed"] * doubtful
        flags += ["deadline_outside_school_year"] * late + ["deadline_empty"] * undated
        mine = sum(item.document_id == document.document_id for item in self.world.items[-99:])
        self.world.items.append(
            Item(
                f"{document.document_id[:12]}-{mine + 1:04d}",
                document.document_id,
                document.source,
                page=1 + mine // 12,
                row=1 + mine,
                kind=kind,  # type: ignore[arg-type]
                criteria=code,
                content=content,
                action=text or f"Phụ trách tiêu chí {code}",
                owner=owner,
                owners=";".join(parse_owners(owner).owners),
                deadline="" if undated else f"trước ngày {end:%d/%m/%Y}",
                end_date="" if undated else end.isoformat(),
                deadline_kind="" if undated else "by",
                budget=f"{money:,} đồng" if money else "",
                budget_vnd=money,
                confidence=0.5 if doubtful else 0.95,
                flags=";".join(flags),
                raw='{"fields": {}}',
            )
        )

    def day(self, year: int, *, late: bool) -> date:
        if late:
            return date(year + 1, 8, 1) + timedelta(days=self.rng.randrange(10, 60))
        return date(year, 9, 5) + timedelta(days=self.rng.randrange(0, 260))


def _plain(text: str) -> str:
    return "".join(c for c in text.lower() if not c.isdigit())


def plant(seed: int = 17) -> World:
    """Return the district with its truth; the same seed gives the same district."""
    return Planter(seed).plant()
