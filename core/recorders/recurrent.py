"""``record`` for torch's recurrent modules: ``nn.RNN``, ``nn.GRU``, ``nn.LSTM``.

The fused module runs as it is; since it returns h for all steps, every gate of every step then
follows in one matrix product, and only c_t needs a scan over time. Nothing on the module changes.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from core.networks import gru, lstm, rnn
from core.networks.weights import Recurrent, Weights, directions, flat_weights, weights
from core.recorders.identity import check_identity
from core.recorders.record import record
from core.recorders.recurrent_request import RecurrentRequest, recurrent_request
from core.traces.base import Array
from core.traces.recurrent import (
    GRUTrace,
    LSTMTrace,
    ProjectedLSTMTrace,
    Recording,
    RecurrentTrace,
    RNNTrace,
)

KERNELS = {"LSTM": "lstm", "GRU": "gru", "RNN_TANH": "rnn_tanh", "RNN_RELU": "rnn_relu"}


class Run(NamedTuple):
    """One layer in one direction, in the order in which it reads."""

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


def _record(request: RecurrentRequest, trace_of: TraceOf) -> Recording:
    with torch.no_grad():
        output = request.module(request.x, request.state)
        traces = _layers(request, trace_of, request.pick(output[0]))
    return Recording(output, tuple(traces))


def _layers(request: RecurrentRequest, trace_of: TraceOf, last: Tensor) -> list[RecurrentTrace]:
    """The traces of all layers; the last layer's states are the module's output ``last``."""
    module, seen = request.module, request.seen
    below, traces = seen.x, []
    ways = directions(module)
    for layer in range(module.num_layers):
        rows = slice(layer * len(ways), (layer + 1) * len(ways))
        states = tuple(s[rows] for s in seen.states)
        top = layer == module.num_layers - 1
        above = last if top else _run_layer(module, layer, below, states)
        for way, (reverse, h) in enumerate(zip(ways, above.chunk(len(ways), dim=1), strict=True)):
            run = _run(below, h, tuple(s[way] for s in states), reverse)
            run = part_of(module, layer, run, request.steps)
            place = {"tokens": seen.tokens[request.steps], "layer": layer, "reverse": reverse}
            w = weights(module, layer, reverse)
            traces.append(trace_of(module, w, run, place))
            check_identity(module, traces[-1], w)
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
    """Bring one direction into reading order."""
    if reverse:
        x, h = x.flip(0), h.flip(0)
    h0, c0 = states[0], states[1] if len(states) == 2 else h.new_zeros(0)
    return Run(x, torch.cat([h0[None], h]), c0, reverse)


def part_of(module: Any, layer: int, run: Run, steps: slice) -> Run:
    """Cut a run to some steps, from the state that the layer has there, and bring it to the CPU.

    The copies leave nothing shared with the caller.
    """
    length, c = len(run.x), run.c0
    seen = range(length)[steps]
    first = length - seen.stop if run.reverse else seen.start
    if first and len(c):
        c = _cell_after(module, layer, run, first)
    x, states = run.x[first:][: len(seen)], run.states[first:][: 1 + len(seen)]
    return Run(x.cpu().clone(), states.cpu().clone(), c.cpu().clone(), run.reverse)


def _cell_after(module: Any, layer: int, run: Run, steps: int) -> Tensor:
    """The cell state of one direction after its first steps, by torch's own kernel."""
    flat = list(flat_weights(module, layer, run.reverse))
    hx = run.states[:1, None], run.c0[None, None]
    options = (bool(module.bias), 1, 0.0, False, False, False)
    found: Tensor = torch._VF.lstm(run.x[:steps, None], hx, flat, *options)[2][0, 0]
    return found


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


@record.register(nn.RNN)
@record.register(rnn.LinearRNN)
def _(module, *args, **options):
    return _record(recurrent_request(module, *args, **options), _rnn_trace)


@record.register(nn.GRU)
def _(module, *args, **options):
    return _record(recurrent_request(module, *args, **options), _gru_trace)


@record.register(nn.LSTM)
def _(module, *args, **options):
    return _record(recurrent_request(module, *args, **options), _lstm_trace)
