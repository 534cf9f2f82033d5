"""The folded sections of the lesson on regression."""

from dataclasses import replace

import numpy as np
import streamlit as st

from core.lessons.regression import descent, studies
from core.lessons.regression.examples import Examples
from core.lessons.regression.parabola import parabola
from core.lessons.regression.settings import BATCHES, SCALES
from ui.lesson import cached, folded, moving_picture, source
from ui.markdown import table
from ui.text import Text
from viz.lessons.regression import valley_stage
from viz.numbers import short, span

RATES = np.round(np.arange(0.02, 1.101, 0.02), 2)  # shares of the limit in the chart
MOMENTS = (0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
LATER = (1, 100, 1000)  # steps in the table of scales
EXACT = 1e-9  # of the start: a line with a smaller loss passes through all points
DIVERGES = 1e6  # times the start
CHECKED, SHARE = 3000, 0.9  # steps and rate of the comparison with torch


@folded("gradient")
def gradient(text: Text) -> None:
    """One step by hand."""
    x, y = studies.TRAIN, 2 * studies.TRAIN
    dw, db = descent.gradient(x, y, 0.0, 0.0)
    w, b = descent.step(x, y, 0.0, 0.0, studies.RATE)
    live = {"dw": dw, "db": db, "w": w, "b": b}
    st.markdown(text("gradient", **{name: short(value, 3) for name, value in live.items()}))


@folded("valley")
def valley(text: Text, given: Examples) -> None:
    """The loss for every rate, after more and more steps."""
    st.markdown(text("valley"))
    picture = valley_stage(parabola(given), RATES, MOMENTS, words=text.labels)
    moving_picture(picture, text, time="v")


@folded("scaling")
def scaling(text: Text, given: Examples) -> None:
    """The condition number, raw and standardised, and how the best rate fares."""
    rows, condition = [], {}
    for scale in SCALES:
        found = parabola(replace(given, standardised=scale == "standardised"))
        condition[scale] = found.condition
        after = [short(float(found.excess(0.5, k))) for k in LATER]
        rows.append([text[f"scale.{scale}"], short(found.limit, 4), short(found.condition, 3),
                     *after])  # fmt: skip
    head = [
        text["scale"],
        text["head.limit"],
        "κ",
        *(text["head.above"].format(k=k) for k in (1, 100, 1000)),
    ]
    cells = table(head, rows, [":--", *["--:"] * 5])
    st.markdown(text("scaling", table=cells))


@folded("batches")
def batches(text: Text, given: Examples) -> None:
    """The loss at the end for mini-batches of each size, from the same start."""
    found, start = cached(studies.by_batch)(given), float(parabola(given).loss(0.0))
    rows = []
    for size in BATCHES:
        if size in found:
            said = [
                text["diverges"] if min(values) > DIVERGES * start else span(values, short)
                for values in found[size].tolist()
            ]
            rows.append([text[f"batch.{size}"], *said])
    head = [text["head.batch"], *(text[f"rate.{share:g}"] for share in studies.SHARES)]
    cells = table(head, rows, [":--", *["--:"] * len(studies.SHARES)])
    least = parabola(given).least
    key = "batches_exact" if least <= EXACT * start else "batches_noise"
    strictest = min(1 / (given.inputs**2 + 1)) / parabola(given).limit
    live = {"seeds": str(studies.SEEDS), "last": str(studies.LAST), "table": cells}
    st.markdown(text("batches", **live))
    st.markdown(text(key, least=short(least, 3), strictest=short(float(strictest))))


@folded("program")
def program(text: Text) -> None:
    """The program of the lecture notes, once for each of 50 seeds."""
    found = cached(studies.program)()
    rows = [
        [
            text[f"row.{name}"],
            *(short(float(cut(values)), 3) for cut in (np.min, np.median, np.max)),
        ]
        for name, values in (("slope", found.w), ("intercept", found.b), ("test", found.test))
    ]
    head = [
        text["head.runs"].format(n=studies.RUNS),
        text["head.least"],
        text["head.median"],
        text["head.most"],
    ]
    cells = table(head, rows, [":--", "--:", "--:", "--:"])
    st.markdown(text("program", table=cells, below=str(int((found.test <= 0.0034).sum()))))
    examples = Examples(tuple(studies.TRAIN), tuple(2 * studies.TRAIN))
    flat = parabola(examples).factors(studies.RATE / parabola(examples).limit)[0]
    left = f"{100 * flat**studies.UPDATES:.0f}%"
    st.markdown(text("program_why", factor=short(float(flat), 3), left=left))


@folded("mistakes")
def mistakes(text: Text, given: Examples) -> None:
    """What is often said or built wrongly."""
    limit = parabola(given).limit
    live = {"n": str(len(given)), "mean": short(limit, 3), "sum": short(limit / len(given), 3)}
    st.markdown(text("mistakes", **live))


@folded("hood")
def hood(text: Text, given: Examples) -> None:
    """The step as code; how far it is from torch's, and from the closed form."""
    from core.lessons.regression.by_torch import differences

    by_torch, closed = cached(differences)(given, SHARE, CHECKED)
    live = {"torch": short(by_torch), "closed": short(closed)}
    st.markdown(text("hood", steps=str(CHECKED), **live))
    for function in (descent.gradient, descent.step):
        st.code(source(function), language="python")
