"""The pictures of the plain RNN, told by their data."""

import numpy as np
import pytest

from core.lessons.rnn.lesson import hand, messages, shares, shipped
from core.lessons.rnn.settings import HAND, LAGS, LOOKS, Rnn
from ui.text import LANGUAGES, load
from viz.lessons.rnn import stage, sum_stage, truncated_stage
from viz.lessons.rnn.hand import STEPS, hand_stage

WORDS = load("rnn", "en").labels
T = len(shipped().words)


def drawn(covered=False, guesses=None, **settings):
    return stage(shipped(), Rnn(**settings), guesses or {}, words=WORDS, covered=covered)


def of(made, kind):
    return next(view.data for view in made.views if view.kind == kind)


def numbers(data, name):
    return np.asarray(data["back"][name])


def test_the_clock_runs_there_and_back_and_covered_rests_before_the_way_back():
    made = drawn()
    assert (made.clock.length, made.asked, made.clock.until) == (2 * T, (T - 1, 2 * T - 1), None)
    assert made.clock.labels[0] == "t = 1 · reads “the”"
    assert made.clock.labels[-1] == f"back at “the” · {T - 1} back"
    assert drawn(covered=True).clock.until == T - 1


def test_the_bars_are_the_recorded_influence_and_covered_nothing_of_it_is_there():
    data = of(drawn(), "unfold")
    np.testing.assert_allclose(numbers(data, "influence"), shares(shipped()))
    np.testing.assert_allclose(numbers(data, "message"), messages(shipped()))
    covered = drawn(covered=True)
    assert of(covered, "unfold")["back"] is None
    assert all(value is None for value in of(covered, "equations")["items"][-1]["slots"]["d"])
    assert "%" not in next(v.summary for v in covered.views if v.kind == "unfold")


def test_a_guess_is_drawn_at_once_and_scored_when_the_answer_shows():
    guesses = {1: "0.75", 9: "1"}
    for covered, rights in ((True, (None, None)), (False, (True, False))):
        marks = {m["lag"]: m for m in of(drawn(covered, guesses), "unfold")["marks"]}
        assert sorted(marks) == [0, *LAGS]
        assert (marks[1]["right"], marks[9]["right"]) == rights
        assert (marks[1]["guess"], marks[4]["guess"], marks[9]["guess"]) == (0.75, None, 1.0)


def test_the_picture_stays_the_same_when_another_look_or_unit_is_picked():
    one, other = drawn(), drawn(look="folded", unit=3)
    ids = [{v.kind: v.payload()["id"] for v in made.views} for made in (one, other)]
    assert ids[0]["unfold"] == ids[1]["unfold"]
    assert ids[0]["equations"] != ids[1]["equations"]
    assert other.picked == {"look": "folded", "unit": 3}
    assert [code for code, _ in of(one, "choices")["options"]] == list(LOOKS)


def test_the_equation_adds_up_at_every_step():
    slots = of(drawn(), "equations")["items"][1]["slots"]
    read = [[float(s.strip("()").replace("−", "-")) for s in slots[name]] for name in "xwbh"]
    x, w, b, h = np.array(read)
    np.testing.assert_allclose(np.tanh(x + w + b), h, atol=2e-3)
    assert list(h) == list(h[::-1])  # there and back


def test_the_sum_is_drawn_from_the_last_step_to_the_first():
    made = sum_stage(shipped(), 41, "sum", words=WORDS)
    data = of(made, "ledger")
    np.testing.assert_allclose(data["kept"] + data["added"], data["total"], atol=1e-12)
    assert data["total"][0] == pytest.approx(shipped().back.contributions(41, 55).sum())
    assert made.clock.direction == -1


def test_multiplied_the_contributions_are_a_curve_far_below_the_gradient():
    data = of(sum_stage(shipped(), 41, "product", words=WORDS), "lines")
    values = data["series"][0]["values"]
    parts = shipped().back.contributions(41, 55)
    np.testing.assert_allclose(values[-2], abs(parts[-1] * parts[-2]))
    (reference,) = data["references"]
    assert reference["value"] == pytest.approx(abs(shipped().back.autograd[41, 55]))
    assert values[1] < 1e-9 * reference["value"]


def test_copies_that_are_not_joined_know_only_their_own_word():
    apart = of(drawn(), "unfold")["apart"]
    words = shipped().words
    first, again = (k for k, word in enumerate(words) if word == "the")
    assert apart["outputs"][first]["word"] == apart["outputs"][again]["word"]
    np.testing.assert_array_equal(apart["states"][first], apart["states"][again])
    items = of(drawn(look="copies"), "equations")["items"]
    assert "w" not in "".join(items[1]["parts"]).replace("mrow", "").split("mtext")
    assert items[1]["slots"]["h"][first] == items[1]["slots"]["h"][again]


@pytest.mark.parametrize("language", LANGUAGES)
def test_by_hand_every_line_appears_when_it_can_be_computed(language):
    trace = hand({name: Rnn.defaults()[name] for name in HAND})
    made = hand_stage(trace, words=load("rnn", language).labels)
    assert made.clock.length == len(STEPS)
    lines = of(made, "equations")["items"]
    seen = [next(iter(line["slots"].values())) for line in lines]
    first = [sum(value is None for value in values) for values in seen]
    assert first == sorted(first)
    assert first[-1] == len(STEPS) - 1
    assert lines[0]["slots"]["h1"][0] == "0.462"
    assert lines[-1]["slots"]["w11"][-1] == "−0.779"


def test_a_truncated_gradients_cosine_is_a_curve_over_windows():
    made = truncated_stage(np.array([0.5, 0.9, 1.0]), words=WORDS)
    assert made.clock.length == 3
    np.testing.assert_allclose(of(made, "lines")["series"][0]["values"], [0.5, 0.9, 1.0])
