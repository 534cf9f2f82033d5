"""A recurrent layer in a few numbers: what a doctor would ask of it first. Free of torch.

Reach and spectral radius: Pascanu, Mikolov & Bengio 2013, §2. Saturated gates (below .05 or above
.95): Karpathy, Johnson & Fei-Fei 2015, §4.2, whose limits are .1 and .9. Forget bias: Jozefowicz,
Zaremba & Sutskever 2015, §3.1. Every number depends on the input too, but for the last two.
"""

from collections.abc import Mapping

import numpy as np

from core.measures.fading import main_path, rise_after, steps_until_faded
from core.traces.base import Array
from core.traces.diagnosis import Diagnosis
from core.traces.recurrent import GradientTrace, RecurrentTrace, RNNTrace
from core.uploads.module_shape import GATES

SHUT, OPEN = 0.05, 0.95  # a gate beyond these counts as saturated
STILL = 1e-3  # a unit whose h stays within this counts as dead
SATURABLE = {"gru": ("r", "z"), "lstm": ("i", "f", "o")}


def diagnose(
    trace: RecurrentTrace,
    gradient: GradientTrace,
    radius: Array | None = None,
    forget_bias: float | None = None,
) -> Diagnosis:
    """Measure one layer and direction.

    Args:
        trace: what happened in it.
        gradient: of a loss that reads its last state.
        radius: the spectral radius of each block of weight_hh; of an LSTM with a projection that
            of W_hr W_hh, by which h comes back to itself; None: not measured.
        forget_bias: the mean of b_ih + b_hh over the forget gates, if there are any.
    """
    network = gradient.network
    levels = gate_levels(trace, network)
    names = tuple(levels)
    return Diagnosis(
        network=network,
        units=trace.h.shape[1],
        dead=int((np.ptp(trace.h, axis=0) < STILL).sum()),
        reach=reach(gradient),
        forget_bias=forget_bias,
        gates=names,
        saturated=np.array([saturated(levels[name], name) for name in names]),
        opening=np.array([levels[name].mean() for name in names]),
        matrices=GATES[network],
        radius=radius,
    )


def gate_levels(trace: RecurrentTrace, network: str) -> Mapping[str, Array]:
    """The values of each quantity that can saturate: gates, or h of an RNN with tanh."""
    if isinstance(trace, RNNTrace):
        return {"h": trace.h} if trace.nonlinearity == "tanh" else {}
    return {name: getattr(trace, name) for name in SATURABLE[network]}


def saturated(levels: Array, name: str) -> float:
    """The share below .05 or above .95; of a tanh state the share whose size is above .95."""
    beyond = np.abs(levels) > OPEN if name == "h" else (levels < SHUT) | (levels > OPEN)
    return float(beyond.mean())


def reach(gradient: GradientTrace) -> int | None:
    """Steps back, in reading order, to the first norm below 1 % of the last; None if none is.

    0 where already the last norm is 0: nothing arrives at all.
    """
    norms = in_reading_order(gradient)
    return steps_until_faded(norms) if norms[-1] > 0 else 0


def rise(gradient: GradientTrace) -> float | None:
    """The largest norm farther back than `reach`, as a share of the last; None if below 1 %."""
    return rise_after(in_reading_order(gradient))


def in_reading_order(gradient: GradientTrace) -> Array:
    """The norms on the main path, (time,): the last is that of the step that is read last."""
    norms = main_path(gradient)
    return norms[::-1] if gradient.reverse else norms


def findings(found: Diagnosis, *, rises: bool = False) -> tuple[str, ...]:
    """Name what stands out; the words to each name are the page's. Rules of thumb, not laws.

    ``rises``: whether the gradient rises again farther back than `reach` (see `rise`).
    """
    shares = dict(zip(found.gates, found.saturated, strict=True))
    keep = {"lstm": "f", "gru": "z"}.get(found.network, "")
    held = float(dict(zip(found.gates, found.opening, strict=True)).get(keep, 0.0)) > 0.5
    radius = float(found.radius.max()) if found.radius is not None else 0.0
    others = [share for gate, share in shares.items() if gate != keep]
    said = {
        "reaches": found.reach is None,
        "fades": found.reach is not None and not rises,
        "returns": found.reach is not None and rises,
        "bias_low": found.forget_bias is not None and found.forget_bias < 1,
        "bias_high": found.forget_bias is not None and found.forget_bias >= 1,
        "keeps": shares.get(keep, 0.0) > 0.25 and held,
        "erases": shares.get(keep, 0.0) > 0.25 and not held,
        "stuck": max(others, default=0.0) > 0.5,
        "dead": found.dead > 0,
        "wild": radius > 1 and found.network == "rnn",
        "gated": radius > 1 and found.network != "rnn",
    }
    return tuple(name for name, true in said.items() if true)
