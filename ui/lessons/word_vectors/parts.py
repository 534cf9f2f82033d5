"""The parts of the lesson on word vectors around its moving picture."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.lessons.word_vectors.contexts import (
    Shared,
    most_alike,
    overlap,
    shared,
    typical_overlap,
)
from core.lessons.word_vectors.lesson import nearest_again, record_lesson
from core.lessons.word_vectors.settings import CONTRAST, OPTIONS, WordVectors
from ui.controls import choice, picked
from ui.lesson import cached
from ui.markdown import plain, table
from ui.text import Text
from viz.glosses import within
from viz.numbers import cosine


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
    words, followed = [*OPTIONS[code]], record_lesson(settings).followed
    picked = followed[settings.word]
    asked = picked if picked in words else words[0]
    found = cached(most_alike)(code, architecture, asked)
    a, b = (within(word, text.labels) for word in found.words)
    shares = overlap(code, *found.words), typical_overlap(code, asked)
    common, typical = (f"{100 * share:.0f}%" for share in shares)
    live = {"overlap": common, "typical": typical}
    st.markdown(text("why", a=a, b=b, table=contexts(text, found), **live))
    others = nearest_again(record_lesson(settings), asked)
    if {*others} != {found.words[1]}:
        listed = text["relation_and"].join(within(word, text.labels) for word in others)
        st.markdown(text("why_seeds", a=a, others=listed))
    pairs = (*CONTRAST[code], found.words)
    st.markdown(text("two_kinds", table=_pairs(text, settings, pairs)))
    together = cached(shared)(code, architecture, *found.words)
    if together.score > 0 or not together.together:
        name = "two_kinds_both" if together.together else "two_kinds_apart"
        st.markdown(text(name, a=a, b=b))
    if architecture == "cbow":
        st.markdown(text("two_kinds_cbow"))


def _pairs(text: Text, settings: WordVectors, pairs: Sequence[tuple[str, str]]) -> str:
    """How often two words stand in one window, how alike they are, and c · h, for some pairs."""
    rows = []
    for one, other in pairs:
        found = cached(shared)(settings.corpus, settings.architecture, one, other)
        name = " · ".join(plain(within(word, text.labels)) for word in found.words)
        score = f"{found.score:.1f}".replace("-", "−")
        rows.append([name, str(found.together), cosine(found.cosine), score])
    names = ("pair", "together", "alike", "score")
    head = [text[f"two_kinds_{name}"] for name in names]
    return table(head, rows, [":--", "--:", "--:", "--:"])


def contexts(text: Text, found: Shared) -> str:
    """The words that stand beside both of two words, with their numbers."""
    head = [text["beside"], *(plain(within(word, text.labels)) for word in found.words)]
    rows = [
        [plain(within(word, text.labels)), str(one), str(other)]
        for word, (one, other) in zip(found.contexts, found.times, strict=True)
    ]
    return table(head, rows, [":--", "--:", "--:"])
