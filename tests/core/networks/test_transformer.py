"""Our Transformer against torch's own layers, a slow loop, and numbers worked out by hand."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from core.errors import InputError
from core.gradients.look_ahead import influence
from core.networks import masks
from core.networks.transformer import Transformer, transformer
from core.networks.transformer_block import attend
from core.networks.transformer_config import POSITIONS, TransformerConfig
from core.networks.transformer_positions import linear_bias, rotated
from tests.modules import seeded

SMALL = {"vocabulary": 11, "d": 24, "heads": 3, "layers": 2, "mlp": 20, "longest": 16}


def made(positions="learned", seed=0, dtype=torch.float64, **changes):
    config = TransformerConfig(**{**SMALL, "positions": positions, **changes})
    return transformer(config, torch.Generator().manual_seed(seed), dtype).requires_grad_(False)


def drawn(n=2, length=9, seed=1):
    return torch.randint(11, (n, length), generator=torch.Generator().manual_seed(seed))


def torch_layer(block, config):
    """Torch's layer with the same weights."""
    layer = seeded(
        nn.TransformerEncoderLayer,
        config.d,
        config.heads,
        config.mlp,
        0.0,
        "gelu",
        batch_first=True,
        norm_first=True,
    )
    layer = layer.double().eval().requires_grad_(False)
    ours = block.attention
    layer.self_attn.in_proj_weight.copy_(
        torch.cat([ours.query.weight, ours.key.weight, ours.value.weight])
    )
    layer.self_attn.in_proj_bias.zero_()
    layer.self_attn.out_proj.weight.copy_(ours.output.weight)
    layer.self_attn.out_proj.bias.zero_()
    pairs = (("norm1", "norm_1"), ("norm2", "norm_2"), ("linear1", "up"), ("linear2", "down"))
    for theirs, own in pairs:
        getattr(layer, theirs).load_state_dict(getattr(block, own).state_dict())
    return layer


def by_torch(model, tokens, mask):
    """The same from torch's modules; ``mask`` is True where nobody may look."""
    x = model.embedding.weight[tokens]
    if model.config.positions == "learned":
        x = x + model.positions.weight[: tokens.shape[1]]
    for block in model.blocks:
        x = torch_layer(block, model.config)(x, src_mask=mask)
    return model.readout(model.norm(x))


@settings(max_examples=8)
@given(
    st.sampled_from(["none", "learned"]),
    st.booleans(),
    st.integers(1, 3),
    st.sampled_from([(8, 1), (8, 4), (24, 3), (12, 2)]),
    st.integers(1, 12),
    st.integers(0, 99),
)
def test_it_is_what_torch_makes_of_the_same_weights(positions, causal, layers, sizes, length, seed):
    d, heads = sizes
    model = made(positions, seed, causal=causal, layers=layers, d=d, heads=heads)
    perturb(model, seed)
    tokens = drawn(2, length, seed)
    mask = torch.ones(length, length).triu(1).bool() if causal else None
    assert torch.allclose(model(tokens), by_torch(model, tokens, mask), atol=1e-11)


def perturb(model, seed):
    """Gains and biases start as ones and zeros, which would hide a mistake in them."""
    generator = torch.Generator().manual_seed(seed)
    for weight in model.parameters():
        weight += 0.1 * torch.randn(weight.shape, generator=generator, dtype=weight.dtype)


def test_another_mask_may_be_given():
    model, tokens = made(), drawn(1, 7)
    allowed = masks.sliding_window(7, 3)
    ours = model(tokens, torch.from_numpy(masks.additive(allowed, np.float64)))
    assert torch.allclose(ours, by_torch(model, tokens, torch.from_numpy(~allowed)), atol=1e-12)


def test_who_may_look_nowhere_gets_nothing_from_the_heads():
    model, tokens = made(), drawn(1, 4)
    mask = torch.zeros(4, 4).masked_fill(torch.tensor([0, 0, 1, 0]).bool()[:, None], -math.inf)
    run = model.run(tokens, mask)
    assert all(not block.attention[0, 2].any() for block in run.blocks)
    assert run.blocks[0].attention[0, [0, 1, 3]].abs().min() > 0
    assert torch.isfinite(run.logits).all()


