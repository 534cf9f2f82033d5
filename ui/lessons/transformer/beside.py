"""The Transformer beside the RNN with attention: what they write, what they cost, measured now."""

from collections.abc import Callable

import streamlit as st

from core.data.sentence_pairs import Pair
from core.lessons.transformer import beside as figures
from core.lessons.transformer.beside import RNN, TRAINED, TRANSFORMER
from core.lessons.transformer.costs import RnnSizes, TransformerSizes
from core.lessons.transformer.lesson import first_wrong
from core.measures.trainings import Span, by_length
from core.shipped.store import card
from core.traces.stack import MachineRecording
from core.traces.timing import WritingTimeTrace
from core.traces.translation import END, TranslationTrace
from ui.controls import choice
from ui.lesson import cached, folded, moving_picture
from ui.markdown import plain, table
from ui.text import Text
from ui.warm_up import one_thread
from viz.charts.two_machines import exact_by_length, writing_times
from viz.lessons.transformer.beside import beside_stage
from viz.numbers import short

TIMED = "transformer:timed"  # in the session
N, M = 12, 13  # words read and written, of the multiplications that are shown
ROWS = {"held": "held out", "long": "19–30 words", "longer": "longer", "new": "compositional"}
LISTED = 8  # sentences that only one gets right


@folded("beside_rnn")
def beside(
    text: Text,
    machine: MachineRecording,
    rnn: Callable[[], TranslationTrace],
    pair: Pair | None,
) -> None:
    """The sentence by both translators, what they can do and cost, and where they differ."""
    st.markdown(text("beside"))
    options = text.words("beside.where")
    where = choice(text["beside.where"], options, "cross", figures.ALL, widget=st.pills)
    stage = beside_stage(machine, rnn(), pair, text.labels, where=where)
    moving_picture(stage, text, time="word")
    st.markdown(text("beside_table", **in_figures()))
    dark = st.context.theme.type == "dark"
    lengths = {name: by_length(figures.trainings(name)) for name in figures.CARDS}
    chart = exact_by_length(lengths, TRAINED, text.words("beside"), dark=dark)
    st.plotly_chart(chart, key="exact_by_length")
    st.markdown(f"**{text['beside.only']}**")
    st.markdown(only_one(text))


def in_figures() -> dict[str, str]:
    """The figures of the table, by machine: the mean of three trainings, the worst and the best."""
    live = {}
    for name in figures.CARDS:
        of = figures.trainings(name)
        live[f"{name}_parameters"] = f"{figures.parameters(name):,}"
        live[f"{name}_epochs"] = str(card(figures.CARDS[name])["config"]["epochs"])
        live[f"{name}_seconds"] = _spread(figures.seconds(of), ".0f", worst_first=False)
        exact = figures.exact(of)
        live |= {f"{name}_{row}": _spread(exact[judged], ".1%") for row, judged in ROWS.items()}
        errors = figures.alignment_error(of)
        live |= {
            f"{name}_{where}": _spread(error, ".3f", worst_first=False)
            for where, error in errors.items()
        }
    return live


def _spread(found: Span, form: str, worst_first: bool = True) -> str:
    """The mean, and in brackets the worst and the best."""
    ends = (found.least, found.most) if worst_first else (found.most, found.least)
    worst, best = (f"{value:{form}}" for value in ends)
    return f"{found.mean:{form}} ({worst}–{best})"


def only_one(text: Text) -> str:
    """A table of held-out sentences that one translator alone gets right."""
    from core.lessons.transformer.only_one import only_one_right

    rows = []
    for found in cached(only_one_right)()[:LISTED]:
        (wrong,) = (name for name in found.written if name != found.right)
        said = found.written[wrong]
        at = first_wrong(said, (*found.pair.target, END))
        words = [f"**{plain(word)}**" if t == at else plain(word) for t, word in enumerate(said)]
        rows.append(
            (plain(" ".join(found.pair.source)), text[f"beside.{found.right}"], " ".join(words))
        )
    head = [text[f"beside.only_{name}"] for name in ("sentence", "right", "wrong")]
    return table(head, rows)


@folded("speed")
def speed(text: Text) -> None:
    """Steps, multiplications and times of both translators; the times are measured now."""
    from core.lessons.transformer.speed import measure

    one_thread()  # the section may open before the warm-up has said so
    trace = st.session_state.get(TIMED) or measure()
    st.session_state[TIMED] = trace
    st.markdown(text("speed", **costs(), **times(trace)))
    st.button(text["speed.again"], on_click=_forget, key=f"{TIMED}:again")
    dark = st.context.theme.type == "dark"
    st.plotly_chart(writing_times(trace, text.words("speed"), dark=dark), key="writing_times")


def _forget() -> None:
    st.session_state.pop(TIMED, None)


def costs() -> dict[str, str]:
    """The multiplications of the table."""
    rnn, transformer = RnnSizes(), TransformerSizes()
    return {"n": str(N), "m": str(M)} | {
        f"{name}_{what}": f"{count:,}"
        for name, sizes in ((RNN, rnn), (TRANSFORMER, transformer))
        for what, count in (("read", sizes.read(N)), ("write", sizes.write(N, M)))
    }


def times(trace: WritingTimeTrace) -> dict[str, str]:
    """The milliseconds at the largest number of words."""
    ways = ("taught", "cached", "uncached", "rnn")
    live = {name: short(1000 * float(getattr(trace, name)[-1])) for name in ways}
    return live | {"length": str(trace.length[-1])}
