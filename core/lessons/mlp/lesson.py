"""What does an activation function add? Multi-layer perceptrons with one and without.

Rumelhart, Hinton and Williams 1986, "Learning representations by back-propagating errors", Nature.
Everything is computed when it is asked for, in less than a second, and needs no torch.
"""

import csv
import io

from core.lessons.mlp.film import FilmTrace, film, labelled
from core.lessons.mlp.points import separable
from core.lessons.mlp.settings import CLASSES, Mlp


def record_lesson(settings: Mlp) -> FilmTrace:
    """Train the network of the settings, and one without an activation function."""
    return film(settings.recorded)


def answer(settings: Mlp) -> str:
    """How many linear layers get every point right: one where a line parts them, else never."""
    x, y = labelled(settings)
    return "1" if separable(x[y > 0.5], x[y < 0.5]) else "never"


def table(trace: FilmTrace) -> str:
    """Return the training and the points of its end as CSV."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    write(("quantity", "step", "point", "x1", "x2", "value"))
    for name in ("accuracy", "loss", "plain_accuracy", "plain_loss"):
        for step, value in zip(trace.steps, getattr(trace, name), strict=True):
            write((name, step, "", "", "", value))
    for name in CLASSES:
        places, seen = getattr(trace, name), getattr(trace, f"seen_{name}")[-1, :, 0]
        for k, ((x1, x2), z) in enumerate(zip(places, seen, strict=True), 1):
            write((f"z {name}", trace.steps[-1], k, x1, x2, z))
    return out.getvalue()


def snippet(settings: Mlp) -> str:
    """Return Python that trains both networks and prints what the picture shows."""
    return f"""from core.lessons.mlp.film import labelled, networks, plain
from core.lessons.mlp.settings import Mlp

settings = {settings.recorded.in_python()}
x, y = labelled(settings)
for name, films in (("as set", networks), ("10 layers, no activation", plain)):
    net = films(settings)[-1]  # after the last step
    z = net.forward(x)[0][-1][0, :, 0]  # one sum for each point
    print(f"{{name}}: accuracy {{((z > 0) == (y == 1)).mean():.3f}}")
W, b = net.product()
print("the ten layers are one: z =", W[0].ravel(), "· x +", b.ravel())
"""
