import numpy as np
import pytest

from core.measures.fading import guesses, nearest
from core.traces.recurrent import GatedGradient, RNNGradient
from tests.viz.stage.exported import script_kilobytes
from ui.text import load
from viz.export import html
from viz.lessons.vanishing_gradient import slots, stage, verdict
from viz.views import gradients
from viz.views.gradients import Row

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
    curves = {line["dash"]: line["values"] for line in shown["lines"]["series"]}
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


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_guess_is_scored_against_the_nearest_option(language):
    words = load("vanishing_gradient", language).labels
    right = verdict(Row("rnn", "", rnn(FADING), "5"), words, OPTIONS)
    wrong = verdict(Row("rnn", "", rnn(FADING), "20"), words, OPTIONS)
    five = words["guess"].format(n=5)
    assert right.endswith(words["card_right"].format(guess=five))
    twenty = words["guess"].format(n=20)
    assert wrong.endswith(words["card_wrong"].format(guess=twenty, closest=five))
    assert "4" in right  # 0.25⁴ is the first below 1 %
    never = verdict(Row("lstm", "", lstm(STAYING), "never"), words, OPTIONS)
    assert (
        never == f"{words['card_never']} {words['card_right'].format(guess=words['guess.never'])}"
    )


@pytest.mark.parametrize(
    ("steps", "option"), [(1, "2"), (3, "2"), (4, "5"), (8, "10"), (150, "20"), (None, "never")]
)
def test_nearest_option_by_ratio(steps, option):
    assert nearest(steps, OPTIONS) == option


def test_what_can_be_guessed_is_shorter_than_the_sequence():
    assert guesses(12) == ("1", "2", "3", "4", "5", "6", "8", "10", "never")


def test_the_curve_ends_at_powers_of_ten_within_limits():
    assert gradients.curve_bounds([np.array([3e-5, 0.2])], 0) == (1e-5, 1.0)
    ends = (gradients.FLOOR, gradients.CEILING)
    assert gradients.curve_bounds([np.array([1e-70, 1e70])], 0) == ends
    assert gradients.curve_bounds([np.zeros(3)], 0) == (gradients.LOW, gradients.HIGH)
    low, high = gradients.curve_bounds([np.array([1e-90, 1e-80])], 0)
    assert low < high


def test_its_file_holds_only_the_script_that_draws_it():
    assert script_kilobytes(html(make(), title="", lang="en")) <= 80
