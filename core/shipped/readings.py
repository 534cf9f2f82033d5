"""A reader's Chinese, as the shipped translators read it. Free of torch."""

from typing import NamedTuple

from core.data.segmentation import Word, segment
from core.data.sentence_pairs import Pair
from core.errors import InputError
from core.shipped.vocabularies import vocabulary

ENDS = ("。", "？")
CHINESE = "zh_en_additive"  # all translators from Chinese know the same words


class Reading(NamedTuple):
    """A sentence to be translated."""

    words: tuple[str, ...]
    pair: Pair | None = None  # with its right translation and gold links, where they are known


def segmented(text: str) -> tuple[Word, ...]:
    """A reader's Chinese, cut into the words that the translators know; a full stop is added."""
    words = segment(text, vocabulary(CHINESE, "source"))
    if words and words[-1].text not in ENDS:
        words += (Word(ENDS[0], known=True),)
    return words


def typed_reading(text: str) -> Reading:
    """The words of a sentence that somebody typed.

    Raises:
        InputError: ``words`` that the model does not know, or none at all.
    """
    words = segmented(text)
    unknown = [word.text for word in words if not word.known]
    if unknown or not words:
        raise InputError("words", "words that the model knows", " ".join(unknown))
    return Reading(tuple(word.text for word in words))
