import numpy as np
import pytest
import torch
from torch import nn

from core.errors import InputError
from core.networks import masks
from tests.modules import seeded

INF = np.inf


def drawn(text):
    """A mask from a picture: x may look, . may not."""
    return np.array([[cell == "x" for cell in row] for row in text.split()])


@pytest.mark.parametrize(
    ("mask", "picture"),
    [
        (masks.none(3), "xxx xxx xxx"),
        (masks.causal(4), "x... xx.. xxx. xxxx"),
        (masks.padding(3, 2), "xx. xx. xx."),
        (masks.padding(2, 0), ".. .."),
        (masks.sliding_window(4, 2), "x... xx.. .xx. ..xx"),
        (masks.sliding_window(3, 1), "x.. .x. ..x"),
        (masks.sliding_window(3, 9), "x.. xx. xxx"),
        (masks.prefix(4, 2), "xx.. xx.. xxx. xxxx"),
        (masks.prefix(3, 0), "x.. xx. xxx"),
        (masks.prefix(3, 3), "xxx xxx xxx"),
    ],
)
def test_each_mask_is_what_it_says(mask, picture):
    assert mask.dtype == bool
    np.testing.assert_array_equal(mask, drawn(picture))


def test_the_causal_mask_is_torchs():
    theirs = nn.Transformer.generate_square_subsequent_mask(5).numpy()
    np.testing.assert_array_equal(masks.additive(masks.causal(5)), theirs)


def test_additive_is_0_or_minus_infinity():
    found = masks.additive(drawn("x. xx"), np.float64)
    np.testing.assert_array_equal(found, [[0, -INF], [0, 0]])
    assert found.dtype == np.float64
    assert masks.additive(drawn("x. xx")).dtype == np.float32


def test_handed_to_torch_the_other_way_round():
    """nn.MultiheadAttention reads True as "must not look": ``~mask`` and ``additive`` agree."""
    attention = seeded(nn.MultiheadAttention, 4, 2).eval()
    x = torch.randn(5, 4, generator=torch.Generator().manual_seed(1))
    mask = masks.sliding_window(5, 2)
    found = [
        attention(x, x, x, attn_mask=given)[1]
        for given in (torch.tensor(~mask), torch.tensor(masks.additive(mask)))
    ]
    assert torch.equal(*found)
    np.testing.assert_array_equal(found[0].detach().numpy() > 0, mask)


@pytest.mark.parametrize(
    ("sentence", "make"),
    {
        "T must be at least 1, got 0": lambda: masks.causal(0),
        "length must be 0–3, got 4": lambda: masks.padding(3, 4),
        "w must be at least 1, got 0": lambda: masks.sliding_window(3, 0),
        "p must be 0–3, got -1": lambda: masks.prefix(3, -1),
    }.items(),
)
def test_what_makes_no_mask_is_refused(sentence, make):
    with pytest.raises(InputError) as error:
        make()
    assert str(error.value) == sentence
