"""The lesson as a reader drives it: controls, guesses, what to notice, sections."""

import numpy as np
import pytest

from core.data import placed_points
from core.lessons.descent.lesson import record_lesson
from core.lessons.descent.settings import Descent
from tests.pages.every_control import every_control, meant
from tests.pages.reader import extremes, numbers, payload, tell, verdict, visitor
from ui.text import LANGUAGES, load

visit = visitor("descent")
SECTIONS = ("equation", "starts", "momentum", "batches", "landscape", "diverges", "mistakes",
            "hood")  # fmt: skip


def path(app, k: int = 3):
    """The path of an optimizer, of Adam unless another is asked for."""
    valley = payload(app)["views"][0]["data"]
    return numbers(valley["curves"][k]["places"])[0]


def test_every_control_at_its_extremes():
    def look(app, link):
        np.testing.assert_allclose(path(app), record_lesson(meant(Descent, link)).w[3])

    every_control(visit, Descent, extremes(Descent), {"equation": "true"}, look=look)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("guess", "mark"), [("adaptive", "right"), ("plain", "wrong")])
def test_a_guess_turns_the_valley_and_is_scored(language, guess, mark):
    app, text = visit(lang=language, guess_who=guess, angle="45"), load("descent", language)
    np.testing.assert_allclose(path(app), record_lesson(Descent()).w[3])  # not turned yet
    app.button(key="check_guess").click().run()
    found, said = verdict(app)
    assert found == mark
    assert text["guess.adaptive"] in said
    np.testing.assert_allclose(path(app), record_lesson(Descent(angle="45")).w[3])


def test_with_less_curvature_only_rmsprop_needs_more():
    app = visit(kappa="100", guess_who="rmsprop")
    app.button(key="check_guess").click().run()
    assert verdict(app)[0] == "right"


def test_a_start_that_is_dragged_is_followed():
    app = visit(reveal="1")
    code = placed_points.write(np.array([[0.1, 0.2]]))
    assert tell(app, {"start": code})["start"] == code
    np.testing.assert_allclose(path(app), record_lesson(Descent(start=code)).w[3])


@pytest.mark.parametrize(
    ("key", "settings"),
    [
        ("turned", Descent(angle="45")),
        ("narrow", Descent(kappa="100", angle="45")),
        ("double", Descent(kappa="100", rate="double")),
    ],
)
def test_a_notice_sets_every_control(key, settings):
    app = visit(reveal="1", kappa="10", rate="half", angle="15")
    app.button(key=f"notice_{key}").click().run()
    np.testing.assert_allclose(path(app), np.clip(record_lesson(settings).w[3], -1e3, 1e3))


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_sections_open(language):
    app = visit(lang=language, reveal="1", **dict.fromkeys(SECTIONS, "true"))
    assert any("def adam" in code.value for code in app.code)
    said = " ".join(each.value for each in app.markdown)
    assert "@{" not in said
    assert "0.669" in said  # the best β
    assert "31 → 579" in said  # RMSprop from 150°, κ = 100
