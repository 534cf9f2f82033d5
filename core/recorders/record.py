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
from core.recorders.ways_out import way_out
from core.traces.recurrent import Recording

RECORDED = (
    "nn.RNN",
    "nn.GRU",
    "nn.LSTM",
    "nn.MultiheadAttention",
    "nn.TransformerEncoder",
    "nn.TransformerDecoder",
    "nn.Transformer",
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
        x: (time, input), (time, batch, input) or, with batch_first, (batch, time, input); of a
            recurrent module also a packed batch, whose texts are each read to their own end.
        *args: in this order, or by name. ``tokens``: one word for each step; "1", "2", … if there
            are none; a state in their place is taken for the state, as torch takes it.
            ``state``: initial state as the module takes it, h0, or (h0, c0) for an LSTM; zeros if
            None; torch's own name for it, ``hx``, is taken too. ``element``: which example of a
            batch the traces show; needed if the batch is larger than 1. ``steps``: of a recurrent
            module's long text the slice of steps that the traces show, from the state that it has
            there; all if None.
        **options: what else a Transformer or an attention reads: masks, key, memory.

    Returns:
        ``.output``, what the module returns for all of x (under ``torch.no_grad``), and
        ``.traces`` of the one example.

    Raises:
        InputError: what cannot be recorded, named in one sentence.
    """
    recorder = _recorder_of(type(module))
    if recorder is None:
        rule = f"one of {', '.join(RECORDED)}{way_out(module, _is_recorded)}"
        raise InputError("module", rule, _called(type(module)))
    return recorder(module, x, *args, **options)


def _called(kind: type) -> str:
    """The name of a type; with its place where the name alone is that of one that is recorded."""
    name = kind.__name__
    return f"{kind.__module__}.{name}" if f"nn.{name}" in RECORDED else name


def _is_recorded(part: nn.Module) -> bool:
    return _recorder_of(type(part)) is not None


def _recorder_of(kind: type) -> Callable[..., Recording] | None:
    """Load all recorders, which register themselves, and return the one of this type."""
    for recorder in iter_modules(recorders.__path__):
        import_module(f"{recorders.__name__}.{recorder.name}")
    found = record.dispatch(kind)
    return None if found is record.dispatch(object) else found
