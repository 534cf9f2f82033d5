"""The shortest of many calls, in seconds of the thread on a processor."""

import time
from collections.abc import Callable

SPENT, TURN = 0.7, 0.003  # seconds after which no round begins, and in a turn no further call


def seconds(call: Callable[[], object], turn: float = TURN) -> float:
    """The shortest call, of as many as begin in a turn (s); one at least."""
    began = time.perf_counter()
    times: list[float] = []
    while not times or time.perf_counter() - began < turn:
        started = time.thread_time()
        call()
        times.append(time.thread_time() - started)
    return min(times)
