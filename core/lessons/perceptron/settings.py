"""The settings of a perceptron that reads examples of two classes, one after the other."""

from dataclasses import dataclass

from core.lessons.settings import Settings, between, one_of, phrase

IRIS = ("hard", "easy")
DATA = (*IRIS, "xor", "own", "table")
ORDERS = FILE, SHUFFLED, WORST = "file", "shuffled", "worst"
FEATURES = ("petal", "lengths", "sepal")  # which two measures of the flowers
KINDS = ("last", "best", "averaged")  # of weights
PASSES = 100  # at most
SEEDS = 100
MOST = 40  # points of the reader's own in each class
OWN = ("2sm85kgo9qi2cicigo8cku2s", "78p0dwlog4h8jgegm88cp0go")  # as `placed_points` writes them
GUESSES = ("0", "3", "10", "25", "50", "90")  # per cent of all examples, wrong at the end


@dataclass(frozen=True, kw_only=True)
class Perceptron(Settings):
    """What the reader may set.

    ``features`` counts for the flowers only, ``seed`` for the shuffled order. ``which`` weights
    are shown beside the last ones. ``own_a`` and ``own_b`` are where the reader has placed points,
    ``adds`` the class of the next one.
    """

    data: str = one_of("hard", DATA)
    order: str = one_of(FILE, ORDERS)
    features: str = one_of("petal", FEATURES)
    seed: int = between(0, 0, SEEDS - 1, pressed=True)
    which: str = one_of("last", KINDS, shown=True)
    own_a: str = phrase(OWN[0], 0, 4 * MOST, picked=True)
    own_b: str = phrase(OWN[1], 0, 4 * MOST, picked=True)
    adds: str = one_of("a", ("a", "b"), shown=True)
