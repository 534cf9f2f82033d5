"""A network while it learns. Free of torch."""

from dataclasses import dataclass

from core.traces.base import Array, Trace, axes


@dataclass(frozen=True, eq=False, kw_only=True)
class TrainingTrace(Trace):
    """One training run, looked at after a few chosen numbers of updates.

    The gradients are those of the lesson's question: for each of a few held-out sequences, the norm
    of the total derivative of its own loss with respect to each of its states; then the mean over
    the sequences. A loss that falls takes its gradient with it: divide a row by its last value to
    compare how far back it reaches.
    """

    task: str  # "adding" or "temporal_order"
    network: str  # "rnn", "gru", "lstm", or a step of core.networks.derivation
    chance: float  # the loss of the best constant answer
    step: Array = axes("step")  # updates done so far, int64; the first is 0
    loss: Array = axes("step")  # mean training loss since the row before; at 0 the held-out loss
    heldout: Array = axes("step")  # mean loss on held-out sequences
    score: Array = axes("step")  # share of held-out sequences answered right, in [0, 1]
    dh: Array = axes("step time")  # mean of ‖∂L/∂h_t‖₂, float32
    dc: Array | None = axes("step time", optional=True)  # mean of ‖∂L/∂c_t‖₂ (LSTM), float32
