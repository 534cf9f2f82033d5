"""The lesson's pictures, told by their data."""

import json

import numpy as np
import pytest

from core.lessons.classification import curves, lesson
from core.lessons.classification.pictures import images, second
from core.lessons.classification.settings import Classification
from ui.text import LANGUAGES, load
from viz.lessons.classification import curve_stage, gradients_stage, penalty_stage, stage


def made(settings, language="en", *, covered=False, guess=None):
    steps = lesson.record_lesson(settings).steps.tolist()
    (X, y), (p, q) = images("heldout"), lesson.shown(settings)
    digit, other = (X[settings.digit], p, int(y[settings.digit])), (second(settings), q)
    found, words = (
        lesson.how_sure(settings.penalty, settings.draw),
        load("classification", language),
    )
    return stage(
        settings, steps, found, digit, other, words=words.labels, covered=covered, guess=guess
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_pictures_have_their_bars_and_the_curves_their_ends(language):
    settings = Classification(penalty="one", digit=7)
    digit, noise, plot = made(settings, language, guess=0.3).views
    p, q = lesson.shown(settings)
    np.testing.assert_allclose(digit.data["p"], p, atol=1e-7)
    np.testing.assert_allclose(noise.data["p"], q, atol=1e-7)
    assert (digit.data["label"], noise.data["label"], noise.data["pick"]) == (4, None, "pixels")
    found = lesson.how_sure("one", "1")
    ends = [group["places"][-1, 0, 1] for group in plot.data["points"]]
    assert ends == pytest.approx([found.accuracy[-1], found.digits[-1], found.noise[-1], 0.3])


def test_covered_nothing_of_noise_is_in_the_payload():
    covered, shown = (made(Classification(), covered=c, guess=0.5) for c in (True, False))
    assert covered.views[1].data["p"] is None
    names = [[curve["name"] for curve in made.views[2].data["curves"]] for made in (covered, shown)]
    assert [len(each) for each in names] == [2, 3]
    assert [note["text"] for note in covered.views[2].data["notes"]] == ["?"]
    assert len(json.dumps(shown.payload())) < 60_000


def test_the_tangent_touches_the_curve_with_its_slope():
    two, words = curves.petals("versicolor", "virginica"), load("classification", "en").labels
    curve = {"ceiling": 1.0, "slope": 2.0, "middle": 0.5}
    (view,) = curve_stage(two, ("x", "a", "b"), curve, words=words).views
    (start, end), ring = view.data["curves"][1]["places"][25], view.data["points"][2]["places"][25]
    assert ring[0] == pytest.approx((start + end) / 2)
    slope = (end[1] - start[1]) / (end[0] - start[0])
    assert slope == pytest.approx(2 * ring[0, 1] * (1 - ring[0, 1]))
    assert sum(len(group["places"][0]) for group in view.data["points"][:2]) == 100


@pytest.mark.parametrize(
    ("name", "make"), [("losses", gradients_stage), ("penalty", penalty_stage)]
)
def test_two_trainings_move_over_the_recorded_steps(name, make):
    two, words = curves.petals("versicolor", "virginica"), load("classification", "en").labels
    lines = curves.trained(name)
    found = make(two, lines, ("a", "b"), words=words)
    for k, curve in enumerate(found.views[-1].data["curves"]):
        z, p = curve["places"][-1, 20]
        assert p == pytest.approx(curves.logistic(z * lines.w[-1, k] + lines.b[-1, k]))
    assert found.clock.length == len(lines.moments)
    assert len(json.dumps(found.payload())) < 200_000
