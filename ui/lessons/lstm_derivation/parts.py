"""The parts of the derivation lesson around its moving picture."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from core.lessons.lstm_derivation.lesson import (
    ANSWERS,
    ASKED,
    MISTAKEN,
    answer,
    bound,
    course,
    factor,
    findings,
    trained_traces,
)
from core.lessons.lstm_derivation.settings import GATED, STEPS, WAYS, Derivation, Lesson, run_name
from core.shipped import store as shipped
from ui import predict
from ui.controls import choice, set_one
from ui.lesson import cached, folded, source
from ui.markdown import table
from ui.road import neighbours, page_of
from ui.text import Text
from viz.lessons.lstm_derivation.look import Look
from viz.numbers import short
from viz.view import Verdict

MISTAKES = ("adding", "candidate", "output", "suffices", "past")


def where(text: Text) -> dict[str, str]:
    """The road: how far the reader has come, the way on, and which way is looked at."""
    with st.container(horizontal=True, vertical_alignment="center", key="five_steps"):
        st.markdown(f"**{text['step']}**", width="content")
        step = _road(text, "step", {code: text[f"step.{code}"] for code in STEPS})
        _onward(text, step)
        way = _road(text, "way", {code: text[f"way.{code}"] for code in WAYS})
    return {"step": step, "way": way}


def _road(text: Text, name: str, words: Mapping[str, str]) -> str:
    default = Derivation.defaults()[name]
    if name == "step" and predict.revealed():
        default = ASKED  # a link that shows the answer, and no step, shows what is asked about
    return choice(
        text[name],
        words,
        name,
        default,
        widget=st.pills,
        label_visibility="collapsed",
    )


def _onward(text: Text, step: str) -> None:
    """To the next step; from the last one to the next lesson."""
    following = STEPS[STEPS.index(step) + 1 :]
    if following:
        go = partial(set_one, Derivation, "step", following[0])
        st.button(text["next_step"], key="next_step", type="primary", on_click=go)
        return
    _, lesson = neighbours(text)
    if lesson is not None:
        label, link = f"{lesson.title} →", {"lang": lesson.language}
        st.page_link(page_of(lesson), label=label, query_params=link, width="content")


def ask(text: Text, settings: Derivation) -> dict[str, str]:
    """Ask what happens to the gradient in step 2; the answer is seen there, or further on."""

    def go() -> None:
        if ASKED not in Look(settings.step, settings.way, covered=False).steps:
            set_one(Derivation, "step", ASKED)
        set_one(Derivation, "way", "back")

    names = {ASKED: text[f"step.{ASKED}"]}
    return predict.ask(text, names, ANSWERS, st.pills, about=settings.recorded, then=go)


def look(settings: Derivation, recorded: Lesson, guesses: Mapping[str, str]) -> Look:
    """What is looked at: once the answer shows, with it and the guess."""
    covered = not predict.revealed()
    found = None if covered else answer(recorded[ASKED])
    return Look(settings.step, settings.way, covered, guesses.get(ASKED), found)


def verdict(text: Text, recorded: Lesson, guesses: Mapping[str, str]) -> Verdict:
    """What happens to the gradient in step 2, in this run."""
    found = answer(recorded[ASKED])
    said = text["measured"].format(
        answer=text[f"guess.{found}"], factor=short(factor(recorded[ASKED]))
    )
    return predict.verdict([guess == found for guess in guesses.values()], said)


def numbers(recorded: Lesson) -> dict[str, str]:
    """The live numbers of the sections on the steps: ‖h_T‖ and the gradient's factor of each."""
    found = {f"state_{code}": short(float(trace.state[-1])) for code, trace in recorded.items()}
    found |= {f"factor_{code}": short(factor(trace)) for code, trace in recorded.items()}
    cell = recorded["output"].cell
    length = len(recorded["plain"].delta)
    return found | {"cell": "–" if cell is None else short(float(cell[-1])), "length": str(length)}


