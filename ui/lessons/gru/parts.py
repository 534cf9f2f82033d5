"""The parts of the GRU lesson below its moving picture."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from unicodedata import normalize

import streamlit as st

from core.data.tolerance import TOLERANCE
from core.data.vocabulary import CHARACTERS
from core.lessons.gru import lesson as gru_lesson
from core.lessons.gru.judged import judged
from core.lessons.gru.lesson import parameters
from core.lessons.gru.settings import GRU, HIDDEN, TASKS
from core.traces.gru import FrozenTrace, GRUVariantTrace
from ui import predict
from ui.controls import choice, panel
from ui.lesson import cached, folded, source
from ui.lessons.gru.study import NETWORKS, WHOLE, percent
from ui.markdown import plain, table
from ui.text import Text
from viz.numbers import short, span
from viz.signs import visible
from viz.view import Verdict

GATES_OF = {"r": ("r",), "z": ("z",), "both": ("r", "z"), "neither": ("",)}  # by answer
WRONG = ("before", "replace")  # conventions that a network was not trained in


def unknown(text: Text, settings: GRU) -> None:
    """Say which characters of the reader's text the model never saw."""
    unseen = [sign for sign in normalize("NFC", settings.sentence) if sign not in CHARACTERS]
    if settings.task == "text" and unseen:
        signs = " ".join(map(visible, dict.fromkeys(unseen)))
        st.caption(text["unknown"].format(n=len(unseen), signs=plain(signs)))


def switches(text: Text, task: Mapping[str, Any]) -> dict[str, Any]:
    """The conventions and the held gate, beside each other; only once the answer shows.

    ``task``: what is read, which decides what else there is to choose.
    """
    if not predict.revealed():
        return {}
    values: dict[str, Any] = {}
    for column, name in zip(st.columns([1, 1, 1.6]), ("reset", "update", "hold"), strict=True):
        with column:
            values |= panel(GRU, text, [name], lambda _: {})
    names = ["show", "since", "order"]
    return values | panel(
        GRU, text, names, lambda so_far: gru_lesson.fixed({**task, **values, **so_far})
    )


def marks(text: Text, guesses: Mapping[str, str]) -> dict[str, str]:
    """What is marked on the cell, once the answer shows: by gate, "" for none, the words."""
    if not predict.revealed():
        return {}
    found, guess = gru_lesson.needed(NETWORKS[0]), guesses.get("gru")
    said: dict[str, list[str]] = {}
    for code, word in ((found, text["stage.mark_answer"]), (guess, text["stage.mark_you"])):
        for gate in GATES_OF.get(code or "", ()):
            said.setdefault(gate, []).append(word)
    joined = {gate: " · ".join(words) for gate, words in said.items()}
    return joined | {
        gate: text["mark_neither"].format(who=who) for gate, who in joined.items() if not gate
    }


def answers(settings: GRU) -> FrozenTrace | None:
    """What a task's network would answer with a gate frozen, once the answer shows."""
    if settings.task == "text" or not predict.revealed():
        return None
    return cached(gru_lesson.frozen)(settings.recorded)


def verdict(
    text: Text, guesses: Mapping[str, str], settings: GRU, frozen: FrozenTrace | None
) -> Verdict:
    """Which gate's timing the adding problem needs, by three seeds; and in the sequence shown."""
    found = gru_lesson.needed(NETWORKS[0])
    numbers = {f"{gate}_mean": percent(conditions(f"{gate}_mean")) for gate in "rz"}
    said = text["needs"].format(gate=text[f"guess.{found}"], near=TOLERANCE, **numbers)
    if settings.task != NETWORKS[0]:
        said = text["needs_elsewhere"].format(said=said)
    elif frozen is not None:
        said = text["needs_here"].format(said=said, here=here(text, frozen, settings.length))
    return predict.verdict([guess == found for guess in guesses.values()], said)


def here(text: Text, frozen: FrozenTrace, length: int) -> str:
    """How the sequence shown comes out with r and with z frozen, or that it is wrong anyway."""
    right = f"{frozen.right:.2f}"
    free = judged(frozen, "free", length)
    if free.how != "right":
        return text["here_lost"].format(free=f"{free.value:.2f}", right=right)
    said = {}
    for gate in "rz":
        found = judged(frozen, gate, length)
        rare = text["here_rare"].format(share=found.share) if found.share else ""
        words = text[f"here_{found.how}"]
        said[gate] = words.format(value=f"{found.value:.2f}", right=right, rare=rare)
    return text["here"].format(**said)


