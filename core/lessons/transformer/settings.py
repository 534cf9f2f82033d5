"""The settings of a translation by the whole Transformer: the sentence, and what is taken away."""

from dataclasses import dataclass
from typing import Self

from core.data.chinese_english import PHENOMENA, example
from core.data.sentence_pairs import Pair
from core.lessons.settings import Settings, between, one_of, phrase, some_of, split_codes
from core.measures.bottleneck import LENGTHS, evaluation
from core.networks.seq2seq_transformer.ablation import FEED, Ablation, all_codes
from core.shipped.readings import Reading, typed_reading
from core.traces.stack import MachineRecording
from core.traces.translation import END, TranslationTrace

LAYERS, HEADS = 2, 4
SHIFT = 5  # places by which positions are shifted
CODES = all_codes(LAYERS)
HEAD_CODES = tuple(f"{c}{head}" for c in CODES if c[-1] != FEED for head in range(HEADS))
SENTENCE = "在厨房做饭的孩子昨天画了一棵树。"
LONGEST = 60  # words of a sentence, and of a translation
BUILT = {  # examples that the grammar builds again: what they show, and their number
    "kitchen": ("time.place.relative", 95),
    "passive": ("time.bei.measure.adjective", 112),
    "question": ("question.place", 14),
}
HELD_OUT = {"long": ("27-30", 0), "beyond": ("31-36", 1)}  # held out: lengths, and which
WHICH = {"example": ("example",), "built": ("phenomena", "draw"), "own": ("sentence",)}
SAMPLING = ("temperature", "top", "seed")  # how a word is drawn
POSITIONS = {"trained": 0, "none": None, "shifted": SHIFT}


@dataclass(frozen=True, kw_only=True)
class Transformer(Settings):
    """What the reader may set.

    ``off``: sublayers that add nothing; ``cut``: those around which the line is cut; ``heads``:
    heads whose output is 0, "d2c1" the second one of the last cross-attention.
    ``search``: the likeliest word, the likeliest translation of a beam, or a word drawn at a
    ``temperature`` from the ``top`` likeliest ones.
    ``mode``: word by word as it writes; or taught, all at once, with the right words read.
    """

    how: str = one_of("example", WHICH)
    example: str = one_of("kitchen", (*BUILT, *HELD_OUT))
    phenomena: str = some_of("time.place.relative", PHENOMENA)
    draw: int = between(95, 0, 999, pressed=True)
    sentence: str = phrase(SENTENCE, 1, 120)
    mode: str = one_of("write", ("write", "teach"))
    search: str = one_of("greedy", ("greedy", "beam", "sample"))
    temperature: float = between(2.0, 0.2, 3.0, 0.1)
    top: int = between(10, 1, 20)
    seed: int = between(0, 0, 99, pressed=True)
    positions: str = one_of("trained", POSITIONS)
    off: str = some_of("", CODES, picked=True)
    cut: str = some_of("", CODES, picked=True)
    heads: str = some_of("", HEAD_CODES, picked=True)
    row: int = between(0, 0, LONGEST - 1, shown=True, picked=True)
    head: int = between(0, 0, HEADS - 1, shown=True, picked=True)
    key: int = between(-1, -1, LONGEST - 1, shown=True, picked=True)

    @property
    def recorded(self) -> Self:
        """What the recording depends on: of each origin, what says which sentence it is."""
        others = [names for how, names in WHICH.items() if how != self.how]
        if self.search != "sample":
            others.append(SAMPLING)
        return super().recorded.with_defaults(*(name for names in others for name in names))

    @property
    def ablation(self) -> Ablation:
        """What is taken away."""
        return Ablation(
            off=frozenset(split_codes(self.off)),
            cut=frozenset(split_codes(self.cut)),
            heads=frozenset((code[:-1], int(code[-1])) for code in split_codes(self.heads)),
            positions=POSITIONS[self.positions],
        )

    @property
    def intact(self) -> Self:
        """The same sentence with nothing taken away."""
        return self.recorded.with_defaults("off", "cut", "heads", "positions")


@dataclass(frozen=True, eq=False, kw_only=True)
class Lesson:
    """One sentence: as the machine wrote it, intact and with parts taken away; and the RNN.

    Attributes:
        reading: the sentence, with its right translation and gold links where they are known.
        right: the right translation with END; None for a sentence of the reader's own.
        found: what is shown.
        intact: the same model with nothing taken away; ``found`` itself where nothing is.
        rnn: the recurrent translator with additive attention.
    """

    reading: Reading
    right: tuple[str, ...] | None
    found: MachineRecording
    intact: MachineRecording
    rnn: TranslationTrace

    @property
    def changed(self) -> bool:
        """Whether anything was taken away."""
        return self.found is not self.intact


def reading(settings: Transformer) -> Reading:
    """The sentence that is translated, and its gold links where they are known.

    Raises:
        InputError: ``words`` that the model does not know, or ``phenomena`` that cannot stand in
            one sentence.
    """
    if settings.how == "own":
        return typed_reading(settings.sentence)
    if settings.how == "example" and settings.example in HELD_OUT:
        return Reading(tuple(_held_out(settings.example)["source"]))
    asked = BUILT[settings.example] if settings.how == "example" else None
    phenomena, draw = asked or (settings.phenomena, settings.draw)
    pair: Pair = example(split_codes(phenomena), draw)
    return Reading(pair.source, pair)


def right(settings: Transformer) -> tuple[str, ...] | None:
    """The right translation with END, if it is known."""
    if settings.how == "example" and settings.example in HELD_OUT:
        return (*_held_out(settings.example)["target"], END)
    pair = reading(settings).pair
    return None if pair is None else (*pair.target, END)


def _held_out(code: str) -> dict[str, list[str]]:
    """A sentence that was held out; its word links were not kept."""
    length, place = HELD_OUT[code]
    return evaluation()["examples"][LENGTHS.index(length)]["pairs"][place]
