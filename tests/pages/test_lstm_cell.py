"""The lesson on the LSTM's cell as a reader drives it, in both languages, at every extreme."""

import re
from itertools import cycle

import numpy as np
import pytest

from core.data.documentation import parts
from core.lessons.lstm_cell.lesson import (
    PRESETS,
    answer,
    first_quotation,
    lstm,
    record_lesson,
    shipped,
)
from core.lessons.lstm_cell.run import clamp as changed
from core.lessons.lstm_cell.settings import SENTENCE, UNIT, LSTMCell
from core.measures.clamp import Clamp
from core.measures.text_features import labels
from tests.pages.every_control import every_control
from tests.pages.reader import extremes, numbers, payload, tell, verdict, visitor
from ui.lessons.lstm_cell.clamps import changed_by
from ui.lessons.lstm_cell.spans import letters
from ui.text import LANGUAGES, load
from viz.numbers import short

visit = visitor("lstm_cell")
QUOTATION = "10-14"  # the first one of the default text, counted from 1
TEXTS = {language: load("lstm_cell", language) for language in LANGUAGES}


def stage(app):
    """What the moving picture was given."""
    given = payload(app)
    return given, given["views"][0]["data"]


def test_every_control_at_its_extremes():
    def look(app, link):
        picked = {name: str(value) for name, value in stage(app)[0]["picked"].items()}
        assert picked.items() >= {name: link.get(name, picked[name]) for name in picked}.items()

    every_control(visit, LSTMCell, extremes(LSTMCell), look=look)


TEXTS_READ = [*PRESETS.values(), "ab", "汉" * 400, 'x"' * 200, "<b>&"]


@pytest.mark.parametrize(("text", "language"), list(zip(TEXTS_READ, cycle(LANGUAGES))))
def test_every_text_is_read_in_full(text, language):
    app = visit(lang=language, reveal="1", sentence=text, find="true", what_if="true")
    assert not app.error
    shown = stage(app)[1]
    assert "".join(shown["tokens"]) == text
    np.testing.assert_allclose(
        numbers(shown["c"]), lstm(record_lesson(LSTMCell(sentence=text))).c, atol=1e-6
    )
    marked = sum(shown["unknown"])
    assert marked == sum(ord(sign) > 0x3000 for sign in text)


def test_characters_never_seen_are_named():
    app = visit(sentence="Say 你好 here")
    assert "你 好" in app.caption[0].value
    assert "2" in app.caption[0].value


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_opens(language):
    app = visit(lang=language, reveal="1", find="true", what_if="true", hood="true")
    charts = len(app.get("vega_lite_chart")) + len(app.get("arrow_vega_lite_chart"))
    assert charts == 4
    assert any("def step" in code.value for code in app.code)
    assert any("&quot;None" in element.proto.body for element in app.get("html"))


def test_it_opens_covered_with_the_shipped_recording():
    payload, shown = stage(visit())
    assert shown["gates"] is None
    assert "".join(shown["tokens"]) == SENTENCE
    assert payload["picked"]["unit"] == UNIT
    assert payload["clock"]["autoplay"]


def test_a_guess_is_scored():
    app = visit()
    assert app.button(key="check_guess").disabled
    next(w for w in app.pills if w.key.startswith("guess_both")).set_value("f").run()
    app.button(key="check_guess").click().run()
    mark, told = verdict(app)
    assert (mark, answer()) == ("right", "f")
    assert TEXTS["en"]["guess.f"] in told
    assert stage(app)[1]["gates"] is not None
    app.button(key="guess_again").click().run()
    assert stage(app)[1]["gates"] is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("change", [{}, {"unit": "7"}, {"sentence": "no marks here"}])
def test_the_guess_is_about_the_default_and_says_so(change, language):
    app = visit(lang=language, **change)
    offered = [button.key for button in app.button if button.key == "asked_about"]
    assert len(offered) == bool(change)
    if change:
        app.button(key="asked_about").click().run()
        assert not app.exception
        assert stage(app)[0]["picked"]["unit"] == UNIT
        assert "".join(stage(app)[1]["tokens"]) == SENTENCE
        assert stage(app)[1]["gates"] is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_three_networks_beside_each_other(language):
    app = visit(lang=language, reveal="1", compared="true")
    prose, program, bits = [m.value for m in app.markdown if m.value.startswith("| ")]
    found, text = f"✓ **{TEXTS[language]['found']}**", TEXTS[language]
    assert [len(table.splitlines()) for table in (prose, program, bits)] == [7, 5, 5]
    rows = {line.split(" | ")[0]: line.split(" | ")[1:] for line in prose.splitlines()[2:]}
    late = rows["| " + text["feature.late_in_line"]]
    assert [found in cell for cell in late] == [False, True, False]
    assert f"{found}, 0.97 (0.55)" in late[1]
    assert "0.62 (0.58)" in late[0]
    assert "1.933, 1.921, 1.964 | **1.939**" in bits  # the card's, rounded


