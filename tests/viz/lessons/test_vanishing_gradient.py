from dataclasses import replace

import numpy as np
import pytest

from core.measures.fading import guesses, nearest
from core.traces.recurrent import GatedGradient, RNNGradient
from tests.viz.stage.exported import script_kilobytes
from ui.text import load
from viz.export import html
from viz.lessons.vanishing_gradient import ABOVE, slots, stage
from viz.views import gradients
from viz.views.gradients import Row, marks

OPTIONS = ("2", "5", "10", "20", "never")
T = 12


def rnn(norms):
    norms = np.asarray(norms, dtype=float)
    ratio = norms[:-1] / norms[1:]
    half = np.full(len(ratio), 0.5)
    return RNNGradient(
        network="rnn", tokens=("",) * len(norms), dh=norms, injected=np.zeros(len(norms)),
        ratio=ratio, slope=half, weights=ratio / half, radius=0.5, sigma=0.6, max_slope=1.0,
        rate=norms * 2, bound=norms * 3,
    )  # fmt: skip


def lstm(norms):
    norms = np.asarray(norms, dtype=float)
    part = norms[:-1] / norms[1:] / 2
    return GatedGradient(
        network="lstm", tokens=("",) * len(norms), dh=norms / 3, dc=norms,
        injected=np.zeros(len(norms)), ratio=2 * part, kept=part, rest=part, gate=part,
    )  # fmt: skip


FADING, STAYING = 0.25 ** np.arange(T)[::-1], np.linspace(0.8, 1.0, T)


def make(covered=False, guess=None, language="en"):
    rows = [
        Row("rnn", "torch's default", rnn(FADING), guess),
        Row("lstm_bias", "forget bias 3", lstm(STAYING), guess),
    ]
    return stage(
        rows,
        words=load("vanishing_gradient", language).labels,
        options=OPTIONS,
        covered=covered,
    )


def views(built):
    return {view.kind: view.data for view in built.views}


def test_the_picture_holds_the_recorded_numbers():
    shown = views(make())
    np.testing.assert_allclose(shown["chain"]["rows"][0]["values"], FADING)
    np.testing.assert_allclose(shown["chain"]["rows"][1]["values"], STAYING)
    curves = {
        line["dash"]: line["values"] for line in shown["lines"]["series"] if not line["faint"]
    }
    np.testing.assert_allclose(curves[None], FADING)
    np.testing.assert_allclose(curves["7 4"], STAYING)


def test_an_lstm_shows_its_cell_state_and_names_it():
    rows = views(make())["chain"]["rows"]
    assert [row["symbol"] for row in rows] == ["∂L/∂h", "∂L/∂c"]


def test_before_the_guess_nothing_early_leaves_the_server():
    built = make(covered=True)
    shown = views(built)
    assert "cards" not in shown
    assert shown["chain"]["cover"] == T - gradients.SHOWN_BEFORE_GUESS
    assert len(shown["lines"]["series"]) == 2  # theory would give the answer away
    text = str(built.payload())
    assert f"{FADING[0]:.3g}" not in text


def test_cards_show_the_share_that_is_left_and_the_factors():
    items = views(make())["cards"]["items"]
    np.testing.assert_allclose(items[0]["values"], FADING / FADING[-1])
    factors = slots(rnn(FADING))
    assert factors["ratio"][-1] is None
    products = [a * b for a, b in zip(factors["slope"][:-1], factors["weights"][:-1], strict=True)]
    np.testing.assert_allclose(products, factors["ratio"][:-1])


def test_a_row_marks_where_it_has_faded_and_the_guess():
    fading, staying = (row["marks"] for row in views(make(guess="5"))["chain"]["rows"])
    assert fading == [
        {"kind": "answer", "t": T - 1 - 4, "right": None},  # 0.25⁴ is the first below 1 %
        {"kind": "you", "t": T - 1 - 5, "right": True},  # 5 is the option nearest to 4
    ]
    assert staying[0] == {"kind": "answer", "t": None, "right": None}
    assert staying[1]["right"] is False
    assert marks(Row("rnn", "", rnn(FADING), "20"), OPTIONS)["right"] is False


def test_never_is_an_answer_and_a_guess():
    row = Row("lstm", "", lstm(STAYING), "never")
    assert marks(row, OPTIONS) == {"faded": "never", "guess": "never", "right": True}


def test_nothing_is_marked_before_the_guess():
    assert all(row["marks"] == [] for row in views(make(covered=True))["chain"]["rows"])
    assert [len(row["marks"]) for row in views(make())["chain"]["rows"]] == [1, 1]


def test_the_two_networks_of_a_family_are_told_apart_by_dashes():
    shown = views(make())
    assert [bool(row["dash"]) for row in shown["chain"]["rows"]] == [False, True]
    assert [item["dashed"] for item in shown["cards"]["items"]] == [False, True]


def test_a_card_multiplies_the_share_by_the_last_norm():
    item = views(make())["cards"]["items"][0]
    np.testing.assert_allclose(item["slots"]["now"], item["values"] * FADING[-1])
    assert "{now}" in item["caption"]


@pytest.mark.parametrize("height", [1.5, 1e9])
def test_the_axis_holds_what_is_beside_the_curves_within_limits(height):
    trace = replace(rnn(FADING), bound=FADING * height)
    built = stage(
        [Row("rnn", "", trace)], words=load("vanishing_gradient", "en").labels, options=OPTIONS,
        covered=False,
    )  # fmt: skip
    high = views(built)["lines"]["high"]
    assert high == {1.5: 10, 1e9: ABOVE}[height]


@pytest.mark.parametrize(
    ("steps", "option"), [(1, "2"), (3, "2"), (4, "5"), (8, "10"), (150, "20"), (None, "never")]
)
def test_nearest_option_by_ratio(steps, option):
    assert nearest(steps, OPTIONS) == option


def test_what_can_be_guessed_is_shorter_than_the_sequence():
    assert guesses(12) == (*(str(n) for n in range(1, 11)), "never")


def test_the_curve_ends_at_powers_of_ten_within_limits():
    assert gradients.curve_bounds([np.array([3e-5, 0.2])], 0) == (1e-5, 1.0)
    ends = (gradients.FLOOR, gradients.CEILING)
    assert gradients.curve_bounds([np.array([1e-70, 1e70])], 0) == ends
    assert gradients.curve_bounds([np.zeros(3)], 0) == (gradients.LOW, gradients.HIGH)
    low, high = gradients.curve_bounds([np.array([1e-90, 1e-80])], 0)
    assert low < high


def test_its_file_holds_only_the_script_that_draws_it():
    assert script_kilobytes(html(make(), title="", lang="en")) <= 90
