"""The folded sections of the lesson on the perceptron."""

import numpy as np
import streamlit as st

from core.lessons.perceptron import rule, studies
from core.lessons.perceptron.examples import Examples
from core.lessons.perceptron.film import FilmTrace
from core.lessons.perceptron.settings import KINDS, ORDERS, WORST, Perceptron
from ui.lesson import cached, folded, moving_picture, source
from ui.markdown import table
from ui.text import Text
from viz.lessons.perceptron import neuron_stage, proof_stage
from viz.lessons.perceptron.named import Named
from viz.numbers import short, span


@folded("neuron")
def neuron(text: Text, trace: FilmTrace, called: Named) -> None:
    """The unit as lecture notes draw it, with the numbers of each moment."""
    st.markdown(text("neuron"))
    moving_picture(neuron_stage(trace, called, words=text.labels), text, time="k")


@folded("proof")
def proof(text: Text, settings: Perceptron) -> None:
    """Novikoff's bound, and how near the mistakes come to it."""
    st.markdown(text("proof"))
    found = cached(studies.squeeze)(settings.features, settings.order, settings.seed)
    live = {
        "measures": text[f"features.{settings.features}"],
        "order": text[f"order.{settings.order}"],
        "margin": short(found.margin),
    }
    st.markdown(text("proof_now", **live))
    moving_picture(proof_stage(found, words=text.labels), text, time="m")
    rows = [
        [
            text[f"features.{row.features}"],
            *(span(row.mistakes[order], "{:,}".format) for order in ORDERS),
            f"{row.bound:,.0f}",
        ]
        for row in cached(studies.bounds)()
    ]
    head = [text["measures"], *(text[f"order.{order}"] for order in ORDERS), "(R/γ)²"]
    st.markdown(text("proof_table", table=table(head, rows, [":--", *["--:"] * 4])))


@folded("xor")
def xor(text: Text) -> None:
    """Four points that no line separates: the weights go in a circle."""
    rows = [
        [str(row.epoch), _vector(row.x), str(row.y), str(row.guess), _vector(row.w)]
        for row in studies.cycle()
    ]
    head = [text["pass"], "(x₁, x₂)", "y", "ŷ", text["xor_after"]]
    cells = table(head, rows, ["--:", ":-:", ":-:", ":-:", ":-:"])
    st.markdown(text("xor", table=cells))


def _vector(values: tuple[float, ...]) -> str:
    return f"({', '.join(short(value, 1) for value in values)})"


@folded("kinds")
def kinds(text: Text) -> None:
    """The last, the best and the averaged weights in every order."""
    rows = [
        [
            text[f"features.{row.features}"],
            text[f"order.{row.order}"],
            *(span(ends, _percent) for ends in (row.reading, row.last, row.best, row.averaged)),
        ]
        for row in cached(studies.kinds)()
    ]
    head = [text["measures"], text["order"], text["reading"], *(text[f"kind.{k}"] for k in KINDS)]
    cells = table(head, rows, [":--", ":--", *["--:"] * 4])
    st.markdown(text("kinds", table=cells, seeds=str(len(studies.SEEDS))))


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


@folded("rate")
def rate(text: Text) -> None:
    """η does not matter from zero, and does from elsewhere."""
    tables = {}
    for name, start in (("zero", None), ("other", studies.START)):
        rows = [
            [f"{row.rate:g}", f"{row.mistakes:,}", str(row.passes), _rounded(row.scaled)]
            for row in studies.rates(start)
        ]
        head = ["η", text["rate_mistakes"], text["rate_passes"], text["rate_scaled"]]
        tables[name] = table(head, rows, ["--:"] * 4)
    st.markdown(text("rate", **tables))


def _rounded(values: tuple[float, ...]) -> str:
    return f"({', '.join(f'{round(value, 2) + 0.0:g}'.replace('-', '−') for value in values)})"


@folded("mistakes")
def mistakes(text: Text) -> None:
    """What is often said or built wrongly."""
    st.markdown(text("mistakes"))


@folded("hood")
def hood(text: Text, settings: Perceptron, these: Examples, trace: FilmTrace) -> None:
    """The rule as code, and how far it is from loops over single numbers."""
    if settings.order == WORST:
        said = text("hood_worst")
    else:
        w = cached(studies.by_loop)(these.x, these.y, settings, len(trace.epochs))
        gap = float(np.abs(np.array(w) - trace.after[-1]).max())
        said = text("hood_gap", gap=short(gap)) if gap else text("hood_same")
    st.markdown(text("hood", difference=said))
    for function in (rule.predict, rule.learn, rule.run):
        st.code(source(function), language="python")
