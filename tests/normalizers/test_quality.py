from __future__ import annotations

import pytest

from normalizers.quality import assess


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nhà trường xây dựng kế hoạch cải tiến chất lượng giáo dục", "good"),
        ("Hiệu trưởng", "good"),
        ("HIỆU TRƯỞNG", "good"),
        ("Ông Wayne Jerman, cảnh sát trưởng thành phố Cedar Rapids, cho biết", "good"),
        ("Nha truong xay dung ke hoach cai tien chat luong giao duc", "stripped"),
        ("KE HOACH CAI TIEN CHAT LUONG", "stripped"),
        ("Cong tac KPCLGD phai dugc thue hién nghiém tuc, thuong xuyén; chd trong", "garbled"),
        ("Ké hoach sb 63 cia Uy ban nhéan dén tinh vé Kiém dinh chit lugng", "garbled"),
        ("ngµy 22 th¸ng 11 n¨m 2002 quyÕt ®Þnh cña bé tr\u00adëng", "legacy"),
        ("The quick brown fox jumps over the lazy dog while nobody watches", "foreign"),
        ("12/2022", "empty"),
        ("", "empty"),
    ],
)
def test_verdicts(text: str, kind: str) -> None:
    assert assess(text).kind == kind


def test_scores_order_texts_by_soundness() -> None:
    good = assess("Nhà trường xây dựng kế hoạch cải tiến chất lượng giáo dục năm học")
    garbled = assess("Nha trudng xay dung ké hoach cai tién chat lugng gido duc nam hoc")
    assert good.score > 0.9 > 0.3 > garbled.score


def test_shares_are_shares() -> None:
    quality = assess("Kế hoạch cua nha truong, xyzq 2022")
    assert quality.words == 6
    assert quality.attested <= quality.restorable <= 1
