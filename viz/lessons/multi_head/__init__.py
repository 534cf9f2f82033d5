"""The moving picture of the lesson on heads: from the recording to a stage."""

from collections.abc import Mapping

import numpy as np

from core.lessons.multi_head.settings import HEADS, Lesson, MultiHead
from core.measures.head_results import figures, roles
from viz.lessons.multi_head.hops import hops
from viz.lessons.multi_head.switches import switches
from viz.marks import Line, named
from viz.view import Clock, Stage, View
from viz.views.lines import lines
from viz.views.writing import writing

SPEED = 1.2  # symbols per second
REPLAYED = 4  # symbols after that, when the answer shows
LEAD = 2  # symbols before the first that can be known
UNIFORM = 6.0  # bits: log₂ of 64 symbols
LOSS_HEIGHT = 138  # px
LARGEST = 8.0  # bits that the axis always reaches

Words = Mapping[str, str]


def stage(lesson: Lesson, settings: MultiHead, *, words: Words, covered: bool) -> Stage:
    """Return the moving picture of the sequence; covered, without anything of the changed run."""
    changed = "" if covered else called(settings, words)
    known = () if covered or settings.model == "random" else roles(figures())
    title = words[f"title.{settings.model}"]
    off = [layer * HEADS + head for layer, head in settings.heads]
    views = (
        hops(lesson, words, title=title, roles=known, changed=changed, off=off),
        switches(lesson, words, how=settings.how, covered=covered),
        losses(lesson, changed, words),
        writing(lesson.heads, words, changed=changed),
    )
    tokens = lesson.words
    labels = tuple(
        words["clock"].format(n=n, length=len(tokens), word=word)
        for n, word in enumerate(tokens[:-1], 1)
    )
    start = min(max(0, lesson.heads.start - 1 - LEAD), len(labels) - 1)
    clock = Clock(length=len(labels), label="", labels=labels, speed=SPEED, start=start)
    picked = settings.picked
    if covered:
        del picked["off"]  # which heads are changed
    return Stage(
        name="multi_head",
        clock=clock,
        views=views,
        words=words,
        picked=picked,
        asked=(start, min(start + REPLAYED, len(labels) - 1)),
    )


def called(settings: MultiHead, words: Words) -> str:
    """How the changed run is called; "" if no head is changed."""
    names = ", ".join(named(layer, head) for layer, head in settings.heads)
    return words[f"changed.{settings.how}"].format(heads=names) if names else ""


def losses(lesson: Lesson, changed: str, words: Words) -> View:
    """The loss at each position, intact and changed, on one axis in bits."""
    series = [Line(words["intact"], "v", lesson.stream.loss[:-1])]
    if changed:
        series.append(Line(words["changed"], "wrong", lesson.stream_changed.loss[:-1], dash="5 3"))
    top = max(LARGEST, *(float(np.max(line.values)) for line in series))
    return lines(
        series,
        x_label=words["position"],
        y_label=words["bits"],
        words=words,
        log=False,
        bounds=(0.0, top),
        references=[(UNIFORM, "")],
        height=LOSS_HEIGHT,
        title=words["loss_title"],
    )
