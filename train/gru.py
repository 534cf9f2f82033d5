"""The GRU that its lesson ships: the opening recording, three seeds' weights, and the study."""

import json

import numpy as np
from safetensors.numpy import save_file

from core.lessons.gru.settings import SEEDS, SEEDS_FILE, STUDY, TASKS
from core.shipped import store as shipped
from core.training.run import TrainingResult
from core.training.run import run as train
from train.lessons import record
from train.runs import config


def make() -> None:
    """Train the seeds that no other lesson ships, then record and measure."""
    runs = {(task, seed): _trained(task, seed) for task in TASKS for seed in SEEDS}
    save_weights(runs)
    save_figures()


def _trained(task: str, seed: int) -> TrainingResult:
    name = f"{task}_gru"
    return shipped.load(name).result if seed == SEEDS[0] else train(config(name, seed))


def save_weights(runs: dict[tuple[str, int], TrainingResult]) -> None:
    """Write the weights at the end of each run, as float16."""
    weights = {
        f"{task}/{seed}/{name}": values[-1].numpy().astype(np.float16)
        for (task, seed), result in runs.items()
        for name, values in result.snapshots.items()
    }
    save_file(weights, SEEDS_FILE)


def save_figures() -> None:
    """Record the default settings, and measure all seeds."""
    from core.lessons.gru.study import study

    record("gru")
    STUDY.write_text(json.dumps(study(), indent=1) + "\n", "utf-8")


MAKERS = {"gru": make}
