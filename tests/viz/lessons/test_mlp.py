"""The lesson's pictures, told by their data."""

import json

import numpy as np
import pytest

from core.lessons.mlp import digits, studies
from core.lessons.mlp.film import film, networks
from core.lessons.mlp.fold import fold
from core.lessons.mlp.lesson import record_lesson
from core.lessons.mlp.network import ACTIVATIONS
from core.lessons.mlp.settings import FUNCTIONS, STARTS, STEPS, Mlp
from ui.text import LANGUAGES, load
from viz.lessons.mlp import depth_stage, digit_stage, fold_stage, function_stage, stage, unit_stage

WORDS = load("mlp", "en").labels


def made(settings, language="en", *, covered=False):
    words = load("mlp", language).labels
    return stage(record_lesson(settings), settings, words=words, covered=covered)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_planes_have_the_colours_of_both_networks_and_the_points(language):
    trace, found = film(Mlp()), made(Mlp(), language)
    with_function, hidden, without, accuracy = found.views
    for view, p in ((with_function, trace.p), (without, trace.plain)):
        np.testing.assert_allclose(view.data["field"]["values"], 2 * p - 1, atol=1e-6)
        for group, places in zip(view.data["points"], (trace.inside, trace.outside), strict=True):
            np.testing.assert_array_equal(group["places"][0], places)
            assert group["pick"] == ""
    np.testing.assert_allclose(hidden.data["curves"][0]["places"], trace.mesh, rtol=1e-6)
    assert hidden.data["curves"][1]["places"][0, :, 0].tolist() == [0, 0]
    one, other = accuracy.data["series"]
    assert one["values"].tolist() == trace.accuracy.tolist()
    assert other["values"].tolist() == trace.plain_accuracy.tolist()
    assert str(STEPS) in found.clock.labels[-1]


def test_covered_nothing_that_linear_layers_do_is_in_the_payload():
    covered = made(Mlp(), covered=True)
    _, _, without, accuracy = covered.views
    assert without.data["field"] is None
    assert [note["text"] for note in without.data["notes"]] == ["?"]
    assert len(accuracy.data["series"]) == 1
    assert not made(Mlp()).views[2].data["notes"]


def test_the_stage_is_light():
    for settings in (Mlp(), Mlp(layers="10", units="16")):
        assert len(json.dumps(made(settings).payload())) < 160_000


@pytest.mark.parametrize("adds", ["inside", "outside"])
def test_own_points_can_be_dragged_and_added(adds):
    plane = made(Mlp(data="own", adds=adds)).views[0].data
    assert plane["adds"] == adds
    assert [group["pick"] for group in plane["points"]] == ["inside", "outside"]


def test_the_fold_has_a_label_for_each_part():
    trace = fold(Mlp(layers="2"))
    lines = np.array([[[-1, 0], [1, 0.0]], [[0, -1], [0, 1.0]]])
    found = fold_stage(trace, lines, words=WORDS)
    assert len(set(found.clock.labels)) == len(trace.parts) == 6
    before, carried = found.views
    assert [curve["name"] for curve in before.data["curves"]] == [WORDS["crease"], ""]
    np.testing.assert_allclose(carried.data["points"][0]["places"], trace.inside, rtol=1e-6)
    assert fold_stage(trace, lines[:0], words=WORDS).views[0].data["curves"] == []


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid", "none"])
def test_each_unit_has_its_line_and_its_numbers(activation):
    net = networks(Mlp(activation=activation, units="4"))[-1]
    found = unit_stage(net, np.array([0.5, -0.25]), "", activation, words=WORDS)
    plane, numbers = found.views
    ends = plane.data["curves"][0]["places"]
    for k in range(4):
        z = ends[k] @ net.weights[0][0, :, k] + net.biases[0][0, 0, k]
        np.testing.assert_allclose(z, 0, atol=1e-6)
    assert found.clock.length == len(numbers.data["items"][0]["slots"]["z"]) == 4
    assert plane.data["field"]["values"].shape[0] == 4


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_point_goes_along_the_function_and_one_along_its_slope(function):
    found = function_stage(function, words=WORDS)
    f, slope = ACTIVATIONS[function]
    for group, g in zip(found.views[0].data["points"], (f, slope), strict=True):
        z, value = group["places"][:, 0].T
        np.testing.assert_allclose(value, g(z))
        assert (np.abs(value) <= 4.1).all()
    assert len(found.clock.labels) == len(z)


@pytest.mark.parametrize("start", STARTS)
def test_the_gradient_of_the_last_layer_is_1(start):
    shares, edges = studies.spread(*STARTS[start])
    norms = [studies.gradients(*STARTS[start], 20, seed) for seed in (0, 1)]
    spread, curves = depth_stage(shares, edges, norms, words=WORDS).views
    assert [line["values"][-1] for line in curves.data["series"]] == [1, 1]
    np.testing.assert_allclose(spread.data["values"][::-1], shares)


def test_a_digit_with_what_the_network_makes_of_it():
    seen, code = digits.see(np.zeros(64)), "0" * 64
    found = digit_stage(seen, code, "", words=WORDS)
    image, weights, p, h = found.views
    assert image.data["code"] == code
    assert found.picked == {"image": ""}
    np.testing.assert_allclose(weights.data["values"], seen.weights, rtol=1e-6)
    np.testing.assert_allclose(p.data["values"][0], seen.p, rtol=1e-6)
    np.testing.assert_allclose(h.data["values"][0], seen.h, rtol=1e-6)
