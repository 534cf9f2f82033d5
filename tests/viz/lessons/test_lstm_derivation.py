from itertools import pairwise

import numpy as np
import pytest
from latex2mathml.converter import convert

from core.lessons.lstm_derivation.lesson import shipped
from core.lessons.lstm_derivation.settings import STEPS
from core.traces.derivation import StepTrace
from tests.viz.test_theme import BLINDNESS, DIFFERENT, oklab
from ui.text import load
from viz import theme
from viz.lessons.lstm_derivation import (
    CEILING,
    FLOOR,
    SHOWN_BEFORE_GUESS,
    Look,
    curve_bounds,
    formula,
    slots,
    stage,
    verdict,
)

T = 100
NEW = 'mathcolor="{}"'  # how a new term is marked


def make(step="add", way="back", covered=False, language="en", lesson=None, **more):
    return stage(
        lesson or shipped(),
        Look(step, way, covered, **more),
        words=load("lstm_derivation", language).labels,
    )


def views(built):
    return {view.kind: view.data for view in built.views}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(("way", "field"), [("back", "delta"), ("forth", "state")])
def test_the_picture_holds_the_recorded_numbers(step, way, field):
    shown = views(make(step, way))
    compared = STEPS[: STEPS.index(step) + 1][-2:]
    assert len(shown["chain"]["rows"]) == len(compared)
    for row, code in zip(shown["chain"]["rows"], compared, strict=True):
        np.testing.assert_array_equal(row["values"], getattr(shipped()[code], field))
    curves = {line["name"]: line for line in shown["lines"]["series"]}
    words = load("lstm_derivation", "en").labels
    for code in STEPS[: STEPS.index(step) + 1]:
        curve = curves[words[f"name.{code}"]]
        np.testing.assert_array_equal(curve["values"], getattr(shipped()[code], field))
        assert curve["faint"] == (code not in compared)


def test_the_state_goes_forward_and_the_gradient_back():
    back, forth = make(way="back"), make(way="forth")
    assert (back.clock.direction, back.clock.origin) == (-1, T - 1)
    assert (forth.clock.direction, forth.clock.origin) == (1, 0)
    assert back.name == forth.name  # one stage, which a call from below the picture reaches


def test_what_is_drawn_is_named():
    symbols = [row["symbol"] for row in views(make("output"))["chain"]["rows"]]
    assert symbols == ["‖∂L/∂h‖", "‖∂L/∂c‖"]
    assert {row["symbol"] for row in views(make("output", "forth"))["chain"]["rows"]} == {"‖h‖"}
    cell = views(make("output", "forth"))["lines"]["series"][-1]
    np.testing.assert_array_equal(cell["values"], shipped()["output"].cell)


@pytest.mark.parametrize("way", ["back", "forth"])
@pytest.mark.parametrize("step", STEPS)
def test_before_the_guess_nothing_early_leaves_the_server(step, way):
    built = make(step, way, covered=True)
    shown = views(built)
    for view in shown.values():
        assert view["cover"] == T - SHOWN_BEFORE_GUESS
    for row in shown["chain"]["rows"]:
        assert len(row["values"]) == SHOWN_BEFORE_GUESS
    assert all(len(values) == SHOWN_BEFORE_GUESS for values in shown["graph"]["series"].values())
    for item in shown["cards"]["items"]:
        assert len(item["values"]) == SHOWN_BEFORE_GUESS
        assert all(len(slot) == SHOWN_BEFORE_GUESS for slot in item["slots"].values())
    words = load("lstm_derivation", "en").labels
    verdicts = [verdict(trace, w, words) for trace in shipped().values() for w in ("back", "forth")]
    assert not any(said in str(built.payload()) for said in verdicts)


def test_the_version_that_is_asked_about_is_written_below_the_first_before_the_guess():
    words = load("lstm_derivation", "en").labels

    def written(step, covered):
        built = stage(shipped(), Look(step, "back", covered), words=words)
        items = next(view for view in built.views if view.kind == "cards").data["items"]
        return [(item["name"], words["asked"] in item["note"]) for item in items]

    first, asked = words["step.plain"], words["step.add"]
    assert written("plain", covered=True) == [(first, False), (asked, True)]
    assert written("plain", covered=False) == [(first, False)]
    assert written("add", covered=True) == [(first, False), (asked, True)]
    assert written("input", covered=True)[-1] == (words["step.input"], False)


@pytest.mark.parametrize("code", STEPS)
def test_the_new_term_is_marked_and_every_number_has_a_place(code):
    mathml = convert(formula(code))
    assert NEW.format(theme.DERIVATION[code]) in mathml
    assert "mathcolor" not in convert(formula(code, new=False))
    places = {name for name in slots(shipped()[code]) if f"<mtext>{name}</mtext>" in mathml}
    expected = {
        "plain": {"h"},
        "add": {"h", "before", "g"},
        "forget": {"h", "f", "before", "rest", "g"},
        "input": {"h", "f", "before", "i", "g"},
        "output": {"c", "f", "before", "i", "g", "h", "o", "squashed"},
    }
    assert places == expected[code]


