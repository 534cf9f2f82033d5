"""The parts of the lesson on heads around its moving picture."""

from dataclasses import replace
from typing import Any, cast

import numpy as np
import streamlit as st

from core.errors import InputError
from core.lessons.multi_head.lesson import record_lesson
from core.lessons.multi_head.settings import SHORTEST, Lesson, MultiHead
from core.measures.head_results import Figures, breaks, figures, trainings
from ui import predict
from ui.controls import panel
from ui.lesson import cached, folded, last_good, source
from ui.markdown import plain, table
from ui.text import Text
from ui.writing import as_written
from viz.marks import named
from viz.numbers import short
from viz.views.writing import spaced

READ = "multi_head:read"  # in the session: the last text that could be read, and how often


def typed(text: Text) -> dict[str, Any]:
    """What is read."""
    return panel(MultiHead, text, ["text"], lambda _: {})


def controls(text: Text) -> dict[str, Any]:
    """How often and by which model it is read; then, with the answer, what a changed head says."""
    values = _row(text, ("times", "model"))
    if predict.revealed():
        how, other = st.columns(2)
        with how:
            values |= panel(MultiHead, text, ["how"], lambda _: {})
        with other:
            if values["how"] == "patch":
                values |= panel(MultiHead, text, ["other"], lambda _: {})
    return values


def _row(text: Text, names: tuple[str, ...]) -> dict[str, Any]:
    """Controls side by side."""
    values: dict[str, Any] = {}
    for column, name in zip(st.columns(len(names)), names, strict=True):
        with column:
            values |= panel(MultiHead, text, [name], lambda _: {})
    return values


def readable(text: Text, settings: MultiHead) -> tuple[MultiHead, Lesson]:
    """The settings with their recording; where they cannot be read, with the last sequence."""

    def read(sequence: tuple[str, str]) -> tuple[MultiHead, Lesson]:
        said = replace(settings, text=sequence[0], times=sequence[1])
        return said, cached(record_lesson)(said.recorded)

    def refuse(error: InputError) -> None:
        if as_written("text", settings.text):
            short = cast(int, error.value) < SHORTEST
            st.error(text["too_short" if short else "too_long"].format(n=error.value))

    asked, first = (settings.text, settings.times), (MultiHead.text, MultiHead.times)
    _, found = last_good(READ, asked, read, refuse, first=first)
    return found


def why(text: Text, settings: MultiHead, recorded: Lesson) -> None:
    """Why, by the card's held-out sequences; then this sequence.

    Of a model before training it is said first that what follows is about the trained one.
    """
    if settings.model == "random":
        st.markdown(text("untrained"))
    found = figures()
    live = {"induction": found.induction[1].max(), "previous": found.previous[breaks(found)]}
    numbers = {name: short(float(value)) for name, value in live.items()}
    shares = {"least": found.without.min(), "stand": found.without[1].min(), "all": found.accuracy}
    numbers |= {name: f"{share:.1%}" for name, share in shares.items()}
    numbers |= {"n": str(found.n), "before": _least(trainings("before tidying"))}
    finder = named(1, int(found.induction[1].argmax()))
    st.markdown(text("why", answer=named(*breaks(found)), finder=finder, **numbers))
    if recorded.heads.places:
        st.markdown(text("here", copied=recorded.heads.copied, n=recorded.heads.places))
    if recorded.other:
        st.markdown(text("other", other=plain(spaced(recorded.other))))


def nothing_repeats(text: Text, settings: MultiHead, recorded: Lesson) -> None:
    """With the answer, say so where nothing can be copied."""
    if predict.revealed() and not recorded.heads.places:
        st.markdown(text(nothing(settings)))


def nothing(settings: MultiHead) -> str:
    """The section that says so: what is read once can be read twice."""
    return "nothing" if settings.times == "1" else "nothing_again"


@folded("scores")
def scores(text: Text) -> None:
    """Every head's two scores on held-out sequences, trained beside untrained."""
    from core.lessons.multi_head.run import norms
    from viz.charts.heads import scores as chart

    writes = cached(norms)()[0]
    trained, control = figures(), figures("control")
    best, finder = int(trained.previous[0].argmax()), int(trained.induction[1].argmax())
    live = {
        "previous": trained.previous.max(),
        "induction": trained.induction.max(),
        "control": max(control.previous.max(), control.induction.max()),
    }
    numbers = {name: short(float(value)) for name, value in live.items()}
    heads = {"previous_head": named(0, best), "induction_head": named(1, finder)}
    heads["writes"] = short(float(writes[best]))
    heads["others"] = " / ".join(short(float(x)) for x in np.delete(writes, best))
    st.markdown(text("scores", n=trained.n, **heads, **numbers))
    st.plotly_chart(chart(trained, control, text.labels), key="scores_chart")


@folded("off_chart")
def without_each(text: Text) -> None:
    """Copy accuracy without each head, in every training; and before one head did the work."""
    from viz.charts.heads import without as chart

    runs = trainings()
    mean = f"{runs[0].by_its_mean.min():.1%}"
    live = {"n": runs[0].n, "seeds": len(runs), "least": _least(runs), "mean": mean}
    st.markdown(text("off_chart", **live))
    st.plotly_chart(chart(runs, figures("control"), text.labels), key="without_chart")
    st.caption(text("off_note", before=_least(trainings("before tidying"))))


def _least(runs: tuple[Figures, ...]) -> str:
    """What is still copied in each training without the head that is missed most."""
    return " / ".join(f"{run.without.min():.0%}" for run in runs)


@folded("patching")
def patching(text: Text) -> None:
    """What the model says while some heads say what they said in another run, measured now."""
    from core.lessons.multi_head.patching import measure

    rows = cached(measure)()
    st.markdown(text("patching", n=rows[0].n))
    columns = ("patch_heads", "patch_own", "patch_other", "patch_notes")
    head = [text[name] for name in columns]
    body = [
        [
            ", ".join(named(*each) for each in row.heads),
            *(f"{value:.0%}" for value in (row.own, row.other, row.notes)),
        ]
        for row in rows
    ]
    st.markdown(table(head, body))


@folded("hood")
def hood(text: Text, settings: MultiHead) -> None:
    """The function that changes heads, and how far all of it is from torch on this sequence."""
    from core.lessons.multi_head.run import differences
    from core.measures.heads import changes

    sdpa, zeroed = cached(differences)(settings)
    st.markdown(text("hood", sdpa=short(sdpa), zeroed=short(zeroed)))
    st.code(source(changes), language="python")
