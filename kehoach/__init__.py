"""Plans of Vietnamese schools as data: the face of the packages for Python.

    >>> import kehoach
    >>> data = kehoach.run(["samples/06-cai-tien-word.docx"], out=folder, jobs=1)
    >>> data.documents.loc[0, "kind"], len(data.items)
    ('improvement_plan', 13)
    >>> row = data.items.iloc[0]
    >>> row.criteria, row.owners, row.end_date.date().isoformat()
    (['1.1'], ['Chủ tịch Công đoàn'], '2022-12-23')
    >>> data.items.explode("criteria").groupby("criteria").size().index[0]
    '1.1'

A dataset made before is opened by its folder (or a database's URL):

    >>> len(kehoach.open(folder).items)
    13

No logic lives here; everything is in ``pipeline``.
"""

from __future__ import annotations

from kehoach.dataset import Dataset, open, run
from pipeline.version import VERSION

__all__ = ["Dataset", "__version__", "open", "run"]

__version__ = VERSION
