"""The lesson on classification as a reader drives it."""

import numpy as np
import pytest

from core.lessons.classification import lesson
from core.lessons.classification.pictures import second
from core.lessons.classification.settings import EMPTY, Classification
from tests.pages.every_control import every_control, meant
from tests.pages.reader import extremes, numbers, payload, said, tell, verdict, views, visitor
from ui.text import LANGUAGES, load
from viz.numbers import short

visit = visitor("classification")
OPEN = dict.fromkeys(("curve", "trap"), "true")
SECTIONS = ("losses", "separable", "softmax", "others", "mistakes", "hood")
CSV = "size,kind\n1.5,a\n2.5,b\n2,a\n5,b\n3,a\n"


def beside(app):
    """The second picture, which is noise or the reader's."""
    return payload(app)["views"][1]["data"]


def test_every_control_at_its_extremes():
    def look(app, link):
        settings = meant(Classification, link)
        p, q = lesson.shown(settings)
        digit, noise, plot = (view["data"] for view in payload(app)["views"])
        np.testing.assert_allclose(numbers(digit["p"]), p, atol=1e-6)
        np.testing.assert_allclose(numbers(noise["p"]), q, atol=1e-6)
        found = lesson.how_sure(settings.penalty, settings.draw).noise
        assert numbers(plot["points"][2]["places"])[-1, 0, 1] == pytest.approx(found[-1])
        words = load("classification", link["lang"])
        judged = settings.ceiling == 1
        assert judged == (words("curve_ceiling") not in said(app))

    every_control(visit, Classification, extremes(Classification), OPEN, look=look)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("penalty", "guess", "mark"),
    [("none", "0.9", "right"), ("none", "0.1", "wrong"), ("one", "0.5", "right")],
)
def test_a_guess_uncovers_and_is_scored(language, penalty, guess, mark):
    app = visit(lang=language, penalty=penalty, guess_sure=guess)
    assert beside(app)["p"] is None
    app.button(key="check_guess").click().run()
    found, told = verdict(app)
    assert found == mark
    assert short(float(lesson.how_sure(penalty, "1").noise[-1]), 3) in told
    places = views(app)["plot"]["points"][3]["places"]
    assert numbers(places)[0, 0, 1] == float(guess)


def test_buttons_and_a_pressed_pixel_change_the_pictures():
    app = visit(reveal="1")
    app.button(key="other_digit").click().run()
    app.button(key="other_noise").click().run()
    assert (app.query_params["digit"], app.query_params["noise"]) == ("1", "4")
    app.button(key="other_empty").click().run()
    assert not numbers(beside(app)["pixels"]).any()
    code = "g" + EMPTY[1:]
    assert tell(app, {"pixels": code})["pixels"] == code
    app.run()
    settings = Classification(pixels=code)
    np.testing.assert_allclose(numbers(beside(app)["pixels"]).ravel(), second(settings))
    np.testing.assert_allclose(numbers(beside(app)["p"]), lesson.shown(settings)[1], atol=1e-6)
    app.button(key="other_noise").click().run()
    assert not payload(app)["picked"]["pixels"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_opens_and_the_mistake_is_found(language):
    link = {**OPEN, **dict.fromkeys(SECTIONS, "true")}
    app = visit(lang=language, reveal="1", penalty="one", line="4", **link)
    text = load("classification", language)
    for told in (text("trap_right"), text("curve_sigmoid"), "0.6312", "1,795", "0.954"):
        assert told in said(app)
    assert text("trap_wrong") in said(visit(lang=language, reveal="1", line="2", trap="true"))


def test_a_table_of_the_readers_own_takes_the_place_of_the_flowers():
    app = visit(reveal="1", curve="true")
    app.file_uploader[0].upload("mine.csv", CSV.encode(), "text/csv").run()
    assert not app.exception
    names = [group["name"] for group in views(app, 1)["plot"]["points"]]
    assert names[:2] == ["0: a", "1: b"]
    assert "size" in views(app, 1)["plot"]["x"]["label"]
