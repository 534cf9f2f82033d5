"""The parts of the vanishing-gradient lesson below its moving picture.

The race brings pandas and Altair: imported when it is opened, so that no picture waits for it.
"""

from collections.abc import Mapping
from itertools import cycle

import streamlit as st

from core.errors import InputError
from core.traces import PairsTrace, RNNGradient
from core.vanishing_gradient import Lesson, VanishingGradient, main_path, mean_factor
from ui.controls import choice
from ui.lesson import cached, section, source
from ui.text import Text
from ui.training import live
from viz.memory import memory_map
from viz.numbers import short

TASKS = ("adding", "temporal_order")


def after_the_answer(text: Text, settings: VanishingGradient, recorded: Lesson) -> None:
    """Why it is so, and what the numbers of this run say about the theory."""
    factors = {code: mean_factor(main_path(g)) for code, g in recorded.gradients.items()}
    live = {code: f"{factor:.2f}" for code, factor in factors.items()}
    left = short(round(factors["lstm"], 2) ** 20)
    st.markdown(text("why", left=left, bias=f"{settings.forget_bias:g}", **live))
    rnn = recorded.gradients["rnn"]
    if isinstance(rnn, RNNGradient):
        st.markdown(text("theory", radius=short(rnn.radius), sigma=short(rnn.sigma)))
    if settings.clip:
        scales = [
            f"{text[f'pick.{code}']} × {short(scale)}" for code, scale in recorded.scales.items()
        ]
        st.markdown(text("clipped", clip=f"{settings.clip:g}", scales=", ".join(scales)))


def memory_maps(text: Text, settings: VanishingGradient, names: Mapping[str, str]) -> None:
    """The map of each network that is shown, computed when the section is opened."""
    with section(text, "memory") as wanted:
        if not wanted:
            return
        st.markdown(text("memory"))
        try:
            maps = {code: cached(_memory)(code, settings) for code in names}
        except InputError:
            from core.all_pairs import LIMIT

            T, H = len(settings.sentence), settings.hidden
            T = T if settings.source == "own" else settings.length
            st.info(text["memory_too_large"].format(length=T, hidden=H, product=T * H, most=LIMIT))
            return
        columns = st.columns(min(2, len(maps)))
        for column, (code, pairs) in zip(cycle(columns), maps.items(), strict=False):
            state = "h" if pairs.dc is None else "c"
            title = text["memory_of"].format(name=names[code], state=state)
            with column:
                st.plotly_chart(memory_map(pairs, title, text.labels), key=f"memory_{code}")


def the_race(text: Text) -> None:
    """What was recorded while the shipped networks learnt, and a training of the reader's own."""
    with section(text, "race") as wanted:
        if not wanted:
            return
        from ui.race import runners, show

        st.markdown(text("race"))
        tasks = {task: text[f"source.{task}"] for task in TASKS}
        task = choice(text["race_task"], tasks, "race_task", TASKS[0])
        charts = st.container()
        st.markdown(f"#### {text['live']}\n\n{text('live')}")
        own = live(task, text)
        with charts:
            show(runners(task, own, text), text)


def hood(text: Text, settings: VanishingGradient, names: Mapping[str, str]) -> None:
    """The equations as code, and how far they are from torch's module, measured now."""
    with section(text, "hood") as wanted:
        if not wanted:
            return
        from core.vanishing_gradient_run import difference, equations

        code = choice(text["hood_network"], names, "hood_network", next(iter(names)))
        distance = cached(difference)(code, settings)
        st.markdown(text("hood", difference=short(distance)))
        st.code(source(equations(code)), language="python")


def _memory(code: str, settings: VanishingGradient) -> PairsTrace:
    from core.vanishing_gradient_run import memory

    return memory(code, settings)
