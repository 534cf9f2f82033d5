"""The lesson on regression around its moving picture: controls, question, verdict, and why."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from math import isinf
from typing import Any

import streamlit as st

from core.lessons.regression.descent import DescentTrace, takes_all
from core.lessons.regression.examples import Examples
from core.lessons.regression.lesson import record
from core.lessons.regression.parabola import answer, parabola
from core.lessons.regression.settings import (
    DATA,
    FASTER,
    GUESSES,
    OPENING,
    OTHER,
    RATES,
    STEPS,
    Regression,
)
from core.lessons.settings import Held
from ui import own_table as tables
from ui import predict
from ui.controls import choice, panel, picked, set_one
from ui.lesson import cached
from ui.markdown import table
from ui.own_table import OwnTable
from ui.text import Text
from viz.numbers import short
from viz.view import Verdict


def which(text: Text) -> dict[str, Any]:
    """The examples, and what the reader has placed."""
    words = {code: text[f"data.{code}"] for code in DATA}
    return {**picked(Regression), "data": _pills(text["data"], words, "data")}


def rate(text: Text, given: Examples) -> dict[str, Any]:
    """The learning rate: before the guess as it is, and below the limit; then as a share of it."""
    if predict.revealed():
        return {
            "rate": _pills(text["rate"], {code: text[f"rate.{code}"] for code in RATES}, "rate")
        }
    limit = parabola(given).limit
    words = {code: short(float(code) * limit, 3) for code in RATES if float(code) < 1}
    return {"rate": _pills(text["rate_before"], words, "rate")}


def _pills(label: str, words: Mapping[str, str], name: str) -> str:
    """A choice with its label beside it: height is what a projector has little of."""
    with st.container(horizontal=True, vertical_alignment="center", width="content"):
        st.markdown(label, width="content")
        default = Regression.defaults()[name]
        return choice(label, words, name, default, widget=st.pills, label_visibility="collapsed")


def own_table(text: Text, values: Mapping[str, Any]) -> OwnTable | None:
    """The reader's table, where one is wanted."""
    return tables.asked(text, ("x", "y")) if values["data"] == "table" else None


def below(text: Text) -> dict[str, Any]:
    """How the inputs are scaled and, after the guess, how many examples a step looks at."""
    names = ("scale", "batch", "seed") if predict.revealed() else ("scale",)
    with st.container(horizontal=True):
        return panel(Regression, text, names, fixed)


def fixed(values: Mapping[str, Any]) -> dict[str, Held]:
    """With all examples in each step there is nothing to draw."""
    return {"seed": Held(0)} if values.get("batch", "all") == "all" else {}


def words(text: Text, settings: Regression, own: OwnTable | None) -> dict[str, str]:
    """The words of the picture, with what is measured."""
    code = "iris" if settings.data == "table" else settings.data
    x, y = own.names if own else (text[f"x.{code}"], text[f"y.{code}"])
    return {**text.labels, "x": x, "y": y}


def ask(text: Text, settings: Regression, given: Examples, own: OwnTable | None) -> dict[str, str]:
    """Ask what a rate that is 2% higher makes of the loss."""
    found = parabola(given)
    said = text(
        "predict",
        rate=short(float(OPENING) * found.limit, 3),
        start=short(float(found.loss(0.0)), 3),
        loss=short(float(found.loss(float(OPENING))), 3),
    )
    about = (settings.data, settings.scale, settings.points, own and own.key)
    then = partial(set_one, Regression, "rate", FASTER)
    names = {"loss": text["guess_label"]}
    return predict.ask(text, names, GUESSES, st.pills, about=about, then=then, said=said)


def beside(settings: Regression, given: Examples) -> tuple[str, DescentTrace] | None:
    """After the guess, the descent 2% faster or slower, on the other side of the limit."""
    other = OTHER.get(settings.rate)
    if other is None or not takes_all(given, settings) or not predict.revealed():
        return None
    return other, cached(record)(given, replace(settings.recorded, rate=other))


def verdict(text: Text, given: Examples, guesses: Mapping[str, str]) -> Verdict:
    """How the guess came out, in one sentence."""
    found, right = parabola(given), answer(given, float(FASTER))
    said = text["verdict" if right == "million" else "verdict_other"].format(
        rate=short(float(FASTER) * found.limit, 3),
        after=short(float(found.loss(float(FASTER)))),
        before=short(float(found.loss(float(OPENING)))),
        yours="".join(text["yours"].format(guess=text[f"guess.{g}"]) for g in guesses.values()),
    )
    return predict.verdict([guess == right for guess in guesses.values()], said)


def why(text: Text, settings: Regression, given: Examples, trace: DescentTrace) -> None:
    """What a step multiplies the distance from the minimum by, along both eigenvectors."""
    found, share = parabola(given), float(settings.rate)
    st.markdown(text("why"))
    rows = []
    for k, name in ((1, "steep"), (0, "flat")):
        factor, curvature = found.factors(share)[k], found.eigenvalues[k]
        after = abs(float(factor)) ** STEPS
        rows.append([text[f"row.{name}"], *(short(float(v), 4) for v in (curvature, factor)),
                     short(after)])  # fmt: skip
    head = [text["head.direction"], "λ", "1 − ηλ", text["head.after"]]
    cells = table(head, rows, [":--", "--:", "--:", "--:"])
    st.markdown(text("factors", rate=short(share * found.limit, 4), table=cells))
    alone = takes_all(given, settings)
    key = "why_all" if alone else "why_batch"
    predicted = short(float(found.loss(share)))
    st.markdown(text(key, limit=short(found.limit, 4), predicted=predicted))
    part, power = found.steep, float(found.factors(share)[1]) ** (2 * STEPS)
    if alone and share > 1 and part:
        live = {"part": part, "power": power, "product": part * power}
        st.markdown(text("why_above", **{name: short(value, 3) for name, value in live.items()}))
    if trace.ends:
        st.markdown(text("why_ends", k=str(trace.step[-1])))
    if isinf(found.condition):
        st.markdown(text("why_flat"))
