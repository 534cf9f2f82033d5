"""What the lesson on multi-layer perceptrons computes, and every claim that its page makes."""

import io
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
import torch
from scipy.optimize import linprog
from torch import nn

from core.data import placed_points
from core.lessons.mlp import studies
from core.lessons.mlp.film import film, labelled, look, mesh, networks, plain, plane
from core.lessons.mlp.fold import creases, fold
from core.lessons.mlp.lesson import answer, record_lesson, snippet, table
from core.lessons.mlp.network import ACTIVATIONS, Networks, drawn, loss, sigmoid, trained
from core.lessons.mlp.parity import difference
from core.lessons.mlp.points import LOW, made, own, separable
from core.lessons.mlp.settings import DATA, EVERY, RATE, STEPS, Mlp
from core.training.optimiser import Adam
from tests.modules import seeded
from tests.snippets import printed

SMALL = [
    Mlp(),
    Mlp(activation="tanh", layers="2", units="4", data="moons", seed=2),
    Mlp(activation="none", layers="10"),
]
each = pytest.mark.parametrize("settings", SMALL, ids=lambda s: s.activation)


@each
def test_values_and_gradients_are_those_of_torch(settings):
    assert max(difference(settings)) < 1e-12


THEIRS = {"relu": nn.ReLU(), "tanh": nn.Tanh(), "sigmoid": nn.Sigmoid(), "none": nn.Identity(),
          "leaky": nn.LeakyReLU(), "gelu": nn.GELU("tanh")}  # fmt: skip


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_each_activation_function_and_its_slope_are_those_of_torch(name):
    z = np.linspace(-4, 4, 101)
    x = torch.tensor(z, requires_grad=True)
    theirs = THEIRS[name](x)
    (slope,) = torch.autograd.grad(theirs.sum(), x)
    f, df = ACTIVATIONS[name]
    np.testing.assert_allclose(f(z), theirs.detach(), atol=1e-12)
    np.testing.assert_allclose(df(z), slope, atol=1e-12)


def test_a_network_of_two_units_by_hand():
    """W = (1, −1; 1, 1), b = (0, −1), then 2 h₁ − h₂ + 0.5, at x = (0.5, −1)."""
    W, b = np.array([[[1.0, -1.0], [1.0, 1.0]]]), np.array([[[0.0, -1.0]]])
    net = Networks((W, np.array([[[2.0], [-1.0]]])), (b, np.array([[[0.5]]])), "relu")
    z, h = net.forward(np.array([[0.5, -1.0], [1.0, 1.0]]))
    assert z[0][0].tolist() == [[-0.5, -2.5], [2.0, -1.0]]
    assert h[1][0].tolist() == [[0.0, 0.0], [2.0, 0.0]]
    assert z[1][0].tolist() == [[0.5], [4.5]]


def test_training_is_adam_on_the_gradients_of_torch():
    x, y = labelled(Mlp())
    start = drawn((2, 4, 1), "tanh", (3,))
    (ours,) = trained(start, x, y, rate=RATE, steps=30, keep=(30,))
    values = [nn.Parameter(torch.tensor(v[0])) for v in (*start.weights, *start.biases)]
    adam = Adam(values, RATE)
    for _ in range(30):
        W, V, b, c = values
        out = torch.tanh(torch.tensor(x) @ W + b) @ V + c
        cost = nn.functional.binary_cross_entropy_with_logits(out[:, 0], torch.tensor(y))
        adam.step(torch.autograd.grad(cost, values))
    for one, other in zip((*ours.weights, *ours.biases), values, strict=True):
        np.testing.assert_allclose(one[0], other.detach(), atol=1e-9)


def test_networks_that_are_trained_together_are_those_trained_alone():
    x, y = labelled(Mlp())
    together, _ = studies.at_end(Mlp(), "relu", (2, 4, 1), (0, 1, 2))
    (alone,) = trained(drawn((2, 4, 1), "relu", (1,)), x, y, rate=RATE, steps=STEPS, keep=(STEPS,))
    for one, other in zip(together.one(1).weights, alone.weights, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-9)


def parted(one, other) -> bool:
    """Whether a line parts two classes, by linear programming."""
    rows = np.concatenate([np.c_[-one, -np.ones(len(one))], np.c_[other, np.ones(len(other))]])
    return linprog(np.zeros(3), rows, -np.ones(len(rows)), bounds=[(None, None)] * 3).status == 0


