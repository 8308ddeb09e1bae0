"""The tables of a dataset as analysts want them: lists as lists, dates as dates.

CSV and SQL hold lists as text joined by ";". Here ``criteria``, ``owners``, ``people``, ``level``,
``framework`` and ``flags`` are lists, the columns of dates datetimes (NaT where there is none),
``legal_bases``, ``raw`` and ``bbox`` what their JSON says.
"""

from __future__ import annotations

import json
from typing import Final

import pandas as pd

LISTS: Final = ("criteria", "owners", "people", "level", "framework", "flags")
DATES: Final = ("start_date", "end_date", "issued_date")
JSON: Final = ("legal_bases", "raw", "bbox")
CATEGORIES: Final = ("kind", "status", "read_by", "deadline_kind", "school_level")


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table of the dataset with typed columns; the order of columns stays."""
    made = {str(name): _column(str(name), frame[name]) for name in frame.columns}
    return pd.DataFrame(made, index=frame.index)


def _column(name: str, values: pd.Series) -> pd.Series:
    if name in LISTS:
        return values.map(lambda v: [part for part in str(v).split(";") if part]).astype(object)
    if name in DATES:
        return pd.to_datetime(values.where(values != "", None), format="%Y-%m-%d")
    if name in JSON:
        return values.map(lambda v: json.loads(v) if v else None).astype(object)
    return values.astype("category") if name in CATEGORIES else values
