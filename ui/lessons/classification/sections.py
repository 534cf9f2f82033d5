"""The folded sections of the lesson on classification."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from core.data.iris import SPECIES
from core.lessons.classification import curves, lesson, pictures
from core.lessons.classification.settings import LINES, STRENGTHS, Classification
from core.networks import softmax_regression
from ui import own_table
from ui.controls import setting
from ui.lesson import cached, folded, moving_picture, source
from ui.markdown import table
from ui.text import Text
from viz.lessons.classification import curve_stage, gradients_stage, penalty_stage
from viz.numbers import short, span

TOLD = (1, 10, 100, 1000, 10_000)  # steps of a table
CURVE = ("ceiling", "slope", "middle")  # L, k and z₀
SIGMOID = (1.0, 1.0, 0.0)
SCORES = (1.0, -2.0, 0.0)  # an example of cs231n
CS231N, RIGHT = (-2.85, 0.86, 0.28), 2  # another one, and its right class
HEAT = (1.0, 2.0, 4.0)  # T by which all scores are divided
WRONG_LINE = "4"  # of the code with a mistake


@folded("curve")
def curve(text: Text) -> None:
    """From a line to a curve: L, k and z₀ over two classes, the reader's own table among them."""
    st.markdown(text("curve"))
    picture = st.container()
    own = own_table.asked(text, ("x", own_table.CLASS))
    two, names = curves.petals(*SPECIES[1:]), (text["petal"], *_species(text, 1))
    if own is not None:
        two, names = curves.Two(*own.columns), (own.names[0], *own.classes)
    with picture:
        with st.container(horizontal=True):
            values = {name: setting(Classification, name, text) for name in CURVE}
        moving_picture(curve_stage(two, names, values, words=text.labels), text, time="z")
        if tuple(values.values()) == SIGMOID:
            st.markdown(text("curve_sigmoid"))
        _judged(text, two, values)


def _judged(text: Text, two: curves.Two, values: dict[str, float]) -> None:
    """The loss of the reader's curve beside the least one."""
    if values["ceiling"] != 1:
        st.markdown(text("curve_ceiling"))
        return
    live = {"yours": short(curves.loss(two, values["slope"], values["middle"]), 3)}
    if curves.divided(two):
        st.markdown(text("curve_divided", **live))
        return
    slope, middle, loss = curves.best(two)
    least = short(loss, 3)
    at = text["at_best"].format(slope=short(slope, 3), middle=short(middle, 2))
    st.markdown(text("curve_best", **live, least=least, at=at))


def _species(text: Text, first: int) -> tuple[str, ...]:
    """Two species that follow each other, as the reader's language calls them."""
    return tuple(text[f"species.{name}"] for name in SPECIES[first : first + 2])


@folded("losses")
def losses(text: Text) -> None:
    """Cross-entropy against squared error, from a start that is sure and wrong."""
    st.markdown(text("losses"))
    lines = cached(curves.trained)("losses")
    names = _species(text, 1)
    picture = gradients_stage(curves.petals(*SPECIES[1:]), lines, names, words=text.labels)
    moving_picture(picture, text, time="e")
    found = [cached(curves.steps_until_right)(start) for start in curves.STARTS]
    rows = [
        [text[f"training.{name}"], *(f"{steps[k]:,}" for steps in found)]
        for k, name in enumerate(("entropy", "squared"))
    ]
    head = [f"w = {start:g}".replace("-", "−") for start in curves.STARTS]
    st.markdown(text("losses_after", table=_table(text["start_word"], head, rows)))


@folded("separable")
def penalty(text: Text) -> None:
    """Classes that a point divides: the weight grows for ever; what C does."""
    st.markdown(text("separable"))
    lines = cached(curves.trained)("penalty")
    names = _species(text, 0)
    picture = penalty_stage(curves.petals(*SPECIES[:2]), lines, names, words=text.labels)
    moving_picture(picture, text, time="c")
    at = [lines.moments.tolist().index(step) for step in TOLD]
    rows = [
        [text[f"row.{name}"].format(of=text[f"training.{of}"])]
        + [short(float(getattr(lines, field)[t, k]), 3) for t in at]
        for name, field in (("accuracy_of", "accuracy"), ("loss_of", "loss"), ("weight_of", "w"))
        for k, of in enumerate(("free", "kept"))
    ]
    st.markdown(text("separable_after", table=_table(text["step_word"], TOLD, rows)))
    found = lesson.least_loss()
    rows = [
        [text[f"least.{name}"], *(span(column, lambda v: short(v, 3)) for column in values.T)]
        for name in ("accuracy", "digits", "noise", "norm")
        for values in [getattr(found, name)]
    ]
    st.markdown(
        text(
            "strength",
            table=_table("C", [f"{C:,.0f}" if C >= 1 else f"{C:g}" for C in found.strengths], rows),
        )
    )