def test_whether_a_line_parts_the_points_is_what_linear_programming_says():
    draw = np.random.default_rng(0)
    told = []
    for n in range(60):
        one, other = draw.normal(size=(2, 1 + n % 5, 2)) + np.array([[[0.5]], [[-0.5]]])
        told.append(separable(one, other))
        assert told[-1] == parted(one, other)
    assert 10 < sum(told) < 50
    assert separable(np.array([[0.0, 0.0], [1.0, 0.0]]), np.array([[2.0, 0.0], [3.0, 0.0]]))
    assert not separable(np.array([[0.0, 0.0], [2.0, 0.0]]), np.array([[1.0, 0.0]]))


@pytest.mark.parametrize("data", DATA)
def test_no_line_parts_the_points_that_are_made(data):
    settings = Mlp(data=data)
    x, y = labelled(settings)
    assert not parted(x[y > 0.5], x[y < 0.5])
    assert answer(settings) == "never"
    assert np.abs(x).max() <= 1
    assert all(max(one.accuracies) < 1 for one in studies.linear(settings))


def test_points_of_the_reader_that_a_line_parts_need_one_layer():
    inside, outside = (placed_points.write(np.array(p)) for p in ([[0.1, 0.2]], [[0.9, 0.5]]))
    settings = Mlp(data="own", inside=inside, outside=outside)
    assert answer(settings) == "1"
    np.testing.assert_allclose(labelled(settings)[0], [[-0.8, -0.6], [0.8, 0]])
    assert record_lesson(settings).plain_accuracy[-1] == 1
    assert (own("inside", "no code") == own("inside", "")).all()


@pytest.mark.parametrize("data", ["circle", "own"])
def test_linear_layers_are_one_to_the_last_digits_and_equally_right(data):
    found = studies.linear(Mlp(data=data))
    assert [one.layers for one in found] == [1, 2, 10]
    assert all(one.apart < 1e-14 for one in found)
    assert len({accuracy for one in found for accuracy in one.accuracies}) == 1
    last = plain(Mlp(data=data))[-1]
    W, b = last.product()
    z = last.forward(plane(9))[0][-1]
    np.testing.assert_allclose(plane(9) @ W + b, z, atol=1e-12 * np.abs(z).max())


@each
def test_the_film_shows_the_networks_that_were_trained(settings):
    trace = film(settings)
    x, y = labelled(settings)
    assert trace.steps.tolist() == list(range(0, STEPS + 1, EVERY))
    for t, net in enumerate(networks(settings)):
        z = net.forward(x)[0][-1][0, :, 0]
        assert trace.accuracy[t] == pytest.approx(((z > 0) == (y > 0.5)).mean())
        assert trace.loss[t] == pytest.approx(loss(z[None, :, None], y)[0][0])
        np.testing.assert_allclose(trace.seen_inside[t, :, 0], z[y > 0.5])
        np.testing.assert_allclose(trace.seen_outside[t, :, 0], z[y < 0.5])
    middle = -1 + (2 * 5 + 1) / trace.p.shape[1]
    z = networks(settings)[-1].forward(np.array([[middle, -middle]]))[0][-1][0, 0, 0]
    assert trace.p[-1, -6, 5] == pytest.approx(sigmoid(z))


def test_the_second_direction_is_square_to_the_weights_of_the_output():
    net = networks(Mlp())[-1]
    across = look(net).across
    assert across @ net.weights[-1][0, :, 0] == pytest.approx(0, abs=1e-12)
    assert np.linalg.norm(across) == pytest.approx(1)


def test_the_pen_goes_along_the_mesh_without_being_lifted():
    steps = np.abs(np.diff(mesh(), axis=0))
    assert (np.minimum(*steps.T) < 1e-12).all()
    assert steps.sum(1).max() < 0.34
    sides = {tuple(sorted(map(tuple, pair))) for pair in pairwise(mesh().round(9).tolist())}
    assert len(sides) > 2 * 7 * 14 - 12


def test_a_fold_begins_with_the_plane_and_ends_as_the_film_does():
    found, trace = fold(Mlp(layers="2")), film(Mlp(layers="2"))
    assert found.parts == (
        "input", "linear 1", "activation 1", "linear 2", "activation 2", "output"
    )  # fmt: skip
    np.testing.assert_allclose(found.mesh[0], mesh())
    far = np.abs(trace.mesh[-1]).max()
    np.testing.assert_allclose(found.mesh[-1], trace.mesh[-1] / far)
    np.testing.assert_allclose(found.outside[-1], trace.seen_outside[-1] / far)


@pytest.mark.parametrize(("activation", "flat"), [("none", True), ("relu", False)])
def test_without_activation_functions_the_mesh_stays_flat(activation, flat):
    """Where straight lines stay straight and evenly divided, second differences are 0."""
    found = fold(Mlp(activation=activation, layers="2"))
    bent = np.abs(np.diff(found.mesh[:, :15], 2, axis=1)).max((1, 2))
    assert (bent[:-1].max() < 1e-9) == flat
    assert bent[1] < 1e-9  # behind the first linear layer


