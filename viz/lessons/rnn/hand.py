"""The network that is computed by hand: its picture, and every number on a line of its own."""

from collections.abc import Mapping

import numpy as np

from core.lessons.rnn.by_hand import HandTrace, X
from core.traces.base import Array
from viz.marks import Scale
from viz.numbers import short
from viz.view import Clock, Stage
from viz.views.equations import Equation, equations
from viz.views.unfold import Back, Layer, Output, unfold

STEPS = (("there", 1), ("there", 2), ("there", 3), ("back", 3), ("back", 2), ("back", 1))
SCALE = Scale("diverging", -1, 1)
Words = Mapping[str, str]


def hand_stage(trace: HandTrace, *, words: Words) -> Stage:
    """Two units over three steps: every number of the way there and of the way back, in turn."""
    network = unfold(
        [f"{x:g}".replace("-", "−") for x in X],
        Layer(np.array(X)[:, None], 1, SCALE),
        Layer(trace.h, 2, SCALE),
        [Output(""), Output(""), Output(f"o = {_plain(trace.o)}")],
        back=Back(np.zeros(3), np.linalg.norm(trace.dh, axis=1)),
        bars=(),
        names={},
        summary=words["hand_summary"].format(o=short(trace.o, 4), loss=short(trace.loss, 4)),
        columns=4,
    )
    written = equations(
        _lines(trace, words),
        length=len(STEPS),
        summary=words["hand_lines"],
        columns=8,
        stacked=True,
    )
    labels = tuple(words[f"hand_clock.{way}"].format(t=t) for way, t in STEPS)
    clock = Clock(length=len(STEPS), label=labels[0], labels=labels, speed=1.0, loop=False)
    picked: dict[str, int | str] = {"look": "unrolled", "unit": 0}
    return Stage(name="rnn_hand", clock=clock, views=(network, written), words=words, picked=picked)


def _lines(trace: HandTrace, words: Words) -> list[Equation]:
    """The lines as on paper, each from the clock's step on at which it is computed."""
    a, h, g, d, u, v = (_matrix(name, 2) for name in "ahgduv")
    w = _matrix("w", 2, 2)
    found = []

    def line(step: int, label: str, *parts: str, **values: Array | float) -> None:
        slots = _slots(step, **values)
        found.append(Equation(label=words[label], parts=parts, slots=slots))

    for t, n in enumerate((1, 2, 3)):
        forward = rf"h_{n}=\tanh(U x_{n}+W h_{t})", rf"=\tanh{a}={h}"
        line(t, "hand.there", *forward, a=trace.a[t], h=trace.h[t])
    loss = r"o=V h_3=\text{o}", r"\quad L=\tfrac12(o-1)^2=\text{l}"
    line(2, "hand.loss", *loss, o=trace.o, l=trace.loss)
    error = rf"{_d('o')}=o-1=\text{{e}}", rf"\quad{_d('h_3')}=V^\top{_d('o')}={d}"
    line(3, "hand.back", *error, e=trace.error, d=trace.dh[2])
    for n, t in ((3, 2), (2, 1), (1, 0)):
        step, inner = 5 - t, _d(f"a_{n}")
        through = rf"{inner}=(1-h_{n}^2)\odot{_d(f'h_{n}')}={g}"
        to_w = rf"\quad{inner}h_{t}^\top={w}"
        to_u = rf"\quad{inner}x_{n}={u}"
        line(step, "hand.back", through, g=trace.da[t])
        line(step, "hand.adds", to_w, to_u, w=trace.parts_w[t], u=trace.parts_u[t])
        if t:
            message = rf"{_d(f'h_{t}')}", rf"=W^\top{inner}={d}"
            line(step, "hand.back", *message, d=trace.dh[t - 1])
    sums = rf"{_d('W')}={w}", rf"\quad{_d('U')}={u}", rf"\quad{_d('V')}={v}"
    totals = {"w": trace.parts_w.sum(0), "u": trace.parts_u.sum(0), "v": trace.gradient_v}
    line(5, "hand.sum", *sums, **totals)
    return found


def _d(what: str) -> str:
    """∂L/∂ what, as LaTeX."""
    return rf"\tfrac{{\partial L}}{{\partial {what}}}"


def _matrix(name: str, rows: int, columns: int = 1) -> str:
    """A matrix of slots: name11, name12, …; of one column name1, name2."""
    across = range(1, columns + 1)
    places = [[f"{i}{j}" if columns > 1 else f"{i}" for j in across] for i in range(1, rows + 1)]
    body = r"\\".join("&".join(rf"\text{{{name}{place}}}" for place in row) for row in places)
    return rf"\begin{{pmatrix}}{body}\end{{pmatrix}}"


def _slots(step: int, **values: Array | float) -> dict[str, list[str | None]]:
    """The slots of numbers and matrices, which are known from a step of the clock on."""
    found = {}
    for name, value in values.items():
        for place, number in np.ndenumerate(np.asarray(value)):
            slot = name + "".join(str(index + 1) for index in place)
            found[slot] = [None if t < step else _plain(float(number)) for t in range(len(STEPS))]
    return found


def _plain(value: float) -> str:
    """A number with three digits behind the point."""
    return f"{0.0 if abs(value) < 0.0005 else value:.3f}".replace("-", "−")
