"""Every number of a diagnosis against its direct computation."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from core.lessons.your_model.run import fresh, run
from core.lessons.your_model.settings import YourModel
from core.measures.diagnosis import findings, reach, rise
from core.uploads.state_dict import module_shape
from tests.modules import seeded

T = 30


def examined(module, place=0, source=None):
    draws = torch.Generator().manual_seed(3)
    with torch.no_grad():
        for weight in module.parameters():
            weight.uniform_(-0.9, 0.9, generator=draws)
    x = torch.randn(T, module.input_size, generator=draws)
    words = tuple(map(str, range(T)))
    return run(module.eval(), x if source is None else source, words, YourModel(place=place)), x


def by_hand(module, x):
    """The states of one-layer modules with a graph, float64, from torch's cells."""
    cell_of = {nn.LSTM: nn.LSTMCell, nn.GRU: nn.GRUCell, nn.RNN: nn.RNNCell}[type(module)]
    cell = seeded(cell_of, module.input_size, module.hidden_size).double()
    weights = {k.removesuffix("_l0"): w.double() for k, w in module.state_dict().items()}
    cell.load_state_dict(weights)
    h = c = torch.zeros(1, module.hidden_size, dtype=torch.float64, requires_grad=True)
    path = []
    for row in x.double():
        if isinstance(module, nn.LSTM):
            h, c = cell(row[None], (h, c))
            path.append(c)
        else:
            h = cell(row[None], h)
            path.append(h)
    return path, h


@pytest.mark.parametrize("make", [nn.RNN, nn.GRU, nn.LSTM])
def test_reach_is_where_autograd_falls_below_one_percent(make):
    module = seeded(make, 3, 6)
    lesson, x = examined(module)
    path, last = by_hand(module, x)
    v = torch.randn(6, generator=torch.Generator().manual_seed(0)).double()
    norms = [float(g.norm()) for g in torch.autograd.grad(last[0] @ v, path)]
    faded = [k for k, norm in enumerate(reversed(norms)) if norm < 0.01 * norms[-1]]
    assert lesson.diagnosis.reach == (faded[0] if faded else None)


def sigmoid(values):
    return 1 / (1 + np.exp(-values))


def test_saturation_opening_and_bias_of_an_lstm():
    module = seeded(nn.LSTM, 3, 6)
    lesson, x = examined(module)
    d, w = lesson.diagnosis, {k: v.double().numpy() for k, v in module.state_dict().items()}
    before = np.vstack([np.zeros(6), lesson.trace.h[:-1]])
    a = x.double().numpy() @ w["weight_ih_l0"].T + before @ w["weight_hh_l0"].T
    a += w["bias_ih_l0"] + w["bias_hh_l0"]
    for k, (gate, block) in enumerate((("i", 0), ("f", 1), ("o", 3))):
        levels = sigmoid(a[:, 6 * block : 6 * block + 6])
        assert d.gates[k] == gate
        assert d.saturated[k] == pytest.approx(((levels < 0.05) | (levels > 0.95)).mean())
        assert d.opening[k] == pytest.approx(levels.mean(), rel=1e-5)
    bias = (w["bias_ih_l0"] + w["bias_hh_l0"])[6:12].mean()
    assert d.forget_bias == pytest.approx(bias, rel=1e-6)


@pytest.mark.parametrize("make", [nn.RNN, nn.GRU, nn.LSTM])
def test_spectral_radii_bound_the_growth_of_powers(make):
    """Gelfand: ‖Wⁿ‖^(1/n) → ρ."""
    module = seeded(make, 3, 6)
    lesson, _ = examined(module)
    blocks = module.weight_hh_l0.detach().double().split(6)
    assert len(lesson.diagnosis.radius) == len(blocks)
    for W, radius in zip(blocks, lesson.diagnosis.radius, strict=True):
        n = 4096
        scaled, log = torch.eye(6, dtype=torch.float64), 0.0
        for _ in range(n):
            scaled = W @ scaled
            log += float(scaled.norm().log())
            scaled = scaled / scaled.norm()
        assert np.exp(log / n) == pytest.approx(radius, rel=1e-2)


