"""The parts of the lesson on heads around its moving picture."""

from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from core.errors import InputError
from core.lessons.multi_head.lesson import record_lesson
from core.lessons.multi_head.settings import CODES, Lesson, MultiHead
from core.measures.head_results import Figures, breaks, figures
from ui import link, predict
from ui.controls import choice, panel
from ui.lesson import cached, folded, last_good, source
from ui.markdown import plain, table
from ui.text import Text
from viz.marks import named
from viz.numbers import short
from viz.views.writing import spaced

OPEN = predict.OPEN
NONE = "none"
READ = "multi_head:read"  # in the session: the last text that could be read, and how often
ABOUT = "breaks copying"  # what a guess is about: the trained model, whatever is read


def controls(text: Text) -> dict[str, Any]:
    """What is read and by which model; once the answer shows, what a changed head says."""
    values = _row(text, ("text", "times", "model"))
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
        st.error(text["too_long"].format(n=error.value))

    asked, first = (settings.text, settings.times), (MultiHead.text, MultiHead.times)
    _, found = last_good(READ, asked, read, refuse, first=first)
    return found


def ask(text: Text) -> None:
    """Which head does copying need? One of eight, or none."""
    st.markdown(text("predict"))
    heads = {code: named(int(code[0]) - 1, int(code[1]) - 1) for code in CODES}
    words = {OPEN: OPEN} | heads | {NONE: text["guess.none"]}
    guess = choice(text["guess"], words, "guess", OPEN, widget=st.pills)
    predict.decide(text, ABOUT, ready=guess != OPEN)


def after_the_answer(text: Text, recorded: Lesson) -> None:
    """The verdict on the guess and why, by the card's held-out sequences; then this sequence."""
    predict.again(text)
    found = figures()
    answer = named(*breaks(found))
    guess = link.read("guess") or OPEN
    if guess in (*CODES, NONE) and predict.scored(ABOUT):
        st.markdown(_verdict(text, found, guess, answer))
    live = {
        "least": found.without.min(),
        "stand": found.without[1].min(),
        "induction": found.induction[1].max(),
        "previous": found.previous[breaks(found)],
    }
    numbers = {name: short(float(value)) for name, value in live.items()}
    numbers |= {"all": short(found.accuracy, 3), "n": str(found.n)}
    finder = named(1, int(found.induction[1].argmax()))
    st.markdown(text("why", answer=answer, finder=finder, **numbers))
    if recorded.heads.places:
        st.markdown(text("here", copied=recorded.heads.copied, n=recorded.heads.places))
    if recorded.other:
        st.markdown(text("other", other=plain(spaced(recorded.other))))


def _verdict(text: Text, found: Figures, guess: str, answer: str) -> str:
    """Whether the guess was right; if not, what is still copied without the guessed head."""
    if guess == NONE:
        return text("wrong_none", answer=answer)
    head = int(guess[0]) - 1, int(guess[1]) - 1
    if named(*head) == answer:
        return text("right", answer=answer)
    kept = short(float(found.without[head]))
    return text("wrong", answer=answer, guess=named(*head), kept=kept)


def nothing_repeats(text: Text, recorded: Lesson) -> None:
    """Say so where nothing can be copied."""
    if not recorded.heads.places:
        st.info(text("nothing"))


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
    heads["others"] = ", ".join(short(float(x)) for x in np.delete(writes, best))
    st.markdown(text("scores", n=trained.n, **heads, **numbers))
    st.plotly_chart(chart(trained, control, text.labels), key="scores_chart")


@folded("off_chart")
def without_each(text: Text) -> None:
    """Copy accuracy without each head, in every training; and before one head did the work."""
    from core.measures.head_results import trainings
    from viz.charts.heads import without as chart

    runs, before = trainings(), trainings("before tidying")
    least, first = (
        ", ".join(f"{run.without.min():.2f}" for run in each) for each in (runs, before)
    )
    mean = f"{runs[0].by_its_mean.min():.2f}"
    live = {"n": runs[0].n, "seeds": len(runs), "least": least, "mean": mean}
    st.markdown(text("off_chart", **live))
    st.plotly_chart(chart(runs, figures("control"), text.labels), key="without_chart")
    st.caption(text("off_note", before=first))


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
            *(f"{value:.2f}" for value in (row.own, row.other, row.notes)),
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
