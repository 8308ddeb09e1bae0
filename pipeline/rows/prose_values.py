"""Values that the sentence of a task names: criteria, a sum, people.

They come from the recognisers of ``normalizers.nlp``, the same that its spaCy pipeline runs.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractors.types import Record
from normalizers.nlp import recognise
from normalizers.text.unicode import clean

# Legal references come first, so that no number of a paper is taken for a criterion or a sum.
_COMPONENTS = ("kehoach_legal", "kehoach_criteria", "kehoach_money", "kehoach_people")


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentence names; empty where it names nothing or the record is no task of prose."""

    codes: tuple[str, ...] = ()
    money: str = ""
    people: tuple[str, ...] = ()

    @property
    def flags(self) -> tuple[str, ...]:
        """Say which values come from the sentence."""
        pairs = (("criteria_from_text", self.codes), ("budget_from_text", self.money))
        return tuple(flag for flag, value in pairs if value)


def told_in_prose(record: Record) -> Told:
    """Return the values that a task's sentence names beside who and when."""
    action = record.fields.get("action")
    if action is None or "from_prose" not in record.flags:
        return Told()
    text = clean(action.text)
    found = recognise(text, _COMPONENTS)
    codes = [
        code
        for entity in found
        if entity.label == "CRITERION"
        for code in entity.value.split(";")
        if "." in code
    ]
    sums = [text[e.start : e.end] for e in found if e.label == "MONEY"]
    people = [e.value for e in found if e.label == "PERSON"]
    return Told(
        tuple(dict.fromkeys(codes)), sums[0] if len(sums) == 1 else "", tuple(dict.fromkeys(people))
    )
