"""How long names, duties and headings of running text are: the thresholds of this room."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["TOLD"]


@dataclass(frozen=True, slots=True)
class ToldSettings:
    """What a paragraph or a piece of one is taken for by its length, in words unless said.

    Attributes:
        running: of a paragraph from which it is running text and no line of the letterhead.
        capitals: share of letters in capitals above which a line is one of the letterhead.
        recipient: of a line of the list of recipients, at most.
        heading: of a heading that says what stands under it, at most; more are a sentence.
        early: of a heading among which the phrase that says so stands,
        latest: and the one with which that phrase begins, counted from 0, is before this.
        bare_name: of a heading that names no one the lists know and is no order, at most.
        time: of a heading with a last day ("Trước ngày 5/9 ..."), at most.
        time_share: of a heading's characters that its time takes, if it is one, at least.
        name: of who acts, in brackets or behind a colon, at most.
        names: of a list of them behind a colon, at most; more are a sentence.
        named_verb: of a name with a verb of doing in it ("Phụ trách thư viện"), at most.
        piece: of a piece of a line that is a name, at most.
        post: of what goes on with a name behind a comma ("tổ trưởng"), at most.
        aside: of a piece beside names that is passed over, at most; more are work.
        line: of a line that holds nothing but names and a time, at most.
        first: besides a time, within which the verb of a task without a subject stands.
        days: of a piece with a day, at most, that is taken for its time.
        time_of_piece: share of a piece's characters that its time must cover for it to be one.
        like_time: affinity, 0..1, from which a text that no pattern knows is a time.
        brackets: characters that brackets may add to a task before they are left out of its text,
        brackets_share: besides this share of the characters before them.
        beside_day: characters beside the time with which a line ends, at most ("Nộp về phòng").
        mention: characters before a school year from which it is only spoken of.
        phrase: of a phrase that the lists of words have, at most.
        short: of a paragraph from which it is not too short to be work.
    """

    running: int = 14
    capitals: float = 0.6
    recipient: int = 14
    heading: int = 14
    early: int = 10
    latest: int = 3
    bare_name: int = 3
    time: int = 40
    time_share: float = 0.5
    name: int = 14
    names: int = 16
    named_verb: int = 5
    piece: int = 8
    post: int = 4
    aside: int = 6
    line: int = 24
    first: int = 3
    days: int = 8
    time_of_piece: float = 0.6
    like_time: float = 0.75
    brackets: int = 30
    brackets_share: float = 0.5
    beside_day: int = 26
    mention: int = 3
    phrase: int = 4
    short: int = 4


TOLD = ToldSettings()
