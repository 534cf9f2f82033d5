"""The folded parts of the n-gram lesson: zeros, what it writes, how much text, leaks, code."""

import numpy as np
import streamlit as st

from core.data.corpora import CODES
from core.lessons.ngram import study
from core.lessons.ngram.lesson import ASKED, ORDERS, orders_of
from core.lessons.ngram.settings import Ngram
from core.ngrams import rules
from core.ngrams.arpa import arpa
from core.ngrams.learned import learned
from ui.lesson import cached, folded, source
from ui.markdown import plain, table
from ui.text import Text
from viz.numbers import grouped, percent, span

RULES = (rules.likelihood, rules.add_delta, rules.longest)  # that the page shows
HEAD = ["n", *map(str, ORDERS)]
ZERO = 5  # n of the model whose first zero is told
WRITE = (2, 3, 4, 5, 6)  # n of the models that write
NAMES = "names"


@folded("zeros")
def zeros(text: Text) -> None:
    """How often the counts alone say that what comes next is impossible."""
    rows = [[text[f"corpus.{code}"], *map(percent, orders_of(code).zero)] for code in CODES]
    found = cached(_first_zero)(NAMES, ZERO)
    line, place = found
    before, token = "".join(line[max(0, place - ZERO + 1) : place]), (*line, "⟨/s⟩")[place]
    live = {"line": plain("".join(line)), "before": plain(before), "token": plain(token)}
    st.markdown(text("zeros", table=table(HEAD, rows), **live))


def _first_zero(code: str, n: int) -> tuple[tuple[str, ...], int]:
    found = study.first_zero(learned(code), n)
    assert found is not None  # noqa: S101 (see the test)
    return found


@folded("writing")
def writing(text: Text, settings: Ngram) -> None:
    """What each n writes, and how much of it is copied."""
    code = settings.corpus if settings.corpus in CODES else NAMES
    between = learned(code).corpus.between
    rows = []
    for n in WRITE:
        found = cached(_copies)(code, n)
        drawn = (
            f"**{plain(between.join(line))}**" if copied else plain(between.join(line))
            for line, copied in found.drawn
        )
        rows.append([str(n), span(found.copied, "{:.0%}".format), " · ".join(drawn)])
    head = ["n", text["copied"], text["first_lines"]]
    st.markdown(text("writing", table=table(head, rows), text=text[f"corpus.{code}"]))


def _copies(code: str, n: int) -> study.Copies:
    return study.copies(learned(code), n)


@folded("length")
def length(text: Text) -> None:
    """The best n by the length of the training text."""
    tables, copied = {}, []
    for code in ASKED:
        rows = []
        for lines, (found, written) in cached(_by_length)(code).items():
            cells = [grouped(float(value)) for value in found]
            best = int(np.argmin(found))
            cells[best] = f"**{cells[best]}**"
            rows.append([f"{lines:,}", *cells])
            copied.append(
                [text[f"corpus.{code}"], f"{lines:,}", span(written.copied, "{:.0%}".format)]
            )
        tables[code] = table([text["lines"], *map(str, ORDERS)], rows)
    head = [text["text"], text["lines"], text["copied_by"].format(n=study.WRITER)]
    st.markdown(text("length", copied=table(head, copied), **tables))


def _by_length(code: str) -> dict[int, tuple[np.ndarray, study.Copies]]:
    return study.by_length(learned(code))


@folded("leaked")
def leaked(text: Text) -> None:
    """Names that are in both parts, and what they do to the score."""
    corpus = learned(NAMES).corpus
    old, new = cached(_leaked)(NAMES)
    rows = [
        [text[name], *(grouped(float(value)) for value in values)]
        for name, values in (("leaked_old", old), ("leaked_new", new))
    ]
    live = {"n": str(sum(corpus.leaked)), "of": f"{len(corpus.heldout):,}"}
    st.markdown(text("leaked", table=table(HEAD, rows), **live))


def _leaked(code: str) -> tuple[np.ndarray, np.ndarray]:
    return study.leaked(learned(code))


@folded("hood")
def hood(text: Text, settings: Ngram) -> None:
    """The rules as code, the counts against a plain dictionary, and the model as a file."""
    code = settings.corpus if settings.corpus in CODES else NAMES
    difference = cached(_difference)(code, settings.n)
    st.markdown(text("hood", difference=str(difference), n=str(settings.n)))
    st.code("\n\n".join(source(rule) for rule in RULES), language="python")
    st.markdown(text("arpa"))
    st.download_button(
        text["arpa_file"],
        lambda: cached(_arpa)(code, settings.n),
        f"{code}_{settings.n}.arpa",
        "text/plain",
        on_click="ignore",
    )


def _difference(code: str, n: int) -> int:
    return study.difference(learned(code), n)


def _arpa(code: str, n: int) -> str:
    found = learned(code)
    return arpa(found.model(n), found.vocabulary.tokens)
