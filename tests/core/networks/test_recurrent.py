import math

import pytest
import torch
from torch import nn

from core.errors import InputError
from core.networks.recurrent import GATES, build, predictor
from core.networks.rnn import LinearRNN
from tests.modules import seeded

NETWORKS = ("rnn", "gru", "lstm")


def generator(seed=0):
    return torch.Generator().manual_seed(seed)


def blocks(module):
    """The recurrent matrix of each gate."""
    return module.weight_hh_l0.detach().split(module.weight_hh_l0.shape[1])


def radius(W):
    return torch.linalg.eigvals(W.double()).abs().max().item()


@pytest.mark.parametrize(
    ("network", "nonlinearity", "kind"),
    [
        ("rnn", "tanh", nn.RNN),
        ("rnn", "relu", nn.RNN),
        ("rnn", "linear", LinearRNN),
        ("gru", "tanh", nn.GRU),
        ("lstm", "tanh", nn.LSTM),
    ],
)
def test_the_modules_are_the_ones_people_use(network, nonlinearity, kind):
    module = build(network, 3, 5, generator(), nonlinearity=nonlinearity)
    assert type(module) is kind
    assert module.nonlinearity == nonlinearity if network == "rnn" else True
    output, _ = module(torch.ones(2, 7, 3))
    assert output.shape == (2, 7, 5)
    assert {w.shape[0] for w in module.parameters()} == {GATES[network] * 5}


@pytest.mark.parametrize("network", NETWORKS)
def test_the_generator_decides_every_weight(network):
    one, same, other = (build(network, 3, 8, generator(seed)) for seed in (1, 1, 2))
    for name, weight in one.named_parameters():
        assert torch.equal(weight, same.get_parameter(name))
        assert not torch.equal(weight, other.get_parameter(name))


@pytest.mark.parametrize("init", ["torch", "orthogonal", "gaussian"])
@pytest.mark.parametrize("network", NETWORKS)
def test_the_global_generator_is_neither_read_nor_moved(network, init):
    before = torch.get_rng_state()
    one = predictor(build(network, 3, 8, g := generator(), init=init), 2, g)
    assert torch.equal(before, torch.get_rng_state())
    torch.manual_seed(123)
    two = predictor(build(network, 3, 8, g := generator(), init=init), 2, g)
    torch.set_rng_state(before)
    for a, b in zip(one.parameters(), two.parameters(), strict=True):
        assert torch.equal(a, b)


@pytest.mark.parametrize("network", NETWORKS)
def test_the_default_has_the_distribution_of_torchs_constructors(network):
    kind = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}[network]
    oracle = seeded(kind, 64, 64)
    ours = build(network, 64, 64, generator())
    levels = torch.linspace(0, 1, 21)
    for name, weight in ours.named_parameters():
        theirs = oracle.get_parameter(name).detach()
        assert weight.shape == theirs.shape
        if weight.dim() == 2:
            assert torch.allclose(
                weight.detach().flatten().quantile(levels),
                theirs.flatten().quantile(levels),
                atol=0.01,
            )
    assert max(w.abs().max() for w in ours.parameters()) <= 1 / math.sqrt(64)


@pytest.mark.parametrize("network", NETWORKS)
def test_orthogonal_makes_each_gate_orthogonal(network):
    for W in blocks(build(network, 3, 16, generator(), init="orthogonal", dtype=torch.float64)):
        assert torch.allclose(W.T @ W, torch.eye(16, dtype=torch.float64), atol=1e-12)


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("init", ["orthogonal", "gaussian"])
@pytest.mark.parametrize("rho", [0.3, 1.0, 2.0])
def test_radius_is_the_spectral_radius_of_each_gate(network, init, rho):
    module = build(network, 3, 16, generator(), init=init, radius=rho)
    assert [radius(W) for W in blocks(module)] == pytest.approx([rho] * GATES[network], rel=1e-5)


def test_a_large_gaussian_matrix_follows_the_circular_law():
    (W,) = blocks(build("rnn", 1, 256, generator(), init="gaussian"))
    assert radius(W) == pytest.approx(1.0, abs=0.1)


def test_the_initialisation_changes_the_recurrent_matrices_only():
    usual, orthogonal = (build("lstm", 3, 8, generator(), init=i) for i in ("torch", "orthogonal"))
    for name, weight in usual.named_parameters():
        assert torch.equal(weight, orthogonal.get_parameter(name)) == (name != "weight_hh_l0")


@pytest.mark.parametrize("bias", [-2.0, 0.0, 5.0])
def test_the_forget_bias_is_the_whole_bias_of_the_forget_gate(bias):
    usual, set_to = (
        build("lstm", 3, 4, generator()),
        build("lstm", 3, 4, generator(), forget_bias=bias),
    )
    total = set_to.bias_ih_l0 + set_to.bias_hh_l0
    assert total[4:8].tolist() == [bias] * 4
    others = [0, 1, 2, 3, *range(8, 16)]
    assert torch.equal(total[others], (usual.bias_ih_l0 + usual.bias_hh_l0)[others])


def test_both_precisions_are_the_same_network():
    single, double = (
        build("gru", 3, 8, generator(), dtype=d) for d in (torch.float32, torch.float64)
    )
    for name, weight in double.named_parameters():
        assert weight.dtype == torch.float64
        assert torch.equal(weight.float(), single.get_parameter(name))


def test_a_predictor_reads_the_last_hidden_state():
    network = predictor(build("gru", 3, 8, g := generator()), 2, g)
    x = torch.randn(5, 7, 3, generator=g)
    _, last = network.recurrent(x)
    expected = last[0] @ network.readout.weight.T + network.readout.bias
    assert torch.allclose(network(x), expected, atol=1e-7)
    assert not network.readout.training


@pytest.mark.parametrize(
    ("field", "settings"),
    [
        ("network", {"network": "transformer"}),
        ("hidden", {"hidden": 0}),
        ("inputs", {"inputs": 0}),
        ("init", {"init": "zeros"}),
        ("nonlinearity", {"nonlinearity": "sine"}),
        ("nonlinearity", {"network": "gru", "nonlinearity": "relu"}),
        ("radius", {"radius": 1.0}),
        ("radius", {"init": "orthogonal", "radius": 0.0}),
        ("radius", {"init": "gaussian", "radius": math.nan}),
        ("forget_bias", {"forget_bias": 1.0}),
        ("forget_bias", {"network": "lstm", "forget_bias": math.inf}),
    ],
)
def test_what_cannot_be_built_is_refused_by_name(field, settings):
    arguments = {"network": "rnn", "inputs": 3, "hidden": 4, **settings}
    with pytest.raises(InputError) as caught:
        build(generator=generator(), **arguments)
    assert caught.value.field == field
    assert str(caught.value).startswith(f"{field} must be ")
