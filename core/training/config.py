"""The settings of one training run, checked when they are made."""

import math
from dataclasses import dataclass

from core.data.tasks import TASKS
from core.errors import InputError
from core.networks import recurrent as networks


@dataclass(frozen=True, kw_only=True)
class TrainingConfig:
    """Everything that decides a run: equal settings give equal weights, bit by bit.

    Runs with equal `task`, `length`, `batch` and `seed` see the same sequences in the same order,
    whatever the network.

    Raises:
        InputError: a value that cannot work, or a setting that does not belong to the network.
    """

    task: str  # "adding" or "temporal_order"
    network: str  # one of `core.networks.recurrent.KNOWN`
    length: int = 50  # steps in a sequence
    hidden: int = 32  # units
    batch: int = 32  # sequences for each update
    steps: int = 1000  # updates
    learning_rate: float = 0.01  # of Adam
    clip: float | None = 1.0  # the largest norm of a gradient; None: not clipped
    seed: int = 0
    nonlinearity: str = "tanh"  # see `core.networks.recurrent.build`, as the next three
    init: str = "torch"
    radius: float | None = None
    forget_bias: float | None = None
    recordings: int = 25  # how often to look, from before the first update to after the last

    def __post_init__(self) -> None:
        networks.one_of("task", self.task, tuple(TASKS))
        self._check_sizes()
        self._check_positive("learning_rate", self.learning_rate)
        if self.clip is not None:
            self._check_positive("clip", self.clip)
        networks.check(
            self.network,
            TASKS[self.task].inputs,
            self.hidden,
            self.nonlinearity,
            self.init,
            self.radius,
            self.forget_bias,
        )

    def recorded_steps(self) -> tuple[int, ...]:
        """The numbers of updates after which the run is recorded, evenly spread from 0 on."""
        gaps = min(self.recordings - 1, self.steps)
        return tuple(round(k * self.steps / gaps) for k in range(gaps + 1))

    def _check_sizes(self) -> None:
        smallest = {
            "length": TASKS[self.task].shortest,
            "batch": 1,
            "steps": 1,
            "recordings": 2,
            "seed": 0,
        }
        for field, least in smallest.items():
            value = getattr(self, field)
            if value < least:
                raise InputError(field, f"at least {least}", value)
        if self.seed >= 2**32:
            raise InputError("seed", "below 4294967296", self.seed)

    @staticmethod
    def _check_positive(field: str, value: float) -> None:
        if not (math.isfinite(value) and value > 0):
            raise InputError(field, "finite and above 0", value)
