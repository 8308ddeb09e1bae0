"""Tasks that a document gives in running text: who, what, until when, for which criterion.

The outline of the document comes first; who, when and what for are handed down it
(``told.setting``); lines with a label are values of the task or topic above (``told.labels``); a
paragraph is a task by what stands in it and over it (``told.verdict``), whatever its heading says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.paper.headings import Headings
from extractors.paper.outline import Entry, Rank, is_topic, outline, rank_of, strip_marker
from extractors.paper.paragraphs import paragraphs_of
from extractors.records.actors import Actor, actor_of_sentence, is_imperative, verb_at
from extractors.records.time_phrases import find_deadline
from extractors.records.told.body import body, is_blank
from extractors.records.told.brackets import at_end, part_duty, who_and_when
from extractors.records.told.fields import action_of, dated_prefix, fields_of
from extractors.records.told.labels import Label, labels_of, part_labels
from extractors.records.told.lists import event, officer, school_list
from extractors.records.told.roster import duty_lines
from extractors.records.told.setting import Setting, actor_of, setting_of, time_of
from extractors.records.told.verdict import Signs, likelihood, signs_of_wording
from extractors.story import Story
from extractors.types import FieldValue, Line, Record
from extractors.wording.sections import context_of
from normalizers.criteria import section_of
from normalizers.text.unicode import fold

__all__ = ["Told", "judged", "tasks", "tells_work"]

LIKELY = 0.5
"""A paragraph that is likelier than this is a task."""

_TARGET = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?\s*%")
_LIST_HEAD = re.compile(r"danh sach (?:cac )?(?:truong|don vi|co so)")
_OWN = ("owner", "support", "deadline", "budget", "action", "weakness", "people")


@dataclass(frozen=True, slots=True)
class ProseSettings:
    """How far a task of running text is believed; factors of its confidence, 0..1.

    The pipeline fits the confidence it shows on documents with truth; these order the rows.

    Attributes:
        sure: its own words name who acts.
        inherited: who acts or when is taken from a heading or a line above.
        nameless: no one is named.
        whole: likelihood of a section that is one piece of work with labelled values.
        title: words of a line that may be the title of a table, at most.
    """

    sure: float = 0.89
    inherited: float = 0.8
    nameless: float = 0.72
    whole: float = 0.95
    title: int = 20


PROSE = ProseSettings()


@dataclass(slots=True)
class Told:
    """A paragraph (or sentence) that may be a task, with what is known of it."""

    entry: Entry
    text: str
    setting: Setting
    actor: Actor | None = None
    named: dict[str, FieldValue] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)
    measure: bool = False
    signs: Signs = field(default_factory=Signs)
    likely: float = 0.0
    ready: dict[str, FieldValue] | None = None
    ready_flags: tuple[str, ...] = ()


def tasks(story: Story) -> tuple[Record, ...]:
    """Return the tasks written in prose, in reading order, as records of kind "task".

    Fields: ``action`` (the paragraph as written, without the name before its colon), ``owner``,
    ``support``, ``deadline``, ``budget``, ``criteria``, ``content`` (the weakness or target),
    ``notes`` (an e-mail address). ``row`` counts the tasks of the document from 1.
    """
    found = [told for told in judged(story) if told.ready is not None or told.likely > LIKELY]
    return tuple(_record(told, n) for n, told in enumerate(found, start=1))


def _record(told: Told, n: int) -> Record:
    fields, flags = (
        (told.ready, told.ready_flags) if told.ready is not None else fields_of(told, told.setting)
    )
    path = told.entry.path
    context = next((c for e in reversed(path) if (c := context_of(e.text)).standard), None)
    return Record(
        kind="task",
        page=fields["action"].page,
        row=n,
        fields=fields,
        section=" / ".join(e.text for e in path),
        level=context_of(path[-1].text).level if path else "",
        standard=context.standard if context is not None else "",
        bbox=fields["action"].bbox,
        confidence=_confidence(told, fields, flags),
        flags=("from_prose", *flags),
        raw_cells=(told.entry.paragraph.value().raw,),
    )


def _confidence(told: Told, fields: dict[str, FieldValue], flags: Sequence[str]) -> float:
    """Return how likely the row is right: that it is a task, times how its owner is known."""
    known = PROSE.inherited if flags else PROSE.sure
    known = known if "owner" in fields else PROSE.nameless
    return round(max(told.likely, PROSE.whole if told.ready is not None else 0.0) * known, 3)


def judged(story: Story) -> list[Told]:
    """Return every paragraph that may be a task, with its signs and likelihood, in order."""
    parts = body(paragraphs_of(story.lines))
    title = story.header.fields.get("title")
    found = [told for part in parts for told in _judged(outline(part), title)]
    titles = _titles_of_tables(story)
    return [t for t in found if not _is_title(t, titles)]


def _is_title(told: Told, titles: str) -> bool:
    """Say whether a line is the title of a standard, or of a table whose rows say the same."""
    if len(told.text.split()) > PROSE.title:
        return False
    if told.actor is None and section_of(told.text):
        return True
    return fold(told.entry.paragraph.text) in titles


def _titles_of_tables(story: Story) -> str:
    """Return the headings over tables that give rows: what they say stands in those rows."""
    found: list[str] = []
    headings = Headings()
    for block in story.blocks:
        if isinstance(block, Line):
            headings.add(block)
        else:
            if block.columns.kind not in ("", "other"):
                found.append(fold(headings.context().section))
            headings.close()
    return " | ".join(found)


def tells_work(story: Story) -> bool:
    """Say whether a document plainly gives work, in lines or cells, wherever it stands.

    Two texts are enough that name someone as in charge, give an order, or say until when to do it.
    """
    lines = [p.text for p in paragraphs_of(story.lines)]
    cells = [cell.text for named in story.tables for cell in named.table.cells]
    return sum(_gives_work(text) for text in (*lines, *cells)) >= _PLAIN


def _gives_work(text: str) -> bool:
    if is_blank(text):
        return False
    if any(label.name == "owner" and label.value for label in labels_of(text)):
        return True
    actor = actor_of_sentence(strip_marker(text))
    until = find_deadline(text)
    by = until is not None and _BY.match(fold(until.text)) is not None
    return (actor is not None and actor.how == "given") or (by and verb_at(text) is not None)


_BY = re.compile(r"truoc|cham nhat|han cuoi|xong")
_PLAIN = 2


def _judged(entries: Sequence[Entry], title: FieldValue | None) -> list[Told]:
    lead = _lead(entries)
    on_duty = duty_lines([entry.text for entry in entries])
    found: list[Told] = []
    run: list[Told] = []
    closed = False
    for n, entry in enumerate(entries):
        if is_blank(entry.text):
            continue
        setting = setting_of(entry.path)
        if n in on_duty and (said := _duty(entry, on_duty[n], title)) is not None:
            from_heading = ("action_from_heading",)
            found.append(Told(entry, entry.text, setting, ready=said, ready_flags=from_heading))
            continue
        labels = labels_of(entry.text) or (who_and_when(entry.text) if found else [])
        if labels:
            new = _labelled(entries, n, labels, setting, _Above(found, run))
        else:
            new = list(_from_entry(entries, n, setting, preamble=n < lead))
            labels = []
        run = [*([] if closed else run), *new] if new else run
        closed = bool(labels) and not new or closed and not new
        found += new
    _tell_weakness(entries, found)
    for told in found:
        _judge(told, entries)
    sections = _events(entries, found)
    heads = [section.entry for section in sections]
    found = [
        told
        for told in found
        if not any(told.entry is head or _is_its_matter(told.entry, head) for head in heads)
    ]
    found += sections
    order = {id(e): i for i, e in enumerate(entries)}
    return sorted(found, key=lambda t: order[id(t.entry)])


def _events(entries: Sequence[Entry], found: Sequence[Told]) -> list[Told]:
    """Return sections that are one piece of work each: no paragraph of theirs is a task itself."""
    heads = [e for e in entries if e.heading and rank_of(e.paragraph.text) <= Rank.DECIMAL]
    said = [(head, event(entries, head)) for head in heads]
    return [
        Told(head, head.text, setting_of(head.path), ready=fields)
        for head, fields in said
        if fields is not None
        and not any(
            t.likely > LIKELY and head in t.entry.path and not _is_its_matter(t.entry, head)
            for t in found
        )
    ]


def _is_its_matter(entry: Entry, head: Entry) -> bool:
    """Say whether a paragraph only says what an event is about ("3. Nội dung tập huấn: ...")."""
    if head not in entry.path:
        return False
    return any(
        fold(e.text).startswith("noi dung") for e in entry.path[entry.path.index(head) + 1 :]
    )


def _lead(entries: Sequence[Entry]) -> int:
    """Return the first paragraph behind the sentences that lead to the document's list."""
    numbered = next(
        (n for n, e in enumerate(entries) if rank_of(e.paragraph.text) <= Rank.DECIMAL), None
    )
    leads = [n for n, e in enumerate(entries[:numbered]) if _LEADS.search(fold(e.text))]
    if not leads:
        return numbered or 0
    return leads[0] if numbered is None else leads[-1]


