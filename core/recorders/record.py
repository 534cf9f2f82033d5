"""``record(module, x)``: run a module and keep everything that happened inside.

One function for every module: each recorder of this room registers itself for the types it knows.
"""

from collections.abc import Sequence
from functools import singledispatch
from typing import Any

from torch import Tensor, nn

from core.errors import InputError
from core.recorders.recurrent_request import State
from core.traces.recurrent import Recording

RECORDED = (
    "nn.RNN",
    "nn.GRU",
    "nn.LSTM",
    "nn.MultiheadAttention",
    "nn.TransformerEncoder",
    "nn.TransformerDecoder",
    "a layer of these",
    "core's own networks",
)


@singledispatch
def record(
    module: nn.Module,
    x: Tensor,
    tokens: Sequence[str] | None = None,
    state: State = None,
    example: int | None = None,
    **options: Any,
) -> Recording:
    """Run ``module`` over ``x`` without gradients and return its output and its traces.

    For torch's attention and Transformers see `core.recorders.torch_layers`: masks go by their
    names.

    Args:
        module: nn.RNN, nn.GRU, nn.LSTM, nn.MultiheadAttention, nn.TransformerEncoder, -Decoder or
            a layer of them in any configuration, or one of core's own; float32 or float64, on any
            device; with dropout only in eval mode. It is left untouched.
        x: (time, input), (time, batch, input) or, with batch_first, (batch, time, input).
        tokens: one word for each step; "1", "2", … if there are none.
        state: initial state as the module takes it: h0, or (h0, c0) for an LSTM; zeros if None.
        example: which example of a batch the traces show; needed if the batch is larger than 1.
        options: what else a Transformer or an attention reads: masks, key, memory.

    Returns:
        ``.output``, what the module returns for all of x (under ``torch.no_grad``), and
        ``.traces`` of the one example.

    Raises:
        InputError: what cannot be recorded, named in one sentence.
    """
    raise InputError("module", f"one of {', '.join(RECORDED)}", type(module).__name__)