def test_the_radius_of_a_projected_lstm_is_that_of_the_way_h_comes_back():
    module = seeded(nn.LSTM, 3, 6, proj_size=2)
    lesson, _ = examined(module)
    W, P = module.weight_hh_l0.detach().double(), module.weight_hr_l0.detach().double()
    for block, radius in zip(W.split(6), lesson.diagnosis.radius, strict=True):
        assert radius == pytest.approx(float(torch.linalg.eigvals(block @ P).abs().max()))


def test_dead_units_are_counted():
    module = seeded(nn.RNN, 3, 6, nonlinearity="relu")
    examined(module)
    with torch.no_grad():
        for name in ("weight_ih_l0", "weight_hh_l0"):
            getattr(module, name)[:2] = 0
        module.bias_ih_l0[:2] = module.bias_hh_l0[:2] = -1.0
    x = torch.randn(T, 3, generator=torch.Generator().manual_seed(1))
    lesson = run(module, x, ("",) * T, YourModel())
    still = sum(float(unit.max() - unit.min()) < 1e-3 for unit in lesson.trace.h.T)
    assert lesson.diagnosis.dead == still >= 2
    assert "dead" in findings(lesson.diagnosis)
    assert lesson.diagnosis.gates == ()  # a relu does not saturate


def test_a_tanh_state_saturates_in_both_directions():
    module = seeded(nn.RNN, 3, 6)
    examined(module)
    x = 50 * torch.randn(T, 3, generator=torch.Generator().manual_seed(1))
    lesson = run(module, x, ("",) * T, YourModel())
    assert lesson.diagnosis.saturated[0] == pytest.approx((np.abs(lesson.trace.h) > 0.95).mean())
    assert lesson.diagnosis.saturated[0] > 0.5
    assert "stuck" in findings(lesson.diagnosis)


def test_a_backward_direction_ends_at_the_first_step():
    module = seeded(nn.GRU, 3, 6, 2, bidirectional=True)
    lesson, _ = examined(module, place=3)
    assert (lesson.trace.layer, lesson.trace.reverse) == (1, True)
    assert lesson.gradient.injected[0] > 0
    assert not lesson.gradient.injected[1:].any()
    turned = lesson.gradient.dh
    faded = np.flatnonzero(turned < 0.01 * turned[0])
    assert reach(lesson.gradient) == (int(faded[0]) if len(faded) else None)


def test_the_control_has_the_same_shape_and_the_stated_weights():
    module = seeded(nn.LSTM, 3, 400, 2, bidirectional=True)
    control = fresh(module, seed=5)
    assert module_shape(control.state_dict()) == module_shape(module.state_dict())
    values = torch.cat([w.flatten() for w in control.parameters()]).detach().numpy()
    assert np.abs(values).max() <= 1 / 20
    assert values.std() == pytest.approx(1 / 20 / np.sqrt(3), rel=0.01)
    assert not torch.equal(control.weight_hh_l0, module.weight_hh_l0)
    assert torch.equal(control.weight_hh_l0, fresh(module, seed=5).weight_hh_l0)


def test_nothing_arrives_through_a_shut_output():
    lesson, _ = examined(seeded(nn.RNN, 3, 6, nonlinearity="relu"))
    assert reach(replace(lesson.gradient, dh=np.zeros(T))) == 0


def test_a_gradient_that_rises_again_is_not_called_faded():
    rnn = seeded(nn.RNN, 1, 1, bias=False)
    with torch.no_grad():
        rnn.weight_ih_l0.fill_(1)
        rnn.weight_hh_l0.fill_(1.5)
    x = torch.zeros(24, 1)
    x[20], x[21] = 5, -1.5  # one step at which tanh is saturated; then h is near 0 again
    found = run(rnn.eval(), x, ("",) * 24, YourModel(source="csv"))
    norms = found.gradient.dh[::-1]
    assert found.diagnosis.reach == int((norms < 0.01 * norms[0]).argmax())
    assert rise(found.gradient) > 1
    assert rise(found.gradient) == pytest.approx(norms[found.diagnosis.reach :].max() / norms[0])
    assert "returns" in findings(found.diagnosis, rises=True)
    assert "fades" not in findings(found.diagnosis, rises=True)
    assert "fades" in findings(found.diagnosis)
