"""The pictures of the lesson on the causal mask, by their data."""

import base64

import numpy as np
import pytest

from core.lessons.causal_mask.lesson import shipped
from core.lessons.causal_mask.run import run
from core.lessons.causal_mask.settings import CausalMask
from core.traces.two_ways import TwoWaysTrace
from core.traces.written import WrittenTrace
from ui.lessons.causal_mask.study import cards
from ui.text import load
from viz.lessons.causal_mask import expectations, race, stage, training, writers
from viz.lessons.causal_mask.masks import masks, opened, predicted, visible

WORDS = load("causal_mask", "en").labels
BOTH = {"words": WORDS}


def test_all_that_was_recorded_is_shown():
    made = shipped()
    data = masks(made, WORDS).data
    for name in ("scores", "weights"):
        expected = np.concatenate([getattr(trace, name) for trace in made.layers])
        np.testing.assert_array_equal(data[name], expected.astype(np.float32))
    np.testing.assert_array_equal(data["slopes"], made.influence.dx)
    np.testing.assert_array_equal(data["open"], CausalMask().matrix)
    assert data["tokens"] == list("the␣string")


def test_before_the_guess_nothing_of_the_derivatives_leaves_python():
    view = masks(shipped(), WORDS, covered=True)
    assert view.data["slopes"] is None
    assert "derivatives" not in view.summary
    assert "45 of 100 derivatives are exactly 0" in masks(shipped(), WORDS).summary


def test_the_guess_is_outlined_beside_what_was_measured():
    settings = CausalMask()
    shown, hidden = (
        stage(shipped(), settings, words=WORDS, covered=covered, guess="itself").views[0].data
        for covered in (False, True)
    )
    np.testing.assert_array_equal(shown["marks"]["you"], np.eye(10))
    np.testing.assert_array_equal(shown["marks"]["answer"], settings.matrix)
    assert hidden["marks"] is None


def test_signs_that_are_written_from_right_to_left_do_not_turn_what_stands_beside_them():
    assert visible("ب") == "\u2068ب\u2069"
    assert [visible(sign) for sign in ("a", "中", " ")] == ["a", "中", "␣"]


def test_zeros_arrive_as_zeros():
    packed = masks(shipped(), WORDS).payload()["data"]["slopes"]
    found = np.frombuffer(base64.b64decode(packed["b64"]), packed["dtype"]).reshape(packed["shape"])
    np.testing.assert_array_equal(found == 0, ~CausalMask().matrix)


def test_what_the_model_expects_is_beside_each_row():
    made = shipped()
    shown = predicted(made)
    assert [each["right"] for each in shown[:-1]] == [
        made.stream.likeliest(t, 1)[0] == made.stream.tokens[t + 1] for t in range(9)
    ]
    assert shown[-1]["right"] is None
    assert [each["share"] for each in shown] == pytest.approx(
        made.stream.probabilities.max(axis=1).tolist()
    )


@pytest.mark.parametrize(("mask", "n"), [("padding", 0), ("window", 1), ("none", 3)])
def test_every_mask_can_be_packed(mask, n):
    settings = CausalMask(mask=mask, n=n, text="ab")
    made = run(settings)
    for covered in (True, False):
        stage(made, settings, **BOTH, covered=covered).payload()
    np.testing.assert_array_equal(opened(made), settings.matrix)


def test_the_clock_takes_four_steps_a_row():
    covered, shown = (stage(shipped(), CausalMask(), **BOTH, covered=c) for c in (True, False))
    assert covered.clock.length == shown.clock.length == 40
    assert (covered.clock.start, shown.clock.start) == (0, 15)
    assert covered.clock.labels[13] == "“␣”, 4 of 10 · mask"


def test_names_of_mask_and_depth_are_in_the_picture():
    words = stage(shipped(), CausalMask(), **BOTH, covered=False).views[0].data["words"]
    assert words["heading_slopes"].endswith(WORDS["depth.all"])


def test_the_losses_are_those_of_the_cards():
    found = cards()
    shown = training(found, **BOTH)
    for line, card in zip(shown.views[0].data["series"], found.values(), strict=True):
        np.testing.assert_allclose(line["values"], card["curve"]["bits"])
    assert shown.clock.labels[-1] == f"step {found['masked']['budget']['steps']}"
    shown.payload()


def test_writers_show_every_sign_and_its_share():
    traces = {
        name: WrittenTrace(prompt="a", tokens=tuple("bc\n"), shares=np.array([0.1, 0.2, 1.0]))
        for name in ("masked", "unmasked")
    }
    shown = writers(traces, **BOTH)
    first = shown.views[0].data["rows"][0]
    assert (first["prompt"], first["signs"]) == ("a", ["b", "c", "\n"])
    np.testing.assert_allclose(first["shares"], [0.1, 0.2, 1.0], rtol=1e-6)
    assert shown.clock.length == 3
    shown.payload()


def test_charts_hold_what_was_measured():
    values = np.array([0.5, 0.25])
    bars = expectations("a b", {"masked": values, "seeing": values, "alone": values}, WORDS)
    assert [list(bar.y) for bar in bars.data] == [[0.5, 0.25]] * 3
    assert list(bars.layout.xaxis.ticktext) == ["a → ␣", "␣ → b"]
    trace = TwoWaysTrace(length=np.array([8, 16]), once=values, again=2 * values, difference=0.0)
    curves = race(trace, ["one", "many"], WORDS, "x")
    np.testing.assert_allclose(curves.data[1].y, 2000 * values)
    np.testing.assert_allclose(trace.ratio, 2)
    assert list(curves.layout.yaxis.tickvals) == [200, 500, 1000]


def test_spaces_and_breaks_are_seen():
    assert [visible(sign) for sign in " \nx"] == ["␣", "⏎", "x"]
