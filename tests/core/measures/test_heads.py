"""Heads switched off and patched: what must not change, what must, and sums by hand."""

import numpy as np
import pytest
import torch

from core import record
from core.errors import InputError
from core.measures.heads import all_heads, changes, mean_outputs, run
from core.networks.transformer import transformer
from core.networks.transformer_config import TransformerConfig

HEADS = [(layer, head) for layer in range(2) for head in range(3)]


@pytest.fixture(scope="module")
def model():
    sizes = {"vocabulary": 11, "d": 24, "heads": 3, "mlp": 20, "positions": "alibi"}
    generator = torch.Generator().manual_seed(0)
    return transformer(TransformerConfig(**sizes), generator, torch.float64).requires_grad_(False)


TOKENS, OTHER = torch.tensor([3, 1, 4, 1, 5, 9, 2]), torch.tensor([2, 7, 1, 8, 2, 8, 1])


def test_a_head_that_says_what_it_says_changes_nothing(model):
    plain = record(model, TOKENS)
    own = {(layer, head): plain.traces[layer].out[head] for layer, head in HEADS}
    again = run(model, TOKENS, patch=own)
    assert torch.allclose(again.output, plain.output, atol=1e-13)
    assert torch.equal(run(model, TOKENS).output, plain.output)


@pytest.mark.parametrize("head", HEADS)
def test_a_head_that_is_off_is_one_whose_columns_of_the_output_are_zero(model, head):
    layer, place = head
    broken = transformer(model.config, torch.Generator(), torch.float64).requires_grad_(False)
    broken.load_state_dict(model.state_dict())
    broken.blocks[layer].attention.output.weight[:, 8 * place : 8 * place + 8] = 0.0
    off = run(model, TOKENS, off=[head])
    assert torch.allclose(off.output[0], broken(TOKENS[None])[0], atol=1e-13)
    assert not off.stream.heads[layer, place].any()
    assert not torch.allclose(off.output, record(model, TOKENS).output)


def test_all_heads_patched_in_both_layers_leave_only_the_tokens_own_words(model):
    other = record(model, OTHER)
    patch = {(layer, head): other.traces[layer].out[head] for layer, head in HEADS}
    patched = run(model, TOKENS, patch=patch).stream
    assert np.allclose(patched.heads, other.stream.heads, atol=1e-13)
    assert np.array_equal(patched.embedded, record(model, TOKENS).stream.embedded)


def test_a_patch_acts_on_its_own_head_and_on_what_comes_behind_it(model):
    plain, other = record(model, TOKENS), record(model, OTHER)
    patched = run(model, TOKENS, patch={(0, 1): other.traces[0].out[1]}).stream
    assert np.allclose(patched.heads[0, 1], other.stream.heads[0, 1], atol=1e-13)
    assert np.array_equal(patched.heads[0, [0, 2]], plain.stream.heads[0, [0, 2]])
    assert not np.allclose(patched.heads[1], plain.stream.heads[1])


def test_the_mean_is_over_all_positions_of_all_texts(model):
    batch = torch.stack([TOKENS, OTHER])
    found = mean_outputs(model, batch)
    parts = [record(model, row).traces for row in batch]
    for layer, head in HEADS:
        rows = np.concatenate([traces[layer].out[head] for traces in parts])
        assert np.allclose(found[layer, head], rows.mean(axis=0), atol=1e-14)
    off = run(model, TOKENS, off=[(1, 2)], means=found).stream
    assert np.ptp(off.heads[1, 2], axis=0).max() < 1e-15
    weight = model.blocks[1].attention.output.weight[:, 16:].numpy()
    assert np.allclose(off.heads[1, 2][0], weight @ found[1, 2], atol=1e-14)


def test_nothing_stays_behind(model):
    before = record(model, TOKENS).output
    run(model, TOKENS, off=HEADS)
    assert torch.equal(record(model, TOKENS).output, before)
    assert all_heads(model) == tuple(HEADS)


@pytest.mark.parametrize("head", [(2, 0), (0, 3), (-1, 0)])
def test_a_head_that_is_not_there_is_refused(model, head):
    with pytest.raises(InputError, match=r"head must be \(0–1, 0–2\), got"):
        run(model, TOKENS, off=[head])
    with pytest.raises(InputError, match="head must be"):
        run(model, TOKENS, patch={head: np.zeros((7, 8))})


def test_a_patch_or_means_of_another_shape_are_refused(model):
    with pytest.raises(InputError, match=r"patch must be of shape \(7, 8\), got \(6, 8\)"):
        run(model, TOKENS, patch={(0, 0): np.zeros((6, 8))})
    with pytest.raises(InputError, match=r"means must be of shape \(2, 3, 8\), got \(2, 3\)"):
        changes(model, [(0, 0)], means=np.zeros((2, 3)))


def test_the_norm_of_a_head_is_that_of_its_columns(model):
    found = model.head_norms()
    for layer, head in HEADS:
        columns = model.blocks[layer].attention.output.weight[:, 8 * head : 8 * head + 8]
        assert found[layer, head].item() == pytest.approx(columns.square().sum().sqrt().item())
