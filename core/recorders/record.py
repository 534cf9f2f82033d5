"""``record(module, x)``: run a module and keep everything that happened inside.

One function for every module: each recorder of this room registers itself for the types it knows.
They are loaded when a type is met that none of them has registered.
"""

from collections.abc import Callable
from functools import singledispatch
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from torch import nn

from core import recorders
from core.errors import InputError
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
def record(module: nn.Module, x: Any, *args: Any, **options: Any) -> Recording:
    """Run ``module`` over ``x`` without gradients and return its output and its traces.

    For torch's attention and Transformers see `core.recorders.torch_layers`: masks go by their
    names.

    Args:
        module: nn.RNN, nn.GRU, nn.LSTM, nn.MultiheadAttention, nn.TransformerEncoder, -Decoder or
            a layer of them in any configuration, or one of core's own; float32 or float64, on any
            device; with dropout only in eval mode. It is left untouched.
        x: (time, input), (time, batch, input) or, with batch_first, (batch, time, input).
        *args: in this order, or by name. ``tokens``: one word for each step; "1", "2", … if there
            are none. ``state``: initial state as the module takes it, h0, or (h0, c0) for an LSTM;
            zeros if None. ``example``: which example of a batch the traces show; needed if the
            batch is larger than 1.
        **options: what else a Transformer or an attention reads: masks, key, memory.

    Returns:
        ``.output``, what the module returns for all of x (under ``torch.no_grad``), and
        ``.traces`` of the one example.

    Raises:
        InputError: what cannot be recorded, named in one sentence.
    """
    recorder = _recorder_of(type(module))
    if recorder is None:
        raise InputError("module", f"one of {', '.join(RECORDED)}", type(module).__name__)
    return recorder(module, x, *args, **options)


def _recorder_of(kind: type) -> Callable[..., Recording] | None:
    """Load all recorders, which register themselves, and return the one of this type."""
    for recorder in iter_modules(recorders.__path__):
        import_module(f"{recorders.__name__}.{recorder.name}")
    found = record.dispatch(kind)
    return None if found is record.dispatch(object) else found
