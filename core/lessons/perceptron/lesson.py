"""A perceptron that learns from its mistakes, recorded at each of the first ones. Torch-free.

Rosenblatt 1958. Everything is computed when it is asked for, in some hundredths of a second.
"""

from collections.abc import Sequence
from functools import lru_cache

from core.lessons.perceptron.examples import examples
from core.lessons.perceptron.film import FilmTrace, film
from core.lessons.perceptron.settings import Perceptron

_FROM_FILE = """from pathlib import Path

import numpy as np

from core.uploads.columns import read_columns

columns = read_columns(Path("table.csv").read_bytes(), 2, True)
x = np.column_stack([columns.numbers[name] for name in {measures!r}])
words = columns.classes[{classes!r}]
y = np.array([float(word != words[0]) for word in words])

"""


def record_lesson(settings: Perceptron) -> FilmTrace:
    """Let the perceptron of ``settings`` read its examples."""
    return _recorded(settings.recorded)


@lru_cache(maxsize=64)
def _recorded(settings: Perceptron) -> FilmTrace:
    return film(examples(settings), settings)


def snippet(settings: Perceptron, brought: Sequence[str] = ()) -> str:
    """Return Python that runs this perceptron and prints what the picture shows.

    ``brought`` are the columns of a table of the reader's, that of the classes last.
    """
    head, these = "", "examples(settings)"
    if brought:
        *measures, classes = brought
        head = _FROM_FILE.format(measures=measures, classes=classes)
        these = 'Examples(with_one(x), y, ("x1", "x2"), ("0", "1"))'
    names = "Examples, with_one" if brought else "examples"
    return f"""{head}from core.lessons.perceptron.examples import {names}
from core.lessons.perceptron.margin import solution
from core.lessons.perceptron.rule import run
from core.lessons.perceptron.settings import Perceptron

settings = {settings.in_python()}
these = {these}
towards = solution(these.x, these.y)  # counts for the worst order only
found = run(these.x, these.y, settings.order, seed=settings.seed, towards=towards)
for name, weights in (("last", found.last), ("best", found.best), ("averaged", found.averaged)):
    w = weights(found.ends)  # (pass, input): the bias is the last input's weight
    print(f"{{name:8}} w = {{w[-1].round(2)}}  wrong: {{found.share_wrong(w)[-1]:.0%}}")
print("mistakes by pass:", *found.by_pass)
"""


def table(trace: FilmTrace) -> str:
    """Return every number of the picture as CSV: quantity, positions, value."""
    return trace.frame().to_csv(index=False, lineterminator="\n")
