"""The lesson on backpropagation as a reader drives it: controls, guesses, notices, sections."""

import pytest

from core.lessons.backprop.expression import RULES
from core.lessons.backprop.lesson import record_lesson
from core.lessons.backprop.settings import MODULES, Backprop
from tests.pages.every_control import every_control, meant
from tests.pages.reader import extremes, said, verdict, views, visitor
from ui.text import LANGUAGES, load
from viz.lessons.backprop.graph import number

visit = visitor("backprop")
SECTIONS = ("zero_grad", "differences", "mazur", "cost", "mistakes", "hood")


def shown(app):
    """The sums that the messages make, as they stand in the last card."""
    return [value for value in views(app)["cards"]["items"][2]["values"] if value is not None]


def sums(settings):
    tape = record_lesson(settings)
    sizes = tape.sizes[tape.operand]
    both = zip(tape.after, sizes, strict=True)
    return [number(after) if size == 1 else f"‖{number(after)}‖" for after, size in both]


def test_every_control_at_its_extremes():
    def look(app, link):
        assert shown(app) == sums(meant(Backprop, link))

    every_control(visit, Backprop, extremes(Backprop), look=look)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("guess", "mark"), [("two", "right"), ("one", "wrong")])
def test_a_guess_uncovers_and_is_scored(language, guess, mark):
    app = visit(lang=language, guess_gradient=guess, source="rnn", rule="overwrite")
    assert shown(app) == ["?", "?"]
    app.button(key="check_guess").click().run()
    found, told = verdict(app)
    assert found == mark
    assert load("backprop", language)[f"guess.{guess}"] in told and "1 + 1 = 2" in told
    assert shown(app) == ["1", "2"]


def test_showing_scores_nothing():
    assert verdict(visit(reveal="1"))[0] == "shown"


@pytest.mark.parametrize(
    ("key", "settings"),
    [
        ("overwrite", Backprop(rule="overwrite")),
        ("greater", Backprop(source="greater")),
        ("copies", Backprop(source="rnn")),
    ],
)
def test_a_notice_sets_every_control_and_the_last_step(key, settings):
    app = visit(reveal="1", source="neuron", rule="overwrite")
    app.button(key=f"notice_{key}").click().run()
    assert shown(app) == sums(settings)
    tape = record_lesson(settings)
    assert int(app.query_params["t"]) == 2 + sum(map(bool, tape.says)) + len(tape.user)


@pytest.mark.parametrize(("language", "source"), [("en", "micrograd"), ("zh", "mazur")])
def test_every_section_opens(language, source):
    link = dict.fromkeys(SECTIONS, "true")
    app = visit(lang=language, reveal="1", source=source, **link)
    assert not app.exception
    for number_there in ("0.291027774", "0.358916480", "× 101,771", "× 2.50"):
        assert number_there in said(app)
    code = "def record" if source in MODULES else "def backward"
    assert any(code in block.value for block in app.code)
    assert load("backprop", language)["head.leaf"] in said(app)


TYPED = {"name": "x = 2; x * q", "leaves": "a=1; b=1; c=1; d=1; e=1; f=1; g=1; a*g",
         "finite": "x = -1; log(x)"}  # fmt: skip


def test_what_cannot_be_computed_is_said_and_the_last_good_one_stays():
    app = visit(reveal="1", source="own", expression="x = 5; x * x")
    good = sums(Backprop(source="own", expression="x = 5; x * x"))
    assert shown(app) == good
    kink = load("backprop", "en")("check_kink")
    assert kink not in said(app)
    for code, asked in TYPED.items():
        app.text_input(key="expression").set_value(asked).run()
        (error,) = app.error
        begins, ends = load("backprop", "en")[f"wrong.{code}"].split("{value}")
        assert error.value.endswith(ends) and error.value.startswith(begins), code
        assert shown(app) == good
    app.text_input(key="expression").set_value("x = 0; relu(x) + x").run()
    assert not app.error and kink in said(app)
    app.text_input(key="expression").set_value("").run()
    (error,) = app.error
    assert load("backprop", "en")["expression"] in error.value
    assert not app.exception


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_of_an_expression_has_a_sentence_that_names_the_value(language):
    words = load("backprop", language).words("wrong")
    assert words.keys() == RULES.keys()
    assert all("{value}" in sentence for sentence in words.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_differences_do_not_exist_the_page_goes_on(language):
    app = visit(lang=language, reveal="1", source="own", expression="x=0.00001; log(x)")
    assert any("| –" in each.value for each in app.markdown)
    assert app.get("download_button")


def test_another_computation_is_not_scored_by_the_guess():
    app = visit(guess_gradient="one")
    app.button(key="check_guess").click().run()
    assert verdict(app)[0] == "wrong"
    link = {key: app.query_params[key] for key in ("reveal", "guess_gradient")}
    link = {key: value[0] if isinstance(value, list) else value for key, value in link.items()}
    assert verdict(visit(**link, source="sum"))[0] == "shown"
