"""The parts of the lesson on word vectors around its moving picture."""

from typing import Any

import streamlit as st

from core.lessons.word_vectors.contexts import Shared, most_alike, overlap
from core.lessons.word_vectors.settings import OPTIONS, WordVectors
from ui.controls import choice, picked
from ui.lesson import cached
from ui.markdown import plain, table
from ui.text import Text
from viz.glosses import within


def typed(text: Text) -> dict[str, Any]:
    """Which text is read, and which way round the question goes."""
    values = picked(WordVectors)
    for name in ("corpus", "architecture"):
        values[name] = choice(
            text[name],
            text.words(name),
            name,
            WordVectors.defaults()[name],
            widget=st.pills,
            label_visibility="collapsed",
        )
    return values


def why(text: Text, settings: WordVectors) -> None:
    """What stands around both words, and that this is not standing together."""
    code, architecture = settings.corpus, settings.architecture
    asked = next(iter(OPTIONS[code]))
    found = cached(most_alike)(code, architecture, asked)
    names = {key: within(word, text.labels) for key, word in zip("ab", found.words, strict=True)}
    live = {"table": contexts(text, found), "overlap": f"{100 * overlap(code, *found.words):.0f}%"}
    st.markdown(text("why", **names, **live))
    together = {"together": str(found.together), "cosine": f"{found.cosine:.2f}"}
    st.markdown(
        text("two_kinds", **names, **together, score=f"{found.score:.1f}".replace("-", "−"))
    )


def contexts(text: Text, found: Shared) -> str:
    """The words that stand beside both of two words, with their numbers."""
    head = [text["beside"], *(plain(within(word, text.labels)) for word in found.words)]
    rows = [
        [plain(within(word, text.labels)), str(one), str(other)]
        for word, (one, other) in zip(found.contexts, found.times, strict=True)
    ]
    return table(head, rows, [":--", "--:", "--:"])
