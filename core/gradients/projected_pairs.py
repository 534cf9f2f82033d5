"""The gradients of all pairs of times for layers too large to follow every unit: an estimate.

A few random rows G stand for all units: with N(0, 1/R) entries, E‖G A‖² = ‖A‖_F² for any A
(Hutchinson 1990). How far R rows scatter says how far the estimate may be off.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from core.errors import InputError
from core.gradients.all_pairs import finite, network, sweep
from core.gradients.jacobians import Jacobians, norms
from core.gradients.loss import record_privately
from core.traces.recurrent import PairsTrace

ROWS = 16  # random directions
LIMIT = 40_960  # steps · units: what a reader can wait for, 40 steps at 1,024 units


class Estimate(NamedTuple):
    """Norms of all pairs of some steps, estimated."""

    pairs: PairsTrace
    error: float  # the standard error of a typical pair, relative to its norm (the median)
    rows: int  # random directions


def projected_pairs(
    module: nn.Module,
    x: Tensor,
    tokens: tuple[str, ...] | None = None,
    *,
    layer: int = 0,
    reverse: bool = False,
    last: int | None = None,
) -> Estimate:
    """Estimate what `core.gradients.all_pairs.all_pairs` computes, for one text.

    Of an input with more steps than 40960 / units, only so many are compared: those that end with
    the ``last`` one, counted from 1 in reading order (that of the input if None). They are read
    from the states that the steps before have left.

    Raises:
        InputError: a last step that is not in the text, Jacobians beyond float64, or what
            ``record`` refuses.
    """
    private = record_privately(module, x, tokens)
    place = next(t for t in private.recording.traces if (t.layer, t.reverse) == (layer, reverse))
    steps, units = place.h.shape
    stop = steps if last is None else last
    if not 1 <= stop <= steps:
        raise InputError("last", f"1–{steps}", last)
    read = range(max(0, stop - compared(steps, units)), stop)
    part = slice(steps - read.stop, steps - read.start) if reverse else slice(read.start, stop)
    jacobians = private.jacobians(place, inputs=False)
    dh, dc, error = estimated(jacobians, read)
    if reverse:
        dh, dc = dh.flip(0, 1), dc.flip(0, 1)
    pairs = PairsTrace(
        network=network(place),
        tokens=place.tokens[part],
        layer=layer,
        reverse=reverse,
        dh=finite(dh),
        dc=finite(dc) if jacobians.cells else None,
    )
    return Estimate(pairs, error, ROWS)


def compared(steps: int, units: int) -> int:
    """How many steps are compared at once."""
    return min(steps, max(2, LIMIT // units))


@torch.inference_mode()
def estimated(jacobians: Jacobians, steps: range) -> tuple[Tensor, Tensor, float]:
    """‖∂h_s/∂h_t‖_F and ‖∂h_s/∂c_t‖_F of some steps, (s, t), in reading order; their error."""
    first, window, units = steps.start, len(steps), jacobians.output
    draws = torch.Generator().manual_seed(0)
    G = torch.randn(ROWS, units, generator=draws, dtype=torch.float64)
    seeds = torch.cat([G, G.new_zeros(ROWS, jacobians.cells)], dim=1).repeat(window, 1)
    found, errors = G.new_zeros(2, window, window), []
    for t, rows in sweep(jacobians, steps, seeds, ROWS):
        for place, part in enumerate((rows.dh, rows.dc)):
            if part.shape[1]:
                norm, error = mean_norms(part)
                found[place, t - first :, t - first] = norm
                errors.append(error)
    return found[0], found[1], float(torch.cat(errors).median())


def mean_norms(rows: Tensor) -> tuple[Tensor, Tensor]:
    """The estimate from every ROWS rows, and its relative standard error."""
    each = norms(rows).view(-1, ROWS)
    largest = each.amax(dim=1, keepdim=True).clamp_min(torch.finfo(each.dtype).tiny)
    squares = (each / largest).square()
    mean = squares.mean(dim=1)
    error = squares.std(dim=1) / ROWS**0.5 / (2 * mean).clamp_min(torch.finfo(each.dtype).tiny)
    return largest[:, 0] * mean.sqrt(), error
