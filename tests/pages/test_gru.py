"""The lesson as a reader drives it: links, extremes, guesses, conventions, held gates."""

import re

import numpy as np
import pytest

from core.lessons.gru.lesson import fixed, record_lesson, shipped
from core.lessons.gru.settings import GRU
from core.shipped.store import card
from tests.pages.every_control import every_control, meant
from tests.pages.reader import extremes, numbers, payload, verdict, views, visitor
from ui.text import LANGUAGES, load

visit = visitor("gru")


def switches(app):
    return {group.key.split(":")[0] for group in app.button_group}


def state(app):
    return numbers(views(app)["ledger"]["total"])


def test_every_control_at_its_extremes():
    def look(app, link):
        settings = meant(GRU, link, fixed)
        trace = record_lesson(settings)
        if settings.show == "unit":
            np.testing.assert_allclose(state(app), trace.h[:, settings.shown], rtol=1e-5)
        assert payload(app)["clock"]["length"] == len(trace.h)

    every_control(visit, GRU, extremes(GRU), {}, {"task": "text"}, look=look)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_opens(language):
    opened = dict.fromkeys(("conventions", "gates", "rival", "hood"), "true")
    app = visit(lang=language, reveal="1", **opened)
    text = load("gru", language)
    assert len(app.get("plotly_chart")) == 4
    assert any("def step" in code.value for code in app.code)
    said = " ".join(m.value for m in app.markdown)
    assert "3,456" in said
    assert "4,608" in said
    assert text["never_learnt"].format(seeds=3) in said
    assert text("predict") not in said


def test_the_picture_opens_with_the_shipped_recording_and_covers_the_answer():
    app = visit(update="replace")
    assert set(views(app)) == {"plot", "gru", "units"}
    assert payload(app)["clock"]["autoplay"]
    np.testing.assert_array_equal(numbers(views(app)["gru"]["series"]["z"]), shipped().z[:, 13])
    assert "update" not in switches(app)
    assert {"reset", "update", "hold", "order"} <= switches(visit(reveal="1"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("guess", "mark"), [("z", "right"), ("both", "wrong")])
def test_a_guess_uncovers_and_is_scored(language, guess, mark):
    app = visit(lang=language)
    group = next(g for g in app.pills if g.key.startswith("guess_gru"))
    group.set_value(guess).run()
    app.button(key="check_guess").click().run()
    found, told = verdict(app)
    assert found == mark
    assert load("gru", language)["guess.z"] in told
    assert "ledger" in views(app)
    app.button(key="guess_again").click().run()
    assert "ledger" not in views(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_the_quote_unit_is_on_the_models_card(language):
    probe = card("characters_gru")["probes"]["documentation"]["quotation"]["h"]
    said = load("gru", language)("notice_quotes")
    areas = [probe["heldout"], probe["control"]["heldout"]]
    found = re.findall(r"0\.\d\d", said)
    assert found == [f"{area:.2f}" for area in areas]
    assert str(probe["unit"]) in said


def test_showing_without_a_guess_scores_nothing():
    app = visit()
    app.button(key="show_me").click().run()
    assert verdict(app)[0] == "shown"


NOTICED = {
    "writes": {},
    "copies": {"length": 120, "hold": "z_one", "since": 20, "example": 14},
    "replaces": {"update": "replace"},
    "before": {"reset": "before", "example": 1},
    "quotes": {"task": "text"},
}


@pytest.mark.parametrize("key", NOTICED)
def test_a_notice_sets_every_control(key):
    app = visit(reveal="1", task="temporal_order", unit="3", example="9", hold="r_zero", since="5")
    app.button(key=f"notice_{key}").click().run()
    assert not app.exception
    settings = GRU(**NOTICED[key])
    expected = record_lesson(settings)
    np.testing.assert_allclose(state(app), expected.h[:, settings.shown], rtol=1e-5)
    if key == "copies":
        assert len(set(state(app)[18:])) == 1
    assert app.slider(key=settings.which).value == settings.shown


def test_a_link_restores_the_same_picture_in_the_other_language():
    link = {"reveal": "1", "t": "9", "update": "replace", "task": "temporal_order", "unit": "4"}
    english, chinese = visit(**link), visit(lang="zh", **link)
    np.testing.assert_array_equal(state(english), state(chinese))
    assert payload(english)["seek"] == payload(chinese)["seek"] == 8


def test_switching_the_language_keeps_every_setting():
    app = visit(reveal="1", reset="before", length="60", unit="7")
    before = state(app)
    app.radio(key="lang:English/中文").set_value("zh").run()
    assert not app.exception
    assert app.title[0].value == load("gru", "zh").title
    np.testing.assert_array_equal(state(app), before)


def test_nonsense_in_a_link_falls_back():
    app = visit(reveal="1", length="banana", update="nobody", t="x", unit="99", hold="everything")
    assert not app.error
    np.testing.assert_array_equal(state(app), shipped().h[:, 13])


@pytest.mark.parametrize("language", LANGUAGES)
def test_own_text_is_read_and_what_the_model_never_saw_is_named(language):
    app = visit(lang=language, reveal="1", task="text", sentence="门 is 門 in Chinese", cell="99")
    settings = GRU(task="text", sentence="门 is 門 in Chinese", cell=99)
    trace = record_lesson(settings)
    np.testing.assert_allclose(state(app), trace.h[:, 99], rtol=1e-5)
    assert any("(门 門)" in said.value or "（门 門）" in said.value for said in app.caption)
    assert any(f"**{trace.answer:.2f}**" in m.value for m in app.markdown)
    app.text_input(key="sentence").set_value("s").run()
    assert "“s”" in app.error[0].value
    np.testing.assert_allclose(state(app), trace.h[:, 99], rtol=1e-5)


def test_the_answer_and_the_distance_from_torch_are_said():
    app = visit(reveal="1", update="replace")
    trace = record_lesson(GRU(update="replace"))
    said = " ".join(m.value for m in app.markdown)
    assert f"**{trace.answer:.3f}**" in said
    assert f"**{trace.target:.3f}**" in said
    orders = " ".join(m.value for m in visit(reveal="1", task="temporal_order").markdown)
    target = record_lesson(GRU(task="temporal_order")).target
    assert f"**{load('gru', 'en')[f'class.{target:.0f}']}**" in orders


@pytest.mark.parametrize(
    ("guess", "marked"),
    [("z", {"z": "answer · you"}), ("r", {"z": "answer", "r": "you"}),
     ("both", {"z": "answer · you", "r": "you"}), ("neither", {"z": "answer", "": "you: neither"})],
)  # fmt: skip
def test_the_guessed_gate_and_the_needed_one_are_marked_on_the_cell(guess, marked):
    app = visit(guess_gru=guess)
    assert not marks_of(app)
    app.button(key="check_guess").click().run()
    assert marks_of(app) == marked


def marks_of(app):
    """The words beside the boxes of the cell, by gate."""
    nodes = views(app)["gru"]["diagram"]["nodes"]
    found = {n["name"]: n["caption"] for n in nodes if n["name"].startswith("mark.")}
    return {name.removeprefix("mark."): word for name, word in found.items()}


def test_a_text_of_two_characters_is_read():
    assert len(views(visit(reveal="1", task="text", sentence="他说"))["gru"]["tokens"]) == 2