def test_a_crease_is_where_the_sum_of_its_unit_is_0():
    net = networks(Mlp())[-1]
    ends = creases(net, LOW, -LOW)
    assert len(ends) == 8
    for k, line in enumerate(ends):
        if line is not None:
            z = line @ net.weights[0][0, :, k] + net.biases[0][0, 0, k]
            np.testing.assert_allclose(z, 0, atol=1e-9)
            assert np.abs(line).max() <= 1 + 1e-9
    corners = np.array([[x, y] for x in (-1, 1) for y in (-1, 1)])
    sums = corners @ net.weights[0][0] + net.biases[0][0]
    crosses = (sums.min(0) < 0) & (sums.max(0) > 0)
    assert [line is not None for line in ends] == crosses.tolist()


def test_what_the_cards_say():
    assert film(Mlp(activation="none", layers="10")).accuracy[-1] == pytest.approx(0.67, abs=0.005)
    narrow = film(Mlp(units="2", layers="2"))
    assert narrow.accuracy[-1] == pytest.approx(0.97, abs=0.005)
    edge = np.concatenate([narrow.p[-1, [0, -1]].ravel(), narrow.p[-1, :, [0, -1]].ravel()])
    assert edge.max() > 0.5
    assert film(Mlp(activation="sigmoid", layers="10")).accuracy[-1] == pytest.approx(0.55)
    assert film(Mlp(activation="sigmoid")).accuracy[-1] == 1


def test_two_units_never_close_the_circle_and_four_do_not_always():
    found = studies.how_often(Mlp())
    assert found["2"] == 0 < found["4"] < 20
    assert found["8"] == found["16"] == 20


@pytest.mark.parametrize("data", ["circle", "moons", "xor"])
def test_a_large_rate_leaves_more_dead_units_with_each_seed(data):
    found = studies.dead(Mlp(data=data))
    assert all(small < large for small, large in zip(found[0.02], found[1.0], strict=True))


def test_gradients_of_deep_networks_are_those_of_autograd_and_vanish_by_the_scale():
    net = studies.untrained("torch", "relu", 5, 1)
    x, slope = np.random.default_rng((1, 2)).standard_normal((2, 1, 256, 64))
    h, sums = torch.tensor(x[0]), []
    for W, b in zip(net.weights, net.biases, strict=True):
        sums.append((torch.relu(h) if sums else h) @ torch.tensor(W[0]) + torch.tensor(b[0]))
        h = sums[-1].requires_grad_() if not sums[:-1] else sums[-1]
    theirs = torch.autograd.grad((sums[-1] * torch.tensor(slope[0])).sum(), sums)
    ours = studies.gradients("torch", "relu", 5, 1)
    np.testing.assert_allclose(ours, [float(g.norm()) for g in theirs])
    found = studies.vanished()
    assert all(0.5 < ratio < 2 for row in found["he"] for ratio in row)
    assert max(found["torch"][-1]) < 1e-18 and max(found["sigmoid"][-1]) < 1e-30
    assert min(found["tanh"][-1]) > 0.05
    per_layer = np.array(found["torch"]) ** (1 / (np.array(studies.DEPTHS)[:, None] - 1))
    np.testing.assert_allclose(per_layer, np.sqrt(1 / 6), atol=0.03)


def test_torch_draws_the_weights_of_a_linear_layer_from_the_range_that_the_page_names():
    ours = studies.untrained("torch", "relu", 3, 0).weights
    theirs = seeded(nn.Linear, 64, 64, seed=0).weight.detach().numpy()
    for weights in (*ours, theirs):
        assert 0.98 / 8 < np.abs(weights).max() <= 1 / 8
        assert weights.var() == pytest.approx(1 / (3 * 64), rel=0.1)


@pytest.mark.parametrize(("start", "activation"), [("he", "relu"), ("glorot", "tanh")])
def test_each_column_of_the_spread_holds_all_activations(start, activation):
    shares, edges = studies.spread(start, activation)
    assert shares.shape == (len(edges) - 1, 20)
    np.testing.assert_allclose(shares.sum(0), 1)


def test_the_table_has_the_training_and_every_point():
    trace = record_lesson(Mlp())
    found = pd.read_csv(io.StringIO(table(trace)))
    assert found.value[found.quantity == "accuracy"].tolist() == trace.accuracy.tolist()
    assert (found.quantity == "z inside").sum() == len(made("circle")[0])


def test_the_snippet_prints_what_the_picture_shows():
    said = printed(snippet(Mlp(units="4", seed=1)))
    assert "as set: accuracy 1.000" in said
    assert "no activation: accuracy 0.667" in said