def test_cards_show_the_share_and_what_one_step_back_multiplies():
    item = views(make("forget"))["cards"]["items"][1]
    trace = shipped()["forget"]
    np.testing.assert_allclose(item["values"], trace.delta / trace.delta[-1])
    found = item["slots"]
    assert found["ratio"][-1] is None
    np.testing.assert_allclose(found["ratio"][:-1], trace.delta[:-1] / trace.delta[1:])
    np.testing.assert_allclose(found["straight"][:-1], trace.straight)
    np.testing.assert_allclose(found["f"], trace.f)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_verdict_names_the_whole_way(language):
    words = load("lstm_derivation", language).labels
    said = {code: verdict(trace, "back", words) for code, trace in shipped().items()}
    assert said["add"] == words["course.explodes"].format(factor="654")
    assert said["plain"].startswith(words["course.vanishes"].split("{")[0])
    assert "459" in verdict(shipped()["add"], "forth", words)


def test_a_gradient_of_zero_is_drawn():
    zeros = np.zeros(6)
    still = StepTrace(
        code="plain", tokens=("",) * 6, state=zeros, delta=zeros, straight=zeros[:5],
        around=zeros[:5], before=zeros, h=zeros, g=zeros,
    )  # fmt: skip
    built = make("plain", lesson={"plain": still})
    assert views(built)["cards"]["items"][0]["slots"]["ratio"] == [0, 0, 0, 0, 0, None]
    built.payload()


def test_the_curve_ends_at_powers_of_ten_within_limits():
    assert curve_bounds([np.array([3e-5, 0.2])], 0) == (1e-5, 1.0)
    assert curve_bounds([np.array([1e-60, 1e60])], 0) == (FLOOR, CEILING)
    assert curve_bounds([np.zeros(3)], 0) == (0.1, 1.0)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("blindness", BLINDNESS)
def test_the_two_steps_that_are_compared_can_be_told_apart(blindness, dark):
    seen = [oklab(theme.colour(theme.DERIVATION[code], dark), blindness) for code in STEPS]
    for one, other in pairwise(seen):
        assert np.linalg.norm(one - other) >= DIFFERENT


def test_the_cell_grows_by_what_the_step_brings():
    drawn = [{n["name"] for n in views(make(step))["graph"]["diagram"]["nodes"]} for step in STEPS]
    boxes = [parts & set("figo") for parts in drawn]
    assert boxes == [{"g"}, {"g"}, {"f", "g"}, {"f", "i", "g"}, {"f", "i", "g", "o"}]
    brought = (
        set(),
        {"memory"},
        {"f", "kept", "minus", "written"},
        {"i", "written"},
        {"o", "squashed", "h"},
    )
    for step, names in zip(STEPS, brought, strict=True):
        nodes = views(make(step))["graph"]["diagram"]["nodes"]
        assert {n["name"] for n in nodes if n["marked"]} == names
        assert {n["colour"] for n in nodes if n["marked"]} <= {theme.DERIVATION[step]}
        assert ("new" in {n["name"] for n in nodes}) == bool(names)


@pytest.mark.parametrize("step", STEPS)
def test_what_flows_in_the_cell_adds_up(step):
    found = views(make(step))["graph"]["series"]
    written = found["g"] if step in ("plain", "add") else found["written"]
    kept = {"plain": 0, "add": found["before"]}.get(step, found.get("kept"))
    np.testing.assert_allclose(kept + written, found["memory"], atol=1e-12)
    if step == "output":
        np.testing.assert_allclose(found["o"] * found["squashed"], found["h"], atol=1e-12)


def test_answer_and_guess_are_marked_on_the_curve_of_the_step_they_are_about():
    words = load("lstm_derivation", "en").labels
    marks = {"guess": "vanishes", "answer": "explodes"}
    found = {r["label"]: r["value"] for r in views(make(**marks))["lines"]["references"]}
    last = shipped()["add"].delta[-1]
    you, answer = words["stage.mark_you"], words["stage.mark_answer"]
    assert found == {
        words["zone.vanishes"].format(who=you): pytest.approx(0.01 * last),
        words["zone.explodes"].format(who=answer): pytest.approx(10 * last),
    }
    for other in (make("input", **marks), make(way="forth", **marks), make(covered=True, **marks)):
        assert views(other)["lines"]["references"] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_a_number_of_the_caption_is_stands_in_brackets_behind_it(language):
    caption = load("lstm_derivation", language)["caption.back"]
    for slot in ("straight", "around"):
        behind = caption.split(f"{{{{{slot}}}}}")[1].lstrip()
        assert behind[0] in "(（"
