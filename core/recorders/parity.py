"""The difference of the written-out equations from torch: ``step()`` run over the input."""

from functools import singledispatch
from typing import Any

import torch
from torch import Tensor, nn

from core.networks import gru, lstm, rnn
from core.networks.weights import Recurrent, Weights, directions, weights
from core.recorders.recurrent_request import Sequences, State, recurrent_request


def difference_from_torch(
    module: nn.Module, x: Sequences, state: State = None, element: int | None = None
) -> float:
    """The largest |output of ``step()``, run over the input − output of the module|.

    Relative to the largest output where that is above 1: states of a relu RNN may grow without end.

    Args:
        module: as for ``record``; any number of layers, both directions.
        x: as for ``record``.
        state: as for ``record``.
        element: as for ``record``.

    Raises:
        InputError: what ``record`` refuses.
    """
    request = recurrent_request(module, x, None, state, element)
    with torch.no_grad():
        theirs = request.pick(module(request.x, request.state)[0])
        ours = unrolled(
            request.module, request.seen.x.cpu(), [s.cpu() for s in request.seen.states]
        )
    theirs = theirs.cpu()
    return float((ours - theirs).abs().max() / theirs.abs().max().clamp(min=1))


def unrolled(module: Recurrent, x: Tensor, states: list[Tensor]) -> Tensor:
    """All layers, one step after the other: (time, input) → (time, directions · output)."""
    ways, first = directions(module), 0
    for layer in range(module.num_layers):
        outputs = []
        for reverse in ways:
            w, begin = weights(module, layer, reverse), [s[first] for s in states]
            h = run(module, w, x.flip(0) if reverse else x, *begin)
            outputs.append(h.flip(0) if reverse else h)
            first += 1
        x = torch.cat(outputs, dim=1)
    return x


@singledispatch
def run(module: Any, w: Weights, x: Tensor, h: Tensor) -> Tensor:
    """One layer in one direction: h of all steps (time, output), from x (time, input) and h0."""
    states = []
    for x_t in x:
        h = rnn.step(w, x_t, h, module.nonlinearity).h
        states.append(h)
    return torch.stack(states)


@run.register
def _(module: nn.GRU, w: Weights, x: Tensor, h: Tensor) -> Tensor:
    states = []
    for x_t in x:
        h = gru.step(w, x_t, h).h
        states.append(h)
    return torch.stack(states)


@run.register
def _(module: nn.LSTM, w: Weights, x: Tensor, h: Tensor, c: Tensor) -> Tensor:
    states = []
    for x_t in x:
        now = lstm.step(w, x_t, h, c)
        h, c = now.h, now.c
        states.append(h)
    return torch.stack(states)
