"""The lesson on regression as a reader drives it: controls, guesses, what to notice, sections."""

import numpy as np
import pytest

from core.data import placed_points
from core.lessons.regression.examples import OWN, examples
from core.lessons.regression.lesson import record_lesson
from core.lessons.regression.parabola import parabola
from core.lessons.regression.settings import Regression
from tests.pages.every_control import every_control, meant
from tests.pages.reader import extremes, numbers, payload, said, tell, verdict, visitor
from ui.lessons.regression.parts import fixed
from ui.text import LANGUAGES, load

visit = visitor("regression")
SECTIONS = ("gradient", "valley", "scaling", "batches", "program", "mistakes", "hood")
OPEN = dict.fromkeys(SECTIONS, "true")


def losses(app):
    """The loss of each moment in the picture."""
    return numbers(payload(app)["views"][2]["data"]["curves"][0]["places"])[0, :, 1]


def test_every_control_at_its_extremes():
    def look(app, link):
        settings = meant(Regression, link, fixed)
        np.testing.assert_allclose(losses(app), record_lesson(settings).loss)
        assert payload(app)["picked"]["points"] == ""

    every_control(visit, Regression, extremes(Regression), look=look)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("data", "guess", "mark"),
    [("iris", "million", "right"), ("iris", "twice", "wrong"), ("own", "million", "right")],
)
def test_a_guess_uncovers_plays_the_faster_descent_and_is_scored(language, data, guess, mark):
    app = visit(lang=language, data=data, guess_loss=guess)
    np.testing.assert_allclose(losses(app), record_lesson(Regression(data=data)).loss)
    app.button(key="check_guess").click().run()
    found, told = verdict(app)
    assert found == mark
    assert ("10¹⁷" if data == "iris" else "10¹⁸") in told
    assert app.query_params["rate"] in ("1.01", ["1.01"])
    fast = record_lesson(Regression(data=data, rate="1.01"))
    np.testing.assert_allclose(losses(app), fast.loss)
    assert len(payload(app)["views"][2]["data"]["points"]) == 2  # now, and what was guessed


def test_before_the_guess_no_link_tells_the_answer():
    app = visit(rate="1.01")
    np.testing.assert_allclose(losses(app), record_lesson(Regression()).loss)
    assert verdict(visit(reveal="1"))[0] == "shown"


def test_where_nothing_grows_the_verdict_says_so():
    code = placed_points.write(np.array([[0.2, 0], [0.5, 0]]))
    _, told = verdict(visit(reveal="1", data="own", points=code))
    assert load("regression", "en")["verdict_other"][-40:] in told


def test_points_that_are_placed_are_in_the_link():
    app = visit(data="own")
    code = placed_points.write(np.array([*np.array(OWN) / 10, [0.3, 0.9]]))
    tell(app, {"points": code})
    app.run()
    assert app.query_params["points"] in (code, [code])
    settings = Regression(data="own", points=code)
    np.testing.assert_allclose(losses(app), record_lesson(settings).loss)
    minimum = payload(app)["views"][1]["data"]["points"][0]["places"]
    np.testing.assert_allclose(numbers(minimum)[0, 0], parabola(examples(settings)).minimum)


@pytest.mark.parametrize(
    ("key", "settings"),
    [
        ("swings", Regression(rate="1")),
        ("one_step", Regression(rate="0.5", scale="standardised")),
        ("batches", Regression(rate="0.9", batch="1")),
    ],
)
def test_a_notice_sets_every_control(key, settings):
    app = visit(reveal="1", data="notes", rate="0.1", batch="10", scale="standardised")
    app.button(key=f"notice_{key}").click().run()
    np.testing.assert_allclose(losses(app), record_lesson(settings).loss)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_opens(language):
    app, text = visit(lang=language, reveal="1", **OPEN), load("regression", language)
    assert any("def gradient" in code.value for code in app.code)
    for word in ("row.steep", "row.test", "head.batch", "diverges"):
        assert text[word] in said(app)
    assert "105" in said(app) and "74%" in said(app)


def test_what_is_said_fits_the_examples():
    notes = said(visit(reveal="1", data="notes", batches="true", batch="1"))
    assert "All their parabolas share this minimum" in notes
    assert "would be" in notes
    one = placed_points.write(np.array([[0.2, 0.3]]))
    assert "All examples have the same x" in said(visit(reveal="1", data="own", points=one, **OPEN))


def test_a_table_of_ones_own():
    app = visit(reveal="1", data="table")
    np.testing.assert_allclose(losses(app), record_lesson(Regression()).loss[: len(losses(app))])
    file = b"weight,height\n1,2\n2,4\n3,6\n4,8\n"
    app.file_uploader[0].set_value(("mine.csv", file, "text/csv")).run()
    assert not app.exception
    np.testing.assert_allclose(losses(app), record_lesson(Regression(data="notes")).loss)
    assert payload(app)["views"][0]["data"]["x"]["label"] == "weight"
    assert "mine.csv" in load("regression", "en")["snippet.upload"]


def test_above_the_limit_the_size_is_explained_and_an_early_end_too():
    fast = said(visit(reveal="1", rate="1.01"))
    assert "1.94" in fast and "1.59·10¹⁷" in fast and "3.08·10¹⁷" in fast
    ended = said(visit(reveal="1", scale="standardised", batch="1"))
    step = record_lesson(Regression(scale="standardised", batch="1")).step[-1]
    assert f"after {step} steps" in ended and "Why so large" not in ended
