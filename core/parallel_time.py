"""T steps one after the other, or all words at once: measured on this machine, now.

One sequence of T words with D numbers each, without gradients, one thread as the page has it; the
median of a few runs after one to warm up. Times are seconds.
"""

import time
from collections.abc import Callable
from functools import partial
from statistics import median

import torch
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention

from core.networks import build
from core.time_trace import TimeTrace

LENGTHS = (8, 32, 128, 512)
D, HEADS, RUNS = 64, 4, 3


@torch.no_grad()
def measure() -> TimeTrace:
    """Time all three ways at every length."""
    generator = torch.Generator().manual_seed(0)
    layer = build("rnn", D, D, generator)
    rows = []
    for length in LENGTHS:
        x = torch.randn(1, length, D, generator=generator)
        q = x.view(length, HEADS, D // HEADS).transpose(0, 1)
        rows.append(
            [
                seconds(partial(in_turn, layer, x)),
                seconds(partial(layer, x)),
                seconds(partial(scaled_dot_product_attention, q, q, q)),
            ]
        )
    loop, fused, attention = torch.tensor(rows, dtype=torch.float64).T.numpy()
    lengths = torch.tensor(LENGTHS).numpy()
    return TimeTrace(length=lengths, loop=loop, fused=fused, attention=attention)


def in_turn(layer: nn.Module, x: Tensor) -> Tensor:
    """The hidden states (1, time, hidden) of every step, one call each for x (1, time, input)."""
    state, states = None, []
    for word in x.split(1, dim=1):
        out, state = layer(word, state)
        states.append(out)
    return torch.cat(states, dim=1)


def seconds(run: Callable[[], object], runs: int = RUNS) -> float:
    """The median time of a call."""
    run()
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return median(times)
