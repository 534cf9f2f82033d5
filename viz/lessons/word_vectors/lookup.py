"""Words of a line as one-hot vectors, times the table of all first vectors."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.traces.word_vectors import LearningTrace
from viz.view import Clock, Stage
from viz.views.vectors.lookup import lookup

ROWS = 9  # rows of the table that are drawn
Words = Mapping[str, str]


def lookup_stage(trace: LearningTrace, tokens: Sequence[str], *, words: Words) -> Stage:
    """Return the table with the rows of ``tokens`` and of the commonest words, and the product."""
    place = {word: k for k, word in enumerate(trace.vocabulary)}
    wanted = dict.fromkeys([*tokens, *trace.vocabulary])
    rows = sorted(list(wanted)[:ROWS], key=place.__getitem__)
    table = trace.W[[place[word] for word in rows]].astype(np.float32)
    size = len(place)
    view = lookup(tokens, rows, table, words=words, gap=(size, size - len(rows)))
    clock = Clock(length=len(tokens), label=words["lookup_clock"], speed=1.0, loop=False)
    return Stage(name="word_vectors_lookup", clock=clock, views=(view,), words=words)
