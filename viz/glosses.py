"""Chinese words with their English glosses, where the reader's language asks for them.

Two labels decide: ``gloss`` is what stands below a word, ``glossed`` a word within a sentence.
"""

from collections.abc import Iterable, Mapping

from core.data.chinese_english.glosses import gloss

Words = Mapping[str, str]


def below(source: Iterable[str], words: Words) -> list[str]:
    """Return what stands below each word: its gloss, or nothing."""
    return [words["gloss"].format(gloss=gloss(word)) for word in source]


def within(word: str, words: Words) -> str:
    """Return a word as it stands in a sentence, with its gloss behind it if it has one."""
    found = gloss(word)
    return words["glossed"].format(word=word, gloss=found) if found else word
