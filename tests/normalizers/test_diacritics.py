"""The parts of the repair engine: tables, model, channel, tagger, tokens, syllables."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.train_repair.align import align_letters, pair_words
from benchmarks.train_repair.ngrams import estimate
from benchmarks.train_repair.tables import pack, quantise
from normalizers.diacritics.channel import case_class, load_channel
from normalizers.diacritics.decoding.segment import is_frozen, tokenize
from normalizers.diacritics.model import _Table, load_model
from normalizers.diacritics.tagger import load_tagger
from normalizers.diacritics.tokens import line_tokens
from normalizers.text.syllables import is_syllable, split_syllable
from normalizers.text.unicode import strip_marks


def test_packed_keys_are_found_with_their_values_and_others_are_not() -> None:
    rng = np.random.default_rng(3)
    keys = np.unique(rng.integers(1, 2**60, 20_000, dtype=np.uint64))
    values = (keys % np.uint64(251)).astype(np.uint8)
    fingerprints, (table,) = pack(keys, [values])
    packed = _Table(fingerprints, table.ravel(), None)
    found, slot = packed.find(keys)
    assert found.all()
    assert (packed.logp[slot] == values).mean() > 0.999
    absent = rng.integers(2**61, 2**62, 20_000, dtype=np.uint64)
    assert packed.find(absent)[0].mean() < 0.001
    assert len(table.ravel()) < len(keys) / 0.9


def test_quantised_log_probabilities_come_back_to_half_a_step() -> None:
    values = np.array([0.0, -0.03, -1.0, -15.9, -40.0], dtype=np.float32)
    back = -quantise(values, 1 / 16).astype(np.float32) / 16
    assert np.abs(back[:4] - values[:4]).max() <= 1 / 32
    assert back[4] == -255 / 16


def test_the_estimate_is_a_distribution_and_keeps_beginnings_and_ends() -> None:
    rng = np.random.default_rng(5)
    body = rng.choice(6, size=3000, p=[0.4, 0.2, 0.15, 0.1, 0.1, 0.05]) + 1
    body[::9] = 0
    stream = body.astype(np.uint16)
    model = estimate(stream, 7, 0, {2: 1, 3: 1, 4: 1}, {2: 30, 3: 60, 4: 60})
    assert np.exp(model.unigram).sum() == pytest.approx(1, abs=1e-3)
    by_order = {order.n: set(order.keys.tolist()) for order in model.orders}
    for n in (3, 4):
        low = (1 << (16 * (n - 1))) - 1
        for key in by_order[n]:
            assert key >> 16 in by_order[n - 1]
            assert key & low in by_order[n - 1]


def test_a_chance_hit_in_the_tables_cannot_make_a_rare_word_likely() -> None:
    """Regression: a foreign 4-gram with a stored fingerprint once made "ĐÀO TÀO" certain."""
    model = load_model()
    context = [np.array([model.id_of(w)]) for w in ("dục", "và", "đào")]
    right = model.score(*context, np.array([model.id_of("tạo")]))[0]
    wrong = model.score(*context, np.array([model.id_of("tào")]))[0]
    assert right - wrong > 8


def test_common_sequences_beat_uncommon_ones() -> None:
    model = load_model()

    def score(text: str) -> float:
        return model.score_path([model.id_of(t) for t in line_tokens(text)])

    assert score("hiệu trưởng nhà trường") > score("hiểu trường nhá trướng")


@pytest.mark.parametrize(
    ("token", "word"),
    [
        ("trudng", "trường"),
        ("dugc", "được"),
        ("gi4o", "giáo"),
        ("viéc", "việc"),
        ("LUQNG", "lượng"),
    ],
)
def test_the_channel_knows_what_an_english_engine_prints(token: str, word: str) -> None:
    model = load_model()
    found = load_channel("eng").candidates(token, case_class(token))
    assert word in [model.words[number] for number, _ in found]


def test_a_token_too_long_for_a_syllable_has_no_candidates() -> None:
    assert load_channel("eng").candidates("~~~~~~*~~~~~Ma~~~~~~~", "lower") == []


def test_the_vietnamese_engine_mostly_reads_right() -> None:
    model = load_model()
    found = dict(load_channel("vie").candidates("thẩm", "lower"))
    assert found[model.id_of("thẩm")] > -0.2
    assert found[model.id_of("thẩm")] - found.get(model.id_of("thấm"), -99.0) > 2


@pytest.mark.parametrize(
    ("text", "among_capitals", "expected"),
    [
        ("TRUONG", True, "upper"),
        ("Truong", True, "title"),
        ("truong", True, "lower"),
        ("SO'", False, "title"),
        ("KDCLGD", False, "upper"),
        ("4n", True, "lower"),
    ],
)
def test_case_of_a_misread_token(text: str, among_capitals: bool, expected: str) -> None:
    assert case_class(text, among_capitals) == expected


def test_the_tagger_prefers_what_the_sentence_asks_for() -> None:
    tagger = load_tagger()
    assert tagger is not None
    model = load_model()
    words = ["hop", "hoi", "dong", "truong"]
    folds = np.array([[tagger.folds[w] for w in words]])
    query = tagger.states(folds, np.zeros_like(folds), np.array([len(words)]))[0]
    ids = np.array([model.id_of(w) for w in ("đồng", "đông", "động")])
    scores = tagger.scores(np.repeat(query[2:3], 3, axis=0), ids)
    assert scores.argmax() == 0


def test_rows_of_a_batch_do_not_disturb_each_other() -> None:
    tagger = load_tagger()
    assert tagger is not None
    rng = np.random.default_rng(1)
    folds = rng.integers(5, 500, (3, 9))
    lengths = np.array([4, 9, 6])
    together = tagger.states(folds, np.zeros_like(folds), lengths)
    for row, length in enumerate(lengths):
        part = folds[row : row + 1, :length]
        alone = tagger.states(part, np.zeros_like(part), np.array([length]))
        np.testing.assert_allclose(together[row, :length], alone[0], atol=1e-4)


@pytest.mark.parametrize(
    "text", ["12/2022", "7.500.000", "5932/BGDĐT-QLCL", "a@b.vn", "XIV", "2.1"]
)
@pytest.mark.parametrize("noisy", [False, True])
def test_what_is_frozen(text: str, noisy: bool) -> None:
    assert is_frozen(text, noisy)


@pytest.mark.parametrize("text", ["1a", "c6", "gi4o", "x4c", "trường", "¢0"])
def test_what_may_be_a_misread_word(text: str) -> None:
    assert not is_frozen(text, noisy=True)


def test_tokens_cover_the_line_without_its_blanks() -> None:
    line = "1. Họp (chi bộ), rút kinh-nghiệm;  k& hoạch    cột 2: xi?"
    for noisy in (False, True):
        tokens = tokenize(line, noisy)
        assert all(line[t.start : t.end] == t.text for t in tokens)
        assert "".join(t.text for t in tokens) == "".join(line.split())


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("trường", ("tr", "ường")),
        ("giới", ("gi", "ới")),
        ("gì", ("g", "ì")),
        ("quyết", ("qu", "yết")),
        ("ổng", ("", "ổng")),
        ("nghiêng", ("ngh", "iêng")),
    ],
)
def test_syllables_fall_into_onset_and_rime(word: str, parts: tuple[str, str]) -> None:
    assert split_syllable(word) == parts


@pytest.mark.parametrize("word", ["truong1", "kế1", "tắc̃", "cac", "xyz", "tap", ""])
def test_what_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_letters_align_by_likeness() -> None:
    assert align_letters("ường", "udng") == [("ư", "u"), ("ờ", "d"), ("n", "n"), ("g", "g")]
    assert align_letters("đ", "d") == [("đ", "d")]
    assert "".join(r for _, r in align_letters("những", "nhimng")) == "nhimng"


def test_words_align_over_lost_and_made_up_blanks() -> None:
    printed, read = ["của", "nhà", "trường", "học"], ["cua", "nhatruong", "ho", "c"]
    pairs = pair_words(printed, read)
    assert ((1, 3), (1, 2)) in pairs
    assert ((3, 4), (2, 4)) in pairs


def test_every_word_of_the_model_folds_to_ascii_or_stays_foreign() -> None:
    words = load_model().words[5:]
    assert sum(strip_marks(w).isascii() for w in words) / len(words) > 0.99
