import numpy as np
import pytest
import torch
from torch import nn
from torch.autograd.functional import jacobian

from core.errors import InputError
from core.gradients.look_ahead import influence
from core.networks import masks
from core.networks.scaled_dot_product import attention
from tests.modules import seeded

T, SIZE = 6, 4
MASKS = {
    "none": masks.none(T),
    "causal": masks.causal(T),
    "padding": masks.padding(T, 4),
    "window": masks.sliding_window(T, 2),
    "prefix": masks.prefix(T, 3),
}


def words():
    generator = torch.Generator().manual_seed(0)
    return torch.randn(T, SIZE, generator=generator, dtype=torch.float64)


def encoder(depth):
    """An encoder of torch's with weights of its own in each layer."""
    generator = torch.Generator().manual_seed(1)
    layer = seeded(nn.TransformerEncoderLayer, SIZE, 2, 8, norm_first=True, batch_first=True)
    found = nn.TransformerEncoder(layer, depth, enable_nested_tensor=False).double().eval()
    with torch.no_grad():
        for p in found.parameters():
            p.normal_(0, 0.7, generator=generator)
    return found


def slowly(run, x):
    """The same by torch's own Jacobian."""
    each = jacobian(run, x)  # (output, channel, input, channel)
    return each.pow(2).sum(dim=(1, 3)).sqrt().numpy()


@pytest.mark.parametrize("name", MASKS)
def test_attention_sees_what_the_mask_shows_and_exactly_nothing_else(name):
    mask = torch.tensor(masks.additive(MASKS[name], np.float64))
    found = influence(lambda x: attention(x, x, x, mask).out, words())
    own = np.eye(T, dtype=bool)  # left out: each output also depends on its own query
    np.testing.assert_array_equal(found[~own] > 0, MASKS[name][~own])
    assert found.dtype == np.float64


@pytest.mark.parametrize("name", MASKS)
@pytest.mark.parametrize("depth", [1, 2])
def test_a_transformer_sees_what_its_layers_pass_on(name, depth):
    """With the way around the attention each word sees itself; two layers see twice as far."""
    stack, hidden = encoder(depth), torch.tensor(~MASKS[name])
    found = influence(lambda x: stack(x, mask=hidden), words())
    one = (MASKS[name] | np.eye(T, dtype=bool)).astype(int)
    np.testing.assert_array_equal(found > 0, np.linalg.matrix_power(one, depth) > 0)


def test_causal_is_exactly_0_above_the_diagonal_and_without_a_mask_nothing_is():
    stack, above = encoder(2), np.triu_indices(T, 1)
    hidden = torch.tensor(~masks.causal(T))
    assert (influence(lambda x: stack(x, mask=hidden), words())[above] == 0).all()
    assert (influence(stack, words()) > 1e-6).all()


def test_the_numbers_are_those_of_torchs_jacobian():
    stack, x = encoder(2), words()
    np.testing.assert_allclose(influence(stack, x), slowly(stack, x), rtol=1e-12)


def test_by_hand():
    """y_1 = 3 x_1, y_2 = x_1 + 4 x_2, y_3 = 1: each with two channels, hence √2."""
    x = torch.zeros(2, 2, dtype=torch.float64)
    found = influence(lambda x: torch.stack([3 * x[0], x[0] + 4 * x[1], x.new_ones(2)]), x)
    np.testing.assert_allclose(found, np.sqrt(2) * np.array([[3, 0], [1, 4], [0, 0]]))


def test_what_does_not_depend_on_x_at_all_is_0():
    found = influence(lambda _: torch.ones(3, 2, dtype=torch.float64), words())
    np.testing.assert_array_equal(found, np.zeros((3, T)))


def test_nothing_is_changed():
    stack, x = encoder(1), words()
    with torch.no_grad():
        influence(stack, x)
    assert not x.requires_grad
    assert all(p.grad is None for p in stack.parameters())


def test_single_precision_is_refused():
    with pytest.raises(InputError, match=r"x must be float64, got torch\.float32"):
        influence(lambda x: x, words().float())
