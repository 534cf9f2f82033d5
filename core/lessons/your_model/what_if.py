"""A gate of the reader's own model held fast: one layer again, beside random units.

The layer reads the same once as it is, once with a gate of one unit held over the whole input, and
once for each of some random other units, held in the same way (cf. core/measures/what_if.py). What
counts is how much h changes, which is all that the layer gives out. Loads torch.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import linear

from core.errors import InputError
from core.measures.clamp import DRAWS, MORE, SURE
from core.measures.what_if import mask, random_units
from core.networks.weights import Weights
from core.traces.base import Array
from core.traces.recurrent import GRUTrace, LSTMTrace, RecurrentTrace, RNNTrace

LIMIT = 200_000  # time · hidden; beyond it there are fewer draws
FEW = 10


@dataclass(frozen=True)
class Changed:
    """How much h changes: ‖h − h as it is‖ / ‖h as it is‖ over all steps and units."""

    effect: float
    controls: Array  # the same for each random unit, (draw,)

    @property
    def weaker(self) -> int:
        """How many of the random units change less."""
        return int((self.controls < self.effect).sum())

    @property
    def verdict(self) -> str:
        """One of "strong", "some", "none", by the rule of `core.measures.clamp`."""
        share = self.weaker / len(self.controls)
        if share <= MORE or self.effect <= self.controls.mean():
            return "none"
        return "strong" if share >= SURE else "some"


@torch.no_grad()
def held(trace: RecurrentTrace, w: Weights, gate: str, unit: int, value: float) -> Changed:
    """Hold ``gate`` of ``unit`` at ``value`` over the whole input; compare with random units.

    Args:
        trace: the layer as it is.
        w: the layer's weights.
        gate: i, f, g or o of an LSTM; r or z of a GRU; h of an RNN.
        unit: whose gate is held.
        value: what it is held at.

    Raises:
        InputError: the layer has no such unit, or no other one for a control.
    """
    hidden = w.hh.shape[1] if w.hr is None else w.hr.shape[1]
    if not 0 <= unit < hidden or hidden < 2:
        raise InputError("unit", f"0–{hidden - 1}, beside at least one other", unit)
    draws = DRAWS if trace.h.shape[0] * hidden <= LIMIT else FEW
    others = random_units((unit,), hidden, draws, seed=0)
    rows = [(), (unit,), *map(tuple, others.tolist())]
    h = states(trace, w, gate, value, mask(rows, hidden))
    size = h[:, :1].square().sum().sqrt()
    away = (h - h[:, :1]).square().sum(dim=(0, 2)).sqrt() / size.clamp_min(1e-30)
    return Changed(float(away[1]), away[2:].numpy().astype(np.float64))


def states(trace: RecurrentTrace, w: Weights, gate: str, value: float, held: Tensor) -> Tensor:
    """H of every run in the order of reading, (time, run, output); held: (run, hidden)."""
    x = torch.tensor(np.array(trace.x[::-1] if trace.reverse else trace.x))
    h = torch.tensor(trace.h0).expand(len(held), -1)
    c = torch.zeros(held.shape, dtype=h.dtype)
    shown = []
    for x_t in linear(x, w.ih, w.b_ih):
        parts = gates(trace, x_t, linear(h, w.hh, w.b_hh))
        if gate in parts:
            parts[gate] = parts[gate].masked_fill(held, value)
        h, c = step(trace, w, parts, h, c)
        shown.append(h)
    return torch.stack(shown)


def gates(trace: RecurrentTrace, from_x: Tensor, from_h: Tensor) -> dict[str, Tensor]:
    """What can be held, each (run, hidden), from W x + b and U h + d."""
    if isinstance(trace, LSTMTrace):
        i, f, g, o = (from_x + from_h).chunk(4, dim=-1)
        return {"i": i.sigmoid(), "f": f.sigmoid(), "g": g.tanh(), "o": o.sigmoid()}
    if isinstance(trace, GRUTrace):
        (x_r, x_z, x_n), (h_r, h_z, h_n) = from_x.chunk(3, dim=-1), from_h.chunk(3, dim=-1)
        return {"r": (x_r + h_r).sigmoid(), "z": (x_z + h_z).sigmoid(), "x": x_n, "past": h_n}
    a = from_x + from_h
    relu = isinstance(trace, RNNTrace) and trace.nonlinearity == "relu"
    return {"h": a.relu() if relu else a.tanh()}


def step(
    trace: RecurrentTrace, w: Weights, parts: dict[str, Tensor], h: Tensor, c: Tensor
) -> tuple[Tensor, Tensor]:
    """The new h and c, from gates of which some are held; c is that of an LSTM."""
    if isinstance(trace, LSTMTrace):
        c = parts["f"] * c + parts["i"] * parts["g"]
        h = parts["o"] * c.tanh()
        return (h if w.hr is None else linear(h, w.hr)), c
    if isinstance(trace, GRUTrace):
        n = (parts["x"] + parts["r"] * parts["past"]).tanh()
        return (1 - parts["z"]) * n + parts["z"] * h, c
    return parts["h"], c
