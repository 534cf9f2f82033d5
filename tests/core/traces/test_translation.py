"""What a trace of a translation says about itself, on numbers that can be checked by eye."""

import math

import numpy as np
import pytest

from core.traces.translation import END, NO_PARENT, BeamTrace, TranslationTrace

VOCABULARY = (END, "tea", "two")
PROBABILITIES = np.array([[0.1, 0.2, 0.7], [0.25, 0.5, 0.25], [0.5, 0.25, 0.25]])


def translation(target, source=("两", "茶"), **changed):
    steps = len(target)
    fields = {
        "source": source,
        "target": target,
        "scoring": "none",
        "vocabulary": VOCABULARY,
        "values": np.zeros((len(source), 4)),
        "bottleneck": np.zeros(4),
        "embedded": np.zeros((steps, 3)),
        "context": np.zeros((steps, 4)),
        "probabilities": PROBABILITIES[:steps],
        "forced": np.zeros(steps, bool),
        "attention_forced": np.zeros(steps, bool),
        **{name: np.zeros((steps, 4)) for name in ("query", "r", "z", "n", "state")},
    }
    return TranslationTrace(**(fields | changed))


def test_what_was_written_and_how_likely_it_was():
    trace = translation(("two", "two", END))
    assert trace.finished and trace.words == ("two", "two")
    assert trace.own == ("two", "tea", END)
    assert trace.chosen.tolist() == [0.7, 0.25, 0.5]
    assert trace.log_probability == pytest.approx(math.log(0.7 * 0.25 * 0.5))
    assert trace.candidates(0, 2) == [("two", 0.7), ("tea", 0.2)]
    assert trace.candidates(1, 9) == [("tea", 0.5), (END, 0.25), ("two", 0.25)]


def test_a_translation_that_was_stopped_is_not_finished():
    trace = translation(("two", "two"))
    assert not trace.finished and trace.words == ("two", "two")


def test_weights_must_have_a_column_for_each_source_word():
    with pytest.raises(ValueError, match=r"weights: axis 'source' is 3, but 2 in"):
        translation(("two", END), weights=np.ones((2, 3)) / 3)


def test_a_table_has_a_row_for_each_weight_with_both_words():
    weights = np.array([[0.9, 0.1], [0.2, 0.8]])
    table = translation(("two", END), weights=weights, scoring="dot").frame("weights")
    row = table[(table["target_word"] == END) & (table["source_word"] == "茶")]
    assert row["value"].tolist() == [0.8]


def tree():
    return BeamTrace(
        source=("茶",),
        width=2,
        word=("two", "tea", "tea", END),
        parent=np.array([NO_PARENT, NO_PARENT, 0, 1]),
        step=np.array([0, 0, 1, 1]),
        log_p=np.log([0.6, 0.4, 0.5, 0.9]),
        total=np.log([0.6, 0.4, 0.3, 0.36]),
        rank=np.array([0, 1, 1, 0]),
        kept=np.array([True, True, True, True]),
        finished=np.array([False, False, False, True]),
    )


def test_a_path_leads_from_the_first_word_to_the_node():
    assert tree().path(2) == (0, 2) and tree().words(2) == ("two", "tea")
    assert tree().path(3) == (1, 3) and tree().words(3) == ("tea",)
    assert tree().results == (3,)
