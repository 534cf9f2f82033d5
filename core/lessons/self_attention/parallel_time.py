"""T steps one after the other, or all words at once: measured on this machine, now.

One sequence x of T words with D numbers each, without gradients, one thread as the page has it.
All three ways start from the same x and end with D numbers for each word: an ``nn.RNN`` called
word by word, the same in one call, and a whole layer of self-attention with its four matrices
(W_q, W_k, W_v and the one after the heads). All take turns for most of a second, and each time is
the shortest of all calls: whatever else a machine does can only make a call longer. Times are
seconds of the thread on a processor; while it waits for other programs they do not run.
"""

import time
from collections.abc import Callable
from functools import partial

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention

from core.measures.timing import SPENT, seconds
from core.networks.recurrent import build
from core.traces.timing import TimeTrace

LENGTHS = (8, 32, 128, 512)
D, HEADS = 64, 4
ROUNDS = 2  # in which every way has its turn, at least: what comes first warms up


@torch.no_grad()
def measure() -> TimeTrace:
    """Time all three ways at every length; takes less than a second on an idle machine."""
    calls, began, rounds = _calls(), time.perf_counter(), 0
    shortest = [float("inf")] * len(calls)
    while rounds < ROUNDS or time.perf_counter() - began < SPENT:
        shortest = [min(known, seconds(c)) for known, c in zip(shortest, calls, strict=True)]
        rounds += 1
    loop, fused, attention = np.reshape(shortest, (len(LENGTHS), 3)).T
    return TimeTrace(length=np.array(LENGTHS), loop=loop, fused=fused, attention=attention)


def _calls() -> list[Callable[[], object]]:
    """Step by step, in one call and by attention, at each length in turn."""
    generator = torch.Generator().manual_seed(0)
    layer = build("rnn", D, D, generator)
    into, out = (torch.randn(n, D, generator=generator) / D**0.5 for n in (3 * D, D))
    calls: list[Callable[[], object]] = []
    for length in LENGTHS:
        x = torch.randn(1, length, D, generator=generator)
        calls += [partial(in_turn, layer, x), partial(layer, x), partial(at_once, into, out, x)]
    return calls


def in_turn(layer: nn.Module, x: Tensor) -> Tensor:
    """The hidden states (1, time, hidden) of every step, one call each for x (1, time, input)."""
    state, states = None, []
    for word in x.split(1, dim=1):
        out, state = layer(word, state)
        states.append(out)
    return torch.cat(states, dim=1)


def at_once(into: Tensor, out: Tensor, x: Tensor) -> Tensor:
    """Self-attention of x (1, time, D), with W_q, W_k, W_v stacked in ``into`` (3 D, D)."""
    heads = (x @ into.T).unflatten(-1, (3, HEADS, D // HEADS))  # (1, time, 3, head, d_k)
    q, k, v = heads.permute(2, 0, 3, 1, 4)
    mixed = scaled_dot_product_attention(q, k, v)
    return mixed.transpose(1, 2).flatten(2) @ out.T
