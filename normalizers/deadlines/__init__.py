"""Every way a plan writes a time, as exact spans of days.

``parse_deadline`` reads one cell; the conventions it follows (what "cuối học kỳ I" or "Tuần 3"
mean in days) are written down in docs/decisions/deadlines.md. ``find_deadline`` finds when the
task of a sentence is due; ``infer_times`` gives the rows of a document their years, all together
(docs/decisions/times.md).
"""

from __future__ import annotations

from normalizers.deadlines.find import FoundDeadline, find_deadlines
from normalizers.deadlines.frames import DocumentTime, document_time
from normalizers.deadlines.infer import InferredTime, Reason, infer_times
from normalizers.deadlines.parse import parse_deadline
from normalizers.deadlines.phrase import DeadlinePhrase, find_deadline
from normalizers.deadlines.row_time import Calendar, RowTime
from normalizers.deadlines.spans import DeadlineValue, Kind, Precision, week_one_of

__all__ = [
    "Calendar",
    "DocumentTime",
    "InferredTime",
    "Reason",
    "RowTime",
    "document_time",
    "infer_times",
    "DeadlinePhrase",
    "DeadlineValue",
    "FoundDeadline",
    "Kind",
    "Precision",
    "find_deadline",
    "find_deadlines",
    "parse_deadline",
    "week_one_of",
]
