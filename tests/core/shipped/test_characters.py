"""The shipped character models: what they make of a text, against torch's own modules."""

import math
import subprocess
import sys
from dataclasses import fields

import numpy as np
import pytest
import torch
from torch import nn

from core.data.vocabulary import CHARACTERS, encode
from core.errors import InputError
from core.networks.recurrent import NETWORKS
from core.shipped import recordings
from core.shipped.characters import (
    CORPUS,
    corpus,
    corpus_states,
    load_character_model,
    prediction,
    random_control,
    record_text,
)
from tests.modules import seeded

TEXT = 'If x is "spam" (or 隐), see\n   lambda x: x[0] + 1'
STATE = {"rnn": "h", "gru": "h", "lstm": "c"}


def plain(network, text):
    """The text through a new module of torch with the same weights: h and logits, by time."""
    shipped = load_character_model(network)
    layers = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}
    layer = seeded(layers[network], shipped.recurrent.input_size, shipped.recurrent.hidden_size)
    layer.load_state_dict(shipped.recurrent.state_dict())
    indices = [CHARACTERS.index(c) if c in CHARACTERS else len(CHARACTERS) for c in text]
    with torch.no_grad():
        h, _ = layer(shipped.embedding.weight[indices])
        return h.numpy(), (h @ shipped.readout.weight.T + shipped.readout.bias).numpy()


@pytest.mark.parametrize("network", NETWORKS)
def test_a_recorded_text_is_what_torch_runs(network):
    trace = record_text(network, TEXT)
    h, logits = plain(network, TEXT)
    assert trace.tokens == trace.layer.tokens == tuple(TEXT)
    assert np.allclose(trace.layer.h, h, atol=1e-6)
    odds = np.exp(logits.astype(np.float64))
    expected = odds / odds.sum(axis=1, keepdims=True)
    assert np.allclose(trace.prediction.probabilities, expected, atol=1e-6)


@pytest.mark.parametrize("network", NETWORKS)
def test_the_likeliest_next_characters_are_the_five_largest(network):
    found = record_text(network, TEXT).prediction
    order = np.argsort(-found.probabilities, axis=1, kind="stable")[:, :5]
    values = np.take_along_axis(found.probabilities, order, axis=1)
    assert np.array_equal(found.top_probabilities, values)
    assert found.likeliest(0) == tuple(CHARACTERS[place] for place in found.top[0])


def test_surprise_is_the_bits_of_what_came():
    found = record_text("lstm", TEXT).prediction
    unknown = TEXT.index("隐")
    assert np.flatnonzero(np.isnan(found.surprise)).tolist() == [0, unknown]
    assert np.flatnonzero(found.unknown).tolist() == [unknown]
    for t in (1, 7, unknown + 1, len(TEXT) - 1):
        p = found.probabilities[t - 1, CHARACTERS.index(TEXT[t])]
        assert found.surprise[t] == pytest.approx(-math.log2(p), rel=1e-5)


def test_a_text_in_which_everything_is_unknown_is_read_all_the_same():
    trace = record_text("lstm", "隐状态🙂")
    assert trace.prediction.unknown.all()
    assert not trace.layer.x.any()
    assert np.isfinite(trace.layer.c).all()
    assert np.isnan(trace.prediction.surprise).all()


def test_composed_and_decomposed_letters_read_the_same():
    assert record_text("gru", "cafe\u0301").tokens == record_text("gru", "café").tokens


def test_a_text_without_characters_and_an_unknown_network_are_refused():
    with pytest.raises(InputError, match="text must be at least 1 character"):
        record_text("lstm", "")
    with pytest.raises(InputError, match="network must be one of rnn, gru, lstm, got bert"):
        record_text("bert", "a")


@pytest.mark.parametrize("network", NETWORKS)
def test_everybody_gets_the_same_model_and_nobody_can_train_it(network):
    model = load_character_model(network)
    assert model is load_character_model(network)
    assert not model.training
    assert not any(weight.requires_grad for weight in model.parameters())
    assert {weight.dtype for weight in model.parameters()} == {torch.float32}


@pytest.mark.parametrize("network", NETWORKS)
def test_the_control_has_the_same_shapes_and_has_learnt_nothing(network):
    trained, control = load_character_model(network), random_control(network)
    for (name, weight), (other, drawn) in zip(
        trained.named_parameters(), control.named_parameters(), strict=True
    ):
        assert name == other and weight.shape == drawn.shape
        assert not torch.allclose(weight, drawn, atol=1e-3)
    assert not any(weight.requires_grad for weight in control.parameters())


@pytest.mark.parametrize("network", NETWORKS)
def test_the_states_over_the_corpus_are_those_of_one_reader(network):
    states = corpus_states(network)
    assert states.shape == (CORPUS, 128) == (len(corpus()), 128)
    assert states.dtype == np.float32 and not states.flags.writeable
    for start in (10_000, 52_345):  # one reader who comes from 600 characters before
        trace = record_text(network, corpus()[start - 600 : start + 400]).layer
        assert trace.h.shape[0] == 1000  # nothing in it is composed
        expected = getattr(trace, STATE[network])[600:]
        apart = np.abs(states[start : start + 400] - expected)
        assert np.median(apart) < 1e-4
        assert apart.mean() < 0.01 * np.abs(expected).mean()


def test_a_recording_opens_again_without_torch(tmp_path):
    file, trace = tmp_path / "text.safetensors", record_text("lstm", TEXT)
    parts = {"layer": trace.layer, "prediction": trace.prediction}
    recordings.save(file, parts)
    again = recordings.load(file)
    for name, part in parts.items():
        for field in fields(part):
            old, new = getattr(part, field.name), getattr(again[name], field.name)
            np.testing.assert_array_equal(new, old)  # NaN counts as equal to itself
    code = "import sys; from core.traces import characters as character_trace; "
    code += "from core.shipped import recordings; from pathlib import Path;"
    code += "recordings.load(Path(sys.argv[1])); assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code, file], check=True)


def test_predictions_can_be_read_out_of_any_hidden_states():
    model, trace = load_character_model("lstm"), record_text("lstm", TEXT)
    again = prediction(model, torch.tensor(trace.layer.h), trace.tokens)
    assert np.allclose(again.probabilities, trace.prediction.probabilities, atol=1e-6)
    assert encode(TEXT)[1].tolist() == again.unknown.tolist()
