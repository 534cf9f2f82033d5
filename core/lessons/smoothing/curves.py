"""The perplexity of held-out text by every rule, for n = 1 … 6. Free of torch."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from core.lessons.smoothing.settings import FROM, GUESSES, TO
from core.measures.leaks import by_leak
from core.ngrams.counts import LARGEST
from core.ngrams.evidence import Evidence
from core.ngrams.fitting import DELTAS, perplexity, with_delta
from core.ngrams.learned import learned
from core.ngrams.model import Model
from core.ngrams.rules import RULES
from core.ngrams.strips import Strip
from core.traces.base import Array

ORDERS = tuple(range(1, LARGEST + 1))
DISCOUNTS = tuple(round(0.05 * k, 2) for k in range(1, 20))  # D that are tried


def _strip(code: str, part: str) -> Strip:
    return learned(code).strips[part]


@lru_cache(maxsize=256)
def by_order(code: str, rule: str) -> tuple[float, ...]:
    """The perplexity of the held-out part by one rule, for each n."""
    found, strip = learned(code), _strip(code, "heldout")
    return tuple(perplexity(found.model(n).of_strip(strip, rule)) for n in ORDERS)


@lru_cache(maxsize=8)
def unseen(code: str) -> tuple[float, ...]:
    """The share of held-out tokens whose n-gram training has never seen, for each n."""
    found, strip = learned(code), _strip(code, "heldout")
    return tuple(float((found.model(n).of_strip(strip, "likelihood") == 0).mean()) for n in ORDERS)


def ratio(code: str) -> float:
    """What add-1 makes of the perplexity from n = 1 to n = 4, as a factor."""
    values = by_order(code, "add_one")
    return values[TO - 1] / values[FROM - 1]


def answer(code: str) -> str:
    """Which guess is closest to that factor."""
    return min(GUESSES, key=lambda guess: abs(np.log(GUESSES[guess] / ratio(code))))


@dataclass(frozen=True)
class Tuning:
    """Perplexity by the number of a rule: on validation and on held-out text.

    `chosen` is the place of the value with the least perplexity on validation.
    """

    values: tuple[float, ...]
    validation: tuple[float, ...]
    heldout: tuple[float, ...]

    @property
    def chosen(self) -> int:
        """The place of the value that validation text prefers."""
        return int(np.argmin(self.validation))

    @property
    def tied(self) -> bool:
        """Whether all values give the validation text the same perplexity."""
        return bool(np.ptp(self.validation) < 1e-9 * self.validation[0])


@lru_cache(maxsize=32)
def of_delta(code: str, n: int) -> Tuning:
    """Add-δ for every δ that is tried."""
    counts = learned(code).model(n).counts
    found = [
        tuple(with_delta(counts, delta, _strip(code, part)) for delta in DELTAS)
        for part in ("validation", "heldout")
    ]
    return Tuning(DELTAS, *found)


@dataclass(frozen=True)
class Table:
    """All rules by all n, and the mean sum of what is no distribution."""

    perplexities: dict[str, tuple[float, ...]]
    stupid_sum: tuple[float, ...]


@lru_cache(maxsize=8)
def table(code: str, contexts: int = 200) -> Table:
    """Every rule; the sums of stupid backoff are means over the first held-out contexts."""
    sums = tuple(_mean_sum(code, n, contexts) for n in ORDERS)
    return Table({rule: by_order(code, rule) for rule in RULES}, sums)


def _mean_sum(code: str, n: int, contexts: int) -> float:
    model, strip = learned(code).model(n), _strip(code, "heldout")
    first = Strip(strip.tokens[:contexts], strip.place[:contexts])
    places = np.stack(model.counts.contexts(first), axis=1)
    return float(np.mean([model.row(list(map(int, p)), "stupid").sum() for p in places]))


@dataclass(frozen=True)
class Split:
    """The perplexity of held-out lines that training has too, and of new ones."""

    lines: int
    leaked: int
    seen: tuple[float, ...]
    new: tuple[float, ...]


@lru_cache(maxsize=8)
def split(code: str, rule: str = "kneser_ney") -> Split:
    """Held-out lines by whether training has the very same line."""
    found, strip = learned(code), _strip(code, "heldout")
    seen, new = by_leak(found, [found.model(n).of_strip(strip, rule) for n in ORDERS])
    leaked = found.corpus.leaked
    return Split(len(leaked), sum(leaked), tuple(seen.tolist()), tuple(new.tolist()))


@lru_cache(maxsize=64)
def given(code: str, n: int, delta: float) -> float:
    """What add-δ gives to all unseen tokens of a context, as a mean over the held-out text."""
    size = len(learned(code).vocabulary)
    total, types = _longest(code, n)
    return float((delta * (size - types) / (total + delta * size)).mean())


@lru_cache(maxsize=32)
def outweighed(code: str, n: int) -> float:
    """The share of held-out tokens whose history was counted at least V times: as add-1 adds."""
    total, _ = _longest(code, n)
    return float((total >= len(learned(code).vocabulary)).mean())


def _longest(code: str, n: int) -> tuple[Array, Array]:
    """For each held-out token how often its history was continued, and by how many tokens.

    Near the beginning of a line the history is the longest that there is.
    """
    counts, strip = learned(code).model(n).counts, _strip(code, "heldout")
    total, types = np.zeros(len(strip)), np.zeros(len(strip))
    for order, places, found in zip(counts.orders, *counts.places(strip), strict=True):
        one = Evidence(order, places, found)
        total, types = np.where(one.there, (one.total, one.types), (total, types))
    return total, types


@lru_cache(maxsize=32)
def of_discount(code: str, n: int) -> Tuning:
    """Absolute discounting for every D of the longest context; those of shorter ones stay."""
    model = learned(code).model(n)
    found: dict[str, list[float]] = {"validation": [], "heldout": []}
    for discount in DISCOUNTS:
        discounts = (*model.parameters.discounts[:-1], discount)
        trial = Model(model.counts, replace(model.parameters, discounts=discounts))
        for part, values in found.items():
            values.append(perplexity(trial.of_strip(_strip(code, part), "discounting")))
    return Tuning(DISCOUNTS, *map(tuple, found.values()))
