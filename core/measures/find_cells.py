"""Find cells: which units are on over a span of the text and off around it, and where else?

After Strobelt, Gehrmann, Pfister & Rush 2018, "LSTMVis", section 5: a unit is *on* where its cell
state is beyond a threshold; the reader's span selects units, and these select other spans of the
corpus. Different here: a unit may be on in either direction (above the threshold, or below its
negative), and everything has a score that can be worked out by hand. Free of torch.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from core.errors import InputError
from core.traces.base import Array

LEAST_MARGIN = 3  # characters on each side that count as around a span
MOST_UNITS = 8
LEVEL = 0.5  # the threshold that a search starts with
GOOD = 0.8  # a unit's score from which it is taken
FEW, PARTS = (2, 3, 5), (20, 10, 5, 3)  # lengths of spans: in steps, and as parts of the text


class Found(NamedTuple):
    """A unit that answers to the span: its direction, +1 or −1, and its score."""

    unit: int
    sign: int
    score: float


@dataclass(frozen=True)
class Match:
    """A span [start, stop) of the corpus over which the units are on, and its score."""

    start: int
    stop: int
    score: float


def find_units(
    states: Array, start: int, stop: int, threshold: float, most: int = MOST_UNITS
) -> list[Found]:
    """Return the units that are on over [start, stop) and off around it, best first.

    A unit's score is the share of the span where it is on, less the share of the surroundings
    where it is: 1 is a perfect answer. The surroundings are as many characters on either side as
    the span has (at least ``LEAST_MARGIN``), as far as the text goes.

    Args:
        states: (time, hidden), cell states of the reader's text.
        start: the span's first position, from 0.
        stop: the first position behind it.
        threshold: on is beyond it; positive.
        most: how many units at most.

    Raises:
        InputError: an empty span, one that is not in the text or leaves nothing around it, or a
            threshold that is not positive.
    """
    _check(len(states), start, stop, threshold)
    around = _around(len(states), start, stop)
    found = []
    for sign in (1, -1):
        on = sign * states > threshold
        scores = on[start:stop].mean(axis=0) - on[around].mean(axis=0)
        found += [Found(unit, sign, float(score)) for unit, score in enumerate(scores)]
    found = [item for item in found if item.score >= GOOD]
    return sorted(found, key=lambda item: (-item.score, item.unit))[:most]


def telling_span(states: Array, threshold: float) -> tuple[int, int]:
    """Return the span [start, stop) to which most units answer; else the middle third.

    Looked at are all spans of a few steps, since a unit may forget that soon in an input of any
    length, and of a twentieth, a tenth, a fifth and a third of it; among equal ones that of the
    best scores.
    """
    length = len(states)
    middle = (length // 3, max(length // 3 + 1, 2 * length // 3))
    sizes = sorted({*FEW, *(max(1, length // part) for part in PARTS)})
    spans = [(t, t + size) for size in sizes if size < length for t in range(length - size + 1)]
    sums = [_running(sign * states > threshold) for sign in (1, -1)]

    def answers(span: tuple[int, int]) -> tuple[int, float]:
        scores = np.concatenate([_scores(each, *span) for each in sums])
        good = scores[scores >= GOOD]
        return min(len(good), MOST_UNITS), float(good.sum())

    return max((middle, *spans), key=answers)


def _running(on: Array) -> Array:
    """How often each unit was on before each step, (1 + time, hidden)."""
    return np.concatenate([np.zeros((1, on.shape[1]), int), on.cumsum(axis=0)])


def _scores(sums: Array, start: int, stop: int) -> Array:
    """The score of each unit over [start, stop), from the running sums."""
    left, right = _edges(len(sums) - 1, start, stop)
    around = sums[right] - sums[stop] + sums[start] - sums[left]
    steps = max(1, right - stop + start - left)
    return (sums[stop] - sums[start]) / (stop - start) - around / steps


def find_spans(
    states: Array, units: list[Found], threshold: float, length: int, most: int = 10
) -> list[Match]:
    """Return the spans of the corpus over which all of ``units`` are on, best first.

    Every longest run of such positions is one span. Its score is the mean share of the units that
    are on inside it, which is 1, less their mean share around it. Among equal scores, the
    length nearest to ``length`` comes first.

    Args:
        states: (time, hidden), cell states over the corpus.
        units: which units, each in its direction.
        threshold: on is beyond it.
        length: of the reader's span.
        most: how many spans at most.
    """
    if not units:
        return []
    share = _share_on(states, units, threshold)
    starts, stops = runs(share == 1)
    if not len(starts):
        return []
    scores = 1 - _mean_around(share, starts, stops)
    apart = np.abs(np.log((stops - starts) / length))
    order = np.lexsort((starts, apart, -scores.round(6)))[:most]
    return [Match(int(starts[k]), int(stops[k]), float(scores[k])) for k in order]


def runs(on: Array) -> tuple[Array, Array]:
    """Return the starts and the stops [start, stop) of the longest runs of True in on (time,)."""
    edges = np.diff(on.astype(np.int8), prepend=0, append=0)
    return np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)


def _share_on(states: Array, units: list[Found], threshold: float) -> Array:
    """Return the share of the units that are on at each position, (time,)."""
    count = np.zeros(len(states), dtype=np.int16)
    for item in units:
        count += item.sign * states[:, item.unit] > threshold
    return count / len(units)


def _mean_around(share: Array, starts: Array, stops: Array) -> Array:
    """Return the mean of ``share`` over the surroundings of each span, by running sums."""
    sums = np.concatenate([[0.0], np.cumsum(share)])
    margin = np.maximum(stops - starts, LEAST_MARGIN)
    left, right = np.maximum(starts - margin, 0), np.minimum(stops + margin, len(share))
    total = sums[right] - sums[stops] + sums[starts] - sums[left]
    return total / np.maximum(right - stops + starts - left, 1)


def _around(length: int, start: int, stop: int) -> Array:
    """Return the positions around a span."""
    left, right = _edges(length, start, stop)
    return np.concatenate([np.arange(left, start), np.arange(stop, right)])


def _edges(length: int, start: int, stop: int) -> tuple[int, int]:
    """Where the surroundings of a span begin and end."""
    margin = max(stop - start, LEAST_MARGIN)
    return max(start - margin, 0), min(stop + margin, length)


def _check(length: int, start: int, stop: int, threshold: float) -> None:
    if not 0 <= start < stop <= length:
        raise InputError("span", f"within the {length} characters of the text", (start, stop))
    if stop - start == length:
        raise InputError("span", "shorter than the text: something must be around it", length)
    if threshold <= 0:
        raise InputError("threshold", "above 0", threshold)
