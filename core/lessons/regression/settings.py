"""The settings of a line that is fitted by gradient descent."""

from dataclasses import dataclass

from core.lessons.settings import Settings, between, one_of, phrase

DATA = ("iris", "notes", "own", "table")
RATES = ("0.1", "0.5", "0.9", "0.99", "1", "1.01", "1.1")  # shares of the limit
OPENING, FASTER = "0.99", "1.01"  # what the page opens with, and what is asked about
OTHER = {OPENING: FASTER, FASTER: OPENING}  # shown beside each other
SCALES = ("raw", "standardised")
BATCHES = ("all", "10", "1")  # examples of a step
GUESSES = ("same", "twice", "start", "million")
STEPS = 1000


@dataclass(frozen=True, kw_only=True)
class Regression(Settings):
    """What the reader may set.

    ``rate`` is the learning rate as a share of the limit 2/λ of all examples; ``seed`` draws the
    order of mini-batches; ``points`` is the code of examples that the reader has placed.
    """

    data: str = one_of("iris", DATA)
    rate: str = one_of(OPENING, RATES)
    scale: str = one_of("raw", SCALES)
    batch: str = one_of("all", BATCHES)
    seed: int = between(0, 0, 9)
    points: str = phrase("", 0, 400, picked=True)
