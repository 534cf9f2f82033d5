"""The folded sections of the lesson on word vectors that have moving pictures."""

import streamlit as st

from core.lessons.word_vectors.lesson import record_lesson
from core.lessons.word_vectors.models import maps
from core.lessons.word_vectors.settings import MODELS, WordVectors
from core.shipped.word_vectors import FOLLOWED
from ui.lesson import cached, folded, moving_picture
from ui.markdown import table
from ui.text import Text
from viz.lessons.word_vectors import lookup_stage, models_stage, step_stage
from viz.numbers import percent

TOKENS = 6  # words of a line that are looked up


@folded("step")
def step(text: Text, settings: WordVectors) -> None:
    """The equations of a step, with the numbers of each recorded one."""
    st.markdown(text(f"step_{settings.architecture}"))
    moving_picture(step_stage(record_lesson(settings), words=text.labels), text, time="e")
    st.markdown(text("step_after"))


@folded("lookup")
def lookup(text: Text, settings: WordVectors) -> None:
    """A word as a one-hot vector, and its vector as a row of the table."""
    trace = record_lesson(settings)
    tokens = trace.words(trace.line[-1])[:TOKENS]
    size, hidden = trace.W.shape
    live = {"V": f"{size:,}", "d": str(hidden), "numbers": f"{size * hidden:,}"}
    st.markdown(text("lookup", **live))
    moving_picture(lookup_stage(trace, tokens, words=text.labels), text, time="l")
    st.markdown(text("lookup_after", V=live["V"], d=live["d"]))


@folded("models")
def models(text: Text, settings: WordVectors) -> None:
    """The same words in the embedding layers of our other networks."""
    code = settings.corpus if settings.corpus in MODELS else "english"
    found = cached(maps)(code)
    st.markdown(text("models", n=str(len(found.words))))
    if code != settings.corpus:
        st.caption(text("models_english"))
        word = found.words[0]
    else:
        word = FOLLOWED[code][settings.word]
    moving_picture(models_stage(found, word, words=text.labels), text, WordVectors, time="m")
    rows = [
        [text[f"model.{model}"], f"{found.common[k]:.1f}", percent(float(found.shares[k]))]
        for k, model in enumerate(found.models)
    ]
    rows.append([text["model.random"], f"{found.common[-1]:.1f}", "–"])
    head = [text["models_head"], text["models_common"], text["models_share"]]
    st.markdown(text("models_after", table=table(head, rows, [":--", "--:", "--:"])))
