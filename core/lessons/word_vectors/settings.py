"""The settings of word vectors that learn from the words beside them."""

from dataclasses import dataclass

from core.data.word_texts import CODES
from core.lessons.settings import Settings, between, one_of
from core.word_vectors.examples import ARCHITECTURES

OPTIONS = {  # for each word that is asked about: what may be nearest to it
    "documentation": {
        "true": ("value", "boolean", "false", "none"),
        "left": ("side", "right", "hand", "first"),
    },
    "chinese": {"热": ("天气", "很", "冷", "好"), "新": ("便宜", "旧", "买", "漂亮")},
    "english": {
        "hot": ("weather", "very", "cold", "good"),
        "new": ("cheap", "old", "bought", "beautiful"),
    },
}
PLACES = "1234"  # of the options, and of relations, as a link holds them
CONTRAST = {  # words that are used alike and never stand together; words that stand together
    "documentation": (("must", "may"), ("must", "be")),
    "chinese": (("老师", "律师"), ("正在", "下雨")),
    "english": (("teacher", "lawyer"), ("hot", "weather")),
}
WINDOW = 3  # words on either side, in the trainings that are shipped
NAMED = 50  # words with a name on the map
LEAVES = 12  # words of the Huffman tree that is drawn
EXPONENTS = ("0", "0.75", "1")  # of the counts that negative samples are drawn by
WINDOWS = ("1", "3", "5")  # words on either side
RELATIONS = {  # of each text, whose questions can be looked at one by one
    "documentation": ("opposite", "plural", "third_person", "participle"),
    "chinese": ("opposite", "family", "time", "measure_word"),
    "english": ("opposite", "past", "family", "comparative"),
}
QUESTIONS = 5  # of each relation that can be looked at: those with its first pair
COUNTED = ("letters", "words")
MODELS = {  # whose embeddings can be looked at beside ours; ours come first
    "chinese": ("skip_gram", "cbow", "translator", "transformer"),
    "english": ("skip_gram", "cbow", "rnn", "masked"),
}


@dataclass(frozen=True, kw_only=True)
class WordVectors(Settings):
    """What the reader may set.

    ``word`` is the place of a word among those that are named on the map: its nearest words are
    shown. ``exponent`` and ``window`` are those of the study of what is learnt, ``counted``
    and ``leaf`` of the Huffman tree, ``relation`` and ``question`` of the analogies.
    """

    corpus: str = one_of("documentation", CODES)
    architecture: str = one_of("skip_gram", ARCHITECTURES)
    word: int = between(0, 0, NAMED - 1, shown=True, picked=True)
    exponent: str = one_of("0.75", EXPONENTS, shown=True)
    window: str = one_of("3", WINDOWS, shown=True)
    counted: str = one_of("letters", COUNTED, shown=True)
    leaf: int = between(0, 0, LEAVES - 1, shown=True, picked=True)
    relation: str = one_of("1", PLACES, shown=True)
    question: int = between(1, 1, QUESTIONS, shown=True)
