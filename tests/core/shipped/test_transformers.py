"""The shipped Transformers: shared, read-only, and beside each a control that learnt nothing."""

import pytest
import torch

from core.errors import InputError
from core.shipped.transformers import NAMES, config, load_transformer, random_transformer


@pytest.mark.parametrize("name", NAMES)
def test_everybody_gets_the_same_model_and_nobody_can_train_it(name):
    model = load_transformer(name)
    assert model is load_transformer(name)
    assert not model.training
    assert not any(weight.requires_grad for weight in model.parameters())
    assert {weight.dtype for weight in model.parameters()} == {torch.float32}
    assert model.config == config(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_control_has_the_same_shapes_and_other_weights(name):
    trained, control = load_transformer(name).state_dict(), random_transformer(name).state_dict()
    assert {n: w.shape for n, w in trained.items()} == {n: w.shape for n, w in control.items()}
    assert not any(torch.equal(trained[n], control[n]) for n in trained)


def test_a_model_that_is_not_there_is_refused():
    with pytest.raises(InputError, match="name must be one of"):
        load_transformer("bert")
