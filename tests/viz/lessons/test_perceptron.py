"""The lesson's pictures, told by their data."""

import numpy as np
import pytest

from core.lessons.perceptron import studies
from core.lessons.perceptron.examples import examples
from core.lessons.perceptron.film import FIRST
from core.lessons.perceptron.lesson import record_lesson
from core.lessons.perceptron.rule import predict
from core.lessons.perceptron.settings import DATA, IRIS, KINDS, Perceptron
from ui.text import LANGUAGES, load
from viz.lessons.perceptron import neuron_stage, proof_stage, stage
from viz.lessons.perceptron.named import Named, moment
from viz.lessons.perceptron.neuron import flows
from viz.lessons.perceptron.sides import sides
from viz.views.plot import Axis

WORDS = load("perceptron", "en").labels


def made(settings, language="en", *, covered=False, guess=None):
    words = load("perceptron", language).labels
    named = Named.of(examples(settings), words, flowers=settings.data in IRIS)
    return stage(
        record_lesson(settings), settings, named, words=words, covered=covered, guess=guess
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("data", DATA)
def test_an_update_is_one_vector_added(language, data):
    settings = Perceptron(data=data)
    trace, shown = record_lesson(settings), made(settings, language)
    before, added, after = (arrow["places"] for arrow in shown.views[1].data["arrows"])
    np.testing.assert_array_equal(before[:, 1], added[:, 0])
    np.testing.assert_array_equal(added[:, 1], after[:, 1])
    np.testing.assert_allclose(after[:, 1], trace.after[:, :2])
    assert shown.clock.length == len(trace.read) <= 60


@pytest.mark.parametrize("which", KINDS)
def test_the_tint_is_the_answer_at_every_place(which):
    """A point lies in the area of class 1 where w · x + b ≥ 0."""
    settings = Perceptron(order="shuffled", which=which)
    trace, (view, *_) = record_lesson(settings), made(settings).views
    weights = (trace.after, trace.best, trace.averaged)[KINDS.index(which)]
    areas = [curve["places"] for curve in view.data["curves"] if curve["area"]]
    rng = np.random.default_rng(0)
    x, y = view.data["x"], view.data["y"]
    points = rng.uniform((x["low"], y["low"]), (x["high"], y["high"]), (30, 2))
    for t in range(1, len(trace.read)):
        answers = predict(weights[t], np.column_stack([points, np.ones(30)]))
        for k, area in enumerate(areas):
            np.testing.assert_array_equal(inside(area[t], points), answers == k)


def inside(corners, points):
    """Whether points lie in a convex polygon."""
    ways = np.roll(corners, -1, axis=0) - corners
    apart = points[:, None] - corners
    turns = ways[:, 0] * apart[..., 1] - ways[:, 1] * apart[..., 0]
    return (turns > 0).all(1) | (turns < 0).all(1)


def test_a_line_goes_where_the_sum_is_zero_and_far_ones_stay_on_their_side():
    x, y = Axis(label="x", low=0, high=2), Axis(label="y", low=-1, high=3)
    weights = np.array([[1.0, 1.0], [0.0, 0.0], [0.0, 0.0], [1.0, 0.0]])
    line, _, positive = sides(weights, np.array([-2.0, 1.0, -1.0, 1e6]), x, y)
    np.testing.assert_allclose(line[0].sum(-1), 2)
    middle = np.array([[1.0, 1.0]])
    assert [bool(inside(area, middle)[0]) for area in positive[1:]] == [True, False, True]


def test_covered_the_film_ends_with_the_first_updates_and_tells_nothing_of_the_end():
    trace = record_lesson(Perceptron())
    covered, shown = (made(Perceptron(), covered=c) for c in (True, False))
    assert covered.clock.length == FIRST + 1 < shown.clock.length
    names = [curve["name"] for curve in covered.views[2].data["curves"]]
    assert names == [WORDS["curve.reading"]]
    assert [note["text"] for note in covered.views[2].data["notes"]] == ["?"]
    assert not any("pass 100" in label for label in covered.clock.labels)
    ends = covered.views[1].data["arrows"][2]["places"][:, 1]
    assert not (np.abs(ends - trace.after[-1, :2]).sum(1) < 1e-9).any()


def test_shown_both_curves_are_those_of_the_trace_and_the_guess_stands_beside():
    trace = record_lesson(Perceptron())
    view = made(Perceptron(which="best"), guess="25").views[2]
    reading, last, best, level = (curve["places"][0] for curve in view.data["curves"])
    np.testing.assert_allclose(reading[:, 1], 100 * trace.recent)
    np.testing.assert_allclose(last[:, 1], 100 * trace.wrong[:, 0])
    np.testing.assert_allclose(best[:, 1], 100 * trace.wrong[:, 1])
    assert level[:, 1].tolist() == [25, 25]
    assert view.data["notes"] == []


def test_the_clock_tells_mistakes_from_ends_of_passes():
    trace = record_lesson(Perceptron())
    named = Named.of(examples(Perceptron()), WORDS, flowers=True)
    said = [moment(trace, t, named, WORDS) for t in (0, 2, len(trace.read) - 1)]
    assert said == [
        "start: all weights 0",
        "pass 1, flower 51 (virginica): a mistake",
        "end of pass 100 (mistakes in it: 4)",
    ]


def test_the_equation_adds_up():
    trace, (*_, view) = record_lesson(Perceptron()), made(Perceptron()).views
    slots = {name: slot for item in view.data["items"] for name, slot in item["slots"].items()}
    assert slots["w0"][0] == "–"
    for t in (1, 2, 9):
        values = {k: float(v[t].replace("−", "-")) for k, v in slots.items()}
        for k in range(3):
            added = (values["y"] - values["hat"]) * values[f"x{k}"]
            assert values[f"w{k}"] + added == pytest.approx(values[f"n{k}"])
        assert values["n0"] == pytest.approx(trace.after[t, 0])


@pytest.mark.parametrize("data", DATA)
def test_points_can_be_placed_where_they_are_the_readers_own(data):
    view = made(Perceptron(data=data, adds="b")).views[0]
    picks = [group["pick"] for group in view.data["points"]]
    assert picks == (["own_a", "own_b", ""] if data == "own" else ["", "", ""])
    assert view.data["adds"] == ("own_b" if data == "own" else "")


def test_the_neuron_answers_wrongly_at_every_mistake():
    trace = record_lesson(Perceptron())
    found = flows(trace)
    total = sum(found[f"product{k}"] for k in range(3))
    np.testing.assert_allclose(found["sum"], total)
    wrong = found["hat"] != trace.y[trace.ringed]
    assert wrong[trace.example >= 0].all()
    named = Named.of(examples(Perceptron()), WORDS, flowers=True)
    (view,) = neuron_stage(trace, named, words=WORDS).views
    np.testing.assert_array_equal(view.data["series"]["sum"], found["sum"])


def test_the_limits_of_the_proof_cross_at_the_bound():
    found = studies.squeeze("petal", "worst", 0)
    (view,) = proof_stage(found, words=WORDS).views
    ((at,),) = view.data["points"][0]["places"]
    assert at[1] == pytest.approx(found.longest * np.sqrt(at[0]))
    along, length = (curve["places"][0] for curve in view.data["curves"] if curve["trail"])
    assert (along[:, 1] <= length[:, 1] + 1e-9).all()
    assert len(along) == len(found.along) < at[0]
