"""The lesson as a reader drives it: links, extremes, guesses, the whole road."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from core.lessons.lstm_derivation.lesson import fixed, record_lesson, shipped
from core.lessons.lstm_derivation.settings import STEPS, WAYS, Derivation
from tests.pages.every_control import every_control, meant
from tests.pages.reader import extremes, numbers, payload, verdict, views, visitor
from ui.lessons.lstm_derivation.parts import told
from ui.text import LANGUAGES, load
from viz.numbers import short

visit = visitor("lstm_derivation")


def stage(app):
    """What the moving picture was given, by kind of view."""
    return payload(app), views(app)


def shown(app, row=-1):
    return numbers(stage(app)[1]["chain"]["rows"][row]["values"])


def test_every_control_at_its_extremes():
    def look(app, link):
        settings = meant(Derivation, link, fixed)
        trace = record_lesson(settings)[settings.step]
        expected = trace.state if settings.way == "forth" else trace.delta
        np.testing.assert_allclose(shown(app), expected)

    every_control(visit, Derivation, extremes(Derivation), look=look)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", STEPS)
def test_every_step_says_why_and_what_it_repairs_and_breaks(step, language):
    text = load("lstm_derivation", language)
    begins = text.sections[f"repairs_{step}"].split("@")[0][:12]
    covered = [m.value for m in visit(lang=language, step=step).markdown]
    assert text(f"why_{step}") not in covered  # it says what the guess is about
    assert not any(value.startswith(begins) for value in covered)
    open_ = [m.value for m in visit(lang=language, step=step, reveal="1").markdown]
    assert text(f"why_{step}") in open_
    assert any(value.startswith(begins) for value in open_)


RUNS = [
    *(Derivation(forget_bias=bias) for bias in (-2.0, 0.0, 3.0, 5.0)),
    Derivation(trained="after", length=40),
]


recorded = cache(record_lesson)


def words(text, step, settings):
    """The two sentences on a step, and what was measured."""
    lesson, settings = recorded(settings), replace(settings, step=step)
    return " ".join(told(text, settings, lesson)), lesson[step]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("settings", RUNS, ids=lambda s: f"{s.trained} {s.forget_bias:g}")
def test_what_is_said_of_every_step_is_what_was_measured(settings, language):
    text = load("lstm_derivation", language)
    for step in STEPS:
        said, trace = words(text, step, settings)
        grown = trace.delta[0] / trace.delta[-1]
        assert short(float(grown)) in said
        limits = {"vanishes": 0.01, "fades": 0.5, "holds": 2, "grows": 10, "explodes": np.inf}
        right = next(code for code, limit in limits.items() if grown < limit)
        courses = {code: text[f"course.{code}"].split("{")[0] for code in limits}
        found = {code for code, words in courses.items() if words in said}
        assert found == {right}


@pytest.mark.parametrize("settings", RUNS, ids=lambda s: f"{s.trained} {s.forget_bias:g}")
def test_the_bound_is_said_to_be_broken_where_it_is(settings):
    text = load("lstm_derivation", "en")
    said, trace = words(text, "input", settings)
    beyond = trace.state.max() > 32**0.5
    assert beyond == (settings.trained == "before" and settings.forget_bias > 0)
    assert ("‖h‖ reaches only" in said) != beyond
    assert short(float(trace.state.max())) in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_opens(language):
    app = visit(lang=language, reveal="1", step="add", mistakes="true", hood="true")
    assert len(app.get("vega_lite_chart")) + len(app.get("arrow_vega_lite_chart")) == 2
    assert any("class Add" in code.value for code in app.code)
    text = load("lstm_derivation", language)
    values = [m.value for m in app.markdown]
    assert text("predict") not in values
    assert text("mistake_output") in values
    assert any(" | ".join(text.words("table").values()) in value for value in values)


def test_it_opens_with_the_shipped_recording_and_covers_the_answer():
    payload, views = stage(visit())
    assert views["chain"]["cover"] == views["cards"]["cover"] == views["lines"]["cover"] == 96
    assert payload["clock"]["autoplay"]
    assert f"{shipped()['add'].delta[0]:.4g}" not in str(views)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("guess", ["vanishes", "nothing", "explodes"])
def test_a_guess_uncovers_and_is_scored(guess, language):
    app = visit(lang=language, guess_add=guess)
    app.button(key="check_guess").click().run()
    assert not app.exception
    text = load("lstm_derivation", language)
    mark, told = verdict(app)
    assert mark == ("right" if guess == "explodes" else "wrong")
    assert text["guess.explodes"] in told
    assert stage(app)[1]["chain"]["cover"] == 0
    app.button(key="guess_again").click().run()
    assert stage(app)[1]["chain"]["cover"] == 96


def test_a_guess_is_scored_at_every_step_but_not_for_another_run():
    app = visit(guess_add="explodes")
    app.button(key="check_guess").click().run()
    link = {k: v if isinstance(v, str) else v[0] for k, v in app.query_params.items() if v}

    def scored(**more):
        return verdict(visit(**link | more))[0] == "right"

    assert scored()
    assert scored(step="output", way="forth")
    assert not scored(length="50")


def test_showing_without_a_guess_scores_nothing():
    app = visit()
    app.button(key="show_me").click().run()
    assert verdict(app)[0] == "shown"


NOTICED = {
    "grows": {"step": "add", "way": "forth", "length": 200},
    "half_open": {"step": "forget", "forget_bias": 0.0},
    "again": {"step": "input", "way": "forth", "length": 200},
    "bounded": {"step": "output", "way": "forth", "length": 200},
    "trained": {"step": "add", "trained": "after", "length": 40},
}


def test_a_notice_sets_every_control():
    app = visit(reveal="1", step="plain", unit="5")
    for key, settings in NOTICED.items():
        app.slider(key="length").set_value(90)
        app.slider(key="seed").set_value(7)
        app.button(key=f"notice_{key}").click().run()
        assert not app.exception, key
        trace = recorded(Derivation(**settings))[settings["step"]]
        expected = trace.state if settings.get("way") == "forth" else trace.delta
        np.testing.assert_allclose(shown(app), expected, err_msg=key)


def test_a_link_restores_the_same_picture_in_the_other_language():
    link = {"step": "output", "way": "forth", "length": "50", "seed": "4", "t": "9", "reveal": "1"}
    english, chinese = visit(**link), visit(**link, lang="zh")
    np.testing.assert_array_equal(shown(english), shown(chinese))
    assert stage(english)[0]["seek"] == stage(chinese)[0]["seek"] == 8
    assert len(stage(chinese)[1]["chain"]["rows"]) == 2


def test_walking_the_road_writes_the_link():
    app = visit(reveal="1")
    words = load("lstm_derivation", "en").labels
    names = "/".join(words[f"step.{code}"] for code in STEPS)
    app.button_group(key=f"step:{names}").set_value("output").run()
    assert app.query_params["step"] == "output"
    ways = "/".join(words[f"way.{code}"] for code in WAYS)
    app.button_group(key=f"way:{ways}").set_value("forth").run()
    assert app.query_params["way"] == "forth"
    np.testing.assert_array_equal(shown(app), shipped()["output"].state)


def test_trained_networks_lock_what_the_training_decided():
    app = visit(reveal="1", trained="after", length="120")
    assert "length" not in [slider.key for slider in app.slider]
    assert len(shown(app)) == 40
    assert sum(token != "·" for token in stage(app)[1]["chain"]["tokens"]) == 2


def test_nonsense_in_a_link_falls_back():
    app = visit(length="banana", step="nobody", way="up", t="x", reveal="maybe", seed="-3")
    assert not app.error
    assert stage(app)[1]["chain"]["cover"] == 96


def test_the_road_begins_at_step_1_and_leads_on_to_the_next_lesson():
    app = visit(step="plain", reveal="1")
    for step in STEPS[1:]:
        app.button(key="next_step").click().run()
        assert (
            app.query_params.get("step", "add") == step
        )  # what is asked about goes without saying
        np.testing.assert_array_equal(shown(app), shipped()[step].delta)
    assert "next_step" not in [button.key for button in app.button]
    leads = [link.proto.label for link in app.get("page_link")]
    assert f"{load('lstm_cell', 'en').title} →" in leads


def test_a_link_that_shows_the_answer_shows_its_step():
    np.testing.assert_array_equal(shown(visit(reveal="1")), shipped()["add"].delta)
    np.testing.assert_array_equal(shown(visit(), row=0), shipped()["plain"].delta[-4:])


def test_before_the_guess_the_version_asked_about_has_a_row_beside_the_rnns():
    for way, values in (("back", "delta"), ("forth", "state")):
        app = visit(way=way)
        for row, code in enumerate(("plain", "add")):
            last = getattr(shipped()[code], values)[-4:]
            np.testing.assert_array_equal(shown(app, row), last, err_msg=f"{way} {code}")


def test_the_answer_is_seen_at_the_step_it_is_about_or_further_on():
    for asked, seen in (({}, "add"), ({"way": "forth"}, "add"), ({"step": "input"}, "input")):
        app = visit(guess_add="vanishes", **asked)
        app.button(key="check_guess").click().run()
        np.testing.assert_array_equal(shown(app), shipped()[seen].delta)
        assert payload(app)["clock"]["direction"] == -1


def test_guess_and_answer_are_marked_once_the_answer_shows():
    app = visit(step="add", guess_add="vanishes")
    assert views(app)["lines"]["references"] == []
    app.button(key="check_guess").click().run()
    labels = [mark["label"] for mark in views(app)["lines"]["references"]]
    assert [label.rsplit(": ")[-1] for label in labels] == ["you", "answer"]
