"""The lesson's recordings, and every claim that its page makes."""

import io
from itertools import product

import numpy as np
import pandas as pd
import pytest
import torch

from core.data import date_fields, dates
from core.errors import InputError
from core.lessons.rnn_shapes.lesson import (
    END,
    POOLINGS,
    SPELLERS,
    answer,
    decided,
    letters_after,
    record_lesson,
    seeds,
    shipped,
    snippet,
    table,
    word_end,
)
from core.lessons.rnn_shapes.run import difference
from core.lessons.rnn_shapes.settings import STEPS, USED, RnnShapes, unread
from core.measures.afterwards import KINDS
from core.networks import pooling, speller
from core.shipped import spellers
from core.shipped.store import card
from core.shipped.taggers import ONE_WAY, load_tagger
from tests.snippets import printed

DIGITS = "0123456789"


def test_names_that_are_written_twice_are_the_same():
    assert END == speller.END
    assert POOLINGS == pooling.POOLINGS
    assert {f"spelled_digit_{code}" for code in SPELLERS} | {spellers.TAUGHT} == set(
        spellers.SPELLERS
    )


@pytest.mark.parametrize("shape", USED)
def test_each_shape_reads_and_writes_where_it_should(shape):
    trace = record_lesson(RnnShapes(shape=shape))
    length = len(trace.read)
    reads, writes = ([bool(word) for word in words] for words in (trace.read, trace.said))
    if shape == "1n":
        assert (reads, writes) == ([True] + [False] * (STEPS - 1), [True] * STEPS)
    elif shape == "nm":
        n = trace.looks.shape[1]
        assert reads == [t < n for t in range(length)]
        assert writes == [t >= n for t in range(length)]
        np.testing.assert_allclose(trace.looks.sum(axis=1), 1, rtol=1e-5)
    else:
        assert all(reads)
        assert writes == [shape == "nn" or t == length - 1 for t in range(length)]
    assert difference(RnnShapes(shape=shape)) < 1e-6


def test_what_is_no_input_of_a_shape_changes_nothing():
    for shape, used in USED.items():
        assert set(unread({"shape": shape})) == {"digit", "given", "back", "name", "date"} - {*used}
    assert RnnShapes(name="x").recorded == RnnShapes()
    assert RnnShapes(shape="n1", name="x", digit="3").recorded == RnnShapes(shape="n1", name="x")


def test_the_states_are_torchs():
    model = load_tagger(ONE_WAY)
    h, _ = model.recurrent(model.embedding(model.encode([RnnShapes().date])))
    np.testing.assert_allclose(record_lesson(RnnShapes(shape="nn")).h, h[0].detach(), atol=1e-6)


def test_the_opening_word_and_what_follows_it():
    trace = shipped()
    assert "".join(trace.said[: word_end(trace) + 1]) == f"seven{END}"
    assert answer(trace) == "others"
    assert [answer(record_lesson(RnnShapes(digit=d))) for d in DIGITS] == ["others"] * 10
    found = {answer(record_lesson(RnnShapes(digit=d, given="every"))) for d in DIGITS}
    assert {"marks", "others"} <= found <= set(KINDS)  # a guess of marks can be right
    word, letters = letters_after(trace)
    assert word == "seven"
    assert len(letters) == sum(said != END for said in trace.said[5:]) == 7
    assert min(letters) < 0.5 < 0.9 < max(letters)


def test_other_letters_come_with_end_marks_between():
    for digit, given, back in product(DIGITS, ("first", "every"), ("off", "on")):
        trace = record_lesson(RnnShapes(digit=digit, given=given, back=back))
        if answer(trace) == "others":
            rest = set(trace.said[word_end(trace) + 1 :])
            assert END in rest > {END}


def test_it_does_not_come_to_rest_unless_it_was_taught_to():
    first, taught = seeds("spelled_digit_first"), seeds("spelled_digit_taught")
    assert [run["seed"] for run in first] == [0, 1, 2]
    assert all(run["periods"]["rest"] == 0 for run in first)
    assert all(run["afterwards"]["others"] > 0.7 for run in first)
    assert all(run["periods"]["rest"] == 1 and run["afterwards"]["marks"] > 0.99 for run in taught)
    assert all(run["radius"] > 2 for run in (*first, *taught))
    control = card("spelled_digit_first")["control"]
    assert control["periods"]["rest"] == 1
    assert control["radius"] < 1


def test_feedback_spells_better_and_does_not_bring_rest():
    for given in ("first", "every"):
        without, back = (seeds(f"spelled_digit_{given}{end}") for end in ("", "_back"))
        for one, other in zip(without, back, strict=True):
            assert other["words"] > one["words"]
            assert other["periods"]["rest"] <= one["periods"]["rest"]
    rests = [run["periods"]["rest"] for run in seeds("spelled_digit_every")]
    assert all(0.4 < rest < 0.6 for rest in rests)
    pairs = (("first", "every"), ("first_back", "every_back"))
    gaps = [
        np.subtract(*([run["words"] for run in seeds(f"spelled_digit_{code}")] for code in pair))
        for pair in pairs
    ]
    assert np.abs(gaps).max() < 0.015  # "no clear difference"


