"""One training step as equations: the true neighbour, a drawn word, and the word that is asked."""

from collections.abc import Mapping

import numpy as np

from core.traces.base import Array
from core.traces.word_vectors import LearningTrace
from core.word_vectors.step import sigmoid
from viz.lessons.word_vectors.learning import of_architecture
from viz.marks import Card
from viz.numbers import short
from viz.view import Clock, Stage
from viz.views.cards import cards

Words = Mapping[str, str]
TRUE = r"t-\sigma(\mathbf{c}\cdot\mathbf{h})=1-\text{p}=\text{error}"
DRAWN = r"t-\sigma(\mathbf{c}\cdot\mathbf{h})=0-\text{p}=\text{error}"
ROW = r"\mathbf{c}\leftarrow\mathbf{c}+\text{rate}\cdot(\text{error})\cdot\mathbf{h}"
SUM = r"\sum_j\bigl(t_j-\sigma(\mathbf{c}_j\cdot\mathbf{h})\bigr)\mathbf{c}_j"
ASKED = rf"\mathbf{{h}}\leftarrow\mathbf{{h}}+\eta{SUM}"
# Each of the n words whose mean is h.
EACH = rf"\mathbf{{w}}\leftarrow\mathbf{{w}}+\frac{{\eta}}{{\text{{n}}}}{SUM}"
LENGTHS = r"\Vert\mathbf{h}\Vert=\text{before}\;\rightarrow\;\text{after}"


def step_stage(trace: LearningTrace, *, words: Words) -> Stage:
    """Return three cards with the numbers of each recorded step."""
    words = of_architecture(words, "cbow" if trace.inputs.shape[1] > 1 else "skip_gram")
    length = len(trace.steps)
    p = sigmoid(trace.scores)
    names = [trace.words(rows) for rows in trace.rows]
    asked = [" ".join(trace.words(inputs)) for inputs in trace.inputs]
    rate = [short(float(rate), 3) for rate in trace.rates]
    several = [len(trace.words(inputs)) for inputs in trace.inputs]
    before, after = (np.linalg.norm(v.astype(np.float64), axis=1) for v in (trace.h, trace.h_after))

    def row(k: int, name: str, colour: str, formula: str) -> Card:
        return Card(
            words[name],
            "",
            colour,
            p[:, k],
            words["step_caption"],
            f"{formula}\n{ROW}",
            {
                "p": _written(p[:, k]),
                "error": _written((k == 0) - p[:, k]),
                "rate": rate,
                "word": [found[k] for found in names],
            },
        )

    mean = Card(
        words["step_asked"],
        "",
        "accent",
        before,
        words["step_asked_caption"],
        f"{ASKED if trace.inputs.shape[1] == 1 else EACH}\n{LENGTHS}",
        {
            "before": _written(before),
            "after": _written(after),
            "word": asked,
            "n": list(map(str, several)),
        },
    )
    shown = (row(0, "step_true", "right", TRUE), row(1, "step_drawn", "wrong", DRAWN), mean)
    labels = tuple(words["step_clock"].format(step=f"{n:,}") for n in trace.steps)
    clock = Clock(
        length=length,
        label=labels[0],
        labels=labels,
        start=length // 2,
        speed=1.0,
        autoplay=False,
        loop=False,
    )
    return Stage(name="word_vectors_step", clock=clock, views=(cards(shown, words),), words=words)


def _written(values: Array) -> list[str]:
    return [short(float(value), 4) for value in values]
