"""The way back through one time step: what a gradient is multiplied with.

Jacobians hold the derivatives of every step of one layer in one direction, in reading order, made
from a float64 trace. Rows of ∂/∂h_t and ∂/∂c_t become rows of ∂/∂h_{t−1}, ∂/∂c_{t−1} and ∂/∂x_t;
RNN and GRU have a c of width 0. The equations are the derivatives of ``step()`` in
core.networks.rnn, core.networks.gru and core.networks.lstm.
"""

from functools import singledispatch
from typing import NamedTuple, Protocol

import numpy as np
import torch
from torch import Tensor

from core.networks.rnn import slope
from core.networks.weights import Weights
from core.traces.base import Array
from core.traces.recurrent import GRUTrace, LSTMTrace, RecurrentTrace, RNNTrace


class Jacobian(NamedTuple):
    """What total rows at t are multiplied with to give those of h_{t−1} and x_t, side by side."""

    from_h: Tensor  # (output, output + input)
    from_c: Tensor  # (cell, output + input)


class Jacobians(Protocol):
    """The steps of one layer in one direction."""

    steps: int
    output: int  # width of h
    cells: int  # width of c
    inputs: int  # width of x

    def enter(self, t: int, dh: Tensor, dc: Tensor) -> None:
        """Add to dc (row, cell), in place, what reaches c_t through h_t: then it is total."""
        ...

    def jacobian(self, t: int) -> Jacobian:
        """∂(h_t, c_t)/∂(h_{t−1}, x_t), but for the straight way from c_{t−1} to c_t."""
        ...

    def apply(self, t: int, dh: Tensor, dc: Tensor) -> Tensor:
        """What ``back`` makes of the Jacobian at t, for one row each: (output + input,).

        Without the matrix of the Jacobian, which costs more than the product with one row.
        """
        ...

    def keep(self, t: int) -> Tensor:
        """∂c_t/∂c_{t−1}, the diagonal: (cell,)."""
        ...


def back(jacobian: Jacobian, dh: Tensor, dc: Tensor, out: Tensor | None = None) -> Tensor:
    """∂/∂h_{t−1} and ∂/∂x_t side by side (row, output + input), from the total rows at t.

    ``out`` takes the result: for many rows fresh memory costs more than the product.
    """
    both = torch.mm(dh, jacobian.from_h, out=out)
    return both.addmm_(dc, jacobian.from_c) if dc.shape[1] else both


def reading(trace: RecurrentTrace, values: Array) -> Tensor:
    """A trace's array in reading order; flipping it again gives the order of the text."""
    return torch.from_numpy(np.array(values[::-1] if trace.reverse else values))


def before(trace: RecurrentTrace, states: Array, first: Array) -> Tensor:
    """The state before each step, in reading order."""
    return torch.cat([torch.from_numpy(np.array(first))[None], reading(trace, states)[:-1]])


class Uncelled:
    """What is true of a network without c."""

    cells = 0

    def enter(self, t: int, dh: Tensor, dc: Tensor) -> None:
        """Do nothing: there is no c."""

    def keep(self, t: int) -> Tensor:
        """Nothing: there is no c."""
        return torch.zeros(0, dtype=torch.float64)

    def without_c(self, from_h: Tensor) -> Jacobian:
        """A Jacobian that h alone has."""
        return Jacobian(from_h, from_h[:0])


class RNNJacobians(Uncelled):
    """∂h_t/∂(h_{t−1}, x_t) = diag(φ′(a_t)) [W_hh | W_ih]."""

    def __init__(self, trace: RNNTrace, w: Weights):
        self.slope = slope(reading(trace, trace.h), trace.nonlinearity)
        self.weights = torch.cat([w.hh, w.ih], dim=1)
        self.steps, self.output = self.slope.shape
        self.inputs = w.ih.shape[1]

    def jacobian(self, t: int) -> Jacobian:
        """The matrix diag(φ′(a_t)) [W_hh | W_ih]."""
        return self.without_c(self.slope[t][:, None] * self.weights)

    def apply(self, t: int, dh: Tensor, dc: Tensor) -> Tensor:
        """The row (φ′(a_t) ⊙ ∂h_t) [W_hh | W_ih]."""
        return (self.slope[t] * dh) @ self.weights


