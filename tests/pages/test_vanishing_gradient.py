"""The lesson as a reader drives it: links, extremes, guesses, bad input, a training."""

import re

import numpy as np
import pytest

from core.lessons.vanishing_gradient.lesson import fixed, record_lesson, shipped
from core.lessons.vanishing_gradient.run import memory
from core.lessons.vanishing_gradient.settings import VanishingGradient
from core.measures.fading import main_path
from core.shipped.store import trace as shipped_trace
from tests.pages.every_control import every_control, meant
from tests.pages.reader import extremes, numbers, payload, said, verdict, views, visitor
from tests.patience import PATIENCE
from tests.ui.test_jobs import ended
from ui.jobs import JobPool
from ui.text import LANGUAGES, load
from viz.numbers import short

visit = visitor("vanishing_gradient")


def stage(app):
    """What the moving picture was given, by kind of view."""
    return payload(app), views(app)


def shown_values(app, row):
    return numbers(stage(app)[1]["chain"]["rows"][row]["values"])


def test_every_control_at_its_extremes():
    def look(app, link):
        expected = record_lesson(meant(VanishingGradient, link, fixed)).gradients["rnn"]
        np.testing.assert_allclose(shown_values(app, 0), main_path(expected))

    values = extremes(VanishingGradient, without=("step",))
    every_control(visit, VanishingGradient, values, {}, {"init": "gaussian"}, look=look)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_opens(language):
    app = visit(lang=language, reveal="1", memory="true", race="true", hood="true")
    assert len(app.get("plotly_chart")) == 4
    assert len(app.get("vega_lite_chart")) + len(app.get("arrow_vega_lite_chart")) == 5
    text = load("vanishing_gradient", language)
    assert any("def step" in code.value for code in app.code)
    assert text("predict") not in [m.value for m in app.markdown]


def test_the_picture_opens_with_the_shipped_recording_and_covers_the_answer():
    app = visit()
    payload, views = stage(app)
    assert views["chain"]["cover"] == 36
    assert set(views) == {"chain", "lines"}
    assert payload["clock"]["autoplay"]
    assert not any(f"{shipped().gradients['rnn'].dh[0]:.2e}" in str(v) for v in views.values())


def guessed(app):
    """Of each row, whether the guess that is marked on it is right."""
    rows = stage(app)[1]["chain"]["rows"]
    return [[m["right"] for m in row["marks"] if m["kind"] == "you"] for row in rows]


def test_a_guess_uncovers_and_is_scored():
    app = visit()
    guesses = [slider for slider in app.select_slider if slider.key.startswith("guess_")]
    assert app.button(key="check_guess").disabled
    guesses[3].set_value("never").run()
    app.button(key="check_guess").click().run()
    assert guessed(app) == [[], [], [], [True]]  # three are left open
    assert verdict(app)[0] == "right"
    app.slider(key="forget_bias").set_value(2.0).run()
    assert guessed(app) == [[], [], [], []]  # guessed for other settings
    mark, told = verdict(app)
    before, after = load("app", "en")["guessed_before"].split("{said}")
    assert mark == "right"
    assert told.startswith(before)
    assert told.endswith(after)
    app.slider(key="forget_bias").set_value(3.0).run()
    assert guessed(app) == [[], [], [], [True]]
    app.button(key="guess_again").click().run()
    assert "cards" not in stage(app)[1]


def test_show_this_forgets_no_guess():
    app = visit()
    guesses = [slider for slider in app.select_slider if slider.key.startswith("guess_")]
    guesses[3].set_value("never").run()
    app.button(key="check_guess").click().run()
    app.button(key="notice_below").click().run()
    assert verdict(app)[0] == "right"
    app.button(key="guess_again").click().run()
    app.button(key="show_me").click().run()
    assert verdict(app)[0] == "shown"


def test_showing_without_a_guess_scores_nothing():
    app = visit()
    app.button(key="show_me").click().run()
    assert guessed(app) == [[], [], [], []]
    assert verdict(app)[0] == "shown"