_LEADS = re.compile(r"\bsau(?: day)?\s*[.:]?$|:$")


# --- candidates ---


def _duty(
    entry: Entry, line: tuple[str, str], title: FieldValue | None
) -> dict[str, FieldValue] | None:
    """Return a line of a roster as a row; its work is what the heading or the title says."""
    heading = next((e for e in reversed(entry.path) if time_of(e) is None), None)
    work = heading.paragraph.value(heading.text.rstrip(" :.")) if heading is not None else title
    if work is None:
        return None
    when, who = line
    paragraph = entry.paragraph
    action = replace(work, page=paragraph.page, bbox=paragraph.value().bbox)
    return {"action": action, "owner": paragraph.value(who), "deadline": paragraph.value(when)}


def _from_entry(
    entries: Sequence[Entry], n: int, setting: Setting, *, preamble: bool
) -> Iterator[Told]:
    entry = entries[n]
    intro = entry.path[-1].text if entry.path else ""
    if (said := officer(entry, intro)) is not None:
        yield Told(entry, entry.text, setting, ready=said)
        return
    if not entry.heading and _LIST_HEAD.search(fold(intro)):
        for said in school_list(entry, intro):
            yield Told(entry, entry.text, setting, ready=said)
        return
    text, labels = part_labels(entry.text)
    named = {label.name: entry.paragraph.value(_value(label)) for label in labels if label.value}
    text, meta = part_duty(text)
    for name, value in meta.items():
        named.setdefault(name, entry.paragraph.value(value))
    for part in _events_of_day(text) if setting.dated else _sentences(text):
        told = Told(entry, part, setting, actor_of_sentence(part), dict(named))
        told.signs = Signs(preamble=preamble, opens=entry.heading)
        yield told


