"""How much every state depends on every earlier one: exact norms for all pairs of times.

One sweep back through time whose rows are the seeds of all final times at once, multiplied with
each step's Jacobian (core.chain) in one matrix product; float64. A layer's Jacobians give the
total derivative of *its own* states. How outputs depend on inputs follows from the same sweep for
a single layer that reads one way, and from torch.autograd for everything else.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from core.chain import Chain, norms
from core.errors import InputError
from core.example import State
from core.gradients import Private, exact, record_privately
from core.trace import Array
from core.traces import GRUTrace, InfluenceTrace, LSTMTrace, PairsTrace, RecurrentTrace

LIMIT = 6400  # steps · units: what a reader can wait for (T = 100, H = 64: well under 0.1 s)


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
    chain = private.chain(trace, inputs=False)
    check_size(chain.steps, chain.output)
    found = _sweep(chain, torch.eye(chain.output, dtype=torch.float64))
    dh, dc, _ = found.flip(1, 2) if reverse else found
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
    dx = _sweep(private.chain(traces[0]), rows)[2] if one else _autograd(private, rows)
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


def _sweep(chain: Chain, rows: Tensor) -> Tensor:
    """The norms of ∂(rows · h_s) with respect to h_t, c_t and x_t: (3, s, t), in reading order."""
    T, R = chain.steps, len(rows)
    found = rows.new_zeros(3, T, T)
    dh = rows.repeat(T, 1)  # (s · row, output): the seeds of all final times
    dc = dh.new_zeros(T * R, chain.cells)
    work = dh.new_empty(T * R, chain.output + chain.inputs)
    for t in reversed(range(T)):
        h, c = dh[t * R :], dc[t * R :]
        chain.enter(t, h, c)
        found[0, t:, t] = norms(h.view(T - t, R * chain.output))
        found[1, t:, t] = norms(c.view(T - t, R * chain.cells))
        x = chain.back(t, h, c, work[t * R :])
        found[2, t:, t] = norms(x.reshape(T - t, R * chain.inputs))
    return found


def _autograd(private: Private, rows: Tensor) -> Tensor:
    """The same for any number of layers and directions: one backward pass for each row and s."""
    asked = private.asked
    leaf = asked.x.clone().requires_grad_()
    out = asked.pick(asked.module(leaf, asked.state)[0]) @ rows.T  # (time, row)
    found = out.new_zeros(len(out), len(out), len(rows), leaf.shape[-1])  # (s, t, row, input)
    for s, seeds in enumerate(out):
        for r, seed in enumerate(seeds):
            (gradient,) = torch.autograd.grad(seed, leaf, retain_graph=True)
            found[s, :, r] = asked.pick(gradient)
    return norms(found.flatten(2).detach())
