"""The figures of a translator, on a pair worked by hand and on shapes that a model made."""

import numpy as np
import pytest
import torch

from core.data.sentence_pairs import Pair, Splits
from core.networks.seq2seq.untrained import translator
from core.recorders.translation import teach, translate
from core.traces.translation import END
from train.translation_figures import (
    Outcome,
    by_length,
    by_position,
    counts,
    examples,
    figures,
    outcomes,
    summary,
)

SIZES = {"embedding": 5, "encoder": 3, "attention": 4}


def pair(source, target, links, content=None):
    sure = tuple(frozenset({k} if k is not None else ()) for k in links)
    content = content or tuple(link is not None for link in links)
    return Pair(tuple(source.split()), tuple(target.split()), sure, sure, content=content)


TEA = pair("我 喝 茶", "i drink the tea", (0, 1, None, 2))
WEIGHTS = np.array([[0.8, 0.1, 0.1], [0.2, 0.3, 0.5], [0, 0, 1], [0.1, 0.3, 0.6], [0, 0, 1]])


def test_figures_worked_by_hand():
    """Free: "i drink tea the", END; taught: one word wrong; one of three links wrong."""
    free = Outcome(TEA, ("i", "drink", "tea", "the", END), ("i", "eat", "the", "tea", END), WEIGHTS)
    right = Outcome(TEA, (*TEA.target, END), (*TEA.target, END), WEIGHTS)
    assert (free.exact, right.exact) == (False, True)
    assert counts([free, right]) == {
        "sentences": 2, "exact": 1, "words": 10, "free": 8, "taught": 9,
    }  # fmt: skip
    found = summary([free, right])
    assert found["exact"] == 0.5 and found["words right"] == 0.8
    assert found["words right when taught"] == 0.9
    assert found["strict alignment error"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["content links"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["largest weight"] == pytest.approx((0.8 + 0.5 + 1 + 0.6 + 1) / 5)


def test_words_are_compared_place_by_place_and_what_is_missing_is_wrong():
    short, long = (Outcome(TEA, free, (), None) for free in (("i", END), ("i",) * 9))
    assert short.right(short.free).tolist() == [True, False, False, False, False]
    assert long.right(long.free).tolist() == [True, False, False, False, False]
    assert "strict alignment error" not in summary([short])


def test_positions_count_only_sentences_that_reach_them():
    tiny = pair("茶", "tea", (0,))
    right = Outcome(tiny, ("tea", END), ("tea", END), None)
    wrong = Outcome(TEA, ("i", END), ("i", "drink", "tea", "tea", END), None)
    assert by_position([right, wrong]) == {
        "sentences": [2, 2, 1, 1, 1],
        "free": [1 + 1, 1, 0, 0, 0],
        "taught": [2, 2, 0, 1, 1],
    }


def test_lengths_are_those_of_the_source():
    tiny = Outcome(pair("茶 " * 7, "tea", (0,)), ("tea", END), ("tea", END), None)
    found = by_length([tiny, Outcome(TEA, (), (), None)])
    assert [(b["from"], b["to"], b["sentences"], b["exact"]) for b in found] == [
        (1, 6, 1, 0),
        (7, 10, 1, 1),
    ]


@pytest.mark.parametrize("scoring", ["none", "general"])
def test_many_pairs_at_once_come_out_as_one_by_one(scoring):
    pairs = [TEA, pair("茶", "tea", (0,)), pair("茶 喝 我", "i", (2,)), pair("喝", "drink", (0,))]
    words = [sorted({w for p in pairs for w in getattr(p, s)}) for s in ("source", "target")]
    model = translator(scoring, *words, torch.Generator().manual_seed(2), **SIZES)
    model.requires_grad_(False)
    found = outcomes(model, pairs)
    assert [len(o.pair.source) for o in found] == [1, 1, 3, 3]
    for o in found:
        taught = teach(model, o.pair.source, o.pair.target)
        assert o.free == translate(model, o.pair.source).target
        assert o.taught == taught.own
        if scoring == "none":
            assert o.weights is None
        else:
            np.testing.assert_allclose(o.weights, taught.weights, atol=1e-6)
    splits = Splits(tuple(pairs), (), tuple(pairs), (), (TEA,))
    made = figures(model, splits)
    assert made["held out"]["sentences"] == 4 and made["compositional"]["sentences"] == 1
    assert "longer" not in made and sum(b["sentences"] for b in made["lengths"]) == 4
    assert examples(splits)[0]["pairs"][0] == {
        "source": list(TEA.source),
        "target": list(TEA.target),
    }
