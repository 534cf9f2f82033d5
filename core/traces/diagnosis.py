"""The diagnosis of a recurrent layer. Free of torch."""

from dataclasses import dataclass

from core.traces.base import Array, Trace, axes


@dataclass(frozen=True, eq=False, kw_only=True)
class Diagnosis(Trace):
    """The numbers of one layer in one direction, reading one input."""

    network: str  # "rnn", "gru" or "lstm"
    units: int
    dead: int  # units whose h moves by less than 0.001 over all steps
    reach: int | None = None  # steps back until less than 1 % of the gradient is left; None: never
    forget_bias: float | None = None  # mean of b_ih + b_hh of f (LSTM with biases only)
    gates: tuple[str, ...] = axes("gate")  # i f o, r z; for a tanh RNN "h": |h| above .95
    saturated: Array = axes("gate")  # share of all units and steps
    opening: Array = axes("gate")  # mean over all units and steps
    matrices: tuple[str, ...] = axes("block")  # i f g o, r z n, or h
    radius: Array | None = axes("block", optional=True)  # spectral, of each recurrent matrix
