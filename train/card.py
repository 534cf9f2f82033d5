"""A run's card: what a reader must know to judge it, and to make it again."""

import platform
from dataclasses import asdict
from typing import Any

import numpy as np
import torch

from core.training.log import evaluate
from core.training.run import TrainingResult

SOURCE = "drawn from a generator; Hochreiter & Schmidhuber 1997, sections 5.4 and 5.6"
HELD_OUT = {"n": 2000, "seed": 1}  # sequences of the held-out score
LEARNT = 0.9  # the share of right answers from which a run counts as having learnt


def about(name: str, results: list[TrainingResult]) -> dict[str, Any]:
    """The card of the first of these runs, which differ in their seeds."""
    shipped = results[0]
    return {
        "name": name,
        "data": SOURCE,
        "config": asdict(shipped.config),
        "chance": shipped.trace.chance,
        "heldout": {**HELD_OUT, **measured(shipped)},
        "seconds": round(shipped.seconds, 1),
        "seeds": [_seed(result) for result in results],
        "versions": versions(),
        "format": "recordings float32; weights float16 at every recorded step",
        "made by": f"python -m train {name}",
    }


def versions() -> dict[str, str]:
    """Of what a run is made with."""
    return {
        "python": platform.python_version(),
        "torch": torch.__version__,
        "numpy": np.__version__,
    }


def measured(result: TrainingResult) -> dict[str, float]:
    """Loss and score of the trained network on the card's held-out sequences."""
    task, length = result.config.task, result.config.length
    loss, score = evaluate(result.predictor(), task, length, HELD_OUT["n"], HELD_OUT["seed"])
    return {"loss": float(f"{loss:.4g}"), "score": round(score, 4)}


def _seed(result: TrainingResult) -> dict[str, Any]:
    learnt = np.flatnonzero(result.trace.score >= LEARNT)
    return {
        "seed": result.config.seed,
        **measured(result),
        "learnt at step": int(result.trace.step[learnt[0]]) if len(learnt) else None,
        "seconds": round(result.seconds, 1),
    }
