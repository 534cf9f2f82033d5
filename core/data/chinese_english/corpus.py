"""The corpus: training pairs, held-out ones, longer ones, and new combinations of words.

Everything is a function of a seed, and the translation is a function of the Chinese sentence.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import cache
from itertools import islice
from random import Random
from zlib import crc32

from core.data.chinese_english.lexicon import frames, people, places
from core.data.chinese_english.sentences import long_sentence, sentence
from core.data.grammar import Tree, pair
from core.data.sentence_pairs import Pair, Splits
from core.errors import InputError

TRAIN, DEVELOPMENT, HELD_OUT, COMPOSITIONAL = 33_000, 1_000, 2_000, 1_000
LONGER = ((19, 30, 800), (31, 60, 200))  # from, to (source words), how many
LONGEST = 30  # source words in training
LONG_SHARE = 0.07  # of the drawn sentences are made of several clauses
UNSEEN = 16  # one combination of words in so many is kept from training
TRIES = 6_000  # sentences drawn until one shows what is asked for

PHENOMENA = (
    "time", "place", "companion", "transport", "purpose", "duration", "relative", "possessive",
    "measure", "adjective", "quality", "comparison", "identity", "existence", "negation", "ba",
    "bei", "dative", "clause", "because", "although", "if", "but", "and", "sequence", "question",
)  # fmt: skip


def drawn(rng: Random, make: Callable[[Random], Tree]) -> tuple[Pair, frozenset[str]]:
    """One sentence, and the combinations of words that are in it, e.g. ``{"买+苹果"}``."""
    found = pair(make(rng))
    while repeats_itself(found.source):
        found = pair(make(rng))
    combinations = frozenset(mark for mark in found.phenomena if "+" in mark)
    return replace(found, phenomena=found.phenomena - combinations), combinations


@cache
def _said_once() -> frozenset[str]:
    """Words that a sentence should not hold twice: names, places, and verbs without object."""
    words = {frame.verb.chinese for frame in frames().values() if not frame.objects}
    words |= {noun.chinese for noun in people("name")} | {place.chinese for place in places()}
    return frozenset(words - {"家"})


def repeats_itself(source: tuple[str, ...]) -> bool:
    """Whether a sentence is clumsy: "Tom met Tom", "she ran in the park and sang in the park"."""
    said = [word for word in source if word in _said_once()]
    return len(set(said)) < len(said)


def unseen(combination: str) -> bool:
    """Whether training never shows this combination of two words."""
    return crc32(f"unseen {combination}".encode()) % UNSEEN == 0


def _stream(seed: int) -> Iterator[tuple[Pair, bool]]:
    """Sentences that differ, and whether each holds an unseen combination."""
    rng = Random(f"chinese-english {seed}")  # noqa: S311 (sentences, no secrets)
    seen: set[tuple[str, ...]] = set()
    while True:
        make = long_sentence if rng.random() < LONG_SHARE else sentence
        found, combinations = drawn(rng, make)
        if found.source not in seen and len(found.source) <= LONGEST:
            seen.add(found.source)
            yield found, any(map(unseen, combinations))


def held_out(seed: int = 0) -> Iterator[Pair]:
    """The sentences that models are judged on, one by one, in the order of `splits`."""
    plain = (found for found, is_new in _stream(seed) if not is_new)
    return islice(plain, HELD_OUT)


@cache
def splits(seed: int = 0) -> Splits:
    """All sentences to learn from and to be judged on; the same for the same seed.

    Training and the splits drawn like it have at most 30 source words. ``longer`` has 800
    sentences of 19–30 and 200 of 31–60 words. ``compositional`` has only sentences with a pair
    of words (verb and object, adjective and noun) that never meet in training.
    """
    plain: list[Pair] = []
    compositional: list[Pair] = []
    for found, is_new in _stream(seed):
        if not is_new:
            plain.append(found)
        elif len(compositional) < COMPOSITIONAL:
            compositional.append(found)
        if len(plain) == HELD_OUT + DEVELOPMENT + TRAIN:
            break
    held_out, rest = plain[:HELD_OUT], plain[HELD_OUT:]
    development, train = rest[:DEVELOPMENT], rest[DEVELOPMENT:]
    longer = _longer(seed, {found.source for found in (*plain, *compositional)})
    return Splits(*map(tuple, (train, development, held_out, longer, compositional)))


def _longer(seed: int, seen: set[tuple[str, ...]]) -> list[Pair]:
    rng = Random(f"chinese-english longer {seed}")  # noqa: S311
    room = {(shortest, longest): count for shortest, longest, count in LONGER}
    longer = []
    while any(room.values()):
        found, combinations = drawn(rng, long_sentence)
        lengths = next((b for b in room if b[0] <= len(found.source) <= b[1]), None)
        new = found.source not in seen and not any(map(unseen, combinations))
        if lengths and room[lengths] and new:
            seen.add(found.source)
            room[lengths] -= 1
            longer.append(found)
    return longer


def example(phenomena: Collection[str] = (), seed: int = 0) -> Pair:
    """A sentence that shows all these phenomena.

    Raises:
        InputError: a phenomenon that is none of ``PHENOMENA``, or some that never meet.
    """
    wanted = frozenset(phenomena)
    if not wanted <= frozenset(PHENOMENA):
        raise InputError("phenomena", f"among {', '.join(PHENOMENA)}", sorted(wanted))
    rng = Random(f"example {seed}")  # noqa: S311
    for _ in range(TRIES):
        found, _ = drawn(rng, sentence)
        if wanted <= found.phenomena and len(found.source) <= LONGEST:
            return found
    raise InputError("phenomena", "able to stand in one sentence", sorted(wanted))
