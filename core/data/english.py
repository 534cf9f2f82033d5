"""The English sentences of our own grammar, and a reader's sentence as its words. Free of torch."""

from collections.abc import Collection
from functools import cache

from core.data.chinese_english import splits
from core.errors import InputError

Sentence = tuple[str, ...]


@cache
def sentences() -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """Sentences to learn from, and others to be judged on; none twice, none in both.

    Several Chinese sentences have the same translation.
    """
    learnt = dict.fromkeys(pair.target for pair in splits().train)
    known = {word for sentence in learnt for word in sentence}
    found = dict.fromkeys(pair.target for pair in splits().held_out)
    new = (s for s in found if s not in learnt and known.issuperset(s))
    return tuple(learnt), tuple(new)


def read(sentence: str, known: Collection[str], longest: int) -> Sentence:
    """The words of a sentence, signs of their own; upper case as it is known.

    Raises:
        InputError: ``sentence`` has no word, one that is not ``known``, or more than ``longest``.
    """
    spaced = sentence.replace("'s", " 's")
    for sign in ".,?":
        spaced = spaced.replace(sign, f" {sign} ")
    written = {word.lower(): word for word in known}
    words = [written.get(word.lower(), word) for word in spaced.split()]
    unknown = [word for word in words if word not in known]
    if unknown or not words:
        raise InputError("sentence", "words that the network knows", " ".join(unknown))
    if len(words) > longest:
        raise InputError("sentence", f"at most {longest} words", len(words))
    return tuple(words)