def _value(label: Label) -> str:
    return label.value.strip().rstrip(" .;,").strip()


_CLOCK = r"(?:lúc\s+)?\d{1,2}\s?(?:h|g|giờ)\s?\d{0,2}\b"
_NEXT_EVENT = re.compile(rf"[.;]\s+(?={_CLOCK}|mời\s*:)", re.IGNORECASE)
_NO_EVENT = re.compile(
    r"^\W*(?:(?:buổi\s+)?(?:sáng|trưa|chiều|tối|cả ngày)\s*:?)?\s*"
    r"(?:không (?:họp|có|dạy|học)\b.{0,30}|nghỉ\b.{0,40}|trống|mời\s*:.*)?\W*$",
    re.IGNORECASE,
)


def _events_of_day(text: str) -> list[str]:
    """Part a line of a calendar at the hours in it; what says that nothing is on is left out."""
    return [
        part
        for event_text in _NEXT_EVENT.split(text)
        for part in _sentences(event_text.strip())
        if not _NO_EVENT.match(part)
    ]


def _sentences(text: str) -> list[str]:
    """Part a paragraph in which several sentences each name someone else to act."""
    ends = r"(?<=\w{2})\.\s+(?=[A-ZĐÀ-Ỹ])|;\s+(?=(?:giao|đề nghị|yêu cầu)\s)"
    bounds = [m.end() for m in re.finditer(ends, text)]
    parts = [text[a:b].strip() for a, b in zip([0, *bounds], [*bounds, None], strict=True)]
    parts = [clause for part in parts for clause in _own_clauses(part) or [part]]
    named = [actor.text if (actor := actor_of_sentence(p)) else "" for p in parts]
    if len(_distinct([n for n in named if n])) < 2 or not named[0]:
        return [text]
    joined: list[str] = []
    for part, name in zip(parts, named, strict=True):
        if name or not joined:
            joined.append(part)
        else:
            joined[-1] += " " + part
    return joined


