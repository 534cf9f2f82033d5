"""A sentence of the reader's own for the network that answers "which came first, A or B?".

Two words that occur once are its A and B, every other word is one of its filler symbols, and "?"
asks at the end. Free of torch.
"""

from collections import Counter

from core.errors import InputError

FEWEST, MOST = 3, 12  # words
SENTENCE = "the cat saw the dog under the old tree"
ORDER = "5.6.7.8.0.4.2.3.1"  # under the old tree the dog saw the cat
ASKED = "1.4"
ASKS = "?"


def words_of(sentence: str) -> tuple[str, ...]:
    """Split a sentence into words; one without spaces, as in Chinese, into characters.

    Raises:
        InputError: too few or too many words, or fewer than two that occur once.
    """
    words = tuple(sentence.split())
    words = words if len(words) > 1 else tuple(sentence.strip())
    if not FEWEST <= len(words) <= MOST:
        raise InputError("words", f"{FEWEST}–{MOST}", len(words))
    if len(once(words)) < 2:
        raise InputError("once", "≥ 2", len(once(words)))
    return words


def once(words: tuple[str, ...]) -> tuple[int, ...]:
    """Return the places of the words that occur once, in upper or lower case."""
    count = Counter(map(str.lower, words))
    return tuple(place for place, word in enumerate(words) if count[word.lower()] == 1)


def order_of(code: str, words: tuple[str, ...]) -> tuple[int, ...]:
    """Read an order such as "2.0.1"; one that does not fit the words counts as backwards."""
    places = numbers(code)
    backwards = tuple(range(len(words)))[::-1]
    return places if sorted(places) == sorted(backwards) else backwards


def asked_of(code: str, words: tuple[str, ...]) -> tuple[int, int]:
    """Read which two words are asked about, "1.4"; else the first and the last that occur once."""
    single, places = once(words), numbers(code)
    if len(places) == 2 and places[0] != places[1] and set(places) <= set(single):
        return min(places), max(places)
    return single[0], single[-1]


def numbers(code: str) -> tuple[int, ...]:
    """Read whole numbers joined by dots; () if it is anything else."""
    parts = code.split(".")
    return tuple(map(int, parts)) if all(part.isdecimal() for part in parts) else ()


def symbols(words: tuple[str, ...], asked: tuple[int, int], fillers: str) -> str:
    """Spell a sentence in the network's symbols: A, B, a filler for each other word, and "?"."""
    names = {words[asked[0]].lower(): "A", words[asked[1]].lower(): "B"}
    others = iter(fillers)
    for word in map(str.lower, words):
        if word not in names:
            names[word] = next(others)
    return "".join(names[word.lower()] for word in words) + ASKS
