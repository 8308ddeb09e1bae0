"""Grammars of short fields, and decoding that is held to them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.short.alphabet import ALPHABET
from extractors.short.grammar import CODE, DATE, NUMBER, Grammar
from extractors.short.recognise import decode


@pytest.mark.parametrize(
    ("grammar", "text", "held"),
    [
        (NUMBER, "1", True),
        (NUMBER, "12.", True),
        (NUMBER, "(7)", True),
        (NUMBER, "07", True),
        (NUMBER, "", False),
        (NUMBER, "1.1", False),
        (NUMBER, "2000", False),
        (CODE, "1.1", True),
        (CODE, "2.10", True),
        (CODE, "Tiêu chí 3.3", True),
        (CODE, "TC1.5:", True),
        (CODE, "11", False),
        (CODE, "0.1", False),
        (DATE, "15/5/2024", True),
        (DATE, "Trước ngày 15/05/2024", True),
        (DATE, "Tháng 9/2023", True),
        (DATE, "01-30/11/2023", True),
        (DATE, "Quý IV/2024", True),
        (DATE, "Cuối học kỳ I", True),
        (DATE, "2023-2024", True),
        (DATE, "32/5/2024", False),
        (DATE, "5/13/2024", False),
        (DATE, "Tháng", False),
    ],
)
def test_a_grammar_holds_its_texts_and_no_others(grammar: Grammar, text: str, held: bool) -> None:
    assert grammar.holds(text) == held


def posteriors_of(text: str, others: dict[int, str] | None = None) -> np.ndarray:
    """Steps that say each character of a text, a blank after each; some with a likelier rival."""
    steps = []
    for place, character in enumerate(text):
        step = np.full(len(ALPHABET) + 1, 1e-6)
        step[ALPHABET.index(character) + 1] = 0.9
        if others and place in others:
            step[ALPHABET.index(character) + 1] = 0.3
            step[ALPHABET.index(others[place]) + 1] = 0.6
        blank = np.full(len(ALPHABET) + 1, 1e-6)
        blank[0] = 0.9
        steps += [step / step.sum(), blank / blank.sum()]
    return np.log(np.array(steps, np.float32))


def test_free_reading_says_what_the_steps_say() -> None:
    reading = decode(posteriors_of("15/5/2024"))
    assert reading.text == "15/5/2024"
    assert reading.confidence > 0.99


def test_a_doubled_digit_needs_a_blank_between() -> None:
    assert decode(posteriors_of("11")).text == "11"
    assert decode(posteriors_of("11")[[0, 2]]).text == "1"


def test_the_grammar_overrules_a_likelier_letter() -> None:
    steps = posteriors_of("2.1", {2: "I"})
    assert decode(steps).text == "2.I"
    held = decode(steps, CODE)
    assert held.text == "2.1"
    assert held.confidence == pytest.approx(0.33, abs=0.02)  # of all texts
    assert held.share > 0.99  # of all codes


def test_a_blank_line_has_no_reading() -> None:
    blank = np.full((9, len(ALPHABET) + 1), np.log(1e-7), np.float32)
    blank[:, 0] = 0.0
    assert decode(blank).text == ""
    assert decode(blank, NUMBER).text == ""


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([NUMBER, CODE, DATE]),
    st.integers(0, 2**32 - 1),
    st.integers(1, 40),
    st.floats(0.1, 8.0),
)
def test_held_readings_are_of_the_grammar(
    grammar: Grammar, seed: int, length: int, peak: float
) -> None:
    """Whatever the network says, of whatever picture."""
    logits = np.random.default_rng(seed).normal(0, peak, (length, len(ALPHABET) + 1))
    steps = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    reading = decode(np.asarray(steps, np.float32), grammar)
    assert reading.text == "" or grammar.holds(reading.text)
    assert 0.0 <= reading.confidence <= reading.share <= 1.0 + 1e-9