def conditions(name: str) -> Sequence[dict[str, float]]:
    """How the adding problem goes under a condition, for each seed."""
    return gru_lesson.study()[NETWORKS[0]]["conditions"][name]


def why(text: Text, settings: GRU, trace: GRUVariantTrace) -> None:
    """Why it is so, and what the network on screen answers."""
    st.markdown(text("why"))
    away = f"{short(100 * gru_lesson.distance(trace))}%"
    if settings.task == "text":
        numbers = {"answer": f"{trace.answer:.2f}", "target": f"{trace.target:.2f}"}
        st.markdown(text("answer_text", away=away, **numbers))
        return
    said = {
        name: answered(getattr(trace, name), settings.task, text) for name in ("answer", "target")
    }
    st.markdown(text("answer", away=away, **said))


def answered(value: float, task: str, text: Text) -> str:
    """What the network says, as the reader of the task would: a number, or the order."""
    return text[f"class.{value:.0f}"] if task == "temporal_order" else f"{value:.3f}"


@folded("conventions")
def conventions(text: Text) -> None:
    """What a wrong convention costs, and that z and 1 − z are one network."""
    study = gru_lesson.study()
    relabelled = max(max(study[name]["relabelled"]) for name in NETWORKS)
    st.markdown(text("conventions"))
    wrong = (text[f"run_as.{name}.{what}"] for name in WRONG for what in ("away", "right"))
    header = [text["network"], *(text[f"task.{name}"] for name in NETWORKS)]
    shares = zip(*(costs(study[name]["conditions"]) for name in NETWORKS), strict=True)
    rows = [
        [said, *found] for said, found in zip((text["run_as.right"], *wrong), shares, strict=True)
    ]
    st.markdown(table(header, rows))
    st.markdown(text("relabelled", relabelled=short(relabelled)))


def costs(conditions: Mapping[str, Any]) -> list[str]:
    """What is answered correctly, then for each wrong convention how far off, and what is left."""
    wrong = (percent(conditions[name], what) for name in WRONG for what in ("away", "score"))
    return [f"{share}%" for share in (percent(conditions["learnt"]), *wrong)]


@folded("rival")
def beside_the_lstm(text: Text) -> None:
    """Parameters, speed and results of a GRU and an LSTM of the same size."""
    from core.lessons.gru.speed import speed

    measured = cached(speed)()
    counts = {code: f"{parameters(code, 2, HIDDEN):,}" for code in ("gru", "lstm")}
    ratios = {name: f"{value:.2g}" for name, value in measured.items()}
    st.markdown(text("rival", **counts, **ratios))
    rivals = text.words("rival")
    header = [text["network"], *(text[f"task.{task}"] for task in TASKS)]
    rows = [[name, *(result(task, code, text) for task in TASKS)] for code, name in rivals.items()]
    st.markdown(table(header, rows))
    st.markdown(text("rival_note"))


def result(task: str, code: str, text: Text) -> str:
    """In how many seeds a network learnt the task, and after how many updates."""
    seeds = gru_lesson.results(task)[code]
    steps = [seed["learnt at step"] for seed in seeds if seed["learnt at step"] is not None]
    if not steps:
        return text["never_learnt"].format(seeds=len(seeds))
    return text["learnt"].format(n=len(steps), seeds=len(seeds), steps=span(steps, WHOLE))


@folded("hood")
def hood(text: Text, settings: GRU) -> None:
    """The equations as code, in torch's convention and in all, and how far they are from torch."""
    from core.lessons.gru.run import difference
    from core.networks import gru, gru_variants

    st.markdown(text("hood", difference=short(cached(difference)(settings))))
    functions: dict[str, Callable[..., Any]] = {"torch": gru.step, "all": gru_variants.step}
    code = choice(text["hood_of"], text.words("hood_of"), "hood_of", "torch")
    st.code(source(functions[code]), language="python")
