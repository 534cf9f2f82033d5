import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import torch
from torch import nn

from core.data.vocabulary import CHARACTERS, SIZE
from core.networks.character_model import character_model
from core.networks.recurrent import NETWORKS
from core.training.characters import CharacterConfig, bits_per_character, train_characters

TEXT = 'The "quick" (brown) fox jumps over the lazy dog.\n' * 12
OTHER = 'A "lazy" dog (brown) jumps over the quick fox.\n' * 4
TINY = CharacterConfig(
    network="lstm", hidden=8, embedding=4, batch=3, window=10, steps=30, validations=3
)


def tiny(**changes):
    return train_characters(replace(TINY, **changes), TEXT, OTHER)


@pytest.mark.parametrize("network", NETWORKS)
def test_equal_settings_give_equal_weights_and_leave_global_randomness_alone(network):
    before = torch.get_rng_state()
    first, again = (tiny(network=network) for _ in range(2))
    assert torch.equal(torch.get_rng_state(), before)
    assert first.bits == again.bits
    for weight, same in zip(first.model.parameters(), again.model.parameters(), strict=True):
        assert torch.equal(weight, same)


def test_another_seed_gives_other_weights():
    first, other = tiny(), tiny(seed=1)
    assert not torch.equal(first.model.readout.weight, other.model.readout.weight)


@pytest.mark.parametrize("network", NETWORKS)
def test_a_text_that_repeats_itself_is_learnt(network):
    sizes = {"hidden": 32, "embedding": 16, "steps": 250, "learning_rate": 0.02, "dropout": 0.0}
    result = train_characters(replace(TINY, network=network, **sizes), TEXT, TEXT)
    assert bits_per_character(result.model, TEXT) < 0.5


def test_the_weights_that_stay_are_those_that_validate_best():
    result = train_characters(replace(TINY, steps=200, validations=10), TEXT, "zzzz|~" * 40)
    best = int(np.argmin(result.bits))
    assert result.step == result.steps[best] < 200  # the other text is learnt away
    assert bits_per_character(result.model, "zzzz|~" * 40, 16) == pytest.approx(result.bits[best])


def test_the_looks_are_spread_over_the_run_and_include_its_end():
    assert tiny().steps == (10, 20, 30)
    assert tiny(steps=31).steps == (11, 22, 31)


def test_bits_are_those_of_torch_run_one_character_at_a_time():
    model = character_model("gru", 6, 5, torch.Generator().manual_seed(0))
    text, bits, state = "abc 隐(d", [], None
    indices = [CHARACTERS.index(c) if c in CHARACTERS else SIZE for c in text]
    for now, later in pairwise(indices):
        logits, state = model(torch.tensor([[now]]), state)
        if later < SIZE:
            loss = nn.CrossEntropyLoss()(logits[0], torch.tensor([later]))
            bits.append(loss.item() / math.log(2))
    assert len(bits) == 5  # neither the first character nor the unknown one
    assert bits_per_character(model, text) == pytest.approx(np.mean(bits), abs=1e-5)


def test_a_model_that_knows_nothing_needs_the_bits_of_the_vocabulary():
    model = character_model("rnn", 6, 5, torch.Generator().manual_seed(0))
    with torch.no_grad():
        for weight in model.readout.parameters():
            weight.zero_()
    assert bits_per_character(model, TEXT) == pytest.approx(math.log2(SIZE), abs=1e-5)
    assert bits_per_character(model, TEXT, 4) == pytest.approx(math.log2(SIZE), abs=1e-5)
