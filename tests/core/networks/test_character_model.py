import numpy as np
import pytest
import torch
from torch import nn

from core.data.vocabulary import CHARACTERS, SIZE, encode
from core.errors import InputError
from core.networks.character_model import character_model, empty_character_model
from core.networks.recurrent import NETWORKS
from tests.modules import seeded

LAYERS = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}


def made(network, seed=0, **options):
    return character_model(network, 6, 5, torch.Generator().manual_seed(seed), **options)


def read(model, text):
    return model(torch.from_numpy(encode(text)[0])[None])[0][0]


@pytest.mark.parametrize("network", NETWORKS)
def test_the_model_is_an_embedding_a_layer_of_torch_and_a_readout(network):
    model = made(network)
    layer = seeded(LAYERS[network], 5, 6, batch_first=True)
    layer.load_state_dict(model.recurrent.state_dict())
    one_hot = torch.eye(SIZE)[encode("f(x)")[0]]
    h = layer((one_hot @ model.embedding.weight[:SIZE])[None])[0][0]
    expected = h @ model.readout.weight.T + model.readout.bias
    assert torch.allclose(read(model, "f(x)"), expected, atol=1e-6)
    assert expected.shape == (4, len(CHARACTERS))


@pytest.mark.parametrize("network", NETWORKS)
def test_what_comes_later_changes_nothing_before(network):
    model = made(network)
    assert torch.equal(read(model, "abc?")[:3], read(model, "abc(")[:3])


@pytest.mark.parametrize("network", NETWORKS)
def test_a_text_may_be_read_in_two_parts(network):
    model, indices = made(network), torch.from_numpy(encode("a text")[0])[None]
    whole, _ = model(indices)
    first, state = model(indices[:, :2])
    second, _ = model(indices[:, 2:], state)
    assert torch.allclose(torch.cat([first, second], dim=1), whole, atol=1e-6)


def test_an_unknown_character_is_read_as_zeros():
    model = made("lstm")
    unknown = model.embedding(torch.from_numpy(encode("隐🙂")[0]))
    assert unknown.shape == (2, 5)
    assert not unknown.any()


def test_the_generator_alone_decides_the_weights():
    before = torch.get_rng_state()
    one, same, other = (made("gru", seed).state_dict() for seed in (0, 0, 1))
    assert torch.equal(torch.get_rng_state(), before)
    assert all(torch.equal(one[name], same[name]) for name in one)
    assert not any(torch.equal(one[name], other[name]) for name in one)


def test_the_forget_bias_is_what_is_asked_for():
    layer = made("lstm", forget_bias=1.0).recurrent
    total = (layer.bias_ih_l0 + layer.bias_hh_l0).detach().numpy()
    assert np.all(total[6:12] == 1.0)


@pytest.mark.parametrize("network", NETWORKS)
def test_an_empty_model_has_the_same_shapes(network):
    empty, full = empty_character_model(network, 6, 5), made(network)
    shapes = {name: weight.shape for name, weight in full.state_dict().items()}
    assert {name: weight.shape for name, weight in empty.state_dict().items()} == shapes


def test_a_network_that_is_not_known_is_refused():
    with pytest.raises(InputError, match="network must be one of rnn, gru, lstm, got transformer"):
        made("transformer")
