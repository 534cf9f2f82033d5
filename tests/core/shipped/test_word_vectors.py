"""The shipped word vectors: what their cards say, and how often analogies come out."""

import math

import numpy as np
import pytest

from core.data.word_texts import CODES, word_text
from core.shipped import store as shipped
from core.shipped.word_vectors import (
    HIERARCHICAL,
    SHIFT,
    load_hierarchical,
    load_shift,
    load_vectors,
)
from core.word_vectors.analogies import places, questions, ranking, rates
from core.word_vectors.examples import pair_counts
from core.word_vectors.hierarchical import leaf_probabilities, loss
from core.word_vectors.huffman import tree
from core.word_vectors.noise import noise
from core.word_vectors.pmi import LEAST, pmi


def test_points_are_the_texts_own_pmi():
    trace, text = load_shift(), word_text("documentation")
    assert trace.vocabulary == text.words
    for w, window in enumerate(trace.windows):
        counts = pair_counts(text, int(window))
        pairs = trace.words[w], trace.contexts[w]
        assert (counts[pairs] >= LEAST).all()
        assert trace.n_pairs[w] == (counts >= LEAST).sum()
        for e, exponent in enumerate(trace.exponents):
            right = pmi(counts, noise(text.counts, float(exponent)))[pairs]
            np.testing.assert_allclose(trace.pmi[e, w], right, atol=4e-3)


def test_points_lie_as_far_below_as_all_pairs_do():
    trace = load_shift()
    below = np.float64(trace.pmi) - np.float64(trace.product)
    error = trace.spread[..., 0] / math.sqrt(trace.words.shape[1])
    assert (np.abs(below.mean(axis=-1) - trace.shift[..., 0]) < 4 * error).all()


def test_the_cards_rows_are_the_traces():
    trace, rows = load_shift(), shipped.card(SHIFT)["shift"]
    found = np.reshape([row["PMI - w.c"] for row in rows], trace.shift.shape)
    np.testing.assert_allclose(found, trace.shift, atol=6e-4)


def test_low_and_high_are_three_quarters_and_one_quarter_of_all():
    trace = load_shift()
    weighed = 0.75 * trace.shift_low + 0.25 * trace.shift_high
    np.testing.assert_allclose(weighed, trace.shift, atol=2e-3)


def test_more_negative_samples_lower_the_products():
    trace = load_shift()
    assert (np.diff(trace.shift, axis=0) > 0).all()


def test_hierarchical_vectors_have_the_cards_loss():
    trace, card, text = load_hierarchical(), shipped.card(HIERARCHICAL), word_text("documentation")
    found = tree(trace.counts)
    W, inner = np.float64(trace.W), np.float64(trace.inner)
    np.testing.assert_allclose(leaf_probabilities(found, inner, W).sum(axis=-1), 1, atol=1e-12)
    counts = pair_counts(text, card["config"]["window"])
    assert loss(found, W, inner, counts) == pytest.approx(card["loss"]["seeds"][0], abs=1e-3)
    assert card["loss"]["at least"] < trace.loss[-1] < card["loss"]["of counts alone"]
    assert card["turns"]["mean"] == pytest.approx(found.mean_bits, abs=1e-3)


@pytest.mark.parametrize("code", CODES)
def test_every_training_finds_more_answers_once_the_questions_words_are_struck_out(code):
    trace, asked = load_vectors(code, "skip_gram"), questions(code)
    for vectors in (trace.W, *trace.again):
        found = rates(vectors, places(trace.vocabulary, asked))
        assert found.kept < 0.6 * found.struck
        assert found.struck > 0.15
        assert found.asked > 0.4


def test_the_lessons_own_question_is_answered_with_one_of_its_words():
    trace = load_vectors("documentation", "skip_gram")
    asked = np.array([trace.vocabulary.index(word) for word in ("left", "right", "true")])
    kept, struck = (ranking(trace.W, asked, strike=strike)[0] for strike in (False, True))
    assert [trace.vocabulary[k] for k in (*kept[:2], struck[0])] == ["true", "false", "false"]
