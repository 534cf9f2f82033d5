"""Our stacks as an ``nn.Transformer`` and back: the same numbers, the same weights."""

import pytest
import torch
from torch import nn

from core.errors import InputError
from core.networks.seq2seq_transformer.torch_twin import stacks, torch_twin
from tests.core.networks.seq2seq_transformer.test_stack import causal, line, stack
from tests.modules import seeded

pytestmark = pytest.mark.filterwarnings("ignore:enable_nested_tensor")
SMALL = {"num_encoder_layers": 1, "num_decoder_layers": 1, "dim_feedforward": 5}


@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("norm_first", [False, True])
def test_the_twin_computes_the_same(norm_first, bias):
    options = {"norm_first": norm_first, "bias": bias, "activation": "gelu"}
    encoder, decoder = stack("e", 0, **options), stack("d", 1, **options)
    x, y, mask = line(2, 4), line(2, 6, seed=2), causal(6)
    ours = decoder.run(y, memory=encoder.run(x).output, mask=mask).output
    theirs = torch_twin(encoder, decoder)(x, y, tgt_mask=mask)
    torch.testing.assert_close(ours, theirs.detach(), rtol=0, atol=1e-12)


def test_there_and_back_every_weight_is_the_same():
    encoder, decoder = stack("e", 0, bias=True), stack("d", 1, bias=True)
    for mine, again in zip((encoder, decoder), stacks(torch_twin(encoder, decoder)), strict=True):
        assert again.config == mine.config
        for name, weight in mine.state_dict().items():
            assert torch.equal(weight, again.state_dict()[name]), name


def test_torchs_weights_are_shared_not_copied():
    module = seeded(nn.Transformer, 4, 2, **SMALL).eval()
    encoder, _ = stacks(module)
    own = module.encoder.layers[0].linear1.weight
    assert encoder.sublayers["e1f"].up.weight.data_ptr() == own.data_ptr()
    assert stacks(module)[0] is encoder
    module.double()
    assert stacks(module)[0].norm.weight.dtype == torch.float64
    module.encoder.layers[0].norm_first = True
    assert stacks(module)[0].config.norm_first


def test_modules_of_another_kind_are_refused():
    """Layers of one's own, an activation of one's own, or no norm at the end."""
    with pytest.raises(InputError, match=r"module must be made of nn\.TransformerEncoderLayer"):
        stacks(seeded(nn.Transformer, 4, 2, custom_encoder=nn.Identity(), **SMALL))
    with pytest.raises(InputError, match="activation must be relu or gelu, got tanh"):
        stacks(seeded(nn.Transformer, 4, 2, activation=torch.tanh, **SMALL))
    module = seeded(nn.Transformer, 4, 2, **SMALL)
    module.encoder.norm = None
    with pytest.raises(InputError, match="module must be with a layer norm at the end"):
        stacks(module)
