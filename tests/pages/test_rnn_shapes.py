"""The lesson as a reader drives it: shapes, guesses, what to notice, sections, a date refused."""

import numpy as np
import pytest

from core.lessons.rnn_shapes.lesson import record_lesson, shipped
from core.lessons.rnn_shapes.settings import USED, RnnShapes, unread
from tests.pages.every_control import every_control, meant
from tests.pages.reader import extremes, numbers, payload, said, verdict, views, visitor
from ui.text import LANGUAGES, load

visit = visitor("rnn_shapes")


def shares(app):
    return numbers(views(app)["shapes"]["shares"])


def test_every_control_at_its_extremes():
    def look(app, link):
        settings = meant(RnnShapes, link, unread)
        np.testing.assert_allclose(shares(app), record_lesson(settings).shares, atol=1e-6)
        assert ("heatmap" in views(app)) == (settings.shape == "n1")

    scenes = [{"shape": shape} for shape in USED]
    every_control(visit, RnnShapes, extremes(RnnShapes), *scenes, look=look)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("guess", "mark"), [("others", "right"), ("marks", "wrong")])
def test_a_guess_uncovers_and_is_scored(language, guess, mark):
    app, text = visit(lang=language, guess_after=guess), load("rnn_shapes", language)
    assert len(shares(app)) == 6
    app.button(key="check_guess").click().run()
    found, told = verdict(app)
    assert found == mark
    assert text["guess.others"] in told
    assert "".join(shipped().said[6:]) in told
    np.testing.assert_allclose(shares(app), shipped().shares)


def test_a_guess_beside_another_shape_leads_to_its_own():
    app = visit(shape="n1", guess_after="others")
    assert "heatmap" in views(app)
    app.button(key="check_guess").click().run()
    assert verdict(app)[0] == "right"
    np.testing.assert_allclose(shares(app), shipped().shares)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("key", "settings"),
    [
        ("nn", RnnShapes(shape="nn", date="4/30/2026")),
        ("n1", RnnShapes(shape="n1", name="hollandaca")),
        ("back", RnnShapes(back="on")),
        ("nm", RnnShapes(shape="nm")),
    ],
)
def test_a_notice_sets_every_control(language, key, settings):
    app = visit(lang=language, reveal="1", digit="3", given="every")
    app.button(key=f"notice_{key}").click().run()
    np.testing.assert_allclose(shares(app), record_lesson(settings).shares, atol=1e-6)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_opens_with_its_figures(language):
    heads = load("rnn_shapes", language).words("spelled").values()
    sections = ("spellings", "poolings", "early", "contexts", "hood")
    app = visit(lang=language, reveal="1", shape="n1", **dict.fromkeys(sections, "true"))
    assert any("def step" in code.value for code in app.code)
    assert len(app.get("vega_lite_chart")) == 2
    told = said(app)
    for share in (
        "74% · 100% · 100%",
        "75% · 74% · 73%",
        "21% · 22% · 21%",
        "6% · 6% · 6%",
        "100% · 100% · 99.9%",
    ):
        assert share in told
    assert "**13**" in told
    assert all(head in told for head in heads)
    for number in ("497", "0.42", "0.95", "0.62", "21%", "0.77", "70%"):
        assert number in told


def test_a_guess_is_not_mentioned_beside_a_shape_that_was_not_asked_about():
    app = visit(guess_after="marks")
    app.button(key="check_guess").click().run()
    assert verdict(app)[0] == "wrong"
    shape = f"shape:{'/'.join(load('rnn_shapes', 'en').words('shape').values())}"
    app.button_group(key=shape).set_value("nn").run()
    found, told = verdict(app)
    assert found == "shown"
    assert told.startswith(load("rnn_shapes", "en")["done.nn"].split("{")[0])
    app.button_group(key=shape).set_value("1n").run()
    assert verdict(app)[0] == "wrong"


@pytest.mark.parametrize("language", LANGUAGES)
def test_unread_characters_and_dates_that_are_not_right_are_named(language):
    text, app = load("rnn_shapes", language), load("app", language)
    unread = visit(lang=language, shape="n1", name="中国")
    assert unread.caption[0].value == app["never_seen"].format(signs="中 国")
    for shape, date, key, written in (
        ("nm", "4/30/2026", "no_date", r"2026\-03\-34"),
        ("nm", "hello world", "other", r"1972\-12\-01"),
        ("nn", "hello", "unknown", ""),
    ):
        told = [caption.value for caption in visit(lang=language, shape=shape, date=date).caption]
        assert text[f"judged.{key}"].format(said=written) in told


def test_a_date_with_a_sign_that_is_not_known_is_refused_and_the_last_good_one_stays():
    app = visit(shape="nm", reveal="1")
    before = shares(app)
    app.text_input(key="date").set_value("2026 ☃ 11").run()
    assert "☃" in app.error[0].value
    np.testing.assert_array_equal(shares(app), before)
    assert payload(app)["clock"]["length"] == len(record_lesson(RnnShapes(shape="nm")).read)
