"""Gradients of all pairs of times: the exact norm of every state by every earlier one.

One sweep back through time whose rows are the seeds of all final times at once, multiplied with
each step's Jacobian (core.gradients.jacobians) in one matrix product; float64. A layer's Jacobians
give the total derivative of *its own* states. How outputs depend on inputs follows from the same
sweep for a single layer that reads one way, and from torch.autograd for everything else.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn

from core.errors import InputError
from core.gradients.jacobians import Chain, back, norms
from core.gradients.loss import Private, exact, record_privately
from core.recorders.recurrent_request import State
from core.traces.base import Array
from core.traces.recurrent import GRUTrace, InfluenceTrace, LSTMTrace, PairsTrace, RecurrentTrace

LIMIT = 6400  # steps · units: what a reader can wait for (T = 100, H = 64: well under 0.2 s)


def all_pairs(
    module: nn.Module,
    x: Tensor,
    tokens: Sequence[str] | None = None,
    state: State = None,
    example: int | None = None,
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
        example: as for ``record``.
        layer: which layer, from 0.
        reverse: its direction; times stay positions in the text, so the matrix is then upper
            triangular.

    Raises:
        InputError: too long, no such layer, Jacobians beyond float64, or what ``record`` refuses.
    """
    private = record_privately(module, x, tokens, state, example)
    traces = [t for t in private.recording.traces if (t.layer, t.reverse) == (layer, reverse)]
    if not traces:
        known = ", ".join(f"({t.layer}, {t.reverse})" for t in private.recording.traces)
        raise InputError("(layer, reverse)", f"one of {known}", (layer, reverse))
    trace = traces[0]
    check_size(*trace.h.shape)
    chain = private.chain(trace, inputs=False)
    dh, dc = _states(chain)
    if reverse:
        dh, dc = dh.flip(0, 1), dc.flip(0, 1)
    return PairsTrace(
        network=network(trace),
        tokens=trace.tokens,
        layer=layer,
        reverse=reverse,
        dh=finite(dh),
        dc=finite(dc) if chain.cells else None,
    )


def input_influence(
    module: nn.Module,
    x: Tensor,
    readout: Tensor | None = None,
    tokens: Sequence[str] | None = None,
    state: State = None,
    example: int | None = None,
) -> InfluenceTrace:
    """‖∂out_s/∂x_t‖_F for all s and t, of the whole module.

    Args:
        module: as for ``record``; worked on as a private float64 copy.
        x: as for ``record``.
        readout: rows that make out_s = readout · (module's output at s): (output,) for one logit,
            or (rows, output); None for the output itself. Rows times steps at most 6400.
        tokens: as for ``record``.
        state: as for ``record``.
        example: as for ``record``.

    Raises:
        InputError: too long, a readout of another size, derivatives beyond float64, or what
            ``record`` refuses.
    """
    private = record_privately(module, x, tokens, state, example)
    size = private.asked.pick(private.recording.output[0]).shape[1]
    rows = torch.eye(size, dtype=torch.float64) if readout is None else exact(readout)
    rows = rows[None] if rows.dim() == 1 else rows
    if rows.dim() != 2 or rows.shape[1] != size:
        raise InputError("readout", f"of shape ({size},) or (rows, {size})", tuple(rows.shape))
    traces = private.recording.traces
    check_size(len(traces[0].tokens), len(rows))
    one = len(traces) == 1
    dx = _inputs(private.chain(traces[0]), rows) if one else _autograd(private, rows)
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
def _states(chain: Chain) -> tuple[Tensor, Tensor]:
    """‖∂h_s/∂h_t‖_F and ‖∂h_s/∂c_t‖_F, both [s, t], in reading order."""
    readout = torch.eye(chain.output, dtype=torch.float64)
    to_h, to_c = readout.new_zeros(2, chain.steps, chain.steps)
    for t, rows in _sweep(chain, readout):
        to_h[t:, t] = norms(rows.dh.unflatten(0, (-1, len(readout))))
        to_c[t:, t] = norms(rows.dc.unflatten(0, (-1, len(readout))))
    return to_h, to_c


@torch.inference_mode()
def _inputs(chain: Chain, readout: Tensor) -> Tensor:
    """‖∂(readout · h_s)/∂x_t‖_F, [s, t], in reading order."""
    to_x = readout.new_zeros(chain.steps, chain.steps)
    for t, rows in _sweep(chain, readout):
        to_x[t:, t] = norms(rows.dx.unflatten(0, (-1, len(readout))))
    return to_x


class Rows(NamedTuple):
    """Gradients of readout · h_s for several s, each (s · row of the readout, width)."""

    dh: Tensor
    dc: Tensor
    dx: Tensor


def _sweep(chain: Chain, readout: Tensor) -> Iterator[tuple[int, Rows]]:
    """∂(readout · h_s) with respect to the states and the input at t, for all s ≥ t, t falling.

    The rows are valid until the next are asked for. Two sets of buffers take turns.
    """
    T, (R, P) = chain.steps, readout.shape
    seeds = torch.cat([readout, readout.new_zeros(R, chain.inputs)], dim=1)
    h, next_h = seeds.repeat(T, 1), seeds.repeat(T, 1)  # (s · row, output + input)
    c, next_c = seeds.new_zeros(2, T * R, chain.cells)
    for t in reversed(range(T)):
        now = slice(t * R, None)  # times before t have not begun to go back
        dh, dc, both = h[now, :P], c[now], next_h[now]
        chain.enter(t, dh, dc)
        back(chain.jacobian(t), dh, dc, out=both)
        torch.mul(dc, chain.keep(t), out=next_c[now])
        yield t, Rows(dh, dc, both[:, P:])
        h, next_h, c, next_c = next_h, h, next_c, c


def _autograd(private: Private, rows: Tensor) -> Tensor:
    """The same for any number of layers and directions: one backward pass for each row and s."""
    asked = private.asked
    leaf = asked.x.clone().requires_grad_()
    out = asked.pick(asked.module(leaf, asked.state)[0]) @ rows.T  # (time, row)
    found = leaf.new_zeros(len(out), len(out), len(rows), leaf.shape[-1])  # (s, t, row, input)
    for s, seeds in enumerate(out):
        for r, seed in enumerate(seeds):
            (gradient,) = torch.autograd.grad(seed, leaf, retain_graph=True)
            found[s, :, r] = asked.pick(gradient)
    return norms(found.flatten(0, 1)).view(len(out), len(out))
