"""A line that is fitted by gradient descent on the mean squared error. Free of torch.

Every step is computed when it is asked for: a thousand take a few hundredths of a second.
"""

import csv
import io
from functools import lru_cache

from core.lessons.regression.descent import DescentTrace, descend
from core.lessons.regression.examples import Examples, examples
from core.lessons.regression.settings import Regression


def record_lesson(settings: Regression) -> DescentTrace:
    """Fit the line of ``settings``; for the reader's own table see `record`."""
    return record(examples(settings), settings.recorded)


@lru_cache(maxsize=64)
def record(given: Examples, settings: Regression) -> DescentTrace:
    """Fit a line to these examples."""
    return descend(given, settings)


def snippet(settings: Regression, columns: tuple[str, ...] = ()) -> str:
    """Return Python that takes the steps and prints what the picture shows.

    ``columns`` are the names of the two columns of the reader's table.
    """
    table, given = "", "examples(settings)"
    if columns:
        table = 'table = np.genfromtxt("mine.csv", delimiter=",", names=True)\n'
        given = "examples(settings, tuple(table[name] for name in table.dtype.names[:2]))"
    return f"""import numpy as np

from core.lessons.regression.examples import examples
from core.lessons.regression.lesson import record
from core.lessons.regression.parabola import parabola
from core.lessons.regression.settings import Regression

settings = {settings.in_python()}
{table}given = {given}
best = parabola(given)
print(f"limit {{best.limit:.5g}}, closed form {{best.minimum}}, loss {{best.least:.6g}}")
trace = record(given, settings)
for k, w, b, loss in zip(trace.step, trace.w, trace.b, trace.loss):
    print(f"step {{k:4}}: w = {{w:.4g}}, b = {{b:.4g}}, loss = {{loss:.4g}}")
"""


def table(trace: DescentTrace) -> str:
    """Return every recorded number as CSV: quantity, step and value."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    write(("quantity", "step", "value"))
    for name in ("w", "b", "loss", "dw", "db"):
        for k, value in zip(trace.step, getattr(trace, name), strict=True):
            write((name, int(k), repr(float(value))))
    return out.getvalue()
