"""What hypothesis tries: in a test run the same examples every time, in a fuzz run ever new ones.

`make test` uses the profile "test": the examples follow from the test's source alone. `make fuzz`
uses the profile "fuzz" and goes through all tests again and again until its time is up.
"""

import time
from collections import deque

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

settings.register_profile(  # whether an example passes is no question of how busy the machine is
    "test", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("fuzz", settings.get_profile("test"), derandomize=False, print_blob=True)
settings.load_profile("test")

REPLAY = """To see a failure again put the line @reproduce_failure(…) that is printed with it
above its test, or run this again: what failed is kept in .hypothesis and comes first."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fuzz", type=float, metavar="MINUTES", help="repeat tests for so long")


@pytest.hookimpl(trylast=True)  # the profile has been chosen
def pytest_configure() -> None:
    """Keep constants of modules that happen to be loaded out of examples that are to be the same.

    Hypothesis likes to try the numbers and strings that it finds in a project's modules: which
    ones are loaded depends on the tests that ran before.
    """
    if settings().derandomize:
        providers._get_local_constants = providers.Constants


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Repeat the tests, each until it fails, for so many minutes."""
    minutes = session.config.option.fuzz
    if minutes is None:
        return None
    end = time.monotonic() + 60 * minutes
    waiting = deque(session.items)
    while waiting and time.monotonic() < end:
        item, failed = waiting.popleft(), session.testsfailed
        following = waiting[0] if waiting else None
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed == failed:
            waiting.append(item)
    return True


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reporter = terminalreporter
    if reporter.config.option.fuzz is not None and reporter.stats.get("failed"):
        reporter.section("replay")
        reporter.write_line(REPLAY)
