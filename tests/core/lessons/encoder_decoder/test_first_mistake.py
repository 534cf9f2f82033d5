"""What is said of first mistakes: by hand, and again on the shipped model."""

import numpy as np
import pytest

from core.data.sentence_pairs import Pair
from core.lessons.encoder_decoder import first_mistake
from core.lessons.encoder_decoder.first_mistake import first_mistakes, kinds
from core.lessons.encoder_decoder.settings import EXAMPLES, held_out
from core.measures.bottleneck import ALONE, mistakes
from core.shipped.translators import load_translator
from core.traces.translation import END


class Written:
    """What a translator would have written, with how sure it was."""

    def __init__(self, words, chosen):
        self.target, self.chosen = (*words.split(), END), np.array(chosen)


def pair(source, target):
    words = tuple(target.split())
    none = (frozenset(),) * len(words)
    return Pair((source,), words, none, none, content=(False,) * len(words))


def test_words_are_in_the_lists_of_the_lexicon():
    assert kinds()["doctor"] == {"people"}
    assert kinds()["park"] == {"places"}
    assert "swam" in kinds()
    assert "the" not in kinds()


def test_counted_by_hand(monkeypatch):
    """Right; a park for a library; a park for a doctor; "the" for "a", which is in no list.

    With the other's vector: a library for a library, a park for a doctor.
    """
    said = {
        "1": Written("he reads", [1, 1, 1]),
        "2": Written("the park", [0.8, 0.5, 0.9]),
        "3": Written("park runs", [0.3, 0.9, 0.9]),
        "4": Written("the book", [0.2, 0.9, 0.9]),
    }
    with_another = {("3", ("the",)): Written("the library", []), ("2", ()): Written("park", [])}

    def translate(model, source, prefix=None, longest=None):
        if prefix is None:
            return said[source[0]]
        assert longest == len(prefix) + 1
        words = with_another[source[0], prefix]
        words.target = words.target[:longest]
        return words

    monkeypatch.setattr(first_mistake, "translate", translate)
    pairs = [
        pair("1", "he reads"),
        pair("2", "the library"),
        pair("3", "doctor runs"),
        pair("4", "a book"),
    ]
    assert first_mistakes(None, pairs) == {
        "sentences": 4,
        "wrong": 3,
        "lexical": 2,
        "same kind": 1,
        "by chance": 1,  # both wrote "park"
        "with another vector": 1,
        "sure before": pytest.approx(3.8 / 4),
        "sure then": pytest.approx(1.0 / 3, abs=1e-4),
    }


def test_what_the_page_claims_holds_on_the_sentences_it_opens():
    """Most first mistakes keep the kind, and do so, if less often, with another vector too."""
    counted = mistakes()
    assert counted["same kind"] > 0.7 * counted["lexical"] > 2 * counted["by chance"]
    assert counted["same kind"] > 1.1 * counted["with another vector"]
    assert counted["with another vector"] > 0.5 * counted["lexical"]
    assert counted["sure then"] < 0.6 < counted["sure before"]
    pairs = [held_out(length, e) for length in ("11-14", "15-18", "19-22") for e in EXAMPLES]
    again = first_mistakes(load_translator(ALONE), pairs)
    assert again["sure then"] < again["sure before"]