def measured(text: Text, settings: Derivation, recorded: Lesson) -> dict[str, str]:
    """What else the sections say: each gradient's course in words, the gate, and the bound."""
    add, forget = recorded["add"], recorded["forget"]
    words = {
        f"course_{code}": text[f"course.{how}"].format(factor=short(factor(trace)))
        for code, trace in recorded.items()
        for how in [course(trace)]
    }
    return words | {
        "half_add": short(float(add.state[len(add.state) // 2 - 1])),
        "straight": short(float(forget.straight.mean())),
        "straight_output": short(float(recorded["output"].straight.mean())),
        "largest_input": short(float(recorded["input"].state.max())),
        "bound": short(bound(settings.hidden)),
    }


def why(text: Text, settings: Derivation, recorded: Lesson) -> None:
    """Why this step was taken, what it repairs and what it breaks."""
    st.markdown(text(f"why_{settings.step}"))
    for column, said in zip(st.columns(2), told(text, settings, recorded), strict=True):
        with column, st.container(border=True, height="stretch"):
            st.markdown(said)


def told(text: Text, settings: Derivation, recorded: Lesson) -> tuple[str, str]:
    """What the step repairs and what it breaks, as far as this run shows it."""
    live = numbers(recorded) | measured(text, settings, recorded)
    finding = findings(recorded, settings.hidden).get(settings.step)
    breaks = f"{settings.step}_{finding}" if finding else settings.step
    return text(f"repairs_{settings.step}", **live), text(f"breaks_{breaks}", **live)


def results(text: Text, recorded: Lesson) -> None:
    """All five steps at a glance: loss after training, and a table with the numbers."""
    st.subheader(text["results"], anchor=False)
    st.markdown(text("results"))
    charts = cached(_losses)(text.labels, st.context.theme.type == "dark")
    for column, (key, chart) in zip(st.columns(2), charts.items(), strict=True):
        with column:
            st.vega_lite_chart(spec=chart, key=key)
    st.caption(text["chance"].format(chance=short(trained_traces(STEPS[0])[0].chance)))
    st.markdown(table(list(text.words("table").values()), rows(text, recorded)))
    st.markdown(text("honest", **learnt(text)))


def _losses(words: Mapping[str, str], dark: bool) -> dict[str, dict[str, Any]]:
    """Held-out loss after training and on the way there, each as a chart."""
    from viz.charts.derivation import Trained, course_chart, final_chart
    from viz.charts.vega_lite import vega_lite

    runs = [Trained(code, "open", trained_traces(code)) for code in STEPS]
    runs += [Trained(code, "default", trained_traces(code, "default")) for code in GATED]
    charts = {"final_loss": final_chart, "course_loss": course_chart}
    return {key: vega_lite(chart(runs, words, dark)) for key, chart in charts.items()}


def rows(text: Text, recorded: Lesson) -> list[list[str]]:
    """The table's rows: step, weights, ‖h_T‖, gradient, score of three seeds."""
    lines = []
    for code in STEPS:
        card = shipped.card(run_name(code))
        trace = recorded[code]
        cells = [
            text[f"step.{code}"],
            f"{weights(code, 2, card['config']['hidden']):,}",
            short(float(trace.state[-1])),
            f"× {short(factor(trace))}",
            scores(text, card),
        ]
        lines.append(cells)
    return lines


def scores(text: Text, card: Mapping[str, Any]) -> str:
    """The share of correct answers of each seed."""
    return text["list_separator"].join(f"{100 * seed['score']:.0f}%" for seed in card["seeds"])


def learnt(text: Text) -> dict[str, str]:
    """After how many training steps each seed of each gated step had learnt, as live numbers."""
    return {
        f"{name}_{code}": text["list_separator"].join(
            f"{seed['learnt at step'] or text['never']}"
            for seed in shipped.card(run_name(code, variant))["seeds"]
        )
        for name, variant in (("learnt", ""), ("default", "default"))
        for code in GATED
    }


def weights(code: str, inputs: int, hidden: int) -> int:
    """How many weights the recurrent layer of a step has."""
    blocks = {"plain": 1, "add": 1, "forget": 2, "input": 3, "output": 4}[code]
    return blocks * hidden * (inputs + hidden + 2)


@folded("mistakes")
def mistakes(text: Text, settings: Derivation, recorded: Lesson) -> None:
    """Five common mistakes, each with what this run measures of it."""
    from core.lessons.lstm_derivation.run import difference_of_the_mistake

    output, card = recorded["output"], shipped.card(run_name(MISTAKEN))
    distance = cached(difference_of_the_mistake)(settings.recorded)
    live = {
        **numbers(recorded),
        "past": short(distance),
        "past_scores": scores(text, card),
        **ranges({"i": output.i, "g": output.g}),
    }
    for key in MISTAKES:
        with st.container(border=True):
            st.markdown(text(f"mistake_{key}", **live))


def ranges(letters: Mapping) -> dict[str, str]:
    """The smallest and largest value of each letter in the run, as live numbers."""
    return {
        f"{name}_{end}": short(float(pick(values)))
        for name, values in letters.items()
        for end, pick in (("low", min), ("high", max))
    }


@folded("hood")
def hood(text: Text, settings: Derivation) -> None:
    """The step's own code, and how far its ends are from torch's modules, measured now."""
    from core.lessons.lstm_derivation.run import difference_from_torch
    from core.networks.derivation import STEPS as NETWORKS
    from core.networks.derivation import Derived

    measure = cached(difference_from_torch)
    distances = {c: short(measure(c, settings.recorded)) for c in ("plain", "output")}
    st.markdown(text("hood", **distances))
    st.code(source(NETWORKS[settings.step]), language="python")
    st.markdown(text("hood_shared"))
    st.code(source(Derived.sums) + "\n" + source(Derived.unroll), language="python")
