"""What recording costs: against the plain module, and against the loop that people write."""

from collections.abc import Iterator
from functools import partial
from typing import TypeVar

import torch
from torch import Tensor, nn
from torch.nn import functional

from bench.table import Row
from bench.timing import ratio
from core.record import record
from core.trace import Array

STEPS = 512
Layer = TypeVar("Layer", nn.RNN, nn.GRU, nn.LSTM)
BARS = ((nn.LSTM, 64, 3.0), (nn.LSTM, 256, 2.0), (nn.GRU, 64, 1.3), (nn.RNN, 64, 1.2))


def rows() -> Iterator[Row]:
    """Full records at T = 512, one example."""
    for kind, hidden, bar in BARS:
        module, x = prepare(kind, hidden)
        measured = ratio(partial(record, module, x), partial(plain, module, x), rounds=41)
        what = f"record / nn.{kind.__name__} forward, T={STEPS}, H={hidden}"
        yield Row(what, measured, bar, "1 (the module alone)")
    lstm, x = prepare(nn.LSTM, 64)
    slower = ratio(lambda: cell_loop(lstm, x), lambda: record(lstm, x))
    what = f"record / loop over a recording cell, T={STEPS}, H=64: times faster"
    yield Row(what, slower, 4, "what people write", at_least=True)


def prepare(kind: type[Layer], hidden: int) -> tuple[Layer, Tensor]:
    """A module in eval mode with torch's default weights, and an input as wide as it."""
    x = torch.randn(STEPS, hidden, generator=torch.Generator().manual_seed(0))
    return kind(hidden, hidden).eval(), x


def plain(module: nn.Module, x: Tensor) -> object:
    """The module's forward pass."""
    with torch.no_grad():
        return module(x)


def cell_loop(lstm: nn.LSTM, x: Tensor) -> dict[str, Array]:
    """Every gate and state by the loop that people write around their own cell."""
    h = c = x.new_zeros(lstm.hidden_size)
    kept: dict[str, list[Tensor]] = {name: [] for name in "ifgoch"}
    with torch.no_grad():
        for x_t in x:
            into = functional.linear(x_t, lstm.weight_ih_l0, lstm.bias_ih_l0)
            around = functional.linear(h, lstm.weight_hh_l0, lstm.bias_hh_l0)
            i, f, g, o = (into + around).chunk(4)
            i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
            c = f * c + i * g
            h = o * c.tanh()
            for name, value in zip("ifgoch", (i, f, g, o, c, h), strict=True):
                kept[name].append(value)
    return {name: torch.stack(values).numpy() for name, values in kept.items()}
