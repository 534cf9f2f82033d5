"""The pool is driven with real threads and an injected clock: nothing here waits for time."""

import subprocess
import sys
import threading

import pytest

from tests.patience import PATIENCE
from ui.jobs import JobPool, State


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


class Steps:
    """Work that takes one step each time the test says so."""

    def __init__(self, result="result", error=None):
        self.result, self.error = result, error
        self.allowed = threading.Semaphore(0)
        self.reached = threading.Semaphore(0)
        self.closed = threading.Event()

    def __call__(self):
        try:
            for step in range(1_000):
                self.reached.release()
                assert self.allowed.acquire(timeout=PATIENCE)
                if step == 3:
                    break
                yield step
            if self.error is not None:
                raise self.error
            return self.result
        finally:
            self.closed.set()

    def at_work(self):
        assert self.reached.acquire(timeout=PATIENCE)

    def step(self):
        self.allowed.release()
        self.at_work()

    def finish(self):
        for _ in range(10):
            self.allowed.release()
        assert self.closed.wait(timeout=PATIENCE)


def ended(job):
    """Wait until a worker has written down how a job ended."""
    for _ in range(1_000 * PATIENCE):
        if job.state in (State.DONE, State.STOPPED, State.FAILED):
            return job
        threading.Event().wait(0.001)
    raise AssertionError(job)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pool(clock):
    return JobPool(1, patience=10.0, memory=3, clock=clock)


def started(pool, key="key", **how):
    steps = Steps(**how)
    job = pool.submit(key, steps)
    steps.at_work()
    return job, steps


def test_a_job_reports_its_progress_and_its_result(pool):
    job, steps = started(pool)
    assert (job.state, job.place, job.progress) == ("running", 0, None)
    steps.step()
    assert job.progress == 0
    steps.step()
    assert job.progress == 1
    steps.finish()
    assert (ended(job).state, job.result, job.error) == ("done", "result", None)


def test_the_queue_is_first_come_first_served_with_places_from_one(pool):
    first, steps = started(pool)
    waiting = [Steps() for _ in range(3)]
    second, third, fourth = (pool.submit("key", work) for work in waiting)
    assert [job.place for job in (first, second, third, fourth)] == [0, 1, 2, 3]
    assert second.state == "queued"
    steps.finish()
    waiting[0].at_work()
    assert [job.place for job in (second, third, fourth)] == [0, 1, 2]
    third.stop()
    assert (third.state, fourth.place) == ("stopped", 1)
    waiting[0].finish()
    waiting[2].finish()
    assert ended(fourth).result == "result"
    assert not waiting[1].closed.is_set()  # never started


def test_no_more_jobs_run_than_there_are_workers():
    pool = JobPool(2)
    works = [Steps() for _ in range(5)]
    jobs = [pool.submit("key", work) for work in works]
    works[0].at_work()
    works[1].at_work()
    assert [job.state for job in jobs] == ["running"] * 2 + ["queued"] * 3
    for work in works:
        work.finish()
    assert [ended(job).state for job in jobs] == ["done"] * 5


def test_a_stopped_job_is_closed_at_its_next_step(pool):
    job, steps = started(pool)
    job.stop()
    assert job.state == "stopped"
    steps.allowed.release()
    assert steps.closed.wait(timeout=PATIENCE)
    assert job.result is None


def test_a_job_nobody_asks_for_ends_while_it_runs(pool, clock):
    job, steps = started(pool)
    clock.now = 10.0
    steps.step()
    assert job.state == "running"
    clock.now = 10.1
    steps.allowed.release()
    assert steps.closed.wait(timeout=PATIENCE)
    assert ended(job).state == "stopped"


def test_touching_keeps_a_job_alive(pool, clock):
    job, steps = started(pool)
    for clock.now in (9.0, 18.0, 27.0):
        job.touch()
        steps.step()
    steps.finish()
    assert ended(job).state == "done"


def test_a_job_nobody_asks_for_leaves_the_queue(pool, clock):
    running, steps = started(pool)
    left, stayed = pool.submit("left", Steps()), pool.submit("stayed", Steps())
    clock.now = 9.0
    running.touch()
    stayed.touch()
    clock.now = 11.0
    assert stayed.place == 1
    assert left.state == "stopped"
    steps.finish()


def test_a_touch_does_not_wake_a_job_that_has_ended(pool, clock):
    job, steps = started(pool)
    clock.now = 11.0
    job.touch()
    assert job.state == "stopped"
    steps.finish()
    assert job.state == "stopped"
    assert job.result is None


def test_a_failure_reaches_its_reader_and_nobody_else(pool):
    error = ValueError("hidden must be 8–128, got 0")
    job, steps = started(pool, error=error)
    steps.finish()
    assert (ended(job).state, job.error) == ("failed", error)
    other, steps = started(pool)
    steps.finish()
    assert ended(other).state == "done"


def test_work_that_cannot_even_start_has_failed(pool):
    def broken():
        raise ValueError("no")

    assert str(ended(pool.submit("key", broken)).error) == "no"


def test_two_readers_with_the_same_key_have_independent_jobs(pool):
    mine, steps = started(pool, key="same", result="mine")
    theirs = pool.submit("same", Steps(result="theirs"))
    mine.stop()
    assert (mine.state, theirs.state) == ("stopped", "queued")
    assert mine.id != theirs.id
    steps.finish()
    theirs.work.finish()
    assert ended(theirs).result == "theirs"


def test_jobs_are_found_by_id_until_they_are_forgotten(pool):
    jobs = []
    for number in range(5):
        job, steps = started(pool, result=number)
        jobs.append(job)
        steps.finish()
        ended(job)
    running, steps = started(pool)
    assert [pool.find(job.id) for job in jobs] == [None, None, *jobs[2:]]
    assert pool.find(running.id) is running
    assert jobs[0].result == 0  # whoever still holds it has it
    steps.finish()


def test_the_pool_needs_neither_streamlit_nor_torch():
    code = "import sys, ui.jobs; assert not {'streamlit', 'torch'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
