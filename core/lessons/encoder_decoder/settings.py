"""The settings of a sentence that passes through one vector, and its translations."""

from dataclasses import dataclass
from typing import Self

from core.data.growing import PARTS, grown
from core.data.sentence_pairs import Pair
from core.lessons.settings import Settings, between, one_of, phrase, some_of, split_codes
from core.measures.bottleneck import LENGTHS, evaluation
from core.traces.translation import TranslationTrace

EXAMPLES = ("1", "2", "3", "4")  # held-out sentences of each length that can be opened
WHICH = {"story": ("parts", "story"), "held_out": ("length", "example"), "own": ("sentence",)}
OWN = "因为昨天天气很冷，所以我在家看了一本书。"


@dataclass(frozen=True, kw_only=True)
class EncoderDecoder(Settings):
    """Which sentence is translated: a story, one that was held out, or the reader's own.

    ``right``: the right translation is shown beside, or not before the last step.
    """

    origin: str = one_of("story", WHICH)
    parts: str = some_of("time.place", PARTS)
    story: int = between(0, 0, 99, pressed=True)
    length: str = one_of("15-18", LENGTHS)
    example: str = one_of("1", EXAMPLES)
    sentence: str = phrase(OWN, 1, 120)
    right: str = one_of("shown", ("shown", "last"), shown=True, pressed=True)

    @property
    def recorded(self) -> Self:
        """What the recording depends on: of each origin, what says which sentence it is."""
        others = (names for origin, names in WHICH.items() if origin != self.origin)
        return super().recorded.with_defaults(*(name for names in others for name in names))


PARTING = EncoderDecoder(parts="time.place.companion.relative", story=2)  # both runs part in it


@dataclass(frozen=True, eq=False, kw_only=True)
class Told:
    """One sentence, translated three times.

    Attributes:
        free: without attention, each word read back in before the next.
        taught: without attention, the right words read in instead; None for a sentence whose
            right translation nobody knows.
        attended: with attention (additive), free.
    """

    free: TranslationTrace
    taught: TranslationTrace | None
    attended: TranslationTrace

    @property
    def right(self) -> tuple[str, ...] | None:
        """The right translation with END, if it is known."""
        return None if self.taught is None else self.taught.target


def pair(settings: EncoderDecoder) -> Pair | None:
    """The sentence and its right translation; None for the reader's own."""
    if settings.origin == "story":
        return grown(split_codes(settings.parts), settings.story)
    if settings.origin == "held_out":
        return held_out(settings.length, settings.example)
    return None


def held_out(length: str, example: str) -> Pair:
    """A held-out sentence of a bin of source lengths (its word links left out)."""
    pairs = evaluation()["examples"][LENGTHS.index(length)]["pairs"]
    found = pairs[(int(example) - 1) % len(pairs)]
    none = (frozenset[int](),) * len(found["target"])
    known = (False,) * len(none)
    return Pair(tuple(found["source"]), tuple(found["target"]), none, none, content=known)
