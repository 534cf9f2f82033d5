"""The folded sections of the lesson on word vectors that are made of words and tables."""

import streamlit as st

from core.lessons.word_vectors import arithmetic
from core.lessons.word_vectors import opposites as pairs
from core.lessons.word_vectors.lesson import record_lesson
from core.lessons.word_vectors.settings import PLACES, RELATIONS, WordVectors
from core.word_vectors.step import step
from ui.controls import choice, setting
from ui.lesson import cached, folded, source
from ui.markdown import plain, table
from ui.text import Text
from viz.glosses import within
from viz.numbers import cosine, percent, short, span

WHOLE = "{:.0%}".format  # per cent


@folded("opposites")
def opposites(text: Text, settings: WordVectors) -> None:
    """Where the opposite stands among the words nearest to one, for each seed."""
    found = cached(pairs.opposites)(settings.corpus, settings.architecture)
    size = len(record_lesson(settings).vocabulary)

    def both(pair: pairs.Opposite) -> str:
        return " · ".join(plain(within(word, text.labels)) for word in pair.words)

    rows = [[both(pair), *map(str, pair.ranks), cosine(pair.cosine)] for pair in found]
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
        "first": text["relation_and"].join(map(str, pairs.first(found))),
        "far": both(max(found, key=lambda pair: min(pair.ranks))),
    }
    st.markdown(text("opposites", **live))


@folded("analogies")
def analogies(text: Text, settings: WordVectors) -> None:
    """One question with its own words struck out or not, and how often the answer comes first."""
    code, architecture = settings.corpus, settings.architecture
    st.markdown(text("analogies"))
    relations = dict(zip(PLACES, RELATIONS[code], strict=True))
    words = {place: text[f"relation.{relation}"] for place, relation in relations.items()}
    default = WordVectors.defaults()["relation"]
    picked = choice(text["relation"], words, "relation", default, widget=st.pills)
    relation = relations[picked]
    which = setting(WordVectors, "question", text)
    found = cached(arithmetic.answered)(code, architecture, relation, which)
    p, q, r, answer = (within(word, text.labels) for word in found.question[1:])
    rows = [
        [
            str(k),
            *(f"{plain(within(word, text.labels))} {cosine(near)}" for word, near in pair),
        ]
        for k, pair in enumerate(zip(found.kept, found.struck, strict=True), 1)
    ]
    head = [text["analogies_rank"], text["analogies_kept"], text["analogies_struck"]]
    live = {"p": p, "q": q, "r": r, "answer": answer}
    shown = table(head, rows, ["--:", ":--", ":--"])
    st.markdown(text("analogies_one", **live))
    st.markdown(shown)
    *judged, every = cached(arithmetic.judged)(code, architecture)
    live = {"own": span(every.own, WHOLE), "table": _rates(text, code, architecture)}
    st.markdown(text("analogies_rates", **live))
    for kind in ("better", "worse"):
        names = [text[f"relation.{row.relation}"] for row in judged if getattr(row, kind)]
        if names:
            listed = text["relation_and"].join(names)
            st.markdown(text(f"analogies_{kind}", relations=listed))


def _relation(text: Text, row: arithmetic.Judged) -> str:
    return text[f"relation.{row.relation or 'all'}"]


def _rates(text: Text, code: str, architecture: str) -> str:
    """The share of questions whose answer comes first, by relation, from the least to the most."""
    rows = [
        [
            f"{_relation(text, row)} ({row.n})",
            span(row.struck, WHOLE),
            span(row.kept, WHOLE),
            span(row.nearest, WHOLE),
            percent(row.control),
        ]
        for row in cached(arithmetic.judged)(code, architecture)
    ]
    names = ("struck", "kept", "nearest", "random")
    head = [text["relation"], *(text[f"rates_{name}"] for name in names)]
    return table(head, rows, [":--", *["--:"] * len(names)])


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
