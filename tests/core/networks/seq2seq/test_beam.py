"""The beam's tree against a naive search that scores every hypothesis from its first word."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InputError
from core.networks.seq2seq.beam import beam_tree
from core.networks.seq2seq.scoring import SCORINGS
from core.recorders.translation import translate
from core.shipped import recordings
from core.traces.translation import END, NO_PARENT
from tests.core.networks.seq2seq.test_translator import SOURCE, slow, small
from tests.core.recorders.test_translation import numbers, sentences


def spelled(model, words):
    return tuple(model.target_words[word] for word in words)


@settings(max_examples=10)
@given(st.sampled_from(SCORINGS), sentences, st.integers(1, 4), st.integers(0, 5))
def test_the_tree_is_that_of_the_naive_search(scoring, sentence, width, seed):
    model = small(scoring, seed)
    steps, finished = slow(model).beam(numbers(model, sentence), width, longest=5)
    tree = beam_tree(model, sentence, width, longest=5)
    expected = [offer for offers in steps for offer in offers]
    assert len(tree.word) == len(expected)
    for node, (words, total, kept) in enumerate(expected):
        assert tuple(tree.word[n] for n in tree.path(node)) == spelled(model, words)
        assert tree.total[node] == pytest.approx(total, abs=1e-11)
        assert tree.kept[node] == kept
        assert tree.finished[node] == (kept and words[-1] == 0)
    assert [tree.words(n) for n in tree.results] == [spelled(model, w[:-1]) for w, _ in finished]
    assert tree.step.tolist() == [t for t, offers in enumerate(steps) for _ in offers]
    assert tree.rank.tolist() == [r for offers in steps for r in range(len(offers))]


@pytest.mark.parametrize("scoring", SCORINGS)
def test_a_beam_wide_enough_finds_what_looking_at_everything_finds(scoring):
    model = small(scoring, 3, target=["i", "tea"])
    other, source = slow(model), numbers(model, ("我", "茶"))
    every = [(*words, 0) for n in range(3) for words in product((1, 2), repeat=n)]
    totals = sorted(((other.log_p(source, words)[0], words) for words in every), reverse=True)
    tree = beam_tree(model, ("我", "茶"), width=20, longest=3)
    assert [tree.words(n) for n in tree.results] == [spelled(model, w[:-1]) for _, w in totals]
    np.testing.assert_allclose(tree.total[list(tree.results)], [t for t, _ in totals], atol=1e-12)


@settings(max_examples=8)
@given(st.sampled_from(SCORINGS), sentences, st.integers(0, 5))
def test_a_beam_of_one_is_greedy(scoring, sentence, seed):
    model = small(scoring, seed)
    tree = beam_tree(model, sentence, width=1, longest=7)
    trace = translate(model, sentence, longest=7)
    assert tree.word == trace.target and tree.kept.all()
    assert tree.total[-1] == pytest.approx(trace.log_probability, abs=1e-12)


@pytest.mark.parametrize("scoring", SCORINGS)
def test_probabilities_add_up(scoring):
    """With as many branches as words, the children of a node share all of its probability."""
    model = small(scoring)
    tree = beam_tree(model, SOURCE, width=20, longest=3)
    p = np.exp(tree.total)
    assert p[tree.step == 0].sum() == pytest.approx(1, abs=1e-12)
    for node in np.flatnonzero(tree.kept & ~tree.finished & (tree.step < 1)):
        assert p[tree.parent == node].sum() == pytest.approx(p[node], abs=1e-12)
    first = tree.parent == NO_PARENT
    np.testing.assert_array_equal(tree.total[first], tree.log_p[first])
    later = ~first
    sums = tree.total[tree.parent[later]] + tree.log_p[later]
    np.testing.assert_allclose(tree.total[later], sums, atol=1e-12)


def test_only_hypotheses_that_go_on_have_children():
    tree = beam_tree(small("additive", 2), SOURCE, width=3, longest=8)
    parents = set(tree.parent.tolist()) - {NO_PARENT}
    assert all(tree.kept[n] and not tree.finished[n] for n in parents)
    assert not any(tree.word[n] == END for n in parents)


def test_a_tree_opens_again(tmp_path):
    tree = beam_tree(small("general"), SOURCE, width=2, longest=4)
    recordings.save(tmp_path / "tree.safetensors", {"beam": tree})
    again = recordings.load(tmp_path / "tree.safetensors")["beam"]
    assert again.word == tree.word and again.width == 2
    np.testing.assert_array_equal(again.parent, tree.parent)


@pytest.mark.parametrize("width", [0, 21])
def test_a_width_that_cannot_be_is_refused(width):
    with pytest.raises(InputError, match=f"width must be 1–20, got {width}"):
        beam_tree(small("none"), ("我",), width)
    with pytest.raises(InputError, match="longest must be at least 1, got 0"):
        beam_tree(small("none"), ("我",), 1, longest=0)
