"""The parts of the lesson on heads around its moving picture."""

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from core.errors import InputError
from core.lessons.multi_head.lesson import record_lesson
from core.lessons.multi_head.settings import CODES, LONGEST, Lesson, MultiHead
from core.measures.head_results import Figures, breaks, figures, trainings
from ui import link, predict
from ui.controls import panel, set_all, set_one
from ui.lesson import cached, folded, last_good, source
from ui.markdown import plain, table
from ui.text import Text
from viz.marks import named
from viz.numbers import short
from viz.view import Verdict
from viz.views.writing import spaced

OPEN = predict.OPEN
NONE = "none"
READ = "multi_head:read"  # in the session: the last text that could be read, and how often
ABOUT = "breaks copying"  # what a guess is about: the trained model, whatever is read


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
        st.error(text["too_long"].format(n=error.value))

    asked, first = (settings.text, settings.times), (MultiHead.text, MultiHead.times)
    _, found = last_good(READ, asked, read, refuse, first=first)
    return found


def ask(text: Text, recorded: Lesson) -> None:
    """Which head does copying need? One of eight, or none; nothing is asked where none copies."""
    if predict.revealed():
        predict.again(text)
        return
    if not recorded.heads.places:
        _offer_repeats(text, recorded)
        return
    heads = {code: named(int(code[0]) - 1, int(code[1]) - 1) for code in CODES}
    predict.ask_one(text, text("predict"), heads | {NONE: text["guess.none"]}, about=ABOUT)


def guessed() -> int | None:
    """The head that was guessed, counted through all layers, where the guess counts."""
    guess = link.read("guess") or OPEN
    return CODES.index(guess) if guess in CODES and predict.scored(ABOUT) else None


def verdict(text: Text) -> Verdict:
    """The head that copying needs, by the card's held-out sequences, and what the guessed one is.

    Of a head that copying does not need: how much is still copied without it.
    """
    found = figures()
    answer, needed = breaks(found), named(*breaks(found))
    without = text["needs_head"].format(answer=needed, kept=percent(found.without[answer]))
    guess = link.read("guess") or OPEN
    if guess not in (*CODES, NONE) or not predict.scored(ABOUT):
        return predict.verdict([], without)
    head = None if guess == NONE else (int(guess[0]) - 1, int(guess[1]) - 1)
    if head in (None, answer):
        return predict.verdict([head == answer], without)
    trap = "trap" if head[0] == 1 else "kept_without"  # they look at what is copied
    kept = text[trap].format(guess=named(*head), kept=percent(found.without[head]))
    return predict.verdict([False], without + kept)


def percent(share: float) -> str:
    """A share as a whole number of per cent."""
    return f"{100 * share:.0f}"


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


def _offer_repeats(text: Text, recorded: Lesson) -> None:
    """Say that nothing can be copied, and offer the text twice, or the first one."""
    with predict.row():
        predict.question(text("nothing"))
        if 2 * len(recorded.words) <= LONGEST:
            twice = partial(set_one, MultiHead, "times", "2")
            st.button(text["read_twice"], on_click=twice, key="read_twice", type="primary")
        first = text["read_first"].format(text=MultiHead.text)
        st.button(first, on_click=partial(set_all, MultiHead), key="read_first")


def nothing_repeats(text: Text, recorded: Lesson) -> None:
    """With the answer, say so where nothing can be copied."""
    if predict.revealed() and not recorded.heads.places:
        st.markdown(text("nothing"))


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