def _table(corner: str, head: Sequence[int | str], rows: list[list[str]]) -> str:
    names = [corner, *(f"{name:,}" if isinstance(name, int) else name for name in head)]
    return table(names, rows, [":--", *["--:"] * len(head)])


@folded("softmax")
def softmax(text: Text, settings: Classification) -> None:
    """What softmax does to scores: a shift, two classes, halved scores; an example by hand."""
    z, p = np.array(SCORES), softmax_regression.softmax
    rows = [_row("z = (1, −2, 0)", z), _row("z + 100", z + 100), _row("z / 2", z / 2)]
    head = [text["scores_word"], *(f"p({k})" for k in (1, 2, 3))]
    shifts = table(head, rows, [":--", *["--:"] * 3])
    two, sigmoid = p(z[:2])[0], curves.logistic(z[0] - z[1])
    st.markdown(text("softmax", table=shifts, two=f"{two:.4f}", sigmoid=f"{sigmoid:.4f}"))
    worked = np.array(CS231N)
    (loss,) = softmax_regression.cross_entropy(worked[None], np.array([RIGHT]))
    shares = ", ".join(f"{value:.4f}" for value in p(worked))
    st.markdown(text("softmax_hand", p=shares, loss=f"{loss:.4f}"))
    tempered = cached(_tempered)
    heated = [
        [f"T = {T:g}", *(short(v, 3) for v in tempered(settings.penalty, settings.draw, T))]
        for T in HEAT
    ]
    names = [text[f"least.{name}"] for name in ("accuracy", "digits", "noise")]
    cells = table([text["temperature"], *names], heated, [":--", *["--:"] * 3])
    st.markdown(text("softmax_heat", table=cells))


def _tempered(penalty: str, draw: str, temperature: float) -> tuple[float, float, float]:
    trace = lesson.record_lesson(Classification(penalty=penalty))
    return pictures.tempered(trace, int(draw), temperature)


def _row(name: str, z: np.ndarray) -> list[str]:
    return [name, *(f"{value:.4f}" for value in softmax_regression.softmax(z))]


@folded("others")
def others(text: Text, settings: Classification) -> None:
    """Other pictures without a digit, with and without the penalty."""
    found = {code: cached(_others)(code) for code in STRENGTHS}
    rows = [
        [text[f"others.{name}"], *(short(found[code][name], 3) for code in STRENGTHS)]
        for name in next(iter(found.values()))
    ]
    head = [text["others_word"], *(text[f"penalty.{code}"] for code in STRENGTHS)]
    st.markdown(text("others", table=table(head, rows, [":--", "--:", "--:"])))


def _others(penalty: str) -> dict[str, float]:
    trace = lesson.record_lesson(Classification(penalty=penalty))
    draws = [lesson.how_sure(penalty, draw).noise[-1] for draw in "123"]
    shown = {"noise": float(np.mean(draws))}
    return shown | {name: float(p.mean()) for name, p in pictures.others(trace).items()}


@folded("trap")
def trap(text: Text) -> None:
    """Code that is always right about itself: the reader finds the line."""
    st.markdown(text("trap"))
    st.code(text("trap_code").strip("`\n").removeprefix("python\n"), language="python")
    line = setting(Classification, "line", text)
    if line == LINES[0]:
        return
    shuffled = span(lesson.least_loss().shuffled, lambda share: f"{share:.2f}")
    st.markdown(text("trap_right" if line == WRONG_LINE else "trap_wrong"))
    st.markdown(text("trap_after", shuffled=shuffled))


@folded("mistakes")
def mistakes(text: Text) -> None:
    """What is often said or built wrongly."""
    st.markdown(text("mistakes"))


@folded("hood")
def hood(text: Text) -> None:
    """The very step, and how far its gradient is from torch's."""
    from core.lessons.classification.beside_torch import difference

    st.markdown(text("hood", difference=short(cached(difference)())))
    for function in (
        softmax_regression.softmax,
        softmax_regression.gradient,
        softmax_regression.step,
    ):
        st.code(source(function), language="python")
