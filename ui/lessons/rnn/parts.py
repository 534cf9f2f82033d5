"""The parts of the lesson on the plain RNN around its moving picture."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log2
from typing import Any

import streamlit as st

from core.errors import InputError
from core.lessons.rnn.lesson import (
    asked,
    hand,
    record_lesson,
    right_guess,
    saturated,
    shares,
    shipped,
    study,
)
from core.lessons.rnn.settings import HAND, SHARES, Lesson, Rnn
from core.shipped.store import card
from core.traces.base import Array
from ui import link, predict
from ui.controls import choice, panel
from ui.lesson import cached, folded, last_good, moving_picture, source
from ui.markdown import plain, table
from ui.text import Text
from ui.writing import as_written, unreadable
from viz.lessons.rnn import sum_stage, truncated_stage
from viz.lessons.rnn.hand import hand_stage
from viz.numbers import short
from viz.view import Verdict

WAYS = ("trained", "untrained")
READ = "rnn:read"  # in the session: the last settings with a readable sentence


def readable(text: Text, settings: Rnn) -> tuple[Rnn, Lesson]:
    """The settings with their recording, or the last ones whose sentence could be read."""

    def refuse(error: InputError) -> None:
        if as_written("sentence", settings.sentence):
            st.error(unreadable(text, error, shipped().filling.vocabulary))

    def read(settings: Rnn) -> Lesson:
        return cached(record_lesson)(settings.recorded)

    return last_good(READ, settings, read, refuse, first=Rnn())


def drawn(lesson: Lesson) -> dict[int, str]:
    """What the reader has guessed so far, by steps back: drawn in the picture at once."""
    said = {lag: link.read(f"guess_{lag}") for lag in asked(lesson)}
    return {lag: guess for lag, guess in said.items() if guess in SHARES}


def ask(text: Text, settings: Rnn, lesson: Lesson) -> dict[int, str]:
    """Ask for each bar; the guesses to be scored."""
    names = {
        str(lag): text["lag"].format(n=lag, word=plain(lesson.words[-1 - lag]))
        for lag in asked(lesson)
    }
    *others, last = map(str, asked(lesson))
    lags = text["and"].join([text["comma"].join(others), last]) if others else last
    said = text("predict", word=plain(lesson.words[-1]), lags=lags)
    return {
        int(lag): guess
        for lag, guess in predict.ask(
            text, names, SHARES, about=settings.sentence, said=said
        ).items()
    }


def verdict(text: Text, lesson: Lesson, guesses: Mapping[int, str]) -> Verdict:
    """How the guesses came out, and what was measured, in one sentence."""
    lags = asked(lesson)
    found = [float(shares(lesson)[-1 - lag]) for lag in lags]
    said = [
        text["measured"].format(n=lag, share=percent(f)) for lag, f in zip(lags, found, strict=True)
    ]
    falls = all(earlier < later for earlier, later in pairwise(shares(lesson)))
    key = "verdict.falls" if falls else "verdict.other"
    rights = [guess == right_guess(lesson, lag) for lag, guess in guesses.items()]
    return predict.verdict(rights, text[key].format(found=text["comma"].join(said)))


def percent(share: float) -> str:
    """A share in per cent, with two digits."""
    return f"{short(100 * float(share))}%"


def _seeds(found: Sequence[float]) -> str:
    """A share for each seed."""
    return " · ".join(map(percent, found))


def why(text: Text, lesson: Lesson) -> None:
    """Why it is so: a product of Jacobians, one network, and what the bars do not say."""
    steps = len(lesson.words) - 1
    factor = float(shares(lesson)[0]) ** (1 / steps)
    live = {
        "saturated": percent(saturated(lesson)),
        "factor": short(factor),
        "steps": str(steps),
        "first": percent(shares(lesson)[0]),
    }
    st.markdown(text("why", **live))
    st.markdown(text("model"))
    st.markdown(text("mean"))


@folded("sum")
def sums(text: Text, lesson: Lesson, settings: Rnn) -> None:
    """The gradient of one weight: a sum over the steps, or, mistaken, a product."""
    st.markdown(text("sum"))
    combine = choice(text["combine"], text.words("combine"), "combine", "sum")
    moving_picture(sum_stage(lesson, settings.unit, combine, words=text.labels), text, time="s")
    st.markdown(text(f"sum_{combine}"))


@folded("hand")
def by_hand(text: Text) -> None:
    """Two units over three steps, every number on its own line."""
    st.markdown(text("hand"))
    values: dict[str, Any] = {}
    for column, name in zip((*st.columns(4), *st.columns(4)), HAND, strict=True):
        with column:
            values |= panel(Rnn, text, [name], lambda _: {})
    moving_picture(hand_stage(hand(values), words=text.labels), text, time="h")


@folded("general")
def general(text: Text) -> None:
    """Three seeds, hundreds of sentences, and untrained networks beside them."""
    found = study()["lags"]
    head = [text["column.lag"], text["column.trained"], text["column.untrained"]]
    rows = [
        [
            str(lag),
            *(
                " · ".join(percent(run[k]) for run in found[way])
                for way in ("trained", "untrained")
            ),
        ]
        for k, lag in enumerate(found["lag"])
    ]
    seeds = " · ".join(f"{seed['bits']:.2f}" for seed in card("word_rnn")["seeds"])
    frequency = card("word_rnn")["heldout"]["bits by frequency"]
    counted = table(head, rows, align=("--:", "--:", "--:"))
    st.markdown(text("general", lags=counted, falls=_seeds(found["falls"])))
    st.markdown(text("score", bits=seeds, frequency=f"{frequency:.2f}"))


@folded("sharing")
def sharing(text: Text) -> None:
    """What it costs when each step has a U, W and V of its own."""
    found = study()["sharing"]
    head = [text[f"column.{name}"] for name in ("network", "weights", "within", "behind")]
    rows = [
        [text[f"sharing.{way}"], f"{found[way][0]['weights']:,}",
         *(" · ".join(f"{run[part]:.2f}" for run in found[way]) for part in ("within", "behind"))]
        for way in ("shared", "unshared")
    ]  # fmt: skip
    uniform = log2(len(card("word_rnn")["words"]))
    found_table = table(head, rows, align=(":--", "--:", "--:", "--:"))
    st.markdown(text("sharing", table=found_table, uniform=f"{uniform:.2f}"))


@folded("truncated")
def truncation(text: Text, settings: Rnn) -> None:
    """How well a gradient that is sent back a few steps only agrees with the full one."""
    cosines = cached(_cosines)(settings.recorded)
    st.markdown(
        text("truncated", one=short(cosines[0]), five=short(cosines[min(4, len(cosines) - 1)]))
    )
    moving_picture(truncated_stage(cosines, words=text.labels), text, time="k")


def _cosines(settings: Rnn) -> Array:
    from core.lessons.rnn.run import truncated

    return truncated(settings)


@folded("shuffled")
def shuffled(text: Text) -> None:
    """Which words a probe can still name, in order and shuffled, beside an untrained network."""
    found = study()["probe"]
    head = [
        text[f"column.{name}"] for name in ("order", "lag", "trained", "untrained", "commonest")
    ]
    rows = [
        [
            text[f"order.{order}"],
            str(lag),
            *(" · ".join(percent(run[order][k]) for run in found[way]) for way in WAYS),
            percent(found["commonest"][order][k]),
        ]
        for order in ("ordered", "shuffled")
        for k, lag in enumerate(found["lag"])
    ]
    align = (":--", *["--:"] * (len(head) - 1))
    live = {
        "table": table(head, rows, align=align),
        "n": str(found["judged"]),
        "window": _seeds([run["ordered"][-1] for run in found["last words"]]),
    }
    st.markdown(text("shuffled", **live))


@folded("hood")
def hood(text: Text, settings: Rnn) -> None:
    """The equation as code, and how far it is from torch on this sentence."""
    from core.lessons.rnn.run import difference
    from core.networks.rnn import step

    st.markdown(text("hood", difference=short(cached(difference)(settings.recorded))))
    st.code(source(step), language="python")
