"""The lesson as a reader drives it: controls, guesses, what to notice, sections, own points."""

import numpy as np
import pytest

from core.data import placed_points
from core.lessons.mlp import digits
from core.lessons.mlp.lesson import record_lesson
from core.lessons.mlp.settings import Mlp
from tests.pages.every_control import every_control, meant
from tests.pages.reader import extremes, numbers, payload, said, tell, verdict, visitor
from ui.text import LANGUAGES, load
from viz.numbers import percent

visit = visitor("mlp")
SECTIONS = ("layer", "equal", "fold", "often", "functions", "depth", "digits", "cost", "mistakes",
            "hood")  # fmt: skip
OWN = {"data": "own", "functions": "true", "depth": "true"}


def plane(app):
    return payload(app)["views"][0]["data"]


def shown(app):
    return numbers(plane(app)["field"]["values"])


def test_every_control_at_its_extremes():
    def look(app, link):
        p = record_lesson(meant(Mlp, link)).p
        np.testing.assert_allclose(shown(app), 2 * p - 1, atol=1e-6)

    every_control(visit, Mlp, extremes(Mlp), OWN, {}, look=look)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("guess", "mark"), [("never", "right"), ("10", "wrong")])
def test_a_guess_uncovers_and_is_scored(language, guess, mark):
    app = visit(lang=language, guess_layers=guess, activation="none")
    assert payload(app)["views"][2]["data"]["field"] is None
    relu = record_lesson(Mlp()).p  # before the guess there is always an activation function
    np.testing.assert_allclose(shown(app), 2 * relu - 1, atol=1e-6)
    app.button(key="check_guess").click().run()
    found, told = verdict(app)
    assert found == mark
    assert percent(record_lesson(Mlp()).plain_accuracy[-1]) in told
    assert payload(app)["views"][2]["data"]["field"] is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_points_that_a_line_parts_have_another_answer(language):
    inside, outside = (placed_points.write(np.array(p)) for p in ([[0.1, 0.2]], [[0.9, 0.5]]))
    app = visit(lang=language, data="own", inside=inside, outside=outside, guess_layers="1")
    app.button(key="check_guess").click().run()
    assert verdict(app)[0] == "right"
    assert load("mlp", language)("why_line")[:20] in said(app)


def test_a_point_that_was_dragged_is_trained_on_and_in_the_link():
    app = visit(reveal="1", data="own")
    code = placed_points.write(np.array([[0.25, 0.75]]))
    assert tell(app, {"inside": code})["inside"] == code
    assert app.query_params["inside"] == code
    np.testing.assert_allclose(numbers(plane(app)["points"][0]["places"])[0], [[-0.5, 0.5]])


@pytest.mark.parametrize(
    ("key", "settings"),
    [
        ("linear", Mlp(activation="none", layers="10")),
        ("narrow", Mlp(units="2", layers="2")),
        ("deep", Mlp(activation="sigmoid", layers="10")),
    ],
)
def test_a_notice_sets_every_control(key, settings):
    app = visit(reveal="1", data="xor", seed="9", units="16")
    app.button(key=f"notice_{key}").click().run()
    np.testing.assert_allclose(shown(app), 2 * record_lesson(settings).p - 1, atol=1e-6)


@pytest.mark.parametrize(
    ("language", "link"),
    [
        ("en", {}),
        ("zh", {"activation": "none", "layers": "10", "data": "own"}),
        ("zh", {"activation": "tanh", "layers": "2"}),
    ],
)
def test_every_section_opens(language, link):
    app = visit(lang=language, reveal="1", **dict.fromkeys(SECTIONS, "true"), **link)
    assert any("def backward" in code.value for code in app.code)
    for number in ("26,214,400", "97.0–97.4%"):
        assert number in said(app)


def test_a_drawn_digit_is_read_and_other_images_and_an_empty_one_can_be_begun_with():
    app = visit(reveal="1", digits="true")
    other = app.button(key="other_image")
    other.click().run()
    assert app.query_params["example"] == "1"
    code = "0" * 28 + "g" * 8 + "0" * 28
    drawn = visit(reveal="1", digits="true", image=code)
    first = int(np.argmax(digits.see(digits.read(code)).p))
    assert f"**{first}**" in said(drawn)
    drawn.button(key="clear").click().run()
    assert drawn.query_params["image"] == "0" * 64
