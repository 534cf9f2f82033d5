"""The lesson's pictures, told by their data."""

import json
from dataclasses import replace

import numpy as np
import pytest

from core.lessons.regression.examples import AXIS, OWN, examples
from core.lessons.regression.lesson import record
from core.lessons.regression.parabola import parabola
from core.lessons.regression.settings import Regression
from ui.text import LANGUAGES, load
from viz.lessons.regression import stage, valley_stage
from viz.lessons.regression.line import between
from viz.lessons.regression.plane import BEYOND, leaving

FAST = Regression(rate="1.01")


def made(settings, language="en", *, covered=False, **more):
    given, words = examples(settings), load("regression", language).labels
    words = {**words, "x": words["x.iris"], "y": words["y.iris"]}
    trace, found = record(given, settings.recorded), parabola(given)
    shown = {"words": words, "covered": covered, **more}
    return stage(trace, given, found, settings, **shown), trace, found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "settings",
    [
        Regression(),
        replace(FAST, rate="1.1", scale="standardised"),
        Regression(data="notes", rate="0.5"),
        Regression(data="own", batch="1", rate="1.1", scale="standardised"),
    ],
)
def test_every_picture_can_be_sent_and_holds_the_descent(language, settings):
    moving, trace, found = made(settings, language)
    assert len(json.dumps(moving.payload())) < 150_000
    left, plane, loss, steps = (view.data for view in moving.views)
    path = plane["points"][1]["places"][:, 0]
    np.testing.assert_array_equal(path, np.stack([trace.w, trace.b], axis=1))
    np.testing.assert_array_equal(plane["points"][0]["places"][0, 0], found.minimum)
    np.testing.assert_array_equal(loss["curves"][0]["places"][0, :, 1], trace.loss)
    assert loss["y"]["low"] <= max(trace.loss.min(), 1e-12) <= trace.loss.max() <= loss["y"]["high"]
    assert len(steps["items"][0]["slots"]["next"]) == moving.clock.length == len(trace.step)
    drawn = left["curves"][0]["places"]
    assert np.isfinite(drawn).all() and np.abs(left["squares"][0]["fitted"]).max() < 1e4


def test_the_line_and_its_squares_are_those_of_the_examples():
    moving, _, _ = made(Regression(rate="0.5", scale="standardised"))
    left, given = moving.views[0].data, examples(Regression())
    line = left["curves"][0]["places"][-1]
    slope, at_zero = np.polyfit(line[:, 0], line[:, 1], 1)
    best = parabola(given).minimum
    assert (slope, at_zero) == pytest.approx(tuple(best))
    some = left["squares"][0]
    assert some["places"].shape == (30, 2)
    fitted = slope * some["places"][:, 0] + at_zero
    np.testing.assert_allclose(some["fitted"][-1], fitted, atol=1e-6)


def test_covered_there_is_a_question_mark_and_not_the_answer():
    covered, trace, _ = made(Regression(), covered=True)
    notes = [note["text"] for note in covered.views[2].data["notes"]]
    assert notes == ["?", load("regression", "en")["asked"]]
    assert "10¹⁷" not in json.dumps(covered.payload(), ensure_ascii=False)
    shown, _, _ = made(FAST, guess="start")
    loss = shown.views[2].data
    assert loss["notes"] == []
    assert loss["points"][1]["places"][0, 0] == pytest.approx([10, trace.loss[0]])
    assert len(made(replace(FAST, batch="10"), guess="start")[0].views[2].data["points"]) == 1


def test_points_of_ones_own_can_be_dragged_and_added():
    left = made(Regression(data="own"))[0].views[0].data
    assert (left["adds"], left["points"][0]["pick"]) == ("points", "points")
    np.testing.assert_allclose(left["points"][0]["places"][0], OWN)
    assert (left["x"]["high"], left["y"]["high"]) == (AXIS, AXIS)
    assert made(Regression())[0].views[0].data["adds"] == ""


def test_a_line_is_drawn_where_it_lies_between_the_axes():
    assert between(1, 0, (0, 10), (-5, 5)) == [(0, 0), (5, 5)]
    assert between(-2, 0, (-10, 10), (-4, 6)) == [(-3, 6), (2, -4)]
    assert between(0, 3, (0, 10), (-5, 5)) == [(0, 3), (10, 3)]
    (x, _), (other, _) = between(1e8, 3e7, (0, 10), (-5, 5))
    assert x == other == pytest.approx(-0.3)


def test_a_path_rests_where_it_has_left_the_plane():
    path = np.array([[0.0, 0.0], [2.0, 0.0], [0.0, 99.0], [1.0, 1.0]])
    middle, reach = np.zeros(2), np.ones(2)
    assert BEYOND == 3
    np.testing.assert_array_equal(leaving(path, middle, reach), path[[0, 1, 2, 2]])
    np.testing.assert_array_equal(leaving(path[:2], middle, reach), path[:2])


def test_the_chart_of_the_rates_holds_the_loss_of_each():
    found, words = parabola(examples(Regression())), load("regression", "en").labels
    rates = np.array([0.5, 1.0, 1.01])
    view = valley_stage(found, rates, (0, 10, 50, 100, 1000), words=words).views[0]
    places = view.data["curves"][0]["places"]
    np.testing.assert_allclose(places[-1, :, 1], found.loss(rates))
    np.testing.assert_allclose(places[0, :, 1], found.loss(0.0))


def test_both_sides_of_the_limit_stand_beside_each_other():
    slow, fast = (made(Regression(rate=rate))[1] for rate in ("0.99", "1.01"))
    for rate, share, other in (("0.99", "1.01", fast), ("1.01", "0.99", slow)):
        loss = made(Regression(rate=rate), beside=(share, other))[0].views[2].data
        assert [c["name"] for c in loss["curves"]] == ["loss", f"at {share} of the limit"]
        np.testing.assert_array_equal(loss["curves"][1]["places"][0, :, 1], other.loss)
        assert loss["y"]["low"] < slow.loss.min() and loss["y"]["high"] > fast.loss.max()
