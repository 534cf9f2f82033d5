import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence

from core.errors import InputError
from core.recorders.attention_parity import difference_from_module
from core.recorders.record import record
from tests.modules import seeded

X, BATCH = torch.zeros(5, 4), torch.zeros(5, 2, 4)
ATTENTION = seeded(nn.MultiheadAttention, 4, 2).eval()
ENCODER = seeded(nn.TransformerEncoderLayer, 4, 2, 8, batch_first=True).eval()
DECODER = nn.TransformerDecoder(seeded(nn.TransformerDecoderLayer, 4, 2, 8), 2).eval()
HIDDEN = torch.zeros(5, 5, dtype=torch.bool)
NESTED = torch.nested.nested_tensor([torch.zeros(3, 4), torch.zeros(2, 4)], layout=torch.jagged)


def in_autocast():
    with torch.autocast("cpu"):
        record(ATTENTION, X)


class OwnLayer(nn.Module):
    """Any layer with a forward of its own: torch's stack takes it."""

    def __init__(self):
        super().__init__()
        self.linear = seeded(nn.Linear, 4, 4)


class Silent(nn.MultiheadAttention):
    def forward(self, query, key, value, **options):
        return query, None


REFUSED = {
    "dropout must be 0 in train mode (a random mask would be recorded; call .eval() first), "
    "got 0.5": lambda: record(seeded(nn.MultiheadAttention, 4, 2, dropout=0.5), X),
    "call .eval() first), got 0.1": lambda: record(seeded(nn.TransformerEncoderLayer, 4, 2, 8), X),
    "module must be float32 or float64 (call .float() on it and on x), got torch.bfloat16": (
        lambda: record(seeded(nn.MultiheadAttention, 4, 2).bfloat16(), X.bfloat16())
    ),
    "module must be run without torch.autocast (call record outside the with block), got autoc": (
        in_autocast
    ),
    "module must be one that calls F.multi_head_attention_forward, got Silent": (
        lambda: record(seeded(Silent, 4, 2), X)
    ),
    "module must be with attention, got Linear": lambda: difference_from_module(
        seeded(nn.Linear, 4, 4), X
    ),
    "x must be a padded tensor (nested and packed ones are not recorded: pad, mask the padding), "
    "got PackedSequence": lambda: record(ATTENTION, pack_padded_sequence(BATCH, [5, 4])),
    "got NestedTensor": lambda: record(ENCODER, NESTED),
    "x must be a tensor, got list": lambda: record(ATTENTION, [[0.0] * 4]),
    "x must be of shape (time, 4) or (time, batch, 4), with time and batch at least 1, "
    "got (5, 3)": lambda: record(ATTENTION, X[:, :3]),
    "or (batch, time, 4), with time and batch at least 1, got (0, 4)": (
        lambda: record(ENCODER, X[:0])
    ),
    "key must be of shape (time, 3)": (
        lambda: record(seeded(nn.MultiheadAttention, 4, 2, kdim=3, vdim=4).eval(), X, key=X)
    ),
    "x must be torch.float32 like the module, got torch.float64": (
        lambda: record(ATTENTION, X.double())
    ),
    "memory must be torch.float32 like the module": (lambda: record(DECODER, X, memory=X.double())),
    "memory must be a batch like x, got (5, 2, 4)": lambda: record(DECODER, X, memory=BATCH),
    "memory must be a batch like x, got (5, 3, 4)": (
        lambda: record(DECODER, BATCH, memory=torch.zeros(5, 3, 4), element=0)
    ),
    "key must be as long as value, 5, got 4": lambda: record(ATTENTION, X, key=X[:4], value=X),
    "module must be made of layers whose self_attn is an nn.MultiheadAttention, got OwnLayer": (
        lambda: record(nn.TransformerEncoder(OwnLayer(), 2, enable_nested_tensor=False).eval(), X)
    ),
    "tokens must be words (a sequence of 5 str), got Tensor": lambda: record(ATTENTION, X, X),
    "tokens must be words (key and value go by their names), got Tensor": (
        lambda: record(ATTENTION, X, X, X)
    ),
    "memory must be given by its name (write memory=…), got None": lambda: record(DECODER, X),
    "memory must be given by its name (write memory=…), got it without a name": (
        lambda: record(DECODER, X, X)
    ),
    "(write memory=…), got it without": lambda: record(DECODER, X, X, HIDDEN),
    "tokens must be given by this name": lambda: record(ENCODER, X, token=list("hello")),
    "memory must be finite": lambda: record(DECODER, X, memory=X / 0),
    "tokens must be words (each of them a str), got int64": (
        lambda: record(ENCODER, X, np.arange(5))
    ),
    "tokens must be 5, one for each step, got 2": lambda: record(ATTENTION, X, ["a", "b"]),
    "keys must be 3, one for each step, got 2": (
        lambda: record(ATTENTION, X, key=X[:3], keys=["a", "b"])
    ),
    "element must be 0–1 for a batch of 2 (element=0 shows the first), got None": (
        lambda: record(ATTENTION, BATCH)
    ),
    "element must be 0–1 for a batch of 2, got 2": lambda: record(ATTENTION, BATCH, element=2),
    "attn_mask must be of shape (5, 5) or (2, 5, 5), got (4, 5)": (
        lambda: record(ATTENTION, X, attn_mask=HIDDEN[:4])
    ),
    "attn_mask must be of shape (5, 5) or (4, 5, 5), got (2, 5, 5)": (
        lambda: record(ATTENTION, BATCH, element=0, attn_mask=torch.zeros(2, 5, 5))
    ),
    "attn_mask must be a tensor of torch.bool or torch.float32, got torch.int64": (
        lambda: record(ATTENTION, X, attn_mask=HIDDEN.long())
    ),
    "src_mask must be a tensor of torch.bool or torch.float32, got list": (
        lambda: record(ENCODER, X, src_mask=[[True]])
    ),
    "key_padding_mask must be of shape (2, 5), got (2, 4)": (
        lambda: record(ATTENTION, BATCH, element=0, key_padding_mask=HIDDEN[:2, :4])
    ),
    "memory_mask must be of shape (5, 3) or (2, 5, 3), got (5, 5)": (
        lambda: record(DECODER, X, memory=X[:3], memory_mask=HIDDEN)
    ),
    "is_causal must be False where no mask is given, got True": (
        lambda: record(ATTENTION, X, is_causal=True, need_weights=False)
    ),
}


@pytest.mark.parametrize("sentence", REFUSED)
@pytest.mark.filterwarnings("ignore:The PyTorch API of nested tensors")
def test_what_cannot_be_recorded_is_named_in_one_sentence(sentence):
    with pytest.raises(InputError) as error:
        REFUSED[sentence]()
    assert sentence in str(error.value)
    assert "\n" not in str(error.value)


def test_a_batch_of_one_needs_no_example():
    assert record(ATTENTION, BATCH[:, :1]).trace.q.shape == (2, 5, 2)


def test_dropout_at_rest_is_no_obstacle():
    assert (
        len(record(seeded(nn.TransformerEncoderLayer, 4, 2, 8, dropout=0.5).eval(), X).traces) == 1
    )


def test_a_name_that_the_module_does_not_know_is_an_error():
    with pytest.raises(TypeError, match="unexpected keyword argument"):
        record(ENCODER, X, mask=HIDDEN)