def test_a_notice_sets_every_control():
    app = visit(reveal="1")
    for key in ("below", "above", "saturated", "bias", "clip"):
        app.slider(key="length").set_value(90)
        app.slider(key="seed").set_value(7)
        app.button(key=f"notice_{key}").click().run()
        assert not app.exception, key
        assert (app.slider(key="length").value, app.slider(key="seed").value) == (40, 0), key
        if key == "bias":
            assert app.slider(key="forget_bias").value == -2.0
        if key in ("below", "above"):
            path = shown_values(app, 0)
            ratio = path[:-1] / path[1:]
            np.testing.assert_allclose(ratio, {"below": 0.8, "above": 1.2}[key], rtol=1e-5)


def test_a_link_restores_the_same_picture_in_the_other_language():
    link = {"init": "orthogonal", "radius": "1.4", "nonlinearity": "relu", "length": "55"}
    english, chinese = visit(reveal="1", t="9", **link), visit(reveal="1", t="9", lang="zh", **link)
    np.testing.assert_array_equal(shown_values(english, 0), shown_values(chinese, 0))
    assert stage(english)[0]["seek"] == stage(chinese)[0]["seek"] == 8


def test_switching_the_language_keeps_every_setting():
    app = visit(reveal="1", init="orthogonal", radius="1.4", networks="rnn.gru")
    before = shown_values(app, 0)
    app.radio(key="lang:English/中文").set_value("zh").run()
    assert not app.exception
    assert app.title[0].value == load("vanishing_gradient", "zh").title
    np.testing.assert_array_equal(shown_values(app, 0), before)
    assert len(stage(app)[1]["chain"]["rows"]) == 2


@pytest.mark.parametrize("nonlinearity", ["relu", "linear"])
def test_the_worst_explosion_leaves_every_section_alive(nonlinearity):
    worst = {"init": "gaussian", "radius": "2.0", "length": "200", "hidden": "8", "clip": "1"}
    app = visit(reveal="1", nonlinearity=nonlinearity, memory="true", hood="true", **worst)
    assert any("def step" in code.value for code in app.code)
    assert shown_values(app, 0).max() < 1  # clipped


def test_no_step_that_answers_is_seen_before_the_guess():
    norms = record_lesson(VanishingGradient(forget_bias=-2)).gradients["lstm_bias"].dc
    cover = stage(visit(forget_bias="-2"))[1]["chain"]["cover"]
    assert 36 < cover < 40
    assert (norms[cover:] >= 0.01 * norms[-1]).all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_is_of_the_networks_that_are_shown(language):
    text = load("vanishing_gradient", language)
    told = said(visit(lang=language, reveal="1", networks="rnn"))
    assert text["network.rnn"] in told
    assert "GRU ·" not in told
    assert text("product") in told
    assert text("gates") not in told
    every = said(visit(lang=language, reveal="1"))
    assert text("gates") in every
    assert re.search(r"\| GRU · [^|]+ \| \*\*0\.\d\d\*\* \| 0\.\d\d \|", every)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_memory_map_says_how_unequally_an_rnn_keeps(language):
    begins = load("vanishing_gradient", language).sections["memory_unequal"].split("@")[0]
    told = said(visit(lang=language, reveal="1", memory="true"))
    row = memory("rnn", VanishingGradient()).dh[-1]
    assert begins in told
    assert all(f"{short(100 * row[-1 - lag] / row[-1])}%" in told for lag in (1, 4, 9))
    orthogonal = {"nonlinearity": "linear", "init": "orthogonal", "radius": "1"}
    assert begins not in said(visit(lang=language, reveal="1", memory="true", **orthogonal))


@pytest.mark.parametrize("task", ["adding", "temporal_order"])
def test_the_race_says_how_often_the_gradient_reached_back_in_vain(task):
    told = said(visit(reveal="1", race="true", race_task=task, race_step="100"))
    trace = shipped_trace(f"{task}_rnn")
    reached = (trace.dh[:, 0] > 1e-4 * trace.dh[:, -1]).sum()
    assert (f"In {reached} of the {len(trace.step)}" in told) == bool(reached)
    assert (trace.heldout > 0.9 * trace.chance).all()  # it stays where guessing is


