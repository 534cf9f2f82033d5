"""A line among its examples, the plane of slope and intercept, and the loss, on one clock."""

from collections.abc import Mapping

from core.lessons.regression.descent import DescentTrace, takes_all
from core.lessons.regression.examples import Examples
from core.lessons.regression.parabola import Parabola
from core.lessons.regression.settings import FASTER, Regression
from viz.lessons.regression.line import line
from viz.lessons.regression.loss import loss, valley_stage
from viz.lessons.regression.plane import plane
from viz.numbers import short
from viz.view import Clock, Stage, View
from viz.views.equations import Equation, equations

SPEED = 5.0  # recorded moments per second
DIGITS = 4  # of the numbers in a step
Words = Mapping[str, str]

__all__ = ["stage", "valley_stage"]


def stage(
    trace: DescentTrace,
    given: Examples,
    found: Parabola,
    settings: Regression,
    *,
    words: Words,
    covered: bool,
    guess: str | None = None,
    beside: tuple[str, DescentTrace] | None = None,
) -> Stage:
    """Return the moving picture; covered, with a question mark for the faster descent.

    Args:
        trace: the descent on show.
        given: its examples.
        found: their loss as a parabola.
        settings: of the lesson.
        words: of the lesson, with "x" and "y" for these examples.
        covered: whether the answer is not to be told yet.
        guess: the code of what the reader took for the loss, or None.
        beside: another rate, as a share of the limit, and its descent.
    """
    length = len(trace.step)
    marked = guess if settings.rate == FASTER and takes_all(given, settings) else None
    views = (
        line(trace, given, settings, words),
        plane(trace, found, settings, words),
        loss(trace, found, words, covered, marked, beside),
        _steps(trace, found, settings, words),
    )
    labels = tuple(
        words["clock_at"].format(k=k, loss=short(value, 3))
        for k, value in zip(trace.step, trace.loss, strict=True)
    )
    clock = Clock(length=length, label=labels[0], labels=labels, speed=SPEED, loop=False)
    return Stage(
        name="regression",
        clock=clock,
        views=views,
        words=words,
        picked=settings.picked,
        asked=(0, length - 1),
    )


def _steps(trace: DescentTrace, found: Parabola, settings: Regression, words: Words) -> View:
    """The step that comes next, in numbers."""
    rate = float(settings.rate) * found.limit
    items = []
    for name, word in (("w", "slope"), ("b", "intercept")):
        now, slope = getattr(trace, name), getattr(trace, f"d{name}")
        slots = {
            "now": [short(value, DIGITS) for value in now],
            "rate": [short(rate, DIGITS)] * len(now),
            "slope": [_factor(value) for value in slope],
            "next": [short(value, DIGITS) for value in now - rate * slope],
        }
        parts = [
            rf"{name}-\eta\,\partial L/\partial {name}\;",
            r"=\;\text{now}-\text{rate}\cdot\text{slope}",
            r"\;=\;\text{next}",
        ]
        items.append(Equation(label=words[f"next_{word}"], parts=parts, slots=slots))
    summary = words["steps_summary"]
    return equations(items, length=len(trace.step), summary=summary, stacked=True)


def _factor(value: float) -> str:
    """A number behind a multiplication sign: in brackets where it is negative."""
    return f"({short(value, DIGITS)})" if value < 0 else short(value, DIGITS)
