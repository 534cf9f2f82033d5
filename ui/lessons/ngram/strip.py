"""The folded strip of the n-gram lesson: the surprise of each held-out token, and their sum."""

import numpy as np
import streamlit as st

from core.data.corpora import CODES
from core.lessons.ngram.lesson import Recorded
from core.lessons.ngram.strip import strip_trace
from core.ngrams.learned import learned
from core.traces.ngrams import SurpriseTrace
from ui.lesson import cached, folded, moving_picture
from ui.markdown import table
from ui.text import Text
from viz.lessons.ngram.strip import strip_stage
from viz.numbers import grouped, percent


@folded("strip")
def strip(text: Text, recorded: Recorded, n: int) -> None:
    """The bits of the first held-out tokens, and of all of them by the longest n-gram seen."""
    code = recorded.corpus.code
    trace = cached(_trace)(code, n) if code in CODES else strip_trace(recorded.learned, n)
    st.markdown(text("strip", n=str(n), text=text[f"corpus.{code}"]))
    moving_picture(strip_stage(trace, recorded.corpus, text.labels), text, time="k")
    mean = f"{np.log2(trace.perplexity):.4f}"
    live = {"mean": mean, "perplexity": grouped(trace.perplexity)}
    st.markdown(text("strip_table", table=by_longest(text, trace), **live))


def _trace(code: str, n: int) -> SurpriseTrace:
    return strip_trace(learned(code), n)


def by_longest(text: Text, trace: SurpriseTrace) -> str:
    """For each longest n-gram seen: tokens, share, mean bits, part of the mean."""
    tokens = trace.count.sum()
    rows = [
        [
            str(k),
            f"{count:,}",
            percent(count / tokens),
            f"{bits / count:.2f}",
            f"{bits / tokens:.4f}",
        ]
        for k, count, bits in zip(trace.longest, trace.count, trace.total, strict=True)
        if count
    ]
    mean = trace.total.sum() / tokens
    whole = [text["strip.all"], f"{tokens:,}", "100%", f"{mean:.2f}", f"{mean:.4f}"]
    head = [text[f"strip.{name}"] for name in ("longest", "tokens", "share", "mean", "part")]
    return table(head, [*rows, whole])