_CLAUSE = re.compile(r"(?<=[\w)]);\s+")


def _own_clauses(text: str) -> list[str]:
    """Part a sentence at semicolons if each clause says who and when itself; empty if not.

    "Tổ Toán nộp đề trước 5/1; Tổ Văn chấm bài trước 10/1."
    """
    clauses = [clause.strip() for clause in _CLAUSE.split(text)]
    actors = [actor.text for c in clauses if (actor := actor_of_sentence(c)) is not None]
    if len(clauses) < 2 or len(_distinct(actors)) < len(clauses):
        return []
    return clauses if all(find_deadline(clause) is not None for clause in clauses) else []


def _distinct(names: list[str]) -> list[str]:
    out: list[str] = []
    for name in names:
        key = fold(name)
        if not any(key in other or other in key for other in out):
            out.append(key)
    return out


@dataclass(frozen=True, slots=True)
class _Above:
    """The tasks above a labelled line: all, and those since the last block of such lines."""

    found: list[Told]
    run: list[Told]


def _labelled(
    entries: Sequence[Entry], n: int, labels: Sequence[Label], setting: Setting, above: _Above
) -> list[Told]:
    """Take a line of labels: a measure of its own, or values of the tasks before it."""
    entry = entries[n]
    named = {
        label.name: entry.paragraph.value(_value(label))
        for label in labels
        if label.name in _OWN and _value(label)
    }
    if labels[0].name == "action":
        if not labels[0].value or (entry.heading and not _is_measure(entries, n)):
            return []
        named.pop("action", None)
        text = labels[0].value
        return _measures(entry, text, setting, named)
    targets, shared = _targets(entry, above)
    for told in targets:
        for name, value in named.items():
            if name in ("weakness", "people"):
                continue
            if name == "deadline" and shared and find_deadline(value.text) is None:
                continue
            if name not in told.named:
                told.named[name] = value
                if shared:
                    told.shared.add(name)
    return []


_NUMBERED = re.compile(r"(?:^|\s)\(\d\)\s+")


def _measures(
    entry: Entry, text: str, setting: Setting, named: dict[str, FieldValue]
) -> list[Told]:
    """Return the measures a label gives: one, or those numbered "(1) ... (2) ..." in the line."""
    parts = [p.strip() for p in _NUMBERED.split(text) if p.strip()]
    measure = setting.topic is not None
    found: list[Told] = []
    for part in parts if _NUMBERED.match(text) else [text]:
        whole, meta = part_duty(part)
        mine = {name: entry.paragraph.value(value) for name, value in meta.items()} | named
        found += [
            Told(entry, bare, setting, actor_of_sentence(bare), dict(mine), measure=measure)
            for bare in ([whole] if meta else _sentences(whole))
        ]
    return found


def _targets(entry: Entry, above: _Above) -> tuple[list[Told], bool]:
    """Return the tasks whose values a labelled line gives, and whether it gives them to several.

    Under a criterion these are the measures right above it; a line that is numbered while the
    measures have bullets speaks of all of them.
    """
    found = above.found
    if not found:
        return [], False
    last = found[-1].entry
    topic = _topic_of(entry)
    if topic is not None:
        over = rank_of(entry.paragraph.text) < rank_of(last.paragraph.text)
        mine = [t for t in (found if over else above.run) if topic in t.entry.path]
        return mine, False
    if entry.rank == last.rank == Rank.NUMBER:  # "a)" read as "8)"
        return [t for t in found if t.entry is last], False
    if entry.parent is last or _same_run(entry, last):
        if rank_of(last.paragraph.text) >= Rank.DASH:
            siblings = _bare_siblings(found)
            return siblings, len(siblings) > 1
        return [t for t in found if t.entry is last], False
    parent = entry.path[-1] if entry.path else None
    siblings = [t for t in found if (t.entry.path[-1] if t.entry.path else None) is parent]
    return siblings, True


def _topic_of(entry: Entry) -> Entry | None:
    """Return the standard or criterion a paragraph stands under."""
    return next((e for e in reversed(entry.path) if is_topic(e.paragraph.text)), None)


