"""The three films of the lesson: the model counts, reads a line, and writes. Free of torch."""

from collections.abc import Sequence
from itertools import islice

import numpy as np

from core.lessons.ngram.settings import DELTA, TYPED
from core.ngrams.evidence import Parameters
from core.ngrams.learned import Learned
from core.ngrams.model import Model
from core.ngrams.strips import END, SPECIAL, START, UNKNOWN
from core.ngrams.writing import continuations, draws
from core.traces.base import Array
from core.traces.ngrams import Context, Continuations, CountTrace, ReadTrace, WriteTrace

COUNTED = 48  # tokens that the film counts
READ = TYPED + 1  # tokens of a line that is read, its end among them
WRITTEN = 48  # tokens that are written
Line = Sequence[str]


def count_film(learned: Learned, n: int) -> CountTrace:
    """The first tokens of the training text, counted one by one, and the counts of all of it."""
    tokens: list[str] = []
    place: list[int] = []
    for line in learned.corpus.training:
        tokens += [*line, SPECIAL[END]]
        place += range(len(line) + 1)
        if len(tokens) >= COUNTED:
            break
    tokens, place = tokens[:COUNTED], place[:COUNTED]
    contexts = tuple(context(tokens, place, t, n) for t in range(len(tokens)))
    after = (_after(learned, found, n) for found in dict.fromkeys(contexts))
    return CountTrace(
        tokens=tuple(tokens), place=np.array(place), contexts=contexts, after=tuple(after)
    )


def context(tokens: Line, place: Sequence[int], t: int, n: int) -> Context:
    """The n − 1 tokens before token ``t`` in its line; ⟨s⟩ stands before the first."""
    begin = t - place[t]
    return (START, *tokens[begin:t])[max(0, place[t] + 2 - n) :] if n > 1 else ()


def _after(learned: Learned, found: Context, n: int) -> Continuations:
    """What followed a context in all of the training text."""
    counts = learned.counts.up_to(n)
    begins = found[:1] == (START,)
    ids = learned.encoded(found[1:] if begins else found)
    return _named(learned, found, *continuations(counts, counts.at_end(ids, begins=begins)))


def _named(learned: Learned, found: Context, tokens: Array, counts: Array) -> Continuations:
    names = learned.vocabulary.tokens
    return Continuations(
        context=found,
        tokens=tuple(names[i] for i in tokens),
        counts=tuple(int(n) for n in counts),
    )


def read_film(learned: Learned, line: Line, n: int, *, ends: bool = True) -> ReadTrace:
    """A line, read token by token.

    Args:
        learned: the counts.
        line: the tokens.
        n: of the model.
        ends: whether the line ends here: then ⟨/s⟩ is read too.
    """
    strip = learned.strip([line])
    length = len(line) + ends
    tokens = (*line, SPECIAL[END])[:length]
    contexts, grams = learned.counts.places(strip)
    depth = np.array([min(n, t + 2) for t in range(length)])
    at = [(depth[t] - 1, t) for t in range(length)]
    orders = learned.counts.orders
    counts = [int(orders[k].count[grams[k][t]]) if grams[k][t] >= 0 else 0 for k, t in at]
    totals = [int(orders[k].total[contexts[k][t]]) if contexts[k][t] >= 0 else 0 for k, t in at]
    prefixes = _prefixes(learned, line)
    model = Model(learned.counts.up_to(n), Parameters(delta=DELTA))
    return ReadTrace(
        tokens=tokens,
        known=strip.tokens[:length] != UNKNOWN,
        context=depth - 1,
        count=np.array(counts),
        total=np.array(totals),
        whole_count=np.array(prefixes[1 : length + 1]),
        whole_total=np.array(prefixes[:length]),
        seen=(np.array(grams)[:, :length] >= 0).sum(axis=0),
        probability=model.of_strip(strip, "add_delta")[:length],
    )


def _prefixes(learned: Learned, line: Line) -> list[int]:
    """How many lines of training begin with the first 0, 1 … tokens of a line, and are the line."""
    left, found = list(learned.corpus.training), []
    for t, token in enumerate(line):
        found.append(len(left))
        left = [one for one in left if len(one) > t and one[t] == token]
    return [*found, len(left), sum(len(one) == len(line) for one in left)]


def write_film(learned: Learned, n: int, seed: int) -> WriteTrace:
    """Lines that the counts of order ``n`` write, up to `WRITTEN` tokens."""
    counts = learned.counts.up_to(n)
    drawn = list(islice(draws(counts, np.random.default_rng(seed)), WRITTEN))
    names = learned.vocabulary.tokens
    tokens = [names[draw.token] for draw in drawn]
    place = _places(tokens)
    rows = (
        _named(learned, context(tokens, place, t, n), draw.tokens, draw.counts)
        for t, draw in enumerate(drawn)
    )
    return WriteTrace(
        tokens=tuple(tokens),
        place=np.array(place),
        draw=np.array([draw.number for draw in drawn]),
        rows=tuple(rows),
        copied=np.array(_copied(learned, tokens)),
    )


def _places(tokens: Line) -> list[int]:
    place = [0]
    for token in tokens[:-1]:
        place.append(0 if token == SPECIAL[END] else place[-1] + 1)
    return place


def _copied(learned: Learned, tokens: Line) -> list[bool]:
    """For each token, whether its line ends and stands in the training text."""
    found: list[bool] = []
    line: list[str] = []
    for token in tokens:
        if token == SPECIAL[END]:
            found += [tuple(line) in learned.corpus.learnt] * (len(line) + 1)
            line = []
        else:
            line.append(token)
    return [*found, *[False] * len(line)]