def test_the_maximum_beats_the_last_state_and_that_beats_the_mean():
    for scores in (
        {code: [run["names"] for run in seeds(f"name_language_{code}")] for code in POOLINGS},
        {code: card(f"name_language_{code}")["longer"]["names"] for code in POOLINGS},
    ):
        assert all(np.greater(scores["max"], scores["last"]))
        assert all(np.greater(scores["last"], scores["mean"]))


def test_after_half_of_a_name_it_is_sure_and_wrong():
    for run in seeds("name_language_last"):
        half, end = run["after"][1], run["after"][-1]
        assert half["read"] == 50
        assert 0.18 < half["right"] < 0.25
        assert half["confidence"] > 0.75 * end["confidence"]
        assert half["confidence"] - half["right"] > 0.35  # "far too sure"
        assert 0 < end["confidence"] - end["right"] < 0.1  # "a little"
    curve = card("name_language_last")["heldout"]["reliability"]["end"]
    assert np.mean([right < sure for _, sure, right in curve]) > 0.6


def test_all_states_carry_a_longer_sentence_farther_than_the_last():
    none, attentive = (card(f"zh_en_{name}")["seeds"] for name in ("none", "additive"))
    for one, other in zip(none, attentive, strict=True):
        gap = {part: other[part]["exact"] - one[part]["exact"] for part in ("held out", "longer")}
        assert gap["longer"] > gap["held out"] > 0.2


def test_what_is_noticed():
    early = record_lesson(RnnShapes(shape="nn", date="4/30/2026"))
    assert early.said[0] == "B-day"  # it is the month
    assert early.said[2:4] == ("B-day", "I-day")
    late = record_lesson(RnnShapes(shape="n1", name="hollandaca"))
    assert late.said[-1] == "tr"
    assert decided(late) >= 8
    assert len(set(late.decisions.argmax(axis=1))) >= 4
    back = record_lesson(RnnShapes(back="on"))
    assert "".join(back.said).startswith(f"seven{END}")
    assert "".join(back.said).startswith(f"seven{END}{5 * END}"[:-1] + "four")
    date = record_lesson(RnnShapes(shape="nm"))
    assert "".join(date.said) == f"2026-11-22{END}"
    assert date.looks[24 - 1 - date.looks.shape[1]].max() > 0.4  # the gold edges of Show this


def test_wrong_tags_and_dates_that_are_not_right():
    wrong = record_lesson(RnnShapes(shape="nn", date="4/30/2026"))
    assert wrong.wrong == (True, *[False] * 8)
    assert wrong.right[0] == "B-month"
    judged = {
        (shape, date): record_lesson(RnnShapes(shape=shape, date=date)).judged
        for shape in ("nn", "nm")
        for date in (RnnShapes().date, "4/30/2026", "hello world")
    }
    assert list(judged.values()) == ["", "", "unknown", "", "no_date", "other"]
    assert not any(record_lesson(RnnShapes(shape="nn", date="hello world")).wrong)
    assert (len(date_fields.LOCALES), len(dates.LOCALES)) == (15, 24)  # as the texts say


def test_a_capital_letter_is_read_as_a_small_one_and_an_unknown_sign_as_nothing():
    small, capital = (RnnShapes(shape="n1", name=name) for name in ("suomi", "Suomi"))
    np.testing.assert_array_equal(record_lesson(small).h, record_lesson(capital).h)
    strange = record_lesson(RnnShapes(shape="n1", name="北e"))
    assert (strange.unseen, strange.said[0]) == (("北",), "")
    with pytest.raises(InputError, match="character"):
        record_lesson(RnnShapes(shape="nm", date="2026 ☃"))


def test_a_change_far_below_rounding_stays_small_for_twenty_steps():
    model, x = spellers.load_speller("spelled_digit_first"), torch.zeros(1, STEPS, 64)
    x[0, 0] = torch.tensor(shipped().image.flatten())
    states = [model.recurrent(x * scale)[0] for scale in (1, 1 + 1e-6)]
    assert (states[0] - states[1]).abs().max() < 1e-3


def test_the_snippet_prints_what_the_table_holds():
    settings = RnnShapes(shape="n1", name="suomi")
    trace = record_lesson(settings)
    assert f"{trace.shares[-1]:.3f}" in printed(snippet(settings))
    rows = pd.read_csv(io.StringIO(table(trace)))
    np.testing.assert_allclose(rows[rows["quantity"] == "shares"]["value"], trace.shares, rtol=1e-6)
