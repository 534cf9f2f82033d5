"""The lesson on the perceptron as a reader drives it: controls, guesses, files, sections."""

import numpy as np
import pytest

from core.data import placed_points
from core.lessons.perceptron.examples import flowers
from core.lessons.perceptron.lesson import record_lesson
from core.lessons.perceptron.settings import IRIS, Perceptron
from tests.pages.every_control import every_control, meant
from tests.pages.reader import extremes, numbers, payload, said, tell, verdict, visitor
from ui.text import load

visit = visitor("perceptron")
SECTIONS = ("neuron", "proof", "xor", "kinds", "rate", "mistakes", "hood")
SCENES: tuple[dict[str, str], ...] = ({"data": "own"}, {})


def plots(app) -> list[dict]:
    """The data of the plots of the first picture: data, weights, mistakes."""
    return [view["data"] for view in payload(app)["views"] if view["kind"] == "plot"]


def tips(app) -> np.ndarray:
    """Where the weights are at each step."""
    return numbers(plots(app)[1]["arrows"][2]["places"])[:, 1]


def test_every_control_at_its_extremes():
    def look(app, link):
        settings = meant(Perceptron, link)
        if settings.data not in IRIS:  # without a table of the reader's, the flowers stay
            settings = settings.with_defaults("features")
        trace = record_lesson(settings)
        np.testing.assert_allclose(tips(app), trace.after[:, :2])
        text = load("perceptron", link["lang"])
        names = [curve["name"] for curve in plots(app)[0]["curves"]]
        assert text[f"line.{settings.which}"] in names

    every_control(visit, Perceptron, extremes(Perceptron), *SCENES, look=look)


@pytest.mark.parametrize(
    ("language", "data", "guess", "mark"),
    [("en", "hard", "50", "right"), ("zh", "hard", "3", "wrong"), ("zh", "easy", "0", "right")],
)
def test_a_guess_uncovers_and_is_scored(language, data, guess, mark):
    app = visit(lang=language, data=data, guess_wrong=guess)
    text, trace = load("perceptron", language), record_lesson(Perceptron(data=data))
    assert len(plots(app)[2]["curves"]) == 1
    assert payload(app)["clock"]["length"] < len(trace.read)
    app.button(key="check_guess").click().run()
    found, told = verdict(app)
    assert found == mark
    assert f"{100 * trace.wrong[-1, 0]:.0f}%" in told
    assert text["yours"].format(guess=guess) in told
    assert payload(app)["clock"]["length"] == len(trace.read)


@pytest.mark.parametrize(
    ("link", "reasons"),
    [
        ({}, ("blocks", "never")),
        ({"data": "xor"}, ("mixed", "never")),
        ({"order": "shuffled"}, ("shuffled", "never")),
        ({"order": "worst"}, ("worst", "never")),
        ({"data": "easy"}, ("stopped",)),
        ({"data": "easy", "features": "sepal"}, ("blocks", "later")),
    ],
)
def test_the_reason_is_that_of_the_settings(link, reasons):
    app, text = visit(reveal="1", **link), load("perceptron", "en")
    assert text[f"because.{reasons[0]}"] in verdict(app)[1]
    heads = {
        section: text.sections[f"why_{section}"].split("@")[0]
        for section in ("blocks", "mixed", "shuffled", "worst", "stopped", "later", "never")
    }
    for section, head in heads.items():
        assert (head in said(app)) == (section in reasons), section


@pytest.mark.parametrize(
    ("link", "section"),
    [({}, "predict"), ({"order": "worst"}, "predict_worst"), ({"data": "easy"}, "predict_stopped")],
)
def test_the_question_says_what_is_read(link, section):
    text = load("perceptron", "en").sections[section]
    asked = said(visit(**link))
    for part in text.split("@")[0], text.rsplit("}", 1)[1]:
        assert part in asked


def test_points_are_added_and_are_in_the_link():
    app = visit(reveal="1", data="own", adds="b")
    own_b = placed_points.write(np.array([[0.1, 0.1], [0.9, 0.9], [0.5, 0.2]]))
    assert tell(app, {"own_b": own_b})["own_b"] == own_b
    app.run()
    assert app.query_params["own_b"] == own_b
    trace = record_lesson(Perceptron(data="own", own_b=own_b))
    np.testing.assert_allclose(tips(app), trace.after[:, :2])


def test_another_order_is_in_the_link():
    app = visit(order="shuffled")
    app.button(key="another").click().run()
    assert app.query_params["seed"] == "1"
    app = visit(order="shuffled", seed="1", reveal="1")
    trace = record_lesson(Perceptron(order="shuffled", seed=1))
    np.testing.assert_allclose(tips(app), trace.after[:, :2])


def test_a_table_of_the_readers():
    app = visit(reveal="1", data="table")
    these = flowers("easy", "petal")
    rows = [
        f"{x},{y},{'b*d' if kind else 'a'}"
        for (x, y, _), kind in zip(these.x, these.y, strict=True)
    ]
    table = "\n".join(["long $x$,wide,kind", *rows])
    app.file_uploader[0].upload("mine.csv", table.encode(), "text/csv").run()
    assert not app.exception
    easy = record_lesson(Perceptron(data="easy"))
    np.testing.assert_allclose(tips(app), easy.after[:, :2])
    first = plots(app)[0]
    assert (first["x"]["label"], first["points"][1]["name"]) == ("long $x$", "b*d")
    assert load("perceptron", "en")["link.upload"] in [each.value for each in app.caption]


@pytest.mark.parametrize(
    ("key", "settings"),
    [
        ("swing", Perceptron()),
        ("shuffled", Perceptron(order="shuffled", which="averaged")),
        ("stops", Perceptron(data="easy")),
    ],
)
def test_a_notice_sets_every_control(key, settings):
    app = visit(reveal="1", data="xor", order="worst", which="best", features="sepal")
    app.button(key=f"notice_{key}").click().run()
    np.testing.assert_allclose(tips(app), record_lesson(settings).after[:, :2])


@pytest.mark.parametrize(("language", "order"), [("en", "file"), ("zh", "worst")])
def test_every_section_opens(language, order):
    app = visit(lang=language, reveal="1", order=order, **dict.fromkeys(SECTIONS, "true"))
    text = load("perceptron", language)
    assert any("def learn" in code.value for code in app.code)
    for words in ("22,134", "2–4%", "(−1, 0, 0)", "1,088"):
        assert words in said(app)
    assert (text.sections["hood_worst"] in said(app)) == (order == "worst")
