"""Analogies: lists of questions that a text can be asked, and answers on vectors made by hand."""

from math import perm

import numpy as np
import pytest

from core.data.word_texts import CODES, word_text
from core.shipped.word_vectors import load_vectors
from core.word_vectors.analogies import (
    RELATIONS,
    Question,
    first,
    nearest_to_c,
    places,
    questions,
    ranking,
    rates,
    target,
)

DIRECTIONS = np.array(  # man, woman, king, queen, and one that is none of them
    [[1.0, 0, 0], [1, 1, 0], [1, 0, 2], [1, 1, 2], [0, 0, -1]]
)
ASKED = np.array([[0, 1, 2, 3]])


@pytest.mark.parametrize("code", CODES)
def test_every_question_is_made_of_words_of_the_text(code):
    found, words = questions(code), load_vectors(code, "skip_gram").vocabulary
    assert len(found) >= 40
    assert len(set(found)) == len(found)
    assert all(len({*question[1:]}) == 4 for question in found)
    asked = places(words, found)
    assert [words[k] for k in asked[0]] == list(found[0][1:])
    sizes = [perm(len(pairs.split()), 2) for pairs in RELATIONS[code].values()]
    assert len(found) == sum(sizes)


def test_the_lessons_own_question_is_there():
    assert Question("opposite", "left", "right", "true", "false") in questions("documentation")


def test_by_hand():
    length = np.sqrt([1, 2, 5, 6, 1])[:, None]
    a, b, c = (DIRECTIONS / length)[:3]
    towards = target(DIRECTIONS, ASKED[0])
    np.testing.assert_allclose(towards, b - a + c)
    right = DIRECTIONS / length @ towards / np.linalg.norm(towards)
    order, found = ranking(DIRECTIONS, ASKED[0, :3], strike=False)
    assert order.tolist() == np.argsort(-right).tolist()
    np.testing.assert_allclose(found, right[order])
    struck, _ = ranking(DIRECTIONS, ASKED[0, :3], strike=True)
    assert struck.tolist() == [3, 4]


@pytest.mark.parametrize("strike", [True, False])
def test_the_first_is_the_first_of_the_ranking(strike):
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(30, 3))
    asked = np.array([rng.permutation(30)[:4] for _ in range(40)])
    found = first(vectors, asked, strike=strike)
    assert found.tolist() == [int(ranking(vectors, q[:3], strike=strike)[0][0]) for q in asked]


def test_rates_count_answers_struck_words_and_the_neighbour_of_c():
    assert rates(DIRECTIONS, ASKED) == (1.0, 1.0, 0.0, 1.0)
    parallel = np.array([[1.0, 0], [1, 0.1], [0, 1], [-1, 2], [-1, 9]])  # c itself is nearest
    found = rates(parallel, np.array([[0, 1, 2, 3], [0, 1, 2, 4]]))
    assert found == (0.5, 0.0, 1.0, 0.5)
    assert nearest_to_c(parallel, np.array([[0, 1, 2, 3]])).tolist() == [4]


def test_lengths_of_vectors_say_nothing():
    longer = DIRECTIONS * np.array([[9.0], [0.1], [3], [7], [2]])
    np.testing.assert_allclose(target(longer, ASKED), target(DIRECTIONS, ASKED))
    assert first(longer, ASKED, strike=True).tolist() == [3]


def test_vectors_at_random_know_nothing():
    """They find as many answers as there are words to choose from: one in 632."""
    asked = places(word_text("documentation").words, questions("documentation"))
    drawn = np.random.default_rng(0).normal(size=(10, 635, 32))
    found = np.mean([rates(vectors, asked) for vectors in drawn], axis=0)
    assert found[0] < 0.01
    assert found[1] == 0
    assert found[2] > 0.8
