"""The word-level RNN: its equations, its copies, and where its weights come from."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.networks.word_model import E, H, word_model

WORDS = ("a", "cat", "sees", "the", "tree")
tokens = st.lists(st.integers(0, len(WORDS) - 1), min_size=1, max_size=7)


def made(seed=0, copies=1):
    model = word_model(WORDS, torch.Generator().manual_seed(seed), copies)
    return model.requires_grad_(False)


@given(tokens)
def test_it_is_the_three_equations_word_by_word(read):
    model = made()
    U, W = model.rnn.weight_ih_l0, model.rnn.weight_hh_l0
    b, h = model.rnn.bias_ih_l0 + model.rnn.bias_hh_l0, torch.zeros(H)
    assert U.shape == (H, E)
    for t, token in enumerate(read):
        h = torch.tanh(U @ model.embedding.weight[token] + W @ h + b)
        o = model.scores.weight @ h + model.scores.bias
        assert torch.allclose(model(torch.tensor([read]))[0, t], o, atol=1e-5)


@given(tokens)
def test_equal_copies_are_one_network_and_behind_the_last_one_it_goes_on(read):
    one, copies = made(), made(copies=3)
    for part in (copies.recurrent, copies.readout):
        for copy in part:
            copy.load_state_dict((one.rnn if part is copies.recurrent else one.scores).state_dict())
    copies.embedding.load_state_dict(one.embedding.state_dict())
    batch = torch.tensor([read])
    assert torch.allclose(copies(batch), one(batch), atol=1e-5)


def test_copies_have_weights_of_their_own():
    model = made(copies=3)
    assert not torch.equal(model.recurrent[0].weight_hh_l0, model.recurrent[1].weight_hh_l0)
    assert sum(w.numel() for w in model.recurrent.parameters()) == 3 * (H * E + H * H + 2 * H)


def test_the_generator_alone_decides_the_weights():
    one, same, other = (made(seed).state_dict() for seed in (0, 0, 1))
    assert all(torch.equal(one[name], same[name]) for name in one)
    assert not torch.equal(one["embedding.weight"], other["embedding.weight"])
    assert one["recurrent.0.weight_hh_l0"].abs().max() <= 1 / H**0.5


def test_words_are_places_in_the_vocabulary():
    assert made().encode(("the", "cat")).tolist() == [3, 1]
    with pytest.raises(KeyError):
        made().encode(("dog",))
