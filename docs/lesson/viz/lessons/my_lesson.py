"""The moving picture of the lesson: the state of one unit over time."""

from collections.abc import Mapping

from core.lessons.my_lesson.settings import READING, MyLesson
from core.traces.recurrent import RNNTrace
from viz.marks import Line
from viz.view import Clock, Stage
from viz.views.lines import lines

SPEED = 4.0  # steps per second
HEIGHT = 240  # px
Words = Mapping[str, str]


def stage(trace: RNNTrace, settings: MyLesson, *, words: Words, covered: bool) -> Stage:
    """Return the moving picture; covered, without the steps at which the network reads."""
    state = Line(words["h"], "h", trace.h[:, settings.unit])
    view = lines(
        [state],
        x_label=words["time"],
        y_label=words["h"],
        words=words,
        log=False,
        bounds=(-1, 1),
        cover=READING if covered else None,
        columns=12,
        height=HEIGHT,
        title=words["picture"].format(unit=settings.unit, reading=READING),
    )
    clock = Clock(length=len(trace.h), speed=SPEED, label=words["clock"])
    return Stage(name="my_lesson", clock=clock, views=(view,), words=words)
