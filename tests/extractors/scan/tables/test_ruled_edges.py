from __future__ import annotations

import pytest

from extractors.scan.tables.ruled import _edges
from extractors.scan.tables.rulings import Ruling


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        # The tops of the letters under a line look like a faint line of their own.
        ([Ruling(880.5, 198, 2227, 5), Ruling(896.4, 586, 1529, 1)], [882]),
        ([Ruling(500.0, 200, 2200, 2), Ruling(508.0, 200, 2200, 2)], [504]),  # a doubled line
        ([Ruling(500.0, 200, 2200, 2), Ruling(560.0, 200, 2200, 2)], [500, 560]),
        ([Ruling(500.0, 200, 1200, 2), Ruling(501.0, 1210, 2200, 2)], [500]),  # a broken line
        ([Ruling(500.0, 200, 2200, 2), Ruling(700.0, 200, 210, 2)], [500]),  # a stub
    ],
)
def test_edges_stand_where_the_ink_of_a_line_stands(lines: list[Ruling], wanted: list[int]) -> None:
    assert _edges(lines, same=9.0, least=24.0, apart=24.0) == wanted