class GRUJacobians(Uncelled):
    """∂h_t/∂h_{t−1} = diag(z) + the three ways through r, z and n."""

    def __init__(self, trace: GRUTrace, w: Weights):
        r, z, n = (reading(trace, gate) for gate in (trace.r, trace.z, trace.n))
        h = before(trace, trace.h, trace.h0)
        self.gate = z
        self.steps, self.output = z.shape
        self.inputs = w.ih.shape[1]
        self.U, self.W = w.hh.view(3, self.output, -1), w.ih.view(3, self.output, -1)
        d_n = (1 - z) * (1 - n * n)
        d_r = d_n * (h @ self.U[2].T + w.b_hh.chunk(3)[2]) * r * (1 - r)
        d_z = (h - n) * z * (1 - z)
        self.through_h = torch.stack([d_r, d_z, d_n * r], dim=1)[..., None]  # (time, gate, unit, 1)
        self.through_x = torch.stack([d_r, d_z, d_n], dim=1)[..., None]

    def jacobian(self, t: int) -> Jacobian:
        """The ways through r, z and n, and straight through z."""
        to_h = (self.through_h[t] * self.U).sum(0)
        to_h.diagonal().add_(self.gate[t])
        to_x = (self.through_x[t] * self.W).sum(0)
        return self.without_c(torch.cat([to_h, to_x], dim=1))

    def apply(self, t: int, dh: Tensor, dc: Tensor) -> Tensor:
        """The same ways for one row: gate by gate, and straight through z."""
        to_h = (self.through_h[t, ..., 0] * dh).flatten() @ self.U.flatten(0, 1)
        to_x = (self.through_x[t, ..., 0] * dh).flatten() @ self.W.flatten(0, 1)
        return torch.cat([to_h + self.gate[t] * dh, to_x])


class LSTMJacobians:
    """∂c_t/∂c_{t−1} = diag(f); h_{t−1} and x_t act through i, f, g on c_t and through o on h_t."""

    def __init__(self, trace: LSTMTrace, w: Weights):
        i, f, g, o, c = (reading(trace, v) for v in (trace.i, trace.f, trace.g, trace.o, trace.c))
        c_before, shown = before(trace, trace.c, trace.c0), c.tanh()
        self.gate, self.peek = f, o * (1 - shown * shown)
        self.steps, self.cells = c.shape
        self.inputs, self.output = w.ih.shape[1], w.hh.shape[1]
        self.project = w.hr
        ways = [g * i * (1 - i), c_before * f * (1 - f), i * (1 - g * g), shown * o * (1 - o)]
        self.ways = torch.stack(ways, dim=1)[..., None]  # (time, gate, unit, 1)
        self.weights = torch.cat([w.hh, w.ih], dim=1).view(4, self.cells, -1)

    def raw(self, dh: Tensor) -> Tensor:
        """The gradient with respect to o ⊙ tanh c, before the projection."""
        return dh if self.project is None else dh @ self.project

    def enter(self, t: int, dh: Tensor, dc: Tensor) -> None:
        """Add dh ⊙ o (1 − tanh² c_t)."""
        dc.addcmul_(self.raw(dh), self.peek[t])

    def jacobian(self, t: int) -> Jacobian:
        """From c_t through i, f and g; from h_t, before its projection, through o."""
        d_i, d_f, d_g, d_o = self.ways[t]
        W_i, W_f, W_g, W_o = self.weights
        from_c = (d_i * W_i).addcmul_(d_f, W_f).addcmul_(d_g, W_g)
        from_h = d_o * W_o
        return Jacobian(from_h if self.project is None else self.project @ from_h, from_c)

    def apply(self, t: int, dh: Tensor, dc: Tensor) -> Tensor:
        """The same ways for one row: i, f and g of c_t, and o of h_t, in one product."""
        reached = torch.stack([dc, dc, dc, self.raw(dh)])
        return (self.ways[t, ..., 0] * reached).flatten() @ self.weights.flatten(0, 1)

    def keep(self, t: int) -> Tensor:
        """The forget gate."""
        return self.gate[t]


@singledispatch
def jacobians_of(trace: RecurrentTrace, w: Weights) -> Jacobians:
    """The Jacobians of one float64 trace, whose layer has the float64 weights ``w``."""
    raise TypeError(f"no way back is known for {type(trace).__name__}")


jacobians_of.register(RNNTrace, RNNJacobians)
jacobians_of.register(GRUTrace, GRUJacobians)
jacobians_of.register(LSTMTrace, LSTMJacobians)


def norms(rows: Tensor) -> Tensor:
    """‖row‖ over all axes but the first, right also where squares would over- or underflow."""
    plain = torch.linalg.vector_norm(rows, dim=tuple(range(1, rows.dim())))
    if rows.numel() and not 1e-140 < plain.min() <= plain.max() < 1e140:
        extreme = (plain < 1e-140) | (plain > 1e140)
        some = rows[extreme].flatten(1)
        largest = some.abs().amax(dim=1)
        largest[largest == 0] = 1
        plain[extreme] = largest * torch.linalg.vector_norm(some / largest[:, None], dim=1)
    return plain
