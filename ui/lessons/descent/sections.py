"""The folded sections of the lesson on optimizers."""

import numpy as np
import streamlit as st

from core.lessons.descent import optimizers, study
from core.lessons.descent.lesson import DescentTrace, best_rate
from core.lessons.descent.settings import METHODS, Descent
from ui.controls import setting
from ui.lesson import cached, folded, moving_picture, source
from ui.lessons.descent.parts import count
from ui.markdown import table
from ui.text import Text
from viz.lessons.descent import equation_stage
from viz.lessons.descent.landscape import landscape_stage
from viz.numbers import short, span

KAPPA = 100.0  # of the rate that is too large
RIGHT = "--:"


@folded("equation")
def equation(text: Text, trace: DescentTrace) -> None:
    """The step of one optimizer with the numbers of the animation."""
    st.markdown(text("equation"))
    method = setting(Descent, "method", text)
    moving_picture(equation_stage(trace, method, words=text.labels), text, time="e")


@folded("starts")
def starts(text: Text) -> None:
    """The same comparison from other starts."""
    tables = {}
    for name, kappa in (("hundred", 100.0), ("thousand", 1000.0)):
        found = cached(study.other_starts)(kappa)
        rows = [
            [f"{place}°", *(f"{count(each[m][0])} → {count(each[m][1])}" for m in METHODS)]
            for place, each in zip(study.PLACES, found, strict=True)
        ]
        head = [text["start_at"], *(text[f"method.{m}"] for m in METHODS)]
        tables[name] = table(head, rows, [RIGHT] * len(head))
    st.markdown(text("starts", **tables))
    st.markdown(text("starts_said"))


@folded("momentum")
def momentum(text: Text) -> None:
    """Steps against β, and what the theory of quadratics says."""
    kappa = study.KAPPA
    steps = cached(study.by_beta)()
    head = [text["beta"], *(f"{beta:g}" for beta in study.BETAS)]
    row = [text["steps"], *("–" if n is None else str(n) for n in steps)]
    live = {
        "best": short(study.best_beta(kappa), 3),
        "fast": short((kappa**0.5 - 1) / (kappa**0.5 + 1), 3),
        "slow": short((kappa - 1) / (kappa + 1), 3),
    }
    st.markdown(text("momentum", table=table(head, [row], [":--", *[RIGHT] * len(steps)]), **live))


@folded("batches")
def batches(text: Text) -> None:
    """What batches and a schedule do to the loss on real data."""
    rows = [
        [str(each.size), str(each.updates), span(each.constant, short), span(each.decaying, short)]
        for each in cached(study.batches)()
    ]
    head = [text[name] for name in ("batch", "updates", "constant", "decaying")]
    live = {"epochs": study.EPOCHS, "rate": study.RATE, "few": study.EPOCHS}
    st.markdown(text("batches", table=table(head, rows, [RIGHT] * len(head)), **live))


@folded("landscape")
def landscape(text: Text) -> None:
    """A real network's loss on a plane, and four paths."""
    st.markdown(text("landscape"))
    trace = cached(study.landscape)()
    moving_picture(landscape_stage(trace, words=text.labels), text, time="p")
    losses = study.landscape_losses()
    rows = [
        [
            text[f"method.{method}"],
            short(float(trace.rate[k])),
            span(losses[method], short),
            short(float(trace.off[k, -1])),
        ]
        for k, method in enumerate(trace.methods)
    ]
    head = [text[name] for name in ("method", "best_rate", "last_loss", "off_plane")]
    moved = short(float(np.linalg.norm(trace.path[trace.methods.index("sgd"), -1])))
    said = table(head, rows, [":--", *[RIGHT] * 3])
    st.markdown(text("landscape_said", table=said, moved=moved))


@folded("diverges")
def diverges(text: Text) -> None:
    """The factor of one step across the valley."""
    rate = best_rate("sgd", KAPPA, 0.0, (1.0, 1.0))
    live = {
        "kappa": short(KAPPA, 3),
        "rate": short(rate, 3),
        "factor": short(1 - rate * KAPPA),
        "double": short(1 - 2 * rate * KAPPA),
    }
    st.markdown(text("diverges", **live))


@folded("mistakes")
def mistakes(text: Text) -> None:
    """What is often said."""
    st.markdown(text("mistakes"))


@folded("hood")
def hood(text: Text) -> None:
    """The rules as code, and how far they are from torch's."""
    differences = cached(study.difference_from_torch)()
    head = [text["method"], *(text[f"method.{m}"] for m in METHODS)]
    row = [text["largest"], *(short(differences[m]) for m in METHODS)]
    st.markdown(text("hood", table=table(head, [row], [":--", *[RIGHT] * len(METHODS)])))
    for rule in (optimizers.sgd, optimizers.momentum_with, optimizers.rmsprop, optimizers.adam):
        st.code(source(rule), language="python")