@pytest.mark.parametrize("positions", POSITIONS)
def test_what_comes_later_changes_nothing_before(positions):
    model, tokens = made(positions), drawn()
    other = tokens.clone()
    other[:, 5:] = (other[:, 5:] + 1) % 11
    assert torch.equal(model(tokens)[:, :5], model(other)[:, :5])
    assert not torch.allclose(model(tokens)[:, 5:], model(other)[:, 5:])


@pytest.mark.parametrize("positions", POSITIONS)
def test_one_pass_equals_a_pass_over_every_prefix(positions):
    model, tokens = made(positions), drawn(1)
    whole = model(tokens)[0]
    alone = [model(tokens[:, : t + 1])[0, -1] for t in range(tokens.shape[1])]
    assert torch.allclose(whole, torch.stack(alone), atol=1e-12)


def test_without_a_notion_of_position_a_shuffle_only_shuffles():
    order = torch.tensor([3, 0, 2, 4, 1])
    for positions in POSITIONS:
        model, tokens = made(positions, causal=False), drawn(1, 5)
        same = torch.allclose(model(tokens)[:, order], model(tokens[:, order]), atol=1e-12)
        assert same == (positions == "none")


@pytest.mark.parametrize("positions", POSITIONS)
def test_behind_the_mask_gradients_are_exactly_zero(positions):
    model, tokens = made(positions), drawn(1, 5)
    mask = torch.from_numpy(masks.additive(masks.sliding_window(5, 2)))
    causal = influence(lambda x: model.run_on(x[None]).logits[0], model.embed(tokens)[0])
    window = influence(lambda x: model.run_on(x[None], mask).logits[0], model.embed(tokens)[0])
    free = made(positions, causal=False)
    full = influence(lambda x: free.run_on(x[None]).logits[0], free.embed(tokens)[0])
    assert np.array_equal(causal > 0, masks.causal(5))
    assert np.array_equal(window > 0, masks.sliding_window(5, 3))  # two layers reach further
    assert (full > 0).all()


