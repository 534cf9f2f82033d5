"""The parts of the lesson below its moving picture."""

import streamlit as st

from core.lessons.my_lesson.lesson import answer, ranges
from core.lessons.my_lesson.settings import MyLesson
from core.traces.recurrent import RNNTrace
from ui.lesson import cached, folded, source
from ui.text import Text
from viz.numbers import short


def after_the_answer(
    text: Text, settings: MyLesson, trace: RNNTrace, guesses: dict[str, str]
) -> None:
    """The verdict on the guess, and why it is so."""
    guess, right = guesses.get("range"), answer(trace, settings.unit)
    verdict = {None: "shown", right: "right"}.get(guess, "wrong")
    reading, afterwards = (short(found) for found in ranges(trace, settings.unit))
    st.markdown(text(verdict, answer=text[f"guess.{right}"]))
    st.markdown(text("why", reading=reading, afterwards=afterwards))


@folded("hood")
def hood(text: Text, settings: MyLesson) -> None:
    """The equation as code, and how far it is from torch on this input."""
    from core.lessons.my_lesson.run import difference
    from core.networks.rnn import step

    st.markdown(text("hood", difference=short(cached(difference)(settings.recorded))))
    st.code(source(step), language="python")