def test_nonsense_in_a_link_falls_back():
    app = visit(length="banana", init="nobody", t="x", reveal="maybe", networks="XYZ", seed="-3")
    assert not app.error
    assert stage(app)[1]["chain"]["cover"] == 36


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_is_too_short_gets_one_sentence_and_the_last_good_picture(language):
    app = visit(lang=language, reveal="1", source="own", sentence="a long enough text")
    good = shown_values(app, 0)
    app.text_input(key="sentence").set_value("short").run()
    assert not app.exception
    assert len(app.error) == 1
    refused, name = load("app", language)["refused.short"], load("vanishing_gradient", language)
    filled = {"field": name["sentence"], "low": 10, "high": 200, "value": "short", "n": 5}
    assert app.error[0].value == refused.format(**filled)
    np.testing.assert_array_equal(shown_values(app, 0), good)


def test_too_large_for_all_pairs_is_said():
    app = visit(reveal="1", memory="true", length="200", hidden="128")
    assert "200 × 128 = 25600" in app.info[0].value


@pytest.mark.parametrize("task", ["adding", "temporal_order"])
def test_trained_networks_lock_what_the_task_decides(task):
    app = visit(reveal="1", trained=task, length="120", step="0")
    assert app.select_slider(key="step").value == 0
    assert "length" not in [slider.key for slider in app.slider]
    before = shown_values(app, 1)
    app.select_slider(key="step").set_value(app.select_slider(key="step").options[-1]).run()
    after = shown_values(app, 1)
    assert after[0] / after[-1] > 1000 * before[0] / before[-1]  # the GRU has learnt to reach back


@pytest.fixture
def pool(monkeypatch):
    """The server's pool, but for readers who are slow to look again at their training."""
    made = JobPool(1, patience=PATIENCE)
    monkeypatch.setattr("ui.training.pool", lambda: made)
    return made


def test_a_training_runs_and_shows_its_result_beside_the_shipped_ones(pool):
    app = visit(reveal="1", race="true")
    app.slider(key="live_steps").set_value(100)
    app.slider(key="live_length").set_value(10).run()
    app.button(key="train").click().run()
    _, identity = app.session_state["live_job"]
    config = ended(pool.find(identity)).key
    assert (config.steps, config.length) == (100, 10)
    for language in LANGUAGES:
        app.query_params["lang"] = language
        app.run()
        assert not app.exception
        begins = load("vanishing_gradient", language)["live_done"].split("{")[0]
        assert [each.value.startswith(begins) for each in app.success] == [True]
        assert len(app.get("vega_lite_chart")) + len(app.get("arrow_vega_lite_chart")) == 6


def test_a_training_can_be_stopped(pool):
    app = visit(reveal="1", race="true")
    app.slider(key="live_steps").set_value(3000)
    app.button(key="train").click().run()
    app.button(key="stop_training").click().run()
    app.run()
    assert app.info[-1].value == load("vanishing_gradient", "en")["live_stopped"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_network_chosen_all_are_shown_and_that_is_said(language):
    text = load("vanishing_gradient", language)
    app = visit(lang=language, networks="")
    assert len(stage(app)[1]["chain"]["rows"]) == 4
    assert text["networks_none"] in [c.value for c in app.caption]
    assert text["networks_none"] not in [c.value for c in visit(lang=language).caption]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lstm_is_called_torchs_default_only_where_its_weights_are(language):
    text = load("vanishing_gradient", language)
    default, other = (
        text(key, name="", left="").split("**")[1] for key in ("default_fades", "unraised_fades")
    )
    plain = said(visit(reveal="1", lang=language))
    turned = said(visit(reveal="1", lang=language, init="orthogonal", radius="1.2"))
    assert default in plain
    assert other not in plain
    assert other in turned
    assert default not in turned
