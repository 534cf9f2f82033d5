"""The settings of nine smoothing rules that look at one line of held-out text."""

from dataclasses import dataclass

from core.data.corpora import CODES
from core.lessons.settings import Settings, between, one_of
from core.ngrams.counts import LARGEST

BARS = ("likelihood", "add_one", "add_delta", "interpolation", "discounting", "backoff",
        "kneser_ney")  # fmt: skip
BEST = "best"  # the δ that was chosen on validation text
DELTAS = (BEST, "0.0001", "0.001", "0.01", "0.1", "1")
LINES, STEPS = 3, 18  # held-out lines at a time, and tokens of them at most
PLACES = 100  # times as many lines can be looked at
GUESSES = {"quarter": 0.25, "half": 0.5, "same": 1.0, "double": 2.0, "fourfold": 4.0}
FROM, TO = 1, 4  # the n that are asked about


@dataclass(frozen=True, kw_only=True)
class Smoothing(Settings):
    """What the reader may set.

    ``line`` is where the held-out lines begin. ``backoff`` and ``kneser_ney`` say which of two
    forms of a rule is shown, ``rule`` whose equation, and ``word`` which of the tokens that
    continuation counts move most.
    """

    corpus: str = one_of("idioms", CODES)
    n: int = between(3, 1, LARGEST, picked=True)
    line: int = between(5, 0, PLACES - 1, pressed=True)
    delta: str = one_of(BEST, DELTAS)
    backoff: str = one_of("backoff", ("backoff", "stupid"), shown=True)
    kneser_ney: str = one_of("kneser_ney", ("kneser_ney", "modified"), shown=True)
    rule: str = one_of("kneser_ney", BARS, shown=True)
    word: str = one_of("1", "123456", shown=True)

    def shown_as(self, bar: str) -> str:
        """The rule of a bar: two of them have two forms."""
        return {"backoff": self.backoff, "kneser_ney": self.kneser_ney}.get(bar, bar)
