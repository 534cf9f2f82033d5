"""The parts of the lesson below its moving picture."""

from collections.abc import Mapping

import streamlit as st

from core.lessons.smoothing.lesson import answer, ranges
from core.lessons.smoothing.settings import Smoothing
from core.traces.recurrent import RNNTrace
from ui import predict
from ui.lesson import cached, folded, source
from ui.text import Text
from viz.numbers import short
from viz.view import Verdict


def verdict(
    text: Text, settings: Smoothing, trace: RNNTrace, guesses: Mapping[str, str]
) -> Verdict:
    """How the guess came out, in one sentence."""
    right = answer(trace, settings.unit)
    said = text["moves"].format(answer=text[f"guess.{right}"])
    return predict.verdict([guess == right for guess in guesses.values()], said)


def explain(text: Text, settings: Smoothing, trace: RNNTrace) -> None:
    """Why it is so, with the numbers of this run."""
    reading, afterwards = (short(found) for found in ranges(trace, settings.unit))
    st.markdown(text("why", reading=reading, afterwards=afterwards))


@folded("hood")
def hood(text: Text, settings: Smoothing) -> None:
    """The equation as code, and how far it is from torch on this input."""
    from core.lessons.smoothing.run import difference
    from core.networks.rnn import step

    st.markdown(text("hood", difference=short(cached(difference)(settings.recorded))))
    st.code(source(step), language="python")
