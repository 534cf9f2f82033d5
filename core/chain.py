"""The way back through one time step: what a gradient is multiplied with.

A chain holds the derivatives of every step of one layer in one direction, in reading order, made
from a float64 trace. Rows of gradients with respect to (h_t, c_t) become, in place, rows with
respect to (h_{t−1}, c_{t−1}); RNN and GRU have a c of width 0. The equations are the derivatives of
``step()`` in core.rnn, core.gru and core.lstm.
"""

from functools import singledispatch
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from core.rnn import slope
from core.trace import Array
from core.traces import GRUTrace, LSTMTrace, RecurrentTrace, RNNTrace
from core.weights import Weights


class Chain(Protocol):
    """The steps of one layer in one direction."""

    steps: int
    output: int  # width of h
    cells: int  # width of c
    inputs: int  # width of x

    def enter(self, t: int, dh: Tensor, dc: Tensor) -> None:
        """Add to dc, in place, what reaches c_t through h_t: then dc is the total derivative."""
        ...

    def back(self, t: int, dh: Tensor, dc: Tensor, work: Tensor | None = None) -> Tensor:
        """Go one step back from the total derivatives dh (row, output) and dc (row, cell) at t.

        Both are overwritten with those at t−1; returns the gradient of x_t (row, input). ``work``
        (row, output + input) saves a large allocation, which costs more than the product.
        """
        ...


def reading(trace: RecurrentTrace, values: Array) -> Tensor:
    """A trace's array in reading order; flipping it again gives the order of the text."""
    return torch.from_numpy(np.array(values[::-1] if trace.reverse else values))


def before(trace: RecurrentTrace, states: Array, first: Array) -> Tensor:
    """The state before each step, in reading order."""
    return torch.cat([torch.from_numpy(np.array(first))[None], reading(trace, states)[:-1]])


class RNNChain:
    """∂h_t/∂(h_{t−1}, x_t) = diag(φ′(a_t)) [W_hh | W_ih]."""

    cells = 0

    def __init__(self, trace: RNNTrace, w: Weights):
        self.slope = slope(reading(trace, trace.h), trace.nonlinearity)
        self.matrix = torch.cat([w.hh, w.ih], dim=1)
        self.steps, self.output = self.slope.shape
        self.inputs = w.ih.shape[1]

    def enter(self, t: int, dh: Tensor, dc: Tensor) -> None:
        """There is no c."""

    def back(self, t: int, dh: Tensor, dc: Tensor, work: Tensor | None = None) -> Tensor:
        """One step back, in place. dh: (row, hidden)."""
        both = torch.mm(dh, self.slope[t][:, None] * self.matrix, out=work)
        dh.copy_(both[:, : self.output])
        return both[:, self.output :]


class GRUChain:
    """∂h_t/∂h_{t−1} = diag(z) + the three ways through r, z and n."""

    cells = 0

    def __init__(self, trace: GRUTrace, w: Weights):
        r, z, n = (reading(trace, gate) for gate in (trace.r, trace.z, trace.n))
        h = before(trace, trace.h, trace.h0)
        self.steps, self.output = z.shape
        self.inputs = w.ih.shape[1]
        self.U, self.W = w.hh.view(3, self.output, -1), w.ih.view(3, self.output, -1)
        d_n = (1 - z) * (1 - n * n)
        d_r = d_n * (h @ self.U[2].T + w.b_hh.chunk(3)[2]) * r * (1 - r)
        d_z = (h - n) * z * (1 - z)
        self.keep = z
        self.through_h = torch.stack([d_r, d_z, d_n * r], dim=1)[..., None]  # (time, gate, unit, 1)
        self.through_x = torch.stack([d_r, d_z, d_n], dim=1)[..., None]

    def enter(self, t: int, dh: Tensor, dc: Tensor) -> None:
        """There is no c."""

    def back(self, t: int, dh: Tensor, dc: Tensor, work: Tensor | None = None) -> Tensor:
        """One step back, in place. dh: (row, hidden)."""
        to_h = (self.through_h[t] * self.U).sum(0)
        to_h.diagonal().add_(self.keep[t])
        to_x = (self.through_x[t] * self.W).sum(0)
        both = torch.mm(dh, torch.cat([to_h, to_x], dim=1), out=work)
        dh.copy_(both[:, : self.output])
        return both[:, self.output :]


class LSTMChain:
    """∂c_t/∂c_{t−1} = diag(f); h_{t−1} and x_t act through i, f, g on c_t and through o on h_t."""

    def __init__(self, trace: LSTMTrace, w: Weights):
        i, f, g, o, c = (reading(trace, v) for v in (trace.i, trace.f, trace.g, trace.o, trace.c))
        c_before, shown = before(trace, trace.c, trace.c0), c.tanh()
        self.steps, self.cells = c.shape
        self.inputs, self.output = w.ih.shape[1], w.hh.shape[1]
        self.project = w.hr
        self.keep, self.peek = f, o * (1 - shown * shown)
        ways = [g * i * (1 - i), c_before * f * (1 - f), i * (1 - g * g), shown * o * (1 - o)]
        self.ways = torch.stack(ways, dim=1)[..., None]  # (time, gate, unit, 1)
        self.matrix = torch.cat([w.hh, w.ih], dim=1).view(4, self.cells, -1)

    def raw(self, dh: Tensor) -> Tensor:
        """The gradient with respect to o ⊙ tanh c, before the projection."""
        return dh if self.project is None else dh @ self.project

    def enter(self, t: int, dh: Tensor, dc: Tensor) -> None:
        """dc_t += dh_t ⊙ o (1 − tanh² c_t)."""
        dc.addcmul_(self.raw(dh), self.peek[t])

    def back(self, t: int, dh: Tensor, dc: Tensor, work: Tensor | None = None) -> Tensor:
        """One step back, in place. dh: (row, output), dc: (row, hidden)."""
        factors = self.ways[t] * self.matrix  # (gate, unit, output + input)
        both = torch.mm(dc, factors[:3].sum(0), out=work).addmm_(self.raw(dh), factors[3])
        dc.mul_(self.keep[t])
        dh.copy_(both[:, : self.output])
        return both[:, self.output :]


@singledispatch
def chain_of(trace: RecurrentTrace, w: Weights) -> Chain:
    """The chain of one float64 trace, whose layer has the float64 weights ``w``."""
    raise TypeError(f"no way back is known for {type(trace).__name__}")


chain_of.register(RNNTrace, RNNChain)
chain_of.register(GRUTrace, GRUChain)
chain_of.register(LSTMTrace, LSTMChain)


def norms(rows: Tensor) -> Tensor:
    """Euclidean norm along the last axis, right also where squares would over- or underflow."""
    plain = torch.linalg.vector_norm(rows, dim=-1)
    extreme = (plain < 1e-140) | (plain > 1e140)
    if rows.shape[-1] and extreme.any():
        some = rows[extreme]
        largest = some.abs().amax(dim=-1, keepdim=True)
        largest[largest == 0] = 1
        plain[extreme] = largest[:, 0] * torch.linalg.vector_norm(some / largest, dim=-1)
    return plain
