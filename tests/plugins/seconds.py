"""The seconds of each lesson, by the layer that they were spent on, beside its budget.

They are printed at the end of a run and fail nothing: how long a test takes is the machine's affair
too. The whole of a lesson is known after a run of all tests.
"""

from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUDGETS = {"browser": 20, "pages": 4, "core": 6, "viz": 1}  # s on one worker
LESSONS = sorted((page.stem for page in ROOT.glob("pages/*/*.py")), key=len, reverse=True)
"""The longest first: a name may begin with another."""


def place(nodeid: str) -> tuple[str, str] | None:
    """The lesson and the layer of a test.

    Its folder or its file is named after the lesson, or, where it is a test of every lesson, one
    of its parameters is.
    """
    file, _, test = nodeid.partition("::")
    _, layer, *path = Path(file).parts
    if layer not in BUDGETS or (path[1:] and path[0] != "lessons"):  # a room of the library
        return None
    names = [part.removeprefix("test_").removesuffix(".py") for part in path]
    names += [each for each in test.partition("[")[2].rstrip("]").split("-") if each in LESSONS]
    found = (each for each in LESSONS if any(f"{name}_".startswith(f"{each}_") for name in names))
    return next(((each, layer) for each in found), None)


def table(spent: dict[tuple[str, str], float]) -> list[str]:
    """One line for each lesson that took time, with a mark behind what is over its budget."""
    budgets = [*BUDGETS.values(), sum(BUDGETS.values())]
    lines = [row("seconds", [f"{name} " for name in (*BUDGETS, "sum")])]
    lines.append(row("budget", [f"{budget} " for budget in budgets]))
    for lesson in sorted({lesson for lesson, _ in spent}):
        own = [spent.get((lesson, layer), 0.0) for layer in BUDGETS]
        cells = zip([*own, sum(own)], budgets, strict=True)
        lines.append(
            row(lesson, [f"{took:.1f}{'!' if took > most else ' '}" for took, most in cells])
        )
    return lines


def row(name: str, cells: list[str]) -> str:
    return f"{name:<22}" + "".join(f"{cell:>9}" for cell in cells)


class Seconds:
    """What was spent so far; with several workers, on all of them."""

    def __init__(self) -> None:
        self.spent: dict[tuple[str, str], float] = defaultdict(float)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if (found := place(report.nodeid)) is not None:
            self.spent[found] += report.duration

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.spent:
            terminalreporter.section("lessons")
            terminalreporter.write_line("\n".join(table(self.spent)))


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Seconds(), "seconds")
