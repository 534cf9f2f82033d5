"""The folded sections of the lesson on word vectors that have moving pictures."""

from dataclasses import replace

import numpy as np
import streamlit as st

from core.lessons.word_vectors import trees
from core.lessons.word_vectors.lesson import record_lesson
from core.lessons.word_vectors.models import maps
from core.lessons.word_vectors.opposites import pairs
from core.lessons.word_vectors.settings import EXPONENTS, MODELS, WINDOWS, WordVectors
from core.shipped.word_vectors import FOLLOWED, load_shift
from ui.controls import setting
from ui.lesson import cached, folded, moving_picture
from ui.markdown import plain, table
from ui.text import Text
from viz.glosses import within
from viz.lessons.word_vectors import (
    lookup_stage,
    models_stage,
    shift_stage,
    step_stage,
    tree_stage,
)
from viz.numbers import cosine, span

TOKENS = 6  # words of a line that are looked up
TURNS = ("true", "false")  # the word that is asked, and the one whose path is shown


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


@folded("shift")
def shift(text: Text, settings: WordVectors) -> None:
    """What the product of both vectors is, for every k; exponent and window can be chosen."""
    trace = load_shift()
    st.markdown(text("shift", points=str(trace.pmi.shape[-1])))
    with st.container(horizontal=True):
        chosen = {name: setting(WordVectors, name, text) for name in ("exponent", "window")}
    settings = replace(settings, **chosen)
    moving_picture(shift_stage(trace, settings, words=text.labels), text, time="k")
    e, w = EXPONENTS.index(settings.exponent), WINDOWS.index(settings.window)
    rows = []
    for n, k in enumerate(trace.negatives):
        spans = (
            span(means[n, e, w], "{:.2f}".format)
            for means in (trace.shift, trace.shift_low, trace.shift_high)
        )
        correlation = f"{trace.correlation[n, e, w].mean():.2f}"
        rows.append([str(k), f"{np.log(k):.2f}", *spans, correlation])
    head = [
        "k",
        "log k",
        *(text[f"shift_{name}"] for name in ("all", "low", "high", "correlation")),
    ]
    shown = table(head, rows, ["--:"] * len(head))
    n_pairs = f"{int(trace.n_pairs[w]):,}"
    st.markdown(text("shift_after", table=shown, pairs=n_pairs))
    st.markdown(text("shift_exponent"))


@folded("tree")
def tree(text: Text, settings: WordVectors) -> None:
    """The Huffman tree, what a path costs, and the path of a word in a network that has learnt."""
    st.markdown(text("tree"))
    counted = setting(WordVectors, "counted", text)
    found = trees.drawn(counted, settings.corpus)
    moving_picture(tree_stage(found, settings.leaf, words=text.labels), text, WordVectors, time="h")
    bits = {"bits": f"{found.tree.bits:,}", "mean": f"{found.tree.mean_bits:.2f}"}
    st.markdown(text(f"tree_bits_{counted}", **bits))
    cost = trees.cost(settings.corpus)
    live = {"V": f"{cost.words:,}", "mean": f"{cost.bits:.1f}", "equal": f"{cost.equal:.1f}"}
    st.markdown(text("tree_cost", **live))
    path = trees.path(*TURNS)
    rows = [
        [str(k), str(turn), f"{turn - error:.3f}", f"{p:.3f}", f"{error:+.3f}".replace("-", "−")]
        for k, (turn, p, error) in enumerate(zip(path.turns, path.p, path.error, strict=True), 1)
    ]
    head = [text["tree_turn"], text["tree_code"], "σ(v · h)", text["tree_p"], "t − σ"]
    shown = table(head, rows, ["--:"] * len(head))
    live = {"p": f"{path.probability:.3f}", "total": f"{path.total:.6f}"}
    live["times"] = f"{path.probability / path.share:.0f}"
    st.markdown(text("tree_path", table=shown, **live))
    hung = [
        [
            " · ".join(plain(within(word, text.labels)) for word in pair.words),
            " · ".join(f"{count:,}" for count in pair.counts),
            cosine(pair.cosine),
        ]
        for pair in trees.siblings(settings.corpus)
    ]
    head = [text["tree_siblings"], text["tree_counts"], text["closest_axis"]]
    st.markdown(text("tree_meaning", table=table(head, hung, [":--", "--:", "--:"])))


@folded("models")
def models(text: Text, settings: WordVectors) -> None:
    """The same words in the embedding layers of our other networks."""
    from core.lessons.word_vectors.beginnings import kept, nearer

    code = settings.corpus if settings.corpus in MODELS else "english"
    found = cached(maps)(code)
    st.markdown(text("models", n=str(len(found.words))))
    if code != settings.corpus:
        st.caption(text("models_english"))
        word = found.words[0]
    else:
        word = FOLLOWED[code][settings.word]
    moving_picture(models_stage(found, word, words=text.labels), text, WordVectors, time="m")
    known = pairs(code, found.words)
    rows = []
    for k, model in enumerate(found.models):
        both = cached(nearer)(model, code, known)
        means = (f"{cosines.mean():.2f}" for cosines in (both.before, both.after))
        count = f"{(both.after > both.before).sum()}"
        cells = [
            f"{found.common[k]:.1f}",
            " → ".join(means),
            count,
            f"{cached(kept)(model, code):.2f}",
        ]
        rows.append([text[f"model.{model}"], *(cell.replace("-", "−") for cell in cells)])
    rows.append([text["model.random"], f"{found.common[-1]:.1f}", "–", "–", "–"])
    head = [text[f"models_{name}"] for name in ("head", "common", "opposites", "nearer", "kept")]
    shown = table(head, rows, [":--", *["--:"] * (len(head) - 1)])
    st.markdown(text("models_after", table=shown, pairs=str(len(known))))
