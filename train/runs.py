"""The runs that are shipped: one configuration for each task, four networks each."""

from typing import Any

from core.training.config import TrainingConfig

SEEDS = (0, 1, 2)  # every run is made with each of these; the first is shipped
FORGET_BIAS = 3.0  # of the LSTM that is told to remember

TASKS: dict[str, dict[str, Any]] = {
    "adding": {"length": 40, "steps": 2000, "learning_rate": 0.01},
    "temporal_order": {"length": 50, "steps": 1500, "learning_rate": 0.005},
}
NETWORKS: dict[str, dict[str, Any]] = {
    "rnn": {"network": "rnn"},
    "gru": {"network": "gru"},
    "lstm": {"network": "lstm"},
    "lstm_bias": {"network": "lstm", "forget_bias": FORGET_BIAS},
}


def config(name: str, seed: int) -> TrainingConfig:
    """The settings of a run, e.g. "adding_lstm_bias": equal for all networks of a task.

    Raises:
        KeyError: there is no such run.
    """
    return TrainingConfig(**CONFIGS[name], seed=seed)


CONFIGS = {
    f"{task}_{row}": {"task": task, **settings, **network}
    for task, settings in TASKS.items()
    for row, network in NETWORKS.items()
}
