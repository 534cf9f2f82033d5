"""Finding cells in the corpus: the search against a plain loop, and in seconds."""

from collections.abc import Iterator

from bench.table import Row
from bench.timing import ratio, seconds
from core.lessons.lstm_cell.lesson import first_quotation, lstm, shipped
from core.measures.find_cells import Found, find_spans, find_units
from core.shipped.characters import CORPUS, corpus_states
from core.traces.base import Array

LEVEL = 0.5
ENOUGH = 1.0  # second, for all of it
SLOWEST = 3.0  # seconds, for a reader who is faster than the server's warm-up


def rows() -> Iterator[Row]:
    """Units of a span in the reader's text, then spans in the whole corpus."""
    first = seconds(first_answer)
    what = f"find cells in {CORPUS:,} characters"
    yield Row(f"{what}, before the warm-up has read them", first, SLOWEST, "–", unit=" s")
    states = corpus_states("lstm")
    yield Row(what, seconds(lambda: search(states)), ENOUGH, "–", unit=" s")
    units = search(states)
    faster = ratio(
        lambda: slow(states, units), lambda: find_spans(states, units, LEVEL, 5), rounds=3
    )
    yield Row(
        "find cells / a loop over the characters: times faster", faster, 20, "–", at_least=True
    )


def first_answer() -> list[Found]:
    """The same where nobody has read the corpus yet."""
    corpus_states.cache_clear()
    return search(corpus_states("lstm"))


def search(states: Array) -> list[Found]:
    """All that a reader waits for."""
    start, stop = first_quotation(shipped().tokens)
    units = find_units(lstm(shipped()).c, start, stop, LEVEL)[:2]
    find_spans(states, units, LEVEL, stop - start)
    return units


def slow(states: Array, units: list[Found]) -> list[tuple[int, int]]:
    """The longest runs over which all units are on, one character after the other."""
    found, start = [], None
    for t, row in enumerate(states):
        if all(unit.sign * row[unit.unit] > LEVEL for unit in units):
            start = t if start is None else start
        elif start is not None:
            found.append((start, t))
            start = None
    return found
