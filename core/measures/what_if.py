"""The trained network again, with gates of some units held fast: what if one had stayed open?

Reading as it is, the clamp, and the same clamp on random other units run side by side, as one
batch, through the equations of ``core.networks.lstm.step``. The random units are the control: what
*any* unit would do says nothing about the one that was chosen (as in Strobelt et al. 2018, LSTMVis,
units are only candidates for an explanation until one has intervened).
"""

from typing import NamedTuple

import torch
from torch import Tensor

from core.data.vocabulary import encode
from core.errors import InputError
from core.measures.clamp import DRAWS, Clamp, WhatIfTrace
from core.networks.character_model import CharacterModel
from core.networks.weights import weights

AS_IT_IS, CLAMPED, CONTROLS = 0, 1, 2  # rows of the batch


class States(NamedTuple):
    """Every run's states: (time, run, hidden)."""

    c: Tensor
    h: Tensor


@torch.no_grad()
def what_if(
    model: CharacterModel, text: str, clamp: Clamp, seed: int = 0, draws: int = DRAWS
) -> WhatIfTrace:
    """Read ``text`` as it is, with ``clamp``, and with ``draws`` clamps of random other units.

    Args:
        model: a character model whose recurrent layer is a plain one-layer ``nn.LSTM``.
        text: what is read, one character a step.
        clamp: what is held fast.
        seed: of the random units.
        draws: how many random sets of as many units.

    Raises:
        InputError: the clamp names units or characters that are not there, or so many units that
            no others are left for a control.
    """
    hidden = model.recurrent.hidden_size
    _check(clamp, len(text), hidden)
    controls = random_units(clamp.units, hidden, draws, seed)
    rows = [(), clamp.units, *map(tuple, controls.tolist())]
    indices, _ = encode(text)
    x = model.embedding(torch.from_numpy(indices))
    states = run(model, x, clamp, mask(rows, hidden))
    logs = model.readout(states.h).log_softmax(dim=-1)  # (time, run, symbol)
    kl = divergence(logs[:, :1], logs).T.numpy()
    inside = torch.zeros(len(text), dtype=torch.bool)
    inside[clamp.start : clamp.stop] = True
    return WhatIfTrace(
        tokens=tuple(text),
        inside=inside.numpy(),
        c=states.c[:, AS_IT_IS].numpy(),
        h=states.h[:, AS_IT_IS].numpy(),
        c_clamped=states.c[:, CLAMPED].numpy(),
        h_clamped=states.h[:, CLAMPED].numpy(),
        kl=kl[CLAMPED],
        probabilities=logs[:, AS_IT_IS].exp().numpy(),
        probabilities_clamped=logs[:, CLAMPED].exp().numpy(),
        control_units=controls.numpy(),
        control_kl=kl[CONTROLS:],
    )


def run(model: CharacterModel, x: Tensor, clamp: Clamp, held: Tensor) -> States:
    """Read x (time, input) once for each row of ``held`` (run, hidden), where its units are held.

    The equations are those of ``core.networks.lstm.step``, for all runs at once.
    """
    w = weights(model.recurrent)
    h = c = torch.zeros(held.shape)
    inputs = x @ w.ih.T + (w.b_ih + w.b_hh)  # (time, 4 · hidden)
    cells, shown = [], []
    for t, a in enumerate(inputs):
        i, f, g, o = (a + h @ w.hh.T).chunk(4, dim=1)
        gates = {"i": i.sigmoid(), "f": f.sigmoid(), "g": g.tanh(), "o": o.sigmoid()}
        if clamp.start <= t < clamp.stop:
            gates[clamp.gate] = gates[clamp.gate].masked_fill(held, clamp.value)
        c = gates["f"] * c + gates["i"] * gates["g"]
        h = gates["o"] * c.tanh()
        cells.append(c)
        shown.append(h)
    return States(torch.stack(cells), torch.stack(shown))


def mask(rows: list[tuple[int, ...]], hidden: int) -> Tensor:
    """Return (run, hidden), True where a run's units are."""
    held = torch.zeros(len(rows), hidden, dtype=torch.bool)
    for row, units in zip(held, rows, strict=True):
        row[list(units)] = True
    return held


def random_units(chosen: tuple[int, ...], hidden: int, draws: int, seed: int) -> Tensor:
    """Return ``draws`` random sets of as many units as ``chosen``, none of them in it."""
    others = torch.tensor([unit for unit in range(hidden) if unit not in chosen])
    generator = torch.Generator().manual_seed(seed)
    picks = [torch.randperm(len(others), generator=generator) for _ in range(draws)]
    return torch.stack([others[pick[: len(chosen)]].sort().values for pick in picks])


def divergence(logs: Tensor, others: Tensor) -> Tensor:
    """Return D(p ‖ q) in bits over the last axis, from log-probabilities; at least 0."""
    bits = (logs.exp() * (logs - others)).sum(dim=-1) / torch.log(torch.tensor(2.0))
    return bits.clamp_min(0)


def _check(clamp: Clamp, length: int, hidden: int) -> None:
    if max(clamp.units) >= hidden:
        raise InputError("units", f"0–{hidden - 1}", clamp.units)
    if 2 * len(clamp.units) > hidden:
        raise InputError("units", f"at most {hidden // 2}, to leave others for a control", hidden)
    if clamp.stop > length:
        raise InputError("span", f"within the {length} characters of the text", clamp.stop)
