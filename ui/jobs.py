"""Long computations for many readers at once: a few threads, and a queue with a place in it.

The server runs at most `workers` jobs at a time, whoever asks. There is no event for "the reader
has left", so a page touches its job on every look, and a job that nobody has touched for `patience`
seconds ends, in the queue as well as at work. A job is a generator: what it yields is its progress,
what it returns its result, and it is closed at a yield when it must end early.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Generator, Hashable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import uuid4

Work = Callable[[], Generator[Any, None, Any]]


class State(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"  # by a reader, or because nobody asked for it any more
    FAILED = "failed"


ENDED = (State.DONE, State.STOPPED, State.FAILED)


@dataclass(eq=False)
class Job:
    """One computation for one reader. Read its fields at any time; they only move forward."""

    key: Hashable  # what is computed, as its reader names it; jobs never share work
    pool: "JobPool" = field(repr=False)
    touched: float = field(repr=False)  # when somebody last asked, by the pool's clock
    work: Work = field(repr=False)
    id: str = field(default_factory=lambda: uuid4().hex)
    state: State = State.QUEUED
    progress: Any = None  # the latest thing it yielded
    result: Any = None  # once done
    error: Exception | None = None  # once failed

    @property
    def place(self) -> int:
        """Its place in the queue, 1 for the next to run; 0 once it has left the queue."""
        return self.pool.place(self)

    def touch(self) -> None:
        """Say that somebody still waits for it."""
        self.pool.touch(self)

    def stop(self) -> None:
        """End it now if it is queued, or at its next yield; nothing if it has ended."""
        self.pool.end(self, State.STOPPED)


class JobPool:
    """At most `workers` jobs at work; the others queue, first come, first served.

    Args:
        workers: threads for the whole server; each starts when it is first needed.
        patience: seconds without a touch after which a job ends.
        memory: how many ended jobs `find` still knows; the oldest are forgotten first.
        clock: seconds that only grow; for tests.
    """

    def __init__(
        self,
        workers: int,
        patience: float = 10.0,
        memory: int = 100,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._workers, self._patience = workers, patience
        self._memory, self._clock = memory, clock
        self._threads: list[threading.Thread] = []
        self._jobs: OrderedDict[str, Job] = OrderedDict()  # in the order of submission
        self._changed = threading.Condition()

    def submit(self, key: Hashable, work: Work) -> Job:
        """Queue a computation. `work` is called, and its generator run, in a worker's thread."""
        with self._changed:
            job = Job(key=key, pool=self, touched=self._clock(), work=work)
            self._jobs[job.id] = job
            self._tidy()
            if len(self._threads) < self._workers:
                self._start_thread()
            self._changed.notify()
        return job

    def find(self, job_id: str) -> Job | None:
        """The job with this id, unless it is forgotten."""
        with self._changed:
            return self._jobs.get(job_id)

    def place(self, job: Job) -> int:
        """See `Job.place`."""
        with self._changed:
            queue = self._queue()
            return queue.index(job) + 1 if job in queue else 0

    def touch(self, job: Job) -> None:
        """See `Job.touch`."""
        with self._changed:
            self._tidy()
            job.touched = self._clock()

    def end(self, job: Job, state: State, result: Any = None, error: Any = None) -> None:
        """Let a job end, once: the first end counts."""
        with self._changed:
            if job.state not in ENDED:
                job.state, job.result, job.error = state, result, error

    def _queue(self) -> list[Job]:
        self._tidy()
        return [job for job in self._jobs.values() if job.state is State.QUEUED]

    def _tidy(self) -> None:
        """End what nobody asks for, and forget the oldest of what has ended."""
        for job in self._jobs.values():
            if self._clock() - job.touched > self._patience:
                self.end(job, State.STOPPED)
        ended = [job for job in self._jobs.values() if job.state in ENDED]
        for job in ended[: max(0, len(ended) - self._memory)]:
            del self._jobs[job.id]

    def _start_thread(self) -> None:
        name = f"job worker {len(self._threads) + 1}"
        thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _serve(self) -> None:
        while True:
            job = self._next()
            try:
                self._run(job, job.work())
            except Exception as error:  # whatever the work raises belongs to its reader
                self.end(job, State.FAILED, error=error)

    def _next(self) -> Job:
        """Wait for the next job in the queue, and take it."""
        with self._changed:
            while not (queue := self._queue()):
                self._changed.wait()
            queue[0].state = State.RUNNING
            return queue[0]

    def _run(self, job: Job, steps: Generator[Any, None, Any]) -> None:
        try:
            while self._wanted(job):
                job.progress = next(steps)
        except StopIteration as end:
            self.end(job, State.DONE, result=end.value)
        finally:
            steps.close()

    def _wanted(self, job: Job) -> bool:
        with self._changed:
            self._tidy()
            return job.state is State.RUNNING