def test_the_claim_shows_the_control():
    said = " ".join(m.value for m in visit(reveal="1").markdown)
    assert "0.9998" in said
    assert "**0.68**" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gates_at_the_marks_are_those_of_the_recording(language):
    said = " ".join(m.value for m in visit(lang=language, reveal="1").markdown)
    layer = lstm(record_lesson(LSTMCell()))
    kinds = ["open" if t in (9, 44) else "close" if t in (14, 50) else "else" for t in range(57)]
    for kind in set(kinds):
        at = np.array(kinds) == kind
        row = " | ".join(short(float(getattr(layer, gate)[at, UNIT].mean())) for gate in "fio")
        assert f"| {row} |" in said
    assert TEXTS[language]("components") in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_of_the_long_quotation_are_measured(language):
    text = PRESETS["long"]
    first, last = text.index('"'), text.rindex('"')
    c = lstm(record_lesson(LSTMCell(sentence=text))).c[:, UNIT]
    turned = first + 1 + int(np.argmax(c[first + 1 :] > 0))
    inside = "".join(" ~"[int(state)] for state in labels("quotation", parts()["training"]))
    runs = [len(run) - 1 for run in inside.split()]
    at_most = int(np.quantile(runs, 0.9))
    found = [int(number) for number in re.findall(r"\d+", TEXTS[language]("notice_long"))]
    assert found == [at_most, last - first - 1, turned - first]


@pytest.mark.parametrize("key", ["quotes", "long", "open", "units", "chinese"])
def test_a_notice_sets_every_control(key):
    app = visit(reveal="1", unit="7", sentence="something else")
    app.button(key=f"notice_{key}").click().run()
    assert not app.exception
    payload, shown = stage(app)
    assert payload["picked"]["unit"] == UNIT
    assert "".join(shown["tokens"]) == PRESETS.get(key, SENTENCE)
    assert payload["picked"]["show"] == ("units" if key == "units" else "cell")
    if key == "open":
        assert payload["seek"] == 20


