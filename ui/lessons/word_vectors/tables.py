"""The folded sections of the lesson on word vectors that are made of words and tables."""

import streamlit as st

from core.lessons.word_vectors import opposites as pairs
from core.lessons.word_vectors.lesson import record_lesson
from core.lessons.word_vectors.settings import WordVectors
from core.word_vectors.step import step
from ui.lesson import cached, folded, source
from ui.markdown import plain, table
from ui.text import Text
from viz.glosses import within
from viz.numbers import short


@folded("opposites")
def opposites(text: Text, settings: WordVectors) -> None:
    """Where the opposite stands among the words nearest to one, for each seed."""
    found = cached(pairs.opposites)(settings.corpus, settings.architecture)
    size = len(record_lesson(settings).vocabulary)

    def both(pair: pairs.Opposite) -> str:
        return " · ".join(plain(within(word, text.labels)) for word in pair.words)

    rows = [[both(pair), *map(str, pair.ranks), f"{pair.cosine:.2f}"] for pair in found]
    seeds = range(len(found[0].ranks))
    head = [
        text["opposites_pair"],
        *(text["opposites_rank"].format(seed=seed) for seed in seeds),
        text["opposites_cosine"],
    ]
    live = {
        "n": f"{size:,}",
        "table": table(head, rows, [":--", *["--:"] * (len(head) - 1)]),
        "pairs": str(len(found)),
        "first": ", ".join(map(str, pairs.first(found))),
        "far": both(max(found, key=lambda pair: min(pair.ranks))),
    }
    st.markdown(text("opposites", **live))


@folded("mistakes")
def mistakes(text: Text) -> None:
    """What is often said or built wrongly."""
    st.markdown(text("mistakes"))


@folded("hood")
def hood(text: Text, settings: WordVectors) -> None:
    """The step as code, and how far it is from torch."""
    from core.lessons.word_vectors.by_autograd import difference

    trace = record_lesson(settings)
    live = {
        "difference": short(cached(difference)(settings.recorded)),
        "steps": f"{int(trace.steps[-1]):,}",
        "tokens": f"{int(trace.counts.sum()):,}",
        "words": f"{len(trace.vocabulary):,}",
    }
    st.markdown(text("hood", **live))
    st.code(source(step), language="python")
