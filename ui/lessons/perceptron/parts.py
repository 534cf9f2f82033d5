"""The lesson on the perceptron around its moving picture: controls, question, verdict, and why."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from core.lessons.perceptron.examples import Examples, examples, with_one
from core.lessons.perceptron.film import FilmTrace, film
from core.lessons.perceptron.lesson import record_lesson
from core.lessons.perceptron.margin import bound, margin
from core.lessons.perceptron.settings import FILE, GUESSES, IRIS, SEEDS, SHUFFLED, WORST, Perceptron
from ui import link, own_table, predict
from ui.controls import choice, picked, set_one, setting
from ui.lesson import cached
from ui.memory import kept
from ui.text import Text
from viz.lessons.perceptron.named import Named
from viz.numbers import span
from viz.view import Verdict

WANTS = ("x1", "x2", own_table.CLASS)


def above(text: Text) -> dict[str, Any]:
    """The examples and their order; another order, and the class of a point that is added."""
    values = picked(Perceptron)
    with st.container(horizontal=True, vertical_alignment="center"):
        for name in ("data", "order"):
            values[name] = _pills(text, name)
        if values["order"] == SHUFFLED:
            following = partial(_other, (values["seed"] + 1) % SEEDS)
            st.button(text["another"], key="another", on_click=following)
        if values["data"] == "own":
            values["adds"] = _pills(text, "adds")
    return values


def _pills(text: Text, name: str) -> str:
    """A choice without its label: height is what a projector has little of."""
    words, default = text.words(name), Perceptron.defaults()[name]
    return choice(text[name], words, name, default, widget=st.pills, label_visibility="collapsed")


def _other(seed: int) -> None:
    """Shuffle differently, and play it from the beginning."""
    set_one(Perceptron, "seed", seed)
    predict.play_anew()


def below(text: Text, values: Mapping[str, Any]) -> dict[str, Any]:
    """Which measures of the flowers, and whose line is drawn."""
    names = ("features", "which") if values["data"] in IRIS else ("which",)
    with st.container(horizontal=True):
        return {name: setting(Perceptron, name, text) for name in names}


def read(text: Text, settings: Perceptron) -> tuple[Examples, FilmTrace, tuple[str, ...]]:
    """The examples, the run, and the columns of a table of the reader's, if it is one."""
    table = own_table.asked(text, WANTS) if settings.data == "table" else None
    if table is None:
        return examples(settings), cached(record_lesson)(settings.recorded), ()
    *columns, y = table.columns
    first, second = table.classes
    these = Examples(
        with_one(np.column_stack(columns)), y.astype(float), table.names[:2], (first, second)
    )
    about = (table.key, settings.recorded)
    return these, kept("perceptron", about, lambda: film(these, settings)), table.names


def named(text: Text, these: Examples, settings: Perceptron, *, own: bool) -> Named:
    """What the picture calls measures, classes and one example."""
    return Named.of(these, text.labels, flowers=settings.data in (*IRIS, "table") and not own)


def live(trace: FilmTrace, called: Named) -> dict[str, str]:
    """The numbers that question, verdict and reasons share."""
    n, passes = trace.count, len(trace.epochs)
    return {
        "n": str(n),
        "ones": called.several,
        "one": called.one,
        "passes": str(passes),
        "late": span(trace.mistakes[trace.late], str),
        "from_late": str(trace.epochs[trace.late][0]),
        "made": str(trace.mistakes[-1]),
        "all_made": f"{trace.mistakes.sum():,}",
        "wrong": str(round(n * trace.wrong[-1, 0])),
        "share": f"{100 * trace.wrong[-1, 0]:.0f}%",
    }


def ask(
    text: Text, settings: Perceptron, trace: FilmTrace, called: Named, about: object
) -> dict[str, str]:
    """Ask what the weights at the end get wrong."""
    kind = "_stopped" if trace.stopped else "_worst" if settings.order == WORST else ""
    said = text(f"predict{kind}", **live(trace, called))
    names = {"wrong": text["guess_label"]}
    return predict.ask(text, names, GUESSES, st.pills, about=about, said=said)


def guessed(about: object) -> str | None:
    """The guess that is scored, or None."""
    guess = link.read("guess_wrong") if predict.scored(about) else None
    return guess if guess in GUESSES else None


def answer(trace: FilmTrace) -> str:
    """Which guess is nearest to the share that is wrong at the end."""
    return min(GUESSES, key=lambda guess: abs(int(guess) - 100 * trace.wrong[-1, 0]))


def verdict(
    text: Text, settings: Perceptron, trace: FilmTrace, called: Named, guesses: Mapping[str, str]
) -> Verdict:
    """How the guess came out, and why, in two sentences."""
    words = {
        "yours": "".join(text["yours"].format(guess=guess) for guess in guesses.values()),
        "stops": "" if trace.stopped else text[f"stops.{can(trace)}"],
        "because": text[f"because.{case(settings, trace)}"],
    }
    said = text["verdict"].format(**live(trace, called), **words)
    return predict.verdict([guess == answer(trace) for guess in guesses.values()], said)


def case(settings: Perceptron, trace: FilmTrace) -> str:
    """Which reason holds: it stopped, or the order and whether one class comes before the other."""
    if trace.stopped:
        return "stopped"
    if settings.order != FILE:
        return settings.order
    return "blocks" if np.count_nonzero(np.diff(trace.y)) == 1 else "mixed"


def can(trace: FilmTrace) -> str:
    """Whether it will stop "later" or "never", if it has not."""
    return "later" if margin(trace.x, trace.y) else "never"


def why(text: Text, settings: Perceptron, trace: FilmTrace, called: Named) -> None:
    """What an update does, what the order does, and whether it can ever stop."""
    numbers = live(trace, called)
    last = trace.x[trace.ringed[-1]]
    st.markdown(text("why", square=f"{last @ last:.1f}", one=called.one))
    st.markdown(text(f"why_{case(settings, trace)}", **numbers))
    if not trace.stopped:
        most = bound(trace.x, trace.y)
        st.markdown(text(f"why_{can(trace)}", bound=f"{most:,.0f}", **numbers))
