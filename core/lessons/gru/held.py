"""What the settings hold a gate of the lesson's GRU at. Loads torch.

At its mean a gate has in every unit its mean over held-out data (core/lessons/gru/study.py): its
typical value is there, its timing is not.
"""

from functools import lru_cache
from typing import Any

from torch import Tensor

from core.lessons.gru.settings import GRU
from core.lessons.gru.study import task_bench, text_bench
from core.networks.gru_variants import Variant

VALUES = {"one": 1.0, "zero": 0.0}
FEWER = 8  # every eighth piece of the text will do: the mean of all takes seconds


def variant(settings: GRU) -> Variant:
    """The convention and the held gate that the settings ask for."""
    held: dict[str, Any] = {}
    if settings.hold != "none":
        gate, _, at = settings.hold.partition("_")
        held[gate] = means(settings.task)[gate] if at == "mean" else VALUES[at]
    return Variant(settings.reset, settings.update, since=settings.since - 1, **held)


@lru_cache(maxsize=3)
def means(task: str) -> dict[str, Tensor]:
    """Each unit's mean of each gate of the network on screen, (hidden,)."""
    return text_bench(FEWER).means() if task == "text" else task_bench(task, seed=0).means()
