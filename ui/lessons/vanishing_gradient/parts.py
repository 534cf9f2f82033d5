"""The parts of the vanishing-gradient lesson below its moving picture.

The race brings pandas and Altair: imported when it is opened, so that no picture waits for it.
"""

from collections.abc import Mapping, Sequence
from itertools import cycle

import streamlit as st

from core.lessons.vanishing_gradient.settings import NETWORKS, Lesson, VanishingGradient
from core.measures.fading import main_path, mean_factor, nearest, steps_until_faded
from core.shipped import store as shipped
from core.traces.recurrent import GatedGradient, GradientTrace, PairsTrace, RNNGradient
from ui import predict
from ui.controls import choice
from ui.lesson import cached, folded, source
from ui.markdown import table
from ui.text import Text
from ui.training import live
from viz.charts.memory import memory_map
from viz.lessons.vanishing_gradient import counted
from viz.numbers import short
from viz.view import Verdict
from viz.views.gradients import Row

TASKS = ("adding", "temporal_order")
REACHES = 1e-4  # of its norm at the last step: a gradient that is said to reach the first
LAGS = (1, 4, 9)  # steps back in the memory map that the text compares
UNEQUAL = 0.5  # of a state's dependence on itself: less at the last lag is said to be unequal
FADES = 0.95  # a step's mean factor below which the LSTM without a raised bias is said to forget


def verdict(text: Text, rows: Sequence[Row], options: Sequence[str]) -> Verdict:
    """After how many steps each network's gradient is gone, and which guesses are the closest."""
    steps = {row: steps_until_faded(main_path(row.gradient)) for row in rows}
    families = [text[f"network.{row.code}"] for row in rows]
    found = text["list_separator"].join(
        _faded(text, row, n, alone=families.count(text[f"network.{row.code}"]) == 1)
        for row, n in steps.items()
    )
    rights = [row.guess == nearest(n, options) for row, n in steps.items() if row.guess]
    return predict.verdict(rights, text["faded"].format(found=found))


def _faded(text: Text, row: Row, steps: int | None, *, alone: bool) -> str:
    """Of a network; where it is not the only one of its family, with what distinguishes it."""
    name = text[f"network.{row.code}"]
    if not alone:
        name = text["of_two"].format(name=name, note=row.note)
    if steps is None:
        return text["faded.never"].format(name=name)
    return text["faded.after"].format(name=name, steps=counted(steps, text.labels))


def why(
    text: Text, settings: VanishingGradient, recorded: Lesson, names: Mapping[str, str]
) -> None:
    """Why it is so, and what the numbers of this run say, of the networks that are shown."""
    shown = {code: recorded.gradients[code] for code in names}
    factors = {code: mean_factor(main_path(g)) for code, g in shown.items()}
    first = next(iter(factors.values()))
    live = {
        "factors": _factors(text, names, shown, factors),
        "factor": f"{first:.2f}",
        "left": short(round(first, 2) ** 20),
    }
    st.markdown(text("why", **live))
    _ways_back(text, shown)
    if settings.trained == "before" and factors.get("lstm", 1.0) < FADES:
        key = "default_fades" if settings.init == "torch" else "unraised_fades"
        left = short(round(factors["lstm"], 2) ** 20)
        st.markdown(text(key, name=names["lstm"], left=left))
    if settings.clip:
        scales = {code: f"× {short(recorded.scales[code])}" for code in names}
        live = {"clip": f"{settings.clip:g}", "scales": _listed(text, names, "scale", scales)}
        st.markdown(text("clipped", **live))


def _factors(
    text: Text,
    names: Mapping[str, str],
    shown: Mapping[str, GradientTrace],
    factors: Mapping[str, float],
) -> str:
    """A table of each network's mean factor of a step and, where it has one, of its gate."""
    gates = {
        code: f"{trace.gate.mean():.2f}"
        for code, trace in shown.items()
        if isinstance(trace, GatedGradient)
    }
    head = [text["column.network"], text["column.factor"]]
    rows = [[name, f"**{factors[code]:.2f}**"] for code, name in names.items()]
    if gates:
        head.append(text["column.gate"])
        rows = [[*row, gates.get(code, "–")] for code, row in zip(names, rows, strict=True)]
    return table(head, rows, align=(":--", "--:", "--:")[: len(head)])


