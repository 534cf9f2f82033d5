"""A refusal that names a way out: who follows it gets what the module computes."""

import copy

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.utils import parametrizations, spectral_norm

from core.errors import InputError
from core.recorders.record import record
from tests.modules import seeded

X = torch.randn(6, 3, generator=torch.Generator().manual_seed(1))
CELLS = {
    "LSTMCell": lambda: seeded(nn.LSTMCell, 3, 4),
    "GRUCell": lambda: seeded(nn.GRUCell, 3, 4, bias=False),
    "RNNCell": lambda: seeded(nn.RNNCell, 3, 4, nonlinearity="relu"),
}
LAYERS = {
    "LSTMCell": ("nn.LSTM(3, 4)", lambda: seeded(nn.LSTM, 3, 4, seed=5)),
    "GRUCell": ("nn.GRU(3, 4, bias=False)", lambda: seeded(nn.GRU, 3, 4, bias=False, seed=5)),
    "RNNCell": (
        "nn.RNN(3, 4, nonlinearity='relu')",
        lambda: seeded(nn.RNN, 3, 4, nonlinearity="relu", seed=5),
    ),
}


def refusal(module, x=X):
    with pytest.raises(InputError) as error:
        record(module, x)
    return str(error.value)


@pytest.mark.parametrize("kind", CELLS)
def test_a_cell_is_the_layer_that_its_refusal_names(kind):
    cell = CELLS[kind]()
    written, make = LAYERS[kind]
    layer = make()
    assert f"(a cell in a loop is {written} with the cell's weights, _l0 added" in refusal(cell)
    layer.load_state_dict({f"{name}_l0": w for name, w in cell.state_dict().items()})
    state, states = None, []
    with torch.no_grad():
        for x in X:
            state = cell(x, state)
            states.append(state[0] if isinstance(state, tuple) else state)
    np.testing.assert_allclose(record(layer, X).trace.h, torch.stack(states), atol=1e-6)


def test_a_cell_inside_a_module_is_named():
    inside = nn.ModuleDict({"decoder": nn.ModuleList([CELLS["LSTMCell"](), nn.Identity()])})
    assert "(its .decoder[0] in a loop is nn.LSTM(3, 4) with" in refusal(inside)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_weights_of_torchscript_fit_the_module_that_it_was_made_from():
    module = seeded(nn.GRU, 3, 4)
    script = torch.jit.script(module)
    assert "load its state_dict() into the Python module that it was made from" in refusal(script)
    again = seeded(nn.GRU, 3, 4, seed=5)
    again.load_state_dict(script.state_dict())
    np.testing.assert_array_equal(record(again, X).trace.h, record(module, X).trace.h)


@pytest.mark.filterwarnings("ignore")  # of torch: it will no longer quantise by itself
def test_of_a_quantised_layer_the_float_model_is_recorded():
    quantise = torch.ao.quantization.quantize_dynamic
    inside = seeded(lambda: quantise(nn.ModuleDict({"rnn": nn.LSTM(3, 4)}), {nn.LSTM}))
    for module in (inside, inside["rnn"]):
        assert "record the float model" in refusal(module)


def spectral_encoder(norm):
    layer = seeded(nn.TransformerEncoderLayer, 4, 2, 8, dropout=0)
    seeded(norm, layer.linear1)
    return layer, torch.randn(5, 4, generator=torch.Generator().manual_seed(1))


def spectral_lstm(norm):
    module = seeded(nn.LSTM, 3, 4)
    seeded(norm, module, "weight_hh_l0")
    return module, X


@pytest.mark.filterwarnings("ignore::FutureWarning")
@pytest.mark.parametrize("norm", [spectral_norm, parametrizations.spectral_norm])
@pytest.mark.parametrize("make", [spectral_lstm, spectral_encoder])
def test_spectral_norm_in_train_mode_is_refused_and_left_as_it_is(make, norm):
    module, x = make(norm)
    before = copy.deepcopy(module.train().state_dict())
    assert "(spectral_norm changes u and v; call .eval() first)" in refusal(module, x)
    now = module.state_dict()
    assert all(torch.equal(now[name], w) for name, w in before.items())
    found = record(module.eval(), x)
    with torch.no_grad():
        out = module(x)
    pairs = [found.output, out] if isinstance(out, torch.Tensor) else [found.output[0], out[0]]
    assert torch.equal(*pairs)