def slow_attention(q, k, v, positions):
    """One head after another, one pair of positions after another: q, k, v (head, time, d)."""
    heads, length, d = q.shape
    out = np.zeros_like(v)
    for h in range(heads):
        for t in range(length):
            scores = []
            for s in range(t + 1):
                if positions == "rope":
                    score = sum(
                        real_part(q[h, t, 2 * i : 2 * i + 2], k[h, s, 2 * i : 2 * i + 2])(
                            (t - s) * 10000 ** (-2 * i / d)
                        )
                        for i in range(d // 2)
                    )
                else:
                    score = q[h, t] @ k[h, s]
                slope = 2 ** (-8 * (h + 1) / heads) if positions == "alibi" else 0.0
                scores.append(score / math.sqrt(d) - slope * (t - s))
            grown = np.exp(np.array(scores) - max(scores))
            out[h, t] = (grown / grown.sum()) @ v[h, : t + 1]
    return out


def real_part(q, k):
    """Su et al. 2021, eq. 12: Re(q k* e^{iφ}) of two numbers in the complex plane."""
    return lambda angle: (complex(*q) * complex(*k).conjugate() * np.exp(1j * angle)).real


@pytest.mark.parametrize("positions", ["none", "rope", "alibi"])
def test_attention_is_that_of_a_slow_loop(positions):
    model, tokens = made(positions), drawn(1, 7)
    block = model.blocks[0]
    x = block.norm_1(model.embed(tokens))
    plain = made("none").blocks[0].attention  # the same weights, but nothing is turned
    parts = (plain.split(f(x))[0].numpy() for f in (plain.query, plain.key, plain.value))
    expected = slow_attention(*parts, positions)
    assert np.allclose(model.run(tokens).blocks[0].heads[0].numpy(), expected, atol=1e-12)


def test_three_tokens_by_hand_with_rope():
    # every token is (1, 0): turned by 0, 1 and 2 radians it is (cos p, sin p)
    x = torch.tensor([[1.0, 0.0]] * 3, dtype=torch.float64)
    turned = rotated(x)
    assert turned[2].tolist() == pytest.approx([math.cos(2), math.sin(2)])
    v = torch.tensor([[1.0], [10.0], [100.0]], dtype=torch.float64)
    bias = torch.full((3, 3), -math.inf, dtype=torch.float64).triu(1)
    out = attend(turned[None, None], turned[None, None], v[None, None], bias)[0, 0, :, 0]
    # the scores of the last: cos 2, cos 1, 1, over √2: −.2943, .3821, .7071
    a, b, c = 0.74507, 1.46529, 2.02811
    assert out[0] == 1.0
    assert out[2].item() == pytest.approx((a + 10 * b + 100 * c) / (a + b + c), rel=1e-4)


def test_three_tokens_by_hand_with_alibi():
    # equal scores: only the distance counts, with slopes 1/16 and 1/256
    bias = linear_bias(2, 3)
    assert bias[0].tolist() == [[0, -1 / 16, -2 / 16], [-1 / 16, 0, -1 / 16], [-2 / 16, -1 / 16, 0]]
    assert torch.equal(bias[1], bias[0] / 16)
    flat = torch.zeros(1, 2, 3, 2, dtype=torch.float64)
    v = torch.tensor([1.0, 10.0, 100.0], dtype=torch.float64).expand(1, 2, 3)[..., None]
    mask = torch.full((3, 3), -math.inf, dtype=torch.float64).triu(1)
    out = attend(flat, flat, v, bias + mask)[0, 0, 2, 0]
    a, b = 0.882497, 0.939413  # e^(−2/16), e^(−1/16)
    assert out.item() == pytest.approx((a + 10 * b + 100) / (a + b + 1), rel=1e-5)


def test_the_generator_alone_decides_the_weights():
    before = torch.get_rng_state()
    one, same, other = (made(seed=seed).state_dict() for seed in (0, 0, 1))
    assert torch.equal(torch.get_rng_state(), before)
    assert all(torch.equal(one[name], same[name]) for name in one)
    assert not torch.equal(one["embedding.weight"], other["embedding.weight"])
    single = made(dtype=torch.float32).state_dict()
    assert all(torch.equal(single[name], one[name].float()) for name in one)


def test_gradients_reach_every_weight():
    model = made("learned").requires_grad_(True)
    loss = model(drawn(2, 16)).log_softmax(-1)[..., 0].sum()
    found = torch.autograd.grad(loss, list(model.parameters()))
    assert all(gradient.any() for gradient in found)


@pytest.mark.parametrize(
    ("tokens", "rule"),
    [
        (torch.zeros(3, dtype=torch.int64), "tokens must be int64"),
        (torch.zeros(1, 0, dtype=torch.int64), "tokens must be int64"),
        (torch.zeros(1, 3), "tokens must be int64"),
        (torch.full((1, 3), 11), "tokens must be 0–10"),
        (torch.zeros(1, 17, dtype=torch.int64), "length must be at most 16, got 17"),
    ],
)
def test_tokens_that_cannot_be_read_are_refused(tokens, rule):
    with pytest.raises(InputError, match=rule):
        made()(tokens)


def test_a_mask_of_another_size_is_refused():
    with pytest.raises(InputError, match=r"mask must be of shape \(9, 9\), got \(8, 9\)"):
        made()(drawn(), torch.zeros(8, 9))


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"positions": "sine"}, "positions must be one of none, sinusoidal"),
        ({"layers": 0}, "layers must be at least 1, got 0"),
        ({"d": 9}, "d must be a multiple of 6 with 3 heads, got 9"),
    ],
)
def test_sizes_that_cannot_work_are_refused(changes, rule):
    with pytest.raises(InputError, match=rule):
        TransformerConfig(**{**SMALL, **changes})


def test_the_model_keeps_nothing_of_a_run():
    model = made()
    before = set(vars(model)), set(vars(model.blocks[0].attention))
    model.run(drawn())
    assert (set(vars(model)), set(vars(model.blocks[0].attention))) == before
    assert isinstance(model, Transformer)