def _is_measure(entries: Sequence[Entry], n: int) -> bool:
    """Say whether all that stands below a labelled measure are labelled values of it."""
    below = [e for e in entries[n + 1 :] if entries[n] in e.path]
    named = [[label.name for label in labels_of(e.text)] for e in below]
    return bool(below) and all(names and names[0] in _OF_MEASURE for names in named)


_OF_MEASURE = ("owner", "support", "deadline", "budget", "place", "strength")


def _tell_weakness(entries: Sequence[Entry], found: Sequence[Told]) -> None:
    """Give the measures of a criterion the weak point that it tells, before or behind them."""
    told: dict[int, FieldValue] = {}
    for entry in entries:
        topic = _topic_of(entry)
        for label in labels_of(entry.text) if topic is not None else ():
            if label.name == "weakness" and _value(label):
                told.setdefault(id(topic), entry.paragraph.value(_value(label)))
    for one in found:
        weakness = told.get(id(_topic_of(one.entry)))
        if one.measure and weakness is not None:
            one.named.setdefault("weakness", weakness)


def _same_run(entry: Entry, last: Entry) -> bool:
    """Say whether a labelled line goes on below a task after other labelled lines."""
    return entry.parent is not None and (entry.parent is last or entry.parent.parent is last)


def _bare_siblings(found: list[Told]) -> list[Told]:
    last = found[-1]
    run: list[Told] = []
    for told in reversed(found):
        if told.entry.parent is not last.entry.parent or told.named:
            break
        run.append(told)
    return run or [last]


# --- the verdict ---


def _judge(told: Told, entries: Sequence[Entry]) -> None:
    """Gather the signs of a paragraph and weigh them."""
    if told.ready is not None:
        return
    entry, text, setting = told.entry, told.text, told.setting
    if entry.heading and _is_only_heading(told, entries):
        return
    how = told.actor.how if told.actor is not None else ""
    deadline = find_deadline(text) is not None
    imperative = is_imperative(action_of(text, told.actor))
    dated = bool(dated_prefix(text))
    labelled = told.measure or bool({"owner", "deadline"} & (set(told.named) - told.shared))
    labelled = labelled or all(at_end(text)[::2])  # who and when
    wording = signs_of_wording(text, due=deadline)
    if imperative or how in ("given", "colon"):
        wording = {**wording, "past": False, "defines": False}
    if told.actor is not None and told.actor.start > 0 and not text.rstrip().endswith(";"):
        wording = {**wording, "paper": False}  # "Căn cứ kế hoạch này, các trường ..."
    told.signs = Signs(
        given=how == "given",
        colon=how == "colon",
        subject=how == "subject",
        imperative=imperative,
        near_actor=setting.actor is not None and setting.near,
        lead_actor=setting.actor is not None and not setting.near,
        order=setting.order,
        contents=setting.contents,
        deadline=deadline or setting.time is not None,
        dated=dated,
        calendar=setting.dated,
        asks=how == "colon" and bool(_ASKS.match(action_of(text, told.actor))),
        labelled=labelled,
        nameless=not (how or imperative or dated or labelled or setting.dated),
        target=bool(_TARGET.search(text)),
        topic=setting.topic is not None or is_topic(entry.paragraph.text),
        background=setting.background and not (imperative and deadline and _of_means(entry)),
        preamble=told.signs.preamble,
        opens=entry.heading,
        **wording,
    )
    told.likely = likelihood(told.signs)


_ASKS = re.compile(r"\W*(?:đề nghị|kiến nghị|mong|hỏi|nhất trí|cho rằng|băn khoăn)\b", re.I)


def _of_means(entry: Entry) -> bool:
    """Say whether a paragraph stands under "Kinh phí", where accounts fall due too."""
    return bool(entry.path) and fold(entry.path[-1].text).startswith(("kinh phi", "nguon kinh phi"))


def _is_only_heading(told: Told, entries: Sequence[Entry]) -> bool:
    """Say whether a heading is no order itself: what stands below it says what to do."""
    entry = told.entry
    if {"owner", "deadline"} & set(told.named):
        return False
    if actor_of(entry) and told.actor is None:
        return True
    below = [e for e in entries if entry in e.path]
    if told.actor is None or not below:
        return True
    return any(actor_of_sentence(e.text) is not None or is_imperative(e.text) for e in below)
