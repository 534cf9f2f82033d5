"""The folded sections of the lesson on backpropagation."""

import numpy as np
import streamlit as st

from core.lessons.backprop import checks, mazur
from core.lessons.backprop.lesson import record_lesson, steps_of
from core.lessons.backprop.settings import MODULES, Backprop
from core.lessons.backprop.tape import backward
from ui.lesson import cached, folded, moving_picture, source
from ui.markdown import table
from ui.text import Text
from viz.lessons.backprop import differences_stage, trainings_stage
from viz.numbers import short, span, superscript


@folded("zero_grad")
def zero_grad(text: Text) -> None:
    """Two trainings from the same start, one of which never sets its gradients to zero."""
    from core.lessons.backprop.accumulated import LAST, RATE, STEPS, trainings

    found = cached(trainings)()
    said = {name: span(found.lately(name), short) for name in ("zeroed", "accumulated")}
    st.markdown(text("zero_grad", steps=str(STEPS), rate=f"{RATE:g}"))
    made = trainings_stage(found.zeroed, found.accumulated, words=text.labels)
    moving_picture(made, text, time="z")
    st.markdown(text("zero_grad_after", last=str(LAST), **said))


@folded("differences")
def differences(text: Text) -> None:
    """The error of finite differences against h."""
    found = cached(checks.errors)()
    best = {name: checks.POWERS[int(np.argmin(errors))] for name, errors in found.items()}
    st.markdown(text("differences"))
    moving_picture(differences_stage(found, checks.POWERS, words=text.labels), text, time="h")
    low = short(float(found["float64"].min()))
    st.markdown(text("differences_after", low=low, best=superscript(-best["float64"])))


@folded("mazur")
def by_hand(text: Text) -> None:
    """Mazur's weights around the first step, and the loss."""
    found = cached(mazur.train)()
    rows = [
        [f"w{k}".translate(_LOWERED), f"{b:.2f}", f"{g:+.6f}".replace("-", "−"), f"{a:.9f}"]
        for k, (b, g, a) in enumerate(
            zip(found.before, found.gradient, found.after, strict=True), 1
        )
    ]
    head = [text[f"head.{name}"] for name in ("weight", "before", "gradient", "after")]
    steps = sorted(mazur.PRINTED)
    losses = table(
        [text["head.steps"], text["head.loss"], text["head.page"]],
        [["0", f"{found.loss[0]:.9f}", "0.298371109"]]
        + [[f"{n:,}", f"{found.loss[n]:.9f}", f"{mazur.PRINTED[n]:.9f}"] for n in steps],
        ["--:"] * 3,
    )
    st.markdown(text("mazur", table=table(head, rows, [":--", *["--:"] * 3]), losses=losses))


_LOWERED = str.maketrans("12345678", "₁₂₃₄₅₆₇₈")


@folded("cost")
def cost(text: Text) -> None:
    """Multiplications forward, with backward, and by finite differences."""
    rows = []
    for name, units in checks.NETWORKS.items():
        found = checks.multiplications(units)
        both, differences = (found[key] / found["forward"] for key in ("both", "differences"))
        rows.append(
            [text[f"network.{name}"], f"{found['forward']:,}", f"× {both:.2f}",
             f"× {differences:,.0f}"]
        )  # fmt: skip
    head = [text[f"head.{name}"] for name in ("network", "forward", "both", "by_differences")]
    st.markdown(text("cost", table=table(head, rows, [":--", *["--:"] * 3])))


@folded("mistakes")
def mistakes(text: Text) -> None:
    """What is often said or built wrongly."""
    st.markdown(text("mistakes"))


@folded("hood")
def hood(text: Text, settings: Backprop) -> None:
    """The walk as code, and how far it is from torch.autograd on what is shown."""
    from core.lessons.backprop import autograd

    asked = Backprop(source=settings.source, expression=settings.expression)
    if settings.source in MODULES:
        gap = cached(autograd.difference)(settings.source)
        st.markdown(text("hood_modules", gap=short(gap)))
        st.code(source(autograd.record), language="python")
        return
    tape, found = cached(record_lesson)(asked), cached(autograd.torch_gradients)(steps_of(asked))
    gap = max(abs(float(tape.grads[leaf]) - grad) for leaf, grad in found.items())
    st.markdown(text("hood", gap=short(gap)))
    st.code(source(backward), language="python")
