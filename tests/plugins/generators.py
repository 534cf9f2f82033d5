"""The global generators of Python, numpy and torch: no test draws from them.

Whoever draws from a generator that everybody shares gets other numbers in another order of tests,
on another day, beside another thread: the test passes today and fails tomorrow. Torch's modules
draw their first weights from it; `tests.modules.seeded` makes them without.
"""

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

import pytest


def states() -> dict[str, object]:
    """Where each global generator stands, of those whose library is loaded."""
    found: dict[str, object] = {"random": random.getstate()}
    if numpy := whole("numpy.random"):
        kind, keys, *place = numpy.get_state(legacy=True)
        found["numpy"] = (kind, keys.tobytes(), *place)
    if torch := whole("torch"):
        found["torch"] = torch.get_rng_state().tolist()
    return found


def whole(name: str) -> ModuleType | None:
    """A module that is loaded, but not one that another thread is loading just now."""
    module = sys.modules.get(name)
    return None if module is None or module.__spec__._initializing else module


@contextmanager
def left_alone() -> Iterator[None]:
    """Fail where one of the global generators has been drawn from."""
    before = states()
    yield
    after = states()
    drawn = [name for name, state in before.items() if after.get(name, state) != state]
    if drawn:
        pytest.fail(f"draws from the global generator of {', '.join(drawn)}", pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Iterator[None]:
    """Look at what the fixtures draw."""
    with left_alone():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """Look at what the test draws."""
    with left_alone():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """Look at what is drawn while a file is read, by modules and cases made outside of tests."""
    collect = collector.collect

    def looked_at() -> list:
        with left_alone():
            return list(collect())

    collector.collect = looked_at
    return (yield)
