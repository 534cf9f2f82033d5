"""The lesson as a reader drives it: controls, guesses, what to notice, sections."""

import numpy as np
import pytest

from core.lessons.mlp.lesson import record_lesson
from core.lessons.mlp.settings import READING, Mlp
from tests.pages.every_control import every_control, meant
from tests.pages.reader import extremes, numbers, verdict, views, visitor
from ui.text import LANGUAGES, load

visit = visitor("mlp")


def shown(app):
    return numbers(views(app)["lines"]["series"][0]["values"])


def test_every_control_at_its_extremes():
    def look(app, link):
        settings = meant(Mlp, link)
        np.testing.assert_allclose(shown(app), record_lesson(settings).h[:, settings.unit])

    every_control(visit, Mlp, extremes(Mlp), look=look)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("guess", "mark"), [("more", "right"), ("less", "wrong")])
def test_a_guess_uncovers_and_is_scored(language, guess, mark):
    app, text = visit(lang=language, guess_range=guess), load("mlp", language)
    states = record_lesson(Mlp()).h[:, 0]
    np.testing.assert_allclose(shown(app), states[READING:])
    app.button(key="check_guess").click().run()
    assert verdict(app) == (mark, text["moves"].format(answer=text["guess.more"]))
    np.testing.assert_allclose(shown(app), states)


def test_showing_without_a_guess_scores_nothing():
    assert verdict(visit(reveal="1"))[0] == "shown"


@pytest.mark.parametrize(("key", "settings"), [("settles", Mlp()), ("seed", Mlp(seed=1))])
def test_a_notice_sets_every_control(key, settings):
    app = visit(reveal="1", unit="5", seed="9")
    app.button(key=f"notice_{key}").click().run()
    np.testing.assert_allclose(shown(app), record_lesson(settings).h[:, settings.unit])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hood_shows_the_code(language):
    app = visit(lang=language, reveal="1", hood="true")
    assert any("def step" in code.value for code in app.code)
