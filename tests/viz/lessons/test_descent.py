"""The lesson's picture, told by its data."""

import json

import numpy as np
import pytest

from core.lessons.descent.lesson import STEPS, by_angle, record_lesson
from core.lessons.descent.settings import METHODS, Descent
from core.lessons.descent.study import landscape
from ui.text import LANGUAGES, load
from viz.lessons.descent import MOST, equation_stage, stage
from viz.lessons.descent.landscape import landscape_stage

SETTINGS = Descent()
FOUND = by_angle(SETTINGS)


def made(language: str = "en", covered: bool = False, settings: Descent = SETTINGS):
    words = load("descent", language).labels
    return stage(record_lesson(settings), settings, FOUND, words=words, covered=covered)


@pytest.mark.parametrize("language", LANGUAGES)
def test_paths_and_losses_are_the_recorded_ones(language):
    valley, losses, _ = made(language).views
    trace = record_lesson(SETTINGS)
    for k, curve in enumerate(valley.data["curves"]):
        np.testing.assert_allclose(curve["places"][0], trace.w[k], atol=1e-6)
    for k, curve in enumerate(losses.data["curves"][1:]):
        np.testing.assert_allclose(
            curve["places"][0, :, 1], np.clip(trace.loss[k], 1e-10, 1e4), rtol=1e-6
        )
    start = valley.data["points"][-1]
    np.testing.assert_array_equal(start["places"][0], trace.w[0, :1])
    assert start["pick"] == "start"


def test_the_turned_valleys_are_covered_until_the_guess():
    *_, covered = made(covered=True).views
    assert [len(group["places"][0]) for group in covered.data["points"]] == [1] * len(METHODS)
    assert [note["text"] for note in covered.data["notes"]].count("?") == 1
    assert len(covered.data["curves"]) == 1
    *_, shown = made().views
    adam = shown.data["points"][METHODS.index("adam")]["places"][0]
    np.testing.assert_array_equal(adam, np.stack([(0, 15, 30, 45), FOUND["adam"]], axis=-1))
    rmsprop = shown.data["points"][METHODS.index("rmsprop")]["places"][0]
    assert rmsprop[-1, 1] == MOST > STEPS


def test_even_what_diverges_can_be_drawn():
    settings = Descent(kappa="100", rate="double")
    stage_of = made(settings=settings).payload()
    assert len(json.dumps(stage_of)) < 250_000


@pytest.mark.parametrize("method", METHODS)
def test_the_equation_holds_in_numbers(method):
    trace, words = record_lesson(SETTINGS), load("descent", "en").labels
    (view,) = equation_stage(trace, method, words=words).views
    first, second = view.data["items"][-2:]
    k = METHODS.index(method)
    for axis, item in enumerate((first, second)):
        for t in (0, 3, STEPS - 1):
            w, g = trace.w[k, t, axis], trace.g[k, t, axis]
            assert _number(item["slots"]["w"][t]) == pytest.approx(w, rel=1e-3)
            assert _number(item["slots"]["g"][t]) == pytest.approx(g, rel=1e-3)
            assert _number(item["slots"]["next"][t]) == pytest.approx(
                trace.w[k, t + 1, axis], rel=1e-3
            )


def _number(said: str) -> float:
    plain = str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")
    return float(said.translate(plain).replace("·10", "e"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_landscape_has_its_steps_and_losses(language):
    trace = landscape()
    made = landscape_stage(trace, words=load("descent", language).labels)
    (view,) = made.views
    assert made.clock.length == len(trace.steps)
    np.testing.assert_array_equal(view.data["field"]["values"][0], np.float32(trace.height))
    np.testing.assert_array_equal(view.data["curves"][3]["places"][0], trace.path[3])
    made.payload()
