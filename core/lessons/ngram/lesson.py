"""How far back must you look? An n-gram model with a tenth added to every count.

Shannon 1951, "Prediction and entropy of printed English"; Jurafsky and Martin, *Speech and Language
Processing*, 3rd ed., ch. 3. Nothing here loads torch: a model is its counts, and counting is quick.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.data.corpora import Corpus
from core.lessons.ngram.films import READ, count_film, read_film, write_film
from core.lessons.ngram.settings import DELTA, Ngram
from core.ngrams.counts import LARGEST
from core.ngrams.evidence import Parameters
from core.ngrams.fitting import perplexity
from core.ngrams.learned import Learned, learned
from core.ngrams.model import Model
from core.traces.base import Array
from core.traces.ngrams import CountTrace, OrdersTrace, ReadTrace, WriteTrace

ASKED = ("names", "idioms")  # the texts of the question
ORDERS = tuple(range(1, LARGEST + 1))


@dataclass(frozen=True, eq=False, kw_only=True)
class Recorded:
    """One film, and what changes with n."""

    learned: Learned
    orders: OrdersTrace
    film: CountTrace | ReadTrace | WriteTrace

    @property
    def corpus(self) -> Corpus:
        """The text that was counted."""
        return self.learned.corpus


def record_lesson(settings: Ngram) -> Recorded:
    """Count, read or write as ``settings`` say, with one of our own texts."""
    code = settings.corpus if settings.corpus != "own" else Ngram().corpus
    return record(settings, learned(code), orders_of(code))


def record(settings: Ngram, found: Learned, orders: OrdersTrace | None = None) -> Recorded:
    """Count, read or write as ``settings`` say, with this text."""
    film: CountTrace | ReadTrace | WriteTrace
    if settings.film == "count":
        film = count_film(found, settings.n)
    elif settings.film == "write":
        film = write_film(found, settings.n, settings.seed)
    else:
        line, ends = line_of(settings, found.corpus)
        film = read_film(found, line, settings.n, ends=ends)
    return Recorded(learned=found, orders=orders or orders_trace(found), film=film)


def line_of(settings: Ngram, corpus: Corpus) -> tuple[tuple[str, ...], bool]:
    """The line that is read, and whether it ends there: a reader's own, or a held-out one."""
    typed = corpus.read(settings.sentence)
    lines = [line for line in corpus.heldout if _spoken(line)]
    line = typed or lines[settings.line % len(lines)]
    return line[: READ - 1] if len(line) < READ else line[:READ], len(line) < READ


def _spoken(line: tuple[str, ...]) -> bool:
    """Whether a line has two tokens or more, most of them words, letters or characters."""
    return len(line) > 1 and sum(token.isalnum() for token in line) > len(line) / 2


@lru_cache(None)
def orders_of(code: str) -> OrdersTrace:
    """What changes with n, for one of our own texts."""
    return orders_trace(learned(code))


def orders_trace(found: Learned) -> OrdersTrace:
    """What changes with n = 1 … 6 in a text."""
    models = [Model(found.counts.up_to(n), Parameters(delta=DELTA)) for n in ORDERS]
    places = {part: found.counts.places(strip) for part, strip in found.strips.items()}

    def each(part: str, rule: str = "add_delta") -> Array:
        return np.array([perplexity(m.of_places(rule, *places[part])) for m in models])

    zero = [(m.of_places("likelihood", *places["heldout"]) == 0).mean() for m in models]
    return OrdersTrace(
        orders=np.array(ORDERS),
        possible=np.array([float(len(found.vocabulary)) ** n for n in ORDERS]),
        seen=np.array([len(order) for order in found.counts.orders]),
        zero=np.array(zero),
        training=each("training"),
        validation=each("validation"),
        heldout=each("heldout"),
        counted=each("training", "likelihood"),
    )


def answer(code: str) -> str:
    """The best n for held-out text of one of our own texts."""
    return str(orders_of(code).best)


def table(recorded: Recorded) -> str:
    """Return what the picture shows as CSV: of a line its factors, else histories with counts."""
    import pandas as pd

    film = recorded.film
    if isinstance(film, ReadTrace):
        names = ("count", "total", "whole_count", "whole_total", "seen", "probability")
        return film.frame(*names).to_csv(index=False)
    rows = film.after if isinstance(film, CountTrace) else film.rows
    found = [
        ("count", k, rank, " ".join(row.context), token, count)
        for k, row in enumerate(rows, 1)
        for rank, (token, count) in enumerate(zip(row.tokens, row.counts, strict=True), 1)
    ]
    columns = ["quantity", "row", "rank", "history", "token", "value"]
    return pd.DataFrame(found, columns=columns).to_csv(index=False)


def snippet(settings: Ngram, *, covered: bool) -> str:
    """Return Python that shows what the picture shows; covered, without what is asked."""
    shown = f"""from core.lessons.ngram.lesson import record_lesson
from core.lessons.ngram.settings import Ngram

recorded = record_lesson({settings.in_python()})
print(recorded.film)
"""
    asked = """
orders = recorded.orders
for n, zero, perplexity in zip(orders.orders, orders.zero, orders.heldout):
    print(f"n = {n}  never seen: {zero:.4f}  perplexity: {perplexity:.2f}")
"""
    return shown if covered else shown + asked
