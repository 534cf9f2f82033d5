"""The cost of recording: against the plain module, and against the loop that people write."""

from collections.abc import Iterator
from functools import partial

import torch
from torch import Tensor, nn

from bench.table import Row
from bench.timing import ratio
from core.recorders.record import record
from core.traces.base import Array

STEPS = 512
Layer = nn.RNN | nn.GRU | nn.LSTM
BARS: tuple[tuple[type[Layer], int, float], ...] = (
    (nn.LSTM, 64, 3.0),
    (nn.LSTM, 256, 2.0),
    (nn.GRU, 64, 1.3),
    (nn.RNN, 64, 1.2),
)


def rows() -> Iterator[Row]:
    """Full records at T = 512, one example."""
    for kind, hidden, bar in BARS:
        module, x = prepare(kind, hidden)
        measured = ratio(partial(record, module, x), partial(plain, module, x), rounds=41)
        what = f"record / nn.{kind.__name__} forward, T={STEPS}, H={hidden}"
        yield Row(what, measured, bar, "1 (the module alone)")
    yield loop_row()


def loop_row() -> Row:
    """The same record by the loop that people write."""
    lstm, x = prepare(nn.LSTM, 64)
    slower = ratio(lambda: cell_loop(lstm, x), lambda: record(lstm, x))
    what = f"record / loop over a recording cell, T={STEPS}, H=64: times faster"
    return Row(what, slower, 4, "what people write", at_least=True)


def prepare(kind: type[Layer], hidden: int) -> tuple[Layer, Tensor]:
    """A module in eval mode with torch's default weights, and an input as wide as it."""
    x = torch.randn(STEPS, hidden, generator=torch.Generator().manual_seed(0))
    return kind(hidden, hidden).eval(), x


def plain(module: nn.Module, x: Tensor) -> object:
    """The module's forward pass."""
    with torch.no_grad():
        return module(x)


def cell_loop(lstm: nn.Module, x: Tensor) -> dict[str, Array]:
    """Every gate and state by the loop that people write around their own cell."""
    W, U, b, d = lstm.parameters()
    h = c = x.new_zeros(U.shape[1])
    kept: dict[str, list[Tensor]] = {name: [] for name in "ifgoch"}
    with torch.no_grad():
        for x_t in x:
            i, f, g, o = (W @ x_t + b + U @ h + d).chunk(4)
            i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
            c = f * c + i * g
            h = o * c.tanh()
            for name, value in zip("ifgoch", (i, f, g, o, c, h), strict=True):
                kept[name].append(value)
    return {name: torch.stack(values).numpy() for name, values in kept.items()}
