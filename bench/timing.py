"""Honest ratios on a busy machine: one thread, A and B in turn, the median of the ratios.

Processor time is measured, not the clock on the wall, which would count the neighbours too.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from time import process_time

import torch

Task = Callable[[], object]


def seconds(task: Task, repeats: int = 1) -> float:
    """The mean processor time of ``repeats`` runs."""
    start = process_time()
    for _ in range(repeats):
        task()
    return (process_time() - start) / repeats


def ratio(ours: Task, theirs: Task, rounds: int = 15, repeats: int = 1) -> float:
    """How many times as long ``ours`` takes as ``theirs``.

    Both run once to warm up; then every round runs both, so that whatever slows the machine down
    meets both.
    """
    with one_thread():
        ours()
        theirs()
        return median(seconds(ours, repeats) / seconds(theirs, repeats) for _ in range(rounds))


@contextmanager
def one_thread() -> Iterator[None]:
    """Let torch use a single thread, and put its setting back afterwards."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