def test_a_preset_fills_the_text():
    app = visit(reveal="1")
    app.button(key="preset_code").click().run()
    assert "".join(stage(app)[1]["tokens"]) == PRESETS["code"]
    assert app.text_area(key="sentence").value == PRESETS["code"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bad_text_gets_one_sentence_and_the_last_good_picture(language):
    app = visit(lang=language, reveal="1", sentence='A "good" text')
    app.text_area(key="sentence").set_value("x").run()
    assert not app.exception
    assert len(app.error) == 1
    refused = load("app", language)["refused.short"]
    name = TEXTS[language]["sentence.name"]
    assert app.error[0].value == refused.format(field=name, low=2, high=400, value="x", n=1)
    assert "".join(stage(app)[1]["tokens"]) == 'A "good" text'


def test_a_link_restores_the_same_picture_in_the_other_language():
    link = {"unit": "31", "show": "units", "sort": "correlation", "t": "9", "reveal": "1"}
    english, chinese = stage(visit(**link))[0], stage(visit(lang="zh", **link))[0]
    assert english["picked"] == chinese["picked"]
    assert english["picked"] == {
        "unit": 31, "held": "none", "show": "units", "sort": "correlation", "span": QUOTATION,
    }  # fmt: skip
    assert english["seek"] == chinese["seek"] == 8


def test_nonsense_in_a_link_falls_back():
    app = visit(unit="many", show="nothing", sort="x", t="-", reveal="1", span="z", held="g9")
    assert not app.error
    assert stage(app)[0]["picked"] == {
        "unit": UNIT, "held": "none", "show": "cell", "sort": "variance", "span": QUOTATION,
    }  # fmt: skip


def test_a_found_unit_goes_into_the_picture():
    app = visit(reveal="1", find="true", unit="3")
    app.button(key=f"found_{UNIT}_−").click().run()
    assert stage(app)[0]["picked"]["unit"] == UNIT


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_found_is_said(language):
    app = visit(lang=language, reveal="1", find="true", threshold="3.0", sentence="aaaa aaaa aaaa")
    assert TEXTS[language]["find_none"] in [info.value for info in app.info]


def test_a_span_without_surroundings_is_said():
    app = visit(reveal="1", find="true", sentence="ab")
    app.slider(key="find_span").set_value((1, 2)).run()
    assert not app.exception
    assert len(app.info) == 1


def test_the_default_clamp_beats_its_controls_and_another_does_not():
    little = TEXTS["en"].sections["verdict_little"].split("@{draws}**")[1].split("@{peak}")[0]
    none = TEXTS["en"].sections["verdict_none"].split("**")[3]
    said = " ".join(m.value for m in visit(reveal="1", what_if="true").markdown)
    assert little in said
    start, stop = first_quotation(shipped().layer.tokens)
    clamp = Clamp(gate="f", units=(UNIT,), value=0, start=start, stop=stop)
    assert f"{short(float(changed_by(shipped(), clamp).kl.max()))} bits." in said.split(little)[1]
    app = visit(reveal="1", what_if="true", sentence=PRESETS["open"], clamp="f1")
    app.slider(key="clamp_span").set_value((17, 55)).run()
    assert none in " ".join(m.value for m in app.markdown)


def test_a_clamp_that_does_less_than_the_mean_of_its_controls_is_no_finding():
    none = TEXTS["en"].sections["verdict_none"].split("**")[3]
    said = " ".join(
        m.value for m in visit(reveal="1", unit="51", what_if="true", clamp="f1").markdown
    )
    assert none in said


@pytest.mark.parametrize(("gate", "least"), [("f", 0), ("i", 0), ("g", -1), ("o", 0)])
def test_any_gate_can_be_held_at_its_ends(gate, least):
    link = {"clamp": "free", "clamp_gate": gate, f"clamp_value_{gate}": f"{least}"}
    app = visit(reveal="1", what_if="true", **link)
    assert not app.error
    slider = app.slider(key=f"clamp_value_{gate}")
    assert slider.value == slider.min == least
    slider.set_value(slider.max)
    app.multiselect(key="others").set_value([1, 2]).run()
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("link", [{}, {"reveal": "1", "find": "true"}])
def test_a_span_that_is_brushed_in_the_picture_is_that_of_every_section(link):
    app = visit(**link)
    assert tell(app, {"span": "3-9"})["span"] == "3-9"
    assert [slider.value for slider in app.slider if slider.key == "find_span"] == (
        [(3, 9)] if link else []
    )
    assert stage(visit(span="3-9", **link))[0]["picked"]["span"] == "3-9"
    for nonsense in ("9-3", "0-4", "3-99", "a-b", "3"):
        assert tell(app, {"span": nonsense}, 2)["span"] == QUOTATION


def test_the_picture_is_told_of_the_span_that_a_slider_sets():
    app = visit(reveal="1", find="true")
    assert stage(app)[0]["picked"]["span"] == QUOTATION
    app.slider(key="find_span").set_value((3, 9)).run()
    assert stage(app)[0]["picked"]["span"] == "3-9"


def test_a_gate_that_is_pressed_is_held_over_the_span_beside_random_units():
    app = visit(reveal="1", span="10-14", held="f0")
    found = changed(SENTENCE, Clamp(gate="f", units=(UNIT,), value=0.0, start=9, stop=14))
    told = " ".join(m.value for m in app.markdown)
    assert found.verdict() == "strong"
    assert f"**{short(found.effect)}**" in told
    assert short(float(found.control_effects.mean())) in told
    assert [view["kind"] for view in stage(app)[0]["views"]] == ["cell", "lines"]
    assert tell(app, {"held": "none"})["held"] == "none"
    assert [view["kind"] for view in stage(app)[0]["views"]] == ["cell"]
    app.button(key="held_i1").click().run()
    assert stage(app)[0]["picked"]["held"] == "i1"


def test_before_the_guess_no_gate_is_held():
    app = visit(held="f0")
    assert [view["kind"] for view in stage(app)[0]["views"]] == ["cell"]
    assert not [button for button in app.button if button.key.startswith("held_")]


def test_the_step_of_the_prediction_can_be_chosen():
    app = visit(reveal="1", what_if="true")
    (slider,) = [one for one in app.slider if one.key.startswith("what_step_")]
    clamp = Clamp(gate="f", units=(UNIT,), value=0.0, start=10, stop=15)
    assert slider.value == int(changed(SENTENCE, clamp).kl.argmax()) + 1
    slider.set_value(1).run()
    assert not app.exception
    assert any("“T”: changed by 0 bits" in caption.value for caption in app.caption)


def test_a_link_restores_the_clamp():
    link = {"clamp": "free", "clamp_gate": "o", "clamp_value_o": "0.25", "others": ["5", "9"]}
    app = visit(reveal="1", what_if="true", clamp_span=["3", "20"], **link)
    assert app.multiselect(key="others").value == [5, 9]
    assert app.slider(key="clamp_value_o").value == 0.25
    assert app.slider(key="clamp_span").value == (3, 20)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_verdict_names_the_unit_that_the_question_is_about(language):
    for link in ({}, {"unit": "116"}, {"sentence": PRESETS["two"]}):
        assert str(UNIT) in verdict(visit(reveal="1", lang=language, **link))[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_that_hold_a_quotation_mark_do_not_stand_in_such_marks(language):
    text = load("lstm_cell", language)
    said = letters(shipped().layer.tokens, text)
    assert said[0] + said[-1] in ("‘’", "「」")
    assert "self" in said
    for label in ("cell.found", "cell.found_none"):
        assert not set("“”") & set(text[label])
