"""Taggers against torch's own modules, in every configuration."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from core.draws import WEIGHTS, stream
from core.errors import InputError
from core.networks.tagger import TaggerConfig, empty_tagger, tagger


def config(**changed):
    return TaggerConfig(**{"characters": "abc", "outputs": ("x", "y"), **changed})


@settings(max_examples=25)
@given(
    st.sampled_from(["rnn", "gru", "lstm"]),
    st.integers(1, 3),
    st.booleans(),
    st.integers(1, 5),
    st.text("abcd", min_size=1, max_size=6),
)
def test_it_is_torchs_embedding_recurrence_and_readout(network, layers, both, hidden, text):
    sizes = {"hidden": hidden, "layers": layers, "both": both, "embedding": 3}
    model = tagger(config(network=network, **sizes), stream(0, WEIGHTS))
    kind = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}[network]
    with torch.device("meta"):
        torchs = kind(3, hidden, layers, bidirectional=both, batch_first=True)
    torchs.load_state_dict(model.recurrent.state_dict(), assign=True)
    states, _ = torchs(model.embedding.weight[model.encode([text])])
    expected = nn.functional.linear(states, model.readout.weight, model.readout.bias)
    torch.testing.assert_close(model(model.encode([text])), expected)
    assert model.readout.in_features == hidden * (1 + both)


def test_the_same_stream_gives_the_same_tagger_and_nothing_global_is_drawn():
    before = torch.get_rng_state()
    first, second = (tagger(config(), stream(3, WEIGHTS)) for _ in range(2))
    assert torch.equal(before, torch.get_rng_state())
    for one, other in zip(first.parameters(), second.parameters(), strict=True):
        assert torch.equal(one, other)


def test_an_unknown_character_is_a_vector_of_zeros():
    model = tagger(config(), stream(0, WEIGHTS))
    assert model.encode(["ca?"]).tolist() == [[3, 1, 0]]
    assert not model.embedding(model.encode(["?"])).any()


@pytest.mark.parametrize("texts", [[], [""], ["a", "ab"]])
def test_texts_of_one_length_only(texts):
    with pytest.raises(InputError, match="of one length"):
        empty_tagger(config()).encode(texts)


@pytest.mark.parametrize(
    "changed", [{"network": "cnn"}, {"hidden": 0}, {"layers": 0}, {"embedding": 0}]
)
def test_what_cannot_be_made_is_refused(changed):
    with pytest.raises(InputError, match=next(iter(changed))):
        config(**changed)
