"""Weights that a file holds in parts are those that torch's own module computes with."""

from contextlib import nullcontext

import pytest
import torch
from torch import nn
from torch.nn.utils import parametrizations, parametrize, prune

from core.uploads.effective import as_layers, effective
from core.uploads.refusal import UploadError
from core.uploads.state_dict import module, module_shape, prefixes
from tests.modules import seeded

PARTS = {
    "weight norm": lambda lstm: parametrizations.weight_norm(lstm, "weight_hh_l0"),
    "along the other axis": lambda lstm: parametrizations.weight_norm(lstm, "weight_hh_l0", dim=1),
    "spectral norm": lambda lstm: parametrizations.spectral_norm(lstm, "weight_hh_l0"),
    "older weight norm": lambda lstm: older(lstm, nn.utils.weight_norm),
    "of the whole matrix": lambda lstm: older(lstm, nn.utils.weight_norm, dim=None),
    "older spectral norm": lambda lstm: older(lstm, nn.utils.spectral_norm),
    "pruning": lambda lstm: prune.l1_unstructured(lstm, "weight_hh_l0", 0.3),
}


def older(lstm, make, **options):
    expected = pytest.warns(FutureWarning) if make is nn.utils.weight_norm else nullcontext()
    with expected:
        return make(lstm, "weight_hh_l0", **options)


@pytest.mark.parametrize("parts", PARTS)
def test_the_weight_is_the_one_that_torch_computes_with(parts):
    lstm = seeded(nn.LSTM, 2, 3)
    with torch.random.fork_rng(devices=[]):
        PARTS[parts](lstm)
    lstm.eval()
    tensors, computed = effective({f"rnn.{k}": w for k, w in lstm.state_dict().items()})
    assert computed == ("rnn.weight_hh_l0",)
    made = module(tensors, module_shape(tensors, *prefixes(tensors)))
    x = torch.randn(5, 2, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        torch.testing.assert_close(made(x)[0], lstm(x)[0], rtol=0, atol=1e-6)


@pytest.mark.parametrize("outside", [True, False])
def test_the_raw_weight_of_dropconnect_is_the_one_outside_training(outside):
    own = seeded(nn.LSTM, 2, 3).state_dict()
    raw = own.pop("weight_hh_l0")
    tensors = {f"rnns.0.module.{name}": w for name, w in own.items()}
    tensors["rnns.0.module.weight_hh_l0"] = torch.zeros(12, 3)  # as the last update had dropped it
    tensors[f"rnns.0.{'' if outside else 'module.'}weight_hh_l0_raw"] = raw
    found, computed = effective(tensors)
    assert torch.equal(found["rnns.0.module.weight_hh_l0"], raw)
    assert computed == ("rnns.0.module.weight_hh_l0",)


def test_parts_that_nothing_is_known_of_are_named():
    rnn = seeded(nn.RNN, 2, 3)
    parametrize.register_parametrization(rnn, "weight_ih_l0", nn.Tanh(), unsafe=True)
    tensors, computed = effective(rnn.state_dict())
    assert computed == ()
    with pytest.raises(UploadError) as caught:
        module_shape(tensors, *prefixes(tensors))
    assert (caught.value.code, caught.value.value) == ("parametrised", "weight_ih_l0")


def test_parts_that_would_make_a_far_larger_weight_are_left_alone():
    wide, high = torch.ones(1, 10**6), torch.ones(10**6, 1)
    for names in (("g", "v"), ("orig", "mask")):
        pieces = dict(zip((f"weight_hh_l0_{name}" for name in names), (wide, high), strict=True))
        assert effective(pieces)[1] == ()


@pytest.mark.parametrize(
    ("cell_of", "layer_of"), [(nn.LSTMCell, nn.LSTM), (nn.GRUCell, nn.GRU), (nn.RNNCell, nn.RNN)]
)
def test_a_cell_in_a_loop_is_the_layer(cell_of, layer_of):
    cell = seeded(cell_of, 2, 3)
    tensors, cells = as_layers({f"lstm_cell.{k}": w for k, w in cell.state_dict().items()})
    assert cells == ("lstm_cell.",)
    made = module(tensors, module_shape(tensors, "lstm_cell."))
    assert type(made) is layer_of
    x = torch.randn(7, 2, generator=torch.Generator().manual_seed(1))
    state, states = None, []
    with torch.no_grad():
        for x_t in x:
            state = cell(x_t, state)
            states.append(state[0] if isinstance(state, tuple) else state)
        torch.testing.assert_close(made(x)[0], torch.stack(states), rtol=0, atol=1e-6)


def test_a_layer_is_no_cell():
    own = seeded(nn.LSTM, 2, 3).state_dict()
    tensors, cells = as_layers(own | {"weight_ih": torch.ones(2), "weight_hh": torch.ones(2)})
    assert cells == ()
    assert "weight_ih" in tensors
