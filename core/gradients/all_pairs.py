"""Gradients of all pairs of times: the exact norm of every state by every earlier one.

One sweep back through time whose rows are the seeds of many final times at once, multiplied with
each step's Jacobian (core.gradients.jacobians) in one matrix product; float64. Final times further
away than a block of steps cross it in one product. A layer's Jacobians give the total derivative
of *its own* states. How outputs depend on inputs follows from the same sweep for a single layer
that reads one way, and from torch.autograd for everything else.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from core.errors import InputError
from core.gradients.jacobians import Jacobians, back, norms
from core.gradients.loss import Private, exact, record_privately
from core.recorders.recurrent_request import State
from core.traces.base import Array
from core.traces.recurrent import GRUTrace, InfluenceTrace, LSTMTrace, PairsTrace, RecurrentTrace

BLOCK = 20  # times whose rows go back step by step: about 2√T takes the fewest products
CANCELLED = 1e-4  # the cosine of two Gram matrices from which on their product is exact to 1e-12
TINY, HUGE = 1e-140, 1e140  # norms of Gram matrices whose products float64 can hold
LIMIT = 6400  # steps · units: what a reader can wait for (T = 100, H = 64: well under 0.2 s)


def all_pairs(
    module: nn.Module,
    x: Tensor,
    tokens: Sequence[str] | None = None,
    state: State = None,
    element: int | None = None,
    *,
    layer: int = 0,
    reverse: bool = False,
) -> PairsTrace:
    """‖∂h_s/∂h_t‖_F, and for an LSTM ‖∂h_s/∂c_t‖_F, for all s and t of one layer and direction.

    Args:
        module: as for ``record``; worked on as a private float64 copy.
        x: as for ``record``; its length times the layer's size of h at most 6400.
        tokens: as for ``record``.
        state: as for ``record``.
        element: as for ``record``.
        layer: which layer, from 0.
        reverse: its direction; times stay positions in the text, so the matrix is then upper
            triangular.

    Raises:
        InputError: too long, no such layer, Jacobians beyond float64, or what ``record`` refuses.
    """
    private = record_privately(module, x, tokens, state, element)
    traces = [t for t in private.recording.traces if (t.layer, t.reverse) == (layer, reverse)]
    if not traces:
        known = ", ".join(f"({t.layer}, {t.reverse})" for t in private.recording.traces)
        raise InputError("(layer, reverse)", f"one of {known}", (layer, reverse))
    trace = traces[0]
    check_size(*trace.h.shape)
    jacobians = private.jacobians(trace, inputs=False)
    dh, dc = _states(jacobians)
    if reverse:
        dh, dc = dh.flip(0, 1), dc.flip(0, 1)
    return PairsTrace(
        network=network(trace),
        tokens=trace.tokens,
        layer=layer,
        reverse=reverse,
        dh=finite(dh),
        dc=finite(dc) if jacobians.cells else None,
    )


def input_influence(
    module: nn.Module,
    x: Tensor,
    readout: Tensor | None = None,
    tokens: Sequence[str] | None = None,
    state: State = None,
    element: int | None = None,
) -> InfluenceTrace:
    """‖∂out_s/∂x_t‖_F for all s and t, of the whole module.

    Args:
        module: as for ``record``; worked on as a private float64 copy.
        x: as for ``record``.
        readout: rows that make out_s = readout · (module's output at s): (output,) for one logit,
            or (rows, output); None for the output itself. Rows times steps at most 6400.
        tokens: as for ``record``.
        state: as for ``record``.
        element: as for ``record``.

    Raises:
        InputError: too long, a readout of another size, derivatives beyond float64, or what
            ``record`` refuses.
    """
    private = record_privately(module, x, tokens, state, element)
    size = private.request.pick(private.recording.output[0]).shape[1]
    rows = torch.eye(size, dtype=torch.float64) if readout is None else exact(readout)
    rows = rows[None] if rows.dim() == 1 else rows
    if rows.dim() != 2 or rows.shape[1] != size:
        raise InputError("readout", f"of shape ({size},) or (rows, {size})", tuple(rows.shape))
    traces = private.recording.traces
    check_size(len(traces[0].tokens), len(rows))
    one = len(traces) == 1
    dx = _inputs(private.jacobians(traces[0]), rows) if one else _autograd(private, rows)
    return InfluenceTrace(network=network(traces[0]), tokens=traces[0].tokens, dx=finite(dx))


def check_size(steps: int, rows: int) -> None:
    """Refuse what would take too long.

    Raises:
        InputError: steps · rows is above 6400.
    """
    if steps * rows > LIMIT:
        raise InputError("steps · units", f"at most {LIMIT}", f"{steps} · {rows}")


def network(trace: RecurrentTrace) -> str:
    """The network's code."""
    if isinstance(trace, LSTMTrace):
        return "lstm"
    return "gru" if isinstance(trace, GRUTrace) else "rnn"


def finite(values: Tensor) -> Array:
    """The norms as an array.

    Raises:
        InputError: some are infinite or not a number.
    """
    if not values.isfinite().all():
        raise InputError("module", "one whose Jacobians float64 can hold", "infinite ones")
    return values.numpy()


@torch.inference_mode()
def _states(jacobians: Jacobians) -> tuple[Tensor, Tensor]:
    """‖∂h_s/∂h_t‖_F and ‖∂h_s/∂c_t‖_F, both [s, t], in reading order.

    Block after block of times, the last first: within a block the rows of each s go back step by
    step. Those of all later s cross it at once, ∂h_s/∂h_t = ∂h_s/∂(h, c) · ∂(h, c)/∂h_t by way of
    the states at its end: only the norms of these products are needed, not the products.
    """
    T, H, C = jacobians.steps, jacobians.output, jacobians.cells
    state = torch.eye(H + C, dtype=torch.float64)
    to_h, to_c = state.new_zeros(2, T, T)
    later, crossed = state.new_empty(2, T, H, H + C)  # ∂h_s/∂(h, c) at the block's end, for all s
    for stop in range(T, 0, -BLOCK):
        start = max(stop - BLOCK, 0)
        block, beyond = slice(start, stop), slice(stop, None)
        dh, dc = (state.new_empty(stop - start, H + C, width) for width in (H, C))
        seeds = torch.cat([state[:H].repeat(stop - start, 1), state])
        for t, rows in sweep(jacobians, range(start, stop), seeds, H):
            own_h, dh[t - start] = rows.dh.tensor_split([-H - C])
            own_c, dc[t - start] = rows.dc.tensor_split([-H - C])
            to_h[t:stop, t] = norms(own_h.unflatten(0, (-1, H)))
            to_c[t:stop, t] = norms(own_c.unflatten(0, (-1, H)))
        to_h[beyond, block], to_c[beyond, block] = product_norms(later[beyond], dh, dc)
        own, across = torch.cat([rows.dh_before, rows.dc_before], dim=1).tensor_split([-H - C])
        torch.matmul(later[beyond], across, out=crossed[beyond])
        crossed[block] = own.unflatten(0, (-1, H))
        later, crossed = crossed, later
    return to_h, to_c


@torch.inference_mode()
def _inputs(jacobians: Jacobians, readout: Tensor) -> Tensor:
    """‖∂(readout · h_s)/∂x_t‖, [s, t], in reading order."""
    T, R = jacobians.steps, len(readout)
    to_x = readout.new_zeros(T, T)
    seeds = torch.cat([readout, readout.new_zeros(R, jacobians.cells)], dim=1)
    for t, rows in sweep(jacobians, range(T), seeds.repeat(T, 1), R):
        to_x[t:, t] = norms(rows.dx.unflatten(0, (-1, R)))
    return to_x


class Rows(NamedTuple):
    """Gradients of some outputs with respect to the states and the input at t: (row, width)."""

    dh: Tensor
    dc: Tensor
    dx: Tensor
    dh_before: Tensor  # with respect to the states at t − 1
    dc_before: Tensor


def sweep(
    jacobians: Jacobians, times: range, seeds: Tensor, begin: int
) -> Iterator[tuple[int, Rows]]:
    """The way back through ``times`` of rows that begin as ``seeds``, (row, h and c side by side).

    ``begin`` rows begin at each time, in order; those behind them at the last. The rows at t are
    those that have begun, valid until the next are asked for. Two sets of buffers take turns.
    """
    P = jacobians.output
    h, c = seeds.new_zeros(len(seeds), P + jacobians.inputs), seeds[:, P:].clone()
    h[:, :P] = seeds[:, :P]
    next_h, next_c = h.clone(), c.clone()
    for t in reversed(times):
        begun = slice((t - times.start) * begin, None)
        dh, dc, both, dc_before = h[begun, :P], c[begun], next_h[begun], next_c[begun]
        jacobians.enter(t, dh, dc)
        back(jacobians.jacobian(t), dh, dc, out=both)
        torch.mul(dc, jacobians.keep(t), out=dc_before)
        yield t, Rows(dh, dc, both[:, P:], both[:, :P], dc_before)
        h, next_h, c, next_c = next_h, h, next_c, c


def product_norms(left: Tensor, *rights: Tensor) -> list[Tensor]:
    """‖A B‖_F, (s, t), for every A of ``left``, (s, ·, ·), and every B of each of ``rights``.

    ‖A B‖² = ⟨AᵀA, B Bᵀ⟩: one Gram matrix for every A and every B instead of a product for every
    pair. A pair is multiplied all the same where rounding would show (the Gram matrices are nearly
    orthogonal) or where their squares leave the range of float64.
    """
    grams = (left.mT @ left).flatten(1)
    return [_product_norms(left, grams, right) for right in rights]


def _product_norms(left: Tensor, left_grams: Tensor, right: Tensor) -> Tensor:
    right_grams = (right @ right.mT).flatten(1)
    squares = (right_grams @ left_grams.T).T
    a, b = norms(left_grams)[:, None], norms(right_grams)
    held = (torch.minimum(a, b) > TINY) & (torch.maximum(a, b) < HUGE)
    inexact = ~(held & (squares > CANCELLED * a * b))
    found = squares.sqrt()
    for t in inexact.any(dim=0).nonzero()[:, 0]:
        pairs = inexact[:, t]
        found[pairs, t] = norms(left[pairs] @ right[t])
    return found


def _autograd(private: Private, rows: Tensor) -> Tensor:
    """The same for any number of layers and directions: one backward pass for each row and s."""
    request = private.request
    x: Any = request.x
    leaf = x.clone().requires_grad_()
    out = request.pick(request.module(leaf, request.state)[0]) @ rows.T  # (time, row)
    found = leaf.new_zeros(len(out), len(out), len(rows), leaf.shape[-1])  # (s, t, row, input)
    for s, seeds in enumerate(out):
        for r, seed in enumerate(seeds):
            (gradient,) = torch.autograd.grad(seed, leaf, retain_graph=True)
            found[s, :, r] = request.pick(gradient)
    return norms(found.flatten(0, 1)).view(len(out), len(out))
