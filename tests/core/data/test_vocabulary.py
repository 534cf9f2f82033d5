import unicodedata

import numpy as np

from core.data.documentation import parts
from core.data.vocabulary import CHARACTERS, SIZE, UNKNOWN, encode


def test_the_vocabulary_is_what_the_models_saw():
    assert "".join(sorted(set(parts()["training"]))) == CHARACTERS
    assert SIZE == len(set(CHARACTERS)) == 102


def test_known_characters_come_back():
    indices, unknown = encode(CHARACTERS[::-1])
    assert "".join(CHARACTERS[index] for index in indices) == CHARACTERS[::-1]
    assert not unknown.any()


def test_unknown_characters_are_marked_and_keep_their_places():
    text = "a隐b\tc$🙂é"
    indices, unknown = encode(text)
    assert len(indices) == len(text) == 8
    assert unknown.tolist() == [False, True, False, True, False, True, True, True]
    assert (indices[unknown] == UNKNOWN).all()
    assert [CHARACTERS[index] for index in indices[~unknown]] == ["a", "b", "c"]


def test_a_letter_and_its_accent_are_two_characters_unless_composed():
    assert encode(unicodedata.normalize("NFD", "é"))[1].tolist() == [False, True]


def test_an_empty_text_has_no_characters():
    indices, unknown = encode("")
    assert indices.shape == unknown.shape == (0,)
    assert indices.dtype == np.int64
