"""The check that a recording is true: h from the recorded gates is the h that the module gave out.

A module whose ``forward()`` is not torch's, or which a hook changes, computes something else than
the equations that its traces are read by.
"""

import math
from typing import Any

import numpy as np
import torch

from core.errors import InputError
from core.networks.rnn import ACTIVATIONS
from core.networks.weights import Weights
from core.traces.base import Array
from core.traces.recurrent import GRUTrace, LSTMTrace, RecurrentTrace

ROUNDINGS = 16  # that a sum, its nonlinearity and one step of a cell state may come to
TF32 = 2.0**-12  # what is rounded where a GPU multiplies: torch lets it, as its default for cuDNN


def check_identity(module: Any, trace: RecurrentTrace, w: Weights) -> None:
    """Refuse a module whose output is not what its own gates make.

    Raises:
        InputError: h differs from o ⊙ tanh c, (1 − z) ⊙ n + z ⊙ h_{t−1} or φ(a).
    """
    with np.errstate(invalid="ignore", over="ignore"):
        away = float(np.abs(implied(trace, w) - trace.h).max())
    if away > allowed(trace, w, module.weight_ih_l0.is_cuda):  # never where h is not finite
        rule = "one whose h follows from its gates (a forward() of its own, or a hook, changes h)"
        got = f"an h that differs by up to {away:.2g} from torch's equations"
        raise InputError("module", rule, got)


def implied(trace: RecurrentTrace, w: Weights) -> Array:
    """The h that follows from the recorded gates."""
    if isinstance(trace, LSTMTrace):
        h = trace.o * np.tanh(trace.c)
        return h if w.hr is None else h @ w.hr.numpy().T
    if isinstance(trace, GRUTrace):
        return (1 - trace.z) * trace.n + trace.z * states_before(trace)
    known: Any = trace
    return ACTIVATIONS[known.nonlinearity](torch.tensor(known.a.copy())).numpy()


def states_before(trace: RecurrentTrace) -> Array:
    """h_{t−1} at every step, in the order of the text."""
    first = trace.h0[None]
    parts = (trace.h[1:], first) if trace.reverse else (first, trace.h[:-1])
    return np.concatenate(parts)


def allowed(trace: RecurrentTrace, w: Weights, cuda: bool) -> float:
    """How far rounding may take h: errors of the sums, which a cell state adds up over time."""
    unit = TF32 if cuda and trace.h.dtype == np.float32 else float(np.finfo(trace.h.dtype).eps)
    size = 1 + longest(trace.x) * longest(w.ih.numpy()) + longest(trace.h) * longest(w.hh.numpy())
    return ROUNDINGS * unit * math.sqrt(1 + len(trace.h)) * size


def longest(rows: Array) -> float:
    """The largest norm of a row."""
    return float(np.sqrt(np.einsum("ij,ij->i", rows, rows).max()))
