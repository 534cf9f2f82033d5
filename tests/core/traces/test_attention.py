import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn.functional import scaled_dot_product_attention

from core.errors import InputError
from core.networks import masks
from core.shipped.recordings import load, save
from core.traces.attention import AttentionTrace
from tests.core.networks import test_scaled_dot_product as by_hand

WORDS = ("the", "cat", "sat")


def three_words(**options):
    """The example worked by hand in test_scaled_dot_product, as its only head."""
    q, k, v = (x.numpy()[None] for x in (by_hand.Q, by_hand.K, by_hand.V))
    return AttentionTrace(tokens=WORDS, keys=WORDS, q=q, k=k, v=v, **options)


def drawn(dtype=np.float32, **options):
    generator = np.random.default_rng(0)
    q, k, v = (
        generator.normal(size=(2, length, size)).astype(dtype)
        for length, size in ((3, 4), (5, 4), (5, 6))
    )
    return AttentionTrace(tokens=WORDS, keys=tuple("abcde"), q=q, k=k, v=v, **options)


def test_three_words_by_hand():
    trace = three_words()
    np.testing.assert_allclose(trace.scores[0, 0], [0, np.log(2), np.log(3)], atol=1e-15)
    np.testing.assert_allclose(trace.weights[0], by_hand.WEIGHTS, atol=1e-15)
    np.testing.assert_allclose(trace.out[0], by_hand.OUT, atol=1e-14)
    entropy = np.log2(6) - (2 * np.log2(2) + 3 * np.log2(3)) / 6
    np.testing.assert_allclose(trace.entropy[0, :2], [entropy, np.log2(3)])


def test_three_words_by_hand_without_looking_ahead():
    trace = three_words(mask=masks.additive(masks.causal(3)))
    np.testing.assert_array_equal(np.isneginf(trace.masked[0]), ~masks.causal(3))
    np.testing.assert_allclose(trace.weights[0], by_hand.CAUSAL_WEIGHTS, atol=1e-15)
    np.testing.assert_allclose(trace.out[0], by_hand.CAUSAL_OUT, atol=1e-14)
    np.testing.assert_allclose(trace.entropy[0, :2], [0, 1], atol=1e-15)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_mask_and_bias_are_added_and_nothing_changes_its_type(dtype):
    generator = np.random.default_rng(1)
    mask, bias = generator.normal(size=(3, 5)), generator.normal(size=(2, 3, 5))
    mask[0, :2] = -np.inf
    trace = drawn(dtype, mask=mask, bias=bias)
    q, k, v, m = (torch.tensor(x) for x in (trace.q, trace.k, trace.v, (mask + bias).astype(dtype)))
    theirs = scaled_dot_product_attention(q, k, v, m)
    tolerance = 1e-6 if dtype == np.float32 else 1e-14
    np.testing.assert_allclose(trace.out, theirs, atol=tolerance)
    np.testing.assert_allclose(trace.weights.sum(axis=2), 1, atol=tolerance)
    np.testing.assert_array_equal(trace.masked[:, 0, :2], -np.inf)
    for name in ("scores", "masked", "weights", "out", "entropy"):
        assert getattr(trace, name).dtype == dtype
        assert not getattr(trace, name).flags.writeable


def test_a_fully_masked_query_attends_to_nothing_and_is_flagged():
    mask = np.zeros((3, 5))
    mask[1] = -np.inf
    trace, free = drawn(mask=mask), drawn()
    np.testing.assert_array_equal(trace.fully_masked, [[False, True, False]] * 2)
    assert not trace.weights[:, 1].any()
    assert not trace.out[:, 1].any()
    assert not trace.entropy[:, 1].any()
    np.testing.assert_array_equal(trace.weights[:, [0, 2]], free.weights[:, [0, 2]])
    assert not free.fully_masked.any()


def test_a_very_low_but_finite_mask_is_no_full_mask():
    """−10⁹ throughout is a number: it swallows the scores, and all keys are alike, as in torch."""
    trace = drawn(mask=np.full((3, 5), -1e9))
    assert not trace.fully_masked.any()
    np.testing.assert_allclose(trace.weights, 1 / 5, atol=1e-6)


def test_nothing_is_derived_before_it_is_asked_for():
    trace = drawn()
    assert {"scores", "masked", "weights", "out"}.isdisjoint(vars(trace))
    assert trace.weights is trace.weights
    assert "out" not in vars(trace)
    assert "weights" not in vars(replace(trace, layer=1))


def test_a_table_of_what_is_derived_names_both_words():
    trace = drawn(mask=np.zeros((3, 5), np.float32))
    table = trace.frame("weights")
    assert list(table.columns) == ["quantity", "head", "query", "tokens", "key", "keys", "value"]
    assert len(table) == 2 * 3 * 5
    row = table[(table["head"] == 1) & (table["tokens"] == "cat") & (table["keys"] == "e")]
    assert row[["query", "key"]].to_numpy().tolist() == [[2, 5]]
    assert row["value"].item() == trace.weights[1, 1, 4]
    quantities = ["q", "k", "v", "mask", "scores", "masked", "weights", "out", "entropy"]
    assert list(trace.frame()["quantity"].unique()) == quantities


def test_what_is_saved_is_what_is_loaded_without_torch(tmp_path):
    path = tmp_path / "attention.safetensors"
    trace = drawn(mask=np.zeros((3, 5), np.float32), cross=True, layer=2)
    save(path, {"one": trace})
    found = load(path)["one"]
    assert (found.cross, found.layer, found.keys) == (True, 2, tuple("abcde"))
    np.testing.assert_array_equal(found.weights, trace.weights)
    code = (
        "import sys; from pathlib import Path; from core.shipped.recordings import load;"
        "load(Path(sys.argv[1]))['one'].weights; assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)


def test_sizes_and_masks_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="axis 'key' is 4, but 5"):
        drawn(mask=np.zeros((3, 4)))
    with pytest.raises(InputError, match=r"mask must be numbers to add, .*, got bool"):
        drawn(mask=np.ones((3, 5), dtype=bool))
    with pytest.raises(InputError, match=r"bias must be numbers to add"):
        drawn(bias=np.ones((2, 3, 5), dtype=int))
