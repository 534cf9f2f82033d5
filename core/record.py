"""``record(module, x)``: run a module and keep everything that happened inside.

The fused module runs as it is; since it returns h for all steps, every gate of every step then
follows in one matrix product, and only c_t needs a scan over time. Nothing on the module changes.
"""

from collections.abc import Callable, Sequence
from functools import singledispatch
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from core import gru, lstm, rnn
from core.attention_record import record_attention
from core.derivation import Derived, joined
from core.derivation_trace import DerivedTrace
from core.errors import InputError
from core.example import Request, State, ask, request
from core.trace import Array
from core.traces import (
    GRUTrace,
    LSTMTrace,
    ProjectedLSTMTrace,
    Recording,
    RecurrentTrace,
    RNNTrace,
)
from core.transformer import Transformer
from core.transformer_run import record_transformer
from core.weights import Recurrent, Weights, directions, flat_weights, weights

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
KERNELS = {"LSTM": "lstm", "GRU": "gru", "RNN_TANH": "rnn_tanh", "RNN_RELU": "rnn_relu"}


class Run(NamedTuple):
    """One layer in one direction, in reading order, on the CPU."""

    x: Tensor  # (time, input)
    states: Tensor  # (1 + time, output): h0, then h
    c0: Tensor  # (hidden,) for the LSTM, else empty
    reverse: bool

    def array(self, values: Tensor | Array) -> Array:
        """Rows in the order of the text, as numpy."""
        rows = values.numpy() if isinstance(values, Tensor) else values
        return rows[::-1] if self.reverse else rows

    def known(self) -> dict[str, Any]:
        """The fields that every trace has."""
        return {
            "x": self.array(self.x),
            "h": self.array(self.states[1:]),
            "h0": self.states[0].numpy(),
        }


TraceOf = Callable[[Any, Weights, Run, dict[str, Any]], RecurrentTrace]


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

    For torch's attention and Transformers see `core.transformer_layers`: masks go by their names.

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


def _record(asked: Request, trace_of: TraceOf) -> Recording:
    with torch.no_grad():
        output = asked.module(asked.x, asked.state)
        traces = _layers(asked, trace_of, asked.pick(output[0]))
    return Recording(output, tuple(traces))


def _layers(asked: Request, trace_of: TraceOf, last: Tensor) -> list[RecurrentTrace]:
    """The traces of all layers; the last layer's states are the module's output ``last``."""
    module, seen = asked.module, asked.seen
    below, traces = seen.x, []
    ways = directions(module)
    for layer in range(module.num_layers):
        rows = slice(layer * len(ways), (layer + 1) * len(ways))
        states = tuple(s[rows] for s in seen.states)
        top = layer == module.num_layers - 1
        above = last if top else _run_layer(module, layer, below, states)
        for way, (reverse, h) in enumerate(zip(ways, above.chunk(len(ways), dim=1), strict=True)):
            run = _run(below, h, tuple(s[way] for s in states), reverse)
            place = {"tokens": seen.tokens, "layer": layer, "reverse": reverse}
            traces.append(trace_of(module, weights(module, layer, reverse), run, place))
        below = above
    return traces


def _run_layer(module: Any, layer: int, x: Tensor, states: tuple[Tensor, ...]) -> Tensor:
    """One layer alone, by torch's own kernel: (time, directions · output)."""
    kernel = getattr(torch._VF, KERNELS[module.mode])
    flat = [p for reverse in directions(module) for p in flat_weights(module, layer, reverse)]
    hx = tuple(s[:, None] for s in states)
    first = hx if len(hx) == 2 else hx[0]
    options = (bool(module.bias), 1, 0.0, False, bool(module.bidirectional), False)
    return kernel(x[:, None], first, flat, *options)[0][:, 0]


def _run(x: Tensor, h: Tensor, states: tuple[Tensor, ...], reverse: bool) -> Run:
    """Bring one direction into reading order; the copies leave nothing shared with the caller."""
    if reverse:
        x, h = x.flip(0), h.flip(0)
    h0, c0 = states[0], states[1] if len(states) == 2 else h.new_zeros(0)
    return Run(x.cpu().clone(), torch.cat([h0[None], h]).cpu(), c0.cpu().clone(), reverse)


def _rnn_trace(
    module: nn.RNN | rnn.LinearRNN, w: Weights, run: Run, place: dict[str, Any]
) -> RNNTrace:
    a = run.array(rnn.recover(w, run.x, run.states[:-1]))
    return RNNTrace(nonlinearity=module.nonlinearity, a=a, **run.known(), **place)


def _gru_trace(module: Recurrent, w: Weights, run: Run, place: dict[str, Any]) -> GRUTrace:
    r, z, n = map(run.array, gru.recover(w, run.x, run.states[:-1]))
    return GRUTrace(r=r, z=z, n=n, **run.known(), **place)


def _lstm_trace(module: Recurrent, w: Weights, run: Run, place: dict[str, Any]) -> LSTMTrace:
    gates = lstm.recover(w, run.x, run.states[:-1])
    i, f, g, o = map(run.array, gates)
    c = run.array(lstm.cells(*gates[:3], run.c0))
    kind = LSTMTrace if w.hr is None else ProjectedLSTMTrace
    return kind(i=i, f=f, g=g, o=o, c=c, c0=run.c0.numpy(), **run.known(), **place)


def _derived_trace(asked: Request) -> DerivedTrace:
    """These networks are the equations themselves: the example runs through them once more."""
    module, seen = asked.module, asked.seen
    steps = joined(list(module.unroll(seen.x[:, None], seen.states)))
    found: dict[str, Any] = {
        name: v[0].cpu().numpy() for name, v in steps._asdict().items() if v is not None
    }
    first: dict[str, Any] = dict(
        zip(("h0", "c0"), (s[0].cpu().numpy().copy() for s in seen.states), strict=False)
    )
    x = seen.x.cpu().numpy().copy()
    return DerivedTrace(code=module.code, tokens=seen.tokens, x=x, **found, **first)


@record.register(nn.RNN)
@record.register(rnn.LinearRNN)
def _(module, *args, **options):
    return _record(ask(module, *args, **options), _rnn_trace)


@record.register(nn.GRU)
def _(module, *args, **options):
    return _record(ask(module, *args, **options), _gru_trace)


@record.register(nn.LSTM)
def _(module, *args, **options):
    return _record(ask(module, *args, **options), _lstm_trace)


@record.register(nn.MultiheadAttention)
@record.register(nn.TransformerEncoder)
@record.register(nn.TransformerEncoderLayer)
@record.register(nn.TransformerDecoder)
@record.register(nn.TransformerDecoderLayer)
def _(module, *args, **options):
    return record_attention(module, *args, **options)


@record.register(Derived)
def _(module, x, tokens=None, state=None, example=None):
    asked = request(module, x, tokens, state, example)
    with torch.no_grad():
        output = module(asked.x, asked.state)
        return Recording(output, (_derived_trace(asked),))


@record.register(Transformer)
def _(module, x, tokens=None, state=None, example=None):
    if state is not None:
        raise InputError("state", "left out for a Transformer", type(state).__name__)
    return record_transformer(module, x, tokens, example)