def _ways_back(text: Text, shown: Mapping[str, GradientTrace]) -> None:
    """What a step back multiplies, in the kinds of networks that are shown."""
    for trace in shown.values():
        if isinstance(trace, RNNGradient):
            radius, sigma = short(trace.radius), short(trace.sigma)
            st.markdown(f"{text('product')}\n\n{text('theory', radius=radius, sigma=sigma)}")
            st.markdown(text("copies"))
    if any(isinstance(trace, GatedGradient) for trace in shown.values()):
        st.markdown(text("gates"))


def _listed(text: Text, names: Mapping[str, str], column: str, values: Mapping[str, str]) -> str:
    """A table of the networks with what is said of each in one ``column``."""
    head = [text["column.network"], text[f"column.{column}"]]
    return table(head, [[names[code], said] for code, said in values.items()])


@folded("memory")
def memory_maps(
    text: Text, settings: VanishingGradient, recorded: Lesson, names: Mapping[str, str]
) -> None:
    """The map of each network that is shown, computed when the section is opened."""
    from core.gradients.all_pairs import LIMIT

    T, H = len(recorded.gradients["rnn"].tokens), settings.hidden
    if T * H > LIMIT:
        st.info(text["memory_too_large"].format(length=T, hidden=H, product=T * H, most=LIMIT))
        return
    st.markdown(text("memory"))
    of = choice(text["memory_state"], text.words("memory_state"), "memory_state", "c")
    columns = st.columns(min(2, len(names)))
    for column, code in zip(cycle(columns), names, strict=False):
        pairs = cached(_memory)(code, settings)
        state = "h" if pairs.dc is None else of
        title = text["memory_of"].format(name=names[code], state=state)
        figure = memory_map(pairs, title, text.labels, state=state)
        column.plotly_chart(figure, width="content", key=f"memory_{code}")
    if "rnn" in names:
        _unequal(text, cached(_memory)("rnn", settings))


def _unequal(text: Text, pairs: PairsTrace) -> None:
    """Say how much less the RNN's last state depends on earlier ones, where it does."""
    shares = pairs.dh[-1][::-1] / pairs.dh[-1][-1]  # by steps back
    if shares[LAGS[-1]] < UNEQUAL:
        lags = {f"lag_{lag}": f"{short(100 * shares[lag])}%" for lag in LAGS}
        st.markdown(text("memory_unequal", **lags))


@folded("race")
def the_race(text: Text) -> None:
    """What was recorded while the shipped networks learnt, and a training of the reader's own."""
    from ui.lessons.vanishing_gradient.race import runners, show

    st.markdown(text("race"))
    tasks = {task: text[f"source.{task}"] for task in TASKS}
    task = choice(text["race_task"], tasks, "race_task", TASKS[0])
    _long_is_not_enough(text, task)
    charts = st.container()
    st.markdown(f"#### {text['live']}\n\n{text('live')}")
    own = live(task, text)
    with charts:
        show(runners(task, own, text, _runs(text)), text)


def _runs(text: Text) -> dict[str, str]:
    """The shipped runs by name: the last LSTM with the forget bias that it was trained with."""
    names = {code: text[f"network.{code}"] for code in NETWORKS}
    bias = text["of_two"].format(name=names["lstm_bias"], note=text["variant.bias"])
    return names | {"lstm_bias": bias}


def _long_is_not_enough(text: Text, task: str) -> None:
    """How often the RNN's gradient reached the first step while it learnt nothing; every seed."""
    trace = shipped.trace(f"{task}_rnn")
    rows = int((trace.dh[:, 0] > REACHES * trace.dh[:, -1]).sum())
    learnt = {code: shipped.card(f"{task}_{code}")["seeds"] for code in NETWORKS}
    scores = {
        code: " · ".join(f"{run['score']:.2f}" for run in runs) for code, runs in learnt.items()
    }
    live = {"rows": str(rows), "all": str(len(trace.step)), "power": short(REACHES)}
    st.markdown(text("race_long" if rows else "race_short", **live))
    st.markdown(text("race_seeds", scores=_listed(text, _runs(text), "scores", scores)))


@folded("hood")
def hood(text: Text, settings: VanishingGradient, names: Mapping[str, str]) -> None:
    """The equations as code, and how far they are from torch's module, measured now."""
    from core.lessons.vanishing_gradient.run import difference, equations

    code = choice(text["hood_network"], names, "hood_network", next(iter(names)))
    distance = cached(difference)(code, settings)
    st.markdown(text("hood", difference=short(distance)))
    st.code(source(equations(code)), language="python")


def _memory(code: str, settings: VanishingGradient) -> PairsTrace:
    from core.lessons.vanishing_gradient.run import memory

    return memory(code, settings)
