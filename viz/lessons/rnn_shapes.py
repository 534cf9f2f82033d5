"""The moving picture of the lesson: one network unrolled, and who is named after each letter."""

from collections.abc import Mapping

import numpy as np

from core.lessons.rnn_shapes.lesson import END, word_end
from core.lessons.rnn_shapes.settings import RnnShapes
from core.traces.shapes import ShapeTrace
from viz.marks import Scale
from viz.view import Clock, Stage, View
from viz.views.heatmap import heatmap
from viz.views.shapes import shapes

SPEED = 3.0  # steps per second
HEIGHT = 150  # px, of the map of decisions
Words = Mapping[str, str]


def stage(trace: ShapeTrace, settings: RnnShapes, *, words: Words, covered: bool) -> Stage:
    """Return the moving picture; covered, without what a speller says after its word."""
    length, asks = len(trace.read), settings.shape == "1n"
    known = word_end(trace) + 1 if asks and covered else length
    views = [_network(trace, settings, words, known)]
    if trace.decisions is not None:
        views.append(_decisions(trace, words))
    return Stage(
        name="rnn_shapes",
        clock=Clock(length=length, speed=SPEED, label=words["clock"], until=known - 1),
        views=tuple(views),
        words=words,
        asked=(word_end(trace), length - 1) if asks else (0, length - 1),
    )


def spoken(word: str, words: Words) -> str:
    """What is said, as the reader's language writes it: a tag, a language, or a sign as it is."""
    return words.get(f"said.{word}", word)


def _network(trace: ShapeTrace, settings: RnnShapes, words: Words, known: int) -> View:
    shape = settings.shape
    said = [spoken(word, words) for word in trace.said[:known]]
    return shapes(
        trace,
        said,
        back=shape == "nm" or (shape == "1n" and settings.back == "on"),
        words=words,
        title=words[f"picture.{shape}"].format(end=END),
        summary=words[f"summary.{shape}"].format(read="".join(trace.read), said=" ".join(said)),
        columns=12 if trace.decisions is None else 7,
        asked=word_end(trace) + 1 if shape == "1n" and END in trace.said[:-1] else None,
    )


def _decisions(trace: ShapeTrace, words: Words) -> View:
    """The probability of each language after each letter."""
    return heatmap(
        np.asarray(trace.decisions).T,
        scale=Scale("sequential", 0, 1, words["probability"]),
        row_labels=[spoken(language, words) for language in trace.answers or ()],
        column_labels=list(trace.read),
        x_label=words["letters"],
        y_label="",
        words=words,
        cursor=True,
        columns=5,
        height=HEIGHT,
        title=words["decisions"],
    )
