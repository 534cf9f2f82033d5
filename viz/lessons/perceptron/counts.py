"""The mistakes over the passes, and the numbers of the last update."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from core.lessons.perceptron.film import FilmTrace
from core.lessons.perceptron.settings import KINDS
from core.traces.base import Array
from viz.lessons.perceptron.planes import HEIGHT
from viz.numbers import short
from viz.view import View
from viz.views.equations import Equation, equations
from viz.views.plot import Axis, Curve, Note, plot

RULE = {  # each on a line of its own on a phone, whatever the numbers
    "before": r"(\text{w0},\text{w1},\text{w2})",
    "added": r"(\text{y}-\text{hat})\,(\text{x0},\text{x1},\text{x2})",
    "after": r"(\text{n0},\text{n1},\text{n2})",
}
Words = Mapping[str, str]


def mistakes(
    trace: FilmTrace, length: int, which: str, words: Words, covered: bool, guess: str | None
) -> View:
    """What was wrong while it was read, and what the weights of the moment get wrong of all."""
    passes, n = len(trace.epochs), trace.count
    reading = np.stack([trace.epochs, 100 * trace.mistakes / n], axis=1)
    curves = [Curve(name=words["curve.reading"], colour="k", places=reading)]
    notes = []
    if covered:
        notes.append(Note(text="?", at=(passes, 50)))
    else:
        now = trace.read[:length] / n
        curves[0] = replace(
            curves[0], places=np.stack([now, 100 * trace.recent[:length]], axis=1), trail=True
        )
        for kind in dict.fromkeys((KINDS[0], which)):
            wrong = 100 * trace.wrong[:length, KINDS.index(kind)]
            name, colour = words[f"curve.{kind}"], "ink" if kind == KINDS[0] else "gold"
            places = np.stack([now, wrong], axis=1)
            curves.append(Curve(name=name, colour=colour, places=places, trail=True))
        if guess:
            level = np.array([[0, int(guess)], [passes, int(guess)]])
            name = words["your_guess"]
            curves.append(Curve(name=name, colour="accent", places=level, dash="2 5"))
    return plot(
        x=Axis(label=words["passes"], low=0, high=passes * 1.04),
        y=Axis(label=words["share_wrong"], low=0, high=105),
        curves=curves,
        notes=notes,
        summary=words["mistakes_summary"].format(
            first=int(trace.mistakes[0]), last=int(trace.mistakes[-1]), passes=passes
        ),
        height=HEIGHT,
        columns=4,
        title=words["mistakes_title"],
    )


def rule(trace: FilmTrace, length: int, words: Words) -> View:
    """The last update as an equation with its numbers; none before the first."""
    ring = trace.ringed[:length]
    vectors = {"w": trace.before[:length], "x": trace.x[ring], "n": trace.after[:length]}
    slots = {
        f"{name}{k}": written(values[:, k]) for name, values in vectors.items() for k in range(3)
    }
    slots |= {"y": written(trace.y[ring]), "hat": written(1 - trace.y[ring])}
    known = trace.example[:length] >= 0
    slots = {
        name: [value if there else "–" for value, there in zip(slot, known, strict=True)]
        for name, slot in slots.items()
    }
    items = [
        Equation(
            label=words[f"rule.{name}"],
            parts=(formula,),
            slots={slot: value for slot, value in slots.items() if rf"\text{{{slot}}}" in formula},
        )
        for name, formula in RULE.items()
    ]
    return equations(items, length=length, summary=words["rule_summary"])


def written(values: Array) -> list[str]:
    """Numbers of an equation: whole, or with one digit as the flowers are measured."""
    return [_number(float(value)) for value in values]


def _number(value: float) -> str:
    rounded = round(value, 1) + 0.0
    if abs(value - rounded) > 1e-6 or abs(value) >= 1000:
        return short(value, 3)
    return f"{rounded:g}".replace("-", "−")
