"""Training an encoder–decoder Transformer: one run made twice, and learning at all."""

import torch

from core.networks.seq2seq.decoding import translate_all
from core.networks.seq2seq_transformer.ablation import Ablation
from core.networks.seq2seq_transformer.stack import StackConfig
from tests.train.test_translator import PAIRS, TARGETS, WORDS, reversal, sentences
from train.transformer_figures import alignment, right_without
from train.transformer_translator import TransformerRun, train_transformer

SIZES = StackConfig(layers=1, d=32, heads=2, hidden=32)


def train(**settings):
    config = TransformerRun(**{"epochs": 2, "batch": 16, "sizes": SIZES, **settings})
    return train_transformer(config, PAIRS, sorted(WORDS), TARGETS)


def test_equal_settings_give_equal_weights_and_another_seed_gives_others():
    a, b, c = train(), train(), train(seed=1)
    for (name, first), second in zip(a.model.named_parameters(), b.model.parameters(), strict=True):
        assert torch.equal(first, second), name
        assert torch.equal(first, first.half().float()), name
    assert a.losses == b.losses != c.losses
    assert not any(weight.requires_grad for weight in a.model.parameters())


def test_it_learns_to_translate_backwards():
    result = train(epochs=30, rate=0.006, dropout=0.0)
    fresh = [reversal(s) for s in sentences(60, seed=1)]
    said = translate_all(result.model, [pair.source for pair in fresh])
    right = sum(words[:-1] == pair.target for words, pair in zip(said, fresh, strict=True))
    assert right >= 50
    assert result.losses[-1] < 0.2 < result.losses[0]
    assert right_without(result.model, fresh)["intact"] == right
    assert alignment(result.model, fresh)["all"] < 0.5


def test_positions_that_begin_anywhere_give_another_run():
    a, b = train(offset=3), train()
    assert not torch.equal(a.model.readout.weight, b.model.readout.weight)
    assert a.losses[-1] < a.losses[0] and a.model.ablation == Ablation()


def test_a_part_that_is_taken_away_is_not_trained_and_stays_away():
    taken = Ablation(off=frozenset({"d1s"}))
    result = train(without=taken)
    assert result.model.ablation == taken
    untrained = train(without=taken, epochs=0).model
    for name, weight in result.model.named_parameters():
        same = torch.equal(weight, untrained.get_parameter(name))
        assert same == ("sublayers.d1s" in name), name
