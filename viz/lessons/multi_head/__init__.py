"""The moving picture of the lesson on heads: from the recording to a stage."""

from collections.abc import Mapping

import numpy as np

from core.lessons.multi_head.settings import HEADS, LARGE, Lesson, MultiHead
from core.measures.head_results import breaks, figures, roles
from viz.lessons.multi_head.hops import hops
from viz.lessons.multi_head.switches import switches
from viz.marks import Line, named
from viz.view import Clock, Stage, View
from viz.views.lines import lines
from viz.views.writing import writing

SPEED = 1.2  # symbols per second
REPLAYED = 4  # symbols after that, when the answer shows
UNIFORM = 6.0  # bits: log₂ of 64 symbols
LOSS_HEIGHT = 130  # px
LARGEST = 8.0  # bits that the axis always reaches

Words = Mapping[str, str]


def stage(
    lesson: Lesson,
    settings: MultiHead,
    *,
    words: Words,
    covered: bool,
    guess: int | None = None,
) -> Stage:
    """Return the moving picture of the sequence.

    Covered, it is where heads look, with no head chosen: nothing of the changed run, no numbers.
    ``guess``: the head that was guessed, counted through all layers, marked beside the answer.
    """
    changed = "" if covered else called(settings, words)
    known = () if covered or settings.model == "random" else roles(figures())
    title = words[f"title.{'covered.' * covered}{settings.model}"]
    off = [layer * HEADS + head for layer, head in settings.heads]
    shown = hops(lesson, words, title=title, roles=known, changed=changed, off=off, plain=covered)
    maps = switches(
        lesson, words, how=settings.how, covered=covered, marks=_marks(settings, guess, covered)
    )
    views: tuple[View, ...] = (shown, maps)
    if not covered:
        views += (losses(lesson, changed, words), writing(lesson.heads, words, changed=changed))
    tokens = lesson.words
    labels = tuple(
        words["clock"].format(n=n, length=len(tokens), word=word)
        for n, word in enumerate(tokens[:-1], 1)
    )
    start = min(max(0, lesson.heads.start - 1), len(labels) - 1)  # where the first can be known
    clock = Clock(length=len(labels), label="", labels=labels, speed=SPEED, start=start)
    picked = settings.picked
    if covered:
        del picked["off"]  # which heads are changed
    else:
        chosen = (settings.lower, settings.upper)
        large = (LARGE[n] if head < 0 else head for n, head in enumerate(chosen))
        picked |= dict(zip(("lower", "upper"), large, strict=True))
    return Stage(
        name="multi_head",
        clock=clock,
        views=views,
        words=words,
        picked=picked,
        asked=(start, min(start + REPLAYED, len(labels) - 1)),
    )


def _marks(settings: MultiHead, guess: int | None, covered: bool) -> dict[str, int | None] | None:
    """Which small maps are marked: the guess and the answer, which are about the trained model."""
    if covered or settings.model != "trained":
        return None
    layer, head = breaks(figures())
    return {"you": guess, "answer": layer * HEADS + head}


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
