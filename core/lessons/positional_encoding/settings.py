"""The settings of each picture of positions."""

from dataclasses import dataclass

from core.lessons.positional_encoding import shuffle
from core.lessons.settings import Settings, between, one_of, phrase
from core.networks.positional_encoding import common_bug, sinusoidal
from core.traces.base import Array

TABLES = {"paper": sinusoidal, "bug": common_bug}
MODELS = ("none", "sinusoidal")  # the two networks that read the reader's sentence
USED = {  # the settings of each picture
    "shuffle": ("sentence", "order", "asked"),
    "sinusoids": ("sentence", "encoding", "d", "base", "length", "k", "pair"),
    "rope": ("head", "moves", "k", "length", "pair"),
    "alibi": ("heads", "length"),
    "learned": (),
}


@dataclass(frozen=True, kw_only=True)
class PositionalEncoding(Settings):
    """What the reader may set: the picture, and the numbers of each picture.

    Raises:
        InputError: a value is outside its field's rule, or the sentence has words too few, too
            many, or all of them repeated.
    """

    picture: str = one_of("shuffle", USED, shown=True)
    sentence: str = phrase(shuffle.SENTENCE, 3, 120)
    order: str = phrase(shuffle.ORDER, 0, 60, picked=True)
    asked: str = phrase(shuffle.ASKED, 0, 10, picked=True)
    encoding: str = one_of("paper", TABLES, shown=True)
    d: str = one_of("16", ("8", "16", "32", "64", "128", "256", "512"), shown=True)
    base: str = one_of("10000", ("10", "100", "1000", "10000", "100000"), shown=True)
    length: int = between(32, 8, 128, 8, shown=True)
    k: int = between(3, 0, 16, shown=True)
    pair: int = between(0, 0, 255, shown=True, picked=True)
    head: int = between(0, 0, 3, shown=True)
    moves: str = one_of("both", ("query", "both"), shown=True)
    heads: str = one_of("8", ("4", "8"), shown=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        shuffle.words_of(self.sentence)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the reader's sentence."""
        return shuffle.words_of(self.sentence)

    @property
    def other_order(self) -> tuple[int, ...]:
        """Which word stands at each place of the reader's other order."""
        return shuffle.order_of(self.order, self.words)

    @property
    def asked_words(self) -> tuple[int, int]:
        """Which two words the network is asked about."""
        return shuffle.asked_of(self.asked, self.words)

    def table(self, length: int) -> Array:
        """The chosen encoding of so many positions, (length, d)."""
        return TABLES[self.encoding](length, int(self.d), float(self.base))
